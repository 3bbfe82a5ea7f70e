"""The sealed snapshot: stored answers packed as columns, in chunks. `rescreen_packing.py` keeps it up to date.

A chunk is sealed whole and bound to its row like any other document. It is a copy of what the assessments hold: nothing
is lost with it, and whatever does not open or no longer fits is read from the documents instead.
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

import screening
from kapintake.assessments.models import ColumnChunk, ProtocolVersion
from kapintake.assessments.rescreen_reading import assessments_by_id, read_answers
from kapintake.assessments.selectors import screening_protocol
from kapintake.intake.questionnaires import drawn
from kapintake.sealing import CannotBeRead, seal, unseal

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


def columns_from_documents(group: Group, ids: Sequence[UUID]) -> tuple[list[UUID], screening.Columns] | None:
    """The columns of these assessments, and whose they are: people whose answers cannot be read are left to the documents,
    where they are counted as not assessed. None where nobody's can."""
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
    return (kept, screening.columns_of(people, days, phrases=(protocol.phrases,))) if people else None
