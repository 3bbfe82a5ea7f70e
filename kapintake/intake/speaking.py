"""A draft that goes on in another language. Every answer stays, and counts as it did.

The C-SSRS is in English alone: in Spanish our own words are asked. Who switches in the middle of the scale is asked our own
words from there, beside what she has answered; who has finished it, or has answered our own words, is not asked again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kapintake.access import Role
from kapintake.audit.services import record
from kapintake.intake.document import NOT_IN_LANGUAGE, UNANSWERED, complete
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.questionnaires import asks_cssrs
from kapintake.intake.selectors import locked, open_items_of
from kapintake.intake.services import replace_row
from kapintake.intake.supplied_words import is_spoken
from screening import INSTRUMENTS
from screening.questionnaires.intake_2026_1.safety import OWN_WORDS

_SCALE = frozenset(item.link_id for item in INSTRUMENTS["cssrs-screener"].items)
_OWN = frozenset(item.link_id for item in OWN_WORDS)


@transaction.atomic
def change_language(*, response: QuestionnaireResponse, language: str, by: Any, at: datetime) -> QuestionnaireResponse:
    """Ask the rest in another language. What was put off because of the language is open again in one that has it.

    Where that changes the pages, forms that were drawn before are not taken any more (`redrawn`): their page may now ask
    something else.
    """
    response = locked(response)
    if response.status != ResponseStatus.IN_PROGRESS or response.language == language:
        return response
    document, version = complete(response.current), response.version + 1
    cssrs = _asks_cssrs_in(response, document, language)
    for link_id in _put_off(document, language):
        document["answers"][link_id] = dict(UNANSWERED)
        del document["how"][link_id]
    if cssrs != response.cssrs_is_on:
        document["redrawn"] = version
    replace_row(response, language=language, cssrs_is_on=cssrs, current=document, version=version)
    record(
        "response.language_changed",
        at=at,
        by=by,
        role=Role.PATIENT,
        clinic=response.clinic_id,
        about=response,
        patients=[response.patient_id],
        reason=language,
    )
    return response


def _asks_cssrs_in(response: QuestionnaireResponse, document: Mapping[str, Any], language: str) -> bool:
    said = {link_id for link_id, value in document["answers"].items() if value != UNANSWERED} | document["ever"].keys()
    if not is_spoken("cssrs-screener", language):
        return response.cssrs_is_on and bool(said & _SCALE) and not _SCALE & set(open_items_of(response))
    if said & _OWN:
        return response.cssrs_is_on
    return asks_cssrs(clinic_uses_it=response.clinic.cssrs_is_on, language=language) or response.cssrs_is_on


def _put_off(document: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """The questions that somebody was to ask by phone, although their scale is in the language that is spoken now."""
    spoken = {item.link_id for scale in INSTRUMENTS.values() if is_spoken(scale.id, language) for item in scale.items}
    return tuple(link_id for link_id, how in document["how"].items() if how == NOT_IN_LANGUAGE and link_id in spoken)
