"""Two at once, with real commits. On SQLite in memory there is one connection: these need PostgreSQL."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from kapintake.alerts.models import AlertEvent, SafetyAlert
from kapintake.alerts.services import AlertHasMoved, acknowledge_alert, escalate_due, hear
from kapintake.intake.models import QuestionnaireResponse
from kapintake.notifications.models import Message

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="two threads need two connections: SQLite in memory has one")


def together(*acts):
    """Run them at the same moment, each on a connection of its own; their results or errors, in order."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            results[place] = act()
        except Exception as error:  # handed to the test
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_saves_at_once_open_one_alert_and_page_once(committed_db, draft, reading, clara, at):
    def save():
        response = QuestionnaireResponse.objects.select_related("clinic", "patient").get(pk=draft.pk)
        return hear(response=response, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at).pk

    for _again in range(5):
        assert len(set(together(save, save, save))) == 1
    assert SafetyAlert.objects.count() == 1
    assert AlertEvent.objects.filter(kind="opened").count() == 1
    assert Message.objects.count() == 1


def test_of_two_who_take_it_at_once_one_has_it(committed_db, draft, reading, clara, dev, at):
    alert = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    results = together(
        lambda: acknowledge_alert(alert=alert, by=clara, at=at),
        lambda: acknowledge_alert(alert=alert, by=dev, at=at),
    )
    lost = [result for result in results if isinstance(result, AlertHasMoved)]
    assert len(lost) == 1
    assert lost[0].alert.acknowledged_by is not None
    assert AlertEvent.objects.filter(kind="acknowledged").count() == 1


def test_two_workers_tell_the_backup_once(committed_db, draft, reading, clara, dev, at):
    hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    later = at + timedelta(minutes=15)
    assert sorted(together(lambda: escalate_due(at=later), lambda: escalate_due(at=later))) == [0, 1]
    assert AlertEvent.objects.filter(kind="escalated").count() == 1
    assert Message.objects.filter(recipient_id=dev.user.pk).count() == 1
