"""What would change for whom, if a clinic's protocol changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from screening.columnar.columns import Array, Columns
from screening.columnar.run import screen_columns
from screening.findings import OUTCOME_OF, Outcome
from screening.protocol import Protocol


class Change(NamedTuple):
    """One person whose outcome changes. `key` is what the columns call them, or their place."""

    key: str
    before: Outcome
    after: Outcome


class CriterionChange(NamedTuple):
    """For how many people a criterion is found, before and after; how many of these are new, and how many are gone."""

    before: int
    after: int
    found: int
    gone: int


@dataclass(frozen=True)
class WhatIf:
    """The answer for some people; that of two groups is their sum."""

    people: int
    changes: tuple[Change, ...]
    criteria: Mapping[str, CriterionChange]
    matrix: Mapping[tuple[Outcome, Outcome], int]  # how many go from one outcome to another, those who stay as well

    def __add__(self, other: "WhatIf") -> "WhatIf":
        counted = {name: _sum(self.criteria.get(name), other.criteria.get(name)) for name in {**self.criteria, **other.criteria}}
        matrix = {step: self.matrix[step] + other.matrix[step] for step in self.matrix}
        return WhatIf(self.people + other.people, self.changes + other.changes, counted, matrix)

    @property
    def changed_criteria(self) -> dict[str, CriterionChange]:
        """Those that change for somebody."""
        return {name: one for name, one in self.criteria.items() if one.found or one.gone}


def what_if(columns: Columns, current: Protocol, proposed: Protocol) -> WhatIf:
    """Who changes outcome, which criteria change for how many, and from which outcome to which."""
    before = screen_columns(columns, current)
    after = screen_columns(columns, proposed, before)
    steps = np.bincount(before.codes * np.intp(len(OUTCOME_OF)) + after.codes, minlength=len(OUTCOME_OF) ** 2)
    pairs = [(old, new) for old in OUTCOME_OF for new in OUTCOME_OF]
    moved = map(int, np.nonzero(before.codes != after.codes)[0])
    changes = tuple(Change(columns.key(one), before.outcome(one), after.outcome(one)) for one in moved)
    names = dict.fromkeys(one.id for one in (*before.plan.criteria, *after.plan.criteria))  # those of the drawing
    criteria = {name: _counted(before.fires(name), after.fires(name)) for name in names}
    return WhatIf(len(columns), changes, criteria, dict(zip(pairs, map(int, steps), strict=True)))


def _counted(was: Array, is_now: Array) -> CriterionChange:
    before, after, both = (int(np.count_nonzero(one)) for one in (was, is_now, was & is_now))
    return CriterionChange(before, after, after - both, before - both)


def _sum(one: CriterionChange | None, other: CriterionChange | None) -> CriterionChange:
    nothing = CriterionChange(0, 0, 0, 0)
    return CriterionChange(*map(sum, zip(one or nothing, other or nothing, strict=True)))
