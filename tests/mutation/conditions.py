"""Mutants of a condition: every small mistake that somebody could make in writing it, one at a time.

Each comes with where it is and what was changed, in words that stay the same as long as the rule does.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from screening.conditions import (
    AllOf,
    AnyOf,
    Asked,
    AtLeast,
    AtMost,
    Condition,
    CountAtLeast,
    Equals,
    Ever,
    EverAtLeast,
    Includes,
    LessThan,
    Limit,
    Mentions,
    MoreThan,
    Not,
    NotAbove,
    SaidUnsure,
    Takes,
    Unsettled,
)
from screening.items import Item, ItemType
from screening.limits import LIMITS
from screening.medicines import FACT_CLASSES, MEDICINE_CLASSES

Changed = tuple[str, Condition]  # what was changed, and the condition so changed
_NEIGHBOUR = {AtLeast: MoreThan, MoreThan: AtLeast, AtMost: LessThan, LessThan: AtMost}
_SPECS = {spec.name: spec for spec in LIMITS}
_CLASSES = (*MEDICINE_CLASSES, *FACT_CLASSES)


def mutants(condition: Condition, bank: Mapping[str, Item]) -> Iterator[Changed]:
    """The condition with one mistake in it, once for each that can be made."""
    seen: Counter[str] = Counter()
    for what, changed in _everywhere(condition, bank):
        seen[what] += 1
        yield what if seen[what] == 1 else f"{what} ({seen[what]})", changed


def _everywhere(condition: Condition, bank: Mapping[str, Item]) -> Iterator[Changed]:
    yield from _here(condition, bank)
    for place, inner in enumerate(_children(condition)):
        for what, changed in _everywhere(inner, bank):
            yield what, _with_child(condition, place, changed)


def _here(condition: Condition, bank: Mapping[str, Item]) -> Iterator[Changed]:
    """Mistakes at the top of this condition."""
    match condition:
        case AnyOf(conditions) | AllOf(conditions):
            if len(conditions) > 1:
                other = AllOf if isinstance(condition, AnyOf) else AnyOf
                yield f"{_told(condition)} read as {other.__name__}", other(*conditions)
            for place, dropped in enumerate(conditions):
                yield f"{_told(dropped)} left out of {_told(condition)}", type(condition)(*conditions[:place], *conditions[place + 1 :])
        case CountAtLeast(count, conditions):
            for step in (-1, 1):
                yield f"{count} of {len(conditions)} counted as {count + step}", CountAtLeast(count + step, conditions)
            for place, dropped in enumerate(conditions):
                yield (
                    f"{_told(dropped)} left out of {_told(condition)}",
                    CountAtLeast(count, (*conditions[:place], *conditions[place + 1 :])),
                )
        case Not(inner):
            yield f"{_told(condition)} read without Not", inner
        case _:
            for changed in _leaf(condition, bank):
                yield f"{_told(condition)} read as {_told(changed)}", changed


def _leaf(condition: Condition, bank: Mapping[str, Item]) -> Iterator[Condition]:
    """Mistakes in one comparison."""
    match condition:
        case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound):
            yield _NEIGHBOUR[type(condition)](of, bound)
            if not isinstance(bound, Limit):
                yield from (type(condition)(of, bound + step) for step in (-1, 1))
            elif not _SPECS[bound.name].is_fixed:  # the clinic's own number is not heard
                yield type(condition)(of, _SPECS[bound.name].default)
        case Equals(of, value):
            yield from (Equals(of, other) for other in _others(value, bank.get(of)))
        case Includes(of, option):
            yield from (Includes(of, str(other)) for other in _others(option, bank.get(of)))
        case Ever(of, value):
            yield Includes(of, str(value)) if bank[of].type is ItemType.CHOICES else Equals(of, value)
            yield from (Ever(of, other) for other in _others(value, bank.get(of)))
        case EverAtLeast(of, bound):
            yield AtLeast(of, bound)
            if not isinstance(bound, Limit):
                yield from (EverAtLeast(of, bound + step) for step in (-1, 1))
        case Takes(medicine_class):
            yield Takes(_CLASSES[(_CLASSES.index(medicine_class) + 1) % len(_CLASSES)])
        case NotAbove(of, other):
            yield NotAbove(other, of)
        case Unsettled(of):
            yield Not(condition)
            yield SaidUnsure(of)
        case SaidUnsure(of):
            yield Not(condition)
            yield Unsettled(of)
        case Asked() | Mentions():
            yield Not(condition)


def _others(value: bool | int | str, item: Item | None) -> Iterator[bool | int | str]:
    """What could have been written instead of a value: the opposite, a number beside it, the next option."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        allowed = {option.value for option in item.options} if item is not None and item.options else {value - 1, value + 1}
        yield from (other for other in (value - 1, value + 1) if other in allowed)
    elif item is not None:
        options = [option.value for option in item.options]
        yield options[(options.index(value) + 1) % len(options)]


def _children(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case AllOf(conditions) | CountAtLeast(_, conditions):
            return conditions
        case Not(inner):
            return (inner,)
        case _:
            return ()


def _with_child(condition: Condition, place: int, child: Condition) -> Condition:
    match condition:
        case AllOf(conditions):
            return type(condition)(*conditions[:place], child, *conditions[place + 1 :])
        case CountAtLeast(_, conditions):
            return replace(condition, conditions=(*conditions[:place], child, *conditions[place + 1 :]))
        case _:
            return Not(child)


def _told(condition: Condition, depth: int = 0) -> str:
    """A condition in a few words: its name and what it reads."""
    match condition:
        case AnyOf(conditions) | AllOf(conditions) | CountAtLeast(_, conditions):
            name = type(condition).__name__
            if depth == 2 or len(conditions) > 3:
                return f"{name} of {len(conditions)}"
            return f"{name}({', '.join(_told(inner, depth + 1) for inner in conditions)})"
        case Not(inner):
            return f"Not({_told(inner, depth)})"
        case _:
            fields = [getattr(condition, name) for name in condition.__slots__]
            return f"{type(condition).__name__}({', '.join(one.name if isinstance(one, Limit) else str(one) for one in fields)})"
