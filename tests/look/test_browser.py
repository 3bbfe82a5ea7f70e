"""Every piece of the site in Chromium: no axe violation, no policy error, no sideways scroll, light, dark and forced colours.

`LOOK_AT=folder` writes a picture of each page, to be looked at by a person.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import clear_url_caches, reverse

from kapintake.access import Role
from kapintake.accounts.sessions import note_second_factor
from tests import factories
from tests.look.browser import SIDEWAYS, SITE, chromium, faults, need_chromium, serve
from tests.look.kitchen import samples

pytestmark = pytest.mark.browser
SAMPLES = [f"/look/{name}/" for name in samples()]
SIGNED_IN = ["/account/password/change/", "/account/email/", "/account/2fa/", "/account/2fa/totp/deactivate/"]
LIBRARY = ["/help-now/", "/account/login/", "/account/signup/", "/account/password/reset/", "/account/login/code/", "/no-such-page/"]
THEMES = {"light": {"color_scheme": "light"}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}
WIDTHS = {320: 640, 390: 844, 1280: 800}


def admin_paths() -> list[str]:
    """The start page, and the list and the empty form of every model of the admin."""
    places = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        places += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    return places


def draw_signed_in() -> dict[str, HttpResponse]:
    """Pages of the admin and of the sign-in library, as the administrator of a clinic sees them."""
    finn = factories.make_member(Role.CLINIC_ADMIN, factories.make_clinic(), name="Finn Adeyemi")
    client = Client()
    client.force_login(finn.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    note_second_factor(session, finn.user)
    session.save()
    pages = {path: client.get(path) for path in [*SIGNED_IN, *admin_paths()]}
    return {path: response for path, response in pages.items() if response.status_code == 200}  # what may not be added has no form


@pytest.mark.django_db  # the first of the file, and the reason why this file alone gets a database as well
@pytest.mark.parametrize("path", LIBRARY)
def test_it_draws_what_anybody_may_see(path: str) -> None:
    assert Client().get(path).status_code == (404 if path == "/no-such-page/" else 200)


@pytest.fixture(scope="module")
def drawn(django_db_setup: None, django_db_blocker: Any) -> dict[str, HttpResponse]:
    need_chromium()
    with django_db_blocker.unblock(), override_settings(ROOT_URLCONF="tests.look.urls"):
        clear_url_caches()
        with transaction.atomic():
            client = Client()
            pages = {path: client.get(path) for path in [*SAMPLES, *LIBRARY]} | draw_signed_in()
            transaction.set_rollback(True)
    clear_url_caches()
    return pages


@pytest.fixture(scope="module")
def browser(drawn: dict[str, HttpResponse]) -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.mark.django_db
def test_it_draws_every_sample_page(drawn: dict[str, HttpResponse]) -> None:
    """Runs first; its mark also has the test database made, which the browser's own tests must not touch."""
    expected = {path: 404 if path == "/no-such-page/" else 200 for path in drawn}
    assert {path: response.status_code for path, response in drawn.items()} == expected


def wrong_on(context: Any, path: str, where: str, ask_axe: bool) -> list[str]:
    """Policy errors, what axe finds, and sideways scroll of one page."""
    page = context.new_page()
    said: list[str] = []

    def hear(message: Any) -> None:
        if message.type == "error" and "404" not in message.text:
            said.append(message.text)

    page.on("console", hear)
    page.goto(SITE + path)
    page.wait_for_load_state("networkidle")
    found = list(said)  # before axe, which tries inline styles of its own
    if ask_axe:
        found += faults(page)
    if sideways := page.evaluate(SIDEWAYS):
        found.append(f"scrolls sideways by {sideways} px")
    if folder := os.environ.get("LOOK_AT"):
        page.screenshot(path=f"{folder}/{path.strip('/').replace('/', '-')}-{where}.png", full_page=True)
    page.close()
    return found


def look(browser: Any, drawn: dict[str, HttpResponse], theme: str, width: int, *, ask_axe: bool = True) -> list[str]:
    """What is wrong with the pages at this width and in this theme, one line each."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, reduced_motion="reduce", **THEMES[theme])
    serve(context, drawn)
    wrong = [f"{path}: {fault}" for path in drawn for fault in wrong_on(context, path, f"{theme}-{width}", ask_axe)]
    context.close()
    return wrong


def test_it_is_usable_by_everybody_on_a_phone(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    assert look(browser, drawn, "light", 390) == []


def test_it_never_scrolls_sideways_on_the_narrowest_phone(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    assert look(browser, drawn, "light", 320, ask_axe=False) == []


@pytest.mark.parametrize("theme", ["dark", "forced"])
def test_it_is_usable_in_the_dark_and_in_forced_colours(browser: Any, drawn: dict[str, HttpResponse], theme: str) -> None:
    """One page of each layout; all of them with make test-all."""
    few = {path: drawn[path] for path in ("/look/form-errors/", "/look/scale/", "/look/case/", "/admin/", "/help-now/")}
    assert look(browser, few, theme, 1280) == []


@pytest.mark.every_state
@pytest.mark.parametrize(("theme", "width"), [(t, w) for t in THEMES for w in WIDTHS])
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


def test_it_says_that_it_is_saving_and_saves_once_however_often_it_is_pressed(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    context = browser.new_context()
    serve(context, drawn)
    page = context.new_page()
    page.goto(f"{SITE}/look/scale/")
    page.wait_for_load_state("networkidle")
    # A network that never answers: the browser stays on the page, and what would have been sent is counted.
    page.evaluate(
        """() => { window.sent = []; document.querySelector('main form[data-module]').addEventListener('submit', (event) => {
            if (!event.defaultPrevented) window.sent.push(event.submitter.value);
            event.preventDefault(); }); }"""
    )
    pressed = page.locator("button[value='3']")
    pressed.click()
    pressed.get_by_text("Saving...").wait_for()
    assert pressed.get_attribute("aria-disabled") == "true"
    pressed.click(force=True)
    assert page.evaluate("window.sent") == ["3"]
    context.close()


def test_it_shows_a_password_that_was_mistyped(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    context = browser.new_context()
    serve(context, drawn)
    page = context.new_page()
    page.goto(f"{SITE}/look/form/")
    page.get_by_role("button", name="Show password").click()
    assert page.locator("#id_password").get_attribute("type") == "text"
    page.get_by_role("button", name="Hide password").click()
    assert page.locator("#id_password").get_attribute("type") == "password"
    context.close()


def test_it_prints_black_on_white_without_what_only_works_on_a_screen(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    context = browser.new_context(color_scheme="dark")
    serve(context, drawn)
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{SITE}/look/case/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not page.locator("header.top").is_visible()
    assert page.get_by_text("An answer above 0 asks for a call the same day.").first.is_visible()  # closed details are printed open
    context.close()


def test_it_keeps_all_words_when_the_text_is_twice_as_large(browser: Any, drawn: dict[str, HttpResponse]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    serve(context, drawn)
    page = context.new_page()
    for name in ("scale", "form-errors", "home", "help"):
        page.goto(f"{SITE}/look/{name}/")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(SIDEWAYS) == 0, name
    context.close()
