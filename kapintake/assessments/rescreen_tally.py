"""What a changed protocol would do to some people, as numbers that add up: who goes from which outcome to which."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kapintake.assessments.services import NOT_ASSESSED
from screening import Outcome, WhatIf

OUTCOMES = (*map(str, Outcome), NOT_ASSESSED)


class Change(NamedTuple):
    """One person whose outcome would change, by the assessment that it was."""

    assessment: str
    before: str
    after: str


class Shift(NamedTuple):
    """For how many a criterion is found before and after; how many of these are new, and how many are gone."""

    before: int
    after: int
    found: int
    gone: int


@dataclass
class Tally:
    """The sum over some people. Every one of them is in `steps`, those who could not be assessed too."""

    steps: Counter[tuple[str, str]] = field(default_factory=Counter)
    criteria: dict[str, Shift] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    @property
    def people(self) -> int:
        return sum(self.steps.values())

    @property
    def not_assessed(self) -> int:
        return sum(count for (_, after), count in self.steps.items() if after == NOT_ASSESSED)

    def add(self, other: "Tally") -> None:
        self.steps.update(other.steps)
        self.changes += other.changes
        for name, shift in other.criteria.items():
            self.criteria[name] = Shift(*map(sum, zip(self.criteria.get(name, Shift(0, 0, 0, 0)), shift, strict=True)))

    def add_person(self, assessment: str, before: str, after: str, was: Iterable[str] = (), now: Iterable[str] = ()) -> None:
        """One person, with the criteria that were and are found."""
        found_before, found_after = set(was), set(now)
        criteria = {
            name: Shift(name in found_before, name in found_after, name not in found_before, name not in found_after)
            for name in sorted(found_before | found_after)
        }
        changes = [Change(assessment, before, after)] if before != after else []
        self.add(Tally(Counter({(before, after): 1}), criteria, changes))

    def to_json(self) -> dict[str, Any]:
        return {
            "steps": [[before, after, count] for (before, after), count in self.steps.items() if count],
            "criteria": {name: list(map(int, shift)) for name, shift in self.criteria.items()},
            "changes": list(map(list, self.changes)),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Tally":
        return cls(
            Counter({(before, after): count for before, after, count in stored["steps"]}),
            {name: Shift(*numbers) for name, numbers in stored["criteria"].items()},
            [Change(*one) for one in stored["changes"]],
        )

    @classmethod
    def of(cls, answer: WhatIf, *, name: Callable[[str], str] = str) -> "Tally":
        """The same of columns; `name` makes an assessment's id of what the columns call a person."""
        return cls(
            Counter({(str(before), str(after)): count for (before, after), count in answer.matrix.items() if count}),
            {name: Shift(*one) for name, one in answer.criteria.items() if one.before or one.after},
            [Change(name(one.key), str(one.before), str(one.after)) for one in answer.changes],
        )
