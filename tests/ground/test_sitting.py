"""How long a sitting lasts, what a page's own scripts may ask, and what becomes of a form when its owner is gone."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kapintake.accounts.models import Session
from kapintake.audit.models import AuditEvent
from kapintake.intake.questionnaires import place_of_item
from kapintake.intake.selectors import reread
from kapintake.intake.services import start_response
from kapintake.parked_forms import PARKED, stamp_of
from tests import factories
from tests.browser import Browser

pytestmark = pytest.mark.django_db
SCRIPT = {"Sec-Fetch-Mode": "cors"}


def later(**ago):
    return time_machine.travel(timezone.now() + timedelta(**ago), tick=False)


@pytest.fixture
def draft(ada):
    return start_response(patient=ada, by=ada.user, at=timezone.now() - timedelta(hours=1))


def sign_in(client, person, path="/home/"):
    return client.post(f"/account/login/?next={path}", {"login": person.user.email, "password": factories.PASSWORD})


# --- how long ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "minutes"), [("ada", 30), ("clara", 15)])
def test_se_2_it_tells_how_long_is_left_and_when_that_is_at_the_clinic(request, client, signed_in, who, minutes):
    with time_machine.travel("2026-11-24 17:00:00+00:00", tick=False) as clock:
        signed_in(client, request.getfixturevalue(who))
        assert client.get("/sitting/").json() == {"seconds": minutes * 60, "at": f"9:{minutes} AM"}
        clock.move_to("2026-11-24 17:10:00+00:00", tick=False)
        assert client.get("/sitting/").json()["seconds"] == (minutes - 10) * 60


@pytest.mark.parametrize("headers", [{}, SCRIPT, {"Sec-Fetch-Mode": "navigate"}])
def test_se_2_asking_how_long_is_left_prolongs_nothing_whatever_the_browser_says(client, signed_in, ada, headers):
    signed_in(client, ada)
    for minute in (10, 20, 29):
        with later(minutes=minute):
            assert client.get("/sitting/", headers=headers).json()["seconds"] <= (30 - minute) * 60
    with later(minutes=30):
        assert client.get("/sitting/", headers=headers).status_code in (302, 401)
        assert client.get("/sitting/", headers=headers).json()["seconds"] == 0


@pytest.mark.parametrize("headers", [{}, SCRIPT, {"Sec-Fetch-Mode": "navigate"}])
def test_se_2_a_draft_prolongs_nothing_whatever_the_browser_says(client, signed_in, ada, draft, headers):
    signed_in(client, ada)
    place, key = place_of_item(draft, "hopes"), str(uuid4())
    for minute in (10, 20, 29):
        with later(minutes=minute):
            words = {"act": "draft", "hopes": f"{minute}", "key": key}
            sent = client.post(reverse("intake:page", args=[place.part, place.number]), words, headers=headers)
            assert sent.status_code == 204
    with later(minutes=30, seconds=1):
        assert client.get("/home/")["Location"].startswith("/account/login/")


def test_se_2_pressing_stay_goes_on_and_on_but_not_beyond_twelve_hours(client, signed_in, ada):
    with time_machine.travel(factories.AT, tick=False) as clock:
        signed_in(client, ada)
        for quarter in range(1, 48):
            clock.shift(timedelta(minutes=15))
            assert client.post("/sitting/stay/", headers=SCRIPT).json()["seconds"] == min(1800, (48 - quarter) * 15 * 60)
        clock.shift(timedelta(minutes=15))
        assert client.post("/sitting/stay/", headers=SCRIPT).status_code == 401


def test_se_2_the_page_says_how_long_it_may_stand_and_a_strangers_page_says_nothing(client, signed_in, ada):
    assert "still-there" not in client.get("/").content.decode()
    html = signed_in(client, ada).get("/about-you/").content.decode()
    assert 'data-seconds="1800"' in html
    assert "Stay signed in" in html


# --- where a saved form leads ----------------------------------------------------------------------------------------


def test_it_tells_a_script_where_a_saved_form_leads(client, signed_in, ada, draft):
    signed_in(client, ada)
    place = place_of_item(draft, "phq9-1")
    url = reverse("intake:page", args=[place.part, place.number])
    sent = client.post(url, {"answer": "1", "version": "0", "key": str(uuid4())}, headers={"X-Follow": "1", **SCRIPT})
    assert (sent.status_code, sent.content, "Location" in sent) == (204, b"", False)
    assert sent["X-Location"].startswith("/application/")


def test_it_sends_a_script_to_the_sign_in_page_and_keeps_what_it_brought(client, signed_in, ada, draft):
    signed_in(client, ada)
    place = place_of_item(draft, "phq9-1")
    url = reverse("intake:page", args=[place.part, place.number])
    with later(minutes=31):
        sent = client.post(url, {"answer": "1"}, headers={"X-Follow": "1", **SCRIPT})
        assert sent["X-Location"] == f"/account/login/?next={url}"
        sign_in(client, ada, url)
        assert client.get(url).context["fields"] == [["answer", "1"]]


# --- whose form it is ------------------------------------------------------------------------------------------------


def test_se_4_a_form_sent_after_signing_out_in_another_window_is_kept_for_the_same_person(client, ada, draft):
    sign_in(client, ada)
    stamp = stamp_of(ada.user)
    client.post("/account/logout/")
    place = place_of_item(draft, "hopes")
    url = reverse("intake:page", args=[place.part, place.number]) + "?from=check"
    assert client.post(url, {"hopes": "a long story", "person": stamp, "act": "draft"}).status_code == 401
    sign_in(client, ada)
    page = client.get(url)
    assert page.context["fields"] == [["hopes", "a long story"]]  # a draft comes back as a form: Continue then means it
    assert page.context["action"] == url
    client.post(url, {"hopes": "a long story", "version": "0", "key": str(uuid4())})
    assert reread(draft).current["answers"]["hopes"] == "a long story"


def test_se_4_nobody_else_finds_a_form_that_was_kept_after_signing_out(client, ada, ben, draft):
    start_response(patient=ben, by=ben.user, at=timezone.now())
    url = reverse("intake:page", args=[1, 1])
    client.post(url, {"answer": "ada's words", "person": stamp_of(ada.user)})
    sign_in(client, ben)
    assert "ada's words" not in client.get(url).content.decode()
    assert PARKED not in client.session


@pytest.mark.parametrize("stamp", ["", "nonsense", "{pk}", "{pk}:forged"])
def test_se_4_a_form_without_our_word_whose_it_is_is_not_kept(client, ada, stamp):
    client.post("/application/1/1/", {"answer": "words", "person": stamp.format(pk=ada.user.pk)})
    assert PARKED not in client.session


def test_ac_4_a_window_of_one_person_never_saves_for_another_who_signed_in_since(client, ada, ben, draft):
    other = start_response(patient=ben, by=ben.user, at=timezone.now())
    sign_in(client, ben)
    before = AuditEvent.objects.filter(action="response.answered").count()
    place = place_of_item(draft, "hopes")
    sent = client.post(reverse("intake:page", args=[place.part, place.number]), {"hopes": "ada's story", "person": stamp_of(ada.user)})
    assert sent.status_code == 409
    assert "ada's story" not in sent.content.decode()
    assert "988" in sent.content.decode()
    assert reread(other).current["answers"] == reread(draft).current["answers"] == {}
    assert AuditEvent.objects.filter(action="response.answered").count() == before


def test_ac_4_nor_is_it_shown_to_the_other_person_when_its_token_is_old(ada, ben):
    client = Browser(enforce_csrf_checks=True)
    client.force_login(ben.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    fields = {"words": "ada's story", "person": stamp_of(ada.user)}
    sent = client.post("/application/1/1/", fields, headers={"Origin": "http://testserver"})
    assert sent.status_code == 403
    assert "ada's story" not in sent.content.decode()


FORMS = [
    ("/about-you/", {"given": "Ada", "city": "Astoria"}),
    ("/consent/", {"typed_name": "Ada Marlow"}),
    ("/application/start/", {"n": "1"}),
    ("phq9-1", {"answer": "2", "key": "k", "version": "0"}),
    ("hopes", {"hopes": "a long\nstory", "act": "continue"}),
    ("height-cm", {"height-cm_0": "5", "height-cm_1": "7"}),
    ("high-blood-pressure", {"answer": ["high-blood-pressure", "x"]}),
    ("medicines", {"act": "none"}),
    ("medicines/entry/1/", {"name": "sertraline", "act": "add"}),
    ("phq9-9/help/", {"act": "stop"}),
    ("/application/send/", {"n": "1"}),
    ("/application/withdraw/", {"n": "1"}),
    ("/call-me/", {"phone": "202 555 0147", "message_is_safe": "no"}),
]


@pytest.mark.parametrize(("form", "fields"), FORMS, ids=[name for name, _fields in FORMS])
@pytest.mark.parametrize("how", ["idle", "signed out elsewhere"])
def test_se_4_every_form_of_a_patient_comes_back_with_what_was_typed(client, ada, draft, form, fields, how):
    sign_in(client, ada)
    item, _slash, rest = form.partition("/")
    place = place_of_item(draft, item) if item else None
    path = reverse("intake:page", args=[place.part, place.number]) + rest if place else form
    if how != "idle":
        Session.objects.filter(user=ada.user).delete()
    with later(minutes=31 if how == "idle" else 1):
        sent = client.post(path, {**fields, "person": stamp_of(ada.user)})
        assert sent["Location"] == f"/account/login/?next={path}"
        sign_in(client, ada, path)
        page = client.get(path)
        typed = [[name, value] for name, given in fields.items() for value in (given if isinstance(given, list) else [given])]
        assert page.context["fields"] == typed
        assert "Press Continue once more" in page.content.decode()
        assert f'name="person" value="{stamp_of(ada.user)}"' in page.content.decode()


# --- leaving at once -------------------------------------------------------------------------------------------------


def test_it_leaves_the_page_signed_out_for_one_that_tells_nothing(client, ada, harbor):
    sign_in(client, ada)
    left = client.post("/leave/")
    assert left["Location"] == "/away/"
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/home/")["Location"].startswith("/account/login/")
    page = client.get("/away/").content.decode().casefold()
    for word in ("harbor", "clinic", "health", "help", "988", "ketamine", "therapy", "patient ", "sign"):
        assert word not in page, word


def test_signing_out_by_leaving_passes_over_the_safety_questions_like_any_other_way(client, ada, draft, clara):
    from kapintake.alerts.models import SafetyAlert
    from kapintake.pathway.intake import record_answer

    record_answer(response=draft, values={"phq9-9": 2}, key="k", version=None, by=ada.user, at=timezone.now())
    sign_in(client, ada)
    client.post("/leave/")
    assert SafetyAlert.objects.get().tier == "urgent"


def test_staff_find_no_leave_button_and_sit_fifteen_minutes(client, signed_in, clara):
    html = signed_in(client, clara).get("/review/").content.decode()
    assert 'data-seconds="900"' in html
    assert "/leave/" not in html
