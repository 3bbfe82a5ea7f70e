"""Every piece of the site in Chromium: no axe violation, no policy error, no sideways scroll, light, dark and forced colours.

`LOOK_AT=folder` writes a picture of each page, to be looked at by a person.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import clear_url_caches

from tests.look.browser import SIDEWAYS, SITE, chromium, faults, need_chromium, serve
from tests.look.kitchen import samples

pytestmark = pytest.mark.browser
SAMPLES = [f"/look/{name}/" for name in samples()]
LIBRARY = ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/login/code/", "/no-such-page/"]
THEMES = {"light": {"color_scheme": "light"}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}
WIDTHS = {320: 640, 390: 844, 1280: 800}
QUICK = [("light", 390), ("light", 320), ("dark", 1280)]


@pytest.fixture(scope="module")
def drawn(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, HttpResponse]]:
    need_chromium()
    with django_db_blocker.unblock(), override_settings(ROOT_URLCONF="tests.look.urls"):
        clear_url_caches()
        client = Client()
        pages = {path: client.get(path) for path in [*SAMPLES, *LIBRARY]}
    clear_url_caches()
    yield pages


@pytest.fixture(scope="module")
def browser(drawn: dict[str, HttpResponse]) -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.mark.django_db
def test_it_draws_every_sample_page(drawn: dict[str, HttpResponse]) -> None:
    """Runs first; its mark also has the test database made, which the browser's own tests must not touch."""
    expected = {path: 404 if path == "/no-such-page/" else 200 for path in drawn}
    assert {path: response.status_code for path, response in drawn.items()} == expected


def look(browser: Any, drawn: dict[str, HttpResponse], theme: str, width: int) -> list[str]:
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, reduced_motion="reduce", **THEMES[theme])
    serve(context, drawn)
    wrong: list[str] = []
    for path in [path for path, response in drawn.items() if response.status_code in (200, 404)]:
        page = context.new_page()
        page.on("console", lambda message, path=path: wrong.append(f"{path}: {message.text}") if message.type == "error" and "404" not in message.text else None)
        page.goto(SITE + path)
        page.wait_for_load_state("networkidle")
        wrong += [f"{path}: {fault}" for fault in faults(page)]
        if sideways := page.evaluate(SIDEWAYS):
            wrong.append(f"{path}: scrolls sideways by {sideways} px")
        if folder := os.environ.get("LOOK_AT"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{path.strip('/').replace('/', '-')}-{theme}-{width}.png", full_page=True)
        page.close()
    context.close()
    return wrong


@pytest.mark.parametrize(("theme", "width"), QUICK)
def test_it_is_usable_by_everybody_at_a_glance(browser: Any, drawn: dict[str, HttpResponse], theme: str, width: int) -> None:
    assert look(browser, drawn, theme, width) == []


@pytest.mark.every_state
@pytest.mark.parametrize(("theme", "width"), [(t, w) for t in THEMES for w in WIDTHS if (t, w) not in QUICK])
def test_it_is_usable_by_everybody_in_every_theme_and_width(browser: Any, drawn: dict[str, HttpResponse], theme: str, width: int) -> None:
    assert look(browser, drawn, theme, width) == []


def test_it_puts_the_focus_on_what_is_wrong_and_leads_to_the_box(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    context = browser.new_context(java_script_enabled=False)
    serve(context, drawn)
    page = context.new_page()
    page.goto(f"{SITE}/look/form-errors/")
    summary = page.locator("[data-testid=error-summary]")
    assert summary.evaluate("element => element === document.activeElement")
    assert page.title().startswith("Error:")
    summary.get_by_role("link", name="June has 30 days. Check the day").click()
    assert page.evaluate("document.activeElement.id") == "id_born_0"
    context.close()


def test_it_fits_a_scale_question_and_all_its_answers_on_a_small_phone(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    serve(context, drawn)
    page = context.new_page()
    page.goto(f"{SITE}/look/scale/")
    last = page.locator(".answers button").last.bounding_box()
    assert last["y"] + last["height"] <= 640
    context.close()


def test_it_offers_targets_that_a_thumb_can_hit(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    serve(context, drawn)
    small: list[str] = []
    for name in ("scale", "form", "ticks", "check", "home", "help"):
        page = context.new_page()
        page.goto(f"{SITE}/look/{name}/")
        small += page.evaluate(
            """name => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
                .filter(e => !e.closest('p:not(.crisis-call):not(.foot-help), li:not(.task):not(.foot-links li)') && !e.matches('.skip'))
                .map(e => (e.matches('.choice input') ? e.parentElement : e))
                .map(e => [name, e.outerHTML.slice(0, 80), Math.round(e.getBoundingClientRect().height)])
                .filter(([, , height]) => height < 44).map(String)""",
            name,
        )
        page.close()
    assert small == []
    context.close()
