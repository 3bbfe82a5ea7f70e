""" "Ask someone to call me": the number and whether a message is safe reach a clinician, sealed, and nobody else."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from kapintake.alerts.models import AlertEvent, SafetyAlert
from kapintake.alerts.promises import SAFETY_JOBS
from kapintake.alerts.selectors import open_alerts_for
from kapintake.alerts.services import MOST_WISHES, acknowledge_alert, hear
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import OnCall
from kapintake.notifications.services import beat
from tests.browser import Browser

pytestmark = pytest.mark.django_db
WISH = {"phone": "(202) 555-0147", "message_is_safe": "no"}


@pytest.fixture
def browser(client, signed_in, ada, draft):
    return signed_in(client, ada)


def ask(browser, **changes):
    return browser.post("/call-me/", {**WISH, **changes})


def text(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_the_page_offers_the_number_she_gave_and_leaves_messages_for_her_to_say(browser):
    html = browser.get("/call-me/").content.decode()
    assert 'name="phone" value="+' in html or re.search(r'name="phone" value="[^"]*555', html)
    assert "checked" not in html
    assert "We do not watch this around the clock." in html


def test_asking_opens_a_same_day_alert_that_clinicians_see_and_nobody_is_paged_for(browser, clara, at):
    assert ask(browser).status_code == 302
    alert = SafetyAlert.objects.get()
    assert (alert.tier, alert.state) == ("same-day", "open")
    assert alert.due_at <= alert.opened_at + timedelta(hours=24)
    (row,) = open_alerts_for(clara.user)
    assert (row.reason, row.wants_call) == ("Asked to be called", True)
    assert not AlertEvent.objects.filter(kind="paged").exists()


def test_after_an_urgent_answer_the_same_alert_gets_the_wish(browser, draft, reading, clara, at):
    urgent = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    ask(browser)
    alert = SafetyAlert.objects.get()
    assert (alert.pk, alert.tier, alert.due_at) == (urgent.pk, "urgent", urgent.due_at)
    (row,) = open_alerts_for(clara.user)
    assert row.wants_call
    assert row.reason != "Asked to be called"


def test_the_clinicians_page_says_where_to_call_and_that_no_message_is_safe(browser, signed_in, clara):
    ask(browser)
    page = signed_in(Browser(), clara).get(reverse("alert", args=[SafetyAlert.objects.get().pk]))
    told = text(page)
    assert "Asked to be called" in told
    assert 'href="tel:+12025550147"' in page.content.decode()
    assert "Leave no message." in told
    ask(browser, phone="202 555 0160", message_is_safe="yes")
    told = text(signed_in(Browser(), clara).get(reverse("alert", args=[SafetyAlert.objects.get().pk])))
    assert "+12025550160 . A message there is safe." in told
    assert "+12025550147 No message" in told  # the first wish stays in what happened


def test_pressing_again_is_one_wish_and_another_number_is_another(browser):
    for _press in range(3):
        ask(browser)
    assert AlertEvent.objects.filter(kind="call-asked").count() == 1
    ask(browser, message_is_safe="yes")
    assert AlertEvent.objects.filter(kind="call-asked").count() == 2
    for number in range(20):
        ask(browser, phone=f"202 555 01{number:02}")
    assert AlertEvent.objects.filter(kind="call-asked").count() == MOST_WISHES


def test_a_wish_after_a_clinician_took_it_is_a_new_one(browser, clara, at):
    ask(browser)
    alert = SafetyAlert.objects.get()
    acknowledge_alert(alert=alert, by=clara, at=alert.opened_at + timedelta(seconds=1))
    SafetyAlert.objects.update(acknowledged_at=alert.opened_at)
    ask(browser, phone="202 555 0160")
    assert AlertEvent.objects.filter(kind="call-asked").count() == 2


def test_she_is_told_when_honestly(client, signed_in, ada, draft, clara, at):
    with time_machine.travel(at, tick=False):
        browser = signed_in(client, ada)
        assert "may see this before 8:00 AM (PST)" in text(ask_and_look(browser))
        for job in SAFETY_JOBS:
            beat(job, at=at)
        told = text(browser.get("/call-me/"))
        assert "A clinician at Harbor Clinic will read this by 4:30 PM (PST) today and call you." in told
        assert "You asked at 10:00 AM to be called at (202) 555-0147. We will leave no message." in told
        OnCall.objects.all().delete()
        assert "may see this before" in text(browser.get("/call-me/"))


def ask_and_look(browser):
    return browser.get(ask(browser)["Location"])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"phone": ""}, "Enter the number we should call"),
        ({"phone": "call me maybe"}, "Enter a phone number with its area code"),
        ({"message_is_safe": ""}, "Choose yes or no"),
        ({"message_is_safe": "perhaps"}, "Choose yes or no"),
        ({"phone": "5" * 31}, "Enter the number alone"),
    ],
)
def test_what_cannot_be_called_is_asked_for_once_more_and_stays_in_the_box(browser, typed, says):
    page = ask(browser, **typed)
    assert page.status_code == 422
    assert says in text(page)
    assert typed.get("phone", WISH["phone"]) in page.content.decode()
    assert not SafetyAlert.objects.exists()


def test_before_the_questions_have_begun_it_says_whom_to_call(client, signed_in, ben, clara):
    browser = signed_in(client, ben)
    told = text(browser.get("/call-me/"))
    assert "once you have begun the questions" in told
    assert "988" in told
    assert ask(browser).status_code == 200
    assert not SafetyAlert.objects.exists()


@pytest.mark.parametrize("place", ["4.9", "999.999"])
def test_it_leads_back_to_the_help_page_from_which_she_came(browser, place):
    part, _dot, number = place.partition(".")
    assert f'href="/application/{part}/{number}/help/"' in browser.get(f"/call-me/?from={place}").content.decode()


@pytest.mark.parametrize("place", ["//evil.example", "4.9/../..", "4", "٤.٩", "4.9\n"])
def test_it_leads_nowhere_else(browser, place):
    page = browser.get("/call-me/?" + urlencode({"from": place}))
    assert page.status_code == 400 or 'class="back" href="/home/"' in page.content.decode()


def test_the_wish_is_audited_with_the_patient_and_sealed_at_rest(browser, ada):
    ask(browser)
    event = AuditEvent.objects.get(action="alert.call_asked")
    assert (event.patients, event.actor_id) == ([str(ada.pk)], ada.user.pk)
    assert "555" not in f"{event.reason}{event.fields}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM alerts_alertevent WHERE kind = 'call-asked'")
        assert b"2025550147" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("who", ["fay", "finn", "pia", "eva"])
def test_ac_10_nobody_but_clinicians_of_the_clinic_learns_of_it(request, browser, signed_in, who):
    ask(browser)
    member = request.getfixturevalue(who)
    other = signed_in(Browser(), member)
    assert open_alerts_for(member.user) == ()
    assert other.get(reverse("alert", args=[SafetyAlert.objects.get().pk])).status_code in (403, 404)
    assert other.get("/call-me/").status_code == 403


def test_every_way_to_it_is_there(client, browser):
    assert "/call-me/" in client.get("/help-now/").content.decode()
    assert "/call-me/" in browser.get("/application/").content.decode()
