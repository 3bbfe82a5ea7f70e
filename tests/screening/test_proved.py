"""What holds of every person and every protocol: silence never clears anybody, strictness never lowers an outcome.

The criteria for which one of these needs an exception are listed here by name.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from screening import LIMITS, Answers, Assessment, Criterion, Outcome, Protocol, assess
from screening.checking import READ_ELSEWHERE, limits_of
from screening.conditions import AllOf, Condition, Limit, Mentions, SaidUnsure, Unsettled, leaves, reads
from screening.criteria import CRITERIA
from screening.derived import QUANTITIES
from screening.evaluation import evaluate, reasons
from screening.items import EnteredBy, Item, Phase, Questionnaire
from screening.questionnaires import intake
from screening.rule_sets import rule_sets
from screening.solving import Solver, Way, ways
from screening.truth import Truth
from tests.screening.patients import AS_OF, example
from tests.screening.people import definite, in_order, near, people, protocols, questions_of

# They look at whether there is an answer, so taking one away may make them TRUE, and giving one may make them FALSE.
TEST_ANSWEREDNESS = {
    "suicide-high", "suicide-unassessed", "phq9-item9", "cssrs-incomplete", "phq9-incomplete", "no-escort", "fasting-not-agreed",
    "emergency-contact-missing", "consent-missing", "trd-history-incomplete", "bp-crisis", "bp-uncontrolled", "bp-review", "bp-low",
    "bp-missing", "mi-stroke-recent", "unstable-angina", "head-injury", "body-measurements-missing", "pregnancy-possible", "bipolar-ii",
    "sud-active", "ketamine-pcp-misuse", "alcohol-audit-c", "illicit-stimulant-recent", "missing-core-answers",
}  # fmt: skip
# They hear what was typed: an empty box says nothing, and is no "no".
HEAR_WHAT_WAS_TYPED = {"free-text-crisis"}
LIMIT_IS_TIGHTER = {
    "age.min": "higher", "age.older": "lower", "trd.min_trials": "higher", "trd.min_weeks": "higher",
    "bp.low_systolic": "higher", "bp.review_systolic": "lower", "bp.uncontrolled_systolic": "lower", "bp.crisis_systolic": "lower",
    "bp.review_systolic_from_65": "lower", "bp.low_diastolic": "higher", "bp.review_diastolic": "lower",
    "bp.uncontrolled_diastolic": "lower", "bp.crisis_diastolic": "lower", "bp.max_age_days": "lower",
    "pulse.low": "higher", "pulse.high": "lower", "mi.min_months": "higher", "angina.window_months": "higher",
    "head_injury.window_months": "higher", "liver.review_x_uln": "lower", "liver.severe_x_uln": "lower", "egfr.min": "higher",
    "spo2.severe": "higher", "weight.low": "higher", "weight.high": "lower", "bmi.low": "higher", "bmi.high": "lower",
    "sud.min_months": "higher", "ketamine.min_months": "higher", "audit_c.high": "lower", "stimulant.window_days": "higher",
    "cannabis.days": "lower", "benzodiazepine.max_diazepam_mg": "lower", "washout.long_acting_days": "higher",
    "washout.maoi_days": "higher", "washout.inducer_days": "higher", "day.observation_minutes": "higher",
}  # fmt: skip
BY_ID = {criterion.id: criterion for criterion in CRITERIA}
SPECS = {spec.name: spec for spec in LIMITS}
slow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def verdicts(done: Assessment) -> dict[str, Truth]:
    """Of each criterion, hidden ones as TRUE: a tier hides what it hides, it does not make it false."""
    told = dict.fromkeys(BY_ID, Truth.FALSE)
    told.update(dict.fromkeys((one.id for one in done.open), Truth.UNKNOWN))
    told.update(dict.fromkeys((one.id for one in done.fired), Truth.TRUE))
    told.update(dict.fromkeys((lower for lower, _ in done.hidden), Truth.TRUE))
    return told


def walked(answers: Answers, protocol: Protocol) -> dict[str, Truth]:
    facts = assess(answers, protocol, AS_OF).explainer.facts
    return {criterion.id: evaluate(criterion.when, facts) for criterion in protocol.criteria}


def leaves_a_known_answer(item: Item, answers: Answers) -> bool:
    """Without an answer of its own it is still known: not measured, not asked yet, or ruled out although it was kept."""
    by_default = item.entered_by is EnteredBy.STAFF or item.phase is Phase.SCHEDULING
    return by_default or (item.is_kept and answers.shown(item) is Truth.FALSE)


def without(answers: Answers, link_ids: set[str]) -> Answers:
    told = answers.to_json()
    said = told["answers"]
    assert isinstance(said, dict)
    return Answers.from_json({**told, "answers": {key: raw for key, raw in said.items() if key not in link_ids}}, answers.questionnaire)


def removable(answers: Answers) -> list[str]:
    return [link_id for link_id in answers.given if not leaves_a_known_answer(answers.questionnaire.item(link_id), answers)]


def test_it_lists_the_criteria_that_test_answeredness() -> None:
    silent = {one.id for one in CRITERIA if any(isinstance(leaf, Unsettled | SaidUnsure) for leaf in leaves(one.when))}
    assert silent == TEST_ANSWEREDNESS
    assert {one.id for one in CRITERIA if any(isinstance(leaf, Mentions) for leaf in leaves(one.when))} == HEAR_WHAT_WAS_TYPED


def test_it_knows_of_every_limit_which_way_is_stricter() -> None:
    assert LIMIT_IS_TIGHTER.keys() | READ_ELSEWHERE.keys() == {spec.name for spec in LIMITS if not spec.is_fixed}


@slow
@given(people(), st.data())
def test_it_never_turns_a_verdict_round_when_answers_are_taken_away(answers: Answers, data: st.DataObject) -> None:
    gone = set(data.draw(st.lists(st.sampled_from(removable(answers)), max_size=8))) if removable(answers) else set()
    less = without(answers, gone)
    assume(all(not leaves_a_known_answer(answers.questionnaire.item(link_id), less) for link_id in gone))
    before, after = walked(answers, Protocol()), walked(less, Protocol())
    for name in BY_ID.keys() - TEST_ANSWEREDNESS - HEAR_WHAT_WAS_TYPED:
        assert after[name] in (before[name], Truth.UNKNOWN), name


@slow
@given(people(), st.data())
def test_it_never_finds_no_concerns_because_an_answer_was_taken_away(answers: Answers, data: st.DataObject) -> None:
    assume(assess(answers, Protocol(), AS_OF).outcome is not Outcome.NO_CONCERNS)
    link_ids = [one for one in removable(answers) if not hears(answers.questionnaire.item(one))]
    assume(link_ids)
    gone = data.draw(st.sets(st.sampled_from(link_ids), min_size=1, max_size=6))
    less = without(answers, gone)
    assume(all(not leaves_a_known_answer(answers.questionnaire.item(link_id), less) for link_id in gone))
    assert assess(less, Protocol(), AS_OF).outcome is not Outcome.NO_CONCERNS


def hears(item: Item) -> bool:
    """A text is listened to and asks nothing: without it there is nothing to hear."""
    return any(isinstance(leaf, Mentions) and leaf.of == item.link_id for one in CRITERIA for leaf in leaves(one.when))


@pytest.mark.parametrize("cssrs", [True, False])
def test_it_needs_every_core_answer_to_find_no_concerns(cssrs: bool) -> None:
    drawing = intake(cssrs)
    full = Answers.from_json(example(AS_OF, cssrs=cssrs), drawing)
    for item in drawing:
        if item.core and item.link_id in full.given:
            assert assess(without(full, {item.link_id}), Protocol(), AS_OF).outcome is not Outcome.NO_CONCERNS, item.link_id


@slow
@given(people(), st.data())
def test_it_keeps_a_criterion_true_whatever_is_left_open_elsewhere(answers: Answers, data: st.DataObject) -> None:
    done = assess(answers, Protocol(), AS_OF)
    facts = done.explainer.facts
    true = sorted(name for name, truth in verdicts(done).items() if truth is Truth.TRUE)
    assume(true)
    criterion = BY_ID[data.draw(st.sampled_from(true))]
    support = supporting([leaf for leaf, _ in reasons(criterion.when, facts)], answers.questionnaire)
    elsewhere = [link_id for link_id in answers.given if link_id not in support]
    gone = set(data.draw(st.lists(st.sampled_from(elsewhere), unique=True))) if elsewhere else set()
    for open_ in (gone, set(elsewhere)):
        assert walked(without(answers, open_), Protocol())[criterion.id] is Truth.TRUE, criterion.id


def supporting(comparisons: list[Condition], drawing: Questionnaire) -> set[str]:
    """The questions that comparisons rest on, and those by which these are shown."""
    found: set[str] = set()
    waiting = [name for leaf in comparisons for name in reads(leaf)]
    while waiting:
        name = waiting.pop()
        if name in QUANTITIES:
            waiting.extend(QUANTITIES[name].reads)
        elif name in drawing.by_link_id and name not in found:
            found.add(name)
            waiting.extend(reads(drawing.item(name).enable_when or AllOf()))
    return found


@pytest.mark.parametrize("name", sorted(LIMIT_IS_TIGHTER))
@settings(slow, max_examples=30)
@given(data=st.data())
def test_it_never_lowers_an_outcome_when_a_limit_is_tightened(name: str, data: st.DataObject) -> None:
    spec = SPECS[name]
    read = {link_id for one, _ in reading(name) if one in CRITERIA and one.id != "answers-contradict" for link_id in questions_of(one)}
    answers = data.draw(people({link_id: near(link_id, spec) for link_id in sorted(read)}, data.draw(st.sampled_from([0, 0, 2]))))
    loose, strict = data.draw(st.sampled_from(pairs(name)))
    before, after = (assess(answers, protocol, AS_OF) for protocol in (loose, strict))
    assert after.outcome.severity >= before.outcome.severity


@pytest.mark.parametrize("name", sorted(LIMIT_IS_TIGHTER))
def test_it_never_lowers_an_outcome_of_those_at_the_edge_of_a_limit(name: str) -> None:
    """Patients made for it: for each way in which a criterion that reads it fires, and such as lie between the two limits."""
    seen = 0
    for loose, strict in pairs(name):
        for criterion, drawings in reading(name):
            solver = Solver(loose, AS_OF, drawings)
            for way in ways(criterion.when):
                for narrowed in (way, *between(way, name, loose, strict)):
                    if (made := solver.patient(narrowed)) is not None:
                        patient = solver.mended(made, narrowed, criterion)
                        before, after = (assess(patient.answers, protocol, AS_OF) for protocol in (loose, strict))
                        assert after.outcome.severity >= before.outcome.severity, (criterion.id, patient.changes)
                        seen += 1
    assert seen


def between(way: Way, name: str, loose: Protocol, strict: Protocol) -> Iterator[Way]:
    """The way, for whom it is so by one of the two limits and not by the other."""
    for leaf, holds in way:
        if getattr(leaf, "bound", None) == Limit(name):
            others = tuple(one for one in way if one != (leaf, holds))
            mild, hard = (type(leaf)(leaf.of, protocol.limits[name]) for protocol in (loose, strict))  # type: ignore[call-arg, union-attr]
            yield (*others, (mild, holds), (hard, not holds))
            yield (*others, (mild, not holds), (hard, holds))


@cache
def pairs(name: str) -> tuple[tuple[Protocol, Protocol], ...]:
    """Protocols with the limit at its loosest and tightened half the way or all of it; the others as shipped, or all loosest."""
    spec = SPECS[name]
    end = spec.high if LIMIT_IS_TIGHTER[name] == "higher" else spec.low
    loosest = {other: 0 if way == "higher" else 4 for other, way in LIMIT_IS_TIGHTER.items()}
    found = []
    for others in (in_order({}), in_order(loosest)):
        loose = {**others, name: in_order({name: loosest[name]})[name]}
        for share in (0.5, 1):
            value = loose[name] + (end - loose[name]) * share
            strict = {**loose, name: round(value) if spec.whole else value}
            if is_in_order(loose) and is_in_order(strict) and strict != loose:
                found.append((Protocol(loose), Protocol(strict)))
    return tuple(found)


@cache
def reading(name: str) -> tuple[tuple[Criterion, tuple[Questionnaire, ...]], ...]:
    """The criteria that read a limit, each with the drawings in which it is judged."""
    found = [(one, rules.drawings) for rules in rule_sets(Protocol()) for one in rules.criteria]
    return tuple((one, drawings) for one, drawings in found if SPECS[name] in limits_of([one.when]))


def is_in_order(limits: dict[str, float]) -> bool:
    for family in {spec.family for spec in LIMITS if spec.family}:
        values = [limits[spec.name] for spec in sorted(LIMITS, key=lambda one: one.rank) if spec.family == family]
        if any(low >= high for low, high in zip(values, values[1:], strict=False)):
            return False
    return True


@slow
@given(people(), st.data())
def test_it_leaves_nothing_unknown_after_three_rounds_of_asking_what_it_names(answers: Answers, data: st.DataObject) -> None:
    for _ in range(3):
        asked = {link_id for one in assess(answers, Protocol(), AS_OF).unknown for link_id in one.questions}
        if not asked:
            break
        shown = {item.link_id for item in answers.questionnaire if answers.shown(item) is Truth.TRUE}
        for link_id in sorted(asked):
            answers = answers.with_answer(link_id, data.draw(definite(answers.questionnaire.item(link_id)), label=link_id))
        opened = [item for item in answers.questionnaire if item.link_id not in shown and answers.shown(item) is Truth.TRUE]
        for item in opened:
            if item.link_id not in answers.given:
                answers = answers.with_answer(item.link_id, data.draw(definite(item), label=item.link_id))
    done = assess(answers, Protocol(), AS_OF)
    assert [(one.id, one.questions) for one in done.unknown] == []


@slow
@given(people(), protocols())
def test_it_says_the_same_bytes_of_the_same_input(answers: Answers, protocol: Protocol) -> None:
    told = answers.to_json()
    said = told["answers"]
    assert isinstance(said, dict)
    backwards = Answers.from_json({**told, "answers": dict(reversed(said.items()))}, answers.questionnaire)
    again = Protocol.from_json(json.loads(json.dumps(protocol.to_json())))
    first, second = (json.dumps(assess(one, law, AS_OF).to_json()) for one, law in ((answers, protocol), (backwards, again)))
    assert first == second


@slow
@given(people(), protocols())
def test_it_compiles_to_what_the_walker_says_for_any_person_and_any_protocol(answers: Answers, protocol: Protocol) -> None:
    done = assess(answers, protocol, AS_OF)
    told, walk = verdicts(done), walked(answers, protocol)
    for name, truth in walk.items():  # an UNKNOWN lower tier is not listed while a higher one is TRUE
        assert told[name] is truth or (truth is Truth.UNKNOWN and BY_ID[name].tier is not None), name


@pytest.mark.parametrize("verb", [("example",), ("rules",), ("explain", "answers-contradict"), ("check",)])
def test_it_prints_the_same_bytes_in_every_process(verb: tuple[str, ...]) -> None:
    day = [] if verb == ("rules",) else ["--as-of", AS_OF.isoformat()]
    root = Path(__file__).parents[2]
    printed = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-m", "screening", *verb, *day], cwd=root, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
