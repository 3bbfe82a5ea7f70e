"""What the help page says about who reads it is true, or it says that nobody may."""

from datetime import UTC, datetime, timedelta

import pytest

from kapintake.alerts import promises
from kapintake.alerts.promises import SAFETY_JOBS
from kapintake.alerts.selectors import clinic_block_for, promise_for
from kapintake.clinics.models import OnCall, OpeningHours
from kapintake.notifications import services
from kapintake.notifications.models import Template, WorkBeat
from kapintake.notifications.services import beat, queue_message, send_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(at):
    """The worker went round just now."""
    for job in SAFETY_JOBS:
        beat(job, at=at)


def test_somebody_on_duty_in_opening_hours_is_promised_before_closing_time(harbor, clara, at_work, at):
    promise = promise_for(harbor, at)
    assert (promise.is_watched, promise.by) == (True, datetime(2026, 11, 25, 0, 30, tzinfo=UTC))
    assert promise.sentence == "A clinician at Harbor Clinic will read it by 4:30 PM (PST) today and may call you."


def test_an_empty_rota_promises_nothing_before_the_next_opening(harbor, clara, at_work, at):
    OnCall.objects.all().delete()
    promise = promise_for(harbor, at)
    assert not promise.is_watched
    assert promise.sentence == "Nobody at Harbor Clinic may see this before 8:00 AM (PST) on Wednesday, November 25."


def test_a_backup_alone_is_nobody_on_duty(harbor, dev, at_work, at):
    assert not promise_for(harbor, at).is_watched


def test_work_that_is_silent_for_two_minutes_promises_nothing(harbor, clara, at_work, at):
    assert promise_for(harbor, at + timedelta(seconds=119)).is_watched
    assert not promise_for(harbor, at + timedelta(minutes=2)).is_watched


@pytest.mark.parametrize("job", SAFETY_JOBS)
def test_one_safety_job_that_stopped_is_enough_to_promise_nothing(harbor, clara, at_work, at, job):
    WorkBeat.objects.filter(job=job).delete()
    assert not promise_for(harbor, at).is_watched


def test_a_failed_alert_mail_promises_nothing_until_one_gets_through(harbor, clara, ada, at_work, at, monkeypatch):
    class Broken:
        def send_messages(self, letters):
            raise TimeoutError

    queue_message(Template.SAFETY_ALERT, to=clara.user, about=ada, path="/alerts/1/", clinic=harbor, at=at)
    with monkeypatch.context() as patch:
        patch.setattr(services, "get_connection", lambda: Broken())
        send_next(at=at)
    assert not promise_for(harbor, at).is_watched
    send_next(at=at + timedelta(minutes=1))
    assert promise_for(harbor, at + timedelta(minutes=1)).is_watched


def test_at_night_it_names_the_next_opening_on_the_same_day_as_today(harbor, clara, at_work, at):
    early = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)  # six in the morning at harbor
    assert promise_for(harbor, early).sentence == "Nobody at Harbor Clinic may see this before 8:00 AM (PST) today."


def test_a_clinic_without_hours_promises_no_time_at_all(harbor, clara, at_work, at):
    OpeningHours.objects.all().delete()
    promise = promise_for(harbor, at)
    assert (promise.is_watched, promise.by) == (False, None)
    assert promise.sentence == "Nobody at Harbor Clinic may be watching right now."


def test_the_clinic_block_is_left_out_when_anything_behind_it_fails(harbor, clara, at, monkeypatch, caplog):
    assert clinic_block_for(harbor, at).phone == harbor.phone

    def fail(clinic, at):
        raise ValueError("a patient's name")

    monkeypatch.setattr(promises, "promise_for", fail)
    assert clinic_block_for(harbor, at) is None
    assert "ValueError" in caplog.text
    assert "a patient's name" not in caplog.text
