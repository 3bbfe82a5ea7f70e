"""What was asked and answered, word for word, kept from the moment of sending: it reads the same in ten years.

{"questionnaire", "cssrs", "language", "sent_at",
 "input": {"questionnaire", "answers", "ever"},            what the rules read
 "parts": [{"id": "note", ...} (before_sending.py), {"id", "title", "group", "items": [ITEM, ...]}, ..., {"id": "registration", ...}]}
ITEM is {"link_id", "question", "label", "stem", "unit", "options": [[value, text], ...], "value" (a value or
 {"state": ...}), "words", "typed", "how", "shown" (true, false or null where the parent is unknown),
 "sensitivity", "earlier" (values once given, safety items), "unlikely_confirmed", "language",
 "english": {"question", "label", "options", "words"} where it was asked in another language, for who reads the case}
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import override

from kapintake.intake.before_sending import before_sending
from kapintake.intake.document import UNANSWERED, answer_in
from kapintake.intake.new_questions import title_for_staff
from kapintake.intake.supplied_words import supplied
from kapintake.intake.words import answer_words
from screening import INSTRUMENTS, EnteredBy, Item, Questionnaire

ENGLISH = "en"
BEGUN = "Answered before the language changed"  # for staff, like the titles of the other parts
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
    asked = _Asked(questionnaire, whole, answers, language)
    parts = before_sending(document, questionnaire, language)
    parts += [
        {
            "id": section.id,
            "title": title_for_staff(section),
            "title_asked": spoken.title,  # as she saw it
            "group": section.group,
            "items": asked.frozen((item, page.instrument) for page in section.pages for item in page.items),
        }
        for section, spoken in zip(questionnaire.sections, questionnaire.in_language(language, supplied()).sections, strict=True)
    ]
    begun = [item for item in questionnaire.unpaged if item.is_safety and answer_in(whole, item.link_id) != UNANSWERED]
    if begun:
        parts.append({"id": "begun", "title": BEGUN, "group": "", "items": asked.frozen((item, "") for item in begun)})
    asked_before = [item for item in questionnaire.unpaged if item.entered_by in (EnteredBy.REGISTRATION, EnteredBy.CONSENT)]
    parts.append({"id": "registration", "title": "", "group": "", "items": asked.frozen((item, "") for item in asked_before)})
    return {
        "questionnaire": questionnaire.key(),
        "cssrs": cssrs,
        "language": language,
        "sent_at": at.isoformat(),
        "input": dict(rules_input),
        "parts": parts,
    }


class _Asked:
    """The items of one response as they were asked, each in the language in which it was last answered."""

    def __init__(self, questionnaire: Questionnaire, document: Mapping[str, Any], answers: Any, language: str) -> None:
        self.questionnaire, self.document, self.answers, self.language = questionnaire, document, answers, language

    def frozen(self, asked: Iterable[tuple[Item, str]]) -> list[dict[str, Any]]:
        """Of these items, each with the id of its scale or ""."""
        return [self._frozen(item, instrument) for item, instrument in asked]

    def _language_of(self, link_id: str) -> str:
        is_answered = answer_in(self.document, link_id) != UNANSWERED
        return str(self.document["spoken"].get(link_id, ENGLISH if is_answered else self.language))

    def _frozen(self, item: Item, instrument: str) -> dict[str, Any]:
        link_id, document = item.link_id, self.document
        language = self._language_of(link_id)
        as_asked = self.questionnaire.in_language(language, supplied()).by_link_id[link_id]
        if as_asked is item:
            language = ENGLISH  # a scale, whose words are in English alone
        return {
            "link_id": link_id,
            **self._words(as_asked, language),
            "stem": INSTRUMENTS[instrument].stem if instrument else "",
            "unit": item.unit,
            "value": answer_in(document, link_id),
            "typed": document["typed"].get(link_id),
            "how": document["how"].get(link_id, ""),
            "shown": TRUTHS[int(self.answers.shown(item))],
            "sensitivity": item.sensitivity.value,
            "earlier": document["ever"].get(link_id, []),
            "unlikely_confirmed": link_id in document["confirmed"],
            "language": language,
            **({"english": self._words(item, ENGLISH)} if language != ENGLISH else {}),
        }

    def _words(self, item: Item, language: str) -> dict[str, Any]:
        value, typed = answer_in(self.document, item.link_id), self.document["typed"].get(item.link_id)
        with override(language):
            return {
                "question": item.text,
                "label": item.title,
                "options": [[option.value, option.text] for option in item.options],
                "words": answer_words(item, value, typed),
            }
