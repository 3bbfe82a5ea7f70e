"""Writing answers: start, save, send, stop. Each is one change of the response with its history row and its audit event.

Order of locks (CO-10): the response's row first, an alert's next, the audit chain last. A save waits for no lock: it is
an UPDATE on the version that was read, and whoever comes second is told so (Superseded) and looks again.
`write_answers` and `freeze_response` leave the event to the pathway, which writes it after the alert.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from kapintake.access import Role
from kapintake.audit.services import record
from kapintake.intake.document import UNANSWERED, answer_in, changed, complete, empty_document, in_another_window, is_state
from kapintake.intake.freezing import frozen_copy
from kapintake.intake.models import TRANSITIONS, Answer, CallAct, CallKind, QuestionnaireResponse, ResponseStatus
from kapintake.intake.questionnaires import asks_cssrs, current_key, key_with_new, questionnaire_of
from kapintake.intake.selectors import answers_of, consent_is_signed, key_was_used, locked, open_items_of, registration_values, rules_input
from kapintake.patients.models import Patient
from kapintake.sealing import sealed_field
from screening import Item, clean_answer
from screening.values import as_json

LARGEST_DOCUMENT = 400_000  # characters; a whole intake is some 20,000


class AnswersRefused(Exception):
    """Nothing was written."""


class AlreadySent(AnswersRefused):
    """The response is no longer a draft: answers cannot be changed."""


class Superseded(AnswersRefused):
    """Another save came first; read again and decide anew."""


class TooLong(AnswersRefused):
    """More text than one intake can hold."""


class KeepWhich(AnswersRefused):
    """These items were answered differently in another window since the form was drawn."""

    def __init__(self, link_ids: tuple[str, ...]) -> None:
        super().__init__(*link_ids)
        self.link_ids = link_ids


class Incomplete(AnswersRefused):
    """The intake cannot be sent: these items are still open."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(*missing)
        self.missing = missing


def new_key() -> str:
    """The one-time key of a form that is about to be shown."""
    return str(uuid4())


@transaction.atomic
def start_response(*, patient: Patient, by: Any, at: datetime) -> QuestionnaireResponse:
    """Begin an intake, or find the one that is begun. Version and safety questions are fixed here for good."""
    response, is_new = QuestionnaireResponse.objects.select_related("patient", "clinic").get_or_create(
        patient=patient,
        status=ResponseStatus.IN_PROGRESS,
        defaults={
            "clinic": patient.clinic,
            "questionnaire": current_key(),
            "cssrs_is_on": asks_cssrs(clinic_uses_it=patient.clinic.cssrs_is_on, language=by.language),
            "language": by.language,
            "current": empty_document(),
            "started_at": at,
        },
    )
    if is_new:
        record("response.started", at=at, by=by, role=Role.PATIENT, clinic=patient.clinic_id, about=response, patients=[patient])
    return response


def cleaned(item: Item, raw: Any) -> Any:
    """The JSON form of an answer that the question allows. Raises InvalidAnswer."""
    value = as_json(clean_answer(item, raw))
    return dict(UNANSWERED) if value is None else value


def write_answers(
    *,
    response: QuestionnaireResponse,
    values: Mapping[str, Any],
    key: str,
    by: Any,
    at: datetime,
    how: str = "",
    version: int | None = None,
    role: str = Role.PATIENT,
    **beside: Any,
) -> QuestionnaireResponse:
    """One act of answering: history row and current document. `beside` is what `document.changed` takes besides.

    `version` is that of the form: an item that was changed since then to something else raises KeepWhich, and a key
    that was used changes nothing. The event is the caller's (`save_answers`, or the pathway).
    """
    if response.status != ResponseStatus.IN_PROGRESS:
        raise AlreadySent
    questionnaire = questionnaire_of(response)
    given = {link_id: cleaned(questionnaire.item(link_id), raw) for link_id, raw in values.items()}
    before = complete(response.current)
    if version is not None and version != response.version:
        if key_was_used(response, key):
            return response
        elsewhere = in_another_window(before, given, key=key, drawn_from=version, beside=beside)
        if elsewhere:
            raise KeepWhich(elsewhere)
    document = changed(
        before,
        values=given,
        questionnaire=questionnaire,
        version=response.version + 1,
        how=how,
        language=response.language,
        **beside,
    )
    if len(str(document)) > LARGEST_DOCUMENT:
        raise TooLong
    act = {
        "link_ids": list(given),
        "values": given,
        "before": {link_id: answer_in(before, link_id) for link_id in given},
        "how": how,
        "by": str(role),
        **{name: beside[name] for name in ("note", "postponed") if name in beside},
    }
    with transaction.atomic(savepoint=False):
        replace_row(response, current=document, version=response.version + 1, answer_count=response.answer_count + 1, last_answer_at=at)
        Answer.objects.create(response=response, seq=response.answer_count, key=key, given=act, given_by=by, given_at=at)
    return response


def replace_row(response: QuestionnaireResponse, **values: Any) -> None:
    """UPDATE ... WHERE id AND version AND draft, and the same on the instance. Raises Superseded when nothing matched."""
    stored = {
        name: sealed_field(QuestionnaireResponse, name).seal_for(response.pk, value) if name in ("current", "frozen") else value
        for name, value in values.items()
    }
    rows = QuestionnaireResponse.objects.filter(pk=response.pk, version=response.version, status=response.status)
    if not rows.update(**stored):
        raise Superseded
    for name, value in values.items():
        setattr(response, name, value)


@transaction.atomic
def save_answers(
    *, response: QuestionnaireResponse, values: Mapping[str, Any], key: str, by: Any, at: datetime, **more: Any
) -> QuestionnaireResponse:
    """`write_answers` with its audit event. What an answer sets off (help, alerts) is the pathway's: `record_answer`."""
    saved = write_answers(response=response, values=values, key=key, by=by, at=at, **more)
    note_saved(response=saved, by=by, at=at)
    return saved


def note_saved(*, response: QuestionnaireResponse, by: Any, at: datetime, role: str = Role.PATIENT) -> None:
    """The audit event of a save. It names no question: that a follow-up was asked would tell the answer above it."""
    record(
        "response.answered",
        at=at,
        by=by,
        role=role,
        clinic=response.clinic_id,
        about=response,
        patients=[response.patient_id],
        fields=["answers"],
    )


def ask_for_questions_by_phone(*, response: QuestionnaireResponse, section_id: str, by: Any, at: datetime) -> CallAct:
    """She wants to be asked the questions of a part by phone. The event is about a call, and names no part."""
    act = CallAct.objects.create(
        response=response, clinic_id=response.clinic_id, kind=CallKind.ASKED, content={"section": section_id}, by=by, at=at
    )
    record("call.asked", at=at, by=by, role=Role.PATIENT, clinic=response.clinic_id, about=response, patients=[response.patient_id])
    return act


@transaction.atomic
def note_called(*, response: QuestionnaireResponse, by: Any, role: str, at: datetime) -> CallAct:
    """Somebody of the clinic called her: nothing is left to call about until she asks again."""
    act = CallAct.objects.create(response=response, clinic_id=response.clinic_id, kind=CallKind.CALLED, content={}, by=by, at=at)
    record("call.made", at=at, by=by, role=role, clinic=response.clinic_id, about=response, patients=[response.patient_id])
    return act


@transaction.atomic
def ask_what_is_new(*, response: QuestionnaireResponse, by: Any, at: datetime) -> bool:
    """A draft that is finished on its own version is asked the required questions that a newer one adds. Whether there are any.

    Nothing that was answered changes; from here on the response pins both versions.
    """
    if response.status != ResponseStatus.IN_PROGRESS or open_items_of(response):
        return False
    key = key_with_new(response)
    if key == response.questionnaire:
        return False
    replace_row(response, questionnaire=key, version=response.version + 1)
    record(
        "response.questions_added",
        at=at,
        by=by,
        role=Role.PATIENT,
        clinic=response.clinic_id,
        about=response,
        patients=[response.patient_id],
    )
    return True


def freeze_response(*, response: QuestionnaireResponse, by: Any, at: datetime) -> QuestionnaireResponse:
    """Close the draft and keep what was asked and answered word for word. Raises Incomplete, naming what is open.

    Only what is stored counts (IN-5): every answer is read back and checked against its question once more.
    """
    response = locked(response)
    if ResponseStatus.COMPLETED not in TRANSITIONS[ResponseStatus(response.status)]:
        raise AlreadySent
    questionnaire, document = questionnaire_of(response), complete(response.current)
    consent = consent_is_signed(response.patient)
    answers = answers_of(response, document, consent=consent)
    missing = open_items_of(response, answers)
    if missing:
        raise Incomplete(missing)
    registration = registration_values(response.patient, questionnaire, consent=consent)
    frozen = frozen_copy(
        questionnaire=questionnaire,
        document=document,
        registration=registration,
        answers=answers,
        rules_input=rules_input(answers, document, questionnaire, registration),
        language=response.language,
        cssrs=response.cssrs_is_on,
        at=at,
    )
    replace_row(response, frozen=frozen, status=ResponseStatus.COMPLETED, completed_at=at, version=response.version + 1)
    return response


@transaction.atomic
def complete_response(*, response: QuestionnaireResponse, by: Any, at: datetime) -> QuestionnaireResponse:
    """`freeze_response` with its audit event."""
    sent = freeze_response(response=response, by=by, at=at)
    note_sent(response=sent, by=by, at=at)
    return sent


def note_sent(*, response: QuestionnaireResponse, by: Any, at: datetime, role: str = Role.PATIENT) -> None:
    record("response.sent", at=at, by=by, role=role, clinic=response.clinic_id, about=response, patients=[response.patient_id])


@transaction.atomic
def stop_response(*, response: QuestionnaireResponse, by: Any, at: datetime, role: str = Role.PATIENT) -> QuestionnaireResponse:
    """The patient takes her intake back, before or after sending. Answers and any open alert stay."""
    response = locked(response)
    if ResponseStatus.STOPPED not in TRANSITIONS[ResponseStatus(response.status)]:
        return response
    replace_row(response, status=ResponseStatus.STOPPED, version=response.version + 1)
    record("response.stopped", at=at, by=by, role=role, clinic=response.clinic_id, about=response, patients=[response.patient_id])
    return response


@transaction.atomic
def note_opened(*, response: QuestionnaireResponse, by: Any, at: datetime) -> None:
    """A patient reads her own answers: one event a sitting (AU-1)."""
    record("response.opened", at=at, by=by, role=Role.PATIENT, clinic=response.clinic_id, about=response, patients=[response.patient_id])


def values_before(act: Answer | None, link_ids: Iterable[str]) -> dict[str, Any] | None:
    """What those items held before the newest act, when it was about just them; else None."""
    if act is None or set(act.given["link_ids"]) != set(link_ids):
        return None
    return {link_id: value if is_state(value) or value is not None else dict(UNANSWERED) for link_id, value in act.given["before"].items()}
