"""A clinician asks the patient for something after sending; her replies are heard, judged anew, and bring the case back.

One transaction each. Order of locks: the response's row, the review's, the alert's, the audit chain (CO-10).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.db import transaction

from kapintake.access import Role
from kapintake.alerts.services import hear, hear_failure
from kapintake.assessments.selectors import listening_protocol, newest_assessment, protocol_in_force
from kapintake.assessments.services import assess_response
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.amending import amend_response
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.selectors import locked, rules_input
from kapintake.intake.services import cleaned
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message
from kapintake.pathway.afterwards import heard_in_words, listen_to
from kapintake.reviews.asking import ANSWERED, CALL_ME, Asked, ask, audit_request, end_request, keep_reply, touch
from kapintake.reviews.models import InformationRequest, PatientNote, Review, ReviewState
from kapintake.reviews.notes import add_note, audit_note
from kapintake.reviews.reassessing import locked_review, note_reassessed
from kapintake.reviews.requests import open_request_of, overdue_requests, standing_input, view_of
from kapintake.reviews.services import ReviewChanged
from screening import Answers, HelpPage, safety

log = structlog.get_logger()
ASKED_PATH = "/application/asked/"


class NotAsked(Exception):
    """Nothing waits for this reply: it was taken back, its date has passed, or it was replied to. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Replied:
    """What came of a reply: help that is due now, and whether everything that was asked is replied to."""

    help_page: str
    is_over: bool


@transaction.atomic
def ask_patient(*, review: Review, asked: Asked, member: Membership, key: UUID, version: int, at: datetime) -> InformationRequest:
    """The patient gets a mail that says only that there is an update; the case waits for her. Raises ReviewTaken and ReviewChanged."""
    response = locked(review.response)
    held = locked_review(response)
    if held is None or response.status == ResponseStatus.STOPPED:
        raise ReviewChanged
    request, is_new = ask(review=held, asked=asked, member=member, key=key, version=version, at=at)
    if is_new:
        queue_message(Template.UPDATE_WAITING, to=response.patient.user, about=request, path=ASKED_PATH, at=at, clinic=response.clinic)
        audit_request("request.sent", request, by=member.user, role=member.role, at=at)
    return request


def _waiting(request: InformationRequest) -> tuple[QuestionnaireResponse, InformationRequest]:
    """The response and the request, their rows locked, while a reply is waited for."""
    response = locked(request.review.response)
    held = locked_review(response)
    waiting = open_request_of(held) if held is not None and held.state == ReviewState.ON_HOLD else None
    if waiting is None or waiting.pk != request.pk:
        raise NotAsked
    return response, waiting


@transaction.atomic
def reply_to_request(
    *, request: InformationRequest, part: int, how: str, values: Mapping[str, Any], words: str, key: UUID, by: Any, at: datetime
) -> Replied:
    """One part is replied to. Earlier answers stay; the last part brings a new assessment beside the old, and the case back.

    Raises NotAsked and InvalidAnswer.
    """
    response, request = _waiting(request)
    review = request.review
    questionnaire = questionnaire_of(response)
    said = {link_id: cleaned(questionnaire.item(link_id), raw) for link_id, raw in values.items()} if how == ANSWERED else {}
    rests_on = _with_replies(response, request)
    before = {link_id: rests_on["answers"].get(link_id) for link_id in said}
    reply, is_new = keep_reply(
        request=request, part=part, how=how, values=said, before=before, words=words if how == ANSWERED else "", key=key, by=by, at=at
    )
    if not is_new:
        return Replied("", is_over=False)
    read = added_to(response, rests_on, said)
    help_page = _hear(response, rests_on, read, by=by, at=at) if said else ""
    if how == ANSWERED and words:
        heard = heard_in_words(response, words, "", at=at)
        listen_to(response, heard, by=by, at=at)
        help_page = help_page or (str(HelpPage.SUICIDE) if heard is None or heard.criteria else "")
    if how == CALL_ME:
        note, _new = add_note(review=review, kind=PatientNote.Kind.CALL_ME, key=uuid4(), by=by, at=at)
        audit_note(note=note, by=by, at=at)
    is_over = view_of(request).next_part is None
    if is_over:
        _come_back(response, request, read, at=at)
    audit_request("request.replied", request, by=by, role=Role.PATIENT, at=at, fields=("answers",), reason=how)
    return Replied(help_page, is_over=is_over)


def _with_replies(response: QuestionnaireResponse, request: InformationRequest) -> dict[str, Any]:
    """What the newest assessment read, with the parts that were replied to since."""
    read = standing_input(request.review)
    for part in view_of(request).parts:
        read = added_to(response, read, part.values)
    return read


def added_to(response: QuestionnaireResponse, rests_on: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What the rules read when these answers are added: what a safety question once held stays heard."""
    if not said:
        return dict(rests_on)
    questionnaire = questionnaire_of(response)
    answers = Answers.from_json(dict(rests_on), questionnaire)
    for link_id, value in said.items():
        answers = answers.with_answer(link_id, value)
    told: dict[str, Any] = answers.to_json()
    return rules_input(answers, told, questionnaire, {})


def _hear(response: QuestionnaireResponse, rests_on: Mapping[str, Any], read: Mapping[str, Any], *, by: Any, at: datetime) -> str:
    """Safety is listened to at once, as when an answer of a draft is saved. The help page that is due now."""
    try:
        protocol, today = listening_protocol(response.clinic), clinic_date(response.clinic, at)
        was, now = (Answers.from_json(dict(one), questionnaire_of(response)) for one in (rests_on, read))
        before, after = (safety.listen(one, protocol, today, submitted=True) for one in (was, now))
        due = safety.help_due(before, after, ended_safety_part=False)
        if due is None and safety.said_yes(now) - safety.said_yes(was):  # said now, where silence had opened help before
            due = next(iter(after.help_pages), HelpPage.SUICIDE)
    except Exception as error:  # the answer is kept and a person told, whatever the rules stumbled over
        log.error("safety.not-heard", response=str(response.pk), kind=type(error).__name__)
        hear_failure(response=response, by=by, at=at)
        return str(HelpPage.SUICIDE)
    hear(response=response, reading=after, before=before, by=by, at=at)
    return str(due or "")


def _come_back(response: QuestionnaireResponse, request: InformationRequest, read: Mapping[str, Any], *, at: datetime) -> None:
    """Everything is replied to: judged anew where answers came, and in the queue again."""
    end_request(request=request, ending=InformationRequest.Ending.REPLIED, at=at)
    last = newest_assessment(response)
    if not any(part.values for part in view_of(request).parts) or last is None:
        touch(request.review)
        return
    amend_response(response=response)
    at = max(at, last.assessed_at + timedelta(microseconds=1))  # the newest, whatever the clock of this machine says
    made = assess_response(response=response, protocol=protocol_in_force(response.clinic), at=at, read=read)
    review = locked_review(response)
    if review is not None:
        note_reassessed(review=review, assessment=made, before=last.outcome, at=at)


@transaction.atomic
def take_request_back(*, request: InformationRequest, member: Membership, at: datetime) -> bool:
    """A clinician does not wait any longer: the case is in the queue again."""
    locked(request.review.response)
    if not end_request(request=request, ending=InformationRequest.Ending.TAKEN_BACK, at=at, by=member.user):
        return False
    audit_request("request.taken-back", request, by=member.user, role=member.role, at=at)
    return True


def return_unanswered(*, at: datetime) -> int:
    """Cases whose patients did not reply by the date come back to the queue. How many; safe to run by several workers."""
    due = overdue_requests((at + timedelta(days=1)).date()).select_related("clinic", "review", "review__response")
    return sum(_ran_out(request, at) for request in due if request.answer_by < clinic_date(request.clinic, at))


@transaction.atomic
def _ran_out(request: InformationRequest, at: datetime) -> bool:
    locked(request.review.response)
    if not end_request(request=request, ending=InformationRequest.Ending.RAN_OUT, at=at):
        return False
    audit_request("request.ran-out", request, by=None, role="", at=at)
    return True
