"""The compiled spelling of a condition says what the tree-walker says, whatever was answered."""

import pytest
from hypothesis import given, settings

from screening.answers import Answers
from screening.conditions import AllOf, AtLeast, Condition, CountAtLeast, Equals, Includes, Limit, Not, Unsettled
from screening.derived import gather
from screening.errors import InvalidQuestionnaire
from screening.evaluation import evaluate
from screening.explanation import Explainer, sentence
from screening.facts import NOTHING, Facts, nothing_for
from screening.hearing import ear_for
from screening.items import EnteredBy, Phase
from screening.judging import emit_judge
from screening.truth import Truth
from screening.values import AnswerState
from tests.screening.small import ANSWERS, AS_OF, BY_ID, CONDITIONS, EVER, LIMITS, PHRASES, SETTLING, SMALL

EAR = ear_for(PHRASES)


def facts_of(answers: Answers) -> Facts:
    def mentioned(told: Answers) -> frozenset[str]:
        texts = [told.known.get("words"), *told.ever.get("words", ())]
        return frozenset(["words"] if any(isinstance(text, str) and EAR.hear(text) for text in texts) else [])

    return gather(answers, LIMITS, AS_OF, mentioned=mentioned).facts


def emitted(condition: Condition, answers: Answers, limits: dict[str, float] = LIMITS) -> Truth:
    unsure = frozenset(link_id for link_id, state in answers.states.items() if state is AnswerState.UNSURE)
    fired, open_, _ = emit_judge([condition], SMALL, limits, EAR)(answers.said, answers.ever, unsure, AS_OF)
    return Truth.TRUE if fired else Truth.UNKNOWN if open_ else Truth.FALSE


@settings(max_examples=600, deadline=None)
@given(CONDITIONS, ANSWERS, EVER)
def test_it_says_what_the_walker_says(condition: Condition, said: dict, ever: dict) -> None:
    answers = Answers.from_json({"answers": said, "ever": ever}, SMALL)
    assert emitted(condition, answers) is evaluate(condition, facts_of(answers))


@settings(max_examples=400, deadline=None)
@given(CONDITIONS, ANSWERS, EVER)
def test_it_can_explain_whatever_it_judged(condition: Condition, said: dict, ever: dict) -> None:
    facts = facts_of(Answers.from_json({"answers": said, "ever": ever}, SMALL))
    explainer = Explainer(facts, EAR)
    truth = evaluate(condition, facts)
    if truth is Truth.TRUE:
        told = sentence(explainer.evidence(condition))
        assert told == "" or told.endswith(".")
    if truth is Truth.UNKNOWN:
        asked = explainer.questions(condition)
        assert asked
        assert not any(BY_ID[link_id].enable_when and link_id in facts.known for link_id in asked)


@settings(max_examples=200, deadline=None)
@given(ANSWERS, EVER)
def test_it_branches_as_the_walker_does(said: dict, ever: dict) -> None:
    answers = Answers.from_json({"answers": said, "ever": ever}, SMALL)
    assert answers.known == walked(answers)


def walked(answers: Answers) -> dict[str, object]:
    """Branching, item by item, in the words of the contract. The small bank has its parents and children known by name."""
    known: dict[str, object] = {"gone": NOTHING}
    order = [*(link_id for link_id, item in BY_ID.items() if item.enable_when is None)]
    order += ["child", "grandchild", "number-child", "kept-child", "safe-child"]
    for link_id in order:
        item = BY_ID[link_id]
        shown = evaluate(item.enable_when or AllOf(), Facts(known, answers.ever, BY_ID))  # type: ignore[arg-type]
        given_value = answers.given.get(link_id)
        has_default = (item.entered_by is EnteredBy.STAFF or item.phase is Phase.SCHEDULING) and (
            answers.states.get(link_id) is None or answers.states[link_id].value not in ("declined", "unsure")
        )
        if given_value is not None and (item.is_kept or shown is Truth.TRUE):
            known[link_id] = given_value
        elif shown is Truth.FALSE or has_default:
            known[link_id] = nothing_for(item)
    return known


@settings(max_examples=300, deadline=None)
@given(SETTLING, ANSWERS, EVER)
def test_it_never_turns_a_verdict_round_when_an_answer_is_removed(condition: Condition, said: dict, ever: dict) -> None:
    answers = Answers.from_json({"answers": said, "ever": ever}, SMALL)
    before = evaluate(condition, facts_of(answers))
    for link_id in said:
        item = BY_ID[link_id]
        has_default = item.entered_by is EnteredBy.STAFF or item.phase is Phase.SCHEDULING
        if has_default or (item.is_kept and answers.shown(item) is Truth.FALSE):
            continue  # without an answer these are known: not measured, not asked yet, not applicable
        rest = {key: value for key, value in said.items() if key != link_id}
        after = evaluate(condition, facts_of(Answers.from_json({"answers": rest, "ever": ever}, SMALL)))
        assert after in (before, Truth.UNKNOWN)


def test_it_reads_a_limit_that_the_clinic_set() -> None:
    condition = AtLeast("number", Limit("number.max"))
    answers = Answers.from_json({"number": 5}, SMALL)
    assert emitted(condition, answers, {**LIMITS, "number.max": 5}) is Truth.TRUE
    assert emitted(condition, answers, {**LIMITS, "number.max": 6}) is Truth.FALSE


def test_it_counts_as_soon_as_the_open_ones_cannot_change_it() -> None:
    two_of_three = CountAtLeast(2, (Equals("yes", True), Equals("safe", True), Equals("word", "a")))
    told = [({"yes": True, "safe": True}, Truth.TRUE), ({"yes": True}, Truth.UNKNOWN), ({"yes": False, "safe": False}, Truth.FALSE)]
    for said, truth in told:
        assert emitted(two_of_three, Answers.from_json(said, SMALL)) is truth


@pytest.mark.parametrize(
    "condition",
    [
        Equals("nobody", True),
        Unsettled("nobody"),
        Equals("yes", 1),
        Equals("scale", 9),
        Equals("word", "z"),
        Includes("many", "z"),
        Includes("word", "a"),
        AtLeast("word", 1),
        AtLeast("number", Limit("nobody")),
        Not(Equals("nobody", True)),
    ],
)
def test_it_refuses_a_condition_that_could_never_be_meant(condition: Condition) -> None:
    with pytest.raises(InvalidQuestionnaire):
        emit_judge([condition], SMALL, LIMITS, EAR)
