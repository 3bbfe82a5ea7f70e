"""The emitter: conditions written as Python source, compiled once for a protocol. The only file that compiles.

Each boolean node becomes a pair of expressions, "certainly true" and "certainly false". NOT swaps them, AND joins the
trues and the falses the other way round than OR does; a criterion is UNKNOWN when neither is true. Names come from
declared items and numbers from checked limits, never from anything typed. `evaluation.py` is the oracle.

The walk over a condition is written here once. How a comparison is spelled stands in `judging.py` for one person and in
`column_spelling.py` for columns of many.
"""

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    Number,
    SaidUnsure,
    Takes,
    Unsettled,
)
from screening.errors import InvalidQuestionnaire
from screening.items import EnteredBy, Item, ItemType, Phase, Questionnaire

Pair = tuple[str, str]
Comparison = AtLeast | MoreThan | AtMost | LessThan

ALWAYS: Pair = ("True", "False")
NEVER: Pair = ("False", "True")


def compile_function(lines: Iterable[str], names: Mapping[str, object]) -> object:
    """The function `emitted` that the lines define; `names` are the values that they may use."""
    found = dict(names)
    exec(compile("\n".join(lines), "<emitted conditions>", "exec"), found)
    return found["emitted"]


class Writer(ABC):
    """Writes conditions as pairs of expressions. A spelling says how one comparison is written."""

    AND, OR = " and ", " or "

    def __init__(self, questionnaire: Questionnaire, limits: Mapping[str, float], quantities: Iterable[str]) -> None:
        self.questionnaire = questionnaire
        self.limits = limits
        self.quantities = frozenset(quantities)

    def pair(self, condition: Condition) -> Pair:
        """The condition as "certainly true" and "certainly false". Raises InvalidQuestionnaire where it can never be meant."""
        match condition:
            case AnyOf(conditions):
                return self._either([self._ticked(*group) for group in _by_list(conditions)])
            case AllOf(conditions):
                return _swap(self._either([self._ticked(*group) for group in _by_list([_opposite(inner) for inner in conditions])]))
            case Not(inner):
                return _swap(self.pair(inner))
            case CountAtLeast(count, conditions):
                return self.count(count, [self.pair(inner) for inner in conditions])
            case Takes(medicine_class):
                return self.takes(medicine_class)
            case NotAbove(of, other):
                return self._not_above(of, other)
            case Unsettled(of) if of in self.quantities:
                low, high = self.quantity(of)
                return f"({low} != {high})", f"({low} == {high})"
            case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound) if of in self.quantities:
                return between(condition, *self.quantity(of), repr(self._limit(bound)))
            case _:
                item = self.item(condition.of)
                return NEVER if item is None else self._leaf(condition, item)

    def item(self, link_id: str) -> Item | None:
        """The item; None where this drawing leaves it out, so that it is not applicable."""
        if link_id in self.questionnaire.left_out:
            return None
        item = self.questionnaire.by_link_id.get(link_id)
        if item is None:
            raise InvalidQuestionnaire(f"A condition reads {link_id}: {self.questionnaire.key()} neither asks it nor leaves it out.")
        return item

    @abstractmethod
    def quantity(self, name: str) -> tuple[str, str]:
        """The least and the most that a quantity can be."""

    @abstractmethod
    def ends(self, item: Item) -> tuple[str, str, str]:
        """A number as its least, its most, and whether it is known to fire nothing ("" where it never is)."""

    @abstractmethod
    def count(self, least: int, pairs: Sequence[Pair]) -> Pair: ...

    @abstractmethod
    def takes(self, medicine_class: str) -> Pair: ...

    @abstractmethod
    def is_true(self, item: Item, value: bool) -> Pair: ...

    @abstractmethod
    def is_word(self, item: Item, value: str) -> Pair: ...

    @abstractmethod
    def is_number(self, item: Item, value: int) -> Pair: ...

    @abstractmethod
    def includes(self, item: Item, option: str) -> Pair: ...

    @abstractmethod
    def includes_any(self, item: Item, options: Sequence[str]) -> Pair: ...

    @abstractmethod
    def compares(self, item: Item, condition: Comparison, limit: float) -> Pair: ...

    @abstractmethod
    def unsettled(self, item: Item) -> Pair: ...

    @abstractmethod
    def unsure(self, item: Item) -> Pair: ...

    @abstractmethod
    def mentions(self, item: Item) -> Pair: ...

    @abstractmethod
    def ever(self, item: Item, value: bool | int | str, now: Pair) -> Pair: ...

    @abstractmethod
    def ever_at_least(self, item: Item, limit: float, now: Pair) -> Pair: ...

    def _leaf(self, condition: Condition, item: Item) -> Pair:
        match condition:
            case Asked():
                return ALWAYS
            case Mentions():
                return self.mentions(item)
            case SaidUnsure():
                return self.unsure(item)
            case Unsettled():
                return self.unsettled(item)
            case Equals(_, value):
                return self._equals(item, value)
            case Includes(_, option):
                return self._includes(item, option)
            case AtLeast(_, bound) | MoreThan(_, bound) | AtMost(_, bound) | LessThan(_, bound):
                return self.compares(_number(item), condition, self._limit(bound))
            case Ever(_, value):
                several = item.type is ItemType.CHOICES
                return self.ever(item, value, self._includes(item, value) if several else self._equals(item, value))
            case EverAtLeast(of, bound):
                limit = self._limit(bound)
                return self.ever_at_least(item, limit, self.compares(_number(item), AtLeast(of, bound), limit))
            case _:
                raise InvalidQuestionnaire(f"{condition!r} cannot be asked of an item.")

    def _equals(self, item: Item, value: bool | int | str) -> Pair:
        options = {option.value for option in item.options}
        match item.type, value:
            case ItemType.BOOLEAN, bool():
                return self.is_true(item, value)
            case ItemType.CHOICE, str() if value in options:
                return self.is_word(item, value)
            case ItemType.CHOICE, int() if not isinstance(value, bool) and value in options:
                return self.is_number(_number(item), value)
            case ItemType.INTEGER | ItemType.DECIMAL, int() if not isinstance(value, bool):
                return self.is_number(item, value)
            case _:
                raise InvalidQuestionnaire(f"{item.link_id} can never be {value!r}.")

    def _includes(self, item: Item, option: bool | int | str) -> Pair:
        if item.type is not ItemType.CHOICES or option not in {known.value for known in item.options}:
            raise InvalidQuestionnaire(f"{item.link_id} has no option {option!r} to choose among several.")
        return self.includes(item, str(option))

    def _ticked(self, first: Condition, *others: Condition) -> Pair:
        """One condition; or several that look for options of the same list, written as one."""
        if not others or not isinstance(first, Includes) or (item := self.item(first.of)) is None:
            return self.pair(first)
        for condition in (first, *others):
            self.pair(condition)  # each has to be meant
        return self.includes_any(item, [one.option for one in (first, *others) if isinstance(one, Includes)])

    def _not_above(self, of: str, other: str) -> Pair:
        found: list[tuple[str, str, str]] = []
        for name in (of, other):
            if name in self.quantities:
                found.append((*self.quantity(name), ""))
            elif (item := self.item(name)) is not None:
                found.append(self.ends(_number(item)))
            else:
                return NEVER
        (low, high, nothing), (other_low, other_high, other_nothing) = found
        false = self.OR.join([part for part in (f"({low} > {other_high})", nothing, other_nothing) if part])
        return f"({high} <= {other_low})", f"({false})"

    def _limit(self, bound: Number) -> float:
        if not isinstance(bound, Limit):
            return bound
        if bound.name not in self.limits:
            raise InvalidQuestionnaire(f"A condition reads the limit {bound.name}, which no protocol has.")
        return self.limits[bound.name]

    def _either(self, pairs: Sequence[Pair]) -> Pair:
        pairs = [pair for pair in pairs if pair != NEVER]
        if ALWAYS in pairs:
            return ALWAYS
        if len(pairs) <= 1:
            return pairs[0] if pairs else NEVER
        return f"({self.OR.join(true for true, _ in pairs)})", f"({self.AND.join(false for _, false in pairs)})"


def _opposite(condition: Condition) -> Condition:
    return condition.condition if isinstance(condition, Not) else Not(condition)


def _by_list(conditions: Sequence[Condition]) -> Iterator[list[Condition]]:
    """The conditions in order, those side by side that look for options of the same list together."""
    for of, group in itertools.groupby(conditions, key=lambda one: one.of if isinstance(one, Includes) else None):
        if of is None:
            yield from ([one] for one in group)
        else:
            yield list(group)


def between(condition: Comparison, low: str, high: str, limit: str) -> Pair:
    """A comparison of an interval: it holds, or fails, where both ends agree."""
    match condition:
        case AtLeast():
            return f"({low} >= {limit})", f"({high} < {limit})"
        case MoreThan():
            return f"({low} > {limit})", f"({high} <= {limit})"
        case AtMost():
            return f"({high} <= {limit})", f"({low} > {limit})"
        case LessThan():
            return f"({high} < {limit})", f"({low} >= {limit})"


def is_scale(item: Item) -> bool:
    """Whether one option is chosen, and each option stands for points."""
    return item.type is ItemType.CHOICE and bool(item.options) and all(isinstance(option.value, int) for option in item.options)


def is_numeric(item: Item) -> bool:
    """Whether answers are compared as numbers."""
    return item.type in (ItemType.INTEGER, ItemType.DECIMAL) or is_scale(item)


def has_default(item: Item) -> bool:
    """Whether silence is known to say nothing: staff measured nothing, or it is not asked yet."""
    return item.entered_by is EnteredBy.STAFF or item.phase is Phase.SCHEDULING


def may_be_nothing(item: Item) -> bool:
    """Whether an answer can be known to fire nothing."""
    return item.enable_when is not None or has_default(item)


def _number(item: Item) -> Item:
    if not is_numeric(item):
        raise InvalidQuestionnaire(f"{item.link_id} is not a number.")
    return item


def _swap(pair: Pair) -> Pair:
    return pair[1], pair[0]
