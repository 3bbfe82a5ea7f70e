"""What the conditions are asked of: one patient's answers after branching, her medicines, and the limits in force."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from screening.items import Item, ItemType
from screening.values import AnswerState, Value

Interval = tuple[float, float]  # the least and the most that a quantity can be
OPEN: Final[Interval] = (-math.inf, math.inf)


class _NoList(tuple[()]):
    """An empty list that nobody gave, told by identity from one that somebody did."""


# Known, and firing nothing: not applicable, or not measured. Told by identity; as a NaN it equals and exceeds nothing.
NOTHING: Final = float("nan")
NO_LIST: Final = _NoList()
# What an unknown number reads as while conditions are judged: another NaN, so that every comparison with it is false.
UNKNOWN_NUMBER: Final = float("nan")
_LISTS = (ItemType.CHOICES, ItemType.MEDICINES, ItemType.TRIALS)


def nothing_for(item: Item) -> Value:
    """What stands for "not applicable" or "not measured" of this item; an empty list where the answer is a list."""
    return NO_LIST if item.type in _LISTS else NOTHING


@dataclass(slots=True)
class Facts:
    """Everything that a condition may read. A link id that is not in `known` is unknown.

    `pending` are link ids that a draft may yet answer: that they are unanswered says nothing so far.
    """

    known: Mapping[str, Value]
    ever: Mapping[str, tuple[Value, ...]]
    asked: Mapping[str, Item]
    unsure: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # medicine class: the names that belong to it
    medicines_known: bool = True
    quantities: Mapping[str, Interval] = field(default_factory=dict)
    workings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # how a quantity was worked out, for the clinician
    limits: Mapping[str, float] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    states: Mapping[str, AnswerState] = field(default_factory=dict)  # how an answer was withheld, for the clinician
