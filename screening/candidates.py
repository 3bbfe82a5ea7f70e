"""Answers worth trying for one question: what the unremarkable patient says, then what the comparisons ask about."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from screening.conditions import (
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Ever,
    EverAtLeast,
    Includes,
    LessThan,
    Limit,
    MoreThan,
    SaidUnsure,
    Takes,
    Unsettled,
    reads,
)
from screening.items import Item, ItemType
from screening.medicines import match
from screening.medicines.products import PRODUCTS
from screening.medicines.table import BY_INGREDIENT
from screening.protocol import Protocol
from screening.values import AnswerState, as_json

_COMPARED = AtLeast | MoreThan | AtMost | LessThan | EverAtLeast
_TRIAL = {"name": "sertraline", "dose": "usual-or-higher", "weeks": 52, "result": "none"}
_NOT_LISTED = "medication-unrecognised"
_NO_DOSE = "med-dose-missing"


def candidates(item: Item, way: Sequence[tuple[Condition, bool]], protocol: Protocol, as_of: date, said: object) -> list[object]:
    """Raw answers, the present one first, each once."""
    leaves = [leaf for leaf, _ in way]
    tried: list[object] = [said, *_silences(item, leaves)]
    match item.type:
        case ItemType.BOOLEAN:
            tried += [False, True]
        case ItemType.CHOICE:
            tried += [option.value for option in item.options]
        case ItemType.CHOICES:
            tried += _lists(item, way)
        case ItemType.INTEGER | ItemType.DECIMAL:
            tried += _numbers(item, leaves, protocol)
        case ItemType.DATE:
            tried += _days(item, leaves, protocol, as_of)
        case ItemType.TEXT:
            tried += ["", *protocol.phrases[:1]]
        case ItemType.MEDICINES:
            tried += _medicines(leaves, protocol)
        case ItemType.TRIALS:
            tried += [[], [_TRIAL] * 5, [{**_TRIAL, "weeks": None}], [{**_TRIAL, "result": "helped"}]]
    return list({repr(one): one for one in tried}.values())


def _silences(item: Item, leaves: Iterable[Condition]) -> list[object]:
    about = [leaf for leaf in leaves if item.link_id in reads(leaf)]
    states: list[object] = []
    if any(isinstance(leaf, SaidUnsure) for leaf in about) and item.may_be_unsure:
        states.append(as_json(AnswerState.UNSURE))
    if any(isinstance(leaf, Unsettled) for leaf in about):
        states += [as_json(AnswerState.DECLINED), None]
    return states


def _lists(item: Item, way: Sequence[tuple[Condition, bool]]) -> list[object]:
    """All that is asked for together, nothing, and each option alone."""
    values = [option.value for option in item.options]
    named = {_option(leaf) for leaf, holds in way if holds and item.link_id in reads(leaf)}
    return [[value for value in values if value in named], [], *([value] for value in values)]


def _option(leaf: Condition) -> object:
    match leaf:
        case Includes(_, option):
            return option
        case Ever(_, value):
            return value
        case _:
            return None


def _numbers(item: Item, leaves: Iterable[Condition], protocol: Protocol) -> list[object]:
    """Around each number that something nearby is compared with; where a mean counts, some far ones."""
    compared = [leaf for leaf in leaves if isinstance(leaf, _COMPARED)]
    bounds = [*(_bound(leaf, protocol) for leaf in compared if leaf.of != "bmi"), *_exact(item, leaves)]
    near = [bound + step for bound in bounds for step in (0, 1, -1, 0.5, -0.5, 20)]
    if item.link_id == "weight-kg":  # at the height of the unremarkable patient
        near += [_bound(leaf, protocol) * 2.89 + step for leaf in compared if leaf.of == "bmi" for step in (1, -1)]
    soft = item.soft
    wide = [soft.low + (soft.high - soft.low) * part / 20 for part in range(21)] if soft else []
    whole = item.type is ItemType.INTEGER
    values = [round(one) if whole or float(one).is_integer() else round(one, 2) for one in (*near, *wide)]
    low, high = (item.hard.low, item.hard.high) if item.hard else (0, 10_000)
    return [value for value in values if low <= value <= high]


def _exact(item: Item, leaves: Iterable[Condition]) -> list[float]:
    return [leaf.value for leaf in leaves if isinstance(leaf, Equals) and leaf.of == item.link_id and isinstance(leaf.value, int)]


def _bound(leaf: Condition, protocol: Protocol) -> float:
    bound = leaf.bound if isinstance(leaf, _COMPARED) else 0
    return protocol.limits[bound.name] if isinstance(bound, Limit) else bound


def _days(item: Item, leaves: Iterable[Condition], protocol: Protocol, as_of: date) -> list[object]:
    counts = [int(_bound(leaf, protocol)) for leaf in leaves if isinstance(leaf, _COMPARED)]
    steps = [count + step for count in counts for step in (0, 1, -1)]
    if item.link_id != "birth-date":
        return [(as_of - timedelta(days=step)).isoformat() for step in steps]
    years = [*steps, 30, 40, 60]
    return [date(as_of.year - count, 1, 1).isoformat() for count in years if as_of.year - count > 0]


def _medicines(leaves: Iterable[Condition], protocol: Protocol) -> list[object]:
    """A list that holds one medicine of each class asked for, without a dose, with a small and with a high one."""
    asked = list(dict.fromkeys(leaf.medicine_class for leaf in leaves if isinstance(leaf, Takes)))
    names = [name for medicine_class in asked for name in (_one_of(medicine_class),) if name]
    dosed = [[{"name": name, "daily_mg": milligrams} for name in names] for milligrams in (0.25, 50)]
    return [[{"name": name} for name in names], *dosed, []]


@lru_cache(maxsize=256)
def _one_of(medicine_class: str) -> str:
    """A listed name of that class that belongs to the fewest others; empty where there is none."""
    if medicine_class == _NOT_LISTED:
        return "something without a name"
    if medicine_class == _NO_DOSE:
        return _one_of("med-benzodiazepine")
    names = [name for medicine in BY_INGREDIENT.values() for name in medicine.names] + [product.name for product in PRODUCTS]
    found = [(len(one.classes), place, name) for place, name in enumerate(names) if medicine_class in (one := match(name)).classes]
    return min(found)[2] if found else ""
