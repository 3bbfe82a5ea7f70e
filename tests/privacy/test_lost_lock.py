"""AN-9 for patients: the desk takes a lost second lock away after making sure who she is, and it is told to her."""

from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Membership
from kapintake.notifications.models import Message
from kapintake.patients.models import Patient
from tests import factories
from tests.browser import Browser

BORN = {"birth_date_month": "3", "birth_date_day": "14", "birth_date_year": "1987"}


@pytest.fixture
def desk(fay: Membership, signed_in: Any) -> Client:
    cache.clear()
    browser = signed_in(Browser(), fay)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    return browser


def told(patient: Patient, **more: str) -> dict[str, str]:
    return {"reference": patient.reference, **BORN, "checked": "called-back", **more}


def test_an_9_her_locks_and_sessions_end_and_she_hears_of_it(desk: Client, ada: Patient, fay: Membership, signed_in: Any) -> None:
    factories.give_totp(ada.user)
    hers = signed_in(Browser(), ada)
    response = desk.post("/lost-lock/", told(ada))
    assert response.status_code == 302
    assert not Authenticator.objects.filter(user=ada.user).exists()
    assert hers.get("/you/").headers["Location"].startswith("/account/login/")
    assert Message.objects.filter(template="credentials-changed", recipient_id=ada.user_id).count() == 1
    event = AuditEvent.objects.get(action="account.second_factor_reset")
    assert (event.actor_id, event.role, event.reason, event.patients) == (fay.user_id, "front-desk", "called-back", [str(ada.pk)])
    browser = Browser()
    browser.post("/account/login/", {"login": ada.user.email, "password": factories.PASSWORD})
    assert browser.session["_auth_user_id"] == str(ada.user_id)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}".lower()])
def test_the_reference_is_taken_as_people_say_it(desk: Client, ada: Patient, typed: str) -> None:
    spoken = typed.format(ada.reference.replace("-", " ").lower())
    assert desk.post("/lost-lock/", told(ada, reference=spoken)).status_code == 302


@pytest.mark.parametrize("wrong", [{"birth_date_day": "15"}, {"reference": "AAA-AAA"}, {"checked": ""}, {"reference": ""}])
def test_an_9_without_all_of_it_nothing_happens_and_the_form_says_what_to_do(desk: Client, ada: Patient, wrong: dict[str, str]) -> None:
    factories.give_totp(ada.user)
    page = desk.post("/lost-lock/", told(ada, **wrong))
    assert page.status_code == 422
    assert Authenticator.objects.filter(user=ada.user).exists()


def test_ac_3_a_patient_of_another_clinic_is_not_there(desk: Client, valley: Any) -> None:
    other = factories.make_patient(valley)
    factories.give_totp(other.user)
    assert desk.post("/lost-lock/", told(other)).status_code == 422
    assert Authenticator.objects.filter(user=other.user).exists()
    assert AuditEvent.objects.filter(action="account.second_factor_reset_refused", outcome="denied").count() == 1


def test_an_4_birth_dates_cannot_be_tried_out(desk: Client, ada: Patient) -> None:
    for day in range(1, 11):
        desk.post("/lost-lock/", told(ada, birth_date_day=str(day)))
    assert "Too many tries" in desk.post("/lost-lock/", told(ada)).content.decode()


def test_se_6_it_asks_once_more_who_sits_there(fay: Membership, signed_in: Any, at: datetime) -> None:
    assert signed_in(Browser(), fay).get("/lost-lock/").headers["Location"].startswith("/account/reauthenticate/")


def test_clinicians_and_patients_have_no_such_page(clara: Membership, ada: Patient, signed_in: Any) -> None:
    for who in (clara, ada):
        assert signed_in(Browser(), who).get("/lost-lock/").status_code in (403, 404)
