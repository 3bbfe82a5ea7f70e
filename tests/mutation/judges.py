"""Who notices a mutant: the case data of the criteria and the twenty whole patients, asked again with one rule changed.

The facts of each case are gathered once. A mutant of one criterion is then a few evaluations away from its verdict.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from screening import Answers, Assessment
from screening.criterion import Criterion
from screening.evaluation import evaluate
from screening.facts import Facts
from screening.findings import OUTCOME_OF, Finding
from screening.tiers import hidden_by, highest_of_families
from screening.truth import Truth
from tests.screening.criteria import test_criteria, test_other_criteria
from tests.screening.patients import assessed
from tests.screening.test_weights import CLOCKS, WEIGHTS, clock_of, expected_clock, found, weight_of
from tests.screening.vignettes.test_vignettes import PATIENTS

SETS = ("intake", *test_other_criteria.SETS)


@dataclass(frozen=True, eq=False)
class Case:
    """One person, and what somebody wrote down of her: the verdict on one criterion, or everything that fires."""

    name: str
    about: str  # the criterion; empty of a whole patient
    expected: str  # fires, hidden, silent, unknown; the outcome of a whole patient
    fired: frozenset[str]  # of a whole patient
    answers: Answers
    facts: Facts
    criteria: Sequence[Criterion]
    truths: Mapping[str, Truth]

    def passes(self, mutant: Criterion) -> bool:
        """Whether all that was written down still holds with this criterion in the place of its namesake."""
        truths = {**self.truths, mutant.id: evaluate(mutant.when, self.facts)}
        if self.about == mutant.id and mutant.tier is None:
            return _plain(truths[mutant.id]) == self.expected
        criteria = [mutant if one.id == mutant.id else one for one in self.criteria]
        above = highest_of_families(one for one in criteria if truths[one.id] is Truth.TRUE)
        if self.about:
            about = next(one for one in criteria if one.id == self.about)
            return _verdict(about, truths[about.id], above) == self.expected
        shown = [one for one in criteria if truths[one.id] is Truth.TRUE and not hidden_by(one, above)]
        if {one.id for one in shown} != self.fired:
            return False
        if shown:
            return OUTCOME_OF[max(one.severity for one in shown)] == self.expected
        return (self.expected == "no concerns found") is (Truth.UNKNOWN not in truths.values())

    def passes_with(self, facts: Facts) -> bool:
        """Whether what was written down of one criterion still holds when the facts are these, a limit having moved."""
        about = next(one for one in self.criteria if one.id == self.about)
        family = [one for one in self.criteria if one is about or (one.tier and about.tier and one.tier.family == about.tier.family)]
        truths = {one.id: evaluate(one.when, facts) for one in family}
        above = highest_of_families(one for one in family if truths[one.id] is Truth.TRUE)
        return _verdict(about, truths[about.id], above) == self.expected


def cases_of(criterion: Criterion) -> tuple[Case, ...]:
    """Its own cases, those of its family of tiers, the whole patients, and the two who say nothing and nothing remarkable."""
    family = criterion.tier.family if criterion.tier else ""
    own, others, whole = [], [], []
    for case in _cases()[set_of(criterion.id)]:
        if case.about == criterion.id:
            own.append(case)
        elif not case.about:
            whole.append(case)
        elif family and any(one.id == case.about and one.tier and one.tier.family == family for one in case.criteria):
            others.append(case)
    return (*own, *whole, *others)


@cache
def set_of(criterion_id: str) -> str:
    """The rule set of a criterion."""
    return next((name for name, criteria in test_other_criteria.SETS.items() if any(one.id == criterion_id for one in criteria)), "intake")


@cache
def _cases() -> Mapping[str, tuple[Case, ...]]:
    return {name: tuple(_cases_in(name)) for name in SETS}


def _cases_in(name: str) -> Iterator[Case]:
    if name == "intake":
        for parameters in test_criteria.every_case():
            criterion_id, expected, changes = parameters.values
            options = {"limits": changes.get("_limits", {}), "ever": changes.get("_ever"), "cssrs": not changes.get("_own-words", False)}
            said = {key: value for key, value in changes.items() if not key.startswith("_")}
            yield _case(parameters.id, criterion_id, expected, assessed(said, **options))
        for vignette, patient in PATIENTS.items():
            yield _case(vignette, "", patient["outcome"], assessed(patient["changes"]), patient["fired"])
        yield _case("unremarkable", "", "no concerns found", assessed({}))
        blank, nothing = assessed({}, blank=True), test_criteria.NOTHING
        fires, silent = nothing["fires"], nothing["silent"]
    else:
        for set_name, criterion_id, expected, changes in (one.values for one in test_other_criteria.every_case()):
            if set_name == name:
                yield _case(criterion_id, criterion_id, expected, test_other_criteria.judged(name, changes))
        yield _case("unremarkable", "", "no concerns found", test_other_criteria.judged(name, {}))
        blank = test_other_criteria.judged(name, {}, blank=True)
        fires, silent = test_other_criteria.FIRES_WHEN_BLANK, test_other_criteria.SILENT_WHEN_BLANK
    for criterion in test_other_criteria.SETS.get(name, test_criteria.CRITERIA):
        expected = "fires" if criterion.id in fires else "silent" if criterion.id in silent else "unknown"
        yield _case("nothing answered", criterion.id, expected, blank)


def _case(name: str, about: str, expected: str, assessment: Assessment, fired: list[str] | None = None) -> Case:
    facts, criteria = assessment.explainer.facts, assessment.plan.criteria
    truths = {one.id: evaluate(one.when, facts) for one in criteria}
    return Case(name, about, expected, frozenset(fired or ()), assessment.answers, facts, criteria, truths)


def _verdict(criterion: Criterion, truth: Truth, above: dict[str, Criterion]) -> str:
    is_hidden = bool(hidden_by(criterion, above))
    match truth:
        case Truth.TRUE:
            return "hidden" if is_hidden else "fires"
        case Truth.UNKNOWN:
            return "silent" if is_hidden else "unknown"
        case _:
            return "silent"


def _plain(truth: Truth) -> str:
    return {Truth.TRUE: "fires", Truth.UNKNOWN: "unknown", Truth.FALSE: "silent"}[truth]


def weighs_as_written(mutant: Criterion) -> bool:
    """Whether it weighs what weights.toml says, in general and in each person of whom a clock or a page is written down."""
    if weight_of(mutant) != WEIGHTS[mutant.id]:
        return False
    for finding, expected in clocks(mutant.id):
        moved = Finding(mutant, finding.severity, finding.citations, finding.explainer)
        if clock_of(moved) != expected:
            return False
    return True


@cache
def clocks(criterion_id: str) -> tuple[tuple[Finding, dict[str, object]], ...]:
    """The findings of which weights.toml tells the clock and the page, with what it tells."""
    return tuple((found(criterion_id, case), expected_clock(case)) for case in CLOCKS.get(criterion_id, ()))


def every_facts(criterion_id: str) -> Iterator[Facts]:
    """Of everybody in the case data of its rule set."""
    yield from (case.facts for case in _cases()[set_of(criterion_id)])
