"""The patient's medicine list as the rules read it: what counts today, in which classes, and its diazepam equivalent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from screening.facts import Interval
from screening.medicines import DiazepamTotal, MedicineMatch, diazepam_total, is_current, match, with_purpose
from screening.values import MedicineEntry, Value

_match = lru_cache(maxsize=4096)(match)  # the same few hundred names are typed all day
UNRECOGNISED = "medication-unrecognised"
DOSE_MISSING = "med-dose-missing"


@dataclass(frozen=True, slots=True)
class MedicineList:
    """`taken` maps each class to the names typed that belong to it; medicines stopped before their wash-out are left out."""

    is_known: bool
    matches: tuple[MedicineMatch, ...]
    taken: Mapping[str, tuple[str, ...]]
    diazepam: DiazepamTotal | None

    @property
    def diazepam_equivalent(self) -> Interval:
        if not self.is_known:
            return (0, float("inf"))
        return (self.diazepam.low, self.diazepam.high) if self.diazepam else (0, 0)


UNKNOWN_LIST = MedicineList(False, (), {}, None)
EMPTY_LIST = MedicineList(True, (), {}, None)


def read_medicines(answer: Value | None, limits: Mapping[str, float], as_of: date) -> MedicineList:
    """The list that was given; None where it is unknown whether she takes anything."""
    if answer is None:
        return UNKNOWN_LIST
    entries = [entry for entry in answer if isinstance(entry, MedicineEntry)] if isinstance(answer, tuple) else []
    return _read(entries, limits, as_of) if entries else EMPTY_LIST


def _read(entries: Iterable[MedicineEntry], limits: Mapping[str, float], as_of: date) -> MedicineList:
    days, depot_days = limits["washout.days"], limits["washout.long_acting_days"]
    found = [(_recognised(entry), entry) for entry in entries]
    current = [(one, entry) for one, entry in found if is_current(one, entry.stopped_on, as_of, days=days, depot_days=depot_days)]
    taken: dict[str, tuple[str, ...]] = {}
    for one, entry in current:
        for name in one.classes if one.recognised else (*one.classes, UNRECOGNISED):
            taken[name] = (*taken.get(name, ()), entry.name)
    total = diazepam_total((one, entry.daily_mg) for one, entry in current)
    if total.dose_missing:
        taken[DOSE_MISSING] = total.dose_missing
    return MedicineList(True, tuple(one for one, _ in found), taken, total)


def _recognised(entry: MedicineEntry) -> MedicineMatch:
    found = _match(entry.name)
    return with_purpose(found, entry.purpose) if entry.purpose else found
