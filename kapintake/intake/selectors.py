"""Reading a response: the patient's own, its answers as the rules read them, and what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

import screening
from kapintake.access import CLINICIANS
from kapintake.clinics.models import ConsentPurpose, Membership
from kapintake.intake.document import PHONE, complete
from kapintake.intake.models import Answer, CallAct, CallKind, QuestionnaireResponse, ResponseStatus
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.patients.models import Consent, Patient
from kapintake.patients.selectors import consent_in_force
from screening import Item, Questionnaire, Truth


def response_for(user: Any) -> QuestionnaireResponse | None:
    """The signed-in patient's newest response, with her record and clinic. Nobody else's can be reached by any address.

    `consent_stands` on it tells whether her consent to the screening is in force.
    """
    if user is None or not user.is_authenticated:
        return None
    own = QuestionnaireResponse.objects.filter(patient__user=user, patient__closed_at__isnull=True)
    standing = Consent.objects.filter(patient=OuterRef("patient"), text__purpose=ConsentPurpose.SCREENING, withdrawal__isnull=True)
    return own.annotate(consent_stands=Exists(standing)).select_related("patient", "clinic").order_by("-started_at").first()


def draft_to_ask(member: Membership, pk: UUID) -> QuestionnaireResponse | None:
    """A draft of the clinician's own clinic whose patient agrees to the screening: its questions may be asked aloud."""
    if member.role not in CLINICIANS:
        return None
    standing = Consent.objects.filter(patient=OuterRef("patient"), text__purpose=ConsentPurpose.SCREENING, withdrawal__isnull=True)
    drafts = QuestionnaireResponse.objects.filter(
        clinic=member.clinic_id, status=ResponseStatus.IN_PROGRESS, patient__closed_at__isnull=True
    )
    return drafts.filter(Exists(standing), pk=pk).select_related("patient", "clinic").first()


def reread(response: QuestionnaireResponse) -> QuestionnaireResponse:
    """The same response as it is in the database now."""
    return QuestionnaireResponse.objects.select_related("patient", "clinic").get(pk=response.pk)


def locked(response: QuestionnaireResponse) -> QuestionnaireResponse:
    """The same response, its row locked until the transaction ends. First in the order of locks (CO-10)."""
    rows = QuestionnaireResponse.objects.select_related("patient", "clinic").select_for_update(of=("self",))
    return rows.get(pk=response.pk)


def key_was_used(response: QuestionnaireResponse, key: str) -> bool:
    """Whether a form with this one-time key was saved before: a double tap, a retry, a refresh."""
    return Answer.objects.filter(response=response, key=key).exists()


def last_act(response: QuestionnaireResponse) -> Answer | None:
    """The newest act of answering, for Undo."""
    return Answer.objects.filter(response=response).order_by("-seq").first()


def registration_values(patient: Patient, questionnaire: Questionnaire, *, consent: bool | None = None) -> dict[str, Any]:
    """The items that registration and consent answered, as answers. They are never asked again."""
    identity = patient.identity
    contact = identity.get("emergency_contact") or {}
    known = {
        "birth-date": identity.get("birth_date"),
        "sex-at-birth": identity.get("sex_at_birth"),
        "emergency-contact-name": contact.get("name"),
        "emergency-contact-phone": contact.get("phone"),
        "consent-screening": consent,
    }
    return {link_id: value for link_id, value in known.items() if value not in (None, "") and link_id in questionnaire.by_link_id}


def answers_of(response: QuestionnaireResponse, document: Mapping[str, Any] | None = None, *, consent: bool | None = None) -> Any:
    """`screening.Answers` of the response as it is, or as `document` says, with what registration answered."""
    questionnaire = questionnaire_of(response)
    given = complete(response.current) if document is None else document
    registered = registration_values(response.patient, questionnaire, consent=consent)
    return screening.Answers.from_json({"answers": {**given["answers"], **registered}, "ever": given["ever"]}, questionnaire)


def rules_input(answers: Any, document: Mapping[str, Any], questionnaire: Questionnaire, registration: Mapping[str, Any]) -> dict[str, Any]:
    """What the rules read: every answer but those that a known answer hides. Safety answers (and those that are kept to find
    a contradiction) stay whatever hides them; what the patient took back by answering its parent anew does not."""
    given = {**document["answers"], **registration}
    kept = {link_id: value for link_id, value in given.items() if _is_read(questionnaire.item(link_id), answers)}
    return {"questionnaire": questionnaire.key(), "answers": kept, "ever": dict(document["ever"])}


def _is_read(item: Item, answers: Any) -> bool:
    stays = item.is_safety or (item.kept and not item.leaves_with_parent)
    return stays or answers.shown(item) != Truth.FALSE


def consent_is_signed(patient: Patient) -> bool:
    """Whether the screening consent is in force."""
    return consent_in_force(patient) is not None


def open_items_of(response: QuestionnaireResponse, answers: Any = None) -> tuple[str, ...]:
    """Link ids that must be answered, declined or marked "not sure" before the intake can be sent, in reading order."""
    given = answers_of(response) if answers is None else answers
    by_phone = _asked_by_phone(response, given.questionnaire)
    return tuple(item.link_id for item in screening.open_items(given) if item.link_id not in by_phone)


def _asked_by_phone(response: QuestionnaireResponse, questionnaire: Questionnaire) -> frozenset[str]:
    """The questions of the parts that she wants to be asked by phone: they hold up nothing, and stay unanswered for the rules."""
    postponed = response.current.get("postponed", {})
    sections = (section for section in questionnaire.sections if postponed.get(section.id) == PHONE)
    return frozenset(item.link_id for section in sections for item in section.items)


@dataclass(frozen=True, slots=True)
class Call:
    """A call to make, as the front desk may know it: whom, and since when. Not about what."""

    response_id: UUID
    patient: Patient
    asked_at: datetime


def calls_to_make(member: Membership) -> tuple[Call, ...]:
    """Patients of the member's clinic who asked for questions by phone and were not called since, oldest first."""
    acts = CallAct.objects.filter(clinic=member.clinic_id, response__patient__closed_at__isnull=True)
    acts = acts.exclude(response__status=ResponseStatus.STOPPED).defer("content").select_related("response__patient").order_by("at")
    waiting: dict[UUID, Call] = {}
    for act in acts:
        if act.kind == CallKind.CALLED:
            waiting.pop(act.response_id, None)
        else:
            waiting.setdefault(act.response_id, Call(act.response_id, act.response.patient, act.at))
    return tuple(waiting.values())


def response_to_call(member: Membership, pk: UUID) -> QuestionnaireResponse | None:
    """The response of the member's own clinic whose patient waits for a call."""
    found = QuestionnaireResponse.objects.filter(pk=pk, clinic=member.clinic_id, call_acts__kind=CallKind.ASKED)
    return found.select_related("patient", "clinic").distinct().first()
