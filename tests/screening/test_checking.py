"""The rule set checks itself: each kind of fault is one line, and each criterion has a patient or a reason why not."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from screening import LIMITS, Answers, Protocol, Severity, assess
from screening.checking import READ_ELSEWHERE, Checked, check, limits_of
from screening.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    CountAtLeast,
    Equals,
    Ever,
    Includes,
    LessThan,
    Limit,
    Not,
    Takes,
    Unsettled,
    leaves,
)
from screening.criteria import CRITERIA
from screening.criterion import Clock, Criterion, RespondWithin, Tier
from screening.evaluation import evaluate
from screening.rule_sets import RuleSet, rule_sets, unremarkable
from screening.solving import Solver, ways
from screening.truth import Truth
from tests.screening.patients import AS_OF

SETS = rule_sets(Protocol())
BY_ID = {criterion.id: criterion for rules in SETS for criterion in rules.criteria}
# Beside these another always fires; `check` says of each why.
NEVER_ALONE = {
    "suicide-unassessed", "phq9-item9", "alcohol-withdrawal-risk", "med-dose-missing", "cns-depressant-stack", "theophylline-seizure",
    "maoi-stimulant", "dast10-moderate", "dast10-withdrawal", "day-bp-repeat-missing",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Checked:
    return check(Protocol(), AS_OF)


def faults(*changed: Criterion, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Of the shipped rule set with these criteria instead of, or after, its own."""
    instead = {criterion.id: criterion for criterion in changed}
    kept = [instead.pop(one.id, one) for one in CRITERIA if one.id not in without]
    return check(Protocol(criteria=(*kept, *instead.values())), AS_OF).faults


def criterion(when: Condition, **more: object) -> Criterion:
    made = Criterion("new-one", Severity.REVIEW, "New one", when, "Because.", ("POLICY",), family="Substances")
    return replace(made, **more)  # type: ignore[arg-type]


def test_it_finds_nothing_wrong_with_the_shipped_rules(shipped: Checked) -> None:
    assert shipped.faults == ()


def test_it_makes_a_patient_for_whom_each_criterion_alone_fires_or_says_why_not(shipped: Checked) -> None:
    noted = {note.split(":")[0] for note in shipped.notes if "only its first" not in note}
    assert noted == {*NEVER_ALONE, "answer-unscreened"}
    assert shipped.alone.keys() | noted == BY_ID.keys()
    assert not shipped.alone.keys() & noted
    for name, patient in shipped.alone.items():
        assert [one.id for one in patient.assessment.fired] == [name]


def test_it_proves_why_a_criterion_never_fires_alone(shipped: Checked) -> None:
    notes = dict(note.split(": ", 1) for note in shipped.notes)
    unproved = {"dast10-moderate", "dast10-withdrawal"}  # asked after a yes on drugs; that months always tell is not proved, only met
    assert all(notes[name].startswith("never fires alone") for name in NEVER_ALONE - unproved)
    assert all(notes[name].startswith("no patient was found for whom it fires alone") for name in unproved)
    assert (
        notes["theophylline-seizure"] == "never fires alone: what makes it fire makes seizure-disorder and med-theophylline fire as well."
    )
    assert notes["phq9-item9"].startswith("never fires alone: whatever is answered to cssrs-1 and cssrs-2, another fires")


@pytest.mark.parametrize(
    ("when", "line"),
    [
        (Equals("nobody", True), "new-one: reads nobody, which no questionnaire asks."),
        (AtLeast("bmi", Limit("bmi.nobody")), "new-one: reads the limit bmi.nobody, which no protocol has."),
        (Takes("med-nobody"), "new-one: reads the class med-nobody, which no medicine has."),
        (Includes("breathing", "nobody"), "new-one: breathing can never be 'nobody'."),
        (Equals("seizure", 1), "new-one: seizure can never be 1."),
        (Equals("bipolar-type", "bipolar-3"), "new-one: bipolar-type can never be 'bipolar-3'."),
        (Ever("phq9-9", 4), "new-one: phq9-9 can never be 4."),
        (AllOf(Equals("seizure", True), Equals("seizure", False)), "new-one: no patient can make it fire."),
        (AtLeast("bp-systolic", 401), "new-one: no patient can make it fire."),
        (AllOf(Equals("rhythm-problem", False), Includes("rhythm-signs", "fainted")), "new-one: no patient can make it fire."),
        (AnyOf(), "new-one: no patient can make it fire."),
        (
            AnyOf(Equals("seizure", True), LessThan("egfr", 0)),
            "new-one: can never fire by this: EGFR below 0 mL/min/1.73 m² (holds).",
        ),
    ],
)
def test_it_says_what_is_wrong_with_a_criterion(when: Condition, line: str) -> None:
    assert line.casefold() in [one.casefold() for one in faults(criterion(when))]


def test_it_says_that_a_source_is_missing() -> None:
    yes = Equals("seizure", True)
    assert faults(criterion(yes, citations=())) == ("new-one: names no source.",)
    assert faults(criterion(yes, citations=("NOBODY",))) == ("new-one: names the source NOBODY, which there is not.",)


def test_it_says_that_an_id_is_used_twice() -> None:
    twice = check(Protocol(criteria=(*CRITERIA, CRITERIA[0])), AS_OF)
    assert f"{CRITERIA[0].id}: two criteria have this id." in twice.faults


def test_it_says_that_a_limit_is_never_read() -> None:
    assert faults(without=("bmi-high",)) == ("bmi.high: no criterion reads this limit.",)
    assert READ_ELSEWHERE.keys() <= {spec.name for spec in LIMITS}
    read = {spec.name for spec in limits_of(one.when for one in BY_ID.values())}
    assert not READ_ELSEWHERE.keys() & read


def test_it_says_that_a_yes_is_heard_by_nobody() -> None:
    assert faults(without=("porphyria",)) == ("porphyria: a yes fires nothing, and no criterion reads it.",)
    lung = BY_ID["respiratory-disease"]
    assert isinstance(lung.when, AnyOf)
    deaf = replace(lung, when=AnyOf(*(one for one in lung.when.conditions if one != Includes("breathing", "copd"))))
    assert faults(deaf) == ("breathing: a yes on copd fires nothing, and no criterion reads it.",)


def test_it_says_that_tiers_are_out_of_order() -> None:
    alone = faults(criterion(Equals("seizure", True), tier=Tier("new", 1)))
    assert alone == ("new: a family of tiers with one rank hides nothing.",)
    graver = replace(BY_ID["bp-review"], severity=Severity.URGENT)
    assert "bp-review: hidden by bp-uncontrolled, which is less severe." in faults(graver)
    crossed = replace(BY_ID["bp-review"], when=AtLeast("bp-systolic", 185))
    assert any(one.startswith("bp-review: compares bp-systolic with 185, past the 180 of bp-crisis") for one in faults(crossed))


def test_it_says_that_no_patient_comes_to_another_response_time() -> None:
    impossible = Clock(Equals("seizure", False), RespondWithin.SAME_DAY)
    assert faults(criterion(Equals("seizure", True), clocks=(impossible,))) == ("new-one: no patient can come to its other response time.",)


def test_it_takes_a_condition_apart_into_every_way_in_which_it_holds() -> None:
    a, b, c = Equals("seizure", True), Equals("dementia", True), Unsettled("porphyria")
    told = {frozenset(way) for way in ways(CountAtLeast(2, (a, AnyOf(b, c), Not(a))))}
    assert told == {
        frozenset({(a, True), (b, True)}),
        frozenset({(a, True), (c, True)}),
        frozenset({(a, True), (a, False)}),
        frozenset({(b, True), (a, False)}),
        frozenset({(c, True), (a, False)}),
    }
    assert list(ways(Not(AllOf(a, b)))) == [((a, False),), ((b, False),)]
    assert list(ways(AllOf())) == [()]
    assert list(ways(AnyOf())) == []


@pytest.mark.parametrize(("rules", "criterion"), [pytest.param(one, rule, id=rule.id) for one in SETS for rule in one.criteria])
def test_it_reaches_each_comparison_of_each_criterion(rules: RuleSet, criterion: Criterion) -> None:
    """Every comparison is decisive for somebody, as the walker sees it: the solver's word is not taken for it."""
    solver = Solver(Protocol(), AS_OF, rules.drawings)
    met = set()
    for way, patient in solver.patients(criterion.when):
        if patient is not None:
            assert evaluate(criterion.when, patient.assessment.explainer.facts) is Truth.TRUE
            met.update(leaf for leaf, _ in way)
    assert met == set(leaves(criterion.when))


def test_it_makes_the_same_patients_again() -> None:
    first, second = (check(Protocol(), AS_OF) for _ in range(2))
    assert first.notes == second.notes
    assert {name: dict(one.changes) for name, one in first.alone.items()} == {name: dict(one.changes) for name, one in second.alone.items()}


@pytest.mark.parametrize("rules", SETS, ids=lambda rules: rules.title)
def test_it_starts_from_somebody_in_whom_nothing_fires_and_nothing_is_open(rules: RuleSet) -> None:
    for drawing in rules.drawings:
        done = assess(Answers.from_json(unremarkable(drawing, AS_OF), drawing), Protocol(), AS_OF)
        assert {one.id for one in done.fired} <= {"cssrs-not-done"}
        assert (done.unknown, done.missing) == ((), ())
