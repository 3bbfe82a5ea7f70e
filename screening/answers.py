"""What one person said: a value for each link id, or the state that says why there is none, and what she said before.

Everything comes in through `clean_answer`. Branching is applied here: a known answer of the parent makes an item not
applicable, an unknown one makes it unknown, and what was said to a safety item always stays.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from screening.cleaning import clean_answer, is_unlikely
from screening.errors import InvalidAnswer, MalformedInput
from screening.evaluation import evaluate
from screening.facts import NOTHING, UNKNOWN_NUMBER, Facts
from screening.items import EnteredBy, Item, Questionnaire
from screening.judging import Reveal, emit_reveal
from screening.reading import Read, Said, emit_reader, is_given, reads_as, refuse_unknown
from screening.truth import Truth
from screening.values import AnswerState, Value, as_json

__all__ = ["AnswerState", "Answers", "clean_answer", "is_unlikely"]
_UNKNOWN = (AnswerState.DECLINED, AnswerState.UNSURE)
_new = tuple.__new__  # a named tuple, without the way through its keywords
_PARTS = frozenset(("questionnaire", "answers", "ever"))


class _Fields(NamedTuple):
    """The fields of a set of answers."""

    questionnaire: Questionnaire
    said: Said
    states: Mapping[str, AnswerState]
    ever: Mapping[str, tuple[Value, ...]]


class Answers(_Fields):
    """Answers to one drawing of a questionnaire. Make them with `from_json`; change them with `with_answer`.

    `said` has every item in the questionnaire's order, before branching: the value, or what its silence reads as.
    """

    __eq__, __hash__ = object.__eq__, object.__hash__

    @classmethod
    def from_json(cls, data: object, questionnaire: Questionnaire) -> "Answers":
        """Answers out of parsed JSON: {"questionnaire", "answers", "ever"}, or the answers flat with "ever" beside."""
        plan = _plan(questionnaire)
        raw, ever = _parts(data, plan.key)
        said, states = plan.read(raw)
        return _new(cls, (questionnaire, said, states, _earlier(ever, questionnaire) if ever else {}))

    @cached_property
    def given(self) -> Mapping[str, Value]:
        """The values that were given, before branching."""
        return {link_id: value for link_id, value in self.said.items() if value is not None and is_given(value)}

    @cached_property
    def known(self) -> Mapping[str, Value]:
        """What the rules read: values after branching, NOTHING where an item is not applicable or was not measured."""
        shown = zip(self.said, self.row, strict=True)
        known = {link_id: value for link_id, value in shown if value is not None and value is not UNKNOWN_NUMBER}
        return {**known, **_plan(self.questionnaire).left_out}

    @property
    def row(self) -> tuple[Value | None, ...]:
        """The same, in the questionnaire's order: None, or a NaN of its own for a number, where an answer is unknown."""
        return _plan(self.questionnaire).reveal(self.said, self.ever)

    @property
    def unsure(self) -> frozenset[str]:
        """The items that were answered "I'm not sure" and are not ruled out."""
        return frozenset(link_id for link_id, state in self.states.items() if state is AnswerState.UNSURE and link_id not in self.known)

    @property
    def core(self) -> frozenset[str]:
        """The link ids of the core questions."""
        return _plan(self.questionnaire).core

    def value(self, link_id: str) -> Value | AnswerState:
        """The answer as the rules see it: a value, or why there is none."""
        item = self.questionnaire.item(link_id)
        value = self.known.get(link_id)
        if value is None:
            state = self.states.get(link_id, AnswerState.UNANSWERED)
            return state if state in _UNKNOWN else AnswerState.UNANSWERED
        if value is NOTHING or (value == () and link_id not in self.given) or (item.enable_when and self._is_hidden(item)):
            return AnswerState.NOT_MEASURED if item.entered_by is EnteredBy.STAFF else AnswerState.NOT_APPLICABLE
        return value

    def shown(self, item: Item) -> Truth:
        """Whether branching shows the item."""
        if item.enable_when is None:
            return Truth.TRUE
        return evaluate(item.enable_when, Facts(self.known, self.ever, self.questionnaire.by_link_id))

    def with_answer(self, link_id: str, raw: object) -> "Answers":
        """The same answers with one changed. The earlier value of a safety item is kept under `ever`."""
        item = self.questionnaire.item(link_id)
        value = clean_answer(item, raw)
        states = {key: old for key, old in self.states.items() if key != link_id}
        if isinstance(value, AnswerState) and value is not AnswerState.UNANSWERED:
            states[link_id] = value
        ever, before = dict(self.ever), self.given.get(link_id)
        if item.is_safety and before is not None and before != value and before not in ever.get(link_id, ()):
            ever[link_id] = (*ever.get(link_id, ()), before)
        return Answers(self.questionnaire, {**self.said, link_id: reads_as(item, value)}, states, ever)

    def to_json(self) -> dict[str, object]:
        """The JSON that `from_json` reads back, in the questionnaire's order."""
        said = {item.link_id: self._said(item.link_id) for item in self.questionnaire if self._was_said(item.link_id)}
        ever = {item.link_id: [as_json(one) for one in self.ever[item.link_id]] for item in self.questionnaire if item.link_id in self.ever}
        return {"questionnaire": self.questionnaire.key(), "answers": said, "ever": ever}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the answers, earlier values included: the same answers always have the same one."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def _is_hidden(self, item: Item) -> bool:
        return not item.is_kept and self.shown(item) is Truth.FALSE

    def _was_said(self, link_id: str) -> bool:
        return link_id in self.given or link_id in self.states

    def _said(self, link_id: str) -> object:
        return as_json(self.given[link_id] if link_id in self.given else self.states[link_id])


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is worked out once for a questionnaire."""

    key: str
    read: Read
    reveal: Reveal
    left_out: Mapping[str, Value]
    core: frozenset[str]


@lru_cache(maxsize=64)
def _plan(questionnaire: Questionnaire) -> _Plan:
    left_out: dict[str, Value] = dict.fromkeys(questionnaire.left_out, NOTHING)
    core = frozenset(item.link_id for item in questionnaire if item.core)
    return _Plan(questionnaire.key(), emit_reader(questionnaire), emit_reveal(questionnaire), left_out, core)


def _parts(data: object, key: str) -> tuple[Mapping[str, object], Mapping[str, object]]:
    if not isinstance(data, dict):
        raise MalformedInput("Answers are a JSON object of link ids.")
    pinned, ever = data.get("questionnaire"), data.get("ever")
    if pinned is not None and pinned != key:
        raise MalformedInput(f"These answers are for {pinned!a:.60}; this questionnaire is {key}.")
    if ever is not None and not isinstance(ever, dict):
        raise MalformedInput('"ever" is an object of link ids, each with a list of earlier values.')
    if "answers" not in data:
        return {link_id: raw for link_id, raw in data.items() if link_id not in ("questionnaire", "ever")}, ever or {}
    said = data["answers"]
    if not isinstance(said, dict):
        raise MalformedInput('"answers" is an object of link ids.')
    if not data.keys() <= _PARTS:
        extra = sorted(map(str, data.keys() - _PARTS))
        raise MalformedInput(f'Beside "answers" only "questionnaire" and "ever" may stand, not {extra[0]!a:.60}.')
    return said, ever or {}


def _earlier(ever: Mapping[str, object], questionnaire: Questionnaire) -> dict[str, tuple[Value, ...]]:
    found: dict[str, tuple[Value, ...]] = {}
    for link_id, values in ever.items():
        item = questionnaire.by_link_id.get(link_id)
        if item is None:
            raise refuse_unknown(link_id, questionnaire)
        if not item.is_safety:
            raise InvalidAnswer(link_id, "earlier values are kept of safety questions only")
        if not isinstance(values, list | tuple):
            raise InvalidAnswer(link_id, "earlier values are a list")
        cleaned = [clean_answer(item, value) for value in values]
        found[link_id] = tuple(value for value in cleaned if not isinstance(value, AnswerState))
    return {link_id: values for link_id, values in found.items() if values}
