"""Medicine lists of many people: the classes that still count for each, as bits of words, and the diazepam equivalents."""

from collections.abc import Mapping, Sequence

import numpy as np

from screening.columnar.columns import Array, Columns
from screening.columnar.spelling import WORD_BITS
from screening.medicine_list import BENZODIAZEPINE, DOSE_MISSING, Recognised, recognise, washout_limit
from screening.medicines import EQUAL_TO_10_MG
from screening.medicines.equivalents import benzodiazepines_in

Limits = Mapping[str, float]
Both = tuple[Array, Array]


def taken(columns: Columns, limits: Limits, classes: Sequence[str]) -> tuple[list[Array], Both]:
    """For each person the classes as bits, WORD_BITS in a word, and the diazepam equivalent as its least and its most."""
    size, arrays = len(columns), columns.arrays
    words = [np.zeros(size, np.uint64) for _ in range(0, len(classes), WORD_BITS)]
    none = np.zeros(size), np.zeros(size)
    if "medicines: how many" not in arrays or not len(arrays["medicines: name"]):
        return words, none
    how_many, names, stopped = (arrays[f"medicines: {part}"] for part in ("how many", "name", "stopped"))
    rows = np.repeat(np.arange(size), how_many)
    since = np.where(stopped == 0, np.iinfo(np.int32).min, columns.days[rows] - stopped)  # days; still taken counts in any case
    found = [recognise(name, purpose) for name, purpose in columns.names]
    is_benzodiazepine = np.array([one.is_benzodiazepine for one in found])[names]
    still = (stopped == 0) | (_bits(found, [BENZODIAZEPINE], limits, names, since) != 0)
    total, missing = _diazepam(found, size, rows, names, arrays["medicines: daily mg"], np.nonzero(is_benzodiazepine & still)[0])
    for place, word in enumerate(words):
        here = classes[place * WORD_BITS : (place + 1) * WORD_BITS]
        _join(word, _bits(found, here, limits, names, since), how_many)
        if DOSE_MISSING in here:
            word[missing] |= np.uint64(1 << here.index(DOSE_MISSING))
    return words, total


def long_acting_classes(names: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The classes of which a long-acting form is among the names that were typed."""
    found = (recognise(name, purpose) for name, purpose in names)
    return frozenset(name for one in found if one.found.depot for name in one.classes)


def _bits(found: Sequence[Recognised], classes: Sequence[str], limits: Limits, names: Array, since: Array) -> Array:
    """The classes of each entry that are within their wash-out."""
    masks: dict[float, list[int]] = {}  # by the days of the wash-out
    for place, one in enumerate(found):
        for bit, name in enumerate(classes):
            if name in one.classes:
                days = limits[washout_limit(one.found, name, limits)]
                masks.setdefault(days, [0] * len(found))[place] |= 1 << bit
    bits = np.zeros(len(names), np.uint64)
    for days, mask in masks.items():
        bits |= np.where(since <= days, np.array(mask, np.uint64)[names], np.uint64(0))
    return bits


def _join(word: Array, bits: Array, how_many: Array) -> None:
    """The bits of each list, joined. Lists stand side by side; empty ones have no place of their own."""
    lengths = how_many[how_many > 0].astype(np.int64)
    word[how_many > 0] = np.bitwise_or.reduceat(bits, np.cumsum(lengths) - lengths)


def _diazepam(found: Sequence[Recognised], size: int, rows: Array, names: Array, daily_mg: Array, places: Array) -> tuple[Both, Array]:
    """Totals, added up in the order of each list, and the people of whose benzodiazepines one has no dose that can be used."""
    mine, name, dose = rows[places], names[places], daily_mg[places]
    factor, ambiguous, open_ = (np.array(column)[name] for column in zip(*map(_equivalent, found), strict=True))
    is_missing = np.isnan(dose) | ambiguous
    counts = ~is_missing & ~open_
    equivalents = np.where(counts, dose * 10 / factor, 0.0)
    low = np.bincount(mine, equivalents, size).astype(np.float64)  # one after the other, as for one person; whole numbers if there is none
    high = low.copy()
    high[mine[~counts]] = np.inf
    return (low, high), mine[is_missing]


def _equivalent(one: Recognised) -> tuple[float, bool, bool]:
    """mg that equal 10 mg of diazepam, whether nobody knows whose dose it is, and whether there is no such number."""
    if not one.is_benzodiazepine:
        return 1.0, False, False
    factor = EQUAL_TO_10_MG.get(benzodiazepines_in(one.found)[0])
    return factor or 1.0, len(one.found.ingredients) > 1, factor is None
