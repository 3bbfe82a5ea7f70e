"""What the front desk may know: who the patients are, how to reach them, where each application stands (AC-10).

No answer, score, finding, alert or decision is read here, so none can be shown.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from kapintake.access import CLINICIANS, Role
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.selectors import calls_to_make
from kapintake.patients.models import Patient
from kapintake.patients.selectors import CaseBanner, case_banner
from kapintake.reviews.models import Review, ReviewState

MAY_READ = (Role.FRONT_DESK, *CLINICIANS)
PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One patient, as the desk knows her."""

    patient_id: UUID
    banner: CaseBanner
    stands: str
    since: datetime
    draft_id: UUID | None = None  # of an application that is being answered


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of patients, newest first; `after` begins the next page, if there is one."""

    rows: tuple[DeskRow, ...]
    after: UUID | None
    calls: tuple["CallRow", ...] = ()


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call to make: questions by phone. Which questions is not for the desk."""

    response_id: UUID
    patient_id: UUID
    banner: CaseBanner
    asked_at: datetime


def desk_for(member: Membership, *, at: datetime, after: UUID | None = None) -> Desk:
    """The clinic's patients for those who may know them; nothing for anybody else. Three statements at any size."""
    if member.role not in MAY_READ:
        return Desk((), None)
    responses = QuestionnaireResponse.objects.filter(patient=OuterRef("pk")).order_by("-started_at")
    reviews = Review.objects.filter(patient=OuterRef("pk")).order_by("-opened_at")
    patients = Patient.objects.filter(clinic=member.clinic_id, closed_at__isnull=True)
    last = patients.filter(pk=after).values_list("created_at", "pk").first() if after else None
    if last is not None:
        patients = patients.filter(created_at__lte=last[0]).exclude(created_at=last[0], pk__gte=last[1])
    found = list(
        patients.annotate(
            answering=Subquery(responses.values("status")[:1]),
            reviewing=Subquery(reviews.values("state")[:1]),
            moved_at=Subquery(responses.values("last_answer_at")[:1]),
            draft_id=Subquery(responses.filter(status=ResponseStatus.IN_PROGRESS).values("pk")[:1]),
        ).order_by("-created_at", "-pk")[: PAGE_ROWS + 1]
    )
    today = clinic_date(member.clinic, at)
    rows = tuple(_row(patient, today) for patient in found[:PAGE_ROWS])
    waiting = () if after else calls_to_make(member)
    calls = tuple(CallRow(call.response_id, call.patient.pk, case_banner(call.patient, today), call.asked_at) for call in waiting)
    return Desk(rows, found[PAGE_ROWS - 1].pk if len(found) > PAGE_ROWS else None, calls)


def _row(patient: Any, today: date) -> DeskRow:
    """`patient` with what desk_for added to it."""
    where = stands(patient.answering, patient.reviewing)
    return DeskRow(patient.pk, case_banner(patient, today), where, patient.moved_at or patient.created_at, patient.draft_id)


def stands(answering: str | None, reviewing: str | None) -> str:
    """Where an application stands, in words that tell nothing of its content."""
    if answering is None:
        return _("Details given, no consent yet")
    if answering == ResponseStatus.STOPPED:
        return _("Taken back")
    if answering == ResponseStatus.IN_PROGRESS:
        return _("Answering")
    return {
        ReviewState.REQUESTED: _("Sent, waiting to be read"),
        ReviewState.ACCEPTED: _("Being read"),
        ReviewState.ON_HOLD: _("Waiting for the patient"),
        ReviewState.COMPLETED: _("The clinic has answered"),
        ReviewState.CANCELLED: _("Taken back"),
    }.get(ReviewState(reviewing) if reviewing else ReviewState.REQUESTED, "")
