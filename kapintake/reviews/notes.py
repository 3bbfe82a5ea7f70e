"""Writing what a patient says after her answers were sent, and what a clinician did about it.

A note stands beside the answers and changes none. It makes pages of the case that were drawn before it too old to sign
from, so that nobody decides without having read it. Order of locks: the response's row (the caller's), the review's,
the audit chain.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from kapintake.access import Role
from kapintake.audit.services import record
from kapintake.clinics.models import Membership
from kapintake.reviews.models import NoteAnswer, PatientNote, Review, ReviewEvent, ReviewState
from kapintake.reviews.services import add_event

OVER = (ReviewState.COMPLETED, ReviewState.CANCELLED)


@transaction.atomic
def add_note(
    *, review: Review, kind: PatientNote.Kind, key: UUID, by: Any, at: datetime, words: str = "", safe: str = "", about: str = ""
) -> tuple[PatientNote, bool]:
    """The note, and whether it is new: the form's one-time key becomes its id, so that a second press finds the first."""
    note = PatientNote(id=key, patient=review.patient, clinic=review.clinic, review=review, kind=kind, language=by.language, sent_at=at)
    note.content = {"words": words, "safe": safe, "about": about}
    try:
        with transaction.atomic():
            note.save(force_insert=True)
    except IntegrityError:
        return PatientNote.objects.get(pk=key, review=review), False
    add_event(review, ReviewEvent.Kind.NOTE_ADDED, at=at, by=by, note={"note": str(note.pk), "kind": str(kind)})
    Review.objects.filter(pk=review.pk).exclude(state__in=OVER).update(version=F("version") + 1)
    return note, True


def audit_note(*, note: PatientNote, by: Any, at: datetime) -> None:
    """The event of a new note; the pathway writes it last, after an alert that the note may have opened."""
    record(
        "note.sent",
        at=at,
        by=by,
        role=Role.PATIENT,
        clinic=note.clinic_id,
        about=note,
        patients=[note.patient_id],
        reason=str(note.kind),
    )


@transaction.atomic
def answer_note(*, note: PatientNote, by: Membership, words: str, at: datetime) -> NoteAnswer:
    """A clinician has read it, and says for her colleagues what came of it. A second press finds the first."""
    answer = NoteAnswer(note=note, by=by.user, at=at)
    answer.done = {"words": words}
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        return NoteAnswer.objects.get(note=note)
    told = {"note": str(note.pk), "kind": str(note.kind), "words": words}
    add_event(note.review, ReviewEvent.Kind.NOTE_ANSWERED, at=at, by=by.user, note=told)
    record("note.answered", at=at, by=by.user, role=by.role, clinic=note.clinic_id, about=note, patients=[note.patient_id])
    return answer
