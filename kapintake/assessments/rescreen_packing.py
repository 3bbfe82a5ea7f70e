"""Keeping the snapshot up to date, in steps of about a second: what was assessed since is packed, what no longer stands is let go.

Whoever leases a clinic does one step of it. A step writes its chunk and how far it came in one transaction, held to the
lease it took: a worker that is killed leaves all as it was, and one that was overtaken writes nothing.
"""

import os
import socket
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet

import screening
from kapintake.assessments.failures import told
from kapintake.assessments.models import Assessment, AssessmentStatus, ColumnChunk, PackingLease
from kapintake.assessments.rescreen_columns import FULL, Group, columns_from_documents, joined, open_columns, parted, seal_columns
from kapintake.assessments.rescreen_reading import AT_ONCE, newest_assessments
from kapintake.clinics.models import Clinic
from kapintake.sealing import CannotBeRead

log = structlog.get_logger()
STEP = 500  # people whose documents one step opens: about a second
LEASE = timedelta(minutes=2)
SETTLED = timedelta(minutes=5)  # an assessment whose transaction is still open may yet come, and would be passed by
CHECKED_EVERY = timedelta(days=1)


class Overtaken(Exception):
    """The lease ran out and another worker took it: nothing was written."""


def pack_next(*, at: datetime) -> int | None:
    """Lease a clinic in which something waits, and do one step. How many people it was about; None where nothing waits."""
    return _next(at=at, until=at - SETTLED, stale=at - CHECKED_EVERY)


def pack_all(*, at: datetime) -> int:
    """Every step until nothing waits, whatever was checked lately. How many people were packed or let go."""
    people = 0
    while (done := _next(at=at, until=None, stale=at)) is not None:
        people += done
    return people


def _next(*, at: datetime, until: datetime | None, stale: datetime) -> int | None:
    missing = Clinic.objects.filter(packing=None).values_list("pk", flat=True)
    PackingLease.objects.bulk_create([PackingLease(clinic_id=pk) for pk in missing], ignore_conflicts=True)
    for lease in _free(at).order_by("claimed_until", "pk"):
        if not _waiting(lease, until).exists() and not _unchecked(lease, stale).exists():
            continue
        if _free(at).filter(pk=lease.pk).update(claimed_until=at + LEASE, claimed_by=_me(), attempts=F("attempts") + 1):
            lease.refresh_from_db()
            return _step(lease, at=at, until=until, stale=stale)
    return None


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[:100]


def _free(at: datetime) -> QuerySet[PackingLease]:
    return PackingLease.objects.filter(Q(claimed_until=None) | Q(claimed_until__lte=at))


def _waiting(lease: PackingLease, until: datetime | None) -> QuerySet[Assessment]:
    """What was assessed after the last one that was packed, in order. A failure stays with the documents."""
    rows = newest_assessments().filter(clinic=lease.clinic_id).exclude(status=AssessmentStatus.FAILURE)
    if lease.packed_to is not None:
        rows = rows.filter(Q(assessed_at__gt=lease.packed_to) | Q(assessed_at=lease.packed_to, pk__gt=lease.packed_id))
    return (rows if until is None else rows.filter(assessed_at__lte=until)).order_by("assessed_at", "pk")


def _unchecked(lease: PackingLease, stale: datetime) -> QuerySet[ColumnChunk]:
    return ColumnChunk.objects.filter(clinic=lease.clinic_id, checked_at__lt=stale).order_by("checked_at", "pk")


def _step(lease: PackingLease, *, at: datetime, until: datetime | None, stale: datetime) -> int:
    """New people first; when there are none, the chunk that was not looked at for longest."""
    fields = ("pk", "assessed_at", "clinic_id", "protocol_id", "questionnaire", "response__cssrs_is_on")
    rows = list(_waiting(lease, until).values_list(*fields)[:STEP])
    if not rows:
        chunk = _unchecked(lease, stale).first()
        return _check(lease, chunk, at) if chunk else _end(lease)
    groups: dict[Group, list[UUID]] = defaultdict(list)
    for pk, _assessed_at, *group in rows:
        groups[Group(*group)].append(pk)
    made = [chunks for group, ids in groups.items() if (chunks := _with_new(group, ids, at))]
    with transaction.atomic():
        _end(lease, packed_to=rows[-1][1], packed_id=rows[-1][0])
        for fresh, old in made:
            _replace(old, fresh)
    return len(rows)


def _with_new(group: Group, ids: Sequence[UUID], at: datetime) -> tuple[ColumnChunk, ColumnChunk | None] | None:
    """A chunk of the group with these people in it, and the one that it replaces: one that is not full yet, if there is one."""
    found = columns_from_documents(group, ids)
    if found is None:
        return None
    kept, columns = found
    room = ColumnChunk.objects.filter(**group._asdict(), people__lte=FULL - len(kept)).order_by("made_at", "pk").last()
    if room is not None:
        try:
            before = open_columns(room)
            return _made(group, [*parted(room.assessments), *kept], screening.join_columns([before, columns]), at), room
        except (CannotBeRead, screening.ScreeningError) as error:  # it is made anew when its turn to be checked comes
            log.error("rescreen.columns-not-used", chunk=str(room.pk), **told(error))
    return _made(group, kept, columns, at), None


def _check(lease: PackingLease, chunk: ColumnChunk, at: datetime) -> int:
    """Let go of who has a newer assessment, took the intake back or left; read anew from the documents what does not open."""
    ids = parted(chunk.assessments)
    current = _still_current(ids)
    places = [place for place, pk in enumerate(ids) if pk in current]
    group = Group(chunk.clinic_id, chunk.protocol_id, chunk.questionnaire, chunk.cssrs_is_on)
    try:
        columns = open_columns(chunk)
    except (CannotBeRead, screening.ScreeningError) as error:
        log.error("rescreen.columns-not-used", chunk=str(chunk.pk), **told(error))
        return _read_anew(lease, chunk, group, [ids[place] for place in places], at)
    with transaction.atomic():
        _end(lease)
        if len(places) == len(ids):
            ColumnChunk.objects.filter(pk=chunk.pk).update(checked_at=at)
        else:
            kept = [ids[place] for place in places]
            _replace(chunk, _made(group, kept, screening.only_people(columns, places), at) if kept else None)
    return len(ids) - len(places)


def _read_anew(lease: PackingLease, chunk: ColumnChunk, group: Group, ids: Sequence[UUID], at: datetime) -> int:
    """A step of a chunk that does not open: some of its people into another one. The rest waits in it for the next step."""
    now, later = ids[:STEP], ids[STEP:]
    made = _with_new(group, now, at) if now else None
    with transaction.atomic():
        _end(lease)
        if made:
            _replace(made[1], made[0])
        if later:
            ColumnChunk.objects.filter(pk=chunk.pk).update(assessments=joined(later), people=len(later))
        else:
            chunk.delete()
    return len(now)


def _still_current(ids: Sequence[UUID]) -> set[UUID]:
    parts = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return {pk for part in parts for pk in newest_assessments().filter(pk__in=part).values_list("pk", flat=True)}


def _made(group: Group, ids: Iterable[UUID], columns: screening.Columns, at: datetime) -> ColumnChunk:
    """A sealed chunk, not yet saved."""
    chunk = ColumnChunk(**group._asdict(), people=len(columns), assessments=joined(ids), made_at=at, checked_at=at)
    seal_columns(chunk, columns)
    return chunk


def _replace(old: ColumnChunk | None, fresh: ColumnChunk | None) -> None:
    if fresh is not None:
        fresh.save(force_insert=True)
    if old is not None:
        old.delete()


def _end(lease: PackingLease, **came: object) -> int:
    """The end of a step, in its transaction: how far it came, and the lease given back. Raises Overtaken."""
    if not PackingLease.objects.filter(pk=lease.pk, attempts=lease.attempts).update(claimed_until=None, **came):
        raise Overtaken
    return 0
