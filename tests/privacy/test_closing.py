"""Closing an account: what ends, what stays, and that afterwards every way in answers as it does to a stranger."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from kapintake.accounts.models import User
from kapintake.alerts.models import SafetyAlert
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Membership
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.services import start_response
from kapintake.notifications.models import Message
from kapintake.pathway.closing import close_account
from kapintake.patients.models import Consent, Patient
from kapintake.privacy.models import AccountClosure
from kapintake.reviews.models import Review
from tests import factories
from tests.browser import Browser


@pytest.fixture
def mine(ada: Patient, signed_in: Any) -> Client:
    browser = signed_in(Browser(), ada)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    return browser


def test_looking_at_the_page_closes_nothing(mine: Client, ada: Patient) -> None:
    page = mine.get("/you/close/").content.decode()
    assert "What stays" in page
    assert User.objects.get(pk=ada.user_id).is_active


def test_she_is_out_everywhere_and_is_told_by_mail(mine: Client, ada: Patient, signed_in: Any) -> None:
    other = signed_in(Browser(), ada)
    response = mine.post("/you/close/")
    assert response.headers["Location"] == "/you/closed/"
    assert "Clear-Site-Data" in response.headers
    assert mine.get("/you/closed/").status_code == 200
    for browser in (mine, other):
        assert browser.get("/you/").headers["Location"].startswith("/account/login/")
    message = Message.objects.get(template="account-closed")
    assert message.envelope["address"] == "ada@patients.example"


def test_the_record_the_clinic_keeps_stays_as_it_was(mine: Client, ada: Patient, clara: Membership, at: datetime) -> None:
    review = factories.make_review(ada, at=at)
    before = QuestionnaireResponse.objects.get(pk=review.response_id).frozen
    mine.post("/you/close/")
    after = QuestionnaireResponse.objects.get(pk=review.response_id)
    assert (after.status, after.frozen) == ("stopped", before)
    assert Review.objects.get(pk=review.pk).state == "cancelled"
    assert Consent.objects.filter(patient=ada, withdrawal__isnull=True).exists()
    patient = Patient.objects.get(pk=ada.pk)
    assert patient.closed_at
    assert patient.identity["legal_name"]["family"] == "Marlow"
    assert AccountClosure.objects.get(user=ada.user).former == {"email": "ada@patients.example"}


def test_an_open_alert_stays_open(mine: Client, ada: Patient, clara: Membership, dev: Membership, at: datetime) -> None:
    factories.make_review(ada, at=at, immediate_danger=True)
    before = SafetyAlert.objects.get(patient=ada)
    mine.post("/you/close/")
    assert SafetyAlert.objects.get(patient=ada).state == before.state


def test_a_draft_is_taken_back(mine: Client, ada: Patient, at: datetime) -> None:
    start_response(patient=ada, by=ada.user, at=at)
    mine.post("/you/close/")
    assert QuestionnaireResponse.objects.get(patient=ada).status == "stopped"


def test_it_is_written_down_once_however_often_it_is_pressed(ada: Patient, at: datetime) -> None:
    close_account(user=ada.user, at=at)
    close_account(user=User.objects.get(pk=ada.user_id), at=at)
    for action in ("patient.closed", "account.closed_by_owner"):
        assert AuditEvent.objects.filter(action=action).count() == 1
    assert "ada@patients.example" not in str(AuditEvent.objects.values_list())
    assert Message.objects.filter(template="account-closed").count() == 1


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/account/login/", {"login": "{}", "password": factories.PASSWORD}),
        ("/account/login/code/", {"email": "{}"}),
        ("/account/password/reset/", {"email": "{}"}),
        ("/account/signup/", {"email": "{}", "password1": "violet tractor seventeen"}),
    ],
)
def test_an_7_a_closed_account_answers_as_one_that_never_was(ada: Patient, at: datetime, path: str, fields: dict[str, str]) -> None:
    close_account(user=ada.user, at=at)
    pages, mails = [], []
    for email in ("ada@patients.example", "nova@patients.example"):
        mail.outbox.clear()
        browser = Browser()
        answer = browser.post(path, {name: value.format(email) for name, value in fields.items()}, follow=True)
        assert "_auth_user_id" not in browser.session
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}', "", answer.content.decode())
        pages.append((answer.status_code, text.replace(email, "")))
        mails.append([(sent.subject, re.sub(r"\d{6}", "", sent.body)) for sent in mail.outbox])
    assert pages[0] == pages[1]
    assert mails[0] == mails[1]


def test_an_2_a_passkey_and_an_app_open_nothing_any_more(ada: Patient, at: datetime) -> None:
    factories.give_totp(ada.user)
    close_account(user=ada.user, at=at)
    assert not User.objects.get(pk=ada.user_id).authenticator_set.exists()
    assert not User.objects.get(pk=ada.user_id).has_usable_password()


def test_en_1_her_address_is_nowhere_in_the_clear_afterwards(ada: Patient, at: datetime) -> None:
    from django.db import connection

    close_account(user=ada.user, at=at)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names from the catalogue
            assert "ada@patients.example" not in str(cursor.fetchall()), table


def test_she_may_come_back_as_somebody_new(ada: Patient, at: datetime) -> None:
    close_account(user=ada.user, at=at)
    browser = Browser()
    browser.post("/account/signup/", {"email": "ada@patients.example", "password1": "violet tractor seventeen"})
    code = re.search(r"^\d{6}$", mail.outbox[-1].body, re.M)
    browser.post("/account/confirm-email/", {"code": code[0]})
    assert browser.session["_auth_user_id"] != str(ada.user_id)
    assert "Nobody" not in browser.get("/you/", follow=True).content.decode()


def test_staff_close_no_account_here(clara: Membership, signed_in: Any) -> None:
    browser = signed_in(Browser(), clara)
    assert browser.post("/you/close/").status_code in (403, 404)
    assert User.objects.get(pk=clara.user_id).is_active
