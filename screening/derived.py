"""Quantities worked out from answers, as intervals, and everything that one assessment reads, gathered once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from screening.answers import Answers
from screening.facts import NOTHING, OPEN, Facts, Interval
from screening.medicine_list import MedicineList, read_medicines
from screening.scoring import Score, interval_of, score, scored_scales
from screening.values import Trial, Value

Known = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that conditions may name like an item. `reads` are the questions that settle it."""

    title: str
    unit: str
    reads: tuple[str, ...]


_PHQ9 = tuple(f"phq9-{number}" for number in range(1, 10))
_GAD7 = tuple(f"gad7-{number}" for number in range(1, 8))
QUANTITIES: Mapping[str, Quantity] = {
    "age-years": Quantity("Age", "years", ("birth-date",)),
    "bmi": Quantity("BMI", "kg/m²", ("height-cm", "weight-kg")),
    "bp-age-days": Quantity("Age of the blood pressure reading", "days", ("bp-taken-on",)),
    "phq9-score": Quantity("PHQ-9 score", "points", _PHQ9),
    "gad7-score": Quantity("GAD-7 score", "points", _GAD7),
    "audit-c-score": Quantity("AUDIT-C score", "points", ("audit-c-1", "audit-c-2", "audit-c-3")),
    "adequate-trials": Quantity("Proven adequate antidepressant trials", "", ("antidepressant-trials",)),
    "incomplete-trials": Quantity("Antidepressant trials without dose, weeks or result", "", ("antidepressant-trials",)),
    "diazepam-equivalent": Quantity("Benzodiazepines a day, as diazepam", "mg", ("medicines",)),
}
_SCORE_OF = {"phq-9": "phq9-score", "gad-7": "gad7-score", "audit-c": "audit-c-score"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one assessment reads."""

    facts: Facts
    scores: tuple[Score, ...]
    medicines: MedicineList


def gather(
    answers: Answers,
    limits: Mapping[str, float],
    as_of: date,
    *,
    mentioned: Callable[[Answers], frozenset[str]],
    pending: frozenset[str] = frozenset(),
) -> Gathered:
    """The facts of one patient on one day."""
    known, asked = answers.known, answers.questionnaire.by_link_id
    medicines = read_medicines(known.get("medicines"), limits, as_of)
    scores = {_SCORE_OF[scale.id]: score(scale, known) for scale in scored_scales(asked)}
    adequate, incomplete = _trials(known.get("antidepressant-trials"), limits)
    quantities: dict[str, Interval] = {
        "age-years": age_years(known.get("birth-date"), as_of),
        "bmi": _bmi(known),
        "bp-age-days": _days_since(known.get("bp-taken-on"), as_of),
        "phq9-score": interval_of(scores.get("phq9-score")),
        "gad7-score": interval_of(scores.get("gad7-score")),
        "audit-c-score": interval_of(scores.get("audit-c-score")),
        "adequate-trials": adequate,
        "incomplete-trials": incomplete,
        "diazepam-equivalent": medicines.diazepam_equivalent,
    }
    facts = Facts(
        known,
        answers.ever,
        asked,
        answers.unsure,
        mentioned(answers),
        medicines.taken,
        medicines.is_known,
        quantities,
        limits,
        pending,
    )
    return Gathered(facts, tuple(found for found in scores.values() if found is not None), medicines)


def age_years(birth_date: Value | None, as_of: date) -> Interval:
    """Whole years completed on that day. Someone born on 29 February completes a year on 1 March of a common year."""
    if not isinstance(birth_date, date):
        return OPEN
    years = as_of.year - birth_date.year - ((as_of.month, as_of.day) < (birth_date.month, birth_date.day))
    return (years, years)


def _bmi(known: Known) -> Interval:
    height, weight = known.get("height-cm"), known.get("weight-kg")
    if not isinstance(height, int | float) or not isinstance(weight, int | float) or height <= 0:
        return OPEN
    bmi = weight / (height / 100) ** 2
    return (bmi, bmi)


def _days_since(day: Value | None, as_of: date) -> Interval:
    if not isinstance(day, date):
        return OPEN
    days = (as_of - day).days
    return (days, days)


def _trials(answer: Value | None, limits: Mapping[str, float]) -> tuple[Interval, Interval]:
    """How many trials are proven adequate, and how many lack dose, weeks or result; both open without a list."""
    if answer is None or answer is NOTHING:
        return ((0, OPEN[1]), (0, OPEN[1])) if answer is None else ((0, 0), (0, 0))
    trials = [trial for trial in answer if isinstance(trial, Trial)] if isinstance(answer, tuple) else []
    adequate = sum(_is_adequate(trial, limits["trd.min_weeks"]) for trial in trials)
    incomplete = sum(trial.dose is None or trial.weeks is None or trial.result is None for trial in trials)
    return (adequate, adequate), (incomplete, incomplete)


def _is_adequate(trial: Trial, min_weeks: float) -> bool:
    """Enough of it for long enough, without enough help. Stopping for side effects is intolerance, not failure."""
    long_enough = trial.weeks is not None and trial.weeks >= min_weeks
    return trial.dose == "usual-or-higher" and long_enough and trial.result in ("none", "some")
