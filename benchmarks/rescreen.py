"""What if, of a million people out of sealed columns: read from the database, unsealed, screened twice and compared.

The people are invented (benchmarks/people.py): a few thousand different ones, packed once and sealed again and again as
chunks of their own. Target (performance.md 6): a million load and screen in at most 3 s. PostgreSQL, this one process.

Then a run over stored intakes from end to end: packed as the worker packs them, planned, judged, and those whose outcome
changes written: a new assessment, heard, queued and in the trail, each in a transaction of its own.
`python -m benchmarks.rescreen PEOPLE STORED` says how many (a million, and ten thousand).
"""

import os
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from benchmarks.people import AS_OF, people
from benchmarks.stored import SENT_AT, fill_stored
from benchmarks.world import world

PEOPLE = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
STORED = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
MOST_WRITTEN = 1_000  # cases that are written and timed; the others would take as long each
DIFFERENT = 4  # chunks with other people in them
ROUNDS = 5


def main() -> None:
    with world():
        from django.utils import timezone

        from kapintake.assessments.models import ColumnChunk
        from kapintake.assessments.rescreen_columns import FULL, open_columns
        from kapintake.assessments.rescreen_judging import judge_columns
        from kapintake.demo.cast import HARBOR
        from kapintake.demo.clinics import seed_clinics
        from screening import Protocol, screen_columns

        clinic = seed_clinics(at=timezone.now())[HARBOR]
        fill(clinic, at=timezone.now())
        count, sealed = sizes()
        print(f"load {os.getloadavg()[0]:.1f}, {count:,} people in {ColumnChunk.objects.count()} sealed chunks of {FULL:,}", end=": ")
        print(f"{sealed / count:.0f} bytes a person")
        proposed = Protocol({"bmi.high": 32, "bp.review_systolic": 135})

        def load() -> int:
            return sum(len(open_columns(chunk)) for chunk in chunks())

        def once() -> int:
            return sum(len(screen_columns(open_columns(chunk), proposed).codes) for chunk in chunks())

        def both() -> int:
            tallies = [judge_columns(chunk, proposed) for chunk in chunks()]
            return sum(tally.people for tally in tallies if tally)

        for title, act in (
            ("read and unseal", load),
            ("read, unseal, screen with one protocol", once),
            ("read, unseal, what-if between two protocols", both),
        ):
            wall, busy = timed(act, count)
            print(f"{title:<46}{wall:6.2f} s a million, of which this process {busy:.2f} s (medians of {ROUNDS})")
        print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
        ColumnChunk.objects.all().delete()
        from_end_to_end(clinic)


def from_end_to_end(clinic: Any) -> None:
    """Pack, plan, judge and write stored intakes, each timed."""
    from django.utils import timezone

    from kapintake.assessments.models import ProtocolVersion
    from kapintake.assessments.rescreen import start_run, tally_of, work_next_chunk
    from kapintake.assessments.rescreen_packing import pack_all
    from kapintake.assessments.selectors import protocol_in_force
    from kapintake.pathway.rescreen import write_changes
    from screening import Protocol
    from tests import factories

    now = timezone.now()
    fill_stored(factories.make_patient(clinic, given="Ada"), protocol_in_force(clinic), STORED)
    proposed = Protocol({"bmi.high": 32, "bp.review_systolic": 135})

    def plan() -> Any:
        return start_run(protocol=proposed, since=SENT_AT.date(), clinic=clinic, at=timezone.now())

    def judge() -> int:
        while work_next_chunk(at=timezone.now(), run=run) is not None:
            pass
        return len(tally_of(run).changes)

    print(f"\n{STORED:,} stored intakes, one process")
    took("plan, nothing packed", plan)
    took("pack all of them, as the worker does step by step", lambda: pack_all(at=timezone.now()))
    run = took("plan, all packed", plan)
    changes = took("judge and add up", judge)
    ProtocolVersion.objects.create(
        clinic=clinic, version=99, content=proposed.to_json(), digest=proposed.digest, state="approved", drafted_at=now, approved_at=now
    )
    only_first(run, MOST_WRITTEN)
    start, busy = time.perf_counter(), time.process_time()
    written = write_changes(run=run, at=timezone.now())
    each, own = ((now - then) / max(1, written.made) for now, then in ((time.perf_counter(), start), (time.process_time(), busy)))
    print(f"{changes:,} outcomes change; {written.made:,} written, {written.failed} failed", end=": ")
    print(f"{each * 1000:.1f} ms a case, of which this process {own * 1000:.1f} ms; all that change in {changes * each:,.0f} s")


def took(title: str, act: Any) -> Any:
    start, busy = time.perf_counter(), time.process_time()
    found = act()
    print(f"{title:<54}{time.perf_counter() - start:8.2f} s, of which this process {time.process_time() - busy:.2f} s", flush=True)
    return found


def only_first(run: Any, most: int) -> None:
    """Let a run tell of its first changes alone."""
    from kapintake.assessments.models import RescreenChunk
    from kapintake.assessments.rescreen_tally import Tally
    from kapintake.sealing import sealed_field

    left = most
    for chunk in RescreenChunk.objects.filter(run=run).order_by("number"):
        tally = Tally.from_json(chunk.result)
        tally.changes, left = tally.changes[:left], max(0, left - len(tally.changes))
        sealed = sealed_field(RescreenChunk, "result").seal_for(chunk.pk, tally.to_json())
        RescreenChunk.objects.filter(pk=chunk.pk).update(result=sealed)


def chunks() -> Iterator[Any]:
    """One after the other, as a worker takes them."""
    from kapintake.assessments.models import ColumnChunk

    for pk in ColumnChunk.objects.order_by("pk").values_list("pk", flat=True):
        yield ColumnChunk.objects.select_related("protocol").get(pk=pk)


def fill(clinic: Any, *, at: Any) -> None:
    """Sealed chunks until there are so many people."""
    from kapintake.assessments.models import ColumnChunk
    from kapintake.assessments.rescreen_columns import FULL, joined, seal_columns
    from kapintake.assessments.selectors import protocol_in_force, screening_protocol
    from screening import Answers, columns_of, intake

    version = protocol_in_force(clinic)
    phrases = (screening_protocol(version).phrases,)
    drawing, packed = intake(True), []
    for seed in range(min(DIFFERENT, -(-PEOPLE // FULL))):
        ids = [uuid4() for _ in range(FULL)]
        said = [Answers.from_json(one, drawing) for one in people(FULL, seed=seed)]
        packed.append((ids, columns_of(said, AS_OF, phrases=phrases)))
    for place in range(-(-PEOPLE // FULL)):
        ids, columns = packed[place % len(packed)]
        chunk = ColumnChunk(
            clinic=clinic,
            protocol=version,
            questionnaire=drawing.key(),
            cssrs_is_on=True,
            people=FULL,
            assessments=joined(ids),
            made_at=at,
            checked_at=at,
        )
        seal_columns(chunk, columns)
        chunk.save(force_insert=True)


def sizes() -> tuple[int, int]:
    from django.db.models import Sum
    from django.db.models.functions import Length

    from kapintake.assessments.models import ColumnChunk

    found = ColumnChunk.objects.aggregate(people=Sum("people"), sealed=Sum(Length("packed")))
    return found["people"], found["sealed"]


def timed(act: Any, count: int) -> tuple[float, float]:
    """Seconds for a million people, and of these what this process worked: the medians of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start, busy = time.perf_counter(), time.process_time()
        judged = act()
        times.append(((time.perf_counter() - start) * 1_000_000 / count, (time.process_time() - busy) * 1_000_000 / count))
        assert judged == count
    walls, own = zip(*times, strict=True)
    return statistics.median(walls), statistics.median(own)


if __name__ == "__main__":
    main()
