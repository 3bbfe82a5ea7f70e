"""What if, of a million people out of sealed columns: read from the database, unsealed, screened twice and compared.

The people are invented (benchmarks/people.py): a few thousand different ones, packed once and sealed again and again as
chunks of their own. Target (performance.md 6): a million load and screen in at most 3 s. PostgreSQL, this one process.
"""

import resource
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from benchmarks.people import AS_OF, people
from benchmarks.world import world

PEOPLE = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
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
        print(f"{count:,} people in {ColumnChunk.objects.count()} sealed chunks of {FULL:,}: {sealed / count:.0f} bytes a person")
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
            print(f"{title:<46}{timed(act, count):6.2f} s (median of {ROUNDS})")
        print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


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
            clinic=clinic, protocol=version, questionnaire=drawing.key(), cssrs_is_on=True, people=FULL, assessments=joined(ids), made_at=at
        )
        seal_columns(chunk, columns)
        chunk.save(force_insert=True)


def sizes() -> tuple[int, int]:
    from django.db.models import Sum
    from django.db.models.functions import Length

    from kapintake.assessments.models import ColumnChunk

    found = ColumnChunk.objects.aggregate(people=Sum("people"), sealed=Sum(Length("packed")))
    return found["people"], found["sealed"]


def timed(act: Any, count: int) -> float:
    """Seconds for a million people, the median of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        judged = act()
        times.append((time.perf_counter() - start) * 1_000_000 / count)
        assert judged == count
    return statistics.median(times)


if __name__ == "__main__":
    main()
