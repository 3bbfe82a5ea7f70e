"""The patient's medicine list as the rules read it: what counts today, in which classes, and its diazepam equivalent."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from screening.facts import Interval
from screening.medicines import LONG_ACTING, USUAL, WASHOUT_OF, DiazepamTotal, MedicineMatch, diazepam_total, match, with_purpose
from screening.medicines.equivalents import benzodiazepines_in
from screening.values import MedicineEntry, Value

UNRECOGNISED = "medication-unrecognised"
BENZODIAZEPINE = "med-benzodiazepine"
DOSE_MISSING = "med-dose-missing"
NO_DIAZEPAM = DiazepamTotal(0, 0, (), ())


class Recognised(NamedTuple):
    """What one entry was recognised as, its classes as the criteria read them, and whether its dose is added up."""

    found: MedicineMatch
    classes: tuple[str, ...]
    is_benzodiazepine: bool


class MedicineList(NamedTuple):
    """`taken` maps each class to the names typed that belong to it; medicines stopped before their wash-out are left out."""

    is_known: bool
    matches: tuple[MedicineMatch, ...]
    taken: Mapping[str, tuple[str, ...]]
    diazepam: DiazepamTotal

    @property
    def diazepam_equivalent(self) -> Interval:
        return (self.diazepam.low, self.diazepam.high) if self.is_known else (0, float("inf"))


UNKNOWN_LIST = MedicineList(False, (), {}, NO_DIAZEPAM)
EMPTY_LIST = MedicineList(True, (), {}, NO_DIAZEPAM)


@lru_cache(maxsize=4096)  # the same few hundred names are typed all day
def recognise(name: str, purpose: str = "") -> Recognised:
    """What was typed, looked up in the table."""
    found = match(name)
    if purpose:
        found = with_purpose(found, purpose)
    classes = found.classes if found.recognised else (*found.classes, UNRECOGNISED)
    return Recognised(found, classes, bool(benzodiazepines_in(found)))


@lru_cache(maxsize=4096)
def _equivalent(name: str, purpose: str, daily_mg: float | None) -> DiazepamTotal:
    """What one entry adds to the total."""
    return diazepam_total([(recognise(name, purpose).found, daily_mg)])


def _added(totals: Sequence[DiazepamTotal]) -> DiazepamTotal:
    """The total of a list, added up in its order."""
    if len(totals) <= 1:
        return totals[0] if totals else NO_DIAZEPAM
    low, high = sum([one.low for one in totals]), sum([one.high for one in totals])
    lines, missing = (
        tuple(itertools.chain.from_iterable(parts)) for parts in zip(*((one.lines, one.dose_missing) for one in totals), strict=True)
    )
    return DiazepamTotal(low, high, lines, missing)


def read_medicines(answer: Value | None, limits: Mapping[str, float], as_of: date) -> MedicineList:
    """The list that was given; None where it is unknown whether she takes anything."""
    if answer is None:
        return UNKNOWN_LIST
    return _read(answer, limits, as_of) if isinstance(answer, tuple) and answer else EMPTY_LIST  # type: ignore[arg-type]  # the only tuples


def _read(entries: Iterable[MedicineEntry], limits: Mapping[str, float], as_of: date) -> MedicineList:
    matches: list[MedicineMatch] = []
    taken: dict[str, tuple[str, ...]] = {}
    totals: list[DiazepamTotal] = []
    for name, daily_mg, _, stopped_on, purpose in entries:
        found, classes, is_benzodiazepine = recognise(name, purpose)
        matches.append(found)
        if stopped_on is not None:
            classes = tuple(one for one in classes if is_within_washout(found, one, stopped_on, limits, as_of))
            is_benzodiazepine = is_benzodiazepine and BENZODIAZEPINE in classes
        for one in classes:
            taken[one] = (*taken[one], name) if one in taken else (name,)
        if is_benzodiazepine:
            totals.append(_equivalent(name, purpose, daily_mg))
    total = _added(totals)
    if total.dose_missing:
        taken[DOSE_MISSING] = total.dose_missing
    return MedicineList(True, tuple(matches), taken, total)


def washout_limits(medicine_class: str) -> tuple[str, ...]:
    """The limits that may say how long a medicine of this class counts after it was stopped, the long-acting one last."""
    return (LONG_ACTING,) if medicine_class == UNRECOGNISED else (WASHOUT_OF.get(medicine_class, USUAL), LONG_ACTING)


def washout_limit(found: MedicineMatch, medicine_class: str, limits: Mapping[str, float]) -> str:
    """The one that does: of a long-acting form the longer. Of an unrecognised name nobody knows that it is short-acting."""
    names = washout_limits(medicine_class)
    return max(names, key=limits.__getitem__) if found.depot else names[0]


def is_within_washout(found: MedicineMatch, medicine_class: str, stopped_on: date, limits: Mapping[str, float], as_of: date) -> bool:
    """Up to and including the last day of the wash-out."""
    return (as_of - stopped_on).days <= limits[washout_limit(found, medicine_class, limits)]
