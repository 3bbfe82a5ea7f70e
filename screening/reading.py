"""The gate of a whole set of answers: one emitted function that checks each answer against its item.

What nearly every answer is (yes or no, points, a number in range, an empty list) is recognised in place; anything else
goes through the item's own check in `cleaning.py`, which cleans it or raises. Nothing is let through that it refuses.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import cast

from screening.cleaning import MOST_NUMBER, check_for
from screening.emission import compile_function, has_default, is_numeric, is_scale
from screening.errors import UnknownItem
from screening.facts import NO_LIST, NOTHING, UNKNOWN_NUMBER, nothing_for
from screening.items import Item, ItemType, Questionnaire
from screening.values import AnswerState, Value

Said = dict[str, Value | None]
States = dict[str, AnswerState]
Read = Callable[[Mapping[str, object]], tuple[Said, States]]
_ONE_OBJECT = range(100)  # whole numbers of which CPython has one object each, so that nearly every answer is known by identity
_SILENT = (AnswerState.DECLINED, AnswerState.UNSURE)


def silence_of(item: Item) -> Value | None:
    """What an item reads as that nobody answered: known to say nothing where staff measure it or it is not asked yet."""
    return nothing_for(item) if has_default(item) else UNKNOWN_NUMBER if is_numeric(item) else None


def unknown_of(item: Item) -> Value | None:
    """What an item reads as that was declined, or answered "I'm not sure"."""
    return UNKNOWN_NUMBER if is_numeric(item) else None


def blank_of(questionnaire: Questionnaire) -> Said:
    """Nothing answered, in the order of the questionnaire."""
    return {item.link_id: silence_of(item) for item in questionnaire}


def reads_as(item: Item, value: Value | AnswerState) -> Value | None:
    """A checked answer as the rules read it."""
    if not isinstance(value, AnswerState):
        return value
    return unknown_of(item) if value in _SILENT else silence_of(item)


def is_given(value: Value | None) -> bool:
    """Whether this is something that a person said."""
    return value is not None and value is not UNKNOWN_NUMBER and value is not NOTHING and value is not NO_LIST


def refuse_unknown(link_id: object, questionnaire: Questionnaire) -> UnknownItem:
    return UnknownItem(f"There is no question with the id {link_id!a:.60} in {questionnaire.key()}.")


def emit_reader(questionnaire: Questionnaire) -> Read:
    """A function of the raw answers: each as the rules read it, in order, and the states that were said.

    It raises UnknownItem and InvalidAnswer, and never holds on to what it was given.
    """
    items = list(questionnaire)
    checks = {item.link_id: check_for(item) for item in items}
    blank = blank_of(questionnaire)

    def other(link_id: str, raw: object, states: States) -> Value | None:
        value = checks[link_id](raw)
        if not isinstance(value, AnswerState):
            return value
        if value is not AnswerState.UNANSWERED:
            states[link_id] = value
        return reads_as(questionnaire.by_link_id[link_id], value)

    def unknown_id(raw: Mapping[str, object]) -> UnknownItem:
        return refuse_unknown(next(link_id for link_id in raw if link_id not in blank), questionnaire)

    names: dict[str, object] = {
        "blank": blank, "other": other, "unknown_id": unknown_id, "fromisoformat": date.fromisoformat,
        "unknown": UNKNOWN_NUMBER, "nothing": NOTHING, "no_list": NO_LIST, "empty": (),
    }  # fmt: skip
    checked = [line for place, item in enumerate(items) for line in _lines(item, place, names)]
    local = "".join(f"a{place}, " for place in range(len(items))) or "()"
    lines = [
        f"def emitted(raw, {', '.join(f'{name}={name}' for name in names)}):",
        "    said = blank | raw",
        f"    if len(said) != {len(items)}: raise unknown_id(raw)",
        f"    {local} = said.values()",
        "    states = {}",
        *checked,
        "    return said, states",
    ]
    return cast(Read, compile_function(lines, names))


def _lines(item: Item, place: int, names: dict[str, object]) -> Iterator[str]:
    """The lines that check one item: nothing to do where the answer is as it should be."""
    name, answer, silent = repr(item.link_id), f"a{place}", _silence(item)
    otherwise = f"said[{name}] = other({name}, {answer}, states)"
    match item.type:
        case ItemType.BOOLEAN:
            yield f"    if {answer} is not False and {answer} is not {silent} and {answer} is not True: {otherwise}"
        case ItemType.CHOICE if is_scale(item) and all(option.value in _ONE_OBJECT for option in item.options):
            names |= {f"points{option.value}": option.value for option in item.options}
            right = [f"{answer} is not points{option.value}" for option in item.options]  # anything else is looked at closely
            yield f"    if {' and '.join([f'{answer} is not {silent}', *right])}: {otherwise}"
        case ItemType.CHOICE | ItemType.INTEGER | ItemType.DECIMAL:
            yield f"    if {answer} is not {silent} and not ({_is_right(item, place, names)}): {otherwise}"
        case ItemType.CHOICES:
            names[f"options{place}"] = frozenset(option.value for option in item.options)
            one = f"type({answer}) is list and len({answer}) == 1 and type(one := {answer}[0]) is str and one in options{place}"
            yield f"    if {answer} is not {silent}:"
            yield f"        if {answer} == []: said[{name}] = empty"
            yield f"        elif {one}: said[{name}] = (one,)"
            yield f"        else: {otherwise}"
        case ItemType.MEDICINES | ItemType.TRIALS:
            yield f"    if {answer} is not {silent}: said[{name}] = other({name}, {answer}, states) if {answer} != [] else empty"
        case ItemType.DATE:
            yield f"    if {answer} is not {silent}:"
            yield f"        if type({answer}) is str and len({answer}) == 10 and {answer}[4] == {answer}[7] == '-':"
            yield f"            try: said[{name}] = fromisoformat({answer})"
            yield f"            except ValueError: {otherwise}"
            yield f"        else: {otherwise}"
        case ItemType.TEXT:
            yield f"    if {answer} is not {silent}:"
            plain = f"type({answer}) is str and {answer}.isprintable()"
            yield f"        if {plain} and (text := {answer}.strip()) and len(text) <= {item.max_length}:"
            yield f"            if text is not {answer}: said[{name}] = text"
            yield f"        else: {otherwise}"


def _is_right(item: Item, place: int, names: dict[str, object]) -> str:
    answer = f"a{place}"
    low, high = (item.hard.low, item.hard.high) if item.hard else (-MOST_NUMBER, MOST_NUMBER)
    if item.type is ItemType.INTEGER:
        return f"type({answer}) is int and {low!r} <= {answer} <= {high!r}"
    if item.type is ItemType.DECIMAL:
        return f"(type({answer}) is float or type({answer}) is int) and {low!r} <= {answer} <= {high!r}"
    kind = "int" if is_scale(item) else "str"
    names[f"options{place}"] = frozenset(option.value for option in item.options if type(option.value).__name__ == kind)
    return f"type({answer}) is {kind} and {answer} in options{place}"


def _silence(item: Item) -> str:
    silent = silence_of(item)
    return "None" if silent is None else "nothing" if silent is NOTHING else "unknown" if silent is UNKNOWN_NUMBER else "no_list"
