"""Why a criterion fired, in one sentence: the answer, the limit, and which of the ways not to answer it was."""

from typing import Any

import pytest

from screening import Finding, Severity
from screening.conditions import AllOf, AtLeast, Includes, Limit
from screening.criterion import Criterion
from screening.instruments import INSTRUMENTS
from tests.screening.patients import assessed


def finding(criterion_id: str, changes: dict[str, Any], **options: Any) -> Finding:
    return next(one for one in assessed(changes, **options).fired if one.id == criterion_id)


def answer(criterion_id: str, link_id: str, changes: dict[str, Any]) -> str:
    return next(one.answer for one in finding(criterion_id, changes).evidence if one.link_id == link_id)


@pytest.mark.parametrize("diastolic", [76, {"state": "declined"}, {"state": "unsure"}, None])
def test_it_gives_no_guard_as_a_reason(diastolic: object) -> None:
    found = finding("bp-uncontrolled", {"bp-systolic": 162, "bp-diastolic": diastolic})
    assert found.why == "Systolic 162 is at or above the clinic's limit of 160 mmHg."
    assert [one.link_id for one in found.evidence] == ["bp-systolic"]


def test_it_asks_for_the_pregnancy_test_and_not_for_the_age() -> None:
    assert finding("pregnancy-possible", {"pregnant": {"state": "unsure"}}).why == "“Pregnant” was answered “not sure”."


def test_it_tells_a_guard_from_the_rest_of_a_condition() -> None:
    guard, rest = AtLeast("bp-systolic", 1), Includes("breathing", "copd")
    guarded = Criterion("one", Severity.REVIEW, "One", AllOf(guard, rest), "", (), guards=(guard,))
    assert guarded.reason == rest


@pytest.mark.parametrize(
    ("said", "words"), [({"state": "declined"}, "rather not say"), ({"state": "unsure"}, "not sure"), (None, "not answered")]
)
def test_it_keeps_apart_the_ways_not_to_answer(said: object, words: str) -> None:
    assert answer("bp-missing", "bp-diastolic", {"bp-diastolic": said}) == words


def test_it_says_why_a_question_was_not_asked() -> None:
    told = answer("cssrs-incomplete", "cssrs-3", {"cssrs-2": {"state": "declined"}})
    assert told == "not asked, because “C-SSRS 2 (thoughts of suicide)” was answered “rather not say”"


def test_it_says_that_a_question_was_not_asked_because_another_answer_ruled_it_out() -> None:
    found = finding("head-injury", {"head-injury": True, "head-injury-months": 0})
    assert (
        found.explainer.words("head-injury-lasting") == "not asked, because “Time since the head injury” was answered “In the last month”"
    )
    assert found.explainer.words("lvef") == "not measured"


def test_it_counts_the_questions_that_would_have_followed() -> None:
    why = finding("cssrs-incomplete", {"cssrs-2": {"state": "declined"}}).why
    assert why == "“C-SSRS 2 (thoughts of suicide)” was answered “rather not say”; 3 questions that would have followed were not asked."


def test_it_tells_each_kind_of_silence_in_one_sentence() -> None:
    why = finding("missing-core-answers", {"aneurysm": None, "brain-bleed": None, "seizure": {"state": "unsure"}}).why
    assert (
        why == "“Aneurysm or AVM” and “Bleeding in or around the brain” were not answered; “Seizures or epilepsy” was answered “not sure”."
    )


def test_it_says_when_a_medicine_was_stopped_within_the_wash_out() -> None:
    found = finding("med-maoi", {"medicines": [{"name": "Nardil", "stopped_on": "2026-11-20"}]})
    assert found.why == "Nardil was stopped on 2026-11-20, within the clinic's 14 days."
    (evidence,) = found.evidence
    assert (evidence.answer, evidence.limit, evidence.limit_value) == ("Nardil (stopped on 2026-11-20)", "washout.maoi_days", 14)


def test_it_counts_a_long_acting_form_by_its_own_wash_out() -> None:
    found = finding(
        "med-naltrexone", {"medicines": [{"name": "Vivitrol", "stopped_on": "2026-09-20"}]}, limits={"washout.long_acting_days": 100}
    )
    assert found.why == "Vivitrol was stopped on 2026-09-20, within the clinic's 100 days."


def test_it_says_that_a_medicine_is_taken_where_only_an_earlier_entry_of_it_was_stopped() -> None:
    twice = [{"name": "Nardil", "stopped_on": "2026-11-01"}, {"name": "Nardil"}]
    assert finding("med-maoi", {"medicines": twice}).why == "Nardil is on the medicine list."


def test_it_names_the_limit_beside_the_words_of_a_card() -> None:
    why = finding("unstable-angina", {"chest-pain": True, "chest-pain-months": 1}).why
    assert why.endswith("“Time since the chest pain” was answered “1 to 2 months ago”, below the clinic's limit of 2 months.")


def test_it_does_not_call_a_limit_the_clinics_that_no_clinic_can_change() -> None:
    assert "the fixed limit of 40 %" in finding("heart-failure-severe", {"lvef": 35}).why


def test_it_names_scale_items_shortly_and_keeps_their_published_words() -> None:
    found = finding("phq9-item9", {"phq9-9": 1})
    assert found.evidence[0].label == "PHQ-9 item 9 (thoughts of death or self-harm)"
    for scale in INSTRUMENTS.values():
        for item in scale.items:
            assert item.staff_label, item.link_id
            assert len(item.staff_label) <= 50
            assert item.staff_label not in (item.title, item.text)
    assert found.explainer.facts.asked["phq9-9"].title == "Thoughts that you would be better off dead, or of hurting yourself in some way"


def test_it_knows_a_limit_that_is_named() -> None:
    evidence = finding("bmi-high", {"weight-kg": 110}).evidence[0]
    assert evidence.limit == Limit("bmi.high").name
