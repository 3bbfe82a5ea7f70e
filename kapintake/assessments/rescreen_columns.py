"""The sealed snapshot: stored answers packed as columns, in chunks, made anew only where something was sent since.

A chunk is sealed whole and bound to its row like any other document. It is a copy of what the assessments hold: nothing
is lost with it, and whatever does not open or no longer fits is read from the documents instead.
"""

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import structlog
from django.db import transaction

import screening
from kapintake.assessments.models import AssessmentStatus, ColumnChunk, ProtocolVersion
from kapintake.assessments.rescreen_reading import assessments_by_id, newest_assessments, read_answers
from kapintake.assessments.selectors import screening_protocol
from kapintake.intake.questionnaires import drawn
from kapintake.sealing import CannotBeRead, seal, unseal

log = structlog.get_logger()
FULL = 16_384  # people in a whole chunk
ID_BYTES = 16


class Group(NamedTuple):
    """What all people of a chunk have in common."""

    clinic_id: UUID
    protocol_id: UUID
    questionnaire: str
    cssrs_is_on: bool


def joined(ids: Iterable[UUID]) -> bytes:
    return b"".join(one.bytes for one in ids)


def parted(ids: bytes | memoryview) -> list[UUID]:
    return [id_at(ids, place) for place in range(len(ids) // ID_BYTES)]


def id_at(ids: bytes | memoryview, place: int) -> UUID:
    return UUID(bytes=bytes(ids[place * ID_BYTES : (place + 1) * ID_BYTES]))


def _bound_to(chunk: ColumnChunk) -> str:
    """To its row, and to the ids beside it: these tell whose column is whose."""
    return f"{ColumnChunk._meta.db_table}|packed|{chunk.pk}|{hashlib.sha256(chunk.assessments).hexdigest()}"


def seal_columns(chunk: ColumnChunk, columns: screening.Columns) -> None:
    """Put the columns of these people into the row. Deflated, they take a sixth of the room and of the way."""
    chunk.packed = seal(zlib.compress(screening.pack_columns(columns), 1), bound_to=_bound_to(chunk))


def open_columns(chunk: ColumnChunk) -> screening.Columns:
    """The columns of a chunk, whose people stand in the order of its ids. Raises CannotBeRead and MalformedInput."""
    plain = unseal(chunk.packed, bound_to=_bound_to(chunk))
    try:
        return screening.unpack_columns(zlib.decompress(plain), drawn)
    except zlib.error:
        raise CannotBeRead(f"The columns of {chunk.pk} are damaged.") from None


def refresh_columns(*, at: datetime) -> int:
    """Pack what is not packed yet, and let go of what no longer holds. How many people were packed.

    Whole chunks in which everybody's assessment is still the newest stay; the others are packed anew. People whose
    answers cannot be read are left to the documents, where they are counted as not assessed.
    """
    current: dict[Group, list[UUID]] = defaultdict(list)
    rows = newest_assessments().exclude(status=AssessmentStatus.FAILURE).order_by("response__completed_at", "pk")
    for pk, *group in rows.values_list("pk", "clinic_id", "protocol_id", "questionnaire", "response__cssrs_is_on").iterator():
        current[Group(*group)].append(pk)
    for group in {Group(*one) for one in ColumnChunk.objects.values_list(*Group._fields)} - current.keys():
        ColumnChunk.objects.filter(**group._asdict()).delete()
    return sum(_refresh_group(group, ids, at) for group, ids in current.items())


def _refresh_group(group: Group, ids: list[UUID], at: datetime) -> int:
    left, stale = dict.fromkeys(ids), []
    for pk, packed in ColumnChunk.objects.filter(**group._asdict()).order_by("made_at").values_list("pk", "assessments"):
        held = parted(packed)
        if len(held) < FULL or any(one not in left for one in held):
            stale.append(pk)
            continue
        for one in held:
            del left[one]
    waiting = list(left)
    made = [_packed(group, waiting[start : start + FULL], at) for start in range(0, len(waiting), FULL)]
    with transaction.atomic():  # the old ones go when the new ones are there
        for chunk in filter(None, made):
            chunk.save(force_insert=True)
        ColumnChunk.objects.filter(pk__in=stale).delete()
    return sum(chunk.people for chunk in made if chunk)


def _packed(group: Group, ids: Sequence[UUID], at: datetime) -> ColumnChunk | None:
    """One sealed chunk, not yet saved; None where nobody's answers can be read."""
    try:
        protocol = screening_protocol(ProtocolVersion.objects.get(pk=group.protocol_id))
    except screening.InvalidProtocol:
        return None
    people, days, kept = [], [], []
    for assessment in assessments_by_id(ids):
        answers = read_answers(assessment)
        if answers is not None:
            people.append(answers)
            days.append(assessment.as_of)
            kept.append(assessment.pk)
    if not people:
        return None
    chunk = ColumnChunk(**group._asdict(), people=len(people), assessments=joined(kept), made_at=at)
    seal_columns(chunk, screening.columns_of(people, days, phrases=(protocol.phrases,)))
    return chunk
