"""What if: a proposed protocol asked of what was sent, counted once whoever works on it, and written only when asked."""

import json
import re
from datetime import date, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

import screening
from kapintake.assessments.models import Assessment, ColumnChunk, RescreenChunk, RescreenRun
from kapintake.assessments.rescreen import LEASE, MOST_TRIES, claim_chunk, finish_chunk, progress_of, start_run, tally_of, work_next_chunk
from kapintake.assessments.rescreen_judging import judge_chunk
from kapintake.assessments.rescreen_tally import Tally
from kapintake.audit.models import AuditEvent
from kapintake.records_migrations import drop_statements
from kapintake.sealing import sealed_field
from kapintake.work import rescreen as work_job
from screening import EvaluationFailed, Protocol
from tests import factories
from tests.assessments.conftest import HEAVY

pytestmark = pytest.mark.django_db
PROPOSED = Protocol({"bmi.high": 32})
SINCE = date(2026, 11, 1)
NOTHING, REVIEW, NOT = "no concerns found", "needs review", "not-assessed"


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: Any) -> None:
    monkeypatch.setattr("kapintake.assessments.rescreen.CHUNK", 3)


def begun(at: Any, protocol: Protocol = PROPOSED, **more: Any) -> RescreenRun:
    return start_run(**{"protocol": protocol, "since": SINCE, "clinic": None, "at": at, **more})


def worked(run: RescreenRun, at: Any) -> Any:
    while work_next_chunk(at=at, run=run):
        pass
    return tally_of(run)


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("rescreen", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_who_goes_from_what_to_what_and_by_which_criterion(many: Any, at: Any) -> None:
    sent = many(8, lambda place: HEAVY if place % 2 else {"aneurysm": True} if place == 2 else {})
    run = begun(at)
    assert run.chunks.count() == 3
    tally = worked(run, at)
    assert dict(tally.steps) == {(NOTHING, NOTHING): 3, (NOTHING, REVIEW): 4, ("contraindicated", "contraindicated"): 1}
    assert {change.assessment for change in tally.changes} == {str(sent[place].pk) for place in (1, 3, 5, 7)}
    assert tally.criteria["bmi-high"] == (0, 4, 4, 0)
    assert [name for name, shift in tally.criteria.items() if shift.found or shift.gone] == ["bmi-high"]


def test_it_asks_only_of_intakes_that_stand_were_sent_since_and_are_of_the_clinic(many: Any, valley: Any, at: Any) -> None:
    sent = many(4)
    taken_back, early = sent[1].response, sent[2].response
    taken_back.status = "stopped"
    early.completed_at = at - timedelta(days=60)
    for response in (taken_back, early):
        response.save()
    elsewhere = factories.make_review(factories.make_patient(valley, given="Zoe"), at=at)
    assert begun(at).people == 3
    assert begun(at, clinic=valley).people == 1
    assert worked(begun(at, clinic=valley, protocol=Protocol({"bmi.high": 30})), at).people == 1
    assert elsewhere.clinic == valley


def test_each_is_judged_by_the_newest_assessment_and_on_the_day_of_it(many: Any, at: Any) -> None:
    first = many(1)[0]
    newer = Assessment.objects.get(pk=first.pk)
    answers = first.input
    newer.pk, newer.assessed_at, newer.input, newer.result = uuid4(), at + timedelta(days=1), answers, {}
    newer.save(force_insert=True)
    later = at + timedelta(days=300)  # by then the blood pressure would be too old
    tally = worked(begun(later, Protocol()), later)
    assert dict(tally.steps) == {(NOTHING, NOTHING): 1}


def test_what_cannot_be_read_or_evaluated_is_counted_as_not_assessed(many: Any, at: Any, monkeypatch: Any) -> None:
    sent = many(7, lambda place: {"no-such-question": 1} if place == 1 else HEAVY if place == 2 else {})
    with connection.cursor() as cursor:  # somebody who owns the tables moves a sealed document to another row
        for statement in ("SET CONSTRAINTS ALL IMMEDIATE",) if connection.vendor == "postgresql" else ():
            cursor.execute(statement)
        for statement in drop_statements(connection.vendor, "assessments_assessment"):
            cursor.execute(statement)
    moved = sealed_field(Assessment, "input").seal_for(sent[5].pk, sent[5].input)
    Assessment.objects.filter(pk=sent[4].pk).update(input=moved)
    tally = worked(begun(at), at)
    assert tally.people == 7
    assert dict(tally.steps) == {(NOTHING, NOTHING): 4, (NOTHING, REVIEW): 1, (NOTHING, NOT): 2}
    assert tally.not_assessed == 2


def test_where_the_columns_fail_each_is_tried_alone_and_who_fails_is_named(many: Any, at: Any, monkeypatch: Any) -> None:
    sent = many(3, lambda place: HEAVY if place else {})

    def no_columns(*given: Any) -> Any:
        raise EvaluationFailed("bmi-high: cannot be evaluated")

    assess, asked = screening.assess, []

    def once_broken(*given: Any) -> Any:
        asked.append(given)
        if len(asked) == 2:  # the first person, under the proposed protocol
            raise EvaluationFailed("bmi-high: cannot be evaluated")
        return assess(*given)

    monkeypatch.setattr(screening, "what_if", no_columns, raising=False)
    monkeypatch.setattr(screening, "assess", once_broken)
    tally = worked(begun(at), at)
    assert len(sent) == tally.people == 3
    assert tally.not_assessed == 1
    assert tally.criteria["bmi-high"].found in (1, 2), "the others were judged as ever"


def test_an_intake_that_could_not_be_assessed_is_told_what_it_would_be_now(ada: Any, at: Any) -> None:
    factories.make_review(ada, at=at, not_assessed=True)
    tally = worked(begun(at), at)
    assert dict(tally.steps) == {(NOT, NOTHING): 1}


# --- leases --------------------------------------------------------------------------------------------------------------


def test_a_chunk_is_taken_by_one_and_again_only_when_its_lease_has_run_out(many: Any, at: Any) -> None:
    many(2)
    run = begun(at)
    first = claim_chunk(at=at)
    assert first.claimed_by
    assert claim_chunk(at=at + LEASE - timedelta(seconds=1)) is None
    second = claim_chunk(at=at + LEASE)
    assert second.pk == first.pk
    assert finish_chunk(chunk=second, tally=judge_chunk(second, PROPOSED), at=at + LEASE)
    assert not finish_chunk(chunk=first, tally=judge_chunk(first, PROPOSED), at=at + LEASE), "whoever comes late counts nothing"
    assert tally_of(run).people == 2
    assert progress_of(run).is_done


def test_a_result_that_leaves_somebody_out_is_not_taken(many: Any, at: Any) -> None:
    many(2)
    begun(at)
    chunk = claim_chunk(at=at)
    with pytest.raises(RuntimeError):
        finish_chunk(chunk=chunk, tally=Tally(), at=at)
    assert RescreenChunk.objects.filter(done_at=None).count() == 1


def test_a_chunk_that_nobody_can_finish_is_counted_as_not_assessed_in_the_end(many: Any, at: Any, monkeypatch: Any) -> None:
    many(4)

    def broken(*given: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr("kapintake.assessments.rescreen.judge_chunk", broken)
    run = begun(at)
    tries = 0
    while work_next_chunk(at=at, run=run):
        tries += 1
    assert tries == 2 * (MOST_TRIES + 1)
    assert dict(tally_of(run).steps) == {(NOTHING, NOT): 4}


def test_the_worker_takes_chunks_of_any_run_as_one_of_its_jobs(many: Any, at: Any) -> None:
    many(4)
    runs = [begun(at), begun(at)]
    assert work_job(at) == 4
    assert all(progress_of(run).is_done for run in runs)


# --- what is kept ----------------------------------------------------------------------------------------------------------


def test_en_1_what_it_keeps_tells_nothing_of_anybody_in_the_clear(many: Any, at: Any) -> None:
    sent = many(4, lambda place: {**HEAVY, "medicines": [{"name": "Klonopin 1mg"}]})
    command("--pack")
    worked(begun(at), at)
    with connection.cursor() as cursor:
        for table in ("assessments_columnchunk", "assessments_rescreenchunk"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # our own names
            cells = [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for row in cursor for cell in row]
            assert not [word for word in (b"lonopin", b"needs review", b"bmi-high", b"weight") for cell in cells if word in cell]
    assert len(sent) == 4


def test_it_is_one_event_a_run_that_says_how_many(many: Any, at: Any) -> None:
    many(4)
    run = begun(at)
    worked(run, at)
    event = AuditEvent.objects.get(action__startswith="rescreen.")
    assert (event.action, event.object_id, event.patients) == ("rescreen.run", str(run.pk), [])
    assert event.reason.startswith("4 people")


# --- the snapshot ----------------------------------------------------------------------------------------------------------


def test_packed_columns_say_the_same_without_a_document_being_opened(many: Any, at: Any, monkeypatch: Any) -> None:
    many(8, lambda place: HEAVY if place % 2 else {"medicines": [{"name": "Nardil"}]})
    by_documents = worked(begun(at), at)
    assert command("--pack") == "8 people packed or let go.\n"
    monkeypatch.setattr("kapintake.assessments.rescreen_judging.judge_documents", None)
    run = begun(at)
    by_columns = worked(run, at)
    assert run.chunks.get().columns is not None
    assert (by_columns.steps, by_columns.criteria) == (by_documents.steps, by_documents.criteria)
    assert sorted(by_columns.changes) == sorted(by_documents.changes)


def test_a_snapshot_that_does_not_open_is_read_from_the_documents(many: Any, at: Any) -> None:
    many(4, lambda place: HEAVY)
    command("--pack")
    chunk = ColumnChunk.objects.get()
    chunk.packed = bytes(chunk.packed)[:-1] + b"\0"
    chunk.save()
    assert len(worked(begun(at), at).changes) == 3


def test_other_phrases_are_listened_for_in_the_documents(many: Any, at: Any) -> None:
    many(3, lambda place: {"hopes": "to sing again"})
    command("--pack")
    tally = worked(begun(at, Protocol(phrases=("sing again",))), at)
    assert len(tally.changes) == 2


def test_nobody_is_counted_twice_where_two_packed_at_once(many: Any, at: Any) -> None:
    many(4)
    command("--pack")
    twin = ColumnChunk.objects.get()
    twin.pk = uuid4()
    twin.save(force_insert=True)
    assert worked(begun(at), at).people == 4


# --- the command -----------------------------------------------------------------------------------------------------------


def test_it_prints_the_transitions_and_names_nobody_unless_asked(many: Any, ada: Any, at: Any, protocol_file: Any, capsys: Any) -> None:
    many(4, lambda place: HEAVY)
    said = command("--protocol", protocol_file(), "--since", "2026-11-01")
    assert "4 of 4 people judged.\nThe outcome of 3 changes. 0 could not be assessed." in said
    assert re.search(r"no concerns found +3 +1\n", said)
    assert re.search(r"bmi-high +0 +3 +3 +0\n", said)
    assert ada.reference not in said
    assert capsys.readouterr().err == "", "no bar where there is no terminal"
    listed = command("--protocol", protocol_file(), "--since", "2026-11-01", "--list")
    assert listed.count(f"{ada.reference}  no concerns found -> needs review") == 3
    assert str(ada.pk) in AuditEvent.objects.get(action="rescreen.listed").patients


def test_a_terminal_sees_how_far_it_is(many: Any, protocol_file: Any, capsys: Any, monkeypatch: Any) -> None:
    many(4)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    command("--protocol", protocol_file(), "--since", "2026-11-01")
    assert "\rJudged [##############################] 4 of 4\n" in capsys.readouterr().err


def test_it_leaves_the_work_to_others_and_can_be_asked_again(many: Any, at: Any, protocol_file: Any) -> None:
    many(4)
    with pytest.raises(CommandError) as left:
        command("--protocol", protocol_file(), "--since", "2026-11-01", "--no-work")
    assert left.value.returncode == 1
    run = RescreenRun.objects.get()
    assert str(run.pk) in str(left.value)
    work_job(at)
    assert "4 of 4 people judged" in command("--run", str(run.pk), "--no-work", "--wait")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "Give --protocol FILE and --since DATE."),
        (("--since", "yesterday"), "--since: 'yesterday' is no day"),
        (("--since", "2026-11-01", "--clinic", "Nowhere"), "--clinic: no clinic is called so. There are: Harbor Clinic"),
        (("--run", "17"), "There is no such run."),
    ],
)
def test_what_it_cannot_take_is_told_in_one_line_with_exit_2(harbor: Any, protocol_file: Any, arguments: Any, line: str) -> None:
    given = arguments if "--run" in arguments or not arguments else ("--protocol", protocol_file(), *arguments)
    with pytest.raises(CommandError) as refused:
        command(*given)
    assert refused.value.returncode == 2
    assert str(refused.value).startswith(line)
    assert not RescreenRun.objects.exists()


def test_results_survive_as_json() -> None:
    tally = Tally()
    tally.add_person("a", NOTHING, REVIEW, (), ("bmi-high",))
    tally.add_person("b", REVIEW, REVIEW, ("bmi-high",), ("bmi-high",))
    again = Tally.from_json(json.loads(json.dumps(tally.to_json())))
    assert (again.people, again.criteria["bmi-high"], again.changes) == (2, (1, 2, 1, 0), [("a", NOTHING, REVIEW)])
