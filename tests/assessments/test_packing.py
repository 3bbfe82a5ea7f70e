"""The snapshot keeps up with what is sent: step by step, one lease a clinic, and nothing is lost with a worker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kapintake.assessments import rescreen_packing
from kapintake.assessments.models import Assessment, ColumnChunk, PackingLease
from kapintake.assessments.rescreen_columns import open_columns, parted
from kapintake.assessments.rescreen_packing import LEASE, SETTLED, Overtaken, pack_all, pack_next
from kapintake.pathway.rescreen import reassess
from kapintake.work import pack_columns
from tests import factories
from tests.assessments.conftest import HEAVY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _small(monkeypatch: Any) -> None:
    monkeypatch.setattr(rescreen_packing, "STEP", 3)
    monkeypatch.setattr(rescreen_packing, "FULL", 5)


@pytest.fixture
def later(at: Any) -> Any:
    """When everything that was assessed at `at` has settled."""
    return at + SETTLED


def packed() -> list[UUID]:
    """Who is in the chunks, each of which opens and has as many people as it says."""
    found: list[UUID] = []
    for chunk in ColumnChunk.objects.order_by("made_at", "pk"):
        ids = parted(chunk.assessments)
        assert len(open_columns(chunk)) == chunk.people == len(ids)
        found += ids
    assert len(set(found)) == len(found), "nobody is packed twice"
    return found


def everybody() -> set[UUID]:
    return set(Assessment.objects.values_list("pk", flat=True))


def test_it_packs_step_by_step_and_fills_a_chunk_before_it_begins_another(many: Any, later: Any) -> None:
    many(8)
    assert [pack_next(at=later) for _ in range(4)] == [3, 3, 2, None]
    assert set(packed()) == everybody()
    assert sorted(ColumnChunk.objects.values_list("people", flat=True)) == [3, 5]


def test_it_packs_what_is_new_behind_what_was_packed_before(many: Any, ben: Any, at: Any, later: Any) -> None:
    many(2)
    assert pack_next(at=later) == 2
    assert pack_next(at=later) is None
    factories.make_review(ben, at=at + timedelta(minutes=1))
    assert pack_next(at=later + timedelta(minutes=1)) == 1
    assert ColumnChunk.objects.get().people == 3
    assert set(packed()) == everybody()


def test_what_was_written_just_now_waits_until_it_has_settled(many: Any, at: Any, later: Any) -> None:
    many(2)
    assert pack_next(at=at) is None
    assert pack_next(at=later) == 2


def test_an_answer_that_cannot_be_read_does_not_stop_the_others(many: Any, later: Any) -> None:
    sent = many(5, lambda place: {"no-such-question": 1} if place == 2 else {})
    assert pack_all(at=later) == 5
    assert set(packed()) == everybody() - {sent[2].pk}


def test_the_day_after_it_lets_go_of_who_no_longer_stands(many: Any, later: Any) -> None:
    sent = many(5)
    pack_all(at=later)
    response = sent[1].response
    response.status = "stopped"
    response.save()
    assert pack_next(at=later + DAY / 2) is None, "each chunk is looked at once a day"
    done = []
    while (step := pack_next(at=later + 2 * DAY)) is not None:
        done.append(step)
    assert sum(done) == 1
    assert set(packed()) == everybody() - {sent[1].pk}


def test_who_was_assessed_again_is_packed_as_she_is_now(many: Any, clara: Any, at: Any, later: Any) -> None:
    from kapintake.assessments.services import approve_protocol, change_draft, draft_protocol

    sent = many(3, lambda place: HEAVY if place == 1 else {})
    pack_all(at=later)
    draft = draft_protocol(clinic=clara.clinic, by=None, at=at, from_in_force=True)
    change_draft(draft=draft, limits={"bmi.high": 32}, note="", by=None, at=at)
    made = reassess(response=sent[1].response, protocol=approve_protocol(draft=draft, by=clara, at=at), at=later)
    assert made is not None
    pack_all(at=later + 2 * DAY)
    assert set(packed()) == everybody() - {sent[1].pk}
    assert made.pk in packed()


def test_a_chunk_that_does_not_open_is_read_anew_from_the_documents_a_step_at_a_time(many: Any, later: Any) -> None:
    many(5)
    pack_all(at=later)
    chunk = ColumnChunk.objects.order_by("-people").first()
    assert chunk is not None
    chunk.packed = b"nothing"
    chunk.save()
    pack_all(at=later + 2 * DAY)
    assert set(packed()) == everybody()


def test_one_worker_at_a_time_has_a_clinic_and_others_take_other_clinics(many: Any, valley: Any, at: Any, later: Any) -> None:
    many(2)
    factories.make_review(factories.make_patient(valley, given="Zoe"), at=at)
    pack_next(at=at)  # the leases are there; nothing has settled
    PackingLease.objects.exclude(clinic=valley).update(claimed_until=later + LEASE, attempts=1)
    assert pack_next(at=later) == 1
    assert pack_next(at=later) is None
    assert pack_next(at=later + LEASE) == 2, "a lease that ran out is taken again"


def killed_in(monkeypatch: Any, name: str) -> Callable[[], None]:
    """The worker dies where `name` is called; what it calls back makes it whole again."""
    real = getattr(rescreen_packing, name)

    def dies(*given: Any, **more: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(rescreen_packing, name, dies)
    return lambda: monkeypatch.setattr(rescreen_packing, name, real)


@pytest.mark.parametrize("place", ["_with_new", "_replace", "_end"])
def test_a_worker_that_is_killed_loses_nothing(many: Any, later: Any, monkeypatch: Any, place: str) -> None:
    many(4)
    revive = killed_in(monkeypatch, place)
    with pytest.raises(KeyboardInterrupt):
        pack_next(at=later)
    assert not ColumnChunk.objects.exists()
    revive()
    assert pack_next(at=later) is None, "it is still leased"
    assert [pack_next(at=later + LEASE) for _ in range(3)] == [3, 1, None]
    assert set(packed()) == everybody()


def test_who_was_overtaken_writes_nothing(many: Any, later: Any, monkeypatch: Any) -> None:
    many(4)
    real = rescreen_packing._with_new

    def slow(*given: Any) -> Any:
        PackingLease.objects.update(attempts=7)  # another took the lease meanwhile
        return real(*given)

    monkeypatch.setattr(rescreen_packing, "_with_new", slow)
    with pytest.raises(Overtaken):
        pack_next(at=later)
    assert not ColumnChunk.objects.exists()


def test_it_is_a_job_of_the_worker(many: Any, later: Any) -> None:
    many(4)
    assert pack_columns(later) >= 3
    assert ColumnChunk.objects.exists()
