"""What an assessment says: its outcome, each criterion that fired with its reasons, and each that is still open."""

from enum import StrEnum
from typing import NamedTuple

from screening.citations import Citation
from screening.criterion import Criterion, HelpPage, Priority, RespondWithin, Severity
from screening.evaluation import evaluate
from screening.explanation import Evidence, Explainer, sentence
from screening.truth import Truth


class Outcome(StrEnum):
    """The highest of all that fired. There is no "eligible": a clinician decides."""

    URGENT = "urgent"
    CONTRAINDICATED = "contraindicated"
    NEEDS_REVIEW = "needs review"
    NEEDS_INFORMATION = "needs information"
    NO_CONCERNS = "no concerns found"

    @property
    def severity(self) -> int:
        """4 for urgent down to 0."""
        return _RANKS[self]


_RANKS = {outcome: 4 - place for place, outcome in enumerate(Outcome)}
_OF_SEVERITY = {
    Severity.URGENT: Outcome.URGENT,
    Severity.CONTRAINDICATION: Outcome.CONTRAINDICATED,
    Severity.REVIEW: Outcome.NEEDS_REVIEW,
    Severity.NEEDS_INFORMATION: Outcome.NEEDS_INFORMATION,
}


class Finding(NamedTuple):
    """One criterion that fired, and everything a clinician needs to judge it."""

    id: str
    severity: Severity
    temporary: bool
    priority: Priority
    respond_within: RespondWithin
    title: str
    why: str
    evidence: tuple[Evidence, ...]
    citations: tuple[Citation, ...]
    rationale: str
    help_page: HelpPage | None

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "severity": self.severity.name.lower().replace("_", "-"),
            "temporary": self.temporary,
            "priority": self.priority.name.lower(),
            "respond_within": self.respond_within.value,
            "title": self.title,
            "why": self.why,
            "evidence": [one.to_json() for one in self.evidence],
            "citations": [{"key": one.key, "reference": one.reference, "status": one.status.value} for one in self.citations],
            "rationale": self.rationale,
            "help_page": self.help_page.value if self.help_page else None,
        }


class OpenCriterion(NamedTuple):
    """A criterion that is neither true nor false yet, with the questions that would settle it."""

    id: str
    title: str
    questions: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        return {"id": self.id, "title": self.title, "questions": list(self.questions)}


def finding(criterion: Criterion, severity: Severity, citations: tuple[Citation, ...], explainer: Explainer) -> Finding:
    """The finding of a criterion that is TRUE. The first clock and the first help page that apply are the ones that hold."""
    facts = explainer.facts
    clock = next((clock for clock in criterion.clocks if evaluate(clock.when, facts) is Truth.TRUE), None)
    help_page = next((other.help_page for other in criterion.helps if evaluate(other.when, facts) is Truth.TRUE), criterion.help_page)
    evidence = explainer.evidence(criterion.when)
    return Finding(
        criterion.id,
        severity,
        criterion.temporary,
        clock.priority if clock else criterion.priority,
        clock.respond_within if clock else criterion.respond_within,
        criterion.title,
        sentence(evidence),
        evidence,
        citations,
        criterion.rationale,
        help_page,
    )


def outcome_of(fired: tuple[Finding, ...], *, is_open: bool) -> Outcome:
    """The highest severity that fired; where nothing fired but something is open, more information is needed."""
    if fired:
        return _OF_SEVERITY[max(one.severity for one in fired)]
    return Outcome.NEEDS_INFORMATION if is_open else Outcome.NO_CONCERNS
