"""AU-1, AU-2: nothing is shown or kept without its event."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections, transaction

from kapintake.audit.chain import verify
from kapintake.audit.context import Origin, origin
from kapintake.audit.models import AuditChain, AuditEvent, Outcome
from kapintake.audit.services import TrailUnavailable, record, record_read
from kapintake.clinics.models import Clinic


@pytest.fixture
def broken_trail():
    """The table refuses new events, as with INSERT revoked or the disk full."""

    def forbid(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO") and "audit_auditevent" in sql:
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(forbid):
        yield


@pytest.mark.django_db
def test_au_1_it_says_who_read_which_patients_in_what_role_and_where_from(at, ada, ben, clara):
    token = origin.set(Origin(request_id="r-1", session_hash="s" * 64, address="192.0.2.7"))
    record_read("queue.read", at=at, by=clara.user, role=clara.role, clinic=clara.clinic, patients=[ada, ben], fields=["outcome"])
    origin.reset(token)
    event = AuditEvent.objects.get(action="queue.read")
    assert (event.actor_id, event.role, event.clinic_id) == (clara.user.pk, "prescriber", clara.clinic.pk)
    assert event.patients == [str(ada.pk), str(ben.pk)]
    assert (event.request_id, event.address, event.outcome) == ("r-1", "192.0.2.7", Outcome.OK)


@pytest.mark.django_db
def test_au_1_a_patient_reading_her_own_draft_is_one_event_a_sitting(at, ada):
    sitting: dict = {}
    for minute in range(3):
        when = at + timedelta(minutes=minute)
        record_read("draft.opened", at=when, by=ada.user, role="patient", clinic=ada.clinic, patients=[ada], about=ada, sitting=sitting)
    assert AuditEvent.objects.filter(action="draft.opened").count() == 1


@pytest.mark.django_db
def test_au_2_it_stops_a_read_whose_event_cannot_be_written(at, ada, clara, broken_trail):
    with pytest.raises(TrailUnavailable):
        record_read("case.read", at=at, by=clara.user, role=clara.role, clinic=clara.clinic, patients=[ada])


@pytest.mark.django_db
def test_au_2_it_takes_a_change_back_when_its_event_cannot_be_written(at, harbor, broken_trail):
    @transaction.atomic
    def change():
        Clinic.objects.filter(pk=harbor.pk).update(phone="+1 555 0000")
        record("clinic.changed", at=at, clinic=harbor, fields=["phone"])

    with pytest.raises(TrailUnavailable):
        change()
    harbor.refresh_from_db()
    assert harbor.phone == "+1 555 0100"


def test_au_2_it_refuses_to_call_a_read_noted_while_its_transaction_is_open(committed_db, at, harbor, clara):
    with pytest.raises(RuntimeError), transaction.atomic():
        record_read("case.read", at=at, by=clara.user, role=clara.role, clinic=clara.clinic, patients=[])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="two threads need two connections: SQLite in memory has one")
def test_au_5_acts_at_the_same_moment_make_one_chain_without_gaps(committed_db, at, harbor):
    problems, start = [], threading.Barrier(8)

    def act(number):
        try:
            start.wait()
            for _ in range(10):
                with transaction.atomic():
                    record(f"act.{number}", at=at, clinic=harbor)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert AuditChain.objects.get(pk=str(harbor.pk)).head_seq == 80
    assert verify(str(harbor.pk)) is None
