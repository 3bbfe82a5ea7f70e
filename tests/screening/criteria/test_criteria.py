"""Every criterion: where it fires, where it is silent, where it is unknown, and what it is made of."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from screening import CITATIONS, LIMITS, Answers, EnteredBy, Item, ItemType, Questionnaire, Severity
from screening.conditions import (
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Ever,
    EverAtLeast,
    Includes,
    LessThan,
    Limit,
    MoreThan,
    leaves,
    reads,
)
from screening.criteria import CRITERIA, DAY_OF_TREATMENT, unscreened, unscreened_items
from screening.criterion import Criterion, RespondWithin
from screening.derived import QUANTITIES, gather
from screening.evaluation import evaluate
from screening.items import Page, PageKind, Section
from screening.medicines import FACT_CLASSES, MEDICINE_CLASSES
from screening.protocol import Protocol
from screening.questionnaires import intake
from screening.truth import Truth
from tests.screening.patients import AS_OF, HERE, assessed, read, verdict

BY_ID = {criterion.id: criterion for criterion in CRITERIA}
BANK = {item.link_id: item for drawing in (intake(True), intake(False)) for item in drawing}
FILES = {path.stem: read(path) for path in sorted((HERE / "criteria").glob("*.toml"))}
NOTHING = FILES.pop("nothing_answered")
CASES: dict[str, dict[str, list[dict[str, Any]]]] = {name: case for file in FILES.values() for name, case in file.items()}
# Read where quantities are worked out, or told to the patient.
READ_ELSEWHERE = {
    *("trd.min_weeks", "fasting.food_hours", "fasting.liquid_hours"),
    *("washout.days", "washout.maoi_days", "washout.inducer_days", "washout.long_acting_days"),
    *("pc_ptsd_5.positive", "pcl5.positive"),
}
# A yes that is good news: the no is what a criterion reads.
GOOD_NEWS = {"follows-information", "consent-screening", "thyroid-controlled", "sleep-apnea-treated", "mental-health-diagnosis"} | {
    "escort",
    "no-driving",
    "fasting",
    "womb-or-menopause",
}
# Read through the yes that leads to it.
DETAILS = {("eye-details", "controlled"), *(("drug-problem-kinds", kind) for kind in ("stimulants", "sedatives", "cannabis", "other"))}


def every_case() -> Iterator[Any]:
    for name, case in CASES.items():
        for expected, changes in case.items():
            for number, change in enumerate(changes):
                yield pytest.param(name, expected, change, id=f"{name}-{expected}-{number}")


@pytest.mark.parametrize(("criterion_id", "expected", "changes"), list(every_case()))
def test_it_judges_one_change_to_the_unremarkable_patient(criterion_id: str, expected: str, changes: dict[str, Any]) -> None:
    options = {"limits": changes.get("_limits", {}), "ever": changes.get("_ever"), "cssrs": not changes.get("_own-words", False)}
    said = {name: value for name, value in changes.items() if not name.startswith("_")}
    assert verdict(assessed(said, **options), criterion_id) == expected


def test_it_has_a_case_where_each_criterion_fires_and_one_where_it_does_not() -> None:
    assert CASES.keys() == BY_ID.keys()
    for name, case in CASES.items():
        assert set(case) <= {"fires", "silent", "hidden", "unknown"}, name
        assert case.get("fires") or name == "answer-unscreened", f"{name} never fires in a test"
        assert case.get("silent"), f"{name} is never silent in a test"


def test_it_has_a_case_for_both_sides_of_every_number() -> None:
    for name, case in CASES.items():
        numbers = [leaf for leaf in leaves(BY_ID[name].when) if isinstance(leaf, AtLeast | AtMost | MoreThan | LessThan)]
        if numbers:
            assert case.get("fires") and case.get("silent"), name  # noqa: PT018  # one thought


@pytest.mark.parametrize("criterion_id", BY_ID)
def test_it_never_reads_silence_as_no(criterion_id: str) -> None:
    expected = "fires" if criterion_id in NOTHING["fires"] else "silent" if criterion_id in NOTHING["silent"] else "unknown"
    assert verdict(assessed({}, blank=True), criterion_id) == expected


def test_it_finds_nothing_wrong_with_the_unremarkable_patient() -> None:
    assessment = assessed({})
    assert (assessment.outcome, assessment.fired, assessment.unknown, assessment.missing) == ("no concerns found", (), (), ())


def test_it_is_never_better_than_needs_review_without_the_cssrs() -> None:
    assessment = assessed({}, cssrs=False)
    assert assessment.outcome == "needs review"
    assert [finding.id for finding in assessment.fired] == ["cssrs-not-done"]


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_it_names_its_sources_and_reads_in_eight_words(criterion: Criterion) -> None:
    assert criterion.citations
    assert set(criterion.citations) <= CITATIONS.keys()
    assert 1 <= len(criterion.title.split()) <= 8
    assert criterion.rationale.endswith(".")
    assert criterion.family
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", criterion.id)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_it_reads_only_questions_quantities_limits_and_options_that_exist(criterion: Criterion) -> None:
    known = {spec.name for spec in LIMITS}
    conditions = [criterion.when, *(clock.when for clock in criterion.clocks), *(one.when for one in criterion.helps)]
    for condition in conditions:
        assert reads(condition) <= BANK.keys() | QUANTITIES.keys()
        assert {bound.name for bound in bounds(condition)} <= known
        for leaf in leaves(condition):
            match leaf:
                case Includes(of, option):
                    assert option in {one.value for one in BANK[of].options}
                case Equals(of, value) if BANK[of].type is ItemType.CHOICE:
                    assert value in {one.value for one in BANK[of].options}
                case Equals(of, value):
                    assert isinstance(value, bool)
                    assert BANK[of].type is ItemType.BOOLEAN


def test_it_uses_each_id_once() -> None:
    assert len(BY_ID) == len(CRITERIA)


def test_it_reads_every_limit() -> None:
    used = {
        bound.name
        for criterion in (*CRITERIA, *DAY_OF_TREATMENT)
        for clause in (criterion.when, *(c.when for c in criterion.clocks))
        for bound in bounds(clause)
    }
    assert used | READ_ELSEWHERE == {spec.name for spec in LIMITS}
    assert not used & READ_ELSEWHERE


def test_it_hears_every_yes() -> None:
    heard = {(leaf.of, value_of(leaf)) for criterion in CRITERIA if criterion.id != "answers-contradict" for leaf in leaves(criterion.when)
             if isinstance(leaf, Equals | Ever | Includes)}  # fmt: skip
    heard |= {(leaf.of, value_of(leaf)) for leaf in leaves(BY_ID["answers-contradict"].when) if isinstance(leaf, Includes)}
    silent = []
    for item in BANK.values():
        if item.context:
            continue
        if item.type is ItemType.BOOLEAN and item.link_id not in GOOD_NEWS and (item.link_id, True) not in heard:
            silent.append(item.link_id)
        if item.type is ItemType.CHOICES and item.link_id != "indication":
            silent.extend(f"{item.link_id}: {one.value}" for one in item.options if not {(item.link_id, one.value)} & (heard | DETAILS))
    assert silent == []
    assert unscreened_items(BANK.values(), CRITERIA) == ()


def test_it_reads_each_good_news_question_somewhere() -> None:
    read = {name for criterion in CRITERIA for name in reads(criterion.when)}
    assert read >= GOOD_NEWS


def test_it_lists_the_context_questions_that_no_criterion_judges() -> None:
    context = {item.link_id for item in BANK.values() if item.context}
    judged = {
        leaf.of
        for criterion in CRITERIA
        for leaf in leaves(criterion.when)
        if isinstance(leaf, Equals | Ever | EverAtLeast | Includes | AtLeast | MoreThan | AtMost | LessThan)
    }
    assert not context & judged
    assert context == {
        "indication-words", "phq9-10", "heart-attack-stroke-kinds", "allergies", "hospital-stay", "treatments-before", "treated-by",
        "may-contact", "support-at-home", "hopes", "trauma-told", *(f"gad7-{number}" for number in range(1, 8)),
        *(f"peg-{number}" for number in range(1, 4)), "pc-ptsd-5-event", *(f"pc-ptsd-5-{number}" for number in range(1, 6)),
    }  # fmt: skip


def test_it_hears_a_yes_on_a_question_that_a_clinic_added() -> None:
    own = Item("clinic-hepatic-shunt", "Do you have a shunt in your liver?", ItemType.BOOLEAN)
    aside = replace(own, link_id="clinic-pets", context=True)
    section = Section("clinic", "Clinic", "Your health", (Page(PageKind.CARDS, (own,)), Page(PageKind.CARDS, (aside,))))
    drawing = Questionnaire("clinic", "1", (section,))
    assert unscreened_items(drawing, CRITERIA) == (own,)
    criterion = unscreened(drawing, CRITERIA)
    for answer, expected in ((True, Truth.TRUE), (False, Truth.FALSE), (None, Truth.UNKNOWN)):
        told = Answers.from_json({"clinic-hepatic-shunt": answer, "clinic-pets": True}, drawing)
        facts = gather(told, Protocol().limits, AS_OF, mentioned=lambda _: frozenset()).facts
        assert evaluate(criterion.when, facts) is expected


def test_it_orders_every_tier_family() -> None:
    families: dict[str, set[int]] = {}
    for criterion in CRITERIA:
        if criterion.tier:
            families.setdefault(criterion.tier.family, set()).add(criterion.tier.rank)
    assert all(len(ranks) > 1 for ranks in families.values())
    for lower, upper in EXCLUSIVE:
        low, high = BY_ID[lower].tier, BY_ID[upper].tier
        assert low and high  # noqa: PT018  # one thought
        assert low.family == high.family
        assert low.rank < high.rank or {lower, upper} == {"mi-stroke-past", "mi-stroke-recent"}


EXCLUSIVE = (
    ("bp-review", "bp-uncontrolled"),
    ("bp-uncontrolled", "bp-crisis"),
    ("suicide-low", "suicide-moderate"),
    ("suicide-moderate", "suicide-high"),
    ("suicide-unassessed", "suicide-moderate"),
    ("alcohol-audit-c", "alcohol-high-risk"),
    ("med-benzodiazepine", "med-benzodiazepine-high"),
    ("coronary-stable", "unstable-angina"),
    ("coronary-stable", "mi-stroke-recent"),
    ("coronary-stable", "mi-stroke-past"),
    ("mi-stroke-past", "mi-stroke-recent"),
    ("heart-failure", "heart-failure-severe"),
    ("arrhythmia-history", "arrhythmia-unstable"),
    ("glaucoma-treated", "glaucoma-uncontrolled"),
    ("cognitive-impairment", "dementia"),
    ("hyperthyroid-treated", "hyperthyroid-uncontrolled"),
    ("liver-disease", "liver-severe"),
    ("respiratory-disease", "respiratory-severe"),
    ("pregnancy-possible", "pregnancy"),
    ("bipolar-i", "mania-current"),
    ("eating-disorder", "eating-disorder-unstable"),
    ("sud-remission", "sud-active"),
    ("ketamine-past-use", "ketamine-pcp-misuse"),
)
RESPONSE_TIMES = {
    RespondWithin.MINUTES_15: {"immediate-danger", "suicide-high", "suicide-unassessed", "command-hallucinations", "harm-to-others"},
    RespondWithin.MINUTES_60: {"urgent-medical-symptoms", "alcohol-withdrawal-now", "delirium-current", "bp-crisis"},
    RespondWithin.SAME_DAY: {"suicide-moderate", "free-text-crisis", "cssrs-incomplete"},
    RespondWithin.WORKING_DAYS_2: {"suicide-low", "phq9-item9"},
}


def test_it_has_the_response_time_of_the_safety_policy() -> None:
    for criterion in CRITERIA:
        expected = [time for time, ids in RESPONSE_TIMES.items() if criterion.id in ids] or [RespondWithin.NONE]
        assert [criterion.respond_within] == expected, criterion.id
        is_fast = criterion.respond_within in (RespondWithin.MINUTES_15, RespondWithin.MINUTES_60)
        assert is_fast == (criterion.severity is Severity.URGENT)
        if criterion.severity is Severity.URGENT:
            assert criterion.help_page, criterion.id


@pytest.mark.parametrize(
    ("changes", "criterion_id", "time", "priority"),
    [
        ({"bp-systolic": 185, "bp-taken-on": "2026-11-21"}, "bp-crisis", "60 minutes", None),
        ({"bp-systolic": 185, "bp-taken-on": "2026-11-20"}, "bp-crisis", "same day", None),
        ({"bp-systolic": 185, "bp-taken-on": {"state": "unsure"}}, "bp-crisis", "60 minutes", None),
        ({"phq9-9": 1, "cssrs-1": True}, "phq9-item9", "2 working days", "NORMAL"),
        ({"phq9-9": {"state": "declined"}}, "phq9-item9", "same day", "HIGH"),
        ({"phq9-9": {"state": "unanswered"}}, "phq9-item9", "same day", "HIGH"),
        ({"cssrs-6": {"state": "declined"}}, "cssrs-incomplete", "same day", "HIGH"),
    ],
)
def test_it_answers_in_the_time_that_the_answer_asks_for(
    changes: dict[str, Any], criterion_id: str, time: str, priority: str | None
) -> None:
    finding = next(one for one in assessed(changes).fired if one.id == criterion_id)
    assert finding.respond_within == time
    if priority:
        assert finding.priority.name == priority


def test_it_opens_the_help_page_of_what_was_said() -> None:
    pages = {
        "medical": {"confusion-recent": True},
        "injury": {"overdose-today": True},
        "suicide": {"immediate-danger": True},
        "others": {"harm-to-others": True},
    }
    for page, changes in pages.items():
        assert [finding.help_page for finding in assessed(changes).fired] == [page]


def test_it_names_what_a_clinic_may_make_stricter() -> None:
    assert {criterion.id for criterion in CRITERIA if criterion.configurable_to} == {
        "mi-stroke-past", "head-injury", "trying-to-conceive", "breastfeeding", "bipolar-i", "dissociative-disorder", "med-maoi",
        "med-opioid",
    }  # fmt: skip
    assert all(criterion.configurable_to in (None, Severity.CONTRAINDICATION) for criterion in CRITERIA)


def test_it_has_a_criterion_for_each_medicine_class() -> None:
    assert MEDICINE_CLASSES.keys() <= BY_ID.keys()
    assert not FACT_CLASSES.keys() & BY_ID.keys()


def test_it_says_on_every_staff_page_that_own_words_are_not_the_cssrs() -> None:
    finding = next(one for one in assessed({"own-1": True, "own-2": True}, cssrs=False).fired if one.id == "suicide-high")
    assert all("not C-SSRS" in evidence.label for evidence in finding.evidence)


def test_it_asks_core_questions_only_of_people_and_records() -> None:
    assert not [item.link_id for item in BANK.values() if item.core and item.entered_by is EnteredBy.STAFF]
    covers = {item.covered_by for item in BANK.values() if item.covered_by}
    assert covers <= BY_ID.keys()


def bounds(condition: Condition) -> Iterator[Limit]:
    """The named limits of a condition."""
    for leaf in leaves(condition):
        bound = getattr(leaf, "bound", None)
        if isinstance(bound, Limit):
            yield bound


def value_of(leaf: Condition) -> object:
    return leaf.option if isinstance(leaf, Includes) else getattr(leaf, "value", None)
