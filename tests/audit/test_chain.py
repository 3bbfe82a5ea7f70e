"""AU-5: verify_audit names the first row that is not as it was written."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from kapintake.audit.chain import verify, verify_all
from kapintake.audit.models import AuditChain, AuditEvent
from kapintake.audit.services import event_hash, record
from kapintake.audit.witness import heads_in, witness_heads
from kapintake.records_migrations import drop_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(at, harbor):
    """Six events of harbor, and a thief who owns the table: its triggers are off."""
    for minute in range(6):
        record("review.opened", at=at + timedelta(minutes=minute), clinic=harbor, patients=["p1", "p2"], fields=["answers"])
    with connection.cursor() as cursor:
        for statement in drop_statements(connection.vendor, "audit_auditevent"):
            cursor.execute(statement)
    return str(harbor.pk)


@pytest.fixture
def witnessed(chain, at, caplog):
    """The log as it was kept before anything was changed."""
    witness_heads(at=at)
    return heads_in(caplog.messages)


def event(chain, seq):
    return AuditEvent.objects.get(chain_id=chain, seq=seq)


def test_au_5_it_finds_nothing_in_a_chain_that_nobody_touched(chain, witnessed):
    assert verify(chain, witnessed) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [("action", "review.closed"), ("patients", ["p1"]), ("fields", []), ("reason", "x"), ("actor_id", None), ("clinic_id", None),
     ("outcome", "denied"), ("request_id", "x"), ("app_version", "2"), ("role", "x"), ("address", "10.0.0.1")],
)  # fmt: skip
def test_au_5_it_names_an_edited_event_whatever_was_edited(chain, column, value):
    before = event(chain, 3)
    if getattr(before, column) == value:
        value = "3f2b8c34-1111-4222-8333-444455556666"
    AuditEvent.objects.filter(pk=before.pk).update(**{column: value})
    assert (verify(chain).seq, verify(chain).what[:6]) == (3, "edited")


def test_au_5_it_names_an_edited_time(chain):
    AuditEvent.objects.filter(pk=event(chain, 3).pk).update(at=event(chain, 3).at + timedelta(seconds=1))
    assert verify(chain).seq == 3


def test_au_5_it_names_a_removed_event(chain):
    event(chain, 4).delete()
    assert (verify(chain).seq, verify(chain).what) == (4, "removed")


def test_au_5_it_names_a_tail_that_was_removed(chain):
    event(chain, 6).delete()
    assert verify(chain).seq == 6


def test_au_5_it_names_a_tail_removed_with_its_head_when_a_witness_saw_it(chain, witnessed):
    event(chain, 6).delete()
    AuditChain.objects.filter(pk=chain).update(head_seq=5, head_hash=event(chain, 5).hash)
    assert verify(chain) is None  # without a witness nothing can tell
    assert verify(chain, witnessed).seq == 6


def test_au_5_it_names_a_chain_that_is_gone_altogether(chain, witnessed):
    AuditEvent.objects.filter(chain_id=chain).delete()
    AuditChain.objects.filter(pk=chain).delete()
    assert [flaw.chain for flaw in verify_all(witnessed)] == [chain]


def test_au_5_it_names_swapped_events(chain):
    second, fourth = event(chain, 2), event(chain, 4)
    for row, seq in ((second, 99), (fourth, 2), (second, 4)):
        AuditEvent.objects.filter(pk=row.pk).update(seq=seq)
    assert verify(chain).seq == 2


def test_au_5_it_names_an_inserted_event(chain, at):
    stranger = event(chain, 6)
    AuditEvent.objects.filter(pk=stranger.pk).update(seq=7)
    AuditEvent.objects.create(chain_id=chain, seq=6, at=at, action="x", app_version="1", prev_hash=event(chain, 5).hash, hash="0" * 64)
    assert verify(chain).seq == 6


def test_au_5_it_names_the_first_event_of_a_chain_made_anew_without_the_key(chain, settings):
    right_key, settings.AUDIT_KEY = settings.AUDIT_KEY, b"a guess of the thief, 32 bytes.."
    previous = event(chain, 2).hash
    for seq in range(3, 7):
        forged = event(chain, seq)
        forged.action, forged.prev_hash = "nothing", previous
        forged.hash = previous = event_hash(forged)
        forged.save()
    AuditChain.objects.filter(pk=chain).update(head_hash=previous)
    settings.AUDIT_KEY = right_key
    assert verify(chain).seq == 3


def test_au_5_it_names_time_that_goes_back_and_accepts_a_step_that_says_why(at, valley):
    record("a", at=at, clinic=valley)
    record("b", at=at - timedelta(hours=1), clinic=valley)
    assert "time goes back" in verify(str(valley.pk)).what


def test_au_5_it_accepts_time_that_goes_back_when_an_event_says_why(at, valley):
    record("a", at=at, clinic=valley)
    record("clock.stepped", at=at - timedelta(hours=1), clinic=valley, reason="set by the operator")
    record("b", at=at - timedelta(minutes=59), clinic=valley)
    assert verify(str(valley.pk)) is None


def test_au_5_the_command_exits_1_and_says_which_row(chain):
    AuditEvent.objects.filter(pk=event(chain, 3).pk).update(action="nothing")
    said = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_audit", stderr=said)
    assert stopped.value.code == 1
    assert f"chain {chain}, event 3" in said.getvalue()


def test_au_5_the_command_reads_a_kept_log(chain, tmp_path, caplog, at):
    witness_heads(at=at)
    kept = tmp_path / "site.log"
    kept.write_text("\n".join(["other line", *caplog.messages]))
    said = StringIO()
    call_command("verify_audit", witness=kept, stdout=said)
    assert "6 events" in said.getvalue()
    event(chain, 6).delete()
    AuditChain.objects.filter(pk=chain).update(head_seq=5, head_hash=event(chain, 5).hash)
    with pytest.raises(SystemExit):
        call_command("verify_audit", witness=kept, stderr=said)
