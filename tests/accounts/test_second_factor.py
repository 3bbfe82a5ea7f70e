"""The second lock: each code once, sealed seed, no way round it for staff; and proving oneself when signing."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.db import connection
from django.test import Client

from kapintake.access import Role
from kapintake.accounts.models import Meaning, SigningMethod, User
from kapintake.accounts.second_factor import accept_totp_code
from kapintake.accounts.services import check_signing_factor, sign_document
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Clinic, Membership
from kapintake.notifications.models import Message
from kapintake.patients.models import Patient
from tests import factories
from tests.browser import Browser
from tests.factories import PASSWORD, TOTP_SECRET


@pytest.fixture
def enrol(django_capture_on_commit_callbacks: Any) -> Any:
    """`enrol(browser, at)` sets up an authenticator on the real pages, commits included; the seed and the last page."""

    def on_the_pages(browser: Client, at: datetime) -> tuple[str, Any]:
        secret = browser.get("/account/2fa/totp/activate/").context["form"].secret
        with django_capture_on_commit_callbacks(execute=True):
            response = browser.post("/account/2fa/totp/activate/", {"code": code_at(at, secret)})
        return secret, response

    return on_the_pages


def code_at(at: datetime, secret: str = TOTP_SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


def sign_in(browser: Client, email: str) -> Any:
    return browser.post("/account/login/", {"login": email, "password": PASSWORD})


@pytest.mark.parametrize(("seconds", "taken"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_an_3_a_code_is_taken_one_step_early_or_late(clara: Membership, at: datetime, seconds: int, taken: bool) -> None:
    assert (accept_totp_code(clara.user, code_at(at + timedelta(seconds=seconds)), at=at) is not None) is taken


def test_an_3_no_code_is_taken_twice_and_none_older_than_the_last(clara: Membership, at: datetime) -> None:
    assert accept_totp_code(clara.user, code_at(at), at=at)
    assert accept_totp_code(clara.user, code_at(at), at=at) is None
    assert accept_totp_code(clara.user, code_at(at - timedelta(seconds=30)), at=at) is None
    later = at + timedelta(seconds=45)
    assert accept_totp_code(clara.user, code_at(at), at=later) is None
    assert accept_totp_code(clara.user, code_at(later), at=later)


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "١٢٣٤٥٦", "' or 1=1"])
def test_an_3_what_is_no_code_is_refused(clara: Membership, at: datetime, typed: str) -> None:
    assert accept_totp_code(clara.user, typed, at=at) is None


def test_an_3_the_seed_is_sealed(clara: Membership) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert TOTP_SECRET not in str(cursor.fetchall())


def test_an_2_a_member_signs_in_with_password_and_code_and_the_code_does_not_work_again(clara: Membership, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        browser = Browser()
        assert sign_in(browser, "clara@harbor.example").headers["Location"] == "/account/2fa/authenticate/"
        assert "_auth_user_id" not in browser.session
        browser.post("/account/2fa/authenticate/", {"code": code_at(at)})
        assert browser.session["_auth_user_id"] == str(clara.user_id)
        replay = Browser()
        sign_in(replay, "clara@harbor.example")
        replay.post("/account/2fa/authenticate/", {"code": code_at(at)})
        assert "_auth_user_id" not in replay.session
        assert AuditEvent.objects.filter(action="account.sign_in_refused", reason="second-factor").count() == 1


def test_an_2_a_mailed_code_alone_does_not_let_staff_in(clara: Membership) -> None:
    browser = Browser()
    browser.post("/account/login/code/", {"email": "clara@harbor.example"})
    code = re.search(r"^\d{6}$", mail.outbox[-1].body, re.M)
    response = browser.post("/account/login/code/confirm/", {"code": code[0]})
    assert response.headers["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("path", ["/home/", "/admin/", "/account/email/", "/account/password/change/"])
def test_an_2_a_member_without_a_second_lock_reaches_enrolment_alone(harbor: Clinic, path: str) -> None:
    factories.make_member(Role.CLINIC_ADMIN, harbor, email="new@harbor.example", totp=False)
    browser = Browser()
    sign_in(browser, "new@harbor.example")
    response = browser.get(path)
    assert response.headers["Location"] == "/account/2fa/totp/activate/"
    page = browser.get(response.headers["Location"])
    assert page.status_code == 200


def test_an_2_enrolling_shows_picture_and_key_and_the_first_code_counts_as_used(harbor: Clinic, at: datetime, enrol: Any) -> None:
    member = factories.make_member(Role.PRESCRIBER, harbor, email="new@harbor.example", totp=False)
    with time_machine.travel(at, tick=False):
        browser = Browser()
        sign_in(browser, "new@harbor.example")
        page = browser.get("/account/2fa/totp/activate/")
        text = page.content.decode()
        secret = page.context["form"].secret
        assert secret in text
        assert "<svg" in text
        assert "style=" not in text
        assert "data:image" not in text
        wrong = browser.post("/account/2fa/totp/activate/", {"code": "000000"})
        assert "That code didn" in wrong.content.decode()
        assert secret in wrong.content.decode()
        secret, _page = enrol(browser, at)
        assert accept_totp_code(member.user, code_at(at, secret), at=at) is None
        assert browser.get("/home/").headers["Location"] == "/review/"
        codes = browser.get("/account/2fa/recovery-codes/")
        assert codes.status_code == 200


def test_recovery_codes_are_shown_once_and_open_the_door_once(at: datetime, ada: Patient, enrol: Any) -> None:
    with time_machine.travel(at, tick=False):
        browser = Browser()
        sign_in(browser, "ada@patients.example")
        _secret, response = enrol(browser, at)
        page = browser.get(response.headers["Location"]).content.decode()
        code = re.search(r"<code>(\d{8})</code>", page)[1]
        assert code not in browser.get("/account/2fa/recovery-codes/").content.decode()
        for expected in (True, False):
            other = Browser()
            sign_in(other, "ada@patients.example")
            other.post("/account/2fa/authenticate/", {"code": code})
            assert ("_auth_user_id" in other.session) is expected


def test_staff_cannot_take_their_second_lock_away(clara: Membership, signed_in: Any, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        browser = Browser()
        sign_in(browser, "clara@harbor.example")
        browser.post("/account/2fa/authenticate/", {"code": code_at(at)})
        browser.post("/account/2fa/totp/deactivate/")
        assert Authenticator.objects.filter(user=clara.user, type="totp").exists()


def test_a_patient_may_take_hers_away_and_is_told(ada: Patient, at: datetime) -> None:
    factories.give_totp(ada.user)
    with time_machine.travel(at, tick=False):
        browser = Browser()
        sign_in(browser, "ada@patients.example")
        browser.post("/account/2fa/authenticate/", {"code": code_at(at)})
        assert browser.get("/account/2fa/totp/deactivate/").status_code == 200
        browser.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ada.user).exists()
    assert AuditEvent.objects.filter(action="account.factor_removed_totp").exists()
    assert Message.objects.filter(template="credentials-changed", recipient_id=ada.user_id).count() == 1


# --- signing -------------------------------------------------------------------------------------------------------------


def test_es_1_a_password_or_a_fresh_code_proves_the_signer(clara: Membership, at: datetime) -> None:
    assert check_signing_factor(clara.user, password=PASSWORD, at=at) == SigningMethod.PASSWORD
    assert check_signing_factor(clara.user, code=code_at(at), at=at) == SigningMethod.TOTP
    assert check_signing_factor(clara.user, code=code_at(at), at=at) is None
    assert check_signing_factor(clara.user, at=at) is None


def test_es_1_a_wrong_factor_is_written_down_and_the_sixth_try_is_refused(clara: Membership, at: datetime) -> None:
    for _ in range(5):
        assert check_signing_factor(clara.user, password="wrong words here", at=at) is None
    assert check_signing_factor(clara.user, password=PASSWORD, at=at) is None
    events = AuditEvent.objects.filter(action="account.signing_factor_refused").order_by("pk")
    assert [event.reason for event in events] == ["did-not-match"] * 5 + ["too-many-tries"]
    assert {event.outcome for event in events} == {"denied"}


def test_es_1_one_persons_code_does_not_sign_for_another(clara: Membership, dev: Membership, at: datetime) -> None:
    other_secret = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"
    assert check_signing_factor(dev.user, code=code_at(at, other_secret), at=at) is None


def test_es_1_a_signature_binds_signer_text_and_record(clara: Membership, ada: Patient, at: datetime) -> None:
    signature = sign_document(
        signer=clara.user,
        meaning=Meaning.DECISION,
        method=SigningMethod.TOTP,
        document=ada,
        text="The exact text.",
        name=clara.name,
        role=clara.role,
        at=at,
    )
    signature.refresh_from_db()
    assert signature.document_id == ada.pk
    assert signature.name == "Clara Osei"
    assert len(signature.text_sha256) == 64


def test_se_5_enrolling_ends_the_other_sessions(ada: Patient, at: datetime, enrol: Any) -> None:
    with time_machine.travel(at, tick=False):
        other, own = Browser(), Browser()
        sign_in(other, "ada@patients.example")
        sign_in(own, "ada@patients.example")
        enrol(own, at)
        assert other.get("/home/").headers["Location"].startswith("/account/login/")
        assert own.get("/home/").headers["Location"] == "/application/"
        assert User.objects.get(pk=ada.user_id).sessions.count() == 1
