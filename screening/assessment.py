"""Screening one person: her answers, one protocol and one day give an assessment that explains itself.

No clock, no chance, no settings: the same input gives the same output for ever.
"""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from screening.answers import Answers
from screening.criterion import Criterion
from screening.derived import gather
from screening.explanation import Explainer
from screening.facts import Facts
from screening.findings import OUTCOME_OF, Finding, OpenCriterion, Outcome
from screening.hearing import Ear
from screening.medicine_list import MedicineList
from screening.medicines import MedicineMatch
from screening.plan import Plan, judge, plan_for
from screening.protocol import Protocol
from screening.scoring import Score, scores
from screening.tiers import hidden_by, highest_of_families
from screening.truth import Truth
from screening.version import VERSION

_new = tuple.__new__  # a named tuple, without the way through its keywords


class _Late(Explainer):
    """Gathers the facts when the first reason is asked for."""

    def __init__(self, answers: Answers, protocol: Protocol, plan: Plan, as_of: date) -> None:
        self._told = answers, protocol, plan, as_of

    @cached_property
    def facts(self) -> Facts:  # type: ignore[override]  # told late instead of at once
        answers, protocol, plan, as_of = self._told
        return gather(answers, protocol.limits, as_of, mentioned=plan.mentioned, quantities=plan.quantities).facts

    @property
    def ear(self) -> Ear:  # type: ignore[override]  # likewise
        return self._told[2].ear


class _Made(NamedTuple):
    """The fields of an assessment."""

    outcome: Outcome
    fired: tuple[Finding, ...]  # in the order of the rule set
    true: list[int]  # places of the criteria that are true, hidden ones as well
    unsettled: list[int]  # and of those that are neither true nor false yet
    listed: MedicineList
    answers: Answers
    protocol: Protocol
    as_of: date
    plan: Plan
    explainer: Explainer


class Assessment(_Made):
    """One run of one protocol on one person's answers. What is heavy to write is written when it is asked for."""

    __eq__, __hash__ = object.__eq__, object.__hash__

    @property
    def open(self) -> tuple[Criterion, ...]:
        """The criteria that are neither true nor false yet."""
        return tuple(self.plan.criteria[place] for place in self.unsettled)

    @cached_property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """A lower tier, and the higher one that fired in its family."""
        criteria = [self.plan.criteria[place] for place in self.true]
        above = highest_of_families(criteria)
        return tuple((one.id, by) for one in criteria if (by := hidden_by(one, above)))

    @property
    def medicines(self) -> tuple[MedicineMatch, ...]:
        """What each entry of the medicine list was recognised as."""
        return self.listed.matches

    @property
    def screening_version(self) -> str:
        return VERSION

    @property
    def protocol_digest(self) -> str:
        return self.protocol.digest

    @cached_property
    def unknown(self) -> tuple[OpenCriterion, ...]:
        """The criteria that are neither true nor false yet, each with the questions that would settle it."""
        return tuple(OpenCriterion(criterion, self.explainer) for criterion in self.open)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """The points of the scales, as far as they were answered."""
        return scores(self.answers.questionnaire, self.answers.known, self.protocol.limits)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The core questions without an answer, in order; not those that wait for another answer to be shown."""
        items = self.answers.questionnaire
        open_ = self.answers.core - self.answers.known.keys()
        return tuple(item.link_id for item in items if item.link_id in open_ and self.answers.shown(item) is Truth.TRUE)

    @property
    def questionnaire(self) -> str:
        """What the answers were given to: "intake-2026.1"."""
        return self.answers.questionnaire.key()

    @property
    def input_hash(self) -> str:
        """SHA-256 of the answers, earlier values of safety items included."""
        return self.answers.digest

    def to_json(self) -> dict[str, object]:
        """Plain data for storing, printing and comparing."""
        return {
            "outcome": self.outcome.value,
            "fired": [one.to_json() for one in self.fired],
            "unknown": [one.to_json() for one in self.unknown],
            "hidden": [{"id": lower, "by": higher} for lower, higher in self.hidden],
            "scores": [one.to_json() for one in self.scores],
            "missing": list(self.missing),
            "medicines": [_medicine(one) for one in self.medicines],
            "protocol_digest": self.protocol_digest,
            "questionnaire": self.questionnaire,
            "screening_version": self.screening_version,
            "as_of": self.as_of.isoformat(),
            "input_hash": self.input_hash,
        }


def assess(answers: Answers, protocol: Protocol, as_of: date) -> Assessment:
    """Screen one person. Raises EvaluationFailed, naming the criterion: that case was not assessed, nothing else."""
    plan = plan_for(protocol, answers.questionnaire)
    true, unsettled, listed = judge(plan, answers, protocol, as_of)
    explainer = _Late(answers, protocol, plan, as_of)
    fired: tuple[Finding, ...] = ()
    if true:
        shown = true
        if hidden := plan.hidden_by(true):
            shown = [place for place in true if place not in hidden]
            unsettled = [place for place in unsettled if place not in hidden]
        entries, ranks, told, highest = plan.entries, plan.ranks, (explainer,), 0
        findings = []
        for place in shown:
            findings.append(_new(Finding, entries[place] + told))
            if ranks[place] > highest:
                highest = ranks[place]
        fired, outcome = tuple(findings), OUTCOME_OF[highest]
    else:
        outcome = Outcome.NEEDS_INFORMATION if unsettled else Outcome.NO_CONCERNS
    return _new(Assessment, (outcome, fired, true, unsettled, listed, answers, protocol, as_of, plan, explainer))


def _medicine(found: MedicineMatch) -> dict[str, object]:
    return {"typed": found.typed, "ingredient": found.ingredient, "classes": list(found.classes), "by": found.by.value}
