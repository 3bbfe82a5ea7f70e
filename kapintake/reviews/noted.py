"""Reading what patients said after sending: what waits above a clinic's queue, one case's notes, a patient's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kapintake.access import CLINICIANS
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import clinic_date
from kapintake.patients.selectors import CaseBanner, case_banner
from kapintake.reviews.models import PatientNote, Review
from kapintake.sealing import CannotBeRead

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note that nobody has dealt with, as a line above the queue."""

    id: UUID
    review_id: UUID
    patient_id: UUID
    banner: CaseBanner
    kind: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note as it is read. `words` is None when it cannot be opened: never an empty note (EN-6)."""

    id: UUID
    kind: str
    title: str
    words: str | None
    safe: str
    about: str
    language: str
    sent_at: datetime
    answered_at: datetime | None
    answered_by: UUID | None
    done: str


def waiting_notes(member: Membership) -> QuerySet[PatientNote]:
    """The clinic's notes that no clinician has dealt with; none for anybody else."""
    if member.role not in CLINICIANS:
        return PatientNote.objects.none()
    return PatientNote.objects.filter(clinic=member.clinic_id, answer__isnull=True)


def open_notes_for(member: Membership, *, at: datetime) -> tuple[NoteRow, ...]:
    """What patients wrote and nobody has read yet, the oldest first. One statement at any size."""
    today = clinic_date(member.clinic, at)
    notes = waiting_notes(member).select_related("patient").defer("content").order_by("sent_at", "pk")[:MOST_SHOWN]
    return tuple(
        NoteRow(note.pk, note.review_id, note.patient_id, case_banner(note.patient, today), note.kind, note.sent_at) for note in notes
    )


def waiting_note_for(member: Membership, review: Review, note_id: Any) -> PatientNote | None:
    """One note of a case that the member may read."""
    found = PatientNote.objects.select_related("review", "patient").filter(clinic=member.clinic_id, review=review, pk=note_id)
    return found.first() if member.role in CLINICIANS else None


def notes_of(review: Review) -> tuple[NoteView, ...]:
    """Everything that was said after sending, oldest first. The caller has found the case for its reader."""
    notes = PatientNote.objects.filter(review=review).select_related("answer").order_by("sent_at", "pk")
    return tuple(_view(note) for note in notes)


def own_notes(user: Any) -> tuple[NoteView, ...]:
    """The signed-in patient's own, about her newest case, oldest first."""
    newest = Review.objects.filter(patient__user=user).order_by("-opened_at").first()
    return notes_of(newest) if newest is not None else ()


def _view(note: PatientNote) -> NoteView:
    try:
        content = note.content
    except CannotBeRead:
        content = {"words": None}
    answer = getattr(note, "answer", None)
    return NoteView(
        id=note.pk,
        kind=note.kind,
        title=str(PatientNote.Kind(note.kind).label),
        words=content["words"],
        safe=content.get("safe", ""),
        about=content.get("about", ""),
        language=note.language,
        sent_at=note.sent_at,
        answered_at=answer.at if answer else None,
        answered_by=answer.by_id if answer else None,
        done=_done(answer) if answer else "",
    )


def _done(answer: Any) -> str:
    try:
        return str(answer.done["words"])
    except CannotBeRead:
        return ""
