"""Columns that are joined or picked from say of everybody what they said before."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening import (
    Answers,
    MalformedInput,
    Protocol,
    assess,
    columns_of,
    intake,
    join_columns,
    only_people,
    pack_columns,
    screen_columns,
    unpack_columns,
)
from tests.screening.patients import AS_OF
from tests.screening.people import people
from tests.screening.small import ANSWERS, EVER, PHRASES, SMALL

PEOPLE = st.lists(st.tuples(ANSWERS, EVER), min_size=1, max_size=5)
MEDICINES = st.lists(st.fixed_dictionaries({"name": st.sampled_from(["Nardil", "Klonopin 1mg", "nobody knows", "Zoloft"])}), max_size=3)


def same(one: Any, other: Any) -> None:
    """The same people, column by column; a column of nothing may be left out."""
    assert one.days.tolist() == other.days.tolist()
    assert one.keys == other.keys
    for name in {*one.arrays, *other.arrays} - {"medicines: name"}:
        left, right = (side.arrays.get(name) for side in (one, other))
        if left is None or right is None:
            nothing = right if left is None else left
            assert not np.isfinite(nothing).any() or not nothing.any(), name
        else:
            assert left.dtype == right.dtype, name
            assert np.array_equal(left, right, equal_nan=left.dtype.kind == "f"), name
    if "medicines: name" in one.arrays:
        told = [[side.names[place] for place in side.arrays["medicines: name"]] for side in (one, other)]
        assert told[0] == told[1]


@settings(max_examples=80, deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=3), st.data())
def test_it_joins_and_picks_as_if_they_had_been_together_or_alone(groups: list[Any], data: st.DataObject) -> None:
    said = [[Answers.from_json({"answers": told, "ever": ever}, SMALL) for told, ever in group] for group in groups]
    keys = [[f"{place}/{number}" for number in range(len(group))] for place, group in enumerate(said)]
    parts = [columns_of(group, AS_OF, phrases=(PHRASES,), keys=names) for group, names in zip(said, keys, strict=True)]
    everybody, names = [one for group in said for one in group], [name for some in keys for name in some]
    joined = join_columns(parts)
    same(joined, columns_of(everybody, AS_OF, phrases=(PHRASES,), keys=names))
    same(unpack_columns(pack_columns(joined), lambda key, cssrs: SMALL), joined)
    places = data.draw(st.lists(st.sampled_from(range(len(everybody))), unique=True, min_size=1).map(sorted))
    alone = columns_of([everybody[place] for place in places], AS_OF, phrases=(PHRASES,), keys=[names[place] for place in places])
    same(only_people(joined, places), alone)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(people({"medicines": MEDICINES}), min_size=2, max_size=5))
def test_it_says_of_joined_people_what_is_said_of_each(drawn: list[Answers]) -> None:
    everybody = [one for one in drawn if one.questionnaire is drawn[0].questionnaire]
    joined = join_columns([columns_of([one], AS_OF) for one in everybody])
    screened = screen_columns(joined, Protocol())
    assert [screened.outcome(place) for place in range(len(everybody))] == [assess(one, Protocol(), AS_OF).outcome for one in everybody]


def test_it_joins_nothing_that_does_not_belong_together() -> None:
    one, other = (columns_of([Answers.from_json({}, drawing)], AS_OF) for drawing in (intake(True), intake(False)))
    deaf = columns_of([Answers.from_json({}, intake(True))], AS_OF, phrases=(("sing",),))
    for wrong in ([one, other], [one, deaf]):
        with pytest.raises(MalformedInput):
            join_columns(wrong)
