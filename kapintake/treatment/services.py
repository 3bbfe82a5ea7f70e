"""Writing picks at the questions of the consent, and answers before a date. Audited by the pathway, which knows what follows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kapintake.access import Role
from kapintake.assessments.models import Assessment
from kapintake.audit.services import record
from kapintake.reviews.models import Review
from kapintake.treatment.content import EDITION
from kapintake.treatment.content.questions import Question
from kapintake.treatment.models import CheckAnswer, SchedulingAnswers
from kapintake.treatment.scheduling import SCHEDULING_ITEMS
from screening import clean_answer
from screening.values import as_json


class NotOffered(Exception):
    """The pick is none of the question's."""


def keep_pick(*, review: Review, question: Question, picked: str, key: UUID, by: Any, at: datetime) -> tuple[CheckAnswer, bool]:
    """One pick, and whether it is new: a second press finds the first. Raises NotOffered."""
    if picked not in [pick.value for pick in question.picks]:
        raise NotOffered
    answer = CheckAnswer(id=key, review=review, edition=EDITION, language=by.language, at=at)
    answer.given = {"question": question.id, "picked": picked, "is_right": picked == question.right}
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        return CheckAnswer.objects.get(pk=key, review=review), False
    return answer, True


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the rules take them; only questions that are asked before a date. Raises InvalidAnswer and KeyError."""
    return {link_id: as_json(clean_answer(SCHEDULING_ITEMS[link_id], value)) for link_id, value in values.items()}


def keep_scheduling(
    *, review: Review, key: UUID, values: Mapping[str, Any], before: Mapping[str, Any], assessment: Assessment, by: Any, at: datetime
) -> SchedulingAnswers:
    """One act of answering, beside those before it."""
    answers = SchedulingAnswers(id=key, review=review, assessment=assessment, by=by, at=at)
    answers.given = {"values": dict(values), "before": dict(before)}
    answers.save(force_insert=True)
    return answers


def audit(action: str, about: Any, review: Review, *, by: Any, at: datetime, fields: tuple[str, ...] = ()) -> None:
    """The event of a patient's act; it names no question and no answer."""
    record(
        action,
        at=at,
        by=by,
        role=Role.PATIENT,
        clinic=review.clinic_id,
        about=about,
        patients=[review.patient_id],
        fields=fields,
    )
