"""A case whose answers were assessed again under other limits: what waits for a clinician moves to its new place.

A signed decision stands as it was signed, on the assessment that it names; the new one is a line of its timeline, and
where it is graver the case stands above the queue until somebody has looked at it once more.
"""

from datetime import datetime
from typing import Any

from kapintake.assessments.models import Assessment
from kapintake.audit.services import record
from kapintake.intake.models import QuestionnaireResponse
from kapintake.reviews.again import ask_for_second_look
from kapintake.reviews.models import Review, ReviewEvent, ReviewState
from kapintake.reviews.services import add_event, headline_of, severity_of

OVER = (ReviewState.COMPLETED, ReviewState.CANCELLED)


def locked_review(response: QuestionnaireResponse) -> Review | None:
    """The response's review, its row locked until the transaction ends: after the response, before the alert (CO-10)."""
    return Review.objects.select_for_update(of=("self",)).select_related("clinic").filter(response=response).first()


def note_reassessed(*, review: Review, assessment: Assessment, before: str, at: datetime) -> None:
    """The newest assessment, its weight in the queue, and a time that never becomes later; pages drawn before are told."""
    note: dict[str, Any] = {"assessment": str(assessment.pk), "before": before, "after": assessment.outcome}
    add_event(review, ReviewEvent.Kind.REASSESSED, at=at, note=note)
    if review.state not in OVER:
        review.assessment, review.severity, review.headline = assessment, severity_of(assessment), headline_of(assessment)
        review.due_at = min(review.due_at, assessment.due_at or review.due_at)
        review.version += 1
        review.save(update_fields=["assessment", "severity", "headline", "due_at", "version"])
    elif review.state == ReviewState.COMPLETED:
        ask_for_second_look(review=review, assessment=assessment, at=at)
    record("review.reassessed", at=at, clinic=review.clinic_id, about=review, patients=[review.patient_id])
