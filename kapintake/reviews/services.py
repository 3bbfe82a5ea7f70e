"""Writing reviews: opened by a sent intake, claimed by one clinician, decided and signed once.

Order of locks (CO-10): the person's responses, her own row, the review's, the audit chain's head last. Whatever opens
an alert begins by locking its response, so while a decision is signed no alert can appear between the check and the
signature.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kapintake.accounts.models import Meaning, SigningMethod, User
from kapintake.accounts.services import sign_document
from kapintake.assessments.models import Assessment, AssessmentStatus
from kapintake.audit.models import Outcome as AuditOutcome
from kapintake.audit.services import record
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import after_working_days
from kapintake.intake.models import QuestionnaireResponse
from kapintake.patients.models import Patient
from kapintake.patients.selectors import duplicates_of
from kapintake.reviews.models import TRANSITIONS, Decision, Review, ReviewEvent, ReviewState
from kapintake.reviews.signing import DecisionDraft, Refusal, decision_text, must_be_read, refusals_for, refusals_of, result_of
from kapintake.reviews.signing import signature_stands as signature_stands
from screening import Outcome, Priority, Severity

__all__ = [
    "CLAIM_IDLE", "DecisionDraft", "DecisionRefused", "ReviewChanged", "ReviewTaken", "add_comment", "answer_duplicate",
    "cancel_review", "claim_review", "mark_finding_reviewed", "note_decided", "note_refused", "note_seen",
    "note_unreadable",
    "open_review", "refusals_for", "release_review", "sign_decision", "signature_stands", "take_over_review", "unread_findings",
]  # fmt: skip
log = structlog.get_logger()
CLAIM_IDLE = timedelta(minutes=20)  # a claim nobody has used for so long may be taken by another
NOT_ASSESSED_SEVERITY = 4  # a case that could not be assessed stands with the urgent ones


class ReviewTaken(Exception):
    """Somebody else holds the review, or it is decided. `by` is who."""

    def __init__(self, by: User | None) -> None:
        super().__init__("Somebody else holds this review.")
        self.by = by


class ReviewChanged(Exception):
    """The page was drawn from an older state of the review; what was typed is kept, the change is shown."""


class DecisionRefused(Exception):
    """The decision cannot be signed; `reason` is one of the codes of `signing.refusals_of`, `refusals` are all of them."""

    def __init__(self, *refusals: Refusal) -> None:
        self.refusals = refusals
        self.reason = refusals[0].code
        super().__init__(self.reason)


# --- opening -----------------------------------------------------------------------------------------------------


def severity_of(assessment: Assessment) -> int:
    """0 to 4, for the order of the queue; a failed assessment is never among the quiet ones."""
    if assessment.status == AssessmentStatus.FAILURE:
        return NOT_ASSESSED_SEVERITY
    return Outcome(assessment.outcome).severity


def gravest_first(fired: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings by severity, then priority; within these in the order of the catalogue."""

    def weight(finding: dict[str, Any]) -> tuple[int, int]:
        severity = Severity[finding["severity"].upper().replace("-", "_")]
        priority = Priority[str(finding.get("priority") or "normal").upper()]
        return -severity, -priority

    return sorted(fired, key=weight)


def headline_of(assessment: Assessment) -> dict[str, Any]:
    """What a line of the queue tells: the gravest finding, how many stand besides, and the scores."""
    result = result_of(assessment)
    if result is None:
        return {"main": "", "more": 0, "scores": []}
    fired = gravest_first(result["fired"])
    return {"main": fired[0]["title"] if fired else "", "more": max(len(fired) - 1, 0), "scores": [_short(one) for one in result["scores"]]}


def _short(score: dict[str, Any]) -> str:
    """PHQ-9 21; or PHQ-9 18 to 21 while items are missing."""
    points = score["total"] if score["total"] is not None else f"{score['low']}-{score['high']}"
    return f"{score['title']} {points}"


def add_event(
    review: Review, kind: ReviewEvent.Kind, *, at: datetime, by: User | None = None, note: dict[str, Any] | None = None
) -> ReviewEvent:
    """One more line of the timeline."""
    return ReviewEvent.objects.create(review=review, kind=kind, at=at, by=by, note=note)


def _audit(action: str, review: Review, *, at: datetime, by: User | None, role: str = "", about: Any = None, **more: Any) -> None:
    record(
        action,
        at=at,
        by=by,
        role=role,
        clinic=review.clinic_id,
        about=review if about is None else about,
        patients=[review.patient_id],
        **more,
    )


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
    _audit("review.opened", review, at=at, by=None)
    return review


# --- who holds it ------------------------------------------------------------------------------------------------


def _move(review: Review, to: ReviewState, condition: Q, **changes: Any) -> bool:
    """One conditional UPDATE, allowed by the transition table: of two that race, one wins."""
    allowed = [state for state, targets in TRANSITIONS.items() if to in targets]
    moved = Review.objects.filter(condition, pk=review.pk, state__in=allowed).update(state=to, version=F("version") + 1, **changes)
    review.refresh_from_db()
    return bool(moved)


def _free_for(by: User, at: datetime) -> Q:
    """Nobody holds it, she does herself, or whoever does has not used it for 20 minutes."""
    return Q(state=ReviewState.REQUESTED) | Q(state=ReviewState.ACCEPTED) & (Q(owner=by) | Q(owner_since__lt=at - CLAIM_IDLE))


@transaction.atomic
def claim_review(*, review: Review, by: User, role: str, at: datetime) -> Review:
    """Take the case. Raises ReviewTaken when another holds it (and used it in the last 20 minutes)."""
    if not _move(review, ReviewState.ACCEPTED, _free_for(by, at), owner=by, owner_since=at):
        raise ReviewTaken(review.owner)
    add_event(review, ReviewEvent.Kind.CLAIMED, at=at, by=by)
    _audit("review.claimed", review, at=at, by=by, role=role)
    return review


@transaction.atomic
def take_over_review(*, review: Review, by: User, role: str, reason: str, at: datetime) -> Review:
    """Take the case from a colleague, with a word of why; the timeline keeps both."""
    before = review.owner
    condition = Q(state=ReviewState.ACCEPTED, version=review.version) & ~Q(owner=by)
    if not _move(review, ReviewState.ACCEPTED, condition, owner=by, owner_since=at):
        raise ReviewChanged
    note = {"reason": reason, "from": str(before.pk) if before else None}
    add_event(review, ReviewEvent.Kind.TAKEN_OVER, at=at, by=by, note=note)
    _audit("review.taken-over", review, at=at, by=by, role=role)
    return review


@transaction.atomic
def release_review(*, review: Review, by: User, role: str, at: datetime) -> Review:
    """Give the case back to the queue."""
    if not _move(review, ReviewState.REQUESTED, Q(state=ReviewState.ACCEPTED, owner=by), owner=None, owner_since=None):
        raise ReviewTaken(review.owner)
    add_event(review, ReviewEvent.Kind.RELEASED, at=at, by=by)
    _audit("review.released", review, at=at, by=by, role=role)
    return review


@transaction.atomic
def cancel_review(*, response: QuestionnaireResponse, by: User | None, at: datetime, role: str = "") -> Review | None:
    """The patient took her intake back: the case leaves the queue. None where there was none, or it was decided already."""
    review = Review.objects.filter(response=response).first()
    if review is None or not _move(review, ReviewState.CANCELLED, Q()):
        return None
    _audit("review.cancelled", review, at=at, by=by, role=role)
    return review


def _note_use(review: Review, by: User, at: datetime) -> None:
    """The holder is at work: her claim lasts from now. No change of the case, so its version stays."""
    Review.objects.filter(pk=review.pk, state=ReviewState.ACCEPTED, owner=by, owner_since__lt=at).update(owner_since=at)


# --- words and marks ---------------------------------------------------------------------------------------------


@transaction.atomic
def add_comment(*, review: Review, by: User, role: str, text: str, at: datetime, key: UUID | None = None) -> ReviewEvent | None:
    """A colleague's words beside the case; a therapist's reading of readiness is one. `key` becomes the row's id: a
    second press adds nothing, and finds the first (None for a key that belongs to another case)."""
    event = ReviewEvent(id=key or uuid4(), review=review, kind=ReviewEvent.Kind.COMMENTED, at=at, by=by)
    event.note = {"text": text, "role": role}
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        return review.events.filter(pk=event.pk).first()
    _note_use(review, by, at)
    _audit("review.commented", review, at=at, by=by, role=role)
    return event


@transaction.atomic
def mark_finding_reviewed(*, review: Review, by: User, role: str, criterion: str, at: datetime) -> ReviewEvent | None:
    """An urgent or stopping finding was read by this person; each has to be before she signs. None for what did not fire."""
    result = result_of(review.assessment)
    if result is None or all(finding["id"] != criterion for finding in result["fired"]):
        return None
    note = {"criterion": criterion, "assessment": str(review.assessment_id)}
    marked = review.events.filter(kind=ReviewEvent.Kind.FINDING_REVIEWED, by=by)
    if earlier := next((event for event in marked if event.note == note), None):
        return earlier
    event = add_event(review, ReviewEvent.Kind.FINDING_REVIEWED, at=at, by=by, note=note)
    _note_use(review, by, at)
    _audit("review.finding-reviewed", review, at=at, by=by, role=role)
    return event


@transaction.atomic
def answer_duplicate(*, review: Review, by: User, role: str, same_person: bool, at: datetime) -> ReviewEvent:
    """Whether the other record with this name and birth date is the same person; asked before signing."""
    others = [str(other.pk) for other in duplicates_of(review.patient)]
    event = add_event(review, ReviewEvent.Kind.DUPLICATE_ANSWERED, at=at, by=by, note={"same_person": same_person, "others": others})
    _note_use(review, by, at)
    record(
        "review.duplicate-answered",
        at=at,
        by=by,
        role=role,
        clinic=review.clinic_id,
        about=review,
        patients=[review.patient_id, *others],
    )
    return event


# --- deciding ----------------------------------------------------------------------------------------------------


def _hold_still(patient: Patient) -> None:
    """No answer is saved and no alert opened for this person until the transaction ends.

    Her responses are locked first, as whatever listens to answers does; her own row next, so that no new response begins.
    """
    list(QuestionnaireResponse.objects.select_for_update().filter(patient=patient).order_by("pk").values_list("pk"))
    list(Patient.objects.select_for_update().filter(pk=patient.pk).values_list("pk"))


@transaction.atomic
def sign_decision(
    *, review: Review, draft: DecisionDraft, member: Membership, method: SigningMethod, key: str, version: int, at: datetime
) -> tuple[Decision, bool]:
    """Sign the decision of a case that nobody else holds; and whether it is new: a second press finds the first one.

    Raises ReviewTaken (held or decided by another), ReviewChanged (an older page), DecisionRefused. Its audit event is
    `note_decided`, written by the pathway after the patient's message: the chain is locked last.
    """
    _hold_still(review.patient)
    earlier = Decision.objects.filter(key=key, review=review, decided_by=member.user).first()
    if earlier is not None:
        return earlier, False
    review.refresh_from_db()
    review.response.refresh_from_db(fields=["status"])
    _take_for_signing(review, member.user, version, at)
    refusals = refusals_of(review=review, kind=draft.kind, role=member.role, by=member.user)
    if refusals:
        raise DecisionRefused(*refusals)
    decision = _signed(review, draft, member=member, method=method, key=key, at=at)
    add_event(review, ReviewEvent.Kind.DECIDED, at=at, by=member.user, note={"decision": str(decision.pk)})
    return decision, True


def _take_for_signing(review: Review, by: User, version: int, at: datetime) -> None:
    """Held by the signer (a free case is claimed in passing), drawn from this very version, and now decided."""
    was_hers = review.state == ReviewState.ACCEPTED and review.owner_id == by.pk
    drawn = Q(version=version)
    if not was_hers and _move(review, ReviewState.ACCEPTED, drawn & _free_for(by, at), owner=by, owner_since=at):
        drawn = Q(version=review.version)
    if _move(review, ReviewState.COMPLETED, drawn & Q(owner=by), completed_at=at):
        return
    if review.state == ReviewState.COMPLETED or (review.owner_id not in (None, by.pk) and not _is_idle(review, at)):
        raise ReviewTaken(review.owner)
    raise ReviewChanged


def _is_idle(review: Review, at: datetime) -> bool:
    return review.owner_since is not None and review.owner_since < at - CLAIM_IDLE


def _signed(review: Review, draft: DecisionDraft, *, member: Membership, method: SigningMethod, key: str, at: datetime) -> Decision:
    content = draft.content()
    decision = Decision(
        review=review, assessment=review.assessment, kind=draft.kind, content=content, key=key, decided_by=member.user, decided_at=at
    )
    decision.signature = sign_document(
        signer=member.user,
        meaning=Meaning.DECISION,
        method=method,
        document=decision,
        text=decision_text(review_id=review.pk, assessment_id=review.assessment_id, content=content),
        name=member.name,
        role=member.role,
        at=at,
    )
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:  # another decision stands already: the database allows one a review
        raise ReviewTaken(review.owner) from None
    return decision


def note_decided(*, decision: Decision, member: Membership, at: datetime) -> None:
    """The audit event of a signed decision; a second press, which signed nothing, has none."""
    fields = ["kind", "content", "signature"]
    _audit("review.decided", decision.review, at=at, by=member.user, role=member.role, about=decision, fields=fields)


def note_refused(*, review: Review, member: Membership, reason: str, at: datetime) -> None:
    """The attempt that was not signed is in the trail too (CO-3). Called after its transaction was undone."""
    _audit("review.decision-refused", review, at=at, by=member.user, role=member.role, outcome=AuditOutcome.DENIED, reason=reason)


def note_unreadable(*, review: Review, member: Membership, what: Iterable[str], at: datetime) -> None:
    """A part of this case does not open: an alarm in the log and an error in the trail (EN-6)."""
    log.error("review.cannot-be-read", review=str(review.pk), what=list(what))
    record(
        "review.cannot-be-read",
        at=at,
        by=member.user,
        role=member.role,
        clinic=review.clinic_id,
        about=review,
        patients=[review.patient_id],
        fields=what,
        outcome=AuditOutcome.ERROR,
    )


def unread_findings(review: Review) -> tuple[str, ...]:
    """Findings that whoever signs has to mark as read."""
    return must_be_read(result_of(review.assessment))


@transaction.atomic
def note_seen(*, review: Review, by: User, at: datetime) -> bool:
    """The patient has opened her outcome: one line of the timeline. False when it stands there already."""
    if review.events.filter(kind=ReviewEvent.Kind.SEEN_BY_PATIENT).exists():
        return False
    add_event(review, ReviewEvent.Kind.SEEN_BY_PATIENT, at=at, by=by)
    return True
