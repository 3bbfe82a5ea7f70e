"""A decided case that limits of a later day find graver: it waits above the queue until a clinician has looked at it once more.

What was signed stands, with the assessment that it rests on; whoever looks writes for her colleagues what she made of it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kapintake.access import CLINICIANS
from kapintake.assessments.models import Assessment, SecondLook
from kapintake.audit.services import record
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import clinic_date
from kapintake.patients.selectors import CaseBanner, case_banner
from kapintake.reviews.models import Review
from kapintake.reviews.services import add_comment, gravest_first, severity_of
from kapintake.reviews.signing import result_of

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class AgainRow:
    """A case to look at again, as a line above the queue."""

    review_id: UUID
    patient_id: UUID
    banner: CaseBanner
    before: str  # outcomes: the one that was decided on, and the newer one
    after: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SecondLookView:
    """What the case page says of it. `found` are new findings, the gravest first.

    It is None when the newer findings cannot be read, or there are none to read.
    """

    before: str
    after: str
    protocol: int
    opened_at: datetime
    found: tuple[dict[str, Any], ...] | None


def ask_for_second_look(*, review: Review, assessment: Assessment, at: datetime) -> SecondLook | None:
    """The decided case comes back into sight, where the newer assessment is graver than the one that was decided on."""
    if severity_of(assessment) <= review.severity:
        return None
    due_at = assessment.due_at or at
    look, is_new = SecondLook.objects.select_for_update().get_or_create(
        response_id=review.response_id,
        settled_at=None,
        defaults={"clinic_id": review.clinic_id, "assessment": assessment, "opened_at": at, "due_at": due_at},
    )
    if not is_new:
        look.assessment, look.due_at = assessment, min(look.due_at, due_at)
        look.save(update_fields=["assessment", "due_at"])
    record("review.second-look-asked", at=at, clinic=review.clinic_id, about=review, patients=[review.patient_id])
    return look


@transaction.atomic
def settle_second_look(*, review: Review, by: Membership, words: str, key: UUID, at: datetime) -> bool:
    """A clinician has looked: her words stand beside the case. False where somebody was quicker; the words stay all the same."""
    add_comment(review=review, by=by.user, role=by.role, text=words, key=key, at=at)
    settled = SecondLook.objects.filter(response=review.response_id, settled_at=None).update(settled_at=at, settled_by=by.user)
    if settled:
        record(
            "review.second-look-settled",
            at=at,
            by=by.user,
            role=by.role,
            clinic=review.clinic_id,
            about=review,
            patients=[review.patient_id],
        )
    return bool(settled)


def waiting_looks(member: Membership) -> QuerySet[SecondLook]:
    """Those of the clinic that nobody has settled; none for anybody but clinicians."""
    if member.role not in CLINICIANS:
        return SecondLook.objects.none()
    return SecondLook.objects.filter(clinic=member.clinic_id, settled_at=None)


def second_looks_for(member: Membership, *, at: datetime) -> tuple[AgainRow, ...]:
    """What is due first, first. One statement at any size."""
    today = clinic_date(member.clinic, at)
    joined = ("response__review__patient", "response__review__assessment", "assessment")
    sealed = ("assessment__input", "assessment__result", "response__current", "response__frozen", "response__review__headline")
    looks = waiting_looks(member).select_related(*joined).defer(*sealed).order_by("due_at", "id")[:MOST_SHOWN]
    return tuple(_row(look, look.response.review, today) for look in looks)


def _row(look: SecondLook, review: Review, today: Any) -> AgainRow:
    banner = case_banner(review.patient, today)
    return AgainRow(review.pk, review.patient_id, banner, review.assessment.outcome, look.assessment.outcome, look.due_at)


def second_look_of(review: Review) -> SecondLookView | None:
    """What waits on this case. The caller has found the case for its reader."""
    look = SecondLook.objects.select_related("assessment__protocol").filter(response=review.response_id, settled_at=None).first()
    if look is None:
        return None
    newer, signed_on = result_of(look.assessment), result_of(review.assessment) or {"fired": []}
    known = {finding["id"] for finding in signed_on["fired"]}
    found = None if newer is None else tuple(finding for finding in gravest_first(newer["fired"]) if finding["id"] not in known)
    return SecondLookView(review.assessment.outcome, look.assessment.outcome, look.assessment.protocol.version, look.opened_at, found)
