"""Exclusive tiers: only a criterion that is true hides another, only a lower one, and only one of its own family."""

from screening.conditions import AllOf
from screening.criterion import Criterion, Severity, Tier
from screening.tiers import hidden_by, hides, highest_of_families


def criterion(name: str, tier: Tier | None = None) -> Criterion:
    return Criterion(name, Severity.REVIEW, name, AllOf(), "", (), tier=tier)


LOW, MIDDLE, HIGH = (criterion(name, Tier("one", rank)) for rank, name in enumerate(("low", "middle", "high"), 1))
EQUAL, OTHER, ALONE = criterion("equal", Tier("one", 2)), criterion("other", Tier("two", 1)), criterion("alone")


def test_it_finds_the_highest_of_each_family_in_whatever_order_they_fired() -> None:
    for fired in ((LOW, HIGH, OTHER, MIDDLE), (HIGH, LOW, MIDDLE, OTHER), (OTHER, MIDDLE, LOW, HIGH)):
        assert highest_of_families(fired) == {"one": HIGH, "two": OTHER}
    assert highest_of_families([ALONE]) == {}


def test_it_keeps_the_first_of_equal_rank() -> None:
    assert highest_of_families([MIDDLE, EQUAL]) == {"one": MIDDLE}
    assert highest_of_families([EQUAL, MIDDLE]) == {"one": EQUAL}


def test_it_hides_what_is_lower_and_neither_itself_nor_its_equal() -> None:
    above = highest_of_families([MIDDLE])
    assert hidden_by(LOW, above) == "middle"
    assert hidden_by(MIDDLE, above) == hidden_by(EQUAL, above) == hidden_by(HIGH, above) == ""
    assert hidden_by(OTHER, above) == hidden_by(ALONE, above) == hidden_by(LOW, {}) == ""


def test_it_knows_of_each_the_places_of_those_below_it() -> None:
    assert hides((LOW, OTHER, HIGH, ALONE, MIDDLE, EQUAL)) == (
        frozenset(),
        frozenset(),
        frozenset({0, 4, 5}),
        frozenset(),
        frozenset({0}),
        frozenset({0}),
    )
