"""What stands before the answers in the frozen copy: what she wrote to the clinician, and what she wants to be asked by phone.

No rule reads it. The items have the shape that freezing.py describes.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from kapintake.intake.document import PHONE
from screening import Questionnaire, Sensitivity

NOTE, BY_PHONE = "note-to-clinician", "questions-by-phone"
ENGLISH = "en"


def before_sending(document: Mapping[str, Any], questionnaire: Questionnaire, language: str) -> list[dict[str, Any]]:
    """One part with what there is of the two, or none."""
    note = str(document.get("note", ""))
    by_phone = [section.id for section in questionnaire.sections if document.get("postponed", {}).get(section.id) == PHONE]
    items = []
    if note:
        items.append(_item(NOTE, language, {name: _asked_note(name, note) for name in {language, ENGLISH}}))
    if by_phone:
        items.append(_item(BY_PHONE, language, {name: _asked_call(name, questionnaire, by_phone) for name in {language, ENGLISH}}))
    with override(ENGLISH):
        return [{"id": "note", "title": _("Before sending"), "group": "", "items": items}] if items else []


def _asked_note(language: str, note: str) -> dict[str, Any]:
    with override(language):
        question, label = _("Is there anything you want to tell the clinician first?"), _("What you told the clinician first")
    return {"question": question, "label": label, "options": [], "words": note}


def _asked_call(language: str, questionnaire: Questionnaire, section_ids: list[str]) -> dict[str, Any]:
    titles = [section.title for section in questionnaire.in_language(language).sections if section.id in section_ids]
    with override(language):
        question, label = _("Which questions should we ask you by phone?"), _("Questions to ask by phone")
    return {"question": question, "label": label, "options": [], "words": "; ".join(titles)}


def _item(link_id: str, language: str, words: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "link_id": link_id,
        **words[language],
        "stem": "",
        "unit": "",
        "value": words[language]["words"],
        "typed": None,
        "how": "",
        "shown": True,
        "sensitivity": Sensitivity.SENSITIVE.value,
        "earlier": [],
        "unlikely_confirmed": False,
        "language": language,
        **({"english": words[ENGLISH]} if language != ENGLISH else {}),
    }
