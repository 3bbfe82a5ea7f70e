"""Nothing is found wrong on any page: by axe, on the smallest screen, at 400 % zoom, with wide spacing, under a thumb.

The quick half looks at every page in light and English with every rule, in dark for contrast, and in Spanish for language,
labels and titles. The long half (make test-all) looks at every state in every language, theme and forced colours.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.architecture.test_addresses import ALL
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.live import Site, copy_of
from tests.journeys.proof import CONTRAST, FORCED, LANGUAGE_RULES, proved
from tests.journeys.visits import (
    ADMIN,
    CLARA,
    EXEMPT,
    EXEMPT_FAMILIES,
    FAY,
    FINN,
    HUGO,
    LENA,
    NOBODY,
    OMAR,
    STAFF,
    VISITS,
    Visit,
    is_accounted_for,
    people_in_order,
    press,
)
from tests.look.browser import AXE

SAME_PAGE = {"reviews:queue": ("queue",), "reviews:decide": ("reviews:case",)}
EVERYBODY = people_in_order()
PATIENTS_PAGES = [visit for visit in VISITS if visit.layout not in (STAFF, ADMIN)]
# One page of each layout: a form, cards, ticks, a list, help, a table of staff, a case, the admin.
ONE_OF_EACH_LAYOUT = {
    NOBODY: ("landing", "learn_page 4", "help_now", "account_login with errors", "/nowhere/"),
    LENA: (
        "intake:page height-cm",
        "intake:page phq9-1",
        "intake:page high-blood-pressure",
        "intake:page medicines",
        "intake:page with errors",
    ),
    HUGO: ("intake:check",),
    OMAR: ("intake:task_list not begun",),
    CLARA: ("reviews:queue", "reviews:case a stop", "alert"),
    FAY: ("reviews:desk",),
    FINN: ("admin:index", "admin:clinics_clinic_changelist"),
}


@pytest.fixture(scope="module")
def one_site(browser: Any, seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all of them: what they do to it changes no page that another one looks at."""
    site = Site(copy_of(seeded, tmp_path_factory.mktemp("site") / "site"), with_worker=False)
    try:
        yield site.start()
    finally:
        site.stop()


@pytest.fixture
def site(one_site: Site) -> Site:
    return one_site


def sign_in(page: Any, who: str) -> None:
    if who:
        page.goto("/demo/")
        press(page, f"form:has(input[value='{who}']) button")


def speak(page: Any, language: str, who: str) -> None:
    """The language of the page, chosen by its own button."""
    if language == "es" and who not in (CLARA, FAY, FINN):
        page.goto("/start/" if not who else "/consents/")
        press(page, ".language button")


def walk(page: Any, visits: Iterable[Visit], look: Callable[[Visit], list[str]]) -> list[str]:
    """Opens each page and looks at it; a page that answers otherwise than expected is itself a fault."""
    found = []
    for visit in visits:
        statuses = []
        page.on("response", lambda answer, seen=statuses: seen.append(answer.status) if answer.request.is_navigation_request() else None)
        visit.open(page)
        page.wait_for_load_state()
        address = resolve(urlsplit(page.url).path).view_name if visit.address else ""
        if address not in (visit.address, *SAME_PAGE.get(visit.address, ())):
            found.append(f"{visit.name}: came to {page.url} instead")
        if statuses and statuses[-1] >= 400 and visit.status == 200 and "errors" not in visit.state:
            found.append(f"{visit.name} ({page.url}): answered {statuses[-1]}")
        found += look(visit)
    return found


def visits_of(who: str, visits: Iterable[Visit] = VISITS) -> list[Visit]:
    return [visit for visit in visits if visit.who == who]


def device_of(who: str) -> dict[str, Any]:
    return DESK if who in (CLARA, FAY, FINN) else PHONE


def test_every_address_is_visited_or_says_why_not() -> None:
    """A new page cannot stay out of what follows."""
    strangers = sorted({address.name for address in ALL if not is_accounted_for(address.name)})
    assert strangers == []


def test_no_reason_outlives_its_address() -> None:
    names = {address.name for address in ALL}
    assert sorted(set(EXEMPT) - names) == []
    assert sorted({visit.address for visit in VISITS if visit.address} - names) == []
    assert all(any(re.fullmatch(family, name) for name in names) for family in EXEMPT_FAMILIES)
    assert len({(visit.name, visit.who) for visit in VISITS}) == len(VISITS)


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.split("@")[0] or "nobody")
def test_it_finds_nothing_on_any_page(open_browser: Callable[..., Any], who: str) -> None:
    """Light, English, every rule; 320 px, 400 % zoom, wide spacing and targets besides."""
    page = open_browser(device_of(who), color_scheme="light")
    sign_in(page, who)
    found = walk(page, visits_of(who), lambda visit: proved(page, visit, narrow=visit.layout != ADMIN))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ONE_OF_EACH_LAYOUT, ids=lambda who: who.split("@")[0] or "nobody")
def test_contrast_holds_in_the_dark(open_browser: Callable[..., Any], who: str) -> None:
    page = open_browser(device_of(who), color_scheme="dark")
    sign_in(page, who)
    chosen = [visit for visit in visits_of(who) if visit.name in ONE_OF_EACH_LAYOUT[who]]
    assert len(chosen) == len(ONE_OF_EACH_LAYOUT[who])
    found = walk(page, chosen, lambda visit: proved(page, visit, CONTRAST, narrow=False))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", people_in_order(), ids=lambda who: who.split("@")[0] or "nobody")
def test_spanish_pages_say_so_and_name_what_they_hold(open_browser: Callable[..., Any], who: str) -> None:
    """Language, labels, titles and headings of each page of patients in Spanish."""
    if not visits_of(who, PATIENTS_PAGES):
        return  # staff work in English
    page = open_browser(device_of(who))
    sign_in(page, who)
    speak(page, "es", who)

    def look(visit: Visit) -> list[str]:
        language = page.evaluate("document.documentElement.lang")
        other = [] if language == (visit.tongue or "es") else [f"{visit.name} ({page.url}): the page says that it is in {language}"]
        return [*other, *proved(page, visit, LANGUAGE_RULES, narrow=False)]

    found = walk(page, visits_of(who, PATIENTS_PAGES), look)
    assert not found, "\n".join(found)


@pytest.mark.every_state
@pytest.mark.parametrize("forced", ["none", "active"], ids=["colours", "forced"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.split("@")[0] or "nobody")
def test_it_finds_nothing_in_any_state(open_browser: Callable[..., Any], who: str, language: str, theme: str, forced: str) -> None:
    """States, languages, themes, forced colours, 320 px."""
    if language == "es" and not visits_of(who, PATIENTS_PAGES):
        return  # staff work in English
    options = FORCED if forced == "active" else AXE
    page = open_browser({**device_of(who), "viewport": {"width": 320, "height": 640}}, color_scheme=theme, forced_colors=forced)
    sign_in(page, who)
    speak(page, language, who)
    found = walk(
        page, [visit for visit in visits_of(who) if visit.matrix], lambda visit: proved(page, visit, options, narrow=visit.layout != ADMIN)
    )
    assert not found, "\n".join(found)
