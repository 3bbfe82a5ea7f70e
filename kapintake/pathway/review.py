"""Steps of the review that cross apps: a decision is signed and the patient is told to look."""

from datetime import datetime

from django.db import transaction

from kapintake.accounts.models import SigningMethod
from kapintake.clinics.models import Membership
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message
from kapintake.reviews.models import Decision, Review
from kapintake.reviews.services import DecisionDraft, sign_decision


@transaction.atomic
def decide(
    *, review: Review, draft: DecisionDraft, member: Membership, method: SigningMethod, key: str, version: int, at: datetime
) -> Decision:
    """The clinician signs; the patient gets a mail that says only that there is an update."""
    decision = sign_decision(review=review, draft=draft, member=member, method=method, key=key, version=version, at=at)
    queue_message(
        Template.UPDATE_WAITING,
        to=review.patient.user,
        about=decision,
        path="/application/status/",
        at=at,
        clinic=review.clinic_id,
    )
    return decision
