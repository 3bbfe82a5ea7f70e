"""The steps after "go on" that cross apps: the questions of the consent, the consent itself, and what is asked before a date.

One transaction each. Order of locks: the response's row, the review's, the audit chain (CO-10).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from kapintake.assessments.selectors import newest_assessment, protocol_in_force
from kapintake.assessments.services import assess_response
from kapintake.clinics.models import ConsentText
from kapintake.intake.selectors import locked
from kapintake.pathway.registration import agree_to_text, take_back_consent
from kapintake.patients.models import Consent
from kapintake.reviews.models import PatientNote, Review
from kapintake.reviews.notes import add_note, audit_note
from kapintake.reviews.outcomes import review_that_goes_on
from kapintake.reviews.reassessing import locked_review, note_reassessed
from kapintake.treatment.content.questions import Question
from kapintake.treatment.models import CheckAnswer, SchedulingAnswers
from kapintake.treatment.selectors import TO_DISCUSS, scheduling_values, standing_of
from kapintake.treatment.services import audit, cleaned, keep_pick, keep_scheduling


class NotYet(Exception):
    """The clinic has not decided to go on with her, or something comes first. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What came of a pick."""

    is_right: bool
    is_to_discuss: bool


def _held(review: Review, by: Any) -> Review:
    """The case, its rows locked, while the clinic still goes on with her."""
    response = locked(review.response)
    held = locked_review(response)
    if held is None or review_that_goes_on(by) != held:
        raise NotYet
    return Review.objects.select_related("patient", "clinic", "response").get(pk=held.pk)


@transaction.atomic
def answer_check(*, review: Review, question: Question, picked: str, key: UUID, by: Any, at: datetime) -> Picked:
    """A pick at one question of the consent. The second miss asks a clinician to talk it through; nothing else waits for it."""
    review = _held(review, by)
    answer, is_new = keep_pick(review=review, question=question, picked=picked, key=key, by=by, at=at)
    check = next(one for one in standing_of(review).checks if one.question == question)
    is_to_discuss = check.state == TO_DISCUSS
    if is_new:
        if is_to_discuss and not _asked_before(review, question):
            note, _new = add_note(review=review, kind=PatientNote.Kind.TO_DISCUSS, key=uuid4(), by=by, at=at, about=question.id)
            audit_note(note=note, by=by, at=at)
        audit("consent.question-answered", answer, review, by=by, at=at)
    return Picked(_is_right(answer), is_to_discuss)


def _is_right(answer: CheckAnswer) -> bool:
    return bool(answer.given["is_right"])


def _asked_before(review: Review, question: Question) -> bool:
    notes = PatientNote.objects.filter(review=review, kind=PatientNote.Kind.TO_DISCUSS)
    return any(note.content["about"] == question.id for note in notes)


@transaction.atomic
def sign_treatment(
    *, review: Review, text: ConsentText, beside: Iterable[ConsentText], typed_name: str, by: Any, at: datetime
) -> list[Consent]:
    """She signs the treatment's text, and each choice beside it that she ticked: a signature for every one.

    Raises NotYet while a question is not settled, and NameDiffers; then nothing is signed.
    """
    review = _held(review, by)
    if not standing_of(review).may_sign:
        raise NotYet
    agreed = {"patient": review.patient, "typed_name": typed_name, "by": by, "at": at}
    return [agree_to_text(text=one, language=one.language, **agreed) for one in (text, *beside)]


@transaction.atomic
def take_back(*, consent: Consent, by: Any, at: datetime) -> bool:
    """She no longer agrees, and a clinician is told: a date may be waiting. A second press finds nothing to take back."""
    patient, purpose = consent.patient, consent.text.purpose
    review = review_that_goes_on(by)
    if not take_back_consent(patient=patient, purpose=purpose, by=by, at=at):
        return False
    if review is not None:
        note, _new = add_note(review=review, kind=PatientNote.Kind.CONSENT_TAKEN_BACK, key=uuid4(), by=by, at=at, about=str(purpose))
        audit_note(note=note, by=by, at=at)
    return True


@transaction.atomic
def answer_before_date(*, review: Review, values: Mapping[str, Any], key: UUID, by: Any, at: datetime) -> SchedulingAnswers:
    """How she gets home, and the rest: kept beside what was said before, and judged in a new assessment beside the old.

    A second press finds the first. Raises NotYet and InvalidAnswer.
    """
    review = _held(review, by)
    earlier = SchedulingAnswers.objects.filter(pk=key, review=review).first()
    if earlier is not None:
        return earlier
    said = cleaned(values)
    standing, last = standing_of(review), newest_assessment(review.response)
    before = scheduling_values(standing.scheduling)
    rests_on = last.input if last is not None else (review.response.frozen or {})["input"]
    read = {**rests_on, "answers": {**rests_on["answers"], **said}}
    made = assess_response(response=review.response, protocol=protocol_in_force(review.clinic), at=at, read=read)
    kept = keep_scheduling(review=review, key=key, values=said, before=before, assessment=made, by=by, at=at)
    note_reassessed(review=review, assessment=made, before=last.outcome if last is not None else "", at=at)
    audit("scheduling.answered", kept, review, by=by, at=at, fields=("answers",))
    return kept
