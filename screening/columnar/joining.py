"""Columns put together and taken apart: those of new people behind those of others, or of some people alone."""

from collections.abc import Sequence

import numpy as np

from screening.columnar.columns import Array, Columns, constant_of
from screening.errors import MalformedInput

_HOW_MANY, _NAME = ": how many", "medicines: name"


def join_columns(parts: Sequence[Columns]) -> Columns:
    """One after the other. All are of one drawing, and listened for the same phrases."""
    first = parts[0]
    if any(one.questionnaire is not first.questionnaire or one.phrases != first.phrases for one in parts):
        raise MalformedInput("Columns are joined that are of one drawing and listened for the same phrases.")
    names = {name: place for place, name in enumerate(dict.fromkeys(name for one in parts for name in one.names))}
    every = dict.fromkeys(name for one in parts for name in one.arrays)
    arrays = {name: np.concatenate([_array(one, name, names) for one in parts]) for name in every}
    keys = tuple(key for one in parts for key in one.keys) if all(one.keys for one in parts) else ()
    return Columns(first.questionnaire, np.concatenate([one.days for one in parts]), arrays, tuple(names), first.phrases, keys)


def only_people(columns: Columns, places: Sequence[int]) -> Columns:
    """Those people alone, in the order of the columns."""
    keep = np.zeros(len(columns), bool)
    keep[list(places)] = True
    arrays = {name: array[_rows(columns, name, keep)] for name, array in columns.arrays.items()}
    keys = tuple(columns.keys[place] for place in np.nonzero(keep)[0]) if columns.keys else ()
    return Columns(columns.questionnaire, columns.days[keep], arrays, columns.names, columns.phrases, keys)


def _array(columns: Columns, name: str, names: dict[tuple[str, str], int]) -> Array:
    """One array; what was left out of it as it reads for everybody, and names of medicines by their place in the joined list."""
    found = columns.arrays.get(name)
    if found is None:
        value, kind = constant_of(name, columns.questionnaire)
        return np.full(len(columns), value, kind)
    if name == _NAME:
        return np.array([names[one] for one in columns.names], np.int32)[found] if len(found) else found
    return found


def _rows(columns: Columns, name: str, keep: Array) -> Array:
    """Which places of an array are theirs: of a list, those of its entries."""
    kind, _, part = name.partition(": ")
    return np.repeat(keep, columns.arrays[kind + _HOW_MANY]) if part and part != _HOW_MANY[2:] else keep
