"""The page of one alert, and the banner that every member of staff sees."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from kapintake.access import Role
from kapintake.alerts.models import AlertEvent, SafetyAlert
from kapintake.alerts.services import acknowledge_alert, hear
from kapintake.audit.models import AuditEvent
from kapintake.intake.models import Answer
from kapintake.sealing import sealed_field
from tests import factories
from tests.browser import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def urgent(draft, reading, clara, dev, ada, at):
    given = {
        "link_ids": ["cssrs-4"],
        "values": {"cssrs-4": True},
        "before": {"cssrs-4": {"state": "unanswered"}},
        "how": "",
        "by": "patient",
    }
    Answer.objects.create(response=draft, seq=1, key="1", given=given, given_by=ada.user, given_at=at)
    taken_back = {**given, "values": {"cssrs-4": False}, "before": {"cssrs-4": True}}
    Answer.objects.create(response=draft, seq=2, key="2", given=taken_back, given_by=ada.user, given_at=at + timedelta(minutes=2))
    return hear(response=draft, reading=reading("urgent", "suicide-high", link_id="cssrs-4"), by=ada.user, at=at)


@pytest.fixture
def page(client, signed_in, clara, urgent):
    """clara's browser, and the alert's address."""
    signed_in(client, clara)
    return reverse("alert", args=[urgent.pk])


def test_the_page_tells_what_was_said_when_whom_to_call_and_where_she_lives(client, page):
    html = client.get(page).content.decode()
    for words in ("Question of suicide-high", "Yes", "Nov 24, 10:00 AM", "+1 555 0123", "Noor Marlow", "+1 555 0124", "Astoria, OR"):
        assert words in html, words
    said = html[html.index('data-testid="said"') :]
    assert re.search(r"Nov 24, 10:02 AM.*?No.*?before: Yes", said, re.DOTALL), "what was taken back stands beside what was said first"


def test_the_title_names_no_person(client, page, ada):
    html = client.get(page).content.decode()
    title = re.search(r"<title>(.*?)</title>", html).group(1)
    assert ada.reference in title
    assert "Marlow" not in title


def test_au_1_opening_the_page_is_an_event_that_names_the_patient(client, page, clara, ada):
    client.get(page)
    event = AuditEvent.objects.get(action="alert.read")
    assert (event.actor_id, event.patients, event.role) == (clara.user.pk, [str(ada.pk)], "prescriber")


def test_au_2_nothing_of_the_page_leaves_when_its_event_cannot_be_written(client, page, monkeypatch):
    from django.db import DatabaseError

    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("kapintake.alerts.services.record", fail)
    client.raise_request_exception = False
    response = client.get(page)
    assert response.status_code >= 500
    assert "Marlow" not in response.content.decode()


def test_ac_3_another_clinics_alert_is_not_found_like_one_that_never_was(client, signed_in, eva, urgent):
    signed_in(client, eva)
    foreign, absent = (client.get(reverse("alert", args=[key])) for key in (urgent.pk, uuid4()))
    assert foreign.status_code == absent.status_code == 404
    assert not AuditEvent.objects.filter(action="alert.read").exists()


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.CLINIC_ADMIN, Role.PRIVACY_OFFICER])
def test_ac_2_others_of_the_clinic_cannot_open_or_change_an_alert(signed_in, urgent, harbor, role):
    client = signed_in(Browser(), factories.make_member(role, harbor))
    for name, method in (("alert", "get"), ("take_alert", "post"), ("note_contact", "post"), ("close_alert", "post")):
        assert getattr(client, method)(reverse(name, args=[urgent.pk])).status_code in (403, 404)
    urgent.refresh_from_db()
    assert urgent.state == "open"


def test_she_takes_it_with_one_press_and_a_colleague_then_sees_who_has_it(client, page, signed_in, urgent, dev):
    take = reverse("take_alert", args=[urgent.pk])
    assert client.post(take, {"version": urgent.version}).status_code == 302
    late = signed_in(Browser(), dev).post(take, {"version": urgent.version})
    assert late.status_code == 409
    assert "Clara Osei has it since" in late.content.decode()


def test_pressing_twice_is_not_a_conflict_with_herself(client, page, urgent):
    take = reverse("take_alert", args=[urgent.pk])
    assert [client.post(take, {"version": urgent.version}).status_code for _press in range(2)] == [302, 302]


def test_a_note_is_kept_and_after_three_tries_the_page_says_whom_to_call(client, page, urgent):
    for _try in range(3):
        client.post(reverse("note_contact", args=[urgent.pk]), {"outcome": "no-answer", "text": "Rang out.", "key": uuid4()})
    html = client.get(page).content.decode()
    assert html.count("Rang out.") == 3
    assert "call the emergency contact" in html


def test_a_note_without_an_outcome_keeps_what_was_typed(client, page, urgent):
    response = client.post(reverse("note_contact", args=[urgent.pk]), {"text": "Rang out.", "key": uuid4()})
    html = response.content.decode()
    assert "Choose how it ended" in html
    assert "Rang out." in html
    assert not AlertEvent.objects.filter(kind="contact").exists()


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_in_1_a_crafted_key_is_a_page_not_an_error(client, page, urgent, key):
    response = client.post(reverse("note_contact", args=[urgent.pk]), {"outcome": "reached", "key": key})
    assert response.status_code == 200


CLOSING = {"assessment": "Spoke with her, no intent now.", "safety_plan": "Sister stays tonight, call at nine."}


def test_she_closes_it_signed_with_her_password(client, page, urgent, clara, at):
    taken = acknowledge_alert(alert=urgent, by=clara, at=at)
    response = client.post(reverse("close_alert", args=[urgent.pk]), {**CLOSING, "password": factories.PASSWORD, "version": taken.version})
    assert response.status_code == 302
    urgent.refresh_from_db()
    assert urgent.state == "closed"
    assert CLOSING["safety_plan"] in client.get(page).content.decode()


@pytest.mark.parametrize("proof", [{}, {"password": "not hers"}, {"code": "000000"}])
def test_without_proof_nothing_is_signed_and_what_she_wrote_stays(client, page, urgent, clara, at, proof):
    taken = acknowledge_alert(alert=urgent, by=clara, at=at)
    response = client.post(reverse("close_alert", args=[urgent.pk]), {**CLOSING, **proof, "version": taken.version})
    assert response.status_code == 200
    assert CLOSING["assessment"] in response.content.decode()
    urgent.refresh_from_db()
    assert urgent.state == "acknowledged"


def test_co_2_a_stale_closing_is_refused_with_everything_still_there(client, page, urgent, clara, at):
    taken = acknowledge_alert(alert=urgent, by=clara, at=at)
    stale = {**CLOSING, "password": factories.PASSWORD, "version": taken.version - 1}
    response = client.post(reverse("close_alert", args=[urgent.pk]), stale)
    assert response.status_code == 409
    assert CLOSING["assessment"] in response.content.decode()
    assert factories.PASSWORD not in response.content.decode()


def test_en_6_what_cannot_be_read_is_said_and_never_shown_as_nothing(client, page, urgent, ben):
    moved = sealed_field(SafetyAlert, "said").seal_for(ben.pk, {"criteria": []})
    SafetyAlert.objects.filter(pk=urgent.pk).update(said=moved)
    assert "What was said cannot be read" in client.get(page).content.decode()


def test_en_6_what_cannot_be_read_can_still_be_closed(client, page, urgent, clara, ben, at):
    SafetyAlert.objects.filter(pk=urgent.pk).update(said=sealed_field(SafetyAlert, "said").seal_for(ben.pk, {}))
    taken = acknowledge_alert(alert=urgent, by=clara, at=at)
    closing = {**CLOSING, "password": factories.PASSWORD, "version": taken.version}
    assert client.post(reverse("close_alert", args=[urgent.pk]), closing).status_code == 302


@pytest.mark.parametrize("version", ["", "-1", "9" * 30, "one"])
def test_in_1_a_crafted_version_is_a_page_not_an_error(client, page, urgent, clara, at, version):
    acknowledge_alert(alert=urgent, by=clara, at=at)
    closing = {**CLOSING, "password": factories.PASSWORD, "version": version}
    assert client.post(reverse("close_alert", args=[urgent.pk]), closing).status_code == 200
    assert client.post(reverse("take_alert", args=[urgent.pk]), {"version": version}).status_code in (302, 409)


# --- the banner -------------------------------------------------------------------------------------------------


def banner(member, rf):
    from kapintake.alerts.context import open_alert_banner

    request = rf.get("/")
    request.member = member
    return open_alert_banner(request)["open_alert_banner"]


def test_clinicians_read_in_the_banner_how_many_are_open(urgent, clara, rf, django_assert_num_queries):
    with django_assert_num_queries(1):
        shown = banner(clara, rf)
        assert str(shown.text) == "1 safety alert that nobody has taken."
    assert shown.is_urgent


def test_ac_10_the_front_desk_reads_that_there_is_one_and_nothing_more(urgent, fay, rf):
    shown = banner(fay, rf)
    assert (shown.is_urgent, shown.url, shown.count) == (False, "", 0)
    assert "urgent" not in shown.text.casefold()


def test_another_clinic_has_no_banner(urgent, eva, rf):
    assert not banner(eva, rf)


def test_a_page_of_nobodys_staff_asks_the_database_nothing(rf, db, django_assert_num_queries):
    from kapintake.alerts.context import open_alert_banner

    with django_assert_num_queries(0):
        assert open_alert_banner(rf.get("/")) == {}
