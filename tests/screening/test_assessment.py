"""One assessment: its outcome, its reasons, what it leaves open, and that it never says two things of one input."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import Answers, EvaluationFailed, Finding, Outcome, Protocol, Severity, assess, intake
from screening.conditions import AllOf, AtLeast, Condition, Equals, Limit, SaidUnsure, Unsettled, leaves
from screening.criteria import CRITERIA
from screening.criterion import Criterion, Tier
from screening.evaluation import evaluate
from screening.items import EnteredBy, Phase
from screening.truth import Truth
from tests.screening.patients import AS_OF, answers, assessed, example
from tests.screening.small import SMALL


def finding(criterion_id: str, changes: dict[str, object], **options: object) -> Finding:
    return next(one for one in assessed(changes, **options).fired if one.id == criterion_id)


def fired(changes: dict[str, object], **options: object) -> set[str]:
    return {one.id for one in assessed(changes, **options).fired}


def test_it_orders_the_outcomes() -> None:
    assert [outcome.severity for outcome in Outcome] == [4, 3, 2, 1, 0]


def test_it_finds_nothing_in_the_unremarkable_patient_and_leaves_nothing_open() -> None:
    done = assessed({})
    assert (done.outcome, done.fired, done.unknown, done.missing) == (Outcome.NO_CONCERNS, (), (), ())


def test_it_is_never_free_of_concern_while_something_is_open() -> None:
    alone = (Criterion("one", Severity.REVIEW, "One", AllOf(Equals("yes", True), Equals("word", "a")), "", ()),)
    done = assess(Answers.from_json({}, SMALL), Protocol(criteria=alone), AS_OF)
    assert done.outcome is Outcome.NEEDS_INFORMATION
    assert done.fired == ()
    assert [one.questions for one in done.unknown] == [("yes", "word")]


def test_it_explains_a_number_by_the_limit_of_the_clinic() -> None:
    found = finding("bp-uncontrolled", {"bp-systolic": 162, "bp-diastolic": 96})
    assert found.why == "Systolic 162 is at or above the clinic's limit of 160 mmHg."
    assert [(one.link_id, one.value, one.limit, one.limit_value) for one in found.evidence] == [
        ("bp-systolic", 162, "bp.uncontrolled_systolic", 160)
    ]
    assert found.citations
    assert all(citation.status for citation in found.citations)


def test_it_explains_by_the_limit_that_was_set_not_the_shipped_one() -> None:
    found = finding("bp-review", {"bp-systolic": 138}, limits={"bp.review_systolic": 135, "bp.review_systolic_from_65": 135})
    assert "limit of 135" in found.why


def test_it_names_the_medicine_that_was_typed() -> None:
    assert finding("med-maoi", {"medicines": [{"name": "Nardil 15 mg"}]}).why == "Nardil 15 mg is on the medicine list."


def test_it_shows_how_the_diazepam_equivalent_was_worked_out() -> None:
    found = finding("med-benzodiazepine-high", {"medicines": [{"name": "Klonopin", "daily_mg": 1}]})
    total = next(one for one in found.evidence if one.link_id == "diazepam-equivalent")
    assert (total.value, total.limit, total.limit_value) == (20, "benzodiazepine.max_diazepam_mg", 8)
    assert total.note.startswith("clonazepam 1 mg a day × 10 ÷ 0.5 = 20 mg diazepam")


def test_it_counts_the_questions_without_an_answer_instead_of_listing_all() -> None:
    found = finding("cssrs-incomplete", {"cssrs-1": None, "cssrs-2": None, "cssrs-6": None})
    assert found.why.endswith("and 1 other question were not answered; 4 questions that would have followed were not asked.")
    assert len(found.evidence) == 7


def test_it_keeps_a_taken_back_safety_answer_and_says_so() -> None:
    found = finding("suicide-low", {"cssrs-1": False}, ever={"cssrs-1": [True]})
    assert found.evidence[0].note == "later changed to no"
    assert "later changed to no" in found.why


def test_it_says_that_the_question_before_was_changed() -> None:
    found = finding("suicide-high", {"cssrs-2": False, "cssrs-4": True}, ever={"cssrs-2": [True]})
    assert found.evidence[0].note.endswith("was later changed to no")


def test_it_hears_a_crisis_phrase_as_whole_words_only() -> None:
    assert "free-text-crisis" in fired({"hopes": "Sometimes I want to\n  KILL  MYSELF."})
    assert "free-text-crisis" in fired({"hopes": "I don\u2019t want to live"})
    assert "free-text-crisis" not in fired({"hopes": "I like overdosedly odd killing myselfies"})
    assert "“kill myself”" in finding("free-text-crisis", {"hopes": "kill myself"}).why


def test_it_hides_a_lower_tier_only_by_a_higher_one_that_is_true() -> None:
    done = assessed({"bp-systolic": 165, "bp-diastolic": {"state": "unsure"}})
    assert "bp-uncontrolled" in {one.id for one in done.fired}
    assert ("bp-review", "bp-uncontrolled") in done.hidden
    assert "bp-review" not in {one.id for one in done.fired}


def test_it_lets_an_unknown_higher_tier_hide_nothing() -> None:
    criteria = tuple(
        Criterion(name, Severity.REVIEW, name, Equals(of, True), "", (), tier=Tier("t", rank))
        for name, of, rank in (("high", "safe", 2), ("low", "yes", 1))
    )
    done = assess(Answers.from_json({"yes": True}, SMALL), Protocol(criteria=criteria), AS_OF)
    assert [one.id for one in done.fired] == ["low"]
    assert [one.id for one in done.unknown] == ["high"]


def test_it_uses_the_severity_that_the_clinic_chose() -> None:
    said = answers({"medicines": [{"name": "Nardil"}]})
    strict = Protocol(severities={"med-maoi": Severity.CONTRAINDICATION})
    assert assess(said, Protocol(), AS_OF).outcome is Outcome.NEEDS_REVIEW
    assert assess(said, strict, AS_OF).outcome is Outcome.CONTRAINDICATED


def sound_and(broken: Condition) -> Protocol:
    return Protocol(
        criteria=(
            Criterion("sound", Severity.REVIEW, "", Equals("yes", True), "", ()),
            Criterion("broken", Severity.REVIEW, "", broken, "", ()),
        )
    )


@pytest.mark.parametrize("broken", [AtLeast("number", Limit("nobody")), Equals("nobody", True)])
def test_it_names_the_criterion_that_could_not_be_evaluated(broken: Condition) -> None:
    with pytest.raises(EvaluationFailed, match="broken"):
        assess(Answers.from_json({"yes": True}, SMALL), sound_and(broken), AS_OF)


def test_it_names_the_criterion_that_fails_and_the_answers_it_fails_on_but_no_value() -> None:
    said = Answers.from_json({"yes": True}, SMALL)
    said = said._replace(said={**said.said, "decimal": "a secret"})
    with pytest.raises(EvaluationFailed) as failed:
        assess(said, sound_and(AllOf(Equals("number", 3), AtLeast("decimal", 1))), AS_OF)
    assert (failed.value.criterion, failed.value.answers) == ("broken", ("decimal",))
    assert str(failed.value) == "The criterion broken could not be evaluated. Answers read: decimal."


def test_it_names_who_reads_a_quantity_that_cannot_be_worked_out() -> None:
    said = Answers.from_json({"yes": True}, SMALL)
    said = said._replace(said={**said.said, "antidepressant-trials": ("a secret",)})
    with pytest.raises(EvaluationFailed, match="could not be worked out") as failed:
        assess(said, sound_and(AtLeast("adequate-trials", 2)), AS_OF)
    assert (failed.value.criterion, failed.value.answers) == ("broken", ("antidepressant-trials",))
    assert "secret" not in str(failed.value)


def test_it_says_the_same_bytes_of_the_same_input() -> None:
    changes: dict[str, object] = {"bp-systolic": 165, "phq9-9": 2, "medicines": [{"name": "Klonopin"}, {"name": "gabapentin"}]}
    base = example(AS_OF)["answers"]
    assert isinstance(base, dict)
    forwards = {**base, **changes}
    backwards = dict(reversed(forwards.items()))
    told = [
        json.dumps(assess(Answers.from_json({"answers": said}, intake()), Protocol(), AS_OF).to_json(), sort_keys=True)
        for said in (forwards, forwards, backwards)
    ]
    assert told[0] == told[1] == told[2]


def test_it_pins_what_it_was_made_with() -> None:
    told = assessed({}).to_json()
    assert told["questionnaire"] == "intake-2026.1"
    assert told["as_of"] == "2026-11-24"
    assert told["protocol_digest"] == Protocol().digest
    assert len(str(told["input_hash"])) == 64
    assert told["screening_version"]


def test_it_hashes_earlier_values_with_the_rest() -> None:
    assert assessed({}).input_hash != assessed({}, ever={"cssrs-1": [True]}).input_hash


def test_it_looks_at_the_day_of_the_assessment() -> None:
    said = Answers.from_json(example(date(2026, 3, 1)), intake())
    assert {one.id for one in assess(said, Protocol(), date(2026, 3, 1)).fired} == set()
    assert "bp-missing" in {one.id for one in assess(said, Protocol(), date(2026, 11, 24)).fired}


def test_it_asks_the_parent_first_when_a_hidden_question_would_settle() -> None:
    done = assessed({"heart-attack-stroke": None})
    questions = next(one.questions for one in done.unknown if one.id == "mi-stroke-recent")
    assert questions == ("heart-attack-stroke",)
    assert done.missing == ("heart-attack-stroke",)


BASE = example(AS_OF)["answers"]
assert isinstance(BASE, dict)
REMOVABLE = [
    link_id
    for link_id in BASE
    if intake().item(link_id).entered_by is not EnteredBy.STAFF and intake().item(link_id).phase is not Phase.SCHEDULING
]
SILENCE = (Unsettled, SaidUnsure)
SETTLING = [one for one in CRITERIA if not any(isinstance(leaf, SILENCE) for leaf in leaves(one.when)) and "trials" not in str(one.when)]
SICK: dict[str, object] = {
    "bp-systolic": 165,
    "heart-attack-stroke": True,
    "heart-attack-stroke-months": 3,
    "phq9-9": 2,
    "cssrs-1": True,
    "cssrs-2": True,
    "cssrs-3": True,
    "seizure": True,
    "medicines": [{"name": "Klonopin", "daily_mg": 2}, {"name": "theophylline"}, {"name": "nobody knows"}],
    "audit-c-1": 4,
    "audit-c-2": 2,
    "audit-c-3": 3,
}


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(REMOVABLE), max_size=30), st.booleans())
def test_it_never_turns_a_criterion_round_when_answers_are_removed(removed: set[str], is_sick: bool) -> None:
    full = answers(SICK if is_sick else {})
    less = Answers.from_json({link_id: raw for link_id, raw in full.to_json()["answers"].items() if link_id not in removed}, intake())  # type: ignore[attr-defined]
    before, after = ({one.id for one in assess(said, Protocol(), AS_OF).fired} for said in (full, less))
    for criterion in SETTLING:
        if criterion.id in after and criterion.tier is None:
            assert criterion.id in before


def test_it_agrees_with_the_walker_on_every_shipped_criterion() -> None:
    from screening.derived import gather
    from screening.plan import plan_for

    for cssrs in (True, False):
        for changes in ({}, SICK if cssrs else {"own-1": True}):
            said = answers(changes, cssrs=cssrs)
            plan = plan_for(Protocol(), said.questionnaire)
            facts = gather(said, Protocol().limits, AS_OF, mentioned=plan.mentioned).facts
            true, open_, _ = plan.judge(said.said, said.ever, frozenset(), AS_OF)
            assert true == [place for place, one in enumerate(CRITERIA) if evaluate(one.when, facts) is Truth.TRUE]
            assert open_ == [place for place, one in enumerate(CRITERIA) if evaluate(one.when, facts) is Truth.UNKNOWN]
