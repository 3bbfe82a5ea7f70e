"""The quantities of `derived.py` and the medicine lists, for many people at once. Each equals its measure for one person."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np

from screening.columnar.columns import Array, Columns
from screening.columnar.spelling import CODE_NOTHING, CODE_UNKNOWN, FLAG_UNKNOWN, WORD_BITS, values_of
from screening.derived import QUANTITIES, is_effective_course
from screening.instruments import Instrument
from screening.items import Questionnaire
from screening.medicine_list import DOSE_MISSING, Recognised, recognise
from screening.medicines import EQUAL_TO_10_MG
from screening.medicines.equivalents import benzodiazepines_in
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
    low, high = np.zeros(len(block)), np.zeros(len(block))
    for link_id, (least, most) in zip(scale.scored, POINTS[scale.id], strict=True):
        codes, item = block.column(link_id), block.questionnaire.by_link_id.get(link_id)
        if codes is None or item is None:
            if link_id not in block.questionnaire.left_out:
                low, high = low + least, high + most
            continue
        table = np.zeros((2, 256))
        table[:, : len(values_of(item))] = values_of(item)
        table[:, CODE_UNKNOWN] = least, most
        table[:, CODE_NOTHING] = 0
        low, high = low + table[0][codes], high + table[1][codes]
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
        """The classes as bits, and the diazepam equivalents, added up in the order of each list."""
        columns, limits, classes = self._columns, self._limits, self._classes
        words = [np.zeros(self._size, np.uint64) for _ in range(-(-len(classes) // WORD_BITS))]
        none = np.zeros(self._size), np.zeros(self._size)
        arrays = columns.arrays
        if "medicines: how many" not in arrays or not len(arrays["medicines: name"]):
            return words, none
        found = [recognise(name, purpose) for name, purpose in columns.names]
        rows, names = np.repeat(np.arange(self._size), arrays["medicines: how many"]), arrays["medicines: name"]
        wash_out = np.array([_wash_out(one.found.depot, limits) for one in found])[names]
        stopped = arrays["medicines: stopped"]
        current = (stopped == 0) | (columns.days[rows] - stopped <= wash_out)
        benzodiazepines = np.nonzero(np.array([one.is_benzodiazepine for one in found])[names] & current)[0]
        total, missing = none, np.zeros(0, np.int64)
        if len(benzodiazepines):
            factors = [_equivalent(one) for one in found]
            total, missing = self._diazepam(factors, rows, names, arrays["medicines: daily mg"], benzodiazepines)
        for place, word in enumerate(words):
            here = classes[place * WORD_BITS : (place + 1) * WORD_BITS]
            bits = [sum(1 << bit for bit, name in enumerate(here) if name in one.classes) for one in found]
            _join_bits(word, np.array(bits, np.uint64)[names] * current, arrays["medicines: how many"])
            if DOSE_MISSING in here:
                word[missing] |= np.uint64(1 << here.index(DOSE_MISSING))
        return words, total

    def _diazepam(
        self, factors: Sequence[tuple[float, bool, bool]], rows: Array, names: Array, daily_mg: Array, places: Array
    ) -> tuple[Both, Array]:
        """Totals, and the people of whose benzodiazepines one has no dose that can be used."""
        mine, name, dose = rows[places], names[places], daily_mg[places]
        factor, ambiguous, open_ = (np.array(column)[name] for column in zip(*factors, strict=True))
        is_missing = np.isnan(dose) | ambiguous
        counts = ~is_missing & ~open_
        with np.errstate(all="ignore"):
            equivalent = np.where(counts, dose * 10 / factor, 0.0)
        low = np.bincount(mine, equivalent, self._size)  # one after the other, as for one person
        high = low.copy()
        high[mine[~counts]] = np.inf
        return (low, high), mine[is_missing]


def _join_bits(word: Array, bits: Array, how_many: Array) -> None:
    """The bits of each list, joined. Lists stand side by side; empty ones have no place of their own."""
    lengths = how_many[how_many > 0].astype(np.int64)
    word[how_many > 0] = np.bitwise_or.reduceat(bits, np.cumsum(lengths) - lengths)


def _equivalent(one: Recognised) -> tuple[float, bool, bool]:
    """mg that equal 10 mg of diazepam, whether nobody knows whose dose it is, and whether there is no such number."""
    if not one.is_benzodiazepine:
        return 1.0, False, False
    factor = EQUAL_TO_10_MG.get(benzodiazepines_in(one.found)[0])
    return factor or 1.0, len(one.found.ingredients) > 1, factor is None


def _wash_out(depot: bool, limits: Limits) -> float:
    days, depot_days = limits["washout.days"], limits["washout.long_acting_days"]
    return max(days, depot_days) if depot else days
