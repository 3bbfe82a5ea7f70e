"""The outbox keeps its word: nothing lost, nothing doubled, nothing sent that was taken back (CO-8)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from kapintake.notifications import services
from kapintake.notifications.models import Message, MessageState, Template
from kapintake.notifications.selectors import last_alert_mail_failed
from kapintake.notifications.services import LAST_TRY, LEASE, LONGEST_WAIT, claim_message, send_next, wait_after

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken_relay(monkeypatch):
    """A relay that refuses everybody; `.repair()` brings it back."""

    class Broken:
        def send_messages(self, letters):
            raise ConnectionRefusedError("relay down")

    monkeypatch.setattr(services, "get_connection", lambda: Broken())
    Broken.repair = staticmethod(monkeypatch.undo)
    return Broken


def test_co_8_it_sends_a_queued_message_once_to_one_person(queued, clara, at):
    queued()
    assert send_next(at=at).state == MessageState.SENT
    assert send_next(at=at + timedelta(hours=1)) is None
    assert [letter.to for letter in mail.outbox] == [[clara.user.email]]
    assert mail.outbox[0].cc == mail.outbox[0].bcc == []


def test_co_8_it_queues_the_same_event_for_the_same_person_only_once(queued):
    queued()
    queued()
    assert Message.objects.count() == 1
    queued(event="again")
    assert Message.objects.count() == 2


def test_co_8_it_sends_nothing_when_the_transaction_is_rolled_back(queued, at):
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert send_next(at=at) is None
    assert mail.outbox == []


def test_co_8_it_keeps_the_same_message_id_at_each_try(queued, broken_relay, at):
    message = queued()
    send_next(at=at)
    broken_relay.repair()
    send_next(at=at + timedelta(minutes=1))
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{message.key}@")


def test_co_8_it_loses_nothing_when_the_relay_is_down_for_a_day(queued, broken_relay, at):
    queued()
    now = at
    while now < at + timedelta(hours=24):
        send_next(at=now)
        now += timedelta(minutes=30)
    broken_relay.repair()
    assert send_next(at=now + LONGEST_WAIT).state == MessageState.SENT
    assert len(mail.outbox) == 1


def test_co_8_it_waits_longer_after_each_failure_and_never_over_an_hour():
    waits = [wait_after(attempts) for attempts in range(1, LAST_TRY)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=15)
    assert waits[-1] == timedelta(hours=1)
    assert sum(waits, timedelta()) > timedelta(hours=48)


def test_co_8_it_gives_up_only_after_the_last_try_and_keeps_the_dead_letter(queued, broken_relay, at):
    message = queued()
    Message.objects.filter(pk=message.pk).update(attempts=LAST_TRY - 1)
    assert send_next(at=at).state == MessageState.DEAD
    assert Message.objects.filter(state=MessageState.DEAD, failed_at=at).count() == 1


def test_co_8_it_takes_up_a_message_whose_sender_died_once_the_lease_ran_out(queued, at):
    queued()
    assert claim_message(at=at) is not None
    assert send_next(at=at + LEASE - timedelta(seconds=1)) is None
    assert send_next(at=at + LEASE).state == MessageState.SENT
    assert len(mail.outbox) == 1


def test_it_sends_safety_alerts_before_everything_else(queued, ben, at):
    queued(Template.UPDATE_WAITING, to=ben.user, at=at - timedelta(hours=1))
    queued()
    assert send_next(at=at).template == Template.SAFETY_ALERT


def test_it_knows_that_the_last_alert_mail_failed_until_one_gets_through(queued, broken_relay, harbor, valley, at):
    queued()
    assert not last_alert_mail_failed(harbor)
    send_next(at=at)
    assert last_alert_mail_failed(harbor)
    assert not last_alert_mail_failed(valley)
    broken_relay.repair()
    send_next(at=at + timedelta(minutes=1))
    assert not last_alert_mail_failed(harbor)


def test_it_gives_up_a_message_whose_address_cannot_be_read_and_goes_on(queued, ben, at):
    unreadable = queued()
    Message.objects.filter(pk=unreadable.pk).update(envelope=Message._meta.get_field("envelope").seal_for(ben.pk, {"address": "x"}))
    queued(Template.UPDATE_WAITING, to=ben.user)
    assert send_next(at=at).state == MessageState.DEAD
    assert send_next(at=at).state == MessageState.SENT
    assert [letter.to for letter in mail.outbox] == [[ben.user.email]]
