"""Signing up and in: by password or mailed code, over folded addresses; who is known is told to nobody."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from kapintake.accounts.models import Session, User
from kapintake.accounts.sessions import key_at_rest
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Clinic, Membership
from kapintake.notifications.models import Message
from kapintake.patients.models import Patient
from tests import factories
from tests.browser import Browser
from tests.factories import PASSWORD

CLINICAL = re.compile(
    r"ketamine|therap|treatment|screening|depress|suicid|clinic\b|intake|health|medic|patient|review|case|tratamiento|salud", re.I
)


def newest_code() -> str:
    found = re.search(r"^\d{6}$", mail.outbox[-1].body, re.M)
    assert found
    return found[0]


def sign_in(browser: Client, email: str, password: str = PASSWORD) -> Any:
    return browser.post("/account/login/", {"login": email, "password": password})


def actions() -> list[str]:
    return [f"{event.action} {event.reason}".strip() for event in AuditEvent.objects.filter(action__startswith="account.").order_by("pk")]


def test_a_stranger_signs_up_with_one_password_box_and_a_code(client: Client, harbor: Clinic) -> None:
    page = client.get("/account/signup/").content.decode()
    assert page.count('type="password"') == 1
    client.post("/account/signup/", {"email": "mira@patients.example", "password1": "violet tractor seventeen"})
    assert "_auth_user_id" not in client.session
    response = client.post("/account/confirm-email/", {"code": f" {newest_code()[:3]} {newest_code()[3:]} "})
    assert response.headers["Location"] == "/second-lock/"
    assert client.session["_auth_user_id"] == str(User.objects.get(email="mira@patients.example").pk)
    assert actions() == ["account.signed_up", "account.email_verified", "account.signed_in"]


def test_a_stranger_signs_up_without_a_password_and_returns_by_code(client: Client, harbor: Clinic) -> None:
    client.post("/account/signup/", {"email": "mira@patients.example", "password1": "ignored", "by_code": "1"})
    client.post("/account/confirm-email/", {"code": newest_code()})
    assert not User.objects.get().has_usable_password()
    again = Browser()
    again.post("/account/login/code/", {"email": "mira@patients.example"})
    response = again.post("/account/login/code/confirm/", {"code": newest_code()})
    assert response.headers["Location"] == "/home/"


def test_an_empty_password_is_answered_with_both_ways(client: Client, harbor: Clinic) -> None:
    response = client.post("/account/signup/", {"email": "mira@patients.example", "password1": ""})
    assert "Choose a password, or choose a code by email each time" in response.content.decode()
    assert not User.objects.exists()


def test_a_robot_that_fills_the_hidden_box_makes_no_account(client: Client, harbor: Clinic) -> None:
    client.post("/account/signup/", {"email": "bot@patients.example", "password1": "violet tractor seventeen", "website": "x"})
    assert not User.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("typed", ["ada@patients.example", " ADA@Patients.Example ", "ａｄａ@patients.example"])
def test_an_address_is_found_however_it_is_typed(client: Client, ada: Patient, typed: str) -> None:
    assert sign_in(client, typed).headers["Location"] == "/home/"


@pytest.mark.parametrize("look_alike", ["mi\u212ae@patients.example", "ＭＩＫＥ@patients.example"])
def test_an_8_mail_goes_to_the_stored_address_alone(client: Client, db: None, look_alike: str) -> None:
    """The Kelvin sign folds to k: the account is found, and the stored form gets the mail (CVE-2019-19844)."""
    factories.make_user("mike@patients.example")
    for path in ("/account/login/code/", "/account/password/reset/"):
        mail.outbox.clear()
        Browser().post(path, {"email": look_alike})
        assert [message.to for message in mail.outbox] == [["mike@patients.example"]]


def test_a_dotless_i_is_another_person(client: Client, db: None) -> None:
    factories.make_user("mike@patients.example")
    client.post("/account/password/reset/", {"email": "m\u0131ke@patients.example"})
    assert all("mike@patients.example" not in message.to for message in mail.outbox)


def test_the_same_address_in_another_form_makes_no_second_account(client: Client, ada: Patient) -> None:
    client.post("/account/signup/", {"email": "ＡDA@patients.example", "password1": "violet tractor seventeen"})
    assert User.objects.count() == 1


# --- nobody learns who is known (AN-7) -------------------------------------------------------------------------------


def counted_hashing() -> Any:
    return patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", autospec=True, side_effect=lambda *_a, **_k: "md5$x$y")


def answer_to(path: str, fields: dict[str, str]) -> tuple[Any, ...]:
    browser = Browser()
    response = browser.post(path, fields)
    page = browser.get(response.headers["Location"]).content.decode() if response.status_code == 302 else response.content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(fields.get("email") or fields["login"], "EMAIL")
    headers = sorted(set(response.headers) - {"X-Request-ID"})
    return response.status_code, response.headers.get("Location"), headers, page


@pytest.mark.parametrize(
    ("path", "known", "unknown"),
    [
        (
            "/account/login/",
            {"login": "ada@patients.example", "password": "wrong words here"},
            {"login": "nobody@patients.example", "password": "wrong words here"},
        ),
        ("/account/login/code/", {"email": "ada@patients.example"}, {"email": "nobody@patients.example"}),
        ("/account/password/reset/", {"email": "ada@patients.example"}, {"email": "nobody@patients.example"}),
        (
            "/account/signup/",
            {"email": "ada@patients.example", "password1": "violet tractor seventeen"},
            {"email": "nobody@patients.example", "password1": "violet tractor seventeen"},
        ),
    ],
)
def test_an_7_a_known_address_gets_the_same_answer_as_an_unknown_one(ada: Patient, path: str, known: dict, unknown: dict) -> None:
    assert answer_to(path, known) == answer_to(path, unknown)


@pytest.mark.parametrize("path", ["/account/login/code/", "/account/password/reset/", "/account/signup/"])
def test_an_7_the_same_work_is_done_for_both(ada: Patient, path: str) -> None:
    """One mail each, and one password hash each at sign-up."""
    counts = []
    for email in ("ada@patients.example", "nobody@patients.example"):
        mail.outbox.clear()
        fields = {"email": email, **({"password1": "violet tractor seventeen"} if "signup" in path else {})}
        with patch(
            "django.contrib.auth.hashers.MD5PasswordHasher.encode", autospec=True, side_effect=lambda *_a, **_k: "md5$x$y"
        ) as hashing:
            Browser().post(path, fields)
        counts.append((len(mail.outbox), hashing.call_count))
    assert counts[0] == counts[1] == (1, 1 if "signup" in path else 0)


def test_an_7_a_wrong_password_is_hashed_and_written_down_for_unknown_addresses_too(ada: Patient) -> None:
    counts = []
    for email in ("ada@patients.example", "nobody@patients.example"):
        before = AuditEvent.objects.count()
        with patch(
            "django.contrib.auth.hashers.MD5PasswordHasher.encode", autospec=True, side_effect=lambda *_a, **_k: "md5$x$y"
        ) as hashing:
            sign_in(Browser(), email, "wrong words here")
        counts.append((hashing.call_count, AuditEvent.objects.count() - before))
    assert counts == [(1, 1), (1, 1)]


# --- failures and traces -----------------------------------------------------------------------------------------------


def test_an_5_sign_in_sign_out_and_failures_are_written_down(client: Client, ada: Patient) -> None:
    sign_in(client, "ada@patients.example", "wrong words here")
    sign_in(client, "ada@patients.example")
    client.post("/account/logout/")
    assert actions() == ["account.sign_in_refused password", "account.signed_in", "account.signed_out"]
    event = AuditEvent.objects.get(action="account.signed_in")
    assert (str(event.clinic_id), event.role, event.patients) == (str(ada.clinic_id), "patient", [str(ada.pk)])


def test_an_4_the_sixth_wrong_password_is_not_tried(client: Client, ada: Patient) -> None:
    for _ in range(5):
        sign_in(client, "ada@patients.example", "wrong words here")
    response = sign_in(client, "ada@patients.example")
    assert "Too many tries" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_4_a_success_between_does_not_clear_the_count(ada: Patient) -> None:
    for _ in range(4):
        sign_in(Browser(), "ada@patients.example", "wrong words here")
    assert sign_in(Browser(), "ada@patients.example").status_code == 302
    sign_in(Browser(), "ada@patients.example", "wrong words here")
    assert "Too many tries" in sign_in(Browser(), "ada@patients.example").content.decode()


def test_a_code_is_tried_five_times_at_most(client: Client, ada: Patient) -> None:
    client.post("/account/login/code/", {"email": "ada@patients.example"})
    code = newest_code()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        client.post("/account/login/code/confirm/", {"code": wrong})
    client.post("/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_somebody_whose_sign_in_is_closed_does_not_come_in(client: Client, ada: Patient) -> None:
    User.objects.filter(pk=ada.user_id).update(is_active=False)
    sign_in(client, "ada@patients.example")
    assert "_auth_user_id" not in client.session


def test_se_1_the_session_key_is_new_after_sign_in_and_after_sign_out(client: Client, ada: Patient) -> None:
    client.get("/account/login/")
    client.post("/start/")
    fixed = client.session.session_key
    sign_in(client, "ada@patients.example")
    signed_in = client.session.session_key
    assert signed_in != fixed
    assert not Session.objects.filter(session_key=key_at_rest(fixed)).exists() if fixed else True
    client.post("/account/logout/")
    assert not Session.objects.filter(session_key=key_at_rest(signed_in)).exists()


def test_se_5_a_new_password_ends_the_other_sessions_and_is_told(ada: Patient) -> None:
    other, own = Browser(), Browser()
    sign_in(other, "ada@patients.example")
    sign_in(own, "ada@patients.example")
    response = own.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "violet tractor seventeen"})
    assert response.status_code == 302
    assert other.get("/home/").headers["Location"].startswith("/account/login/")
    assert sign_in(Browser(), "ada@patients.example", "violet tractor seventeen").headers["Location"] == "/home/"
    assert Message.objects.filter(template="credentials-changed", recipient_id=ada.user_id).count() == 1


def test_a_forgotten_password_is_replaced_by_a_code_and_the_second_lock_stays(clara: Membership) -> None:
    browser = Browser()
    browser.post("/account/password/reset/", {"email": "clara@harbor.example"})
    browser.post("/account/password/reset/confirm/", {"code": newest_code()})
    browser.post("/account/password/reset/complete/", {"password1": "violet tractor seventeen"})
    assert "_auth_user_id" not in browser.session
    response = sign_in(Browser(), "clara@harbor.example", "violet tractor seventeen")
    assert response.headers["Location"] == "/account/2fa/authenticate/"


# --- mails -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/account/login/code/", {"email": "ada@patients.example"}),
        ("/account/login/code/", {"email": "nobody@patients.example"}),
        ("/account/password/reset/", {"email": "ada@patients.example"}),
        ("/account/signup/", {"email": "ada@patients.example", "password1": "violet tractor seventeen"}),
        ("/account/signup/", {"email": "new@patients.example", "password1": "violet tractor seventeen"}),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_pv_4_a_mail_names_no_treatment_and_goes_to_one_person(ada: Patient, path: str, fields: dict, language: str) -> None:
    Browser(headers={"accept-language": language}).post(path, fields)
    (message,) = mail.outbox
    assert message.to == [fields["email"]]
    assert not message.cc
    assert not message.bcc
    assert not CLINICAL.search(f"{message.subject}\n{message.body}\n{message.from_email}")
    assert "testserver" not in message.body


def test_wb_7_links_in_mails_come_from_our_configuration(ada: Patient, settings: Any) -> None:
    Browser(headers={"host": "localhost"}).post(
        "/account/signup/", {"email": "ada@patients.example", "password1": "violet tractor seventeen"}
    )
    assert f"{settings.SITE_URL}/account/login/" in mail.outbox[0].body


def test_an_address_is_changed_only_by_a_code_and_the_record_follows(ada: Patient, harbor: Clinic) -> None:
    browser = Browser()
    sign_in(browser, "ada@patients.example")
    browser.post("/account/email/", {"email": "Ada.New@patients.example", "action_add": "1"})
    assert User.objects.get(pk=ada.user_id).email == "ada@patients.example"
    assert mail.outbox[-1].to == ["ada.new@patients.example"]
    browser.post("/account/confirm-email/", {"code": newest_code()})
    assert User.objects.get(pk=ada.user_id).email == "ada.new@patients.example"
    assert EmailAddress.objects.get(user=ada.user_id).email == "ada.new@patients.example"
    fresh = Patient.objects.get(pk=ada.pk)
    assert fresh.email_index != ada.email_index
    assert "account.email_changed" in actions()
