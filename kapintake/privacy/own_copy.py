"""A patient's own copy: who she is, every question with her answer, what she agreed to, what the clinic said. No note of staff.

From what was frozen when she sent it, word for word; from the draft before. The same plain dict makes the page to print,
the PDF and the JSON file, whose keys are these:

{"format", "made_at", "reference", "clinic": {"name", "phone"}, "time_zone",
 "person": [{"label", "words"}],
 "applications": [{"state", "state_words", "language", "started_at", "sent_at",
     "parts": [{"title", "items": [ITEM]}]}],
 "notes": [{"sent_at", "words"}],
 "consents": [{"purpose", "version", "language", "signed_as", "given_at", "taken_back_at", "text"}],
 "decisions": [{"decided_at", "decided_by", "sentence", "text", "reasons", "conditions", "next_step", "recheck_on"}]}

ITEM is {"id", "language", "question", "stem", "answer", "state", "value", "unit", "answered_at", "earlier"}.
`state` of an item is "answered", "unanswered", "declined", "unsure", "not-measured" or "not-applicable"; `value` is the stored
answer, in the unit of `unit`; `earlier` are answers about safety that were given before. Times are ISO 8601 with the offset.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kapintake.clinics.selectors import zone_of
from kapintake.intake.document import complete, is_state
from kapintake.intake.freezing import frozen_copy
from kapintake.intake.models import Answer, QuestionnaireResponse, ResponseStatus
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.selectors import answers_of, registration_values
from kapintake.patients.models import Patient
from kapintake.patients.selectors import SEXES, consents_of, identity_of, signed_words
from kapintake.reviews.models import PatientNote
from kapintake.reviews.outcomes import outcome_for_patient

FORMAT = "kapintake own copy 1"


def own_copy(patient: Patient, *, at: datetime) -> dict[str, Any]:
    """Raises CannotBeRead where a sealed document does not open: an incomplete copy would read as a complete one (EN-6)."""
    zone = zone_of(patient.clinic)

    def when(moment: datetime | None) -> str | None:
        return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None

    responses = QuestionnaireResponse.objects.filter(patient=patient).select_related("patient", "clinic").order_by("-started_at")
    notes = PatientNote.objects.filter(patient=patient).order_by("sent_at")
    return {
        "format": FORMAT,
        "made_at": when(at),
        "reference": patient.reference,
        "clinic": {"name": patient.clinic.name, "phone": patient.clinic.phone},
        "time_zone": patient.clinic.time_zone,
        "person": list(_person(patient)),
        "applications": [_application(response, when, at=at) for response in responses],
        "notes": [{"sent_at": when(note.sent_at), "words": note.content["words"]} for note in notes if note.content.get("words")],
        "consents": [
            {
                "purpose": str(consent.text.get_purpose_display()),
                "version": consent.text.version,
                "language": consent.language,
                "signed_as": consent.signature.name,
                "given_at": when(consent.given_at),
                "taken_back_at": when(getattr(getattr(consent, "withdrawal", None), "withdrawn_at", None)),
                "text": signed_words(consent.text),
            }
            for consent in consents_of(patient)
        ],
        "decisions": list(_decisions(patient, when)),
    }


def _person(patient: Patient) -> Iterator[dict[str, str]]:
    identity = identity_of(patient)
    contact = identity.emergency_contact
    rows = (
        (_("Legal name"), identity.legal_name),
        (_("Name you go by"), identity.name_used),
        (_("Birth date"), date_format(identity.birth_date, "DATE_FORMAT")),
        (_("Sex on your first birth certificate"), str(dict(SEXES).get(identity.sex_at_birth, identity.sex_at_birth))),
        (_("Gender"), identity.gender),
        (_("Pronouns"), identity.pronouns),
        (_("Phone"), identity.phone),
        (_("You may leave a voicemail on this phone"), _("Yes") if identity.voicemail_ok else _("No")),
        (_("City or town where you live"), f"{identity.city}, {identity.state}".strip(", ")),
        (_("Email"), patient.user.email),
        (_("Emergency contact"), ", ".join(part for part in (contact.name, contact.relation, contact.phone) if part)),
    )
    return ({"label": str(label), "words": words} for label, words in rows if words)


def _application(response: QuestionnaireResponse, when: Any, *, at: datetime) -> dict[str, Any]:
    frozen = response.frozen or _as_if_sent(response, at)
    answered_at = _times(response)
    return {
        "state": response.status,
        "state_words": state_words(response.status),
        "language": response.language,
        "started_at": when(response.started_at),
        "sent_at": when(response.completed_at),
        "parts": [part for part in (_part(part, response.language, answered_at, when) for part in frozen["parts"]) if part["items"]],
    }


def _as_if_sent(response: QuestionnaireResponse, at: datetime) -> dict[str, Any]:
    """The draft in the form of what is frozen at sending. Nothing is kept of it."""
    document, questionnaire = complete(response.current), questionnaire_of(response)
    return frozen_copy(
        questionnaire=questionnaire,
        document=document,
        registration=registration_values(response.patient, questionnaire),
        answers=answers_of(response, document),
        rules_input={},
        language=response.language,
        cssrs=response.cssrs_is_on,
        at=at,
    )


def _times(response: QuestionnaireResponse) -> dict[str, datetime]:
    """When each question was last answered, from the history that is only ever added to."""
    found: dict[str, datetime] = {}
    for act in Answer.objects.filter(response=response).order_by("seq"):
        found.update(dict.fromkeys(act.given["link_ids"], act.given_at))
    return found


def _part(part: Mapping[str, Any], language: str, answered_at: Mapping[str, datetime], when: Any) -> dict[str, Any]:
    titles = {"registration": _("Told when you registered"), "begun": _("Answered before you changed the language")}
    return {
        "title": str(titles.get(part["id"]) or part.get("title_asked") or part["title"]),
        "items": [_item(item, language, when(answered_at.get(item["link_id"]))) for item in part["items"] if _belongs(item)],
    }


def _belongs(item: Mapping[str, Any]) -> bool:
    """Whatever she was asked; of what other answers hid, only what she had answered."""
    return item["shown"] is not False or not is_state(item["value"])


def _item(item: Mapping[str, Any], language: str, answered_at: str | None) -> dict[str, Any]:
    state = item["value"]["state"] if is_state(item["value"]) else "answered"
    return {
        "id": item["link_id"],
        "language": item.get("language") or language,  # of the question and its words
        "question": item["question"],
        "stem": item["stem"],
        "answer": item["words"],
        "state": state,
        "value": item["value"] if state == "answered" else None,
        "unit": item["unit"],
        "answered_at": answered_at,
        "earlier": list(item["earlier"]),
    }


def _decisions(patient: Patient, when: Any) -> Iterator[dict[str, Any]]:
    """What the clinic said to her, as she may read it on her own page."""
    progress = outcome_for_patient(patient.user)
    outcome = progress.outcome if progress else None
    if outcome is not None:
        yield {
            "decided_at": when(outcome.decided_at),
            "decided_by": outcome.decided_by,
            "sentence": str(outcome.sentence),
            "text": outcome.text,
            "reasons": list(outcome.reasons),
            "conditions": list(outcome.conditions),
            "next_step": outcome.next_step,
            "recheck_on": outcome.recheck_on.isoformat() if outcome.recheck_on else None,
        }


def state_words(status: str) -> str:
    words = {
        ResponseStatus.IN_PROGRESS: _("Not sent yet"),
        ResponseStatus.COMPLETED: _("Sent"),
        ResponseStatus.AMENDED: _("Sent, and added to"),
        ResponseStatus.STOPPED: _("Taken back"),
    }
    return words[ResponseStatus(status)]
