"""The condition language itself: what a condition is made of, what it reads, and that it is data which nobody changes."""

import pytest

from screening.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    CountAtLeast,
    Equals,
    Not,
    NotAbove,
    Takes,
    Unsettled,
    leaves,
    reads,
    without,
)

A, B, C = Equals("a", True), AtLeast("b", 2), Unsettled("c")


def test_it_finds_the_comparisons_in_reading_order_however_deep() -> None:
    assert list(leaves(AllOf(A, AnyOf(B, Not(C)), CountAtLeast(1, (Takes("med-x"), Not(AllOf(A))))))) == [A, B, C, Takes("med-x"), A]
    assert list(leaves(A)) == [A]
    assert list(leaves(AnyOf())) == []


def test_it_names_each_question_that_is_read_and_the_medicine_list_by_its_name() -> None:
    assert reads(AllOf(A, Not(B), NotAbove("d", "e"), Takes("med-x"), Takes("med-y"))) == {"a", "b", "d", "e", "medicines"}
    assert reads(AllOf()) == frozenset()


def test_it_leaves_parts_out_of_a_conjunction_and_of_nothing_else() -> None:
    assert without(AllOf(A, B, C), (B,)) == AllOf(A, C)
    assert without(AllOf(A, B), (A,)) == B
    assert without(AllOf(A, B), ()) == AllOf(A, B)
    assert without(AllOf(A), ()) == AllOf(A)
    assert without(AllOf(A, B), (A, B)) == AllOf()
    assert without(AnyOf(A, B), (A,)) == AnyOf(A, B)
    assert without(A, (A,)) == A


def test_it_is_equal_by_what_it_says() -> None:
    assert AllOf(A, B) == AllOf(A, B)
    assert AllOf(A, B) != AllOf(B, A)
    assert AllOf(A, B) != AnyOf(A, B)
    assert AnyOf(A) != A
    assert hash(AllOf(A, B)) == hash(AllOf(A, B))
    assert len({AllOf(A, B), AllOf(A, B), AnyOf(A, B), AllOf(B, A)}) == 3
    assert hash(AllOf(A, B)) != hash(AnyOf(A, B))
    assert hash(AllOf(A, B)) != hash(AllOf(A))


def test_it_tells_itself_as_it_is_written() -> None:
    assert repr(AllOf(Takes("med-x"), AnyOf())) == "AllOf(Takes(medicine_class='med-x'), AnyOf())"
    assert repr(AnyOf(Takes("x"), Takes("y"))) == "AnyOf(Takes(medicine_class='x'), Takes(medicine_class='y'))"


def test_it_cannot_be_changed() -> None:
    condition = AllOf(A)
    with pytest.raises(AttributeError, match="frozen"):
        condition.conditions = (B,)
    assert condition.conditions == (A,)
