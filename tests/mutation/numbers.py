"""Mutants of the numbers that stand beside the rules: limits and their ranges, wash-outs, the strengths of benzodiazepines."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from types import SimpleNamespace
from unittest.mock import patch

from screening import medicine_list
from screening.checking import limits_of
from screening.derived import gather
from screening.facts import Facts
from screening.findings import Finding
from screening.limits import LIMITS, LimitSpec
from screening.medicines import EQUAL_TO_10_MG, WASHOUT_OF, diazepam_total, match
from screening.plan import conditions_of
from tests.mutation.criteria import EVERY
from tests.mutation.judges import Case, cases_of, clocks
from tests.screening.medicines.test_equivalents import CONVERTED
from tests.screening.patients import AS_OF
from tests.screening.test_limits import RANGES, range_of
from tests.screening.test_weights import clock_of

_ANSWERED_IN_STEPS = {"angina.window_months", "head_injury.window_months"}  # cards of whole months


@dataclass(frozen=True, eq=False)
class NumberMutant:
    """One number with a mistake in it, and who has to notice."""

    name: str
    group: str  # limits, ranges, medicines
    is_killed: Callable[[], bool]


def mutants() -> Iterator[NumberMutant]:
    """Of every limit, every wash-out and every strength."""
    for spec in LIMITS:
        for field in ("default", "low", "high"):
            for step in (-_step(spec), _step(spec)):
                value = round(getattr(spec, field) + step, 3)
                told = f"{spec.name}: {field} {getattr(spec, field):g} written as {value:g}"
                if field == "default" and _cases_reading(spec):
                    yield NumberMutant(told, "limits", partial(_is_seen, spec, value))
                else:
                    yield NumberMutant(told, "ranges", partial(_differs, replace(spec, **{field: value})))
    for medicine_class, limit in WASHOUT_OF.items():
        yield NumberMutant(f"{medicine_class}: {limit} left out", "medicines", partial(_is_missed, medicine_class))
    for ingredient, milligrams in EQUAL_TO_10_MG.items():
        for factor in (milligrams * 0.8, milligrams * 1.2):
            told = f"{ingredient}: {milligrams:g} mg written as {factor:g} mg"
            yield NumberMutant(told, "medicines", partial(_is_converted_otherwise, {**EQUAL_TO_10_MG, ingredient: factor}))
        without = {name: other for name, other in EQUAL_TO_10_MG.items() if name != ingredient}
        yield NumberMutant(f"{ingredient}: no factor", "medicines", partial(_is_converted_otherwise, without))


def _step(spec: LimitSpec) -> float:
    """The smallest that somebody would get wrong, and that an answer can tell."""
    return 1 if spec.whole or spec.name in _ANSWERED_IN_STEPS else 0.01 if spec.default < 0.5 else 0.1


@cache
def _cases_reading(spec: LimitSpec) -> tuple[Case, ...]:
    """The cases of the criteria that read a limit, of those in which it stands at its default."""
    found = [one for one in EVERY if spec in limits_of(conditions_of(one))]
    cases = (case for one in found for case in cases_of(one) if case.about == one.id)
    return tuple(case for case in cases if case.facts.limits[spec.name] == spec.default)


def _is_seen(spec: LimitSpec, value: float) -> bool:
    """Whether a case has another verdict when this is the default. What is measured with the limit is measured anew."""
    cases = _cases_reading(spec)
    return any(not case.passes_with(_facts(case, {**case.facts.limits, spec.name: value})) for case in cases) or _moves_a_clock(spec, value)


def _moves_a_clock(spec: LimitSpec, value: float) -> bool:
    return any(
        clock_of(_under(finding, {**finding.explainer.facts.limits, spec.name: value})) != expected
        for criterion in EVERY
        if spec in limits_of([clock.when for clock in criterion.clocks])
        for finding, expected in clocks(criterion.id)
    )


def _under(finding: Finding, limits: Mapping[str, float]) -> Finding:
    told = SimpleNamespace(facts=replace(finding.explainer.facts, limits=limits))
    return Finding(finding.criterion, finding.severity, finding.citations, told)  # type: ignore[arg-type]  # a clock reads the facts alone


def _facts(case: Case, limits: Mapping[str, float]) -> Facts:
    heard = case.facts.mentioned
    return gather(case.answers, limits, AS_OF, mentioned=lambda _: heard, quantities=tuple(case.facts.quantities)).facts


def _differs(spec: LimitSpec) -> bool:
    return range_of(spec) != RANGES[spec.name]


def _is_missed(medicine_class: str) -> bool:
    """Whether a case notices that this class has the usual wash-out, and no longer one of its own."""
    (criterion,) = (one for one in EVERY if one.id == medicine_class)
    others = {name: limit for name, limit in WASHOUT_OF.items() if name != medicine_class}
    with patch.object(medicine_list, "WASHOUT_OF", others):
        return any(not case.passes_with(_facts(case, case.facts.limits)) for case in cases_of(criterion) if case.about == medicine_class)


def _is_converted_otherwise(factors: dict[str, float]) -> bool:
    totals = [(diazepam_total([(match(name), milligrams)], factors), expected) for name, milligrams, expected in CONVERTED]
    return any(not math.isclose(total.low, expected) or not math.isclose(total.high, expected) for total, expected in totals)
