"""A patient without JavaScript: reads the forms of a page, fills the boxes, presses one button, follows where it leads."""

import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from kapintake.intake.questionnaires import Place, place_at
from kapintake.intake.selectors import response_for
from kapintake.intake.walk import Walk
from screening import ItemType, PageKind
from tests.browser import Browser

PAGE = re.compile(r"/application/(\d+)/(\d+)/")
MOST_STEPS = 400


@dataclass
class PageForm:
    id: str
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page: what a browser would send, and which buttons there are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.links: dict[str, str] = {}
        self._href, self._text, self._area = "", "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        form = self.forms[-1] if self.forms else None
        if tag == "form":
            self.forms.append(PageForm(at.get("id", ""), at.get("action", "")))
        elif tag == "a":
            self._href, self._text = at.get("href", ""), ""
        elif form and tag == "button" and at.get("name"):
            form.buttons.append((at["name"], at.get("value", "")))
        elif form and tag == "textarea" and at.get("name"):
            self._area = at["name"]
            form.fields[self._area] = [""]
        elif form and tag == "input" and at.get("name") and (at.get("type") not in ("checkbox", "radio") or "checked" in at):
            form.fields.setdefault(at["name"], []).append(at.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href:
            self.links[" ".join(self._text.split())] = self._href
            self._href = ""
        elif tag == "textarea" and self._area:
            boxes = self.forms[-1].fields
            boxes[self._area] = [boxes[self._area][0].removeprefix("\n")]  # as browsers read it
            self._area = ""

    def handle_data(self, data: str) -> None:
        self._text += data
        if self._area:
            self.forms[-1].fields[self._area][0] += data

    @property
    def question(self) -> PageForm:
        return next(form for form in self.forms if form.id == "question")


def form_of(page: Any) -> PageForm:
    return Forms(page.content.decode()).question


def link(page: Any, text: str) -> str:
    return next(href for words, href in Forms(page.content.decode()).links.items() if text in words)


def add_link(page: Any) -> str:
    """Where another entry of a list is added."""
    return re.search(r'<a [^>]*href="([^"]+)"[^>]* data-testid="add"', page.content.decode())[1]  # type: ignore[index]  # every list has it


def add_medicine(browser: Browser, url: str, **entry: Any) -> Any:
    """One medicine as she types it, used as typed: its name, then how much, then what that opens."""
    add = add_link(browser.get(url))
    named = browser.post(add, {**form_of(browser.get(add)).fields, "name": entry["name"], "act": "as-typed"})
    if named.status_code != 303:
        return named
    return tell_dose(browser, named.headers["Location"], **entry)


def tell_dose(browser: Browser, at: str, **entry: Any) -> Any:
    amount = "" if entry.get("daily_mg") is None else str(entry["daily_mg"])
    often = "needed" if entry.get("as_needed") else "once"
    boxes = {"amount": "" if often == "needed" else amount, "unit": "mg", "often": often, "taking": entry.get("taking", "yes")}
    told = browser.post(at, {**form_of(browser.get(at)).fields, **boxes, "act": "continue"})
    if told.status_code != 303 or not told.headers["Location"].endswith("/more/"):
        return told
    more = told.headers["Location"]
    opened = {"most": amount, **{name: value for name, value in entry.items() if name.startswith("stopped_on_")}}
    return browser.post(more, {**form_of(browser.get(more)).fields, **opened, "act": "continue"})


def press(browser: Browser, url: str, **changes: Any) -> Any:
    """Open the page, fill its form with `changes` (None removes a field) and send it."""
    return send_form(browser, url, form_of(browser.get(url)), **changes)


def send_form(browser: Browser, url: str, form: PageForm, **changes: Any) -> Any:
    data: dict[str, Any] = {**form.fields, **{name.replace("__", "-"): value for name, value in changes.items()}}
    return browser.post(form.action or url, {name: value for name, value in data.items() if value is not None})


def url_of(response: Any, link_id: str) -> str:
    """The address of the page that asks this item."""
    place = next(place for place in Walk.of(response).places if any(item.link_id == link_id for item in place.page.items))
    return f"/application/{place.part}/{place.number}/"


class Typist:
    """Types a whole intake from a dict of answers; what is not in it is declined."""

    def __init__(self, browser: Browser, user: Any, answers: dict[str, Any]) -> None:
        self.browser, self.user, self.answers = browser, user, answers
        self.helps: list[str] = []
        self.pages = 0

    def until_check(self, url: str = "/application/") -> None:
        """From the task list to the check page, by Continue alone."""
        page = self.browser.post("/application/start/")
        for _step in range(MOST_STEPS):
            url = page.headers["Location"].split("?")[0] if page.status_code in (302, 303) else ""
            if url == "/application/check/":
                return
            page = self.step(url)
        raise AssertionError(f"never came to the check page: {url}")

    def step(self, url: str) -> Any:
        """One page; the answer is a redirect, or a link that is followed as one."""
        page = self.browser.get(url)
        if page.status_code in (302, 303):
            return page
        assert page.status_code == 200, (url, page.status_code)
        if url.endswith("/help/"):
            self.helps.append(re.search(r'data-help="([a-z]+)"', page.content.decode()).group(1))
            return self._follow(page, "eep going")
        if url.endswith("/company/"):
            return press(self.browser, url, company="alone")
        found = PAGE.fullmatch(url)
        if found is None:
            return self._follow(page, "Check your answers" if "Check your answers" in page.content.decode() else "Continue")
        self.pages += 1
        place = place_at(response_for(self.user), int(found[1]), int(found[2]))
        assert place is not None
        sent = self._fill(url, page, place)
        assert sent.status_code == 303, (url, sent.status_code, re.findall(r'class="error".*', sent.content.decode()))
        if sent.headers["Location"] == url:  # an unlikely number
            doubt = next(form for form in Forms(self.browser.get(url).content.decode()).forms if ("act", "confirm") in form.buttons)
            return self.browser.post(doubt.action, {**doubt.fields, "act": "confirm"})
        return sent

    def _follow(self, page: Any, text: str) -> Any:
        class Followed:
            status_code, headers = 302, {"Location": link(page, text)}

        return Followed()

    def _fill(self, url: str, page: Any, place: Place) -> Any:
        kind, form = place.page.kind, form_of(page)
        if kind in (PageKind.MEDICINES, PageKind.TRIALS):
            return self._list(url, place)
        items = Walk.of(response_for(self.user)).items_at(place)
        said = {item.link_id: self.answers.get(item.link_id) for item in items}
        if all(value is None or isinstance(value, dict) for value in said.values()):
            state = next((value["state"] for value in said.values() if value and value["state"] == "unsure"), "declined")
            return send_form(self.browser, url, form, answer__state=state)
        if kind is PageKind.GROUP:
            return send_form(self.browser, url, form, answer=[name for name, value in said.items() if value is True], answer__others="none")
        item = items[0]
        if kind is PageKind.TICKS:
            chosen = said[item.link_id]
            return send_form(self.browser, url, form, answer=list(chosen), answer__others=None if chosen else "none")
        if kind in (PageKind.CARDS, PageKind.SCALE):
            return send_form(self.browser, url, form, answer=self._card(item, said[item.link_id]))
        boxes: dict[str, str] = {}
        for item in items:
            boxes.update(self._boxes(item, said[item.link_id], form))
        return self.browser.post(url, {**form.fields, **boxes, "act": "continue"})

    def _card(self, item: Any, value: Any) -> str:
        if item.type is ItemType.BOOLEAN:
            return "yes" if value else "no"
        if item.type is ItemType.DATE:
            days = (date(2026, 11, 24) - date.fromisoformat(value)).days
            return str(next(option.value for option in item.options if option.days_ago is not None and option.days_ago >= days))
        return str(value)

    def _boxes(self, item: Any, value: Any, form: PageForm) -> dict[str, str]:
        if value is None or isinstance(value, dict):
            return {}
        if item.unit == "cm" and f"{item.link_id}_0" in form.fields:
            inches = round(value / 2.54)
            return {f"{item.link_id}_0": str(inches // 12), f"{item.link_id}_1": str(inches % 12)}
        if item.unit == "kg":
            return {item.link_id: f"{value / 0.45359237:.1f}"}
        return {item.link_id: str(value)}

    def _list(self, url: str, place: Place) -> Any:
        name = place.page.items[0].link_id
        entries = self.answers.get(name)
        if not entries:
            return press(self.browser, url, act="none") if entries == [] else press(self.browser, url, answer__state="declined")
        if place.page.kind is PageKind.MEDICINES:
            for entry in entries:
                assert add_medicine(self.browser, url, **entry).status_code == 303
            return press(self.browser, url, act="all")
        for entry in entries:
            add = add_link(self.browser.get(url))
            form = form_of(self.browser.get(add))
            boxes = {key: str(value) for key, value in entry.items() if value not in (None, False, "") and key != "stopped_on"}
            added = self.browser.post(add, {**form.fields, "taking": "yes", **boxes, "act": "add"})
            assert added.status_code == 303, added.content.decode()
        return press(self.browser, url, act="all")
