"""The current document of a response: what is answered now, and how it came to be. Pure functions on a plain dict.

answers   {link_id: value, or {"state": "declined" | "unsure" | "unanswered"}}
ever      {link_id: [earlier values]}, safety items only: what was once said there is never unsaid
how       {link_id: "card"}, where a no came from "None of these" or "None of the others"; "language", where she asked for
          the questions of a scale by phone, as it is not in her language
spoken    {link_id: "es"}: the language in which it was last answered, where that was not English
redrawn   the version from which the pages are others than before, because the language changed
typed     {link_id: what was put in the boxes: {"unit": "ft-in", "feet": "5", "inches": "7"}}
drafts    {link_id: text typed and left, not answered yet}
lists     {link_id: entries of a list that is still being built}
confirmed [link_ids whose unlikely value the patient said is right]
touched   {link_id: version of the response in which it last changed}, for "Keep which?"
helped    {"4.9": "suicide"}: which help page the answer on that page opened
"""

from collections.abc import Iterable, Mapping
from typing import Any

from screening import Questionnaire

Document = dict[str, Any]
UNANSWERED = {"state": "unanswered"}
DECLINED = {"state": "declined"}
UNSURE = {"state": "unsure"}
BY_CARD = "card"
NOT_IN_LANGUAGE = "language"  # a scale that is not in her language: somebody asks by phone
LATER, PHONE = "later", "phone"
PARTS = ("answers", "ever", "how", "typed", "drafts", "drafted", "lists", "touched", "helped", "postponed", "spoken")


def empty_document() -> Document:
    return {**{part: {} for part in PARTS}, "confirmed": [], "note": "", "redrawn": 0}


def complete(document: Mapping[str, Any]) -> Document:
    """A copy with every part present, whatever an earlier release wrote. Parts are copied, what stands in them is never changed."""
    parts = {name: dict(part) if isinstance(part, dict) else list(part) for name, part in document.items()}
    return {**empty_document(), **parts}


def is_state(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"state"}


def is_known(value: Any) -> bool:
    """An answer, and not a state of having none."""
    return value is not None and not is_state(value)


def answer_in(document: Mapping[str, Any], link_id: str) -> Any:
    """The value or state; unanswered where nothing was ever said."""
    value = document["answers"].get(link_id)
    return UNANSWERED if value is None else value


def changed(
    document: Mapping[str, Any],
    *,
    values: Mapping[str, Any],
    questionnaire: Questionnaire,
    version: int,
    how: str = "",
    typed: Mapping[str, Any] | None = None,
    drafts: Mapping[str, str] | None = None,
    lists: Mapping[str, list[Any]] | None = None,
    language: str = "en",
    confirmed: Iterable[str] = (),
    helped: Mapping[str, str] | None = None,
) -> Document:
    """The document after one act of answering, as version `version`. The one given is left as it was."""
    new = complete(document)
    for link_id, value in values.items():
        _put(new, link_id, value, questionnaire=questionnaire, version=version, how=how)
    new["typed"].update(typed or {})
    new["drafts"].update(drafts or {})
    for link_id, entries in (lists or {}).items():
        if entries != new["lists"].get(link_id):
            new["touched"][link_id] = version
        new["lists"][link_id] = entries
        new["spoken"].pop(link_id, None)
        if language != "en":
            new["spoken"][link_id] = language
    new["helped"].update(helped or {})
    new["confirmed"] = sorted({*new["confirmed"], *confirmed})
    return new


def _put(new: Document, link_id: str, value: Any, *, questionnaire: Questionnaire, version: int, how: str) -> None:
    before = new["answers"].get(link_id)
    if value != before:
        new["touched"][link_id] = version
        new["confirmed"] = [name for name in new["confirmed"] if name != link_id]
        if questionnaire.item(link_id).is_safety and is_known(before):
            _remember(new["ever"], link_id, before)
    new["answers"][link_id] = value
    for part in ("typed", "drafts", "how"):
        new[part].pop(link_id, None)
    if how:
        new["how"][link_id] = how


def _remember(ever: dict[str, list[Any]], link_id: str, value: Any) -> None:
    values = ever.get(link_id, [])
    if value not in values:
        ever[link_id] = [*values, value]


def conflicts(document: Mapping[str, Any], values: Mapping[str, Any], *, drawn_from: int) -> tuple[str, ...]:
    """Which answers were changed elsewhere since the form was drawn, to something else than what it says now."""
    return tuple(
        link_id
        for link_id, value in values.items()
        if document.get("touched", {}).get(link_id, 0) > drawn_from and answer_in(document, link_id) != value
    )
