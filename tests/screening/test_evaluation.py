"""The tree-walker, comparison by comparison: what each says of a value, of silence, and of a number that is only known in part."""

import math
from typing import Any

import pytest

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
from screening.evaluation import evaluate, interval, is_unsettled, number, open_leaves, reasons
from screening.facts import NO_LIST, NOTHING, OPEN, Facts
from screening.truth import Truth
from tests.screening.small import BY_ID

T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE
YES, NO, SILENT = Equals("yes", True), Equals("yes", False), Equals("child", True)


def facts(known: dict[str, Any] | None = None, **others: Any) -> Facts:
    return Facts(known or {}, others.pop("ever", {}), BY_ID, **others)


@pytest.mark.parametrize(
    ("condition", "value", "truth"),
    [
        (Equals("yes", True), True, T), (Equals("yes", True), False, F), (Equals("yes", False), False, T),
        (Equals("word", "a"), "a", T), (Equals("word", "a"), "b", F), (Equals("scale", 2), 2, T), (Equals("scale", 2), 3, F),
        (Includes("many", "a"), ("a", "b"), T), (Includes("many", "a"), ("b",), F), (Includes("many", "a"), (), F),
        (AtLeast("number", 3), 3, T), (AtLeast("number", 3), 2, F), (MoreThan("number", 3), 4, T), (MoreThan("number", 3), 3, F),
        (AtMost("number", 3), 3, T), (AtMost("number", 3), 4, F), (LessThan("number", 3), 2, T), (LessThan("number", 3), 3, F),
        (AtLeast("number", Limit("number.max")), 5, T), (AtLeast("number", Limit("number.max")), 4, F),
    ],
)  # fmt: skip
def test_it_compares_a_known_value(condition: Condition, value: Any, truth: Truth) -> None:
    asked = facts({condition.of: value}, limits={"number.max": 5})  # type: ignore[union-attr]
    assert evaluate(condition, asked) is truth
    assert evaluate(Not(condition), asked) is truth.negated()


@pytest.mark.parametrize(
    "condition",
    [Equals("yes", True), Equals("yes", False), Includes("many", "a"), AtLeast("number", 1), MoreThan("number", 1), AtMost("number", 1),
     LessThan("number", 1), Ever("safe", True), EverAtLeast("safe-scale", 1)],
)  # fmt: skip
def test_it_knows_nothing_of_what_was_not_answered(condition: Condition) -> None:
    assert evaluate(condition, facts()) is U
    assert evaluate(Not(condition), facts()) is U


@pytest.mark.parametrize("condition", [Equals("yes", True), *(kind("number", 1) for kind in (AtLeast, MoreThan, AtMost, LessThan))])
def test_it_fires_nothing_by_what_does_not_apply(condition: Condition) -> None:
    assert evaluate(condition, facts({condition.of: NOTHING})) is F  # type: ignore[union-attr]
    assert evaluate(Includes("many", "a"), facts({"many": NO_LIST})) is F
    assert evaluate(AtLeast("left-out", 1), facts()) is F  # this drawing does not ask it


@pytest.mark.parametrize(
    ("low", "high", "at_least", "more_than", "at_most", "less_than"),
    [
        (3, 3, T, F, T, F), (2, 2, F, F, T, T), (4, 4, T, T, F, F), (2, 3, U, F, T, U), (3, 4, T, U, U, F), (2, 4, U, U, U, U),
        (0, math.inf, U, U, U, U), (4, math.inf, T, T, F, F),
    ],
)  # fmt: skip
def test_it_compares_both_ends_of_what_is_known_in_part(
    low: float, high: float, at_least: Truth, more_than: Truth, at_most: Truth, less_than: Truth
) -> None:
    asked = facts(quantities={"bmi": (low, high)})
    told = [evaluate(kind("bmi", 3), asked) for kind in (AtLeast, MoreThan, AtMost, LessThan)]
    assert told == [at_least, more_than, at_most, less_than]


@pytest.mark.parametrize(
    ("mine", "theirs", "truth"),
    [((2, 2), (3, 3), T), ((3, 3), (3, 3), T), ((4, 4), (3, 3), F), ((2, 3), (3, 4), T), ((2, 4), (3, 3), U), ((4, 5), (3, 4), U),
     ((5, 6), (3, 4), F), ((3, 3), (2, 3), U)],
)  # fmt: skip
def test_it_compares_two_quantities(mine: tuple[float, float], theirs: tuple[float, float], truth: Truth) -> None:
    assert evaluate(NotAbove("a", "b"), facts(quantities={"a": mine, "b": theirs})) is truth


def test_it_compares_nothing_with_what_does_not_apply() -> None:
    assert evaluate(NotAbove("number", "decimal"), facts({"number": NOTHING, "decimal": 3.0})) is F
    assert evaluate(NotAbove("number", "decimal"), facts({"number": 3, "decimal": NOTHING})) is F
    assert evaluate(NotAbove("number", "decimal"), facts({"number": 3})) is U


@pytest.mark.parametrize(
    ("count", "truths", "truth"),
    [(2, (T, T, F), T), (2, (T, U, F), U), (2, (T, F, F), F), (2, (U, U, F), U), (2, (U, F, F), F), (0, (F, F, F), T), (3, (T, T, U), U)],
)
def test_it_counts_and_is_sure_as_soon_as_the_open_ones_cannot_change_it(count: int, truths: tuple[Truth, ...], truth: Truth) -> None:
    written = {T: YES, F: NO, U: SILENT}
    assert evaluate(CountAtLeast(count, tuple(written[one] for one in truths)), facts({"yes": True})) is truth


def test_it_hears_what_was_said_once_and_taken_back() -> None:
    assert evaluate(Ever("safe", True), facts({"safe": False}, ever={"safe": (True,)})) is T
    assert evaluate(Ever("safe", True), facts(ever={"safe": (False,)})) is U
    assert evaluate(Ever("safe", True), facts({"safe": False}, ever={"safe": (False,)})) is F
    assert evaluate(Ever("safe", True), facts({"safe": True})) is T
    assert evaluate(Ever("safe-many", "a"), facts({"safe-many": ()}, ever={"safe-many": (("b",), ("a", "c"))})) is T
    assert evaluate(Ever("safe-many", "a"), facts({"safe-many": ("a",)})) is T
    assert evaluate(Ever("safe-many", "a"), facts({"safe-many": ("b",)}, ever={"safe-many": (("c",),)})) is F
    assert evaluate(EverAtLeast("safe-scale", 2), facts({"safe-scale": 0}, ever={"safe-scale": (1, 2)})) is T
    assert evaluate(EverAtLeast("safe-scale", 2), facts({"safe-scale": 1}, ever={"safe-scale": (1,)})) is F
    assert evaluate(EverAtLeast("safe-scale", 2), facts({"safe-scale": 2})) is T
    assert evaluate(EverAtLeast("safe-scale", Limit("number.max")), facts(ever={"safe-scale": (4,)}, limits={"number.max": 4})) is T
    assert evaluate(EverAtLeast("safe-scale", 2), facts(ever={"safe-scale": (1,)})) is U


def test_it_knows_what_is_taken_only_of_a_list_that_is_known() -> None:
    listed = {"med-opioid": ("oxycodone",)}
    assert evaluate(Takes("med-opioid"), facts(taken=listed)) is T
    assert evaluate(Takes("med-opioid"), facts(taken=listed, medicines_known=False)) is T
    assert evaluate(Takes("med-maoi"), facts(taken=listed)) is F
    assert evaluate(Takes("med-maoi"), facts(taken=listed, medicines_known=False)) is U


def test_it_tells_silence_from_not_knowing_yet() -> None:
    assert evaluate(Unsettled("yes"), facts()) is T
    assert evaluate(Unsettled("yes"), facts({"yes": False})) is F
    assert evaluate(Unsettled("yes"), facts({"yes": NOTHING})) is F
    assert evaluate(Unsettled("yes"), facts(pending=frozenset({"yes"}))) is U
    assert evaluate(Unsettled("yes"), facts({"yes": False}, pending=frozenset({"yes"}))) is F
    assert evaluate(SaidUnsure("yes"), facts(unsure=frozenset({"yes"}))) is T
    assert evaluate(SaidUnsure("yes"), facts()) is F
    assert evaluate(SaidUnsure("yes"), facts(unsure=frozenset({"yes"}), pending=frozenset({"yes"}))) is U
    assert evaluate(Mentions("words"), facts(mentioned=frozenset({"words"}))) is T
    assert evaluate(Mentions("words"), facts()) is F
    assert evaluate(Asked("yes"), facts()) is T
    assert evaluate(Asked("left-out"), facts()) is F


def test_it_is_unsettled_while_the_ends_of_a_quantity_differ() -> None:
    assert is_unsettled("bmi", facts(quantities={"bmi": (20, 30)}))
    assert not is_unsettled("bmi", facts(quantities={"bmi": (20, 20)}))
    assert evaluate(Unsettled("bmi"), facts(quantities={"bmi": (20, 30)})) is T


def test_it_reads_a_number_as_an_interval() -> None:
    assert interval("number", facts({"number": 3})) == (3, 3)
    assert interval("decimal", facts({"decimal": 2.5})) == (2.5, 2.5)
    assert interval("number", facts()) == OPEN
    assert interval("number", facts({"number": NOTHING})) is None
    assert interval("left-out", facts()) is None
    assert interval("bmi", facts({"bmi": 1}, quantities={"bmi": (20, 30)})) == (20, 30)
    assert (number(3, facts()), number(Limit("number.max"), facts(limits={"number.max": 5}))) == (3, 5)


@pytest.mark.parametrize("value", [True, "3", ("a",)])
def test_it_compares_nothing_but_numbers(value: Any) -> None:
    with pytest.raises(TypeError, match="is not a number"):
        evaluate(AtLeast("number", 1), facts({"number": value}))


def test_it_gives_the_comparisons_that_made_it_so() -> None:
    asked = facts({"yes": True, "number": 5})
    high, low = AtLeast("number", 4), LessThan("number", 4)
    assert list(reasons(AllOf(YES, high), asked)) == [(YES, True), (high, True)]
    assert list(reasons(AnyOf(NO, high, SILENT), asked)) == [(high, True)]
    assert list(reasons(AllOf(YES, AnyOf(low, high)), asked)) == [(YES, True), (high, True)]
    assert list(reasons(AllOf(YES, low, SILENT), asked, holds=False)) == [(low, False)]
    assert list(reasons(Not(AnyOf(NO, low)), asked)) == [(NO, False), (low, False)]
    assert list(reasons(Not(Not(YES)), asked)) == [(YES, True)]
    assert list(reasons(CountAtLeast(1, (NO, YES)), asked)) == [(YES, True)]


def test_it_names_the_open_comparisons_that_would_settle_it() -> None:
    asked = facts({"yes": True})
    other = AtLeast("number", 4)
    assert list(open_leaves(AllOf(YES, SILENT, other), asked)) == [SILENT, other]
    assert list(open_leaves(AllOf(NO, SILENT), asked)) == []  # false already
    assert list(open_leaves(AnyOf(YES, SILENT), asked)) == []  # true already
    assert list(open_leaves(AnyOf(NO, Not(SILENT), AllOf(NO, other)), asked)) == [SILENT]
    assert list(open_leaves(CountAtLeast(2, (YES, SILENT, NO)), asked)) == [SILENT]
    assert list(open_leaves(SILENT, asked)) == [SILENT]
