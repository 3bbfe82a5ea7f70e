"""Columns say of every person what the scalar engine says, whatever was answered and whatever a protocol asks."""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening import (
    Answers,
    InvalidProtocol,
    MalformedInput,
    Outcome,
    Protocol,
    ScreeningError,
    Severity,
    Truth,
    assess,
    intake,
    pack_columns,
    unpack_columns,
    what_if,
)
from screening.columnar import Columns, columns_of, run, screen_columns
from screening.columnar.measures import _as_number
from screening.columnar.run import judge_columns
from screening.columnar.spelling import emit_columns
from screening.conditions import Condition
from screening.derived import QUANTITIES
from screening.evaluation import evaluate
from screening.instruments import GAD7, WHO5
from screening.questionnaires import DAY_OF_TREATMENT_KEY, questionnaire
from tests.screening.patients import AS_OF, example
from tests.screening.people import people, protocols
from tests.screening.small import ANSWERS, CONDITIONS, EVER, LIMITS, PHRASES, SMALL
from tests.screening.test_emission import facts_of

PEOPLE = st.lists(st.tuples(ANSWERS, EVER), min_size=1, max_size=6)


def small(told: list[tuple[dict[str, object], dict[str, object]]]) -> list[Answers]:
    return [Answers.from_json({"answers": said, "ever": ever}, SMALL) for said, ever in told]


@settings(max_examples=400, deadline=None)
@given(st.lists(CONDITIONS, min_size=1, max_size=4), PEOPLE)
def test_it_says_row_by_row_what_the_walker_says(conditions: list[Condition], told: list[Any]) -> None:
    answers = small(told)
    columns = columns_of(answers, AS_OF, phrases=(PHRASES,))
    compiled = emit_columns(list(enumerate(conditions)), SMALL, LIMITS)
    verdicts = judge_columns(columns, range(len(conditions)), compiled, LIMITS, PHRASES)
    for condition, verdict in zip(conditions, verdicts, strict=True):
        assert [Truth(int(one) + 1) for one in verdict] == [evaluate(condition, facts_of(one)) for one in answers]


_TYPED = [
    "Klonopin 1mg",
    "Nardil",
    "Xanax",
    "midazolam",
    "nobody knows",
    "haldol decanoate",
    "methadone",
    "Zoloft and Klonopin",
    "rifampin",
]
_DAYS = st.integers(-10, 400).map(lambda days: (AS_OF - timedelta(days=days)).isoformat())
_MEDICINES = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(_TYPED)},
        optional={"daily_mg": st.sampled_from([None, 0.1, 0.5, 1, 3]), "stopped_on": _DAYS, "purpose": st.just("opioid addiction")},
    ),
    max_size=4,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(people({"medicines": _MEDICINES}), min_size=1, max_size=5), protocols(), protocols())
def test_it_says_row_by_row_what_the_assessment_says(drawn: list[Answers], current: Protocol, proposed: Protocol) -> None:
    proposed = Protocol(proposed.limits, {"med-maoi": Severity.CONTRAINDICATION})
    for same in (True, False):  # columns are of one drawing of the questionnaire
        everybody = [one for one in drawn if (one.questionnaire is drawn[0].questionnaire) is same]
        if everybody:
            columns = columns_of(everybody, AS_OF)
            before = screen_columns(columns, current)
            _agree(before, everybody, current)
            _agree(screen_columns(columns, proposed, before), everybody, proposed)
            _agree(screen_columns(columns, proposed), everybody, proposed)


@settings(max_examples=100, deadline=None)
@given(st.lists(_MEDICINES, min_size=1, max_size=5), protocols())
def test_it_reads_each_list_of_medicines_as_the_assessment_does(lists: list[Any], protocol: Protocol) -> None:
    everybody = [Answers.from_json({"medicines": one}, intake()) for one in lists]
    _agree(screen_columns(columns_of(everybody, AS_OF), protocol), everybody, protocol)


def test_it_judges_the_criteria_of_the_drawing() -> None:
    for drawing in (questionnaire(DAY_OF_TREATMENT_KEY), intake(True, (WHO5, GAD7))):
        answers = Answers.from_json({}, drawing)
        screened = screen_columns(columns_of([answers], AS_OF), Protocol())
        _agree(screened, [answers], Protocol())
        packed = pack_columns(screened.columns)
        assert unpack_columns(packed, lambda key, cssrs, drawing=drawing: drawing).questionnaire is drawing  # type: ignore[misc]
        with pytest.raises(MalformedInput):
            unpack_columns(packed, lambda key, cssrs: intake())


def _agree(screened: run.Screened, everybody: list[Answers], protocol: Protocol) -> None:
    for person, answers in enumerate(everybody):
        done = assess(answers, protocol, AS_OF)
        assert screened.outcome(person) is done.outcome
        assert [place for place, verdict in enumerate(screened.verdicts) if verdict[person] == run.TRUE] == done.true
        fires = {criterion.id for criterion in screened.plan.criteria if screened.fires(criterion.id)[person]}
        assert fires == {one.id for one in done.fired}


def test_it_goes_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MANY", 3)
    people = small([({"number": number, "yes": number % 2 == 0}, {"safe": [True]} if number % 3 else {}) for number in range(10)])
    columns = columns_of(people, AS_OF)
    from screening.conditions import AtLeast, Ever

    compiled = emit_columns([(0, AtLeast("number", 4)), (1, Ever("safe", True))], SMALL, LIMITS)
    numbers, ever = judge_columns(columns, (0, 1), compiled, LIMITS, PHRASES)
    assert numbers.tolist() == [-1] * 4 + [1] * 6
    assert ever.tolist() == [1 if number % 3 else 0 for number in range(10)]


def test_it_looks_at_each_on_a_day_of_their_own() -> None:
    answers = Answers.from_json(example(AS_OF), intake())
    days = [AS_OF, AS_OF + timedelta(days=365)]
    screened = screen_columns(columns_of([answers, answers], days), Protocol())
    assert [screened.outcome(0), screened.outcome(1)] == [assess(answers, Protocol(), day).outcome for day in days]
    assert screened.outcomes()[Outcome.NO_CONCERNS] == 1


@given(st.dates())
def test_it_knows_the_calendar(day: Any) -> None:
    assert _as_number(np.array([day.toordinal()]))[0] == day.year * 10_000 + day.month * 100 + day.day


def test_it_judges_anew_only_what_reads_the_changed_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = columns_of([Answers.from_json(example(AS_OF), intake())], AS_OF)
    before = screen_columns(columns, Protocol())
    after = screen_columns(columns, Protocol({"bmi.high": 30}), before)
    anew = [one.id for one, old, new in zip(Protocol().criteria, before.verdicts, after.verdicts, strict=True) if old is not new]
    assert anew == ["bmi-high"]


def test_it_refuses_to_guess_what_it_did_not_listen_for() -> None:
    columns = columns_of([Answers.from_json({"hopes": "to sing"}, intake())], AS_OF)
    with pytest.raises(InvalidProtocol, match="other phrases"):
        screen_columns(columns, Protocol(phrases=("sing",)))
    both = columns_of([Answers.from_json({"hopes": "to sing"}, intake())], AS_OF, phrases=(Protocol().phrases, ("sing",)))
    assert not screen_columns(both, Protocol()).fires("free-text-crisis")[0]
    assert screen_columns(both, Protocol(phrases=("sing",)), screen_columns(both, Protocol())).fires("free-text-crisis")[0]


def test_it_keeps_no_words_and_no_names() -> None:
    said = {"hopes": "to sing", "emergency-contact-name": "Rosa", "emergency-contact-phone": "555"}
    columns = columns_of([Answers.from_json(said, intake())], AS_OF)
    assert not [name for name, array in columns.arrays.items() if array.dtype.kind not in "uif"]
    assert "Rosa" not in str(columns.names)


def test_it_has_a_measure_for_every_quantity() -> None:
    columns = columns_of([Answers.from_json({}, intake())], AS_OF)
    from screening.columnar.measures import Block, Lists, quantity_of

    block, lists = Block(columns, 0, 1), Lists(columns, Protocol().limits, ())
    assert all(len(quantity_of(name, block, lists)) == 2 for name in QUANTITIES)


@pytest.mark.parametrize("keys", [("a",), ("a", "b", "c")])
def test_it_refuses_columns_that_do_not_fit(keys: tuple[str, ...]) -> None:
    answers = Answers.from_json({}, intake())
    with pytest.raises(MalformedInput):
        columns_of([answers, answers], AS_OF, keys=keys)
    with pytest.raises(MalformedInput):
        columns_of([], AS_OF)
    with pytest.raises(MalformedInput):
        columns_of([answers, Answers.from_json({}, intake(cssrs=False))], AS_OF)


def test_it_counts_its_own_size() -> None:
    columns: Columns = columns_of([Answers.from_json({}, intake())] * 2, AS_OF)
    assert len(columns) == 2
    assert 0 < columns.bytes < 1000


def test_it_is_loaded_only_when_it_is_asked_for() -> None:
    code = "import sys, screening; assert 'numpy' not in sys.modules; screening.what_if; assert 'numpy' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # our own interpreter, our own line


def whole(*changes: dict[str, object]) -> list[Answers]:
    base = example(AS_OF)["answers"]
    assert isinstance(base, dict)
    return [Answers.from_json({**base, **one}, intake()) for one in changes]


HEAVY: dict[str, object] = {"weight-kg": 95, "height-cm": 170}  # BMI 32.9


def test_it_tells_who_changes_and_from_what_to_what() -> None:
    people = whole({}, HEAVY, {**HEAVY, "aneurysm": True}, {"weight-kg": 110})
    done = what_if(columns_of(people, AS_OF, keys=("a", "b", "c", "d")), Protocol(), Protocol({"bmi.high": 32}))
    assert done.changes == (("b", Outcome.NO_CONCERNS, Outcome.NEEDS_REVIEW),)
    assert done.changed_criteria == {"bmi-high": (1, 3, 2, 0)}
    assert {step: count for step, count in done.matrix.items() if count} == {
        (Outcome.NO_CONCERNS, Outcome.NO_CONCERNS): 1,
        (Outcome.NO_CONCERNS, Outcome.NEEDS_REVIEW): 1,
        (Outcome.CONTRAINDICATED, Outcome.CONTRAINDICATED): 1,
        (Outcome.NEEDS_REVIEW, Outcome.NEEDS_REVIEW): 1,
    }


def test_it_adds_up_over_chunks() -> None:
    people = whole({}, HEAVY, {**HEAVY, "aneurysm": True}, {"weight-kg": 110})
    proposed = Protocol({"bmi.high": 32}, {"med-maoi": Severity.CONTRAINDICATION})
    at_once = what_if(columns_of(people, AS_OF, keys=tuple("abcd")), Protocol(), proposed)
    parts = [what_if(columns_of(people[here], AS_OF, keys=tuple("abcd")[here]), Protocol(), proposed) for here in (slice(1), slice(1, 4))]
    assert parts[0] + parts[1] == at_once
    assert at_once.people == 4


def test_it_counts_a_tier_that_rises_as_gone_from_the_lower_one() -> None:
    people = whole({"bp-systolic": 155, "bp-diastolic": 80})
    done = what_if(columns_of(people, AS_OF), Protocol(), Protocol({"bp.uncontrolled_systolic": 151}))
    assert done.changed_criteria == {"bp-uncontrolled": (0, 1, 1, 0), "bp-review": (1, 0, 0, 1)}
    assert done.changes == (("0", Outcome.NEEDS_REVIEW, Outcome.CONTRAINDICATED),)


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_it_packs_and_unpacks_the_same_columns(told: list[Any]) -> None:
    columns = columns_of(small(told), AS_OF, phrases=(PHRASES,), keys=[f"é {place}" for place in range(len(told))])
    again = unpack_columns(pack_columns(columns), lambda key, cssrs: SMALL)
    assert (again.names, again.phrases, again.keys) == (columns.names, columns.phrases, columns.keys)
    assert again.arrays.keys() == columns.arrays.keys()
    for name, array in {"days": columns.days, **columns.arrays}.items():
        other = again.days if name == "days" else again.arrays[name]
        assert other.dtype == array.dtype
        assert np.array_equal(other, array, equal_nan=array.dtype.kind == "f")


def test_it_screens_what_it_unpacked_without_a_copy() -> None:
    columns = columns_of(whole({}, HEAVY, {"medicines": [{"name": "Klonopin", "daily_mg": 2}]}), AS_OF)
    packed = pack_columns(columns)
    again = unpack_columns(memoryview(packed))
    assert not again.days.flags.owndata
    assert screen_columns(again, Protocol()).codes.tolist() == screen_columns(columns, Protocol()).codes.tolist()
    assert pack_columns(again) == packed


def test_it_refuses_damaged_bytes() -> None:
    packed = pack_columns(columns_of(whole({}, HEAVY), AS_OF))
    for broken in (b"", b"KAPCOLS1", packed[:40], packed[:-10], b"KAPCOLS2" + packed[8:], packed.replace(b'"u1"', b'"O8"', 1)):
        with pytest.raises(MalformedInput):
            unpack_columns(broken)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_it_never_fails_otherwise_on_changed_bytes(data: st.DataObject) -> None:
    packed = bytearray(pack_columns(columns_of(whole({}, {"medicines": [{"name": "Klonopin"}]}), AS_OF)))
    for _ in range(data.draw(st.integers(1, 3))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        unpack_columns(packed)
    except ScreeningError:
        return
