"""Fixtures of the journeys: a seeded site that runs, and people who hold a phone or sit at a desk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.live import Site, build_seeded, copy_of
from tests.look.browser import chromium

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.live)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeded(tmp_path_factory.mktemp("seeded"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Closed after each file: while it is open, Django refuses the database to other tests of the same process."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def site(browser: Any, seeded: Path, tmp_path: Path) -> Iterator[Site]:
    site = Site(copy_of(seeded, tmp_path / "site"))
    try:
        yield site.start()
    finally:
        site.stop()


@pytest.fixture
def open_browser(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """`open_browser(PHONE)`: a fresh browser context on the site; a page that errors or asks another host fails the test."""
    contexts, foreign, crashes = [], [], []

    def open_one(device: dict[str, Any] = PHONE, **more: Any) -> Any:
        context = browser.new_context(base_url=site.url, **device, **more)
        context.set_default_timeout(30_000)
        context.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(site.url) else None)
        context.on("response", lambda response: crashes.append(response.url) if response.status >= 500 else None)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not crashes, f"{crashes}\n{site.log()[-3000:]}"
    assert not foreign
