"""Daily benzodiazepine doses as diazepam, with the calculation shown: published tables differ, so a clinician checks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from screening.medicines.dose import DailyDose, daily_dose
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
    """Add up the entries of a medicine list: what was recognised, and its mg in any 24 hours.

    Where no number was given it is looked for in what was typed. A reading that is not certain counts as a floor, and
    the dose is still missing.
    """
    low = high = 0.0
    lines: list[str] = []
    missing: list[str] = []
    for found, daily_mg in entries:
        if not benzodiazepines_in(found):
            continue
        dose = DailyDose(daily_mg, True, "") if daily_mg is not None else daily_dose(found.typed)
        taken = _only_benzodiazepine(found)
        if taken is None or dose is None or not dose.certain or _may_be_more(found):
            missing.append(found.typed)
            high = inf
        if taken is None or dose is None:  # one dose beside two names belongs to nobody knows which
            continue
        factor = factors.get(taken)
        if factor is None:
            lines.append(f"{taken} {dose.mg:g} mg a day: no factor, so not in the total")
            high = inf
            continue
        equivalent = dose.mg * 10 / factor
        low, high = low + equivalent, high + equivalent
        lines.append(calculation_line(taken, dose, factor, equivalent))
    return DiazepamTotal(low, high, tuple(lines), tuple(missing))


def benzodiazepines_in(found: MedicineMatch) -> tuple[str, ...]:
    """The benzodiazepines among the ingredients of an entry, guessed ones last."""
    return tuple(name for name in (*found.ingredients, *found.guessed) if _is_benzodiazepine(name))


def calculation_line(ingredient: str, dose: DailyDose, factor: float, equivalent: float) -> str:
    """ "clonazepam 1 mg a day × 10 ÷ 0.5 = 20 mg diazepam (other tables: half as much)"."""
    note = " (other tables: half as much)" if ingredient in HALF_AS_STRONG_ELSEWHERE else ""
    source = f' (read from "{dose.text}")' if dose.text else ""
    least = "" if dose.certain else "at least "
    return f"{ingredient} {least}{dose.mg:g} mg a day{source} × 10 ÷ {factor:g} = {equivalent:g} mg diazepam{note}"


def _only_benzodiazepine(found: MedicineMatch) -> str | None:
    """The one medicine that a dose beside the text belongs to. A guess beside a listed name takes nothing from it."""
    names = found.ingredients or found.guessed
    return names[0] if len(names) == 1 and _is_benzodiazepine(names[0]) else None


def _may_be_more(found: MedicineMatch) -> bool:
    return bool(found.ingredients) and any(map(_is_benzodiazepine, found.guessed))


def _is_benzodiazepine(ingredient: str) -> bool:
    return "med-benzodiazepine" in BY_INGREDIENT[ingredient].classes
