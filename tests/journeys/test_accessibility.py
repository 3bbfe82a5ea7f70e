"""axe finds nothing on the pages that people meet, on a phone and at a desk, in light and in dark."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.live import Site
from tests.journeys.people import Clinician, Patient
from tests.look.browser import SIDEWAYS, faults

STRANGER = ("/", "/help-now/", "/start/", "/account/login/", "/account/signup/", "/demo/", "/demo/mails/", "/nowhere/")
ANSWERING = ("/application/", "/about-you/", "/consents/", "/application/check/", "/application/withdraw/")
ONE_OF_EACH_KIND = (
    "indication", "indication-words", "antidepressant-trials", "height-cm", "bp-systolic", "bp-taken-on", "phq9-1",
    "high-blood-pressure", "medicines",
)  # fmt: skip


def check(page: Any, path: str = "") -> list[str]:
    """Everything wrong with the page: what axe says, and sideways scroll."""
    if path:
        page.goto(path)
    page.wait_for_load_state()
    page.evaluate("scrollTo(0, 0)")  # a sticky bar hides whatever the page was scrolled under
    wide = page.evaluate(SIDEWAYS)
    found = [f"{page.url}: {fault}" for fault in faults(page)]
    return [*found, *([f"{page.url}: {wide} px wider than the window"] if wide > 0 else [])]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_finds_nothing_on_a_strangers_pages(open_browser: Callable[..., Any], theme: str) -> None:
    page = open_browser(PHONE, color_scheme=theme)
    assert [fault for path in STRANGER for fault in check(page, path)] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_finds_nothing_while_a_patient_answers(open_browser: Callable[..., Any], site: Site, theme: str) -> None:
    patient = Patient(open_browser(PHONE, color_scheme=theme), site)
    patient.sign_in_to_demo("lena.fischer@mail.example")
    found = [fault for path in ANSWERING for fault in check(patient.page, path)]
    for link_id in ONE_OF_EACH_KIND:
        patient.open_question(link_id)
        found += check(patient.page)
    patient.open_question("bp-systolic")
    patient.page.locator("[name=bp-systolic]").fill("many")
    patient.go_on()
    found += check(patient.page)  # with errors
    patient.open_question("phq9-9")
    patient.tap("2")
    found += check(patient.page)  # the help page
    patient.sign_in_to_demo("june.sandoval@mail.example", "/application/status/")
    found += check(patient.page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("device", "theme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light")], ids=["desk", "desk-dark", "phone"])
def test_it_finds_nothing_on_the_clinicians_pages(open_browser: Callable[..., Any], device: dict[str, Any], theme: str) -> None:
    clara = Clinician(open_browser(device, color_scheme=theme))
    clara.sign_in()
    page = clara.page
    found = check(page)
    for name in ("Cho", "Grant", "Colburn"):  # a stop, a case that could not be assessed, one of her own
        page.goto("/review/")
        page.locator(f"[data-testid=queue-row]:has-text('{name}') a").first.click()
        found += check(page)
    page.locator("[data-testid=kind-medical-review-first]").first.click()
    found += check(page)  # the decision's form
    page.goto("/review/")
    page.locator("[data-testid=now-row] a").first.click()
    found += check(page)
    assert not found, "\n".join(found)


def test_it_finds_nothing_at_the_front_desk_and_in_the_admin(open_browser: Callable[..., Any]) -> None:
    desk = open_browser(DESK)
    desk.goto("/demo/")
    desk.locator("form:has(input[value='fay@harbor.example']) button").click()
    found = check(desk)
    admin = open_browser(DESK)
    admin.goto("/demo/")
    admin.locator("form:has(input[value='finn@harbor.example']) button").click()
    for path in (
        "/admin/",
        "/admin/clinics/clinic/",
        "/admin/clinics/membership/",
        "/admin/clinics/invitation/add/",
        "/admin/audit/auditevent/",
    ):
        found += check(admin, path)
    assert not found, "\n".join(found)
