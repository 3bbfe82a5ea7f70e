"""Screening one person: her answers, one protocol and one day give an assessment that explains itself.

No clock, no chance, no settings: the same input gives the same output for ever.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from screening.answers import Answers
from screening.criterion import Criterion
from screening.derived import gather
from screening.explanation import Explainer
from screening.findings import Finding, OpenCriterion, Outcome, outcome_of
from screening.medicines import MedicineMatch
from screening.plan import judge, plan_for
from screening.protocol import Protocol
from screening.scoring import Score, scores
from screening.tiers import hidden_by, highest_of_families
from screening.truth import Truth
from screening.version import VERSION


@dataclass(frozen=True, eq=False)
class Assessment:
    """One run of one protocol on one person's answers."""

    outcome: Outcome
    fired: tuple[Finding, ...]
    open: tuple[Criterion, ...]
    hidden: tuple[tuple[str, str], ...]  # a lower tier, and the higher one that fired in its family
    medicines: tuple[MedicineMatch, ...]
    answers: Answers
    protocol_digest: str
    as_of: date
    explainer: Explainer = field(repr=False)
    screening_version: str = VERSION

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
    facts, medicines = gather(answers, protocol.limits, as_of, mentioned=plan.mentioned, quantities=plan.quantities)
    true, open_ = judge(plan, facts)
    criteria, explainer = plan.criteria, Explainer(facts, plan.ear)
    above = highest_of_families([criteria[place] for place in true])
    fired: list[Finding] = []
    hidden: list[tuple[str, str]] = []
    for place in true:
        criterion = criteria[place]
        if by := hidden_by(criterion, above):
            hidden.append((criterion.id, by))
        else:
            fired.append(Finding(criterion, plan.severities[place], plan.citations[place], explainer))
    still_open = [criteria[place] for place in open_ if not hidden_by(criteria[place], above)]
    return Assessment(
        outcome_of(fired, is_open=bool(still_open)),
        tuple(fired),
        tuple(still_open),
        tuple(hidden),
        medicines.matches,
        answers,
        protocol.digest,
        as_of,
        explainer,
    )


def _medicine(found: MedicineMatch) -> dict[str, object]:
    return {"typed": found.typed, "ingredient": found.ingredient, "classes": list(found.classes), "by": found.by.value}
