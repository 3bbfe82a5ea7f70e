"""Nothing that was told is lost: another device, another tab, a phone that goes away."""

from collections.abc import Callable
from typing import Any

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.live import Site
from tests.journeys.people import Clinician, Patient

LENA = "lena.fischer@mail.example"  # some parts done


def test_it_goes_on_where_she_was_on_another_device(open_browser: Callable[..., Any], site: Site) -> None:
    """Given answers on a phone, when she signs in at a desk, then the next question stands there, and the earlier answer is shown."""
    phone = Patient(open_browser(PHONE), site, changes={"phq9-1": 3})
    phone.sign_in_to_demo(LENA)
    phone.begin()
    phone.answer(through="phq9-4")
    path = phone.page.url.split("?")[0]
    desk = Patient(open_browser(DESK), site)
    desk.sign_in_to_demo(LENA)
    desk.begin()
    assert desk.page.url.split("?")[0] == path
    desk.open_question("phq9-1")
    assert desk.page.locator(".answers button[data-current]").get_attribute("value") == "3"


def test_it_asks_which_answer_to_keep_when_two_windows_differ(open_browser: Callable[..., Any], site: Site) -> None:
    """Given the same question in two windows, when they are answered differently, then nothing is overwritten without asking."""
    first, second = Patient(open_browser(PHONE), site), Patient(open_browser(DESK), site)
    for window in (first, second):
        window.sign_in_to_demo(LENA)
        window.open_question("phq9-1")
    first.tap("1")
    second.tap("3")
    assert second.page.get_by_role("heading", name="Keep which?").is_visible() or "Keep which" in second.page.content()
    second.open_question("phq9-1")
    assert second.page.locator(".answers button[data-current]").get_attribute("value") == "1"


def test_it_works_without_a_script(open_browser: Callable[..., Any], site: Site) -> None:
    """Given a browser without JavaScript, when she answers a card, a box and a tick page, then each is saved and the next one comes."""
    patient = Patient(open_browser(PHONE, java_script_enabled=False), site)
    patient.sign_in_to_demo(LENA)
    patient.begin()
    patient.answer(through="high-blood-pressure")
    patient.open_question("height-cm")
    assert patient.page.locator("[name=height-cm_0]").input_value() == "5"


def test_it_takes_a_clinician_from_the_queue_to_a_signed_decision_and_the_patient_to_the_outcome(
    open_browser: Callable[..., Any], site: Site
) -> None:
    """Given a case with nothing found, when Clara claims it, chooses, and signs, then the patient reads it in plain words."""
    clara = Clinician(open_browser(DESK))
    clara.sign_in()
    page = clara.page
    page.locator("[data-testid=queue-row]:has-text('Abbott') a").first.click()
    page.get_by_role("button", name="Claim").first.click()
    page.locator("[data-testid=kind-go-on]").click()
    form = page.locator("[data-testid=decision-form]")
    form.locator("[name=other_reason]").fill("Nothing found that speaks against a consultation")
    form.locator("[name=password]").fill("not the password")
    form.get_by_role("button", name="Sign", exact=True).click()
    assert form.locator("[name=other_reason]").input_value().startswith("Nothing found")  # a wrong password keeps what was typed
    form.locator("[name=password]").fill(clara.password)
    form.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_url("**/review/")
    fern = Patient(open_browser(PHONE), site)
    fern.sign_in_to_demo("fern.abbott@mail.example", "/application/status/")
    told = fern.page.inner_text("main")
    assert "we would like to meet you" in told
    assert "PHQ" not in told


def test_it_refuses_go_on_past_a_stop_and_says_why(open_browser: Callable[..., Any], site: Site) -> None:
    """Given a contraindication, when Clara opens the case, then "go on" is off, with the reason in words."""
    clara = Clinician(open_browser(DESK))
    clara.sign_in()
    clara.page.locator("[data-testid=queue-row]:has-text('Novotny') a").first.click()
    refused = clara.page.locator("[data-testid=kind-go-on]").inner_text()
    assert "second signer" in refused
