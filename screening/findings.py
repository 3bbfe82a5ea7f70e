"""What an assessment says: its outcome, each criterion that fired with its reasons, and each that is still open."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from screening.citations import Citation
from screening.conditions import ALWAYS, Condition
from screening.criterion import Clock, Criterion, HelpPage, Priority, RespondWithin, Severity
from screening.evaluation import evaluate
from screening.explanation import Evidence, Explainer, sentence
from screening.patient_texts import patient_text
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
OUTCOME_OF = (  # in the order of the severities, which count from 1
    Outcome.NO_CONCERNS,
    Outcome.NEEDS_INFORMATION,
    Outcome.NEEDS_REVIEW,
    Outcome.CONTRAINDICATED,
    Outcome.URGENT,
)


class _Fired(NamedTuple):
    """The fields of a finding. A named tuple is as frozen as a frozen dataclass, and made in a fifth of the time."""

    criterion: Criterion
    severity: Severity
    citations: tuple[Citation, ...]
    explainer: Explainer


class Finding(_Fired):
    """One criterion that fired, and everything a clinician needs to judge it. Reasons are written when asked for."""

    __eq__, __hash__ = object.__eq__, object.__hash__

    @property
    def id(self) -> str:
        return self.criterion.id

    @property
    def title(self) -> str:
        return self.criterion.title

    @property
    def temporary(self) -> bool:
        return self.criterion.temporary

    @property
    def rationale(self) -> str:
        return self.criterion.rationale

    @property
    def priority(self) -> Priority:
        return self._clock.priority

    @property
    def respond_within(self) -> RespondWithin:
        return self._clock.respond_within

    @cached_property
    def help_page(self) -> HelpPage | None:
        """The first that applies of its other pages, else its own."""
        others = (other.help_page for other in self.criterion.helps if self._holds(other.when))
        return next(others, self.criterion.help_page)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The answers that made it true, each with the limit it met."""
        return self.explainer.evidence(self.criterion.reason)

    @property
    def why(self) -> str:
        """One plain sentence."""
        return sentence(self.evidence)

    def for_patient(self, language: str) -> str:
        """What the patient may read of it: what we would like to talk about. No rule, no number, no verdict."""
        return patient_text(self.criterion).in_language(language)

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

    @cached_property
    def _clock(self) -> Clock:
        """The first that applies of its other clocks, else its own."""
        own = Clock(ALWAYS, self.criterion.respond_within, self.criterion.priority)
        return next((clock for clock in self.criterion.clocks if self._holds(clock.when)), own)

    def _holds(self, condition: Condition) -> bool:
        return evaluate(condition, self.explainer.facts) is Truth.TRUE


@dataclass(frozen=True, eq=False)
class OpenCriterion:
    """A criterion that is neither true nor false yet, with the questions that would settle it."""

    criterion: Criterion
    explainer: Explainer = field(repr=False)

    @property
    def id(self) -> str:
        return self.criterion.id

    @property
    def title(self) -> str:
        return self.criterion.title

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Link ids, in the order of the questionnaire."""
        return self.explainer.questions(self.criterion.when)

    def to_json(self) -> dict[str, object]:
        return {"id": self.id, "title": self.title, "questions": list(self.questions)}
