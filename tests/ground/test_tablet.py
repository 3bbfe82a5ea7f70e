"""A tablet of the clinic ends each person's session completely before the next one begins."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kapintake.accounts.models import Session
from kapintake.audit.models import AuditEvent
from kapintake.intake.questionnaires import place_of_item
from kapintake.intake.services import new_key, start_response
from kapintake.parked_forms import PARKED
from tests import factories
from tests.browser import Browser

pytestmark = pytest.mark.django_db


def sign_in(browser: Browser, person):
    return browser.post("/account/login/", {"login": person.user.email, "password": factories.PASSWORD})


@pytest.fixture
def tablet(fay, signed_in) -> Browser:
    """Fay of the front desk has handed it over."""
    browser = signed_in(Browser(), fay)
    assert browser.post("/tablet/").headers["Location"] == "/tablet/ready/"
    return browser


def test_it_signs_the_staff_out_and_is_ready_for_the_next_person(tablet, fay):
    page = tablet.get("/tablet/ready/")
    assert page.status_code == 200
    assert "Ready for the next person" in page.content.decode()
    assert tablet.get("/review/desk/").status_code == 302
    assert AuditEvent.objects.filter(action="tablet.handed-over", actor_id=fay.user.pk).count() == 1


def test_it_begins_with_its_own_clinic(tablet, harbor, valley):
    assert tablet.get("/start/").headers["Location"] == "/start/1/"


def test_se_2_a_patient_who_lets_it_lie_is_signed_out_sooner(tablet, ada):
    sign_in(tablet, ada)
    assert tablet.get("/sitting/").json()["seconds"] == 10 * 60
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert tablet.get("/application/").headers["Location"].startswith("/account/login/")


def test_it_keeps_no_form_of_one_person_for_the_next(tablet, ada):
    draft = start_response(patient=ada, by=ada.user, at=timezone.now())
    place = place_of_item(draft, "height-cm")
    sign_in(tablet, ada)
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        tablet.post(f"/application/{place.part}/{place.number}/", {"key": new_key(), "version": "1", "height-cm_0": "5"})
        assert PARKED not in tablet.session


def test_signing_out_leaves_nothing_and_leads_to_the_next_person(tablet, ada):
    sign_in(tablet, ada)
    tablet.post("/language/", {"language": "es", "next": "/home/"})
    assert tablet.cookies["language"].value == "es"
    key = tablet.cookies["session"].value
    sent = tablet.post("/account/logout/")
    assert sent.headers["Location"] == "/tablet/ready/"
    assert sent.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert tablet.cookies["language"].value == ""
    assert tablet.cookies["session"].value != key
    assert not Session.objects.filter(user=ada.user).exists()
    assert tablet.get("/application/").headers["Location"].startswith("/account/login/")


def test_the_next_person_finds_nothing_of_the_last(tablet, ada, ben):
    start_response(patient=ada, by=ada.user, at=timezone.now())
    sign_in(tablet, ada)
    tablet.post("/account/logout/")
    sign_in(tablet, ben)
    page = tablet.get("/home/", follow=True).content.decode()
    assert ada.identity["legal_name"]["family"] not in page
    assert ada.reference not in page


def test_it_offers_to_hand_it_back_after_sending(tablet, ada):
    factories.make_review(ada)
    sign_in(tablet, ada)
    assert "give the tablet back" in tablet.get("/application/status/").content.decode()


def test_no_other_device_is_told_to_hand_anything_back(ada, signed_in):
    factories.make_review(ada)
    assert "give the tablet back" not in signed_in(Browser(), ada).get("/application/status/").content.decode()


def test_staff_take_it_back(tablet, fay, signed_in):
    signed_in(tablet, fay)
    assert "Make it a staff device again" in tablet.get("/tablet/").content.decode()
    tablet.post("/tablet/back/")
    assert tablet.cookies["tablet"].value == ""
    assert tablet.get("/tablet/ready/").status_code == 404


@pytest.mark.parametrize("mark", ["", "x", "a:b:c", "0" * 300])
def test_a_mark_that_is_not_ours_makes_no_tablet(harbor, ada, signed_in, mark):
    browser = Browser()
    browser.cookies["tablet"] = mark
    assert browser.get("/tablet/ready/").status_code == 404
    signed_in(browser, ada)
    assert browser.get("/sitting/").json()["seconds"] > 20 * 60


def test_a_patient_cannot_make_one(ada, signed_in):
    assert signed_in(Browser(), ada).post("/tablet/").status_code == 403
