"""Every page of the site and how to come to it: who opens it, at which address, in which state.

A test compares this list with the addresses of the site, so that a new page cannot stay out of what is proved of pages.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kapintake.demo.cast import PASSWORD
from kapintake.learning.pages import PAGES
from tests.journeys.people import Patient

NOBODY = ""
IVY = "ivy.castell@mail.example"  # gave her details, has not agreed
OMAR = "omar.haddad@mail.example"  # agreed, has not begun
LENA = "lena.fischer@mail.example"  # some parts done
HUGO = "hugo.marin@mail.example"  # everything answered, not sent
JUNE = "june.sandoval@mail.example"  # decided
ABEL = "abel.norton@mail.example"  # may go on, everything clear, not signed yet
WREN = "wren.holloway@mail.example"  # signed, ready for a date
RUTH = "ruth.okafor@mail.example"  # sent, being read
GWEN = "gwen.talbot@mail.example"  # the clinic asks her for something
CLARA = "clara@harbor.example"
FAY = "fay@harbor.example"
FINN = "finn@harbor.example"

SEND = "main form button.btn-primary, main form button[type=submit]"  # the first of these is the one that Enter presses

STRANGER, PATIENT, STAFF, ADMIN = "stranger", "patient", "staff", "admin"  # layouts: who sees the page decides its rules
LAYOUTS = {NOBODY: STRANGER, CLARA: STAFF, FAY: STAFF, FINN: ADMIN}


@dataclass(frozen=True)
class Visit:
    """One page in one state. `go` drives the browser there, where an address alone does not."""

    address: str  # the name of the URL pattern; empty for a page of another's address (an error, a state)
    who: str
    path: str = ""
    go: Callable[[Any], None] | None = None
    state: str = ""
    status: int = 200
    tongue: str = ""  # of a page that speaks one language alone
    matrix: bool = True  # whether the long matrix looks at it in every language and theme too

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.address or self.path, self.state)))

    @property
    def layout(self) -> str:
        return LAYOUTS.get(self.who, PATIENT)

    def open(self, page: Any) -> None:
        if self.path:
            page.goto(self.path)
        if self.go is not None:
            self.go(page)
        page.wait_for_load_state()


def question(link_id: str) -> Callable[[Any], None]:
    """The page that asks this."""
    return lambda page: Patient(page, None).open_question(link_id)  # type: ignore[arg-type]  # needs no site


def press(page: Any, selector: str) -> None:
    """A press that leads to another page, and that page."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def _typed_wrong(page: Any) -> None:
    question("bp-systolic")(page)
    page.locator("[name=bp-systolic]").fill("many")
    press(page, SEND)


def _helped(page: Any) -> None:
    question("phq9-9")(page)
    press(page, ".answers button[name=answer][value='2']")
    if not page.url.endswith("/help/"):  # shown already, when somebody was here before
        question("phq9-9")(page)
        page.goto(page.url + "help/")


def _clinic_chosen(step: int) -> Callable[[Any], None]:
    """The first questions, which follow on a chosen clinic."""

    def go(page: Any) -> None:
        page.goto("/start/")
        press(page, "main .answers button, main button[name=clinic]")
        page.goto(f"/start/{step}/")

    return go


def _empty_sent(page: Any) -> None:
    """The page's form as it comes back when nothing was filled in."""
    press(page, SEND)


def _first_row(name: str) -> Callable[[Any], None]:
    def go(page: Any) -> None:
        page.goto("/review/")
        press(page, f"[data-testid=queue-row]:has-text('{name}') a")

    return go


def _alert(page: Any) -> None:
    page.goto("/review/")
    press(page, "[data-testid=now-row] a")


def _decision_form(page: Any) -> None:
    _first_row("Colburn")(page)
    press(page, "[data-testid=kind-medical-review-first]")


def _signing_up(page: Any) -> None:
    """Up to the code that was mailed."""
    _clinic_chosen(3)(page)
    press(page, "main .answers button")
    page.locator("main [name=email]").fill(f"visit-{page.evaluate('Date.now()')}@mail.example")
    page.locator("main [name=password1]").fill("a quiet harbor at dawn")
    press(page, SEND)


def _code_asked(page: Any) -> None:
    page.locator("main [name=email]").fill("lena.fischer@mail.example")
    press(page, SEND)


def _phone_typed_wrong(page: Any) -> None:
    page.locator("[name=phone]").fill("12")
    press(page, SEND)


def _new_medicine(page: Any) -> None:
    question("medicines")(page)
    press(page, "main a[href*='/entry/']")


def _medicine_typed(page: Any) -> None:
    _new_medicine(page)
    page.locator("main [name=name]").fill("sertralin")
    press(page, SEND)


def _dose_asked(page: Any) -> None:
    """A medicine chosen from the list, up to the page that asks how much."""
    _new_medicine(page)
    page.locator("main [name=name]").fill("sertraline")
    press(page, SEND)
    press(page, "main button[name=choose]")


def _more_asked(page: Any) -> None:
    """One that she stopped, up to the page that asks when."""
    _dose_asked(page)
    page.locator("main [name=taking][value=no]").check()
    press(page, SEND)


def _signed_in_anew(page: Any) -> None:
    """A page that asks for the password first."""
    if page.locator("main [name=password]").count():
        page.locator("main [name=password]").fill(PASSWORD)
        press(page, SEND)


def _said_afterwards(page: Any) -> None:
    """A note after sending that speaks of danger; the next page is help."""
    page.locator("main textarea").first.fill("I want to kill myself")
    press(page, SEND)


def _asked_aloud(page: Any) -> None:
    page.goto("/review/desk/")
    press(page, "[data-testid=ask]")


def _asked_aloud_page(which: str) -> Callable[[Any], None]:
    def go(page: Any) -> None:
        _asked_aloud(page)
        press(page, f"[data-testid=asked] a:has-text('{which}')")

    return go


KINDS = (
    "indication", "indication-words", "antidepressant-trials", "height-cm", "bp-systolic", "bp-taken-on", "phq9-1", "cssrs-1",
    "high-blood-pressure", "trauma-told", "heart-attack-stroke", "medicines", "cannabis-days", "hopes",
)  # fmt: skip

VISITS: tuple[Visit, ...] = (
    # --- nobody is signed in
    Visit("landing", NOBODY, "/"),
    Visit("learn", NOBODY, "/learn/"),
    *(Visit("learn_page", NOBODY, f"/learn/{page.number}/", state=str(page.number), matrix=page.number == 4) for page in PAGES),
    Visit("help_now", NOBODY, "/help-now/", tongue="en"),
    Visit("help_now_es", NOBODY, "/es/help-now/"),
    Visit("start", NOBODY, "/start/"),
    *(Visit("start_step", NOBODY, go=_clinic_chosen(step), state=str(step)) for step in (1, 2, 3)),
    Visit("start_elsewhere", NOBODY, "/start/elsewhere/age/", state="age"),
    Visit("start_elsewhere", NOBODY, "/start/elsewhere/state/", state="state"),
    Visit("account_login", NOBODY, "/account/login/"),
    Visit("account_login", NOBODY, "/account/login/", go=_empty_sent, state="with errors"),
    Visit("account_signup", NOBODY, "/account/signup/"),
    Visit("account_request_login_code", NOBODY, "/account/login/code/"),
    Visit("account_confirm_login_code", NOBODY, "/account/login/code/", go=_code_asked),
    Visit("account_reset_password", NOBODY, "/account/password/reset/"),
    Visit("account_confirm_password_reset_code", NOBODY, "/account/password/reset/", go=_code_asked),
    Visit("account_inactive", NOBODY, "/account/inactive/"),
    Visit("invitation", NOBODY, "/invitation/", state="that is over", status=404),
    Visit("privacy", NOBODY, "/privacy/"),
    Visit("accessibility", NOBODY, "/accessibility/"),
    Visit("you_closed", NOBODY, "/you/closed/"),
    Visit("away", NOBODY, "/away/"),
    Visit("offline", NOBODY, "/offline/", tongue="en"),
    Visit("offline_es", NOBODY, "/es/offline/"),
    Visit("demo:people", NOBODY, "/demo/"),
    Visit("demo:mails", NOBODY, "/demo/mails/"),
    Visit("", NOBODY, "/nowhere/", status=404),
    Visit("account_email_verification_sent", NOBODY, go=_signing_up),
    # --- patients, from the first page after signing in to the outcome
    Visit("about_you", IVY, "/about-you/"),
    Visit("about_you", IVY, "/about-you/", go=_phone_typed_wrong, state="with errors"),
    Visit("consent", IVY, "/consent/"),
    Visit("consent_not_given", IVY, "/consent/not-given/"),
    Visit("offer_second_lock", IVY, "/second-lock/"),
    Visit("intake:task_list", OMAR, "/application/", state="not begun"),
    Visit("intake:task_list", LENA, "/application/", state="some parts done"),
    Visit("intake:part", LENA, "/application/14/"),
    *(Visit("intake:page", LENA, go=question(link_id), state=link_id) for link_id in KINDS),
    Visit("intake:page", LENA, go=_typed_wrong, state="with errors"),
    Visit("intake:entry", LENA, go=_new_medicine),
    Visit("intake:entry", LENA, go=_medicine_typed, state="what was meant"),
    Visit("intake:dose", LENA, go=_dose_asked),
    Visit("intake:more", LENA, go=_more_asked),
    Visit("intake:whole", LENA, "/application/3/all/"),
    Visit("intake:company", LENA, "/application/7/company/"),
    Visit("intake:part_done", LENA, "/application/1/done/"),
    Visit("intake:check", LENA, "/application/check/", state="not complete"),
    Visit("intake:check", HUGO, "/application/check/"),
    Visit("intake:send", HUGO, "/application/send/"),
    Visit("intake:withdraw", LENA, "/application/withdraw/"),
    Visit("consents", LENA, "/consents/"),
    Visit("consent_withdrawal", LENA, "/consents/withdraw/"),
    Visit("call_me", LENA, "/call-me/"),
    Visit("you", LENA, "/you/"),
    Visit("you_opened", LENA, "/you/opened/"),
    Visit("you_again", LENA, "/you/again/?next=/you/copy/"),
    Visit("account_email", LENA, "/account/email/"),
    Visit("account_change_password", LENA, "/account/password/change/"),
    Visit("mfa_index", LENA, "/account/2fa/"),
    Visit("account_reauthenticate", LENA, "/account/2fa/totp/activate/"),
    Visit("mfa_activate_totp", LENA, "/account/2fa/totp/activate/", go=_signed_in_anew),
    Visit("you_copy", LENA, "/you/copy/", go=_signed_in_anew),
    Visit("you_copy_print", LENA, "/you/copy/print/", go=_signed_in_anew),
    Visit("you_close", LENA, "/you/close/", go=_signed_in_anew),
    Visit("intake:support", LENA, go=_helped),  # last: from here on her case is a watched one
    Visit("intake:status", RUTH, "/application/status/", state="being read"),
    Visit("intake:add", RUTH, "/application/add/"),
    Visit("intake:status", JUNE, "/application/status/", state="decided"),
    Visit("intake:look_again", JUNE, "/application/look-again/"),
    Visit("intake:help_afterwards", RUTH, "/application/add/", go=_said_afterwards),  # last: her case is an urgent one now
    Visit("intake:asked_part", GWEN, "/application/asked/1/"),
    # --- from "go on" to a date
    Visit("treatment:steps", JUNE, "/next/", state="begun"),
    Visit("treatment:card", JUNE, "/next/1/"),
    Visit("treatment:full_text", JUNE, "/next/text/"),
    Visit("treatment:question", JUNE, "/next/question/1/"),
    Visit("treatment:sign", ABEL, "/next/sign/"),
    Visit("treatment:sign", ABEL, "/next/sign/", go=_empty_sent, state="with errors"),
    Visit("treatment:steps", WREN, "/next/", state="ready"),
    Visit("treatment:sign", WREN, "/next/sign/", state="signed"),
    Visit("treatment:plan", WREN, "/next/plan/"),
    Visit("treatment:take_back", WREN, "/next/take-back/2/"),
    # --- clinicians and the desk
    Visit("reviews:queue", CLARA, "/review/"),
    Visit("reviews:case", CLARA, go=_first_row("Cho"), state="a stop"),
    Visit("reviews:case", CLARA, go=_first_row("Grant"), state="not assessed"),
    Visit("reviews:case", CLARA, go=_first_row("Colburn"), state="her own"),
    Visit("reviews:decide", CLARA, go=_decision_form),
    Visit("alert", CLARA, go=_alert),
    Visit("reviews:desk", CLARA, "/review/desk/", state="for clinicians"),
    Visit("intake:on_behalf", CLARA, go=_asked_aloud),
    Visit("intake:on_behalf_page", CLARA, go=_asked_aloud_page("Medicines"), state="a list"),
    Visit("intake:on_behalf_page", CLARA, go=_asked_aloud_page("Height"), state="boxes"),
    Visit("intake:on_behalf_page", CLARA, go=_asked_aloud_page("Little interest"), state="a scale"),
    Visit("reviews:desk", FAY, "/review/desk/"),
    Visit("tablet", FAY, "/tablet/"),
    Visit("lost_lock", FAY, "/lost-lock/", go=_signed_in_anew),
    Visit("tablet_ready", FAY, "/tablet/", go=_empty_sent),  # last: it signs her out
    # --- the admin
    Visit("admin:index", FINN, "/admin/"),
    Visit("admin:clinics_clinic_changelist", FINN, "/admin/clinics/clinic/"),
    Visit("admin:clinics_membership_changelist", FINN, "/admin/clinics/membership/"),
    Visit("admin:clinics_invitation_add", FINN, "/admin/clinics/invitation/add/"),
    Visit("admin:audit_auditevent_changelist", FINN, "/admin/audit/auditevent/"),
    Visit("admin:accounts_user_changelist", FINN, "/admin/accounts/user/"),
    Visit("admin:clinics_consenttext_changelist", FINN, "/admin/clinics/consenttext/"),
    Visit("admin:assessments_protocolversion_changelist", FINN, "/admin/assessments/protocolversion/"),
)

_ACTS = "takes a press alone and redirects, or answers with the page that it was pressed on"
_FILE = "is a file to keep, no page"
_BACKGROUND = "is no page: a script or a machine asks it"
_LIBRARY_ADMIN = "is drawn by Django's own admin templates, which the visited admin pages have in common with it"
# Addresses that no visit is for, each with its reason.
EXEMPT: dict[str, str] = {
    "home": "only leads on to each person's own place",
    "queue": "is the first name of reviews:queue, which is visited",
    "corrected_email": _ACTS,
    "passkey": "needs a passkey of one's own, which a browser in a test cannot make without a device",
    "invitation_link": "only leads on to invitation",
    "take_alert": _ACTS,
    "note_contact": _ACTS,
    "close_alert": _ACTS,
    "intake:start": _ACTS,
    "intake:leave": _ACTS,
    "intake:asked": "only leads on to what is still open, which is visited",
    "reviews:ask": _ACTS,
    "reviews:stop_asking": _ACTS,
    "reviews:called": _ACTS,
    "tablet_back": _ACTS,
    "reviews:claim": _ACTS,
    "reviews:release": _ACTS,
    "reviews:take_over": _ACTS,
    "reviews:comment": _ACTS,
    "reviews:answer_note": _ACTS,
    "reviews:look_again": _ACTS,
    "account_logout": "is a button on every page; its own page is only for whoever types the address",
    "account_set_password": "is only for an account without a password, which no seeded person has",
    "account_complete_password_reset": "stands only after a code from a mail; drawn by the template of account_change_password",
    "account_password_reset_completed": "stands only after a code from a mail; one sentence in the patients' frame",
    "mfa_authenticate": "stands only half signed in; looked at by the tests of signing in",
    "mfa_reauthenticate": "stands only between a page and a sign-in that has grown old",
    "mfa_deactivate_totp": "is only for somebody with a second lock; staff keep theirs",
    "mfa_view_recovery_codes": "is only for somebody with a second lock",
    "mfa_generate_recovery_codes": "is only for somebody with a second lock",
    "mfa_download_recovery_codes": _FILE,
    "you_copy_pdf": _FILE,
    "you_copy_json": _FILE,
    "treatment:download": _FILE,
    "you_sign_out": _ACTS,
    "set_language": _ACTS,
    "time_left": _BACKGROUND,
    "stay": _BACKGROUND,
    "leave": _ACTS,
    "service_worker": _BACKGROUND,
    "healthz": _BACKGROUND,
    "readyz": _BACKGROUND,
    "demo:sign-in": _ACTS,
}
# Whole families of addresses, by what their names look like.
EXEMPT_FAMILIES: dict[str, str] = {
    r"mfa_\w*webauthn": "needs a passkey of one's own, which a browser in a test cannot make without a device",
    r"admin:\w+_(delete|history|change|add|changelist)": _LIBRARY_ADMIN,
    r"admin:(login|logout|jsi18n|autocomplete|view_on_site|app_list|password_change\w*)": _LIBRARY_ADMIN,
    r"admin:": "is the catch-all that answers 404",
    r"admin:\w+": _LIBRARY_ADMIN,
}


def is_accounted_for(address: str) -> bool:
    """Whether somebody visits this address, or a reason says why nobody does."""
    visited = {visit.address for visit in VISITS}
    return address in visited or address in EXEMPT or any(re.fullmatch(family, address) for family in EXEMPT_FAMILIES)


def people_in_order() -> list[str]:
    return list(dict.fromkeys(visit.who for visit in VISITS))
