"""The tree-walker: a condition, asked of one patient's facts. It judges, tells from which answers, and is the oracle.

`emission.py` writes the same in a faster spelling and has to agree with it.
"""

from collections.abc import Iterator

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
from screening.facts import NOTHING, OPEN, Facts, Interval
from screening.truth import Truth, all_of, any_of
from screening.values import Value

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """Whether the condition holds."""
    match condition:
        case AnyOf(conditions):
            return any_of(evaluate(inner, facts) for inner in conditions)
        case AllOf(conditions):
            return all_of(evaluate(inner, facts) for inner in conditions)
        case Not(inner):
            return evaluate(inner, facts).negated()
        case CountAtLeast(count, conditions):
            truths = [evaluate(inner, facts) for inner in conditions]
            certain = truths.count(TRUE)
            return TRUE if certain >= count else FALSE if certain + truths.count(UNKNOWN) < count else UNKNOWN
        case Equals(of, value):
            return _equals(facts.known.get(of), value)
        case Includes(of, option):
            return _includes(facts.known.get(of), option)
        case AtLeast() | MoreThan() | AtMost() | LessThan() | NotAbove():
            return _compare(condition, facts)
        case Ever(of, value):
            earlier = any(_holds(past, value) for past in facts.ever.get(of, ()))
            present = facts.known.get(of)
            return TRUE if earlier else _includes(present, str(value)) if isinstance(present, tuple) else _equals(present, value)
        case EverAtLeast(of, bound):
            least = number(bound, facts)
            earlier = any(not isinstance(past, tuple) and _number(past) >= least for past in facts.ever.get(of, ()))
            return TRUE if earlier else _compare(AtLeast(of, bound), facts)
        case Takes(medicine_class):
            return TRUE if medicine_class in facts.taken else FALSE if facts.medicines_known else UNKNOWN
        case Mentions(of):
            return _truth(of in facts.mentioned)
        case Unsettled(of):
            return _silence(of, is_unsettled(of, facts), facts)
        case SaidUnsure(of):
            return _silence(of, of in facts.unsure, facts)
        case Asked(of):
            return _truth(of in facts.asked)


def reasons(condition: Condition, facts: Facts, holds: bool = True) -> Iterator[tuple[Condition, bool]]:
    """The comparisons that make a condition TRUE (or FALSE, where `holds` is false), each with whether it holds."""
    wanted = TRUE if holds else FALSE
    match condition:
        case Not(inner):
            yield from reasons(inner, facts, not holds)
        case AllOf(conditions) | CountAtLeast(_, conditions):
            for inner in conditions:
                if evaluate(inner, facts) is wanted:
                    yield from reasons(inner, facts, holds)
        case _:
            yield condition, holds


def open_leaves(condition: Condition, facts: Facts) -> Iterator[Condition]:
    """The comparisons whose answer would settle a condition that is UNKNOWN."""
    if evaluate(condition, facts) is not UNKNOWN:
        return
    match condition:
        case Not(inner):
            yield from open_leaves(inner, facts)
        case AllOf(conditions) | CountAtLeast(_, conditions):
            for inner in conditions:
                yield from open_leaves(inner, facts)
        case _:
            yield condition


def number(bound: Number, facts: Facts) -> float:
    """The number that a comparison compares with: its own, or the limit of the clinic."""
    return facts.limits[bound.name] if isinstance(bound, Limit) else bound


def interval(of: str, facts: Facts) -> Interval | None:
    """The least and the most that a number can be; None where it is known to fire nothing."""
    if (quantity := facts.quantities.get(of)) is not None:
        return quantity
    value = facts.known.get(of)
    if value is None:
        return None if of not in facts.asked else OPEN
    return None if value is NOTHING else (_number(value), _number(value))


def is_unsettled(of: str, facts: Facts) -> bool:
    """Whether nobody can say what the answer is: unanswered, declined, unsure, or not shown for want of an answer."""
    if (quantity := facts.quantities.get(of)) is not None:
        return quantity[0] != quantity[1]
    return of not in facts.known


def _compare(condition: Condition, facts: Facts) -> Truth:
    match condition:
        case NotAbove(of, other):
            mine, theirs = interval(of, facts), interval(other, facts)
            if mine is None or theirs is None:
                return FALSE
            return _settle(mine[1] <= theirs[0], mine[0] > theirs[1])
        case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound):
            between, limit = interval(of, facts), number(bound, facts)
            if between is None:
                return FALSE
            low, high = between
            match condition:
                case AtLeast():
                    return _settle(low >= limit, high < limit)
                case MoreThan():
                    return _settle(low > limit, high <= limit)
                case AtMost():
                    return _settle(high <= limit, low > limit)
                case _:
                    return _settle(high < limit, low >= limit)
        case _:
            raise TypeError(f"{condition!r} compares no numbers")


def _number(value: Value) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is not a number")


def _holds(past: Value, value: bool | int | str) -> bool:
    return value in past if isinstance(past, tuple) else past == value


def _equals(present: Value | None, value: bool | int | str) -> Truth:
    return UNKNOWN if present is None else _truth(present == value)


def _includes(present: Value | None, option: str) -> Truth:
    return UNKNOWN if present is None else _truth(isinstance(present, tuple) and option in present)


def _silence(of: str, silent: bool, facts: Facts) -> Truth:
    return UNKNOWN if silent and of in facts.pending else _truth(silent)


def _truth(holds: bool) -> Truth:
    return TRUE if holds else FALSE


def _settle(certainly: bool, certainly_not: bool) -> Truth:
    return TRUE if certainly else FALSE if certainly_not else UNKNOWN
