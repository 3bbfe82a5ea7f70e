"""Quantities worked out from answers, as intervals, and the facts of one person, gathered once for one assessment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from screening.answers import Answers
from screening.errors import EvaluationFailed
from screening.facts import OPEN, Facts, Interval
from screening.instruments import AUDIT_C, GAD7, PHQ9, Instrument
from screening.medicine_list import MedicineList, read_medicines
from screening.scoring import points_of
from screening.values import Trial, Value


class Source(NamedTuple):
    """What quantities are worked out from."""

    known: Mapping[str, Value]
    medicines: MedicineList
    limits: Mapping[str, float]
    as_of: date


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that conditions may name like an item. `reads` are the questions that settle it."""

    title: str
    unit: str
    reads: tuple[str, ...]
    measure: Callable[[Source], Interval]


def age_years(source: Source) -> Interval:
    """Whole years completed on that day. Someone born on 29 February completes a year on 1 March of a common year."""
    born, today = source.known.get("birth-date"), source.as_of
    if not isinstance(born, date):
        return OPEN
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return (years, years)


def bmi(source: Source) -> Interval:
    """Kilograms by square metres, unrounded."""
    height, weight = source.known.get("height-cm"), source.known.get("weight-kg")
    if not isinstance(height, int | float) or not isinstance(weight, int | float) or height <= 0:
        return OPEN
    ratio = weight / (height / 100) ** 2
    return (ratio, ratio)


def bp_age_days(source: Source) -> Interval:
    """Days since the blood pressure was taken."""
    taken_on = source.known.get("bp-taken-on")
    if not isinstance(taken_on, date):
        return OPEN
    days = (source.as_of - taken_on).days
    return (days, days)


def adequate_trials(source: Source) -> Interval:
    """Trials that are proven adequate: enough of it for long enough, without enough help."""
    least = source.limits["trd.min_weeks"]
    return _count(source, lambda trial: _is_adequate(trial, least))


def incomplete_trials(source: Source) -> Interval:
    """Trials that cannot be judged."""
    return _count(source, lambda trial: trial.dose is None or trial.weeks is None or trial.result is None)


def _count(source: Source, counts: Callable[[Trial], bool]) -> Interval:
    answer = source.known.get("antidepressant-trials")
    if answer is None:
        return (0, OPEN[1])
    found = sum([counts(trial) for trial in answer if isinstance(trial, Trial)]) if isinstance(answer, tuple) else 0
    return (found, found)


def _is_adequate(trial: Trial, least: float) -> bool:
    """Stopping for side effects is intolerance, not failure."""
    long_enough = trial.weeks is not None and trial.weeks >= least
    return trial.dose == "usual-or-higher" and long_enough and trial.result in ("none", "some")


def _points(scale: Instrument, title: str) -> Quantity:
    def measure(source: Source) -> Interval:
        return points_of(scale, source.known)[:2]

    return Quantity(title, "points", scale.scored, measure)


QUANTITIES: Mapping[str, Quantity] = {
    "age-years": Quantity("Age", "years", ("birth-date",), age_years),
    "bmi": Quantity("BMI", "kg/m²", ("height-cm", "weight-kg"), bmi),
    "bp-age-days": Quantity("Age of the blood pressure reading", "days", ("bp-taken-on",), bp_age_days),
    "phq9-score": _points(PHQ9, "PHQ-9 score"),
    "gad7-score": _points(GAD7, "GAD-7 score"),
    "audit-c-score": _points(AUDIT_C, "AUDIT-C score"),
    "adequate-trials": Quantity("Proven adequate antidepressant trials", "", ("antidepressant-trials",), adequate_trials),
    "incomplete-trials": Quantity("Antidepressant trials that cannot be judged", "", ("antidepressant-trials",), incomplete_trials),
    "diazepam-equivalent": Quantity(
        "Benzodiazepine dose a day, as diazepam", "mg", ("medicines",), lambda source: source.medicines.diazepam_equivalent
    ),
}


class Gathered(NamedTuple):
    """What one assessment reads."""

    facts: Facts
    medicines: MedicineList


def gather(
    answers: Answers,
    limits: Mapping[str, float],
    as_of: date,
    *,
    mentioned: Callable[[Answers], frozenset[str]],
    quantities: Iterable[str] = tuple(QUANTITIES),
    pending: frozenset[str] = frozenset(),
) -> Gathered:
    """The facts of one person on one day. `quantities` are those that somebody is going to ask for.

    Raises EvaluationFailed: what cannot be worked out was not assessed.
    """
    known = answers.known
    try:
        medicines = read_medicines(known.get("medicines"), limits, as_of)
        source = Source(known, medicines, limits, as_of)
        measured = {name: QUANTITIES[name].measure(source) for name in quantities}
        heard = mentioned(answers)
    except Exception as error:
        raise EvaluationFailed("What the criteria read could not be worked out from the answers.") from error
    facts = Facts(
        known,
        answers.ever,
        answers.questionnaire.by_link_id,
        answers.unsure,
        heard,
        medicines.taken,
        medicines.is_known,
        measured,
        {"diazepam-equivalent": medicines.diazepam.lines} if medicines.diazepam else {},
        limits,
        pending,
        answers.states,
    )
    return Gathered(facts, medicines)
