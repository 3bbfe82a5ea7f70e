"""Screening one person: her answers, one protocol and one day give an assessment that explains itself.

No clock, no chance, no settings: the same input gives the same output for ever.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from screening.answers import Answers
from screening.criterion import Criterion
from screening.derived import gather
from screening.explanation import Explainer
from screening.facts import Facts
from screening.findings import OUTCOME_OF, Finding, OpenCriterion, Outcome
from screening.medicine_list import MedicineList
from screening.medicines import MedicineMatch
from screening.plan import Plan, judge, plan_for
from screening.protocol import Protocol
from screening.scoring import Score, scores
from screening.tiers import hidden_by, highest_of_families
from screening.truth import Truth
from screening.version import VERSION

_NOTHING: frozenset[int] = frozenset()


class _Late(Explainer):
    """Gathers the facts when the first reason is asked for."""

    def __init__(self, answers: Answers, protocol: Protocol, plan: Plan, as_of: date) -> None:
        self.ear = plan.ear
        self._told = answers, protocol, plan, as_of

    def __getattr__(self, name: str) -> Facts:
        if name != "facts":
            raise AttributeError(name)
        answers, protocol, plan, as_of = self._told
        self.facts = gather(answers, protocol.limits, as_of, mentioned=plan.mentioned, quantities=plan.quantities).facts
        return self.facts


@dataclass(frozen=True, eq=False)
class Assessment:
    """One run of one protocol on one person's answers. What is heavy to write is written when it is asked for."""

    outcome: Outcome
    answers: Answers
    as_of: date
    protocol: Protocol
    plan: Plan
    true: tuple[int, ...]  # places of the criteria that are true, hidden ones as well
    unsettled: tuple[int, ...]  # and of those that are neither true nor false yet
    hidden_places: frozenset[int]
    listed: MedicineList
    screening_version: str = VERSION

    @cached_property
    def fired(self) -> tuple[Finding, ...]:
        """What was found, in the order of the rule set."""
        plan, explainer, hidden = self.plan, self.explainer, self.hidden_places
        criteria, severities, citations = plan.criteria, plan.severities, plan.citations
        shown = [place for place in self.true if place not in hidden] if hidden else self.true
        return tuple([Finding(criteria[place], severities[place], citations[place], explainer) for place in shown])

    @cached_property
    def explainer(self) -> Explainer:
        """Tells from which answers a condition holds."""
        return _Late(self.answers, self.protocol, self.plan, self.as_of)

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
    def protocol_digest(self) -> str:
        return self.protocol.digest

    @cached_property
    def unknown(self) -> tuple[OpenCriterion, ...]:
        """The criteria that are neither true nor false yet, each with the questions that would settle it."""
        return tuple(OpenCriterion(criterion, self.explainer) for criterion in self.open)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """The points of the scales, as far as they were answered."""
        return scores(self.answers.questionnaire, self.answers.known)

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
    hidden: frozenset[int] = _NOTHING
    for place in true:
        if plan.hides[place]:
            hidden |= plan.hides[place]
    if hidden:
        unsettled = [place for place in unsettled if place not in hidden]
    if true:  # the highest one is never hidden
        outcome = OUTCOME_OF[max([plan.severities[place] for place in true if place not in hidden])]
    else:
        outcome = Outcome.NEEDS_INFORMATION if unsettled else Outcome.NO_CONCERNS
    return Assessment(outcome, answers, as_of, protocol, plan, tuple(true), tuple(unsettled), hidden, listed)


def _medicine(found: MedicineMatch) -> dict[str, object]:
    return {"typed": found.typed, "ingredient": found.ingredient, "classes": list(found.classes), "by": found.by.value}
