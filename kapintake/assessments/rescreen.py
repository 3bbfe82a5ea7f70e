"""Asking stored responses what a changed protocol would say of them: a run in chunks that any number of workers share.

A chunk is leased by one conditional UPDATE and finished by another that writes its result with it, so it is counted once
whoever dies in between: a lease that ran out is taken again, and who comes late finishes nothing. Nothing clinical is
written here.
"""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum

from kapintake.assessments.failures import told
from kapintake.assessments.models import ColumnChunk, RescreenChunk, RescreenRun
from kapintake.assessments.rescreen_columns import joined, parted
from kapintake.assessments.rescreen_judging import judge_chunk, not_judged
from kapintake.assessments.rescreen_reading import newest_assessments
from kapintake.assessments.rescreen_tally import Tally
from kapintake.assessments.selectors import screening_protocol
from kapintake.audit.services import record
from kapintake.clinics.models import Clinic
from kapintake.sealing import sealed_field
from screening import Protocol

log = structlog.get_logger()
CHUNK = 250  # people whose documents one lease opens: about a second
LEASE = timedelta(minutes=2)
MOST_TRIES = 5  # a chunk that so many could not finish is counted as not assessed


@dataclass(frozen=True, slots=True)
class Progress:
    people: int
    judged: int

    @property
    def is_done(self) -> bool:
        return self.judged == self.people


@transaction.atomic
def start_run(*, protocol: Protocol, since: date, clinic: Clinic | None, at: datetime) -> RescreenRun:
    """The chunks of everybody who sent an intake since that day. Workers see them when all are there."""
    run = RescreenRun.objects.create(content=protocol.to_json(), digest=protocol.digest, clinic=clinic, since=since, started_at=at)
    selected = newest_assessments(since=since, clinic=clinic).order_by("response__completed_at", "pk")
    left = dict.fromkeys(selected.values_list("pk", flat=True).iterator())
    run.people = len(left)
    run.save(update_fields=["people"])
    RescreenChunk.objects.bulk_create(_chunks(run, left, protocol), batch_size=100)
    record("rescreen.run", at=at, clinic=clinic, about=run, reason=f"{run.people} people, protocol {run.digest[:12]}")
    return run


def _chunks(run: RescreenRun, left: dict[UUID, None], protocol: Protocol) -> Iterator[RescreenChunk]:
    """Packed chunks all of whose people are wanted and in no other one, then the rest in small ones."""
    number = 0
    for columns in _usable(run, protocol):
        ids = parted(columns.assessments)
        if all(one in left for one in ids):
            for one in ids:
                del left[one]
            yield RescreenChunk(run=run, number=number, people=len(ids), assessments=columns.assessments, columns=columns)
            number += 1
    rest = iter(left)
    while ids := list(islice(rest, CHUNK)):
        yield RescreenChunk(run=run, number=number, people=len(ids), assessments=joined(ids))
        number += 1


def _usable(run: RescreenRun, protocol: Protocol) -> Iterator[ColumnChunk]:
    """Chunks that listened for the same phrases as the proposed protocol does."""
    packed = ColumnChunk.objects.select_related("protocol").defer("packed").order_by("made_at", "pk")
    if run.clinic_id:
        packed = packed.filter(clinic=run.clinic_id)
    return (chunk for chunk in packed if chunk.protocol.content.get("phrases") == list(protocol.phrases))


# --- the work ----------------------------------------------------------------------------------------------------


def work_next_chunk(*, at: datetime, run: RescreenRun | None = None) -> RescreenChunk | None:
    """Lease and judge one chunk (of this run, or of any). None when there is none to take now."""
    chunk = claim_chunk(at=at, run=run)
    if chunk is None:
        return None
    try:
        if chunk.attempts > MOST_TRIES:
            log.error("rescreen.chunk-given-up", chunk=str(chunk.pk))
            tally = not_judged(parted(chunk.assessments))
        else:
            tally = judge_chunk(chunk, screening_protocol(chunk.run))
    except Exception as error:  # the next try may do better; after the last one all are counted as not assessed
        log.error("rescreen.chunk-failed", chunk=str(chunk.pk), **told(error))
        _held(chunk).update(claimed_until=None)
        return chunk
    finish_chunk(chunk=chunk, tally=tally, at=at)
    return chunk


def claim_chunk(*, at: datetime, run: RescreenRun | None = None) -> RescreenChunk | None:
    """The next free chunk, ours until the lease ends: of those who race for it one wins."""
    free = _claimable(at) if run is None else _claimable(at).filter(run=run)
    for pk in free.order_by("run__started_at", "number").values_list("pk", flat=True)[:20]:
        claimed = _claimable(at).filter(pk=pk)
        if claimed.update(claimed_until=at + LEASE, claimed_by=f"{socket.gethostname()}:{os.getpid()}"[:100], attempts=F("attempts") + 1):
            return RescreenChunk.objects.select_related("run", "columns", "columns__protocol").get(pk=pk)
    return None


def finish_chunk(*, chunk: RescreenChunk, tally: Tally, at: datetime) -> bool:
    """Result and end in one UPDATE. False for whoever was overtaken: what she counted is counted by another."""
    if tally.people != chunk.people:
        raise RuntimeError(f"{tally.people} of {chunk.people} people were judged")
    sealed = sealed_field(RescreenChunk, "result").seal_for(chunk.pk, tally.to_json())
    return bool(_held(chunk).update(done_at=at, result=sealed, claimed_until=None))


def _claimable(at: datetime) -> QuerySet[RescreenChunk]:
    return RescreenChunk.objects.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=at), done_at__isnull=True)


def _held(chunk: RescreenChunk) -> QuerySet[RescreenChunk]:
    """The row, while the lease is still this one."""
    return RescreenChunk.objects.filter(pk=chunk.pk, attempts=chunk.attempts, done_at__isnull=True)


# --- what came of it ---------------------------------------------------------------------------------------------


def progress_of(run: RescreenRun) -> Progress:
    judged = RescreenChunk.objects.filter(run=run, done_at__isnull=False).aggregate(people=Sum("people"))["people"]
    return Progress(run.people, judged or 0)


def tally_of(run: RescreenRun) -> Tally:
    """The sum of the chunks that are done."""
    tally = Tally()
    for chunk in RescreenChunk.objects.filter(run=run, done_at__isnull=False).order_by("number").defer("assessments").iterator():
        tally.add(Tally.from_json(chunk.result))
    return tally
