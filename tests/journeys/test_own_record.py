"""A patient's own pages in a browser: passkeys with an authenticator of the browser's, her copy, what axe says of all of it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.live import Site
from tests.journeys.people import Clinician, Patient
from tests.look.browser import SIDEWAYS, faults

OWN = (
    "/you/", "/you/opened/", "/you/copy/", "/you/copy/print/", "/you/close/", "/account/2fa/", "/second-lock/", "/privacy/",
    "/accessibility/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/",
)  # fmt: skip


def give_authenticator(page: Any) -> None:
    """A passkey holder inside the browser, whose finger is always on it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    holder = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**holder, "automaticPresenceSimulation": True}})


def watch(page: Any) -> list[str]:
    """What the browser complains of: scripts that broke, and what the content security policy stopped."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    return said


def check(page: Any, path: str) -> list[str]:
    """What axe says, and sideways scroll."""
    page.goto(path)
    wide = page.evaluate(SIDEWAYS)
    return [*(f"{path}: {fault}" for fault in faults(page)), *([f"{path}: {wide} px too wide"] if wide > 0 else [])]


def sign_out(page: Any) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url(lambda url: "/you/" not in url and "/2fa/" not in url)


def open_once_more(page: Any, path: str) -> None:
    """A page that asks who it is before it opens."""
    page.goto(path)
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password", exact=True).fill(Clinician.password)
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(f"**{path}")


def make_passkey(page: Any) -> None:
    open_once_more(page, "/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/recovery-codes/")


def test_a_patient_makes_a_passkey_and_signs_in_with_it_alone(open_browser: Callable[..., Any], site: Site) -> None:
    patient = Patient(open_browser(PHONE), site)
    page = patient.page
    give_authenticator(page)
    complaints = watch(page)
    patient.sign_in_to_demo("lena.fischer@mail.example", "/you/")
    make_passkey(page)
    assert page.locator(".codes li").count() == 10
    page.get_by_role("button", name="Print").wait_for()
    page.goto("/account/2fa/")
    assert page.get_by_role("term").filter(has_text="Passkey 1").is_visible()
    sign_out(page)
    page.goto("/account/login/?next=/you/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="You and your record").wait_for()
    assert complaints == []


def test_with_a_password_the_passkey_is_the_second_lock_and_a_recovery_code_its_way_round(
    open_browser: Callable[..., Any], site: Site
) -> None:
    patient = Patient(open_browser(PHONE), site)
    page = patient.page
    give_authenticator(page)
    patient.sign_in_to_demo("lena.fischer@mail.example", "/you/")
    make_passkey(page)
    code = page.locator(".codes code").first.inner_text()
    for way in ("passkey", "code"):
        sign_out(page)
        page.goto("/account/login/")
        page.get_by_label("Email").fill("lena.fischer@mail.example")
        page.get_by_label("Password", exact=True).fill(Clinician.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/2fa/authenticate/")
        if way == "passkey":
            page.get_by_role("button", name="Use my passkey").click()
        else:
            page.get_by_label("Code").fill(code)
            page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/application/**")


def test_staff_use_a_passkey_as_their_second_lock(open_browser: Callable[..., Any], site: Site) -> None:
    clara = Clinician(open_browser(DESK))
    page = clara.page
    give_authenticator(page)
    clara.sign_in()
    open_once_more(page, "/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/review/")
    page.get_by_role("button", name="Sign out").first.click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/review/**")


def test_a_passkey_that_was_taken_away_opens_nothing(open_browser: Callable[..., Any], site: Site) -> None:
    patient = Patient(open_browser(PHONE), site)
    page = patient.page
    give_authenticator(page)
    patient.sign_in_to_demo("lena.fischer@mail.example", "/you/")
    make_passkey(page)
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Take away Passkey 1").click()
    page.get_by_role("button", name="Take it away").click()
    page.wait_for_url("**/2fa/webauthn/")
    sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That passkey did not open the page").wait_for()


def test_without_a_passkey_on_the_device_the_page_says_what_to_do(open_browser: Callable[..., Any], site: Site) -> None:
    page = open_browser(PHONE)
    give_authenticator(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That did not work. Try again, or choose another way.").wait_for()


def test_without_scripts_there_is_no_button_that_does_nothing(open_browser: Callable[..., Any]) -> None:
    page = open_browser(PHONE, java_script_enabled=False)
    page.goto("/account/login/")
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    assert page.get_by_role("button", name="Sign in", exact=True).is_visible()


def test_a_slip_in_the_address_is_asked_about_with_a_button(open_browser: Callable[..., Any]) -> None:
    page = open_browser(PHONE)
    page.goto("/account/signup/")
    page.get_by_label("Email").fill("mira@gmial.com")
    page.get_by_label("Password", exact=True).click()
    page.get_by_role("button", name="Did you mean mira@gmail.com?").click()
    assert page.get_by_label("Email").input_value() == "mira@gmail.com"
    assert not page.get_by_role("button", name="Did you mean").count()


def test_her_copy_comes_as_a_file(open_browser: Callable[..., Any], site: Site) -> None:
    patient = Patient(open_browser(PHONE), site)
    patient.sign_in_to_demo("june.sandoval@mail.example", "/you/copy/")
    open_once_more(patient.page, "/account/2fa/totp/activate/")
    patient.page.goto("/you/copy/")
    with patient.page.expect_download() as waiting:
        patient.page.get_by_role("link", name="Save as PDF").click()
    assert waiting.value.suggested_filename == "my-copy.pdf"


@pytest.mark.every_state
@pytest.mark.parametrize(("device", "theme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")], ids=["phone", "phone-dark", "desk"])
def test_axe_finds_nothing_on_her_own_pages(open_browser: Callable[..., Any], site: Site, device: dict[str, Any], theme: str) -> None:
    patient = Patient(open_browser(device, color_scheme=theme), site)
    patient.sign_in_to_demo("june.sandoval@mail.example", "/you/")
    open_once_more(patient.page, "/account/2fa/totp/activate/")
    found = [fault for path in OWN for fault in check(patient.page, path)]
    assert not found, "\n".join(found)
