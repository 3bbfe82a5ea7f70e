"""The quantities of `derived.py` and the medicine lists, for many people at once. Each equals its measure for one person."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np

from screening.columnar.columns import Array, Columns
from screening.columnar.medicine_words import taken
from screening.columnar.spelling import CODE_NOTHING, CODE_UNKNOWN, FLAG_UNKNOWN, values_of
from screening.derived import QUANTITIES, is_effective_course
from screening.instruments import Instrument
from screening.items import Questionnaire
from screening.scoring import POINTS
from screening.values import DOSES, RESULTS

Both = tuple[Array, Array]  # the least and the most that a quantity can be
Limits = Mapping[str, float]
_EFFECTIVE = np.array([[is_effective_course(dose, result) for result in (None, *RESULTS)] for dose in (None, *DOSES)])


class Block:
    """The columns of some people who stand side by side."""

    def __init__(self, columns: Columns, start: int, stop: int) -> None:
        self.questionnaire: Questionnaire = columns.questionnaire
        self.start, self.stop = start, stop
        self.days: Array = columns.days[start:stop]
        self._arrays = columns.arrays

    def __len__(self) -> int:
        return self.stop - self.start

    def column(self, name: str) -> Array | None:
        array = self._arrays.get(name)
        return None if array is None else array[self.start : self.stop]


def quantity_of(name: str, block: Block, lists: "Lists") -> Both:
    """One quantity of everybody in the block."""
    quantity = QUANTITIES[name]
    if quantity.scale is not None:
        return _points(quantity.scale, block)
    return _MEASURES[name](block, lists)


def _age(block: Block, lists: "Lists") -> Both:
    born = block.column("birth-date")
    if born is None:
        return _open(block)
    today = block.days[:1] if (block.days == block.days[0]).all() else block.days  # mostly one day for all
    years = (_as_number(today) - _as_number(born)) // 10_000
    return _known(years, born > 0)


def _bmi(block: Block, lists: "Lists") -> Both:
    height, weight = block.column("height-cm"), block.column("weight-kg")
    if height is None or weight is None:
        return _open(block)
    with np.errstate(all="ignore"):
        metres = height.astype(np.float64, copy=False) / 100
        ratio = weight / (metres * metres)
    return _known(ratio, (height > 0) & (weight > -np.inf))


def _bp_age(block: Block, lists: "Lists") -> Both:
    taken_on = block.column("bp-taken-on")
    return _open(block) if taken_on is None else _known(block.days - taken_on, taken_on > 0)


def _adequate(block: Block, lists: "Lists") -> Both:
    return _counted(block, lists.adequate[block.start : block.stop])


def _incomplete(block: Block, lists: "Lists") -> Both:
    return _counted(block, lists.incomplete[block.start : block.stop])


def _diazepam(block: Block, lists: "Lists") -> Both:
    silent = _silent("medicines", block)
    low, high = lists.diazepam
    return np.where(silent, 0, low[block.start : block.stop]), np.where(silent, np.inf, high[block.start : block.stop])


_MEASURES: Mapping[str, Callable[[Block, "Lists"], Both]] = {
    "age-years": _age,
    "bmi": _bmi,
    "bp-age-days": _bp_age,
    "adequate-trials": _adequate,
    "incomplete-trials": _incomplete,
    "diazepam-equivalent": _diazepam,
}


def _points(scale: Instrument, block: Block) -> Both:
    low, high = np.zeros(len(block), np.int16), np.zeros(len(block), np.int16)
    for link_id, (least, most) in zip(scale.scored, POINTS[scale.id], strict=True):
        codes, item = block.column(link_id), block.questionnaire.by_link_id.get(link_id)
        if codes is None or item is None:
            silent = link_id not in block.questionnaire.left_out
            low, high = low + least * silent, high + most * silent
            continue
        table = np.zeros((2, 256), np.int16)
        table[:, : len(values_of(item))] = values_of(item)
        table[:, CODE_UNKNOWN] = least, most
        table[:, CODE_NOTHING] = 0
        low, high = low + table[0].take(codes), high + table[1].take(codes)
    return low, high


def _counted(block: Block, found: Array) -> Both:
    silent = _silent("antidepressant-trials", block)
    return np.where(silent, 0.0, found), np.where(silent, np.inf, found)


def _silent(link_id: str, block: Block) -> Array:
    """Who has not told of a list."""
    state = block.column(link_id)
    return np.full(len(block), link_id not in block.questionnaire.left_out) if state is None else state == FLAG_UNKNOWN


def _known(number: Array, is_known: Array) -> Both:
    value = np.where(is_known, number, np.nan)  # as good as open: no comparison with it is certain
    return value, value


def _open(block: Block) -> Both:
    value = np.full(len(block), np.nan)
    return value, value


def _as_number(ordinals: Array) -> Array:
    """Days as 20261124, so that a difference, cut to whole ten-thousands, is a number of birthdays."""
    day = ordinals.astype(np.int32) + 305  # counted from 1 March of the year 0, so that a leap day ends its year
    era, day_of_era = day // 146_097, day % 146_097
    year_of_era = (day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    day_of_month = day_of_year - (153 * month + 2) // 5 + 1
    march_first = month < 10
    year = year_of_era + era * 400 + np.where(march_first, 0, 1)
    number: Array = year * 10_000 + np.where(march_first, month + 3, month - 9) * 100 + day_of_month
    return number


class Lists:
    """What the lists of everybody come to under the limits in force: trials that count, and medicines that still do."""

    def __init__(self, columns: Columns, limits: Limits, classes: Sequence[str]) -> None:
        self._columns, self._limits, self._classes, self._size = columns, limits, classes, len(columns)

    @property
    def adequate(self) -> Array:
        return self._trials[0]

    @property
    def incomplete(self) -> Array:
        return self._trials[1]

    @property
    def words(self) -> list[Array]:
        """For each person the classes of their medicines as bits."""
        return self._medicines[0]

    @property
    def diazepam(self) -> Both:
        return self._medicines[1]

    @cached_property
    def _trials(self) -> Both:
        arrays = self._columns.arrays
        if "trials: how many" not in arrays:
            return np.zeros(self._size), np.zeros(self._size)
        rows = np.repeat(np.arange(self._size), arrays["trials: how many"])
        dose, weeks, result = arrays["trials: dose"], arrays["trials: weeks"], arrays["trials: result"]
        is_adequate = _EFFECTIVE[dose, result] & (weeks >= self._limits["trd.min_weeks"])
        is_incomplete = (dose == 0) | (result == 0) | np.isnan(weeks)
        return self._count(rows[is_adequate]), self._count(rows[is_incomplete])

    def _count(self, rows: Array) -> Array:
        return np.bincount(rows, minlength=self._size).astype(np.float64)

    @cached_property
    def _medicines(self) -> tuple[list[Array], Both]:
        return taken(self._columns, self._limits, self._classes)
