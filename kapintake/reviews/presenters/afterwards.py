"""What came after sending, as the case page shows it: what the patient wrote, and whether somebody has dealt with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from kapintake.reviews.forms import AnswerNoteForm
from kapintake.reviews.models import PatientNote, Review
from kapintake.reviews.noted import NoteView, notes_of

OWN_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `form` is there while nobody has dealt with it; `words` is None when it cannot be read."""

    title: str
    sent_at: datetime
    language: str  # "" for English
    words: str | None
    about: str
    safe: str
    is_waiting: bool
    form: AnswerNoteForm | None
    done: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class After:
    notes: tuple[Note, ...]


def after_sending(review: Review, *, names: Mapping[UUID, str], note_form: AnswerNoteForm | None = None) -> After:
    """`note_form` is one that was posted and did not fit: it stands at its note, with what was typed."""
    return After(notes=tuple(_note(note, names, note_form) for note in notes_of(review)))


def safe_words(safe: str) -> str:
    return {"yes": _("yes"), "unsure": _("not sure"), "no": _("no")}.get(safe, "")


def _note(note: NoteView, names: Mapping[UUID, str], posted: AnswerNoteForm | None) -> Note:
    waits = note.answered_at is None
    return Note(
        title=note.title[:1].upper() + note.title[1:],
        sent_at=note.sent_at,
        language="" if note.language == OWN_LANGUAGE else str(get_language_info(note.language)["name_translated"]),
        words=note.words,
        about=note.about,
        safe=safe_words(note.safe),
        is_waiting=waits,
        form=_form(note, posted) if waits else None,
        done=note.done,
        answered_by=names.get(note.answered_by, "") if note.answered_by else "",
        answered_at=note.answered_at,
    )


def _form(note: NoteView, posted: AnswerNoteForm | None) -> AnswerNoteForm:
    if posted is not None and str(posted.data.get("note", "")) == str(note.id):
        return posted
    return AnswerNoteForm(auto_id=f"note_{note.id}_%s", initial={"note": note.id})


def note_line(note: Mapping[str, Any]) -> str:
    """What a line of the timeline says of a note: its kind, and what was done."""
    title = str(PatientNote.Kind(note["kind"]).label) if note.get("kind") in PatientNote.Kind.values else ""
    return ": ".join(part for part in (title, str(note.get("words", ""))) if part)
