"""What one person said: a value for each link id, or the state that says why there is none, and what she said before.

Everything comes in through `clean_answer`. Branching is applied here: a known answer of the parent makes an item not
applicable, an unknown one makes it unknown, and what was said to a safety item always stays.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from screening.cleaning import Check, check_for, clean_answer, is_unlikely
from screening.conditions import reads
from screening.emission import Reveal, emit_reveal
from screening.errors import InvalidAnswer, InvalidQuestionnaire, MalformedInput, UnknownItem
from screening.evaluation import evaluate
from screening.facts import NOTHING, Facts, nothing_for
from screening.items import EnteredBy, Item, ItemType, Phase, Questionnaire
from screening.truth import Truth
from screening.values import AnswerState, Value, as_json

__all__ = ["AnswerState", "Answers", "clean_answer", "is_unlikely"]
_UNKNOWN = (AnswerState.DECLINED, AnswerState.UNSURE)
_PARTS = frozenset(("questionnaire", "answers", "ever"))


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers to one drawing of a questionnaire. Make them with `from_json`; change them with `with_answer`."""

    questionnaire: Questionnaire
    given: Mapping[str, Value]
    states: Mapping[str, AnswerState]
    ever: Mapping[str, tuple[Value, ...]]
    # What the rules read: values after branching, NOTHING where an item is not applicable or was not measured.
    known: Mapping[str, Value] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        plan = _plan(self.questionnaire)
        known = dict(self.given)
        for link_id, value in plan.defaults:
            known.setdefault(link_id, value)
        for link_id, state in self.states.items():
            if state in _UNKNOWN:
                known.pop(link_id, None)
        plan.reveal(known, self.ever)
        object.__setattr__(self, "known", known)

    @classmethod
    def from_json(cls, data: object, questionnaire: Questionnaire) -> "Answers":
        """Answers out of parsed JSON: {"questionnaire", "answers", "ever"}, or the answers flat with "ever" beside."""
        said, ever = _parts(data, questionnaire)
        plan = _plan(questionnaire)
        checks, booleans, points = plan.checks, plan.booleans, plan.points
        given: dict[str, Any] = dict(said)  # each value is now checked, and replaced or taken out where it has to be
        states: dict[str, AnswerState] = {}
        for link_id, raw in said.items():
            if raw is True or raw is False:  # most answers: their check, without the call
                if link_id in booleans:
                    continue
            elif type(raw) is int and link_id in points and raw in points[link_id]:
                continue
            check = checks.get(link_id)
            if check is None:
                raise _unknown(link_id, questionnaire)
            value = check(raw)
            if value.__class__ is AnswerState:
                del given[link_id]
                states[link_id] = value
            elif value is not raw:
                given[link_id] = value
        states = {link_id: state for link_id, state in states.items() if state is not AnswerState.UNANSWERED} if states else states
        return cls(questionnaire, given, states, _earlier(ever, questionnaire) if ever else {})

    @property
    def unsure(self) -> frozenset[str]:
        """The items that were answered "I'm not sure" and are not ruled out."""
        if not self.states:
            return frozenset()
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
        given = {key: old for key, old in self.given.items() if key != link_id}
        states = {key: old for key, old in self.states.items() if key != link_id}
        if not isinstance(value, AnswerState):
            given[link_id] = value
        elif value is not AnswerState.UNANSWERED:
            states[link_id] = value
        ever, before = dict(self.ever), self.given.get(link_id)
        if item.is_safety and before is not None and before != value and before not in ever.get(link_id, ()):
            ever[link_id] = (*ever.get(link_id, ()), before)
        return replace(self, given=given, states=states, ever=ever)

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

    checks: Mapping[str, Check]
    booleans: frozenset[str]
    points: Mapping[str, frozenset[int]]  # of items that are answered with points
    defaults: tuple[tuple[str, Value], ...]  # what stands where staff measured nothing, and for what is not yet asked
    reveal: Reveal
    core: frozenset[str]


@lru_cache(maxsize=64)
def _plan(questionnaire: Questionnaire) -> _Plan:
    defaults: dict[str, Value] = dict.fromkeys(questionnaire.left_out, NOTHING)
    for item in questionnaire:
        if item.entered_by is EnteredBy.STAFF or item.phase is Phase.SCHEDULING:
            defaults[item.link_id] = nothing_for(item)
    checks = {item.link_id: check_for(item) for item in questionnaire}
    booleans = frozenset(item.link_id for item in questionnaire if item.type is ItemType.BOOLEAN)
    points = {item.link_id: _points(item) for item in questionnaire if item.type is ItemType.CHOICE}
    core = frozenset(item.link_id for item in questionnaire if item.core)
    return _Plan(checks, booleans, points, tuple(defaults.items()), emit_reveal(_parents_first(questionnaire), questionnaire), core)


def _points(item: Item) -> frozenset[int]:
    return frozenset(option.value for option in item.options if isinstance(option.value, int))


def _parents_first(questionnaire: Questionnaire) -> list[Item]:
    waiting = {item.link_id: item for item in questionnaire if item.enable_when is not None}
    ordered: list[Item] = []
    while waiting:
        ready = [item for item in waiting.values() if item.enable_when is not None and not reads(item.enable_when) & waiting.keys()]
        if not ready:
            raise InvalidQuestionnaire(f"The branching of {', '.join(waiting)} goes round in a circle.")
        ordered.extend(ready)
        for item in ready:
            del waiting[item.link_id]
    return ordered


def _parts(data: object, questionnaire: Questionnaire) -> tuple[Mapping[str, object], Mapping[str, object]]:
    if not isinstance(data, dict):
        raise MalformedInput("Answers are a JSON object of link ids.")
    pinned, ever = data.get("questionnaire"), data.get("ever")
    if pinned is not None and pinned != questionnaire.key():
        raise MalformedInput(f"These answers are for {pinned!a:.60}; this questionnaire is {questionnaire.key()}.")
    if ever is not None and not isinstance(ever, dict):
        raise MalformedInput('"ever" is an object of link ids, each with a list of earlier values.')
    if "answers" not in data:
        return {link_id: raw for link_id, raw in data.items() if link_id not in ("questionnaire", "ever")}, ever or {}
    said = data["answers"]
    if not isinstance(said, dict):
        raise MalformedInput('"answers" is an object of link ids.')
    if extra := sorted(map(str, data.keys() - _PARTS)):
        raise MalformedInput(f'Beside "answers" only "questionnaire" and "ever" may stand, not {extra[0]!a:.60}.')
    return said, ever or {}


def _earlier(ever: Mapping[str, object], questionnaire: Questionnaire) -> dict[str, tuple[Value, ...]]:
    found: dict[str, tuple[Value, ...]] = {}
    for link_id, values in ever.items():
        item = questionnaire.by_link_id.get(link_id)
        if item is None:
            raise _unknown(link_id, questionnaire)
        if not item.is_safety:
            raise InvalidAnswer(link_id, "earlier values are kept of safety questions only")
        if not isinstance(values, list | tuple):
            raise InvalidAnswer(link_id, "earlier values are a list")
        cleaned = [clean_answer(item, value) for value in values]
        found[link_id] = tuple(value for value in cleaned if not isinstance(value, AnswerState))
    return {link_id: values for link_id, values in found.items() if values}


def _unknown(link_id: object, questionnaire: Questionnaire) -> UnknownItem:
    return UnknownItem(f"There is no question with the id {link_id!a:.60} in {questionnaire.key()}.")
