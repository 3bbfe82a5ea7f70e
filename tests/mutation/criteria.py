"""Mutants of the rule set: each criterion with one mistake in its condition, its weight, its clock or its tier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from screening.criteria import CRITERIA, DAY_OF_TREATMENT, SCALE_CRITERIA
from screening.criterion import Clock, Criterion, HelpFor, Severity, Tier
from screening.items import Phase
from screening.rule_sets import bank
from tests.mutation.conditions import mutants as condition_mutants
from tests.mutation.judges import cases_of, weighs_as_written

EVERY: tuple[Criterion, ...] = (*CRITERIA, *SCALE_CRITERIA, *DAY_OF_TREATMENT)


@dataclass(frozen=True, eq=False)
class Mutant:
    """A criterion with one mistake. `name` says which, and stays the same while the rule does."""

    name: str
    group: str  # rules, weights, clocks
    criterion: Criterion

    def is_killed(self) -> bool:
        """Whether a case of its own data, a whole patient or the written weights notice it."""
        if self.group != "rules" and not weighs_as_written(self.criterion):
            return True
        if self.group == "clocks":
            return False
        return not all(case.passes(self.criterion) for case in cases_of(self.criterion))


def mutants() -> Iterator[Mutant]:
    """Of every criterion of the intake, of the added scales and of the day of treatment."""
    for criterion in EVERY:
        for what, when in condition_mutants(criterion.when, bank()):
            yield Mutant(f"{criterion.id}: {what}", "rules", replace(criterion, when=when))
        for what, changed in _weights(criterion):
            yield Mutant(f"{criterion.id}: {what}", "weights", changed)
        for what, changed in _moving(criterion):
            yield Mutant(f"{criterion.id}: {what}", "clocks", changed)


def _weights(criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
    for severity in _beside(criterion.severity):
        yield f"severity {_name(criterion.severity)} written as {_name(severity)}", replace(criterion, severity=severity)
    for priority in _beside(criterion.priority):
        yield f"priority {_name(criterion.priority)} written as {_name(priority)}", replace(criterion, priority=priority)
    for within in _beside(criterion.respond_within):
        yield f"clock {criterion.respond_within} written as {within}", replace(criterion, respond_within=within)
    yield f"temporary written as {not criterion.temporary}", replace(criterion, temporary=not criterion.temporary)
    phase = Phase.SCHEDULING if criterion.phase is Phase.INTAKE else Phase.INTAKE
    yield f"phase written as {phase.value}", replace(criterion, phase=phase)
    choice = None if criterion.configurable_to else Severity.CONTRAINDICATION
    yield f"choice of a clinic {'taken away' if choice is None else 'given'}", replace(criterion, configurable_to=choice)
    if criterion.help_page:
        yield "help page left out", replace(criterion, help_page=None)
        for page in _beside(criterion.help_page):
            yield f"help page written as {page}", replace(criterion, help_page=page)
    if criterion.tier:
        family, rank = criterion.tier.family, criterion.tier.rank
        yield "tier left out", replace(criterion, tier=None)
        for step in (-1, 1):
            yield f"tier {rank} written as {rank + step}", replace(criterion, tier=Tier(family, rank + step))


def _moving(criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
    """Mistakes in the clocks and the help pages that hang on an answer."""
    for place, clock in enumerate(criterion.clocks):
        told = f"clock {place + 1}"
        yield f"{told} left out", replace(criterion, clocks=_but(criterion.clocks, place))
        for what, when in condition_mutants(clock.when, bank()):
            yield f"{told} {what}", replace(criterion, clocks=_but(criterion.clocks, place, replace(clock, when=when)))
        for within in _beside(clock.respond_within):
            changed: Clock = replace(clock, respond_within=within)
            yield f"{told} written as {within}", replace(criterion, clocks=_but(criterion.clocks, place, changed))
        for priority in _beside(clock.priority):
            changed = replace(clock, priority=priority)
            yield f"{told} with priority {_name(priority)}", replace(criterion, clocks=_but(criterion.clocks, place, changed))
    for place, other in enumerate(criterion.helps):
        told = f"help page {place + 1}"
        yield f"{told} left out", replace(criterion, helps=_but(criterion.helps, place))
        for what, when in condition_mutants(other.when, bank()):
            yield f"{told} {what}", replace(criterion, helps=_but(criterion.helps, place, replace(other, when=when)))
        for page in _beside(other.help_page):
            moved: HelpFor = replace(other, help_page=page)
            yield f"{told} written as {page}", replace(criterion, helps=_but(criterion.helps, place, moved))


def _but(those: Sequence[Any], place: int, *instead: Any) -> tuple[Any, ...]:
    return (*those[:place], *instead, *those[place + 1 :])


def _beside(value: Any) -> Iterator[Any]:
    """The values of its kind on either side."""
    values = list(type(value))
    place = values.index(value)
    yield from (values[other] for other in (place - 1, place + 1) if 0 <= other < len(values))


def _name(value: Enum) -> str:
    return value.name.lower()
