"""Watches a browser: which taps and typed fields a page saw, what was transferred, how a page painted."""

import gzip
from dataclasses import dataclass, field
from typing import Any

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
BROADBAND = {"downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8, "latency": 150}
SLOW = {"downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8, "latency": 400}

# Labels forward their click to the box they belong to: only the box counts then.
WATCH = """
addEventListener("click", (event) => {
  if (!event.isTrusted || event.target.closest("label") && !event.target.matches("input, button")) return;
  window.tally("tap");
}, true);
const boxes = new Set();
addEventListener("input", (event) => {
  if (!event.target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
  if (!boxes.has(event.target)) { boxes.add(event.target); window.tally("typed"); }
}, true);
"""

PAINT = """() => new Promise((done) => {
  const seen = {lcp: 0, cls: 0};
  const watch = (type, count) => new PerformanceObserver((list) => list.getEntries().forEach(count)).observe({type, buffered: true});
  watch("largest-contentful-paint", (entry) => { seen.lcp = entry.startTime; });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.cls += entry.value; });
  setTimeout(() => done({...seen, interactive: performance.getEntriesByType("navigation")[0].domComplete}), 300);
})"""

# The longest event since the page was opened, from touch to the frame that shows its effect. 16 ms is the least that is told.
REACTION = """() => new Promise((done) => {
  const longest = (list) => done(Math.max(...list.getEntries().map((entry) => entry.duration)));
  new PerformanceObserver(longest).observe({type: "event", durationThreshold: 16, buffered: true});
  setTimeout(() => done(16), 1500);
})"""


@dataclass
class Tally:
    """Taps, typed fields and pages of one visit."""

    tap: int = 0
    typed: int = 0
    pages: int = 0

    def watch(self, context: Any, page: Any) -> None:
        context.expose_binding("tally", lambda _source, kind: setattr(self, kind, getattr(self, kind) + 1))
        context.add_init_script(WATCH)
        page.on("load", lambda _page: setattr(self, "pages", self.pages + 1))


@dataclass
class Transfer:
    """What a page asked for. Told by the browser's own events; weighed afterwards, each body as it would travel: compressed."""

    context: Any
    asked: list[dict[str, Any]] = field(default_factory=list)
    cached: set[str] = field(default_factory=set)

    def watch(self, page: Any) -> "Transfer":
        session = self.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda event: self.asked.append(event))  # noqa: PLW0108  # a builtin is refused
        session.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        return self

    def of(self, *kinds: str, fetched: bool = False) -> list[str]:
        """The addresses of these kinds ("Document", "Stylesheet", "Script", "Font"); `fetched` leaves out what a cache gave."""
        return [
            event["response"]["url"]
            for event in self.asked
            if (not kinds or event["type"] in kinds) and not (fetched and self._is_cached(event))
        ]

    def _is_cached(self, event: dict[str, Any]) -> bool:
        response = event["response"]
        return response.get("fromDiskCache") or response["status"] == 304 or event["requestId"] in self.cached

    def kilobytes(self, *kinds: str, fetched: bool = False) -> float:
        bodies = [self.context.request.get(url).body() for url in self.of(*kinds, fetched=fetched)]
        return sum(len(gzip.compress(body, 6)) for body in bodies) / 1000


class CheapPhone:
    """A slow processor, and a network that can be made slower. One session: two would each keep conditions of their own."""

    def __init__(self, context: Any, page: Any, processor: int = 4) -> None:
        self.session = context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": processor})

    def on(self, network: dict[str, float]) -> None:
        self.session.send("Network.emulateNetworkConditions", {"offline": False, **network})
