"""A condition as one plain sentence: out of its structure, and naming whatever it reads."""

import re

import pytest
from hypothesis import given, settings

from screening import Protocol, assess
from screening.answers import Answers
from screening.catalogue import all_criteria, rules
from screening.conditions import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    CountAtLeast,
    Equals,
    Includes,
    Limit,
    MoreThan,
    Not,
    Takes,
    Unsettled,
    leaves,
    reads,
)
from screening.criterion import Criterion, Severity
from screening.derived import QUANTITIES
from screening.medicines import FACT_CLASSES, MEDICINE_CLASSES
from screening.plan import conditions_of
from screening.rule_sets import bank
from screening.sentences import rule_sentence
from screening.wording import quoted
from tests.screening.small import ANSWERS, AS_OF, BY_ID, CONDITIONS, EVER, LIMITS, SMALL

BANK = bank()
CRITERIA = all_criteria(Protocol())
SHIPPED = Protocol().limits


def told(condition: Condition) -> str:
    return rule_sentence(condition, BANK, SHIPPED)


def assert_it_names_all(condition: Condition, sentence: str, items: dict, limits: dict) -> None:  # type: ignore[type-arg]
    plain = sentence.casefold()
    for leaf in leaves(condition):
        if isinstance(leaf, Takes):
            row = MEDICINE_CLASSES.get(leaf.medicine_class)
            name = row.title if row else FACT_CLASSES[leaf.medicine_class]
            assert name.removeprefix("Takes ").casefold() in plain
            continue
        for name in reads(leaf):
            title = QUANTITIES[name].title if name in QUANTITIES else items[name].staff_title if name in items else name
            assert quoted(title).strip("“”").casefold() in plain
        bound = getattr(leaf, "bound", None)
        if isinstance(bound, Limit):
            assert re.search(rf"(?<![\d.]){limits[bound.name]:g}(?![\d]|\.\d)", sentence)


@settings(max_examples=600, deadline=None)
@given(CONDITIONS)
def test_it_says_any_condition_and_names_every_item_and_limit_it_reads(condition: Condition) -> None:
    sentence = rule_sentence(condition, BY_ID, LIMITS)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert sentence.count("(") == sentence.count(")")
    assert_it_names_all(condition, sentence, BY_ID, LIMITS)
    assert rule_sentence(condition, BY_ID, LIMITS) == sentence


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_it_says_every_shipped_condition_with_all_that_it_reads(criterion: Criterion) -> None:
    for condition in conditions_of(criterion):
        assert_it_names_all(condition, told(condition), BANK, dict(SHIPPED))


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, ANSWERS, EVER)
def test_it_says_of_one_person_each_answer_and_limit_that_made_it_true(condition: Condition, said: dict, ever: dict) -> None:  # type: ignore[type-arg]
    protocol = Protocol(criteria=(Criterion("one", Severity.REVIEW, "One", without_limit(condition), "", ("POLICY",)),))
    for found in assess(Answers.from_json({"answers": said, "ever": ever}, SMALL), protocol, AS_OF).fired:
        for one in found.evidence:
            assert one.clause
            assert one.label.rstrip("?.").casefold() in one.clause.casefold() or one.link_id == "medicines"
        if 0 < len(found.evidence) <= 2:
            assert all(one.label.rstrip("?.").casefold() in found.why.casefold() or one.link_id == "medicines" for one in found.evidence)


def without_limit(condition: Condition) -> Condition:
    """The small bank's own limit is in no protocol: another number stands for it."""
    match condition:
        case Not(inner):
            return Not(without_limit(inner))
        case CountAtLeast(count, conditions):
            return CountAtLeast(count, tuple(map(without_limit, conditions)))
        case AnyOf(conditions):
            return AnyOf(*map(without_limit, conditions))
        case AllOf(conditions):
            return AllOf(*map(without_limit, conditions))
        case _ if isinstance(getattr(condition, "bound", None), Limit):
            return type(condition)(condition.of, Limit("trd.min_trials"))  # type: ignore[call-arg, union-attr]
        case _:
            return condition


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (
            AnyOf(AtLeast("bp-systolic", Limit("bp.uncontrolled_systolic")), AtLeast("bp-diastolic", Limit("bp.uncontrolled_diastolic"))),
            "Systolic at or above the clinic's limit of 160 mmHg, or diastolic at or above 100.",
        ),
        (MoreThan("bp-systolic", Limit("bp.most_systolic")), "Systolic above the fixed limit of 300 mmHg."),
        (
            AllOf(Equals("seizure", True), Takes("med-theophylline")),
            "“Seizures or epilepsy” is yes, and takes “theophylline or aminophylline”.",
        ),
        (AnyOf(Equals("pregnant", True), Equals("breastfeeding", True)), "“Pregnant” or “Breastfeeding” is yes."),
        (AllOf(Equals("pregnant", True), Equals("breastfeeding", True)), "Each of “Pregnant” and “Breastfeeding” is yes."),
        (AnyOf(Unsettled("height-cm"), Unsettled("weight-kg")), "“Height” or “Weight” has no answer."),
        (
            AllOf(Equals("pregnant", True), AnyOf(AtLeast("bmi", 30), Unsettled("bmi"))),
            "“Pregnant” is yes; and BMI at or above 30 kg/m², or “BMI” has no answer.",
        ),
        (Not(AllOf(Equals("pregnant", True), AtLeast("bmi", 30))), "“Pregnant” is not yes, or BMI below 30 kg/m²."),
        (
            AllOf(Not(Includes("breathing", "copd")), Not(Includes("breathing", "infection"))),
            "“Breathing and lungs” does not include “COPD or emphysema” or “A chest infection now”.",
        ),
        (
            CountAtLeast(2, (Takes("med-opioid"), Takes("med-z-drug"))),
            "At least 2 of these: takes “an opioid” / takes “a sleeping medicine (z-drug)”.",
        ),
        (Takes("medication-unrecognised"), "The medicine list shows “a medicine was not recognised”."),
        (ALWAYS, "Always."),
        (NEVER, "Never."),
        (Not(ALWAYS), "Never."),
    ],
)
def test_it_reads_as_a_sentence(condition: Condition, sentence: str) -> None:
    assert told(condition) == sentence


def test_it_says_another_limit_where_a_clinic_set_one() -> None:
    stricter = Protocol({"bp.uncontrolled_systolic": 155}).limits
    condition = next(one for one in CRITERIA if one.id == "bp-uncontrolled").reason
    assert rule_sentence(condition, BANK, stricter) == "Systolic at or above the clinic's limit of 155 mmHg, or diastolic at or above 100."


def test_it_never_says_two_different_conditions_of_the_rule_set_alike() -> None:
    sentences: dict[str, Condition] = {}
    for criterion in CRITERIA:
        sentence = told(criterion.when)
        assert sentences.setdefault(sentence, criterion.when) == criterion.when


def test_in_short_it_counts_many_questions_and_lists_them_beside_the_sentence() -> None:
    missing = next(one for one in CRITERIA if one.id == "missing-core-answers")
    short = rule_sentence(missing.reason, BANK, SHIPPED, short=True)
    assert len(short.split()) < 120
    assert re.search(r"“Indication”, (“[^”]+”, ){3}“[^”]+” or \d+ more questions has no answer", short)
    assert re.search(r"more questions is asked and has no answer", short)
    page = rules(Protocol()).split("### missing-core-answers")[1].split("###")[0]
    named = page.split("- Reads: ")[1].split("\n")[0]
    for name in reads(missing.reason):
        assert (QUANTITIES[name].title if name in QUANTITIES else BANK[name].staff_title) in named


@settings(max_examples=300, deadline=None)
@given(CONDITIONS)
def test_in_short_it_says_the_same_where_there_is_little_to_say(condition: Condition) -> None:
    sentence = rule_sentence(condition, BY_ID, LIMITS, short=True)
    assert sentence.endswith(".")
    assert sentence.count("(") == sentence.count(")")
    if "asked and has no answer" not in sentence and "more questions" not in sentence:
        assert sentence == rule_sentence(condition, BY_ID, LIMITS)


def test_it_calls_each_pressure_of_the_day_by_its_moment() -> None:
    titles = [item.staff_title for link_id, item in BANK.items() if link_id.startswith("day-") and item.unit == "mmHg"]
    assert len(titles) == len(set(titles)) == 8
    assert all("dose" in title for title in titles)
