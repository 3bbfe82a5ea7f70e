"""Writing reviews: opened by a sent intake, claimed by one clinician, decided and signed once."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kapintake.access import Role
from kapintake.accounts.models import Meaning, SigningMethod, User
from kapintake.accounts.services import sign_document
from kapintake.alerts.selectors import open_alert_exists
from kapintake.assessments.models import Assessment, AssessmentStatus
from kapintake.audit.services import record
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import after_working_days
from kapintake.reviews.models import TRANSITIONS, Decision, DecisionKind, Review, ReviewEvent, ReviewState
from screening import Outcome, Severity

CLAIM_IDLE = timedelta(minutes=20)  # a claim nobody has used for so long may be taken by another
NOT_ASSESSED_SEVERITY = 4  # a case that could not be assessed stands with the urgent ones
GOES_ON = (DecisionKind.GO_ON, DecisionKind.GO_ON_WITH_CONDITIONS)
SIGNERS: dict[DecisionKind, tuple[Role, ...]] = {
    DecisionKind.GO_ON: (Role.PRESCRIBER,),
    DecisionKind.GO_ON_WITH_CONDITIONS: (Role.PRESCRIBER,),
    DecisionKind.MEDICAL_REVIEW_FIRST: (Role.PRESCRIBER, Role.THERAPIST),
    DecisionKind.NOT_RIGHT_NOW: (Role.PRESCRIBER,),
}


class ReviewTaken(Exception):
    """Somebody else holds the review, or has decided it. `by` is who."""

    def __init__(self, by: User | None) -> None:
        super().__init__("Somebody else holds this review.")
        self.by = by


class ReviewChanged(Exception):
    """The page was drawn from an older state of the review; what was typed is kept, the change is shown."""


class DecisionRefused(Exception):
    """The decision cannot be signed; `reason` is one of the codes of `refusals_for`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What a clinician is about to sign. `reasons` are criterion ids or words of hers; the patient's text is plain."""

    kind: DecisionKind
    reasons: tuple[str, ...]
    patient_text: str
    next_step: str
    staff_note: str = ""
    conditions: tuple[str, ...] = ()
    recheck_on: date | None = None
    other: dict[str, Any] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """The document that is sealed and signed."""
        return {
            "kind": str(self.kind),
            "reasons": list(self.reasons),
            "patient_text": self.patient_text,
            "next_step": self.next_step,
            "staff_note": self.staff_note,
            "conditions": list(self.conditions),
            "recheck_on": self.recheck_on.isoformat() if self.recheck_on else None,
            **self.other,
        }


def decision_text(*, review: Review, content: dict[str, Any]) -> str:
    """The exact text that a signature binds: the decision, the case and the assessment it rests on."""
    bound = {"review": str(review.pk), "assessment": str(review.assessment_id), **content}
    return json.dumps(bound, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def severity_of(assessment: Assessment) -> int:
    """0 to 4, for the order of the queue; a failed assessment is never among the quiet ones."""
    if assessment.status == AssessmentStatus.FAILURE:
        return NOT_ASSESSED_SEVERITY
    return Outcome(assessment.outcome).severity


def headline_of(assessment: Assessment) -> dict[str, Any]:
    """What a line of the queue tells: the gravest finding, how many stand besides, and the complete scores."""
    if assessment.status == AssessmentStatus.FAILURE:
        return {"main": "", "more": 0, "scores": []}
    fired, scores = assessment.result["fired"], assessment.result["scores"]
    totals = [f"{score['title']} {score['total']}" for score in scores if score["total"] is not None]
    return {"main": fired[0]["title"] if fired else "", "more": max(len(fired) - 1, 0), "scores": totals}


def add_event(
    review: Review, kind: ReviewEvent.Kind, *, at: datetime, by: User | None = None, note: dict[str, Any] | None = None
) -> ReviewEvent:
    """One more line of the timeline."""
    return ReviewEvent.objects.create(review=review, kind=kind, at=at, by=by, note=note)


@transaction.atomic
def open_review(*, assessment: Assessment, at: datetime) -> Review:
    """The clinic finds the sent intake in its queue."""
    clinic, response = assessment.clinic, assessment.response
    review = Review.objects.create(
        patient=assessment.patient,
        clinic=clinic,
        response=response,
        assessment=assessment,
        headline=headline_of(assessment),
        severity=severity_of(assessment),
        due_at=assessment.due_at or after_working_days(clinic, at, clinic.reply_working_days),
        opened_at=at,
        language=response.language,
    )
    add_event(review, ReviewEvent.Kind.OPENED, at=at)
    record("review.opened", at=at, clinic=clinic, about=review, patients=[review.patient_id])
    return review


def _move(review: Review, to: ReviewState, condition: Q, **changes: Any) -> bool:
    """One conditional UPDATE, allowed by the transition table: of two that race, one wins."""
    allowed = [state for state, targets in TRANSITIONS.items() if to in targets]
    moved = Review.objects.filter(condition, pk=review.pk, state__in=allowed).update(state=to, version=F("version") + 1, **changes)
    review.refresh_from_db()
    return bool(moved)


@transaction.atomic
def claim_review(*, review: Review, by: User, role: str, at: datetime) -> Review:
    """Take the case. Raises ReviewTaken when another holds it (and used it in the last 20 minutes)."""
    free = Q(state=ReviewState.REQUESTED) | Q(state=ReviewState.ACCEPTED) & (Q(owner=by) | Q(owner_since__lt=at - CLAIM_IDLE))
    if not _move(review, ReviewState.ACCEPTED, free, owner=by, owner_since=at):
        raise ReviewTaken(review.owner)
    add_event(review, ReviewEvent.Kind.CLAIMED, at=at, by=by)
    record("review.claimed", at=at, by=by, role=role, clinic=review.clinic_id, about=review, patients=[review.patient_id])
    return review


@transaction.atomic
def take_over_review(*, review: Review, by: User, role: str, reason: str, at: datetime) -> Review:
    """Take the case from a colleague, with a word of why; the timeline keeps both."""
    before = review.owner
    if not _move(review, ReviewState.ACCEPTED, Q(state=ReviewState.ACCEPTED, version=review.version), owner=by, owner_since=at):
        raise ReviewChanged
    note = {"reason": reason, "from": str(before.pk) if before else None}
    add_event(review, ReviewEvent.Kind.TAKEN_OVER, at=at, by=by, note=note)
    record("review.taken-over", at=at, by=by, role=role, clinic=review.clinic_id, about=review, patients=[review.patient_id])
    return review


@transaction.atomic
def release_review(*, review: Review, by: User, role: str, at: datetime) -> Review:
    """Give the case back to the queue."""
    if not _move(review, ReviewState.REQUESTED, Q(state=ReviewState.ACCEPTED, owner=by), owner=None, owner_since=None):
        raise ReviewTaken(review.owner)
    add_event(review, ReviewEvent.Kind.RELEASED, at=at, by=by)
    record("review.released", at=at, by=by, role=role, clinic=review.clinic_id, about=review, patients=[review.patient_id])
    return review


@transaction.atomic
def add_comment(*, review: Review, by: User, role: str, text: str, at: datetime) -> ReviewEvent:
    """A colleague's words beside the case; a therapist's reading of readiness is one."""
    event = add_event(review, ReviewEvent.Kind.COMMENTED, at=at, by=by, note={"text": text, "role": role})
    record("review.commented", at=at, by=by, role=role, clinic=review.clinic_id, about=review, patients=[review.patient_id])
    return event


@transaction.atomic
def mark_finding_reviewed(*, review: Review, by: User, role: str, criterion: str, at: datetime) -> ReviewEvent:
    """An urgent or stopping finding was read; each has to be before a decision is signed."""
    note = {"criterion": criterion, "assessment": str(review.assessment_id)}
    event = add_event(review, ReviewEvent.Kind.FINDING_REVIEWED, at=at, by=by, note=note)
    record("review.finding-reviewed", at=at, by=by, role=role, clinic=review.clinic_id, about=review, patients=[review.patient_id])
    return event


@transaction.atomic
def answer_duplicate(*, review: Review, by: User, role: str, same_person: bool, at: datetime) -> ReviewEvent:
    """Whether the other record with this name and birth date is the same person; asked before signing."""
    event = add_event(review, ReviewEvent.Kind.DUPLICATE_ANSWERED, at=at, by=by, note={"same_person": same_person})
    record("review.duplicate-answered", at=at, by=by, role=role, clinic=review.clinic_id, about=review, patients=[review.patient_id])
    return event


def refusals_for(*, review: Review, kind: DecisionKind, role: str) -> list[str]:
    """Why this role may not sign this decision on this case now; empty when it may.

    "role", "alert-open", "not-assessed", "contraindication": the page turns each into a sentence.
    """
    refusals = [] if role in SIGNERS[kind] else ["role"]
    if kind in GOES_ON:
        if open_alert_exists(review.patient):
            refusals.append("alert-open")
        if review.assessment.status == AssessmentStatus.FAILURE:
            refusals.append("not-assessed")
        elif any(finding["severity"] == Severity.CONTRAINDICATION.name.lower() for finding in review.assessment.result["fired"]):
            refusals.append("contraindication")
    return refusals


@transaction.atomic
def sign_decision(
    *, review: Review, draft: DecisionDraft, member: Membership, method: SigningMethod, key: str, version: int, at: datetime
) -> Decision:
    """Sign the decision of a case that the signer holds. A second press finds the first decision and changes nothing.

    Raises ReviewTaken (held or decided by another), ReviewChanged (an older page), DecisionRefused.
    """
    earlier = Decision.objects.filter(key=key, review=review, decided_by=member.user).first()
    if earlier is not None:
        return earlier
    refusals = refusals_for(review=review, kind=draft.kind, role=member.role)
    if refusals:
        raise DecisionRefused(refusals[0])
    content = draft.content()
    mine = Q(owner=member.user, version=version)
    if not _move(review, ReviewState.COMPLETED, mine, completed_at=at):
        if review.owner_id != member.user_id or review.state == ReviewState.COMPLETED:
            raise ReviewTaken(review.owner)
        raise ReviewChanged
    decision = Decision(
        review=review, assessment=review.assessment, kind=draft.kind, content=content, key=key, decided_by=member.user, decided_at=at
    )
    decision.signature = sign_document(
        signer=member.user,
        meaning=Meaning.DECISION,
        method=method,
        document=decision,
        text=decision_text(review=review, content=content),
        name=member.name,
        role=member.role,
        at=at,
    )
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:  # another decision stands already: the database allows one a review
        raise ReviewTaken(review.owner) from None
    add_event(review, ReviewEvent.Kind.DECIDED, at=at, by=member.user, note={"decision": str(decision.pk)})
    record("review.decided", at=at, by=member.user, role=member.role, clinic=review.clinic_id, about=decision, patients=[review.patient_id])
    return decision


def signature_stands(decision: Decision) -> bool:
    """Whether the signed text is still, to the letter, what the decision says (ES-1)."""
    text = decision_text(review=decision.review, content=decision.content)
    return hashlib.sha256(text.encode()).hexdigest() == decision.signature.text_sha256
