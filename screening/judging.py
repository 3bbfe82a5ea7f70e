"""Conditions spelled for one person: one emitted function judges all criteria of a protocol on one set of answers.

It unpacks the answers into local variables, applies branching to them, reads the medicine list, works out the quantities
and compares, each once. `Answers` holds them in the order of the questionnaire, which is what makes that possible.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import cast

from screening.conditions import AllOf, Condition, Mentions, Takes, leaves, reads
from screening.derived import QUANTITIES, answers_to
from screening.emission import NEVER, Comparison, Pair, Writer, between, compile_function, is_numeric, may_be_nothing
from screening.errors import InvalidQuestionnaire
from screening.facts import NO_LIST, NOTHING, UNKNOWN_NUMBER, nothing_for
from screening.hearing import Ear
from screening.items import Item, ItemType, Questionnaire
from screening.medicine_list import MedicineList, read_medicines
from screening.scoring import POINTS
from screening.values import Value

Said = Mapping[str, Value | None]
Earlier = Mapping[str, tuple[Value, ...]]
Judged = tuple[list[int], list[int], MedicineList]
Judge = Callable[[Said, Earlier, frozenset[str], date], Judged]
Reveal = Callable[[Said, Earlier], tuple[Value | None, ...]]
_NAMES = {"nothing": NOTHING, "no_list": NO_LIST, "unknown": UNKNOWN_NUMBER, "least": -math.inf, "empty": ()}
_DEFAULTS = ", ".join(f"{name}={name}" for name in _NAMES)


def emit_judge(conditions: Sequence[Condition], questionnaire: Questionnaire, limits: Mapping[str, float], ear: Ear) -> Judge:
    """A function of the answers, the earlier ones, what is unsure, and the day.

    It returns the places of the conditions that are TRUE, of those that are UNKNOWN, and the medicine list as it was read.
    Hardly anybody has earlier answers: what listens for them is emitted apart, when somebody is met who does.
    """

    @cache
    def with_earlier() -> Judge:
        return _emit_judge(conditions, questionnaire, limits, ear, None)

    return _emit_judge(conditions, questionnaire, limits, ear, with_earlier)


def _emit_judge(
    conditions: Sequence[Condition],
    questionnaire: Questionnaire,
    limits: Mapping[str, float],
    ear: Ear,
    with_earlier: Callable[[], Judge] | None,
) -> Judge:
    """The function for whom there are no earlier answers, which gives everybody else to the other; or that other one."""
    writer = PersonWriter(questionnaire, limits, QUANTITIES, earlier=with_earlier is None)
    verdicts = list(_verdicts(writer, conditions))
    texts = texts_of(conditions, questionnaire)
    wanted = {link_id for condition in conditions for link_id in answers_to(reads(condition))}
    branched = list(branch_lines(questionnaire, wanted, earlier=with_earlier is None))
    medicines = writer.local("medicines")
    told = [writer.local(of) for of in texts]
    typed = " ".join(f"{{{local}}}" for local in told)  # what is no text reads as "None" or "nan" here, and is not heard
    heard = f"hear({', '.join(['ever_given', *told])}) if ever_given or may_hear(f'{typed}') else empty" if texts else "empty"
    lines = [
        f"def emitted(said, ever_given, unsure, as_of, {_DEFAULTS}):",
        *(["    if ever_given: return with_earlier()(said, ever_given, unsure, as_of)"] if with_earlier else []),
        *_read_lines(questionnaire, _with_parents(questionnaire, wanted | {"medicines"})),
        "    ever = ever_given.get",
        "    fired = []; open_ = []",
        *branched,
        f"    medicines = read_medicines({medicines}, limits, as_of); taken = medicines.taken; listed = medicines.is_known",
        f"    mentioned = {heard}",
        *writer.lines,
        *writer.lines_of_earlier(),
        *verdicts,
        "    return fired, open_, medicines",
    ]
    ears = {"hear": _listener(ear, texts), "may_hear": ear.may_hear}
    names = {**_NAMES, **writer.values, **ears, "read_medicines": read_medicines, "limits": limits, "with_earlier": with_earlier}
    return cast(Judge, compile_function(lines, names))


def _verdicts(writer: "PersonWriter", conditions: Sequence[Condition]) -> Iterator[str]:
    """One line for each condition. Those that look for a class of medicines are passed over where none is taken."""
    numbered = enumerate(conditions)
    for is_takes, group in itertools.groupby(numbered, key=lambda one: isinstance(one[1], Takes)):
        if is_takes:
            yield "    if taken or not listed:"
        for place, condition in group:
            true, false = writer.pair(condition)
            if (true, false) != NEVER:
                yield f"    {'    ' if is_takes else ''}if not {false}: (fired if {true} else open_).append({place})"


def emit_reveal(questionnaire: Questionnaire) -> Reveal:
    """A function that applies branching: the answers in the order of the questionnaire, None or NaN where unknown.

    A known answer of the parent makes an item not applicable; an unknown one makes it unknown. What was said to
    a kept item (all safety items) always stays.
    """
    names = _unpacked(questionnaire)
    lines = [
        f"def emitted(said, ever_given, {_DEFAULTS}):",
        f"    {names} = said.values()",
        "    ever = ever_given.get",
        *branch_lines(questionnaire, set(questionnaire.by_link_id)),
        f"    return ({names})",
    ]
    return cast(Reveal, compile_function(lines, _NAMES))


def texts_of(conditions: Iterable[Condition], questionnaire: Questionnaire) -> tuple[str, ...]:
    """The texts that conditions listen to, of those that this drawing asks."""
    named = {leaf.of: None for condition in conditions for leaf in leaves(condition) if isinstance(leaf, Mentions)}
    return tuple(of for of in named if of in questionnaire.by_link_id)


def hear(ear: Ear, texts: Sequence[str], earlier: Earlier, *said: Value | None) -> frozenset[str]:
    """Which of the texts hold a crisis phrase, in what is said now or was said before."""
    if not ear.may_hear(" ".join([text for text in (*said, *itertools.chain(*earlier.values())) if isinstance(text, str)])):
        return frozenset()
    now = dict(zip(texts, said, strict=True))
    return frozenset(of for of in texts if any(isinstance(text, str) and ear.hear(text) for text in (now[of], *earlier.get(of, ()))))


def _listener(ear: Ear, texts: tuple[str, ...]) -> Callable[..., frozenset[str]]:
    def listen(earlier: Earlier, *said: Value | None) -> frozenset[str]:
        return hear(ear, texts, earlier, *said)

    return listen


def missing_for(item: Item) -> Value | None:
    """What an item without an answer reads as: a NaN of its own where numbers are compared."""
    return UNKNOWN_NUMBER if is_numeric(item) else None


class PersonWriter(Writer):
    """Spells comparisons over local variables, and the lines that read what they need beforehand, each once."""

    def __init__(
        self, questionnaire: Questionnaire, limits: Mapping[str, float], quantities: Iterable[str], *, earlier: bool = True
    ) -> None:
        super().__init__(questionnaire, limits, quantities)
        self.earlier = earlier  # whether anything may have been said before
        self.lines: list[str] = []
        self.values: dict[str, object] = {}
        self._places = {link_id: place for place, link_id in enumerate(questionnaire.by_link_id)}
        self._earlier: dict[str, tuple[str, str]] = {}  # local: how it is read, what it is without any
        self._measured: dict[str, tuple[str, str]] = {}

    def local(self, link_id: str) -> str:
        """The local variable of an item; what stands for it where the questionnaire does not ask it."""
        if link_id in self._places:
            return f"a{self._places[link_id]}"
        return "nothing" if link_id in self.questionnaire.left_out else "None"

    def quantity(self, name: str) -> tuple[str, str]:
        if name not in self._measured:
            quantity, measure = QUANTITIES[name], f"measure{len(self._measured)}"
            low, high = self._measured[name] = f"low{len(self._measured)}", f"high{len(self._measured)}"
            values = [self.local(link_id) for link_id in quantity.reads]
            if quantity.scale is not None:
                self.lines.extend(_add_points(low, high, values, POINTS[quantity.scale.id]))
            else:
                self.values[measure] = quantity.measure
                self.lines.append(f"    {low}, {high} = {measure}({', '.join(['medicines', 'limits', 'as_of', *values])})")
        return self._measured[name]

    def ends(self, item: Item) -> tuple[str, str, str]:
        answer = self.local(item.link_id)
        return answer, answer, self._or_nothing(item).removeprefix(self.OR)

    def count(self, least: int, pairs: Sequence[Pair]) -> Pair:
        true = " + ".join(["0", *(true for true, _ in pairs)])
        false = " + ".join(["0", *(false for _, false in pairs)])
        return f"({true} >= {least})", f"({false} > {len(pairs) - least})"

    def takes(self, medicine_class: str) -> Pair:
        return f"({medicine_class!r} in taken)", f"(listed and {medicine_class!r} not in taken)"

    def is_true(self, item: Item, value: bool) -> Pair:
        answer = self.local(item.link_id)
        return f"({answer} is {value})", f"({answer} is {not value}{self._or_nothing(item)})"

    def is_word(self, item: Item, value: str) -> Pair:
        answer = self.local(item.link_id)
        return f"({answer} == {value!r})", f"({answer} is not {self._missing(item)} and {answer} != {value!r})"

    def is_number(self, item: Item, value: int) -> Pair:
        answer = self.local(item.link_id)
        return f"({answer} == {value})", f"({answer} < {value} or {answer} > {value}{self._or_nothing(item)})"

    def includes(self, item: Item, option: str) -> Pair:
        answer = self.local(item.link_id)
        return f"({answer} is not None and {option!r} in {answer})", f"({answer} is not None and {option!r} not in {answer})"

    def includes_any(self, item: Item, options: Sequence[str]) -> Pair:
        answer, name = self.local(item.link_id), f"options{len(self.values)}"
        self.values[name] = frozenset(options)
        true = f"({answer} is not None and not {name}.isdisjoint({answer}))"
        return true, f"({answer} is not None and (not {answer} or {name}.isdisjoint({answer})))"

    def compares(self, item: Item, condition: Comparison, limit: float) -> Pair:
        answer = self.local(item.link_id)
        true, false = between(condition, answer, answer, repr(limit))
        return true, f"({false}{self._or_nothing(item)})"

    def unsettled(self, item: Item) -> Pair:
        answer, missing = self.local(item.link_id), self._missing(item)
        return f"({answer} is {missing})", f"({answer} is not {missing})"

    def unsure(self, item: Item) -> Pair:
        silent = f"{self.local(item.link_id)} is {self._missing(item)}"
        true = f"({item.link_id!r} in unsure and {silent})"
        return true, f"(not {true})"

    def mentions(self, item: Item) -> Pair:
        return f"({item.link_id!r} in mentioned)", f"({item.link_id!r} not in mentioned)"

    def ever(self, item: Item, value: bool | int | str, now: Pair) -> Pair:
        if not self.earlier:
            return now
        given = f"ever({item.link_id!r}, empty)"
        flat = f"sum({given}, ())" if item.type is ItemType.CHOICES else given  # a list of lists of options
        past = self._past(f"ever{self._places[item.link_id]}", flat, "empty")
        return f"({value!r} in {past} or {now[0]})", f"({value!r} not in {past} and {now[1]})"

    def ever_at_least(self, item: Item, limit: float, now: Pair) -> Pair:
        if not self.earlier:
            return now
        most = self._past(f"most{self._places[item.link_id]}", f"max(ever({item.link_id!r}, empty), default=least)", "least")
        return f"({now[0]} or {most} >= {limit!r})", f"({now[1]} and {most} < {limit!r})"

    def lines_of_earlier(self) -> list[str]:
        """The lines that read earlier values, new ones since the last call. Mostly there are none, which is quick to tell."""
        fresh, self._earlier = self._earlier, {}
        if not fresh:
            return []
        read = [f"        {local} = {source}" for local, (source, _) in fresh.items()]
        none = [f"        {local} = {without}" for local, (_, without) in fresh.items()]
        return ["    if ever_given:", *read, "    else:", *none]

    def _past(self, local: str, source: str, without: str) -> str:
        self._earlier.setdefault(local, (source, without))
        return local

    def _missing(self, item: Item) -> str:
        return "unknown" if is_numeric(item) else "None"

    def _or_nothing(self, item: Item) -> str:
        return f" or {self.local(item.link_id)} is nothing" if may_be_nothing(item) else ""


def _add_points(low: str, high: str, values: Sequence[str], points: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What `scoring.add_points` does. No number equals itself less than one that is unknown or does not apply."""
    told = zip(values, points, strict=True)
    missing = [(f"({value} is unknown or {value} is None)", least, most) for value, (least, most) in told]
    yield f"    {low} = {' + '.join(f'({value} if {value} == {value} and {value} is not None else 0)' for value in values)}"
    yield f"    {high} = {low}{''.join(f' + {most} * {silent}' for silent, _, most in missing)}"
    if any(least for _, least, _ in missing):
        yield f"    {low} += {' + '.join(f'{least} * {silent}' for silent, least, _ in missing)}"


def branch_lines(questionnaire: Questionnaire, wanted: set[str], *, earlier: bool = True) -> Iterator[str]:
    """The lines that apply branching to the local variables of the wanted items, parents first."""
    ordered, wanted = parents_first(questionnaire), _with_parents(questionnaire, wanted)
    writer = PersonWriter(questionnaire, {}, (), earlier=earlier)
    branched = (item for item in ordered if item.link_id in wanted)
    for (condition, is_kept), group in itertools.groupby(branched, key=lambda item: (item.enable_when, item.is_kept)):
        true, false = writer.pair(condition if condition is not None else AllOf())
        yield from writer.lines_of_earlier()
        members = [(writer.local(item.link_id), item) for item in group]
        if is_kept:
            silent = [f"        if {local} is {_word(missing_for(item))}: {local} = {_word(nothing_for(item))}" for local, item in members]
            yield from (f"    if {false}:", *silent)
        else:
            yield f"    if {false}:"
            yield "        " + "; ".join(f"{local} = {_word(nothing_for(item))}" for local, item in members)
            yield f"    elif not {true}:"
            yield "        " + "; ".join(f"{local} = {_word(missing_for(item))}" for local, item in members)


def _with_parents(questionnaire: Questionnaire, wanted: set[str]) -> set[str]:
    """What is wanted, and what it hangs on."""
    for item in reversed(parents_first(questionnaire)):
        if item.link_id in wanted and item.enable_when is not None:
            wanted = wanted | reads(item.enable_when)
    return wanted


def _read_lines(questionnaire: Questionnaire, wanted: set[str]) -> list[str]:
    """The lines that read the wanted answers: all at once, or one by one where they are few."""
    if 2 * len(wanted) > len(questionnaire.by_link_id):
        return [f"    {_unpacked(questionnaire)} = said.values()"]
    places = enumerate(questionnaire.by_link_id)
    return [f"    a{place} = said[{link_id!r}]" for place, link_id in places if link_id in wanted]


def parents_first(questionnaire: Questionnaire) -> list[Item]:
    """The branched items, each after those on which it hangs."""
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


def _unpacked(questionnaire: Questionnaire) -> str:
    return "".join(f"a{place}, " for place in range(len(questionnaire.by_link_id))) or "()"


def _word(value: Value | None) -> str:
    """How a value that stands for no answer is spelled."""
    return "None" if value is None else "no_list" if value is NO_LIST else "nothing" if value is NOTHING else "unknown"
