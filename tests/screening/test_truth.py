"""Strong Kleene logic, cell by cell."""

import pytest

from screening.truth import Truth, all_of, any_of

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (F, F, F, F),
        (F, U, F, U),
        (F, T, F, T),
        (U, F, F, U),
        (U, U, U, U),
        (U, T, U, T),
        (T, F, F, T),
        (T, U, U, T),
        (T, T, T, T),
    ],
)
def test_it_joins_two_truths_as_kleene_did(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert all_of((left, right)) is both
    assert any_of((left, right)) is either


def test_it_keeps_unknown_when_negating() -> None:
    assert [truth.negated() for truth in (F, U, T)] == [T, U, F]


def test_it_holds_of_nothing_that_all_do_and_that_none_does() -> None:
    assert all_of(()) is T
    assert any_of(()) is F


def test_it_refuses_to_be_read_as_yes_or_no() -> None:
    with pytest.raises(TypeError):
        bool(U)
