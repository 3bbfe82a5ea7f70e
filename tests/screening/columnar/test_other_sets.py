"""Columns of the day of treatment and of scales that a clinic adds say of every person what the scalar engine says."""

import itertools
import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening import (
    Answers,
    MalformedInput,
    Protocol,
    Questionnaire,
    Truth,
    assess,
    columns_of,
    intake,
    pack_columns,
    screen_columns,
    what_if,
)
from screening import unpack_columns as unpacked
from screening.columnar import Columns
from screening.conditions import AllOf, reads
from screening.criteria import DAY_OF_TREATMENT, SCALE_CRITERIA, criteria_of
from screening.derived import answers_to, gather
from screening.evaluation import evaluate
from screening.instruments import GAD7, ISI, PCL5, STRUCTURES, WHO5, with_words_of
from screening.items import ItemType
from screening.plan import plan_for
from screening.questionnaires import day_of_treatment
from screening.rule_sets import unremarkable
from tests.screening.instruments.words import file_of
from tests.screening.patients import AS_OF
from tests.screening.people import definite, protocols, said_by

SUPPLIED = tuple(with_words_of(json.dumps(file_of(scale))) for scale in STRUCTURES.values())
DRAWINGS = {
    "day of treatment": day_of_treatment(),
    "scales supplied": intake(True, (*SUPPLIED, PCL5)),
    "every scale": intake(True, (GAD7, WHO5, *SUPPLIED, PCL5)),
    "some scales, own words": intake(False, (next(scale for scale in SUPPLIED if scale.id == ISI.id), WHO5)),
}
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
drawings = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)


@cache
def together(drawing: Questionnaire) -> tuple[tuple[str, ...], ...]:
    """For each criterion the questions that it reads, and those by which they are shown."""
    asked, found = drawing.by_link_id, set()
    for criterion in criteria_of(drawing):
        own = {link_id for link_id in answers_to(reads(criterion.when)) if link_id in asked}
        parents = {parent for link_id in own for parent in reads(asked[link_id].enable_when or AllOf())}
        found.add(tuple(sorted(own | (parents & asked.keys()))))
    return tuple(sorted(group for group in found if len(group) < 30))


@st.composite
def somebody(draw: st.DrawFn, drawing: Questionnaire) -> dict[str, Any]:
    """The unremarkable answers or none, with those that some criteria read given in any way, and earlier ones of safety questions."""
    base = dict(unremarkable(drawing, AS_OF)) if draw(st.integers(0, 3)) else {}
    groups = draw(st.lists(st.sampled_from(together(drawing)), unique=True, min_size=1, max_size=3))
    link_ids = [*itertools.chain.from_iterable(groups), *draw(st.lists(st.sampled_from(sorted(drawing.by_link_id)), max_size=3))]
    changes = {link_id: draw(said_by(drawing.item(link_id))) for link_id in dict.fromkeys(link_ids)}
    safety = [link_id for link_id, item in drawing.by_link_id.items() if item.is_safety and item.type is not ItemType.TEXT]
    past = draw(st.lists(st.sampled_from(safety), unique=True, max_size=2)) if draw(st.integers(0, 2)) == 0 else []
    ever = {link_id: [draw(definite(drawing.item(link_id)))] for link_id in past}
    return {"answers": {**base, **changes}, "ever": ever}


def columns_and_back(everybody: Sequence[Answers], days: Sequence[date], drawing: Questionnaire) -> list[Columns]:
    """The columns, and the same out of bytes."""
    columns = columns_of(everybody, days, keys=[f"p{place}" for place in range(len(everybody))])
    return [columns, unpacked(pack_columns(columns), lambda key, cssrs: drawing)]


def agree(columns: Columns, everybody: Sequence[Answers], days: Sequence[date], protocol: Protocol) -> None:
    """Outcome, what fires, and each truth before tiers hide any, of everybody."""
    screened, plan = screen_columns(columns, protocol), plan_for(protocol, columns.questionnaire)
    for person, (answers, day) in enumerate(zip(everybody, days, strict=True)):
        done = assess(answers, protocol, day)
        facts = gather(answers, protocol.limits, day, mentioned=plan.mentioned, quantities=plan.quantities).facts
        truths = {criterion.id: evaluate(criterion.when, facts) for criterion in plan.criteria}
        assert screened.outcome(person) is done.outcome
        assert {name: screened.truth(name, person) for name in truths} == truths
        assert [plan.criteria[place].id for place in done.true] == [name for name, truth in truths.items() if truth is Truth.TRUE]
        assert {one.id for one in done.fired} == {name for name in truths if screened.fires(name)[person]}


@drawings
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), protocol=protocols())
def test_it_says_row_by_row_what_is_said_of_one(drawing: Questionnaire, data: st.DataObject, protocol: Protocol) -> None:
    everybody = [Answers.from_json(said, drawing) for said in data.draw(st.lists(somebody(drawing), min_size=1, max_size=5))]
    days = [AS_OF + timedelta(days=ahead) for ahead in data.draw(st.lists(st.integers(-400, 400), min_size=5, max_size=5))][
        : len(everybody)
    ]
    for columns in columns_and_back(everybody, days, drawing):
        agree(columns, everybody, days, protocol)


@drawings
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), current=protocols(), proposed=protocols())
def test_it_tells_what_would_change_as_two_assessments_of_each_do(
    drawing: Questionnaire, data: st.DataObject, current: Protocol, proposed: Protocol
) -> None:
    everybody = [Answers.from_json(said, drawing) for said in data.draw(st.lists(somebody(drawing), min_size=1, max_size=5))]
    days = [AS_OF] * len(everybody)
    before, after = ([assess(one, protocol, AS_OF) for one in everybody] for protocol in (current, proposed))
    moved = [
        (f"p{place}", was.outcome, now.outcome)
        for place, (was, now) in enumerate(zip(before, after, strict=True))
        if was.outcome is not now.outcome
    ]
    for columns in columns_and_back(everybody, days, drawing):
        answer = what_if(columns, current, proposed)
        assert [tuple(one) for one in answer.changes] == moved
        for name in {criterion.id for criterion in criteria_of(drawing)}:
            was, now = (sum(any(one.id == name for one in done.fired) for done in side) for side in (before, after))
            told = answer.criteria.get(name)
            assert (told.before, told.after) == (was, now) if told else (was, now) == (0, 0), name
        assert sum(answer.matrix.values()) == answer.people == len(everybody)


def reached(drawing: Questionnaire, changes: dict[str, Any], ever: dict[str, Any] | None = None) -> set[str]:
    said = Answers.from_json({"answers": {**unremarkable(drawing, AS_OF), **changes}, "ever": ever or {}}, drawing)
    screened = screen_columns(columns_of([said], AS_OF), Protocol())
    return {criterion.id for criterion in screened.plan.criteria if screened.fires(criterion.id)[0]}


def test_columns_find_each_scale_that_fires() -> None:
    drawing = DRAWINGS["every scale"]
    bipolar = {f"mdq-{number}": True for number in range(1, 8)} | {"mdq-together": True, "mdq-problem": "serious"}
    drugs = {"drug-problem": True, "drug-problem-months": 20} | {f"dast10-{number}": True for number in range(1, 11)}
    found = reached(drawing, {**bipolar, **drugs, "pcl5-16": 3})
    assert {criterion.id for criterion in SCALE_CRITERIA} <= found


def test_columns_hear_what_was_taken_back_on_the_day_of_treatment() -> None:
    drawing = day_of_treatment()
    assert reached(drawing, {}) == set()
    assert "day-suicide-high" in reached(drawing, {}, {"day-suicide-risk": ["high"]})
    assert "day-emergency" in reached(drawing, {}, {"day-chest-pain": [True]})
    assert {criterion.id for criterion in DAY_OF_TREATMENT} >= reached(drawing, {"day-highest-systolic": 200, "day-escort": False})


def test_it_refuses_columns_of_other_scales() -> None:
    packed = pack_columns(columns_of([Answers.from_json({}, DRAWINGS["every scale"])], AS_OF))
    for other in (intake(True), DRAWINGS["scales supplied"]):
        with pytest.raises(MalformedInput, match="another drawing"):
            unpacked(packed, lambda key, cssrs, other=other: other)  # type: ignore[misc]


@pytest.mark.parametrize("drawing", [intake(True), intake(False), day_of_treatment()], ids=["scale", "own words", "day"])
def test_packed_columns_find_the_drawing_that_they_are_of(drawing: Questionnaire) -> None:
    packed = pack_columns(columns_of([Answers.from_json(unremarkable(drawing, AS_OF), drawing)], AS_OF))
    assert unpacked(packed).questionnaire is drawing
