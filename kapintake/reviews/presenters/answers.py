"""The answers in the patient's order, word for word from the frozen copy, with what was changed on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from kapintake.intake.document import BY_CARD, NOT_IN_LANGUAGE, is_known, is_state
from kapintake.intake.models import Answer, QuestionnaireResponse
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.units import plain_number
from kapintake.intake.words import answer_words
from kapintake.reviews.presenters.words import CANNOT_BE_READ, changed_words
from kapintake.sealing import CannotBeRead
from screening import INSTRUMENTS

Asked = Mapping[str, Mapping[str, Any]]  # frozen items by link id


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that was given differently before."""

    at: datetime
    by: str
    before: str
    after: str
    is_after_sending: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    link_id: str
    question: str
    label: str
    stem: str  # only where it differs from that of the question above
    words: str
    is_given: bool
    state: str  # declined, unsure, unanswered, not-measured, not-applicable; "" for an answer
    by_card: bool
    was_hidden: bool  # a given answer to a question that was not shown when the intake was sent
    unlikely_confirmed: bool
    language: str  # "es": what it was answered in; "" for English
    as_asked: str  # the question in that language
    is_written: bool  # her own words, in that language
    changes: tuple[Change, ...]
    group: str  # of the gravest finding that rests on it
    entered_by: str = ""  # who of the clinic entered it, where that was not the patient

    @property
    def language_words(self) -> str:
        return str(get_language_info(self.language)["name_translated"]) if self.language else ""

    @property
    def changed_words(self) -> str:
        return changed_words(len(self.changes))

    @property
    def anchor(self) -> str:
        return f"answer-{self.link_id}"


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of the questionnaire. `not_shown` names the questions that an earlier answer made superfluous."""

    id: str
    title: str
    answers: tuple[AnswerView, ...]
    not_shown: tuple[str, ...]
    maybe_shown: tuple[str, ...]  # waiting for another answer that was not given


@dataclass(frozen=True, slots=True)
class History:
    """What every act of answering said. `unreadable` counts acts that do not open: they are told, never left out in silence."""

    given_at: Mapping[str, datetime]
    changes: Mapping[str, tuple[Change, ...]]
    unreadable: int
    entered_by: Mapping[str, str]  # who of the clinic entered the answer that stands, where that was not the patient


def state_words(state: str) -> str:
    """To a clinician: each kind of silence has its own name."""
    return {
        "declined": _("Rather not say"),
        "unsure": _("Not sure"),
        "not-measured": _("Not measured"),
        "not-applicable": _("Not asked"),
    }.get(state, _("Not answered"))


def history_of(response: QuestionnaireResponse, acts: Iterable[Answer], names: Mapping[Any, str]) -> History:
    """When each question was last answered, and every change from one answer to another."""
    given_at: dict[str, datetime] = {}
    changes: dict[str, tuple[Change, ...]] = {}
    entered_by: dict[str, str] = {}
    unreadable = 0
    for act in acts:
        try:
            given = act.given
        except CannotBeRead:
            unreadable += 1
            continue
        for link_id, value in given["values"].items():
            given_at[link_id] = act.given_at
            entered_by.pop(link_id, None)
            if act.given_by_id != response.patient.user_id and not _is_blank(value):
                entered_by[link_id] = names.get(act.given_by_id) or _("a clinician")
            before = given.get("before", {}).get(link_id)
            if before is not None and before != value and not _is_blank(before):
                change = _change(response, act, link_id, before, value, names)
                changes[link_id] = (*changes.get(link_id, ()), change)
    return History(given_at, changes, unreadable, entered_by)


def _is_blank(value: Any) -> bool:
    return is_state(value) and value["state"] == "unanswered"


def _change(response: QuestionnaireResponse, act: Answer, link_id: str, before: Any, after: Any, names: Mapping[Any, str]) -> Change:
    by = _("the patient") if act.given_by_id == response.patient.user_id else names.get(act.given_by_id, "")
    sent = response.completed_at
    return Change(
        act.given_at, by, _words(response, link_id, before), _words(response, link_id, after), sent is not None and act.given_at > sent
    )


def _words(response: QuestionnaireResponse, link_id: str, value: Any) -> str:
    if not is_known(value):
        return state_words(value["state"] if is_state(value) else "")
    try:
        item = questionnaire_of(response).by_link_id.get(link_id)
    except KeyError:  # a version that this release does not know: the value as it was stored
        item = None
    return answer_words(item, value) if item else str(value)


def parts_of(frozen: Mapping[str, Any], *, history: History, groups: Mapping[str, str]) -> tuple[PartView, ...]:
    """`groups` tells which answers findings rest on, and how grave."""
    return tuple(_part(part, history, groups) for part in frozen["parts"])


def _part(part: Mapping[str, Any], history: History, groups: Mapping[str, str]) -> PartView:
    answers, not_shown, maybe, stem = [], [], [], ""
    for asked in part["items"]:
        item = in_english(asked)
        if not is_known(item["value"]) and item["shown"] is not True:
            (maybe if item["shown"] is None else not_shown).append(item["label"])
            continue
        answers.append(_answer(item, history, groups, stem))
        stem = item["stem"] or stem
    title = part["title"] or _("Registration and consent")
    return PartView(part["id"], title, tuple(answers), tuple(not_shown), tuple(maybe))


def _answer(item: Mapping[str, Any], history: History, groups: Mapping[str, str], stem_above: str) -> AnswerView:
    value, link_id = item["value"], item["link_id"]
    state = "" if is_known(value) else value["state"] if is_state(value) else "unanswered"
    language = item["asked_in"]
    return AnswerView(
        link_id=link_id,
        question=item["question"],
        label=item["label"],
        stem=item["stem"] if item["stem"] != stem_above else "",
        words=silence_words(item, state) if state else item["words"],
        is_given=not state,
        state=state,
        by_card=item["how"] == BY_CARD,
        was_hidden=not state and item["shown"] is False,
        unlikely_confirmed=bool(item["unlikely_confirmed"]),
        language=language,
        as_asked=item["as_asked"],
        is_written=bool(language) and isinstance(value, str) and not item["options"],
        changes=history.changes.get(link_id, ()),
        entered_by=history.entered_by.get(link_id, ""),
        group=groups.get(link_id, ""),
    )


def in_english(item: Mapping[str, Any]) -> dict[str, Any]:
    """A frozen item in the words that staff read; in which language it was asked, and how, beside it."""
    english = item.get("english")
    return {
        **item,
        **(english or {}),
        "asked_in": item["language"] if english else "",
        "as_asked": item["question"] if english else "",
    }


def silence_words(item: Mapping[str, Any], state: str) -> str:
    """Why there is no answer."""
    if item["how"] == NOT_IN_LANGUAGE:
        return _("Scale not done: language. She asked for a call.")
    return state_words(state)


def scales_not_done(asked: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The scales of which something was not asked, because they are not in her language."""
    left = {link_id for link_id, item in asked.items() if item["how"] == NOT_IN_LANGUAGE}
    return tuple(scale.title for scale in INSTRUMENTS.values() if left & {item.link_id for item in scale.items})


# --- scores --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemPoints:
    label: str
    points: int | None
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ScoreView:
    title: str
    words: str  # "21 of 27", or "18 of 24 possible, 1 declined"
    band: str
    is_complete: bool
    strip: tuple[ItemPoints, ...]
    most: int  # points of one item


def scores_of(
    result: Mapping[str, Any], asked: Mapping[str, Mapping[str, Any]], scored: Mapping[str, tuple[str, ...]]
) -> tuple[ScoreView, ...]:
    """`asked` are the frozen items by link id, `scored` the link ids that count in each scale."""
    return tuple(_score(score, asked, scored.get(score["instrument"], ())) for score in result["scores"])


def _score(score: Mapping[str, Any], asked: Mapping[str, Mapping[str, Any]], link_ids: Iterable[str]) -> ScoreView:
    items = [asked[link_id] for link_id in link_ids if link_id in asked]
    total = score["total"]
    if total is not None:
        words = _("%(total)s of %(maximum)s") % {"total": plain_number(total), "maximum": plain_number(score["maximum"])}
    else:
        possible = score["maximum"] - (score["high"] - score["low"])
        known = {"low": plain_number(score["low"]), "possible": plain_number(round(possible, 1))}
        words = ", ".join((_("%(low)s of %(possible)s possible") % known, *_silences(items)))
    return ScoreView(
        title=score["title"],
        words=words,
        band=score["band"] or "",
        is_complete=total is not None,
        strip=tuple(_points(item) for item in items),
        most=max((value for item in items for value, _text in item["options"] if isinstance(value, int)), default=0),
    )


def _silences(items: Iterable[Mapping[str, Any]]) -> list[str]:
    """1 declined, 2 not answered."""
    states = [_silence(item) for item in items if not is_known(item["value"])]
    words = {
        NOT_IN_LANGUAGE: _("%(n)d not asked: language"),
        "declined": _("%(n)d declined"),
        "unsure": _("%(n)d not sure"),
        "unanswered": _("%(n)d not answered"),
    }
    return [text % {"n": states.count(state)} for state, text in words.items() if state in states]


def _silence(item: Mapping[str, Any]) -> str:
    if item["how"] == NOT_IN_LANGUAGE:
        return NOT_IN_LANGUAGE
    return str(item["value"]["state"]) if is_state(item["value"]) else "unanswered"


def _points(item: Mapping[str, Any]) -> ItemPoints:
    value = item["value"]
    state = value["state"] if is_state(value) else ""
    return ItemPoints(
        label=item["label"],
        points=_scored(item["link_id"], value),
        words=silence_words(item, state) if state else item["words"],
        anchor=f"answer-{item['link_id']}",
    )


def items_in(frozen: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    """The frozen items by link id, in the words that staff read."""
    return {item["link_id"]: in_english(item) for part in (frozen or {}).get("parts", ()) for item in part["items"]}


def said(asked: Mapping[str, Mapping[str, Any]], link_id: str, *, frozen_can_be_read: bool) -> str:
    """One answer for the banner; "Cannot be read" where the copy does not open, "" where it was not asked."""
    if not frozen_can_be_read:
        return str(CANNOT_BE_READ)
    item = asked.get(link_id)
    if item is None:
        return ""
    value = item["value"]
    return item["words"] if is_known(value) else state_words(value["state"] if is_state(value) else "")


def _scored(link_id: str, value: Any) -> int | None:
    """Points of one answer; yes counts one, and of the few reversed questions no does."""
    if isinstance(value, bool):
        return int(value is not (link_id in _REVERSED))
    return value if isinstance(value, int) else None


_REVERSED = frozenset(link_id for scale in INSTRUMENTS.values() for link_id in scale.reversed)
