"""Chromium for the tests: the machine's own, with nothing that would reach for the network.

Pages are drawn first, by Django's test client, and then served to the browser from memory with the headers they came
with; the database is not touched while the browser is open.
"""

import mimetypes
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse

SITE = "https://look.test"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def need_chromium() -> str:
    """The path of the browser. Skips where there is none, unless REQUIRE_BROWSER says that there must be."""
    found = shutil.which("chromium")
    if not found:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, and there is no chromium on the path")
        pytest.skip("chromium is not installed")
    pytest.importorskip("playwright", reason="the developers' requirements are not installed")
    return found


@contextmanager
def chromium() -> Iterator[Any]:
    path = need_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def serve(context: Any, drawn: Mapping[str, HttpResponse]) -> None:
    """Answer the browser from what was drawn, and static files from where they lie."""

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(SITE).split("?")[0].split("#")[0]
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            if file is None:
                return route.fulfill(status=404, body="")
            kind = mimetypes.guess_type(file)[0] or "text/plain"
            return route.fulfill(status=200, body=Path(file).read_bytes(), headers={"content-type": kind})
        if path not in drawn:
            return route.fulfill(status=404, body="not drawn", headers={"content-type": "text/html"})
        response = drawn[path]
        return route.fulfill(status=response.status_code, body=response.content, headers={k.lower(): v for k, v in response.items()})

    context.route("**/*", answer)


def faults(page: Any, options: Mapping[str, Any] = AXE) -> list[str]:
    """What axe finds on the page as it stands, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=dict(options)).response["violations"]
    return [f"{violation['id']}: {node['target']} {node['failureSummary'][:300]}" for violation in found for node in violation["nodes"]]
