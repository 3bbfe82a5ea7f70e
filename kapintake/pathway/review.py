"""Steps of the review that cross apps: a decision is signed and the patient is told to look."""

from datetime import datetime

from django.db import transaction

from kapintake.access import Role
from kapintake.accounts.models import SigningMethod, User
from kapintake.audit.services import record
from kapintake.clinics.models import Membership
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message
from kapintake.reviews.models import Decision, Review
from kapintake.reviews.outcomes import decided_review_of
from kapintake.reviews.services import (
    DecisionDraft,
    DecisionRefused,
    ReviewChanged,
    ReviewTaken,
    note_decided,
    note_refused,
    note_seen,
    sign_decision,
)

OUTCOME_PATH = "/application/status/"


def decide(
    *, review: Review, draft: DecisionDraft, member: Membership, method: SigningMethod, key: str, version: int, at: datetime
) -> Decision:
    """The clinician signs; the patient gets a mail that says only that there is an update.

    What is refused changes nothing and is in the audit trail as an attempt that was denied.
    """
    try:
        return _decide(review=review, draft=draft, member=member, method=method, key=key, version=version, at=at)
    except (DecisionRefused, ReviewTaken, ReviewChanged) as refused:
        reason = refused.reason if isinstance(refused, DecisionRefused) else REASONS[type(refused)]
        review.refresh_from_db()
        note_refused(review=review, member=member, reason=reason, at=at)
        raise


REASONS: dict[type[Exception], str] = {ReviewTaken: "taken", ReviewChanged: "changed"}


@transaction.atomic
def _decide(
    *, review: Review, draft: DecisionDraft, member: Membership, method: SigningMethod, key: str, version: int, at: datetime
) -> Decision:
    decision, is_new = sign_decision(review=review, draft=draft, member=member, method=method, key=key, version=version, at=at)
    if is_new:
        queue_message(Template.UPDATE_WAITING, to=review.patient.user, about=decision, path=OUTCOME_PATH, at=at, clinic=review.clinic)
        note_decided(decision=decision, member=member, at=at)
    return decision


@transaction.atomic
def see_outcome(*, user: User, at: datetime) -> None:
    """The patient opened her outcome: one line of the case's timeline and one event, the first time."""
    review = decided_review_of(user)
    if review is not None and note_seen(review=review, by=user, at=at):
        record("decision.seen", at=at, by=user, role=Role.PATIENT, clinic=review.clinic_id, about=review, patients=[review.patient_id])
