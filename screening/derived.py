"""Quantities worked out from answers, as intervals, and the facts of one person, gathered once for one assessment."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from screening.errors import EvaluationFailed
from screening.facts import OPEN, Facts, Interval
from screening.instruments import AUDIT_C, GAD7, PHQ9, Instrument
from screening.medicine_list import MedicineList, read_medicines
from screening.scoring import add_points
from screening.values import Trial, Value

if TYPE_CHECKING:
    from screening.answers import Answers

Limits = Mapping[str, float]
_NUMBER = (int, float)  # a tuple that is there already: a union would be made anew for every person
Said = Value | None  # None, or NaN for a number, where it is unknown


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that conditions may name like an item.

    `reads` are the questions that settle it: `measure` is called with the medicine list, the limits, the day, and the
    answer to each of them. `columnar.py` has the same measures for many people at once.
    """

    title: str
    unit: str
    reads: tuple[str, ...]
    measure: Callable[..., Interval]
    scale: Instrument | None = None  # it adds up the points of this scale


def age_years(medicines: MedicineList, limits: Limits, as_of: date, born: Said) -> Interval:
    """Whole years completed on that day. Someone born on 29 February completes a year on 1 March of a common year."""
    if not isinstance(born, date):
        return OPEN
    month, born_in = as_of.month, born.month
    years = as_of.year - born.year - (month < born_in or (month == born_in and as_of.day < born.day))
    return (years, years)


def bmi(medicines: MedicineList, limits: Limits, as_of: date, height: Said, weight: Said) -> Interval:
    """Kilograms by square metres, unrounded."""
    if not isinstance(height, _NUMBER) or not isinstance(weight, _NUMBER) or not height > 0 or weight != weight:
        return OPEN
    metres = height / 100
    ratio = weight / (metres * metres)
    return (ratio, ratio)


def bp_age_days(medicines: MedicineList, limits: Limits, as_of: date, taken_on: Said) -> Interval:
    """Days since the blood pressure was taken."""
    if not isinstance(taken_on, date):
        return OPEN
    days = as_of.toordinal() - taken_on.toordinal()
    return (days, days)


def adequate_trials(medicines: MedicineList, limits: Limits, as_of: date, trials: Said) -> Interval:
    """Trials that are proven adequate: enough of it for long enough, without enough help."""
    if trials is None:
        return (0, math.inf)
    least = limits["trd.min_weeks"]
    found = 0
    for _, dose, weeks, result in _trials(trials):
        if weeks is not None and weeks >= least and is_effective_course(dose, result):
            found += 1
    return (found, found)


def incomplete_trials(medicines: MedicineList, limits: Limits, as_of: date, trials: Said) -> Interval:
    """Trials that cannot be judged."""
    if trials is None:
        return (0, math.inf)
    found = 0
    for _, dose, weeks, result in _trials(trials):
        if dose is None or weeks is None or result is None:
            found += 1
    return (found, found)


def is_effective_course(dose: str | None, result: str | None) -> bool:
    """Enough of it, and not enough help. Stopping for side effects is intolerance, not failure."""
    return dose == "usual-or-higher" and (result == "none" or result == "some")


def _trials(answer: Said) -> tuple[Trial, ...]:
    return answer if isinstance(answer, tuple) else ()  # type: ignore[return-value]  # the only tuples in a TRIALS item


def diazepam_equivalent(medicines: MedicineList, limits: Limits, as_of: date, answer: Said) -> Interval:
    """The benzodiazepines of the list, as one daily dose."""
    return medicines.diazepam_equivalent


def _points(scale: Instrument, title: str) -> Quantity:
    def measure(medicines: MedicineList, limits: Limits, as_of: date, *said: Said) -> Interval:
        return add_points(scale, said)[:2]

    return Quantity(title, "points", scale.scored, measure, scale)


QUANTITIES: Mapping[str, Quantity] = {
    "age-years": Quantity("Age", "years", ("birth-date",), age_years),
    "bmi": Quantity("BMI", "kg/m²", ("height-cm", "weight-kg"), bmi),
    "bp-age-days": Quantity("Age of the blood pressure reading", "days", ("bp-taken-on",), bp_age_days),
    "phq9-score": _points(PHQ9, "PHQ-9 score"),
    "gad7-score": _points(GAD7, "GAD-7 score"),
    "audit-c-score": _points(AUDIT_C, "AUDIT-C score"),
    "adequate-trials": Quantity("Proven adequate antidepressant trials", "", ("antidepressant-trials",), adequate_trials),
    "incomplete-trials": Quantity("Antidepressant trials that cannot be judged", "", ("antidepressant-trials",), incomplete_trials),
    "diazepam-equivalent": Quantity("Benzodiazepine dose a day, as diazepam", "mg", ("medicines",), diazepam_equivalent),
}


class Gathered(NamedTuple):
    """What one assessment reads."""

    facts: Facts
    medicines: MedicineList


def answers_to(names: Iterable[str]) -> tuple[str, ...]:
    """The link ids behind names that conditions read: those of items, and those from which a quantity is worked out."""
    return tuple(dict.fromkeys(link_id for name in names for link_id in (QUANTITIES[name].reads if name in QUANTITIES else (name,))))


def gather(
    answers: "Answers",
    limits: Limits,
    as_of: date,
    *,
    mentioned: "Callable[[Answers], frozenset[str]]",
    quantities: Iterable[str] = tuple(QUANTITIES),
    pending: frozenset[str] = frozenset(),
) -> Gathered:
    """The facts of one person on one day. `quantities` are those that somebody is going to ask for.

    Raises EvaluationFailed: what cannot be worked out was not assessed.
    """
    reading: tuple[str, ...] = ()
    try:
        known = answers.known
        reading = ("medicines",)
        medicines = read_medicines(known.get("medicines"), limits, as_of)
        measured: dict[str, Interval] = {}
        for name in quantities:
            reading = QUANTITIES[name].reads
            measured[name] = _measured(QUANTITIES[name], known, medicines, limits, as_of)
        reading = ()
        heard = mentioned(answers)
    except Exception as error:  # whatever it was: a case that cannot be worked out is one for a person
        raise EvaluationFailed("What the criteria read could not be worked out from the answers.", answers=reading) from error
    facts = Facts(
        known,
        answers.ever,
        answers.questionnaire.by_link_id,
        answers.unsure,
        heard,
        medicines.taken,
        medicines.is_known,
        measured,
        {"diazepam-equivalent": medicines.diazepam.lines},
        limits,
        pending,
        answers.states,
    )
    return Gathered(facts, medicines)


def _measured(quantity: Quantity, known: Mapping[str, Value], medicines: MedicineList, limits: Limits, as_of: date) -> Interval:
    return quantity.measure(medicines, limits, as_of, *map(known.get, quantity.reads))
