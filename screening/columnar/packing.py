"""Columns as bytes and back, so that they can be sealed and stored in chunks. Reading copies nothing: arrays look into the bytes.

A chunk is the mark and version, the length of a head, the head as JSON, and the arrays one after the other, each at a
multiple of 64. The head names the questionnaire, the people, and each array with its kind and length. Nothing in it
is run; what does not fit is refused.
"""

import json
from collections.abc import Callable
from typing import Any

import numpy as np

from screening.columnar.columns import Array, Columns
from screening.errors import MalformedInput
from screening.items import Questionnaire
from screening.questionnaires import questionnaire

_MARK = b"KAPCOLS1"
_STEP = 64
_KINDS = ("u1", "u2", "u4", "u8", "i4", "f4", "f8")
Drawing = Callable[[str, bool], Questionnaire]


def pack_columns(columns: Columns) -> bytes:
    """One chunk, whole in itself."""
    arrays = {"": columns.days, **columns.arrays}
    head = {
        "questionnaire": columns.questionnaire.key(),
        "cssrs": "own-1" not in columns.questionnaire.by_link_id,  # our own words are asked instead of it, or beside what was begun
        "asked": [*columns.questionnaire.by_link_id],
        "names": columns.names,
        "phrases": columns.phrases,
        "keys": columns.keys,
        "arrays": [[name, f"{array.dtype.kind}{array.dtype.itemsize}", len(array)] for name, array in arrays.items()],
    }
    told = json.dumps(head, separators=(",", ":")).encode()
    parts = [_MARK, len(told).to_bytes(8, "little"), told]
    for array in arrays.values():
        parts.append(b"\0" * (-sum(map(len, parts)) % _STEP))
        parts.append(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes())
    return b"".join(parts)


def unpack_columns(packed: bytes | bytearray | memoryview, drawing: Drawing = questionnaire) -> Columns:
    """The columns of one chunk. `drawing` gives the questionnaire of a key. Raises MalformedInput."""
    view = memoryview(packed)
    try:
        if bytes(view[:8]) != _MARK:
            raise MalformedInput("These are no packed columns, or of another version.")
        start = 16 + int.from_bytes(view[8:16], "little")
        head = json.loads(bytes(view[16:start]))
        asked = drawing(head["questionnaire"], head["cssrs"])
        if [*asked.by_link_id] != head["asked"]:
            raise MalformedInput("These packed columns are of another drawing of the questionnaire.")
        arrays = _arrays(view, start, head["arrays"])
        days = arrays.pop("")
        names = tuple((str(name), str(purpose)) for name, purpose in head["names"])
        columns = Columns(asked, days, arrays, names, tuple(map(tuple, head["phrases"])), tuple(map(str, head["keys"])))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise MalformedInput("These packed columns are damaged.") from error
    _check(columns)
    return columns


def _arrays(view: memoryview, start: int, told: list[list[Any]]) -> dict[str, Array]:
    found: dict[str, Array] = {}
    for name, kind, length in told:
        if kind not in _KINDS:
            raise MalformedInput(f"Packed columns hold no array of kind {kind!a:.20}.")
        start += -start % _STEP
        found[name] = np.frombuffer(view, np.dtype(f"<{kind}"), length, start)
        start += found[name].nbytes
    return found


def _check(columns: Columns) -> None:
    """Every question has its column, as long as there are people, and lists are as long as they say."""
    size, arrays = len(columns.days), columns.arrays
    if columns.questionnaire.by_link_id.keys() - arrays.keys():
        raise MalformedInput("These packed columns are not of this questionnaire.")
    for name, array in arrays.items():
        kind, _, part = name.partition(": ")
        expected = int(arrays[f"{kind}: how many"].sum()) if part and part != "how many" else size
        if len(array) != expected:
            raise MalformedInput(f"The packed column {name!a:.60} has {len(array)} places for {expected}.")
    if len(columns.keys) not in (0, size):
        raise MalformedInput("These packed columns have not one key a person.")
    names = arrays.get("medicines: name")
    if names is not None and len(names) and not 0 <= names.min() <= names.max() < len(columns.names):
        raise MalformedInput("These packed columns name medicines that they do not list.")
