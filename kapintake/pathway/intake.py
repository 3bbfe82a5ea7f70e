"""The patient's steps: an answer is heard as it is saved; a sent intake is frozen, assessed and opened for review.

One transaction each. Order of locks: the response's row, the alert's, the audit chain (CO-10).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from django.db import IntegrityError, transaction

from kapintake.access import Role
from kapintake.alerts.services import ask_for_call, hear, hear_failure, note_help_shown
from kapintake.assessments.selectors import listening_protocol, protocol_in_force
from kapintake.assessments.services import assess_response, evaluate
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.document import DECLINED, PHONE, complete, is_known
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.selectors import answers_of, key_was_used, locked, reread, response_for
from kapintake.intake.services import (
    Superseded,
    ask_for_questions_by_phone,
    freeze_response,
    note_called,
    note_saved,
    note_sent,
    stop_response,
    write_answers,
)
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message
from kapintake.reviews.services import cancel_review, open_review
from screening import HelpPage, is_unlikely, safety

log = structlog.get_logger()
TRIES = 4
SAFETY_PART = ("mood", "safety")  # the sections in which safety is asked
STATUS_PATH = "/application/status/"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a save: the help page that is due now, and numbers that are worth asking about once."""

    response: QuestionnaireResponse
    help_page: str = ""
    unlikely: tuple[str, ...] = field(default=())


def record_answer(
    *,
    response: QuestionnaireResponse,
    values: Mapping[str, Any],
    key: str,
    version: int | None,
    by: Any,
    at: datetime,
    how: str = "",
    place: str = "",
    role: str = Role.PATIENT,
    **beside: Any,
) -> Recorded:
    """Save, listen, alert, say which help page is due. Whoever was overtaken by another save looks again and decides anew.

    `place` is the name of the page ("4.9"), `role` a clinician's where she enters what she was told; `beside` is what
    `intake.document.changed` takes besides the values.
    Raises AlreadySent, KeepWhich, TooLong and InvalidAnswer, all with nothing written.
    """
    for _attempt in range(TRIES):
        try:
            with transaction.atomic():
                return _record(response, values, key=key, version=version, by=by, at=at, how=how, place=place, role=role, beside=beside)
        except Superseded:
            if beside.get("lists"):  # a list was put together from what was read: its maker has to look again
                raise
            response = reread(response)
        except IntegrityError:
            if not key_was_used(response, key):
                raise
            return Recorded(reread(response))
    raise Superseded


def _record(
    response: QuestionnaireResponse,
    values: Mapping[str, Any],
    *,
    key: str,
    version: int | None,
    by: Any,
    at: datetime,
    how: str,
    place: str,
    role: str,
    beside: Mapping[str, Any],
) -> Recorded:
    heard = _listen(response, values, at=at)
    helped = {place: str(heard.help_page)} if heard.help_page and place else {}
    was = response.version
    saved = write_answers(
        response=response, values=values, key=key, by=by, at=at, how=how, version=version, role=role, helped=helped, **beside
    )
    if saved.version == was:  # this form was saved before: its help page stands in the document
        return Recorded(saved, help_page=complete(saved.current)["helped"].get(place, ""), unlikely=unlikely_in(saved, values))
    if heard.after is None:
        hear_failure(response=saved, by=by, at=at)
    else:
        hear(response=saved, reading=heard.after, before=heard.before, by=by, at=at)
    note_saved(response=saved, by=by, at=at, role=role)
    return Recorded(saved, help_page=str(heard.help_page or ""), unlikely=unlikely_in(saved, values))


@dataclass(frozen=True, slots=True)
class _Heard:
    """Readings before and after; `after` is None when the rules could not read the answers."""

    before: Any = None
    after: Any = None
    help_page: Any = None


def _listen(response: QuestionnaireResponse, values: Mapping[str, Any], *, at: datetime) -> _Heard:
    protocol, today = listening_protocol(response.clinic), clinic_date(response.clinic, at)
    answers = answers_of(response)
    now = answers
    for link_id, value in values.items():
        now = now.with_answer(link_id, value)
    try:
        before = safety.listen(answers, protocol, today)
        after = safety.listen(now, protocol, today, passed_over=_declines_safety(response, values))
        ended = safety.is_settled(now) and not safety.is_settled(answers)
        return _Heard(before, after, safety.help_due(before, after, ended_safety_part=ended))
    except Exception as error:  # the answer is kept and a person told, whatever the rules stumbled over
        log.error("safety.not-heard", response=str(response.pk), kind=type(error).__name__)
        return _Heard(help_page=HelpPage.SUICIDE if _says_yes_to_safety(response, values) else None)


def _says_yes_to_safety(response: QuestionnaireResponse, values: Mapping[str, Any]) -> bool:
    """Help is shown for a yes to a safety question even when the rules cannot be run."""
    questionnaire = questionnaire_of(response)
    return any(questionnaire.item(link_id).is_safety and is_known(value) and bool(value) for link_id, value in values.items())


def _declines_safety(response: QuestionnaireResponse, values: Mapping[str, Any]) -> bool:
    """Declining a question of the safety part passes it over (eligibility.md section 4, drafts)."""
    questionnaire = questionnaire_of(response)
    return any(
        value == DECLINED and questionnaire.item(link_id).is_safety and questionnaire.item(link_id).core
        for link_id, value in values.items()
    )


def unlikely_in(response: QuestionnaireResponse, link_ids: Iterable[str]) -> tuple[str, ...]:
    """Which of these hold a number outside the usual range that the patient has not yet called right."""
    document, questionnaire = complete(response.current), questionnaire_of(response)
    return tuple(
        link_id
        for link_id in link_ids
        if link_id not in document["confirmed"]
        and is_known(value := document["answers"].get(link_id))
        and is_unlikely(questionnaire.item(link_id), value)
    )


@transaction.atomic
def pass_over(*, response: QuestionnaireResponse, by: Any, at: datetime) -> None:
    """The patient left the safety part unfinished (another part, sign-out): a watch becomes what the answers earn."""
    if response.status != ResponseStatus.IN_PROGRESS:
        return
    answers = answers_of(response)
    protocol, today = listening_protocol(response.clinic), clinic_date(response.clinic, at)
    try:
        reading = safety.listen(answers, protocol, today)
        if not reading.positive or safety.is_settled(answers):
            return
        passed = safety.listen(answers, protocol, today, passed_over=True)
    except Exception as error:  # as in _listen
        log.error("safety.not-heard", response=str(response.pk), kind=type(error).__name__)
        hear_failure(response=locked(response), by=by, at=at)
        return
    if passed.tier != reading.tier:
        hear(response=locked(response), reading=passed, before=reading, by=by, at=at)


@transaction.atomic
def postpone_part(
    *, response: QuestionnaireResponse, section_id: str, how: str, key: str, by: Any, at: datetime, role: str = Role.PATIENT
) -> None:
    """Somebody can see her screen: the part is left for later, or asked by phone; "" when she can go on after all.

    Safety questions that were begun are passed over with it.
    """
    before = complete(response.current)["postponed"].get(section_id)
    recorded = record_answer(response=response, values={}, key=key, version=None, by=by, at=at, role=role, postponed={section_id: how})
    if how == PHONE != before:
        ask_for_questions_by_phone(response=recorded.response, section_id=section_id, by=by, at=at)
    if how:
        pass_over(response=recorded.response, by=by, at=at)


def make_call(*, response: QuestionnaireResponse, by: Any, role: str, at: datetime) -> None:
    """Somebody of the clinic called the patient who wanted to be asked by phone."""
    note_called(response=response, by=by, role=role, at=at)


def open_part(*, response: QuestionnaireResponse, section_id: str, by: Any, at: datetime) -> None:
    """A part is opened: if it leads away from safety questions that were begun and are not finished, they are passed over."""
    if section_id not in _on_the_way(response):
        pass_over(response=response, by=by, at=at)


def _on_the_way(response: QuestionnaireResponse) -> tuple[str, ...]:
    """The sections from the first to the last in which safety is asked; what stands between is no detour."""
    order = [section.id for section in questionnaire_of(response).sections]
    numbers = [number for number, name in enumerate(order) if name in SAFETY_PART]
    return tuple(order[numbers[0] : numbers[-1] + 1]) if numbers else ()


def save_for_later(*, response: QuestionnaireResponse, at: datetime) -> None:
    """She stops here and wants to come back: a mail with the way, at most one for where she stands now."""
    queue_message(
        Template.COME_BACK,
        to=response.patient.user,
        about=response,
        path="/application/",
        at=at,
        clinic=response.clinic,
        event=str(response.version),
    )


def sign_out(*, user: Any, at: datetime) -> None:
    """A patient signs out: the same as leaving the safety part."""
    response = response_for(user)
    if response is not None:
        pass_over(response=response, by=user, at=at)


@transaction.atomic
def submit_intake(*, response: QuestionnaireResponse, by: Any, at: datetime) -> Any:
    """The patient hands the intake in; the clinic finds it in its queue. Raises Incomplete and AlreadySent.

    Freeze, assess, alert, open the review, tell the patient: all of it or nothing. Rules that fail open a review as
    "could not be assessed" and an alert.
    """
    before = _reading(response, at=at, submitted=False)
    sent = freeze_response(response=response, by=by, at=at)
    protocol = protocol_in_force(sent.clinic)
    evaluated = evaluate(response=sent, protocol=protocol, at=at)
    reading = _reading(sent, at=at, submitted=True)
    if reading is not None:
        hear(response=sent, reading=reading, before=before, by=by, at=at)
    if reading is None or evaluated.failed:
        hear_failure(response=sent, by=by, at=at)
    assessment = assess_response(response=sent, protocol=protocol, at=at, evaluated=evaluated)
    review = open_review(assessment=assessment, at=at)
    queue_message(Template.INTAKE_RECEIVED, to=sent.patient.user, about=review, path=STATUS_PATH, at=at, clinic=sent.clinic_id)
    note_sent(response=sent, by=by, at=at)
    return review


def _reading(response: QuestionnaireResponse, *, at: datetime, submitted: bool) -> Any:
    """What is heard in the answers; None when the rules could not read them."""
    try:
        protocol, today = listening_protocol(response.clinic), clinic_date(response.clinic, at)
        return safety.listen(answers_of(response), protocol, today, submitted=submitted)
    except Exception as error:  # as in _listen
        log.error("safety.not-heard", response=str(response.pk), kind=type(error).__name__)
        return None


@transaction.atomic
def withdraw(*, response: QuestionnaireResponse, by: Any, at: datetime, role: str = Role.PATIENT) -> QuestionnaireResponse:
    """The patient takes her intake back. What was said about safety first becomes what it earns; open alerts stay.

    A case that waits for a clinician leaves the queue: the response is locked first, the review's row next (CO-10).
    """
    locked(response)
    cancel_review(response=response, by=by, at=at, role=role)
    pass_over(response=response, by=by, at=at)
    return stop_response(response=response, by=by, at=at, role=role)


@transaction.atomic
def show_help(*, response: QuestionnaireResponse, page: str, at: datetime) -> None:
    """A help page is shown: the clinician sees which one, and when."""
    note_help_shown(response=response, page=page, at=at)


@transaction.atomic
def ask_for_a_call(*, response: QuestionnaireResponse, phone: str, message_is_safe: bool, by: Any, at: datetime) -> None:
    """ "Ask someone to call me", at this number."""
    ask_for_call(response=locked(response), phone=phone, message_is_safe=message_is_safe, by=by, at=at)
