"""Daily benzodiazepine doses as diazepam, with the calculation shown: published tables differ, so a clinician checks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from screening.medicines.matching import MedicineMatch
from screening.medicines.table import BY_INGREDIENT

# mg of each that equal 10 mg diazepam (Ashton-type table, general knowledge). Midazolam has no entry: its total is open.
EQUAL_TO_10_MG: Mapping[str, float] = {
    "alprazolam": 0.5,
    "chlordiazepoxide": 25,
    "clobazam": 20,
    "clonazepam": 0.5,
    "clorazepate": 15,
    "diazepam": 10,
    "estazolam": 1.5,
    "flurazepam": 22.5,
    "lorazepam": 1,
    "oxazepam": 20,
    "quazepam": 20,
    "temazepam": 20,
    "triazolam": 0.5,
}
HALF_AS_STRONG_ELSEWHERE = ("alprazolam", "clonazepam")


@dataclass(frozen=True, slots=True)
class DiazepamTotal:
    """The total as an interval in mg a day: [low, inf] while a dose or a factor is missing, [0, 0] without any."""

    low: float
    high: float
    lines: tuple[str, ...]
    dose_missing: tuple[str, ...]  # what was typed, for each benzodiazepine without a dose that can be used


def diazepam_total(entries: Iterable[tuple[MedicineMatch, float | None]], factors: Mapping[str, float] = EQUAL_TO_10_MG) -> DiazepamTotal:
    """Add up the entries of a medicine list: what was recognised, and its mg in any 24 hours."""
    low = high = 0.0
    lines: list[str] = []
    missing: list[str] = []
    for found, daily_mg in entries:
        benzodiazepines = benzodiazepines_in(found)
        if not benzodiazepines:
            continue
        if daily_mg is None or len(found.ingredients) > 1:  # one dose beside two names belongs to nobody knows which
            missing.append(found.typed)
            high = inf
            continue
        factor = factors.get(benzodiazepines[0])
        if factor is None:
            lines.append(f"{benzodiazepines[0]} {daily_mg:g} mg a day: no factor, so not in the total")
            high = inf
            continue
        equivalent = daily_mg * 10 / factor
        low, high = low + equivalent, high + equivalent
        lines.append(calculation_line(benzodiazepines[0], daily_mg, factor, equivalent))
    return DiazepamTotal(low, high, tuple(lines), tuple(missing))


def benzodiazepines_in(found: MedicineMatch) -> tuple[str, ...]:
    """The benzodiazepines among the ingredients of an entry."""
    return tuple(name for name in found.ingredients if "med-benzodiazepine" in BY_INGREDIENT[name].classes)


def calculation_line(ingredient: str, daily_mg: float, factor: float, equivalent: float) -> str:
    """ "clonazepam 1 mg a day × 10 ÷ 0.5 = 20 mg diazepam (other tables: half as much)"."""
    note = " (other tables: half as much)" if ingredient in HALF_AS_STRONG_ELSEWHERE else ""
    return f"{ingredient} {daily_mg:g} mg a day × 10 ÷ {factor:g} = {equivalent:g} mg diazepam{note}"
