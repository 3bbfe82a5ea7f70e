"""What was asked and answered, word for word, kept from the moment of sending: it reads the same in ten years.

{"questionnaire", "cssrs", "language", "sent_at",
 "input": {"questionnaire", "answers", "ever"},            what the rules read
 "parts": [{"id", "title", "group", "items": [ITEM, ...]}, ..., {"id": "registration", ...}]}
ITEM is {"link_id", "question", "label", "stem", "unit", "options": [[value, text], ...], "value" (a value or
 {"state": ...}), "words", "typed", "how", "shown" (true, false or null where the parent is unknown),
 "sensitivity", "earlier" (values once given, safety items), "unlikely_confirmed"}
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import override

from kapintake.intake.document import answer_in
from kapintake.intake.words import answer_words
from screening import INSTRUMENTS, EnteredBy, Item, Questionnaire

TRUTHS = {0: False, 1: None, 2: True}


def frozen_copy(
    *,
    questionnaire: Questionnaire,
    document: Mapping[str, Any],
    registration: Mapping[str, Any],
    answers: Any,
    rules_input: Mapping[str, Any],
    language: str,
    cssrs: bool,
    at: datetime,
) -> dict[str, Any]:
    """`answers` is the screening.Answers of the same document; it tells which questions were shown."""
    whole = {**document, "answers": {**document["answers"], **registration}}
    with override(language):
        parts = [
            {
                "id": section.id,
                "title": section.title,
                "group": section.group,
                "items": _frozen_items(((item, page.instrument) for page in section.pages for item in page.items), whole, answers),
            }
            for section in questionnaire.sections
        ]
        asked_before = [(item, "") for item in questionnaire.unpaged if item.entered_by in (EnteredBy.REGISTRATION, EnteredBy.CONSENT)]
        parts.append({"id": "registration", "title": "", "group": "", "items": _frozen_items(asked_before, whole, answers)})
    return {
        "questionnaire": questionnaire.key(),
        "cssrs": cssrs,
        "language": language,
        "sent_at": at.isoformat(),
        "input": dict(rules_input),
        "parts": parts,
    }


def _frozen_items(asked: Iterable[tuple[Item, str]], document: Mapping[str, Any], answers: Any) -> list[dict[str, Any]]:
    return [_frozen_item(item, instrument, document, answers) for item, instrument in asked]


def _frozen_item(item: Item, instrument: str, document: Mapping[str, Any], answers: Any) -> dict[str, Any]:
    value = answer_in(document, item.link_id)
    typed = document["typed"].get(item.link_id)
    return {
        "link_id": item.link_id,
        "question": item.text,
        "label": item.title,
        "stem": INSTRUMENTS[instrument].stem if instrument else "",
        "unit": item.unit,
        "options": [[option.value, option.text] for option in item.options],
        "value": value,
        "words": answer_words(item, value, typed),
        "typed": typed,
        "how": document["how"].get(item.link_id, ""),
        "shown": TRUTHS[int(answers.shown(item))],
        "sensitivity": item.sensitivity.value,
        "earlier": document["ever"].get(item.link_id, []),
        "unlikely_confirmed": item.link_id in document["confirmed"],
    }
