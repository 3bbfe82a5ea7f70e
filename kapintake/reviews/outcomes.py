"""Where a sent intake stands and what was decided, as its patient may read it: plain words, never a score or a rule."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapintake.intake.models import ResponseStatus
from kapintake.reviews.models import Decision, DecisionKind, Review, ReviewState
from kapintake.reviews.selectors import decision_of
from kapintake.reviews.signing import GOES_ON
from kapintake.sealing import CannotBeRead
from screening import Protocol
from screening.patient_texts import patient_text


@dataclass(frozen=True, slots=True)
class PatientOutcome:
    """A decision that has taken effect."""

    kind: str
    sentence: str
    text: str
    reasons: tuple[str, ...]  # what the clinic would like to talk about
    next_step: str
    conditions: tuple[str, ...]
    recheck_on: date | None
    decided_at: datetime
    decided_by: str

    @property
    def goes_on(self) -> bool:
        return self.kind in GOES_ON


@dataclass(frozen=True, slots=True)
class PatientProgress:
    """Where the sent intake stands."""

    is_claimed: bool
    outcome: PatientOutcome | None
    read_since: datetime | None = None


def newest_review_of(user: Any) -> Review | None:
    """The signed-in patient's own newest case. Nobody else's can be reached by any address."""
    own = Review.objects.filter(patient__user=user).select_related("clinic", "patient", "response")
    return own.defer("response__current", "response__frozen").order_by("-opened_at").first()


def decided_review_of(user: Any) -> Review | None:
    """Her newest case, if it is decided."""
    newest = newest_review_of(user)
    return newest if newest is not None and newest.state == ReviewState.COMPLETED else None


def review_that_goes_on(user: Any) -> Review | None:
    """Her newest case, if the clinic decided to go on with her and she did not take it back: what leads to treatment opens with it."""
    review = decided_review_of(user)
    if review is None or review.response.status == ResponseStatus.STOPPED:
        return None
    decision = decision_of(review)
    return review if decision is not None and decision.kind in GOES_ON else None


def outcome_for_patient(user: Any) -> PatientProgress | None:
    """The signed-in patient's newest case, as she may see it; None before anything was sent."""
    review = newest_review_of(user)
    if review is None:
        return None
    decision = decision_of(review)
    if decision is None:
        return PatientProgress(is_claimed=review.owner_id is not None, outcome=None, read_since=review.owner_since)
    return PatientProgress(is_claimed=True, outcome=_outcome(decision), read_since=review.owner_since)


def sentence_of(kind: str) -> str:
    """The outcome in one sentence."""
    return {
        DecisionKind.GO_ON: _("The clinic would like to meet you"),
        DecisionKind.GO_ON_WITH_CONDITIONS: _("The clinic would like to meet you, and a few things come first"),
        DecisionKind.MEDICAL_REVIEW_FIRST: _("The clinic would like to check your health first"),
        DecisionKind.NOT_RIGHT_NOW: _("Not right now, and here is what comes next"),
    }[DecisionKind(kind)]


def _outcome(decision: Decision) -> PatientOutcome:
    try:
        content, signed_by = decision.content, decision.signature.name
    except CannotBeRead:  # said as such, and never an empty outcome (EN-6)
        content, signed_by = {"patient_text": _("We cannot show this right now."), "next_step": _("Call us, and we will tell you.")}, ""
    recheck = content.get("recheck_on")
    return PatientOutcome(
        kind=decision.kind,
        sentence=sentence_of(decision.kind),
        text=content["patient_text"],
        reasons=_reasons(content.get("reasons", ())) if decision.kind != DecisionKind.GO_ON else (),
        next_step=content["next_step"],
        conditions=tuple(content.get("conditions", ())),
        recheck_on=date.fromisoformat(recheck) if recheck else None,
        decided_at=decision.decided_at,
        decided_by=signed_by,
    )


def _reasons(ticked: Any) -> tuple[str, ...]:
    """What the rules' own texts say of the findings that were ticked, each once. A reason in a clinician's words is for staff."""
    known = {criterion.id: criterion for criterion in Protocol.default().criteria}
    language = get_language() or "en"
    said = (patient_text(known[reason]).in_language(language) for reason in ticked if reason in known)
    return tuple(dict.fromkeys(said))
