"""The current document of a response: what is answered now, and how it came to be. Pure functions on a plain dict.

answers   {link_id: value, or {"state": "declined" | "unsure" | "unanswered"}}
ever      {link_id: [earlier values]}, safety items only: what was once said there is never unsaid
how       {link_id: "card"}, where a no came from "None of these" or "None of the others"; "language", where she asked for
          the questions of a scale by phone, as it is not in her language
spoken    {link_id: "es"}: the language in which it was last answered, where that was not English
redrawn   the version from which the pages are others than before, because the language changed
typed     {link_id: what was put in the boxes: {"unit": "ft-in", "feet": "5", "inches": "7"}}
drafts    {link_id: text typed and left, not answered yet}
units     {link_id: "us" or "metric"}: in which units a draft was typed, so that 80 kg never stands there as 80 lb
drafted   {link_id: [key of the form in which it was typed, version]}, so that an older window does not overtake it
lists     {link_id: entries of a list that is still being built}
confirmed [link_ids whose unlikely value the patient said is right]
touched   {link_id: version of the response in which it last changed}, for "Keep which?"
helped    {"4.9": "suicide"}: which help page the answer on that page opened
postponed {"drugs": "later" or "phone"}: parts that she left for later, or asked to be asked by phone
note      "": what she wants to tell the clinician first, typed on the page that sends
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
PARTS = ("answers", "ever", "how", "typed", "drafts", "drafted", "units", "lists", "touched", "helped", "postponed", "spoken")


def empty_document() -> Document:
    return {**{part: {} for part in PARTS}, "confirmed": [], "note": "", "redrawn": 0}


def complete(document: Mapping[str, Any]) -> Document:
    """A copy with every part present, whatever an earlier release wrote. Parts are copied, what stands in them is never changed."""
    parts = {name: part.copy() if isinstance(part, dict | list) else part for name, part in document.items()}
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
    language: str = "en",
    typed: Mapping[str, Any] | None = None,
    drafts: Mapping[str, str] | None = None,
    drafted_in: str = "",
    units: Mapping[str, str] | None = None,
    lists: Mapping[str, list[Any]] | None = None,
    confirmed: Iterable[str] = (),
    helped: Mapping[str, str] | None = None,
    postponed: Mapping[str, str] | None = None,
    note: str | None = None,
) -> Document:
    """The document after one act of answering, as version `version`. The one given is left as it was."""
    new = complete(document)
    for link_id, value in values.items():
        _put(new, link_id, value, questionnaire=questionnaire, version=version, how=how)
        new["spoken"].pop(link_id, None)
        if language != "en":
            new["spoken"][link_id] = language
    new["typed"].update(typed or {})
    new["drafts"].update(drafts or {})
    new["units"].update(units or {})
    new["drafted"].update({link_id: [drafted_in, version] for link_id in drafts or {}})
    for link_id, entries in (lists or {}).items():
        if entries != new["lists"].get(link_id):
            new["touched"][link_id] = version
        new["lists"][link_id] = entries
    new["helped"].update(helped or {})
    new["confirmed"] = sorted({*new["confirmed"], *confirmed})
    new["postponed"] = {section: how for section, how in {**new["postponed"], **(postponed or {})}.items() if how}
    if note is not None:
        new["note"] = note
    return new


def _put(new: Document, link_id: str, value: Any, *, questionnaire: Questionnaire, version: int, how: str) -> None:
    before = new["answers"].get(link_id)
    if value != before:
        new["touched"][link_id] = version
        new["confirmed"] = [name for name in new["confirmed"] if name != link_id]
        if questionnaire.item(link_id).is_safety and is_known(before):
            _remember(new["ever"], link_id, before)
    new["answers"][link_id] = value
    for part in ("typed", "drafts", "drafted", "units", "how"):
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


def overtaken(document: Mapping[str, Any], texts: Mapping[str, Any], *, form: str, drawn_from: int) -> tuple[str, ...]:
    """What was typed differently in another window since this form was drawn. What this form typed itself never stands in its way."""
    return tuple(
        link_id
        for link_id, text in texts.items()
        for key, version in [document.get("drafted", {}).get(link_id, ("", 0))]
        if key != form and version > drawn_from and document["drafts"].get(link_id) not in (text, str(text))
    )


def in_another_window(
    document: Mapping[str, Any], given: Mapping[str, Any], *, key: str, drawn_from: int, beside: Mapping[str, Any]
) -> tuple[str, ...]:
    """The items of an act of answering that were answered, or typed further, in another window since its form was drawn."""
    drafts = beside.get("drafts") or {}
    typed = {**{link_id: (beside.get("typed") or {}).get(link_id, value) for link_id, value in given.items()}, **drafts}
    answered = conflicts(document, {**given, **drafts}, drawn_from=drawn_from)
    return tuple(dict.fromkeys((*answered, *overtaken(document, typed, form=beside.get("drafted_in") or key, drawn_from=drawn_from))))
