"""What came after sending, as the case page shows it: what the patient wrote, and how far she is on the way to a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from kapintake.clinics.models import ConsentPurpose
from kapintake.intake.words import answer_words
from kapintake.reviews.forms import AnswerNoteForm
from kapintake.reviews.models import PatientNote, Review
from kapintake.reviews.noted import NoteView, notes_of
from kapintake.reviews.presenters.words import CANNOT_BE_READ
from kapintake.reviews.selectors import decision_of
from kapintake.reviews.signing import GOES_ON
from kapintake.sealing import CannotBeRead
from kapintake.treatment.content.questions import QUESTIONS
from kapintake.treatment.models import SchedulingAnswers
from kapintake.treatment.scheduling import SCHEDULING_CRITERIA, SCHEDULING_ITEMS
from kapintake.treatment.selectors import Standing, standing_of

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
    button: str
    done: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A criterion about a date that fired: it holds up the date, and is no verdict on the person."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """How far she is: the consent, the choices beside it, what is to be discussed, and what was said before a date."""

    consent: str
    beside: tuple[str, ...]
    to_discuss: tuple[str, ...]
    answers: tuple[Said, ...]
    answered_at: datetime | None
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class After:
    notes: tuple[Note, ...]
    way: Way | None  # only after "go on"


def after_sending(review: Review, *, names: Mapping[UUID, str], note_form: AnswerNoteForm | None = None) -> After:
    """`note_form` is one that was posted and did not fit: it stands at its note, with what was typed."""
    decision = decision_of(review)
    goes_on = decision is not None and decision.kind in GOES_ON
    return After(
        notes=tuple(_note(note, names, note_form) for note in notes_of(review)),
        way=_way(standing_of(review)) if goes_on else None,
    )


def _way(standing: Standing) -> Way:
    answers = standing.scheduling
    return Way(
        consent=_consent_words(standing),
        beside=tuple(str(ConsentPurpose(one.text.purpose).label) for one in standing.consents if one != standing.consent),
        to_discuss=tuple(check.question.text.en for check in standing.to_discuss),
        answers=_said(answers) if answers is not None else (),
        answered_at=answers.at if answers is not None else None,
        hindrances=_hindrances(answers) if answers is not None else (),
    )


def _consent_words(standing: Standing) -> str:
    if standing.consent is not None:
        told = {"day": date_format(localtime(standing.consent.given_at), "M j, Y"), "version": standing.consent.text.version}
        return _("Signed %(day)s, version %(version)d, %(language)s") % {**told, "language": standing.consent.language}
    if standing.to_discuss:
        return _("To discuss")
    return _("Taken back") if standing.was_taken_back else _("Not signed yet")


def _said(answers: SchedulingAnswers) -> tuple[Said, ...]:
    try:
        values = answers.given["values"]
    except CannotBeRead:
        return (Said(_("Answers"), str(CANNOT_BE_READ)),)
    return tuple(Said(item.title, answer_words(item, values.get(link_id))) for link_id, item in SCHEDULING_ITEMS.items())


def _hindrances(answers: SchedulingAnswers) -> tuple[Hindrance, ...]:
    """What the assessment that read them found. One that failed, or does not open, hinders too."""
    try:
        fired = answers.assessment.result.get("fired")
    except CannotBeRead:
        fired = None
    if fired is None:
        return (Hindrance(_("Could not be assessed"), _("Read the answers yourself.")),)
    return tuple(Hindrance(one["title"], one["why"]) for one in fired if one["id"] in SCHEDULING_CRITERIA)


def about_words(kind: str, about: str) -> str:
    """What a note is about, for staff: the question, or the consent."""
    if kind == PatientNote.Kind.TO_DISCUSS:
        return next((question.text.en for question in QUESTIONS if question.id == about), about)
    return str(ConsentPurpose(about).label) if about in ConsentPurpose.values else about


def safe_words(safe: str) -> str:
    return {"yes": _("yes"), "unsure": _("not sure"), "no": _("no")}.get(safe, "")


def _note(note: NoteView, names: Mapping[UUID, str], posted: AnswerNoteForm | None) -> Note:
    waits = note.answered_at is None
    return Note(
        title=note.title[:1].upper() + note.title[1:],
        sent_at=note.sent_at,
        language="" if note.language == OWN_LANGUAGE or not note.words else str(get_language_info(note.language)["name_translated"]),
        words=note.words,
        about=about_words(note.kind, note.about),
        safe=safe_words(note.safe),
        is_waiting=waits,
        form=_form(note, posted) if waits else None,
        button=_("Talked it through with the patient") if note.kind == PatientNote.Kind.TO_DISCUSS else _("Read and dealt with"),
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
