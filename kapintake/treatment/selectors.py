"""Reading how far a patient is on the way to a first date. A patient reaches her own newest case alone, and only after "go on"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kapintake.clinics.models import ConsentPurpose, ConsentText
from kapintake.clinics.selectors import consent_text_in_force
from kapintake.patients.models import Consent
from kapintake.patients.selectors import consents_of
from kapintake.reviews.models import PatientNote, Review
from kapintake.reviews.noted import NoteView, notes_of
from kapintake.reviews.outcomes import review_that_goes_on
from kapintake.sealing import CannotBeRead
from kapintake.treatment.content.questions import QUESTIONS, Question
from kapintake.treatment.models import CheckAnswer, SchedulingAnswers

MOST_MISSES = 2
OPEN, RIGHT, TO_DISCUSS, TALKED = "open", "right", "to-discuss", "talked-through"
OPTIONAL = (ConsentPurpose.TOUCH, ConsentPurpose.RECORDING, ConsentPurpose.OWN_DOCTOR)
OF_TREATMENT = (ConsentPurpose.TREATMENT, *OPTIONAL)


@dataclass(frozen=True, slots=True)
class Checked:
    """One question of the consent, and how it stands."""

    number: int
    question: Question
    state: str

    @property
    def is_settled(self) -> bool:
        return self.state in (RIGHT, TALKED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the way to a consent and a date is gone, on one case."""

    review: Review
    checks: tuple[Checked, ...]
    consents: tuple[Consent, ...]  # that stand now, of the treatment and beside it
    was_taken_back: bool
    scheduling: SchedulingAnswers | None

    @property
    def consent(self) -> Consent | None:
        return next((one for one in self.consents if one.text.purpose == ConsentPurpose.TREATMENT), None)

    @property
    def to_discuss(self) -> tuple[Checked, ...]:
        return tuple(check for check in self.checks if check.state == TO_DISCUSS)

    @property
    def may_sign(self) -> bool:
        return all(check.is_settled for check in self.checks)

    @property
    def next_check(self) -> Checked | None:
        return next((check for check in self.checks if check.state == OPEN), None)

    @property
    def settled(self) -> int:
        return sum(check.is_settled for check in self.checks)


def standing_for(user: Any) -> Standing | None:
    """The signed-in patient's own; None before a clinician decided to go on with her."""
    review = review_that_goes_on(user)
    return standing_of(review) if review is not None else None


def standing_of(review: Review) -> Standing:
    """Of one case, which the caller has found for its reader."""
    notes = [note for note in notes_of(review) if note.kind == PatientNote.Kind.TO_DISCUSS]
    signed = [one for one in consents_of(review.patient) if one.text.purpose in OF_TREATMENT]
    newest: dict[str, Consent] = {}
    for one in signed:  # newest first
        newest.setdefault(one.text.purpose, one)
    standing = tuple(one for one in newest.values() if not hasattr(one, "withdrawal"))
    treatment = newest.get(ConsentPurpose.TREATMENT)
    return Standing(
        review=review,
        checks=checks_of(review, notes),
        consents=standing,
        was_taken_back=treatment is not None and treatment not in standing,
        scheduling=review.scheduling_answers.order_by("-at", "-pk").first(),
    )


def checks_of(review: Review, notes: Iterable[NoteView]) -> tuple[Checked, ...]:
    """Each question: right once is settled; two misses are talked through, and settled when a clinician has."""
    picks: dict[str, list[bool]] = {}
    for answer in CheckAnswer.objects.filter(review=review).order_by("at", "pk"):
        try:
            given = answer.given
        except CannotBeRead:
            continue  # asked again: a pick that does not open settles nothing
        picks.setdefault(given["question"], []).append(given["is_right"])
    talked = {note.about: note.answered_at is not None for note in notes}
    return tuple(
        Checked(number, question, _state(picks.get(question.id, []), talked.get(question.id)))
        for number, question in enumerate(QUESTIONS, start=1)
    )


def _state(picks: list[bool], talked: bool | None) -> str:
    if any(picks):
        return RIGHT
    if talked:
        return TALKED
    return TO_DISCUSS if len(picks) >= MOST_MISSES or talked is False else OPEN


def texts_to_sign(review: Review, *, language: str, at: datetime) -> tuple[ConsentText | None, tuple[ConsentText, ...]]:
    """The treatment's text in force, and those of the choices beside it that the clinic has written."""
    main = consent_text_in_force(review.clinic, ConsentPurpose.TREATMENT, language, at=at)
    beside = (consent_text_in_force(review.clinic, purpose, language, at=at) for purpose in OPTIONAL)
    return main, tuple(text for text in beside if text is not None)


def scheduling_values(answers: SchedulingAnswers | None) -> dict[str, Any]:
    """What she said last. Raises CannotBeRead: never an empty form, which would read as never answered."""
    return dict(answers.given["values"]) if answers is not None else {}
