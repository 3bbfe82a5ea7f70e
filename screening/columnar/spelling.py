"""Conditions spelled for columns: the same pairs, as expressions over arrays in which each place is one person.

How an answer stands in a column (`encoding.py` writes it so, after branching):
    yes or no       0 no, 1 yes, 2 unknown, 3 nothing
    one option      its place among the options (of points: in rising order), 254 unknown, 255 nothing
    several         one bit an option, the highest bit where the answer is unknown
    a number        itself, NaN unknown, minus infinity nothing
    a date          its ordinal, 0 unknown, -1 nothing
    text, lists     1 given, 2 unknown, 3 nothing
"Nothing" is known and fires nothing: not applicable, or not measured.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

from screening.conditions import AllOf, AtLeast, Condition, CountAtLeast, LessThan, MoreThan, Not
from screening.derived import QUANTITIES
from screening.emission import ALWAYS, NEVER, Comparison, Pair, Writer, between, compile_function, is_scale, may_be_nothing
from screening.items import Item, ItemType, Questionnaire

CODE_UNKNOWN, CODE_NOTHING = 254, 255
FLAG_UNKNOWN, FLAG_NOTHING = 2, 3
EXACT = 2**24  # whole numbers below this are the same in 32 bits
WORD_BITS = 60  # medicine classes in one word
Evaluate = Callable[..., None]


def emit_columns(
    conditions: Sequence[tuple[int, Condition]], questionnaire: Questionnaire, limits: Mapping[str, float]
) -> tuple[Evaluate, tuple[str, ...]]:
    """A function that judges the conditions for one block of people, and the medicine classes in the order of their bits.

    It is called with what gives a column, a quantity, and the words of classes, and with `put`, which takes each verdict.
    """
    writer = ColumnWriter(questionnaire, limits, [condition for _, condition in conditions])
    verdicts: list[str] = []
    for place, condition in conditions:
        true, false = writer.pair(condition)
        if (true, false) in (ALWAYS, NEVER):
            verdicts.append(f"    put_all({place}, {1 if (true, false) == ALWAYS else -1})")
        else:
            writer.lines.append(f"    put({place}, {true}, {false})")
    lines = [
        "def emitted(column, quantity, word, heard, put, put_all, count, points, finite, nowhere=nowhere):",
        *writer.lines,
        *verdicts,
        "    return None",
    ]
    return cast(Evaluate, compile_function(lines, {"nowhere": -math.inf})), tuple(writer.classes)


class ColumnWriter(Writer):
    """Spells comparisons over arrays. What several conditions share is worked out once."""

    AND, OR = " & ", " | "

    def __init__(self, questionnaire: Questionnaire, limits: Mapping[str, float], conditions: Sequence[Condition]) -> None:
        super().__init__(questionnaire, limits, QUANTITIES)
        self.lines: list[str] = []
        self.classes: list[str] = []
        self._locals: dict[str, str] = {}
        counted = Counter(part for condition in conditions for part in _parts(condition))
        self._shared = {part for part, times in counted.items() if times > 1}
        self._written: dict[Condition, Pair] = {}
        self._settled: set[Pair] = set()  # pairs of which always one is true

    def _either(self, pairs: Sequence[Pair]) -> Pair:
        """What is never unknown is joined first, and its "certainly false" is the opposite of its "certainly true"."""
        settled = [pair for pair in pairs if pair in self._settled]
        if len(settled) < 2:
            return super()._either(pairs)
        true = self._local(super()._either(settled)[0])
        self._settled.add(joined := (true, f"(~{true})"))
        return super()._either([joined, *(pair for pair in pairs if pair not in self._settled)])

    def pair(self, condition: Condition) -> Pair:
        if condition not in self._shared:
            return super().pair(condition)
        if condition not in self._written:
            pair = super().pair(condition)
            if pair not in (ALWAYS, NEVER):
                settled, pair = pair in self._settled, (self._local(pair[0]), self._local(pair[1]))
                if settled:
                    self._settled.add(pair)
            self._written[condition] = pair
        return self._written[condition]

    def quantity(self, name: str) -> tuple[str, str]:
        both = self._local(f"quantity({name!r})")
        return f"{both}[0]", f"{both}[1]"

    def ends(self, item: Item) -> tuple[str, str, str]:
        column = self._column(item)
        if is_scale(item):
            number = self._local(f"points({column}, {tuple(values_of(item))!r})")
            return number, number, f"({column} == {CODE_NOTHING})"
        if not may_be_nothing(item):
            return column, column, ""
        number = self._local(f"finite({column})")
        return number, number, f"({column} == nowhere)"

    def count(self, least: int, pairs: Sequence[Pair]) -> Pair:
        true, false = (", ".join(side) for side in zip(*pairs, strict=True)) if pairs else ("", "")
        return f"(count({true}) >= {least})", f"(count({false}) > {len(pairs) - least})"

    def takes(self, medicine_class: str) -> Pair:
        if medicine_class not in self.classes:
            self.classes.append(medicine_class)
        place, bit = divmod(self.classes.index(medicine_class), WORD_BITS)
        word, state = self._local(f"word({place})"), self._local("column('medicines')")
        return f"(({word} & {1 << bit}) != 0)", f"((({word} & {1 << bit}) == 0) & ({state} != {FLAG_UNKNOWN}))"

    def is_true(self, item: Item, value: bool) -> Pair:
        column, wanted, other = self._column(item), int(value), int(not value)
        nothing = f" | ({column} == {FLAG_NOTHING})" if may_be_nothing(item) else ""
        return f"({column} == {wanted})", f"(({column} == {other}){nothing})"

    def is_word(self, item: Item, value: str) -> Pair:
        return self._is_code(item, [option.value for option in item.options].index(value))

    def is_number(self, item: Item, value: int) -> Pair:
        if is_scale(item):
            return self._is_code(item, values_of(item).index(value))
        column = self._column(item)
        return f"({column} == {value})", f"(({column} < {value}) | ({column} > {value}))"

    def includes(self, item: Item, option: str) -> Pair:
        return self.includes_any(item, [option])

    def includes_any(self, item: Item, options: Sequence[str]) -> Pair:
        every = [option.value for option in item.options]
        column, bits = self._column(item), sum({1 << every.index(option) for option in options})
        return f"(({column} & {bits}) != 0)", f"(({column} & {bits | unknown_bit(item)}) == 0)"

    def compares(self, item: Item, condition: Comparison, limit: float) -> Pair:
        column = self._column(item)
        if is_scale(item):
            return _codes_compared(column, condition, _codes_below(item, condition, limit))
        bound = _whole(condition, limit) if is_narrow(item) else limit
        true, false = between(condition, column, column, repr(bound))
        if isinstance(condition, AtLeast | MoreThan) or not may_be_nothing(item):
            return true, false  # "nothing" lies below every number
        return f"({true} & ({column} != nowhere))", f"({false} | ({column} == nowhere))"

    def unsettled(self, item: Item) -> Pair:
        column = self._column(item)
        match item.type:
            case ItemType.CHOICES:
                pair = f"(({column} & {unknown_bit(item)}) != 0)", f"(({column} & {unknown_bit(item)}) == 0)"
            case ItemType.INTEGER | ItemType.DECIMAL:
                pair = f"({column} != {column})", f"({column} == {column})"
            case _:
                pair = f"({column} == {unknown_code(item)})", f"({column} != {unknown_code(item)})"
        self._settled.add(pair)
        return pair

    def unsure(self, item: Item) -> Pair:
        said, (silent, told) = self._local(f"column({'unsure ' + item.link_id!r})"), self.unsettled(item)
        return f"(({said} != 0) & {silent})", f"(({said} == 0) | {told})"

    def mentions(self, item: Item) -> Pair:
        now, before = self._column(item), self._local(f"heard('before ', {item.link_id!r})")
        heard = self._local(f"heard('', {item.link_id!r})")
        return f"((({heard} != 0) & ({now} == 1)) | ({before} != 0))", f"((({heard} == 0) | ({now} != 1)) & ({before} == 0))"

    def ever(self, item: Item, value: bool | int | str, now: Pair) -> Pair:
        past, bit = self._past(item), 1 << ever_values(item).index(value)
        return f"((({past} & {bit}) != 0) | {now[0]})", f"((({past} & {bit}) == 0) & {now[1]})"

    def ever_at_least(self, item: Item, limit: float, now: Pair) -> Pair:
        if is_scale(item):
            past = self._past(item)
            bits = sum(1 << place for place, value in enumerate(ever_values(item)) if isinstance(value, int) and value >= limit)
            return f"((({past} & {bits}) != 0) | {now[0]})", f"((({past} & {bits}) == 0) & {now[1]})"
        most = self._local(f"column({'most ' + item.link_id!r})")
        return f"(({most} >= {limit!r}) | {now[0]})", f"(({most} < {limit!r}) & {now[1]})"

    def _is_code(self, item: Item, code: int) -> Pair:
        column = self._column(item)
        return f"({column} == {code})", f"(({column} != {code}) & ({column} != {CODE_UNKNOWN}))"

    def _column(self, item: Item) -> str:
        return self._local(f"column({item.link_id!r})")

    def _past(self, item: Item) -> str:
        return self._local(f"column({'ever ' + item.link_id!r})")

    def _local(self, source: str) -> str:
        if source not in self._locals:
            self._locals[source] = f"v{len(self._locals)}"
            self.lines.append(f"    {self._locals[source]} = {source}")
        return self._locals[source]


def values_of(item: Item) -> list[int]:
    """The points of a scale's options, rising: their places are the codes."""
    return sorted(int(option.value) for option in item.options)


def codes_of(item: Item) -> list[int | str]:
    """What the codes of a one-option item stand for."""
    return list(values_of(item)) if is_scale(item) else [option.value for option in item.options]


def ever_values(item: Item) -> list[bool | int | str]:
    """The values that the bits of earlier answers stand for."""
    return [False, True] if item.type is ItemType.BOOLEAN else list(codes_of(item))


def unknown_bit(item: Item) -> int:
    """The highest bit of a several-choice column: 8, 16, 32 or 64 wide."""
    return next(1 << (width - 1) for width in (8, 16, 32, 64) if len(item.options) < width)


def unknown_code(item: Item) -> int:
    """How "unknown" stands in a column of whole numbers."""
    return {ItemType.CHOICE: CODE_UNKNOWN, ItemType.DATE: 0}.get(item.type, FLAG_UNKNOWN)


def is_narrow(item: Item) -> bool:
    """Whether the numbers are whole and small enough for 32 bits."""
    return item.type is ItemType.INTEGER and item.hard is not None and item.hard.low > -EXACT and item.hard.high < EXACT


def _codes_below(item: Item, condition: Comparison, limit: float) -> int:
    """How many codes lie below the bound of the comparison."""
    values = values_of(item)
    return bisect_left(values, limit) if isinstance(condition, AtLeast | LessThan) else bisect_right(values, limit)


def _codes_compared(column: str, condition: Comparison, below: int) -> Pair:
    above = f"(({column} >= {below}) & ({column} < {CODE_UNKNOWN}))"
    if isinstance(condition, AtLeast | MoreThan):
        return above, f"(({column} < {below}) | ({column} == {CODE_NOTHING}))"
    return f"({column} < {below})", f"(({column} >= {below}) & ({column} != {CODE_UNKNOWN}))"


def _whole(condition: Comparison, limit: float) -> int:
    """The same bound for whole numbers, which 32 bits hold exactly."""
    return math.ceil(limit) if isinstance(condition, AtLeast | LessThan) else math.floor(limit)


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    match condition:
        case Not(inner):
            yield from _parts(inner)
        case AllOf(conditions) | CountAtLeast(_, conditions):
            for inner in conditions:
                yield from _parts(inner)
        case _:
            pass
