"""The emitter: conditions written as Python source, compiled once for a protocol. The only file that compiles.

Each boolean node becomes a pair of expressions, "certainly true" and "certainly false". NOT swaps them, AND joins the
trues with `and` and the falses with `or`, OR the other way round; a criterion is UNKNOWN when neither is true. Names
come from declared items and numbers from checked limits, never from anything typed. `evaluation.py` is the oracle.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

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
from screening.facts import NOTHING, Facts, nothing_for
from screening.items import EnteredBy, Item, ItemType, Phase, Questionnaire
from screening.values import Value

Pair = tuple[str, str]
Judge = Callable[[Facts], tuple[list[int], list[int]]]
Reveal = Callable[[dict[str, Value], Mapping[str, tuple[Value, ...]]], None]

ALWAYS: Pair = ("True", "False")
NEVER: Pair = ("False", "True")
_UNKNOWN_NUMBER = float("nan")  # another NaN than NOTHING: both are told by identity
_NAMES = {"nothing": NOTHING, "unknown": _UNKNOWN_NUMBER, "least": -math.inf, "empty": ()}


def emit_judge(
    conditions: Sequence[Condition], questionnaire: Questionnaire, limits: Mapping[str, float], quantities: Iterable[str]
) -> Judge:
    """A function of the facts: the places of the conditions that are TRUE, and of those that are UNKNOWN."""
    writer = _Writer(questionnaire, limits, frozenset(quantities))
    verdicts: list[str] = []
    for place, condition in enumerate(conditions):
        true, false = writer.pair(condition)
        if (true, false) != NEVER:
            verdicts.append(f"    if not ({false}): (fired if {true} else open_).append({place})")
    lines = [
        "def emitted(facts, nothing=nothing, unknown=unknown, least=least, empty=empty):",
        "    get = facts.known.get; ever = facts.ever.get; quantities = facts.quantities",
        "    unsure = facts.unsure; mentioned = facts.mentioned; taken = facts.taken; listed = facts.medicines_known",
        "    fired = []; open_ = []",
        *writer.lines,
        *writer.lines_of_earlier("facts.ever"),
        *verdicts,
        "    return fired, open_",
    ]
    return cast(Judge, _compile(lines))


def emit_reveal(items: Sequence[Item], questionnaire: Questionnaire) -> Reveal:
    """A function that applies branching to the known answers, in place. `items` are the branched ones, parents first.

    A known answer of the parent makes an item not applicable; an unknown one makes it unknown. What was said to
    a kept item (all safety items) always stays.
    """
    writer = _Writer(questionnaire, {}, frozenset())
    for (condition, is_kept), group in itertools.groupby(items, key=lambda item: (item.enable_when, item.is_kept)):
        members = tuple(group)
        true, false = writer.pair(condition if condition is not None else AllOf())
        writer.lines.extend(writer.lines_of_earlier("ever_given"))
        writer.lines.append(f"    if {false}:")
        for item in members:
            hide = f"known[{item.link_id!r}] = {'empty' if nothing_for(item) == () else 'nothing'}"
            writer.lines.append(f"        if {item.link_id!r} not in known: {hide}" if is_kept else f"        {hide}")
        if not is_kept:
            writer.lines.append(f"    elif not ({true}):")
            writer.lines.extend(f"        known.pop({item.link_id!r}, None)" for item in members)
    lines = [
        "def emitted(known, ever_given, nothing=nothing, unknown=unknown, least=least, empty=empty):",
        "    get = known.get; ever = ever_given.get",
        *writer.lines,
        "    return None",
    ]
    return cast(Reveal, _compile(lines))


def _compile(lines: list[str]) -> object:
    names: dict[str, object] = dict(_NAMES)
    exec(compile("\n".join(lines), "<emitted conditions>", "exec"), names)
    return names["emitted"]


@dataclass
class _Writer:
    """Writes conditions, and beforehand the lines that read what they need, each once."""

    questionnaire: Questionnaire
    limits: Mapping[str, float]
    quantities: frozenset[str]
    lines: list[str] = field(default_factory=list)
    _earlier: dict[str, tuple[str, str]] = field(default_factory=dict)  # local: how it is read, what it is without any
    _locals: dict[tuple[str, str], str] = field(default_factory=dict)

    def pair(self, condition: Condition) -> Pair:
        """The condition as "certainly true" and "certainly false"."""
        match condition:
            case AnyOf(conditions):
                return _either([self.pair(inner) for inner in conditions])
            case AllOf(conditions):
                return _swap(_either([_swap(self.pair(inner)) for inner in conditions]))
            case Not(inner):
                return _swap(self.pair(inner))
            case CountAtLeast(count, conditions):
                pairs = [self.pair(inner) for inner in conditions]
                true = " + ".join(["0", *(f"({true})" for true, _ in pairs)])
                false = " + ".join(["0", *(f"({false})" for _, false in pairs)])
                return f"({true}) >= {count}", f"({false}) > {len(pairs) - count}"
            case Takes(medicine_class):
                taken = f"{medicine_class!r} in taken"
                return taken, f"(listed and {medicine_class!r} not in taken)"
            case NotAbove(of, other):
                return self._not_above(of, other)
            case Unsettled(of) if of in self.quantities:
                low, high = self._quantity(of)
                return f"{low} != {high}", f"{low} == {high}"
            case AtLeast(of, _) | MoreThan(of, _) | AtMost(of, _) | LessThan(of, _) if of in self.quantities:
                return self._compare(condition, *self._quantity(of), "")
            case _:
                item = self._item(condition.of)
                return NEVER if item is None else self._leaf(condition, item)

    def _leaf(self, condition: Condition, item: Item) -> Pair:
        match condition:
            case Asked():
                return ALWAYS
            case Mentions(of):
                return f"{of!r} in mentioned", f"{of!r} not in mentioned"
            case SaidUnsure(of):
                return f"{of!r} in unsure", f"{of!r} not in unsure"
            case Unsettled():
                missing, answer = _missing(item), self._answer(item)
                return f"{answer} is {missing}", f"{answer} is not {missing}"
            case Equals(_, value):
                return self._equals(item, value)
            case Includes(_, option):
                return self._includes(item, option)
            case AtLeast() | MoreThan() | AtMost() | LessThan():
                return self._compare(condition, *(self._number(item),) * 2, self._or_nothing(item))
            case Ever(_, value):
                now_true, now_false = self._includes(item, value) if item.type is ItemType.CHOICES else self._equals(item, value)
                past = self._ever(item)
                return f"({value!r} in {past} or {now_true})", f"({value!r} not in {past} and {now_false})"
            case EverAtLeast(_, bound):
                answer, limit, most = self._number(item), self._limit(bound), self._most(item)
                below = f"({answer} < {limit}{self._or_nothing(item)})"
                return f"({answer} >= {limit} or {most} >= {limit})", f"({below} and {most} < {limit})"
            case _:
                raise InvalidQuestionnaire(f"{condition!r} cannot be asked of an item.")

    def _compare(self, condition: Condition, low: str, high: str, or_nothing: str) -> Pair:
        match condition:
            case AtLeast(_, bound):
                true, false = f"{low} >= {self._limit(bound)}", f"{high} < {self._limit(bound)}"
            case MoreThan(_, bound):
                true, false = f"{low} > {self._limit(bound)}", f"{high} <= {self._limit(bound)}"
            case AtMost(_, bound):
                true, false = f"{high} <= {self._limit(bound)}", f"{low} > {self._limit(bound)}"
            case LessThan(_, bound):
                true, false = f"{high} < {self._limit(bound)}", f"{low} >= {self._limit(bound)}"
            case _:
                raise TypeError(f"{condition!r} compares no numbers")
        return true, f"({false}{or_nothing})" if or_nothing else false

    def _not_above(self, of: str, other: str) -> Pair:
        ends: list[str] = []
        or_nothing = ""
        for name in (of, other):
            if name in self.quantities:
                ends.extend(self._quantity(name))
            elif (item := self._item(name)) is not None:
                ends.extend((self._number(item),) * 2)
                or_nothing += self._or_nothing(item)
            else:
                return NEVER
        low, high, other_low, other_high = ends
        return f"{high} <= {other_low}", f"({low} > {other_high}{or_nothing})"

    def _equals(self, item: Item, value: bool | int | str) -> Pair:
        options = {option.value for option in item.options}
        match item.type, value:
            case ItemType.BOOLEAN, bool():
                answer = self._answer(item)
                hidden = f" or {answer} is nothing" if _may_be_nothing(item) else ""
                return f"{answer} is {value}", f"({answer} is {not value}{hidden})" if hidden else f"{answer} is {not value}"
            case ItemType.CHOICE, str() if value in options:
                answer = self._answer(item)
                return f"{answer} == {value!r}", f"({answer} is not None and {answer} != {value!r})"
            case ItemType.CHOICE | ItemType.INTEGER | ItemType.DECIMAL, int() if not isinstance(value, bool):
                answer = self._number(item)
                if options and value not in options:
                    raise InvalidQuestionnaire(f"{item.link_id} has no option {value!r}.")
                return f"{answer} == {value}", f"({answer} < {value} or {answer} > {value}{self._or_nothing(item)})"
            case _:
                raise InvalidQuestionnaire(f"{item.link_id} can never be {value!r}.")

    def _includes(self, item: Item, option: bool | int | str) -> Pair:
        if item.type is not ItemType.CHOICES or option not in {known.value for known in item.options}:
            raise InvalidQuestionnaire(f"{item.link_id} has no option {option!r} to choose among several.")
        answer = self._answer(item)
        return f"({answer} is not None and {option!r} in {answer})", f"({answer} is not None and {option!r} not in {answer})"

    def _item(self, link_id: str) -> Item | None:
        """The item; None where this drawing leaves it out, so that it is not applicable."""
        if link_id in self.questionnaire.left_out:
            return None
        item = self.questionnaire.by_link_id.get(link_id)
        if item is None:
            raise InvalidQuestionnaire(f"A condition reads {link_id}: {self.questionnaire.key()} neither asks it nor leaves it out.")
        return item

    def _answer(self, item: Item) -> str:
        missing = "" if _missing(item) == "None" else ", unknown"
        return self._local("answer", item.link_id, f"get({item.link_id!r}{missing})")

    def _number(self, item: Item) -> str:
        if _missing(item) == "None":
            raise InvalidQuestionnaire(f"{item.link_id} is not a number.")
        return self._answer(item)

    def _or_nothing(self, item: Item) -> str:
        return f" or {self._answer(item)} is nothing" if _may_be_nothing(item) else ""

    def _ever(self, item: Item) -> str:
        given = f"ever({item.link_id!r}, empty)"
        flat = f"sum({given}, ())" if item.type is ItemType.CHOICES else given  # a list of lists of options
        return self._local("ever", item.link_id, flat, without="empty")

    def _most(self, item: Item) -> str:
        return self._local("most", item.link_id, f"max(ever({item.link_id!r}, empty), default=least)", without="least")

    def _quantity(self, name: str) -> tuple[str, str]:
        both = self._local("quantity", name, f"quantities[{name!r}]", target="{0}_low, {0}_high")
        return f"{both}_low", f"{both}_high"

    def _limit(self, bound: Number) -> str:
        if not isinstance(bound, Limit):
            return repr(bound)
        if bound.name not in self.limits:
            raise InvalidQuestionnaire(f"A condition reads the limit {bound.name}, which no protocol has.")
        return repr(self.limits[bound.name])

    def _local(self, kind: str, name: str, source: str, *, target: str = "{0}", without: str = "") -> str:
        local = self._locals.get((kind, name))
        if local is None:
            local = self._locals[kind, name] = f"{kind}{len(self._locals)}"
            if without:
                self._earlier[local] = (source, without)
            else:
                self.lines.append(f"    {target.format(local)} = {source}")
        return local

    def lines_of_earlier(self, ever: str) -> list[str]:
        """The lines that read earlier values, new ones since the last call. Mostly there are none, which is quick to tell."""
        fresh, self._earlier = self._earlier, {}
        if not fresh:
            return []
        read = [f"        {local} = {source}" for local, (source, _) in fresh.items()]
        none = [f"        {local} = {without}" for local, (_, without) in fresh.items()]
        return [f"    if {ever}:", *read, "    else:", *none]


def _swap(pair: Pair) -> Pair:
    return pair[1], pair[0]


def _either(pairs: Sequence[Pair]) -> Pair:
    pairs = [pair for pair in pairs if pair != NEVER]
    if ALWAYS in pairs:
        return ALWAYS
    if not pairs:
        return NEVER
    if len(pairs) == 1:
        return pairs[0]
    return f"({' or '.join(true for true, _ in pairs)})", f"({' and '.join(false for _, false in pairs)})"


def _missing(item: Item) -> str:
    """What a missing answer reads as: a NaN of its own where numbers are compared."""
    is_scale = bool(item.options) and all(isinstance(option.value, int) for option in item.options)
    is_number = item.type in (ItemType.INTEGER, ItemType.DECIMAL) or item.type is ItemType.CHOICE and is_scale
    return "unknown" if is_number else "None"


def _may_be_nothing(item: Item) -> bool:
    return item.enable_when is not None or item.entered_by is EnteredBy.STAFF or item.phase is Phase.SCHEDULING
