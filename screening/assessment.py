"""Screening one person: her answers, one protocol and one day give an assessment that explains itself.

No clock, no chance, no settings: the same input gives the same output for ever.
"""

from dataclasses import dataclass
from datetime import date

from screening.answers import Answers
from screening.derived import gather
from screening.explanation import Explainer
from screening.facts import Facts
from screening.findings import Finding, OpenCriterion, Outcome, finding, outcome_of
from screening.medicines import MedicineMatch
from screening.plan import judge, plan_for
from screening.protocol import Protocol
from screening.scoring import Score
from screening.tiers import hidden_by, highest_of_families
from screening.truth import Truth
from screening.version import VERSION


@dataclass(frozen=True, slots=True)
class Assessment:
    """One run of one protocol on one person's answers."""

    outcome: Outcome
    fired: tuple[Finding, ...]
    unknown: tuple[OpenCriterion, ...]
    hidden: tuple[tuple[str, str], ...]  # a lower tier, and the higher one that fired in its family
    scores: tuple[Score, ...]
    missing: tuple[str, ...]  # core questions that are still open
    medicines: tuple[MedicineMatch, ...]
    answers: Answers
    protocol_digest: str
    as_of: date
    screening_version: str = VERSION

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
    gathered = gather(answers, protocol.limits, as_of, mentioned=plan.mentioned)
    fired, open_ = judge(plan, gathered.facts)
    explainer = Explainer(gathered.facts, plan.ear)
    above = highest_of_families(plan.criteria[place] for place in fired)
    hidden = tuple((plan.criteria[place].id, by) for place in fired if (by := hidden_by(plan.criteria[place], above)))
    findings = tuple(
        finding(plan.criteria[place], protocol.severity(plan.criteria[place]), plan.citations[place], explainer)
        for place in fired
        if not hidden_by(plan.criteria[place], above)
    )
    unknown = tuple(
        OpenCriterion(plan.criteria[place].id, plan.criteria[place].title, explainer.questions(plan.criteria[place].when))
        for place in open_
        if not hidden_by(plan.criteria[place], above)
    )
    return Assessment(
        outcome_of(findings, is_open=bool(unknown)),
        findings,
        unknown,
        hidden,
        gathered.scores,
        missing_core(answers, gathered.facts),
        gathered.medicines.matches,
        answers,
        protocol.digest,
        as_of,
    )


def _medicine(found: MedicineMatch) -> dict[str, object]:
    return {"typed": found.typed, "ingredient": found.ingredient, "classes": list(found.classes), "by": found.by.value}


def missing_core(answers: Answers, facts: Facts) -> tuple[str, ...]:
    """The core questions without an answer, in order; not those that wait for another answer to be shown."""
    open_ = answers.core - facts.known.keys()
    return tuple(link_id for link_id in facts.asked if link_id in open_ and _is_asked(answers, link_id)) if open_ else ()


def _is_asked(answers: Answers, link_id: str) -> bool:
    return answers.shown(answers.questionnaire.by_link_id[link_id]) is Truth.TRUE
