"""What each criterion weighs, written down twice: how grave it is, who has to look how soon, and what hides what.

The rule set says it beside each rule; `weights.toml` says it after the clinical reference. Both have to agree.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from screening.criteria import CRITERIA, DAY_OF_TREATMENT, SCALE_CRITERIA
from screening.criterion import Criterion
from screening.findings import Finding
from tests.screening.patients import HERE, assessed, read

_FILE = read(HERE / "weights.toml")
_USUAL = {"temporary": False, "priority": "normal", "within": "none", "tier": None, "may_be": None, "help": None, "phase": "intake"}
SETS = {"intake": CRITERIA, "scales": SCALE_CRITERIA, "day_of_treatment": DAY_OF_TREATMENT}
WEIGHTS: Mapping[str, Mapping[str, Any]] = {name: {**_USUAL, **weight} for rules in SETS for name, weight in _FILE[rules].items()}
CLOCKS: Mapping[str, list[dict[str, Any]]] = {one["criterion"]: one["cases"] for one in _FILE["clocks"]}


def weight_of(criterion: Criterion) -> dict[str, Any]:
    """In the words of the file."""
    return {
        "severity": criterion.severity.name.lower().replace("_", " "),
        "temporary": criterion.temporary,
        "priority": criterion.priority.name.lower(),
        "within": criterion.respond_within.value,
        "tier": f"{criterion.tier.family} {criterion.tier.rank}" if criterion.tier else None,
        "may_be": criterion.configurable_to.name.lower() if criterion.configurable_to else None,
        "help": criterion.help_page.value if criterion.help_page else None,
        "phase": criterion.phase.value,
    }


def clock_of(finding: Finding) -> dict[str, Any]:
    """How soon, how urgent, and with which help page, for this person."""
    return {
        "within": finding.respond_within.value,
        "priority": finding.priority.name.lower(),
        "help": finding.help_page.value if finding.help_page else None,
    }


def expected_clock(case: Mapping[str, Any]) -> dict[str, Any]:
    return {"within": case["within"], "priority": case.get("priority", "normal"), "help": case["help"]}


def found(criterion_id: str, case: Mapping[str, Any]) -> Finding:
    """The finding in somebody who said this."""
    return next(one for one in assessed(case["said"], ever=case.get("ever")).fired if one.id == criterion_id)


@pytest.mark.parametrize("rules", SETS)
def test_it_weighs_each_criterion_as_the_reference_does(rules: str) -> None:
    assert {one.id: weight_of(one) for one in SETS[rules]} == {name: WEIGHTS[name] for name in _FILE[rules]}


def every_clock() -> Iterator[Any]:
    for criterion_id, cases in CLOCKS.items():
        for number, case in enumerate(cases):
            yield pytest.param(criterion_id, case, id=f"{criterion_id}-{number}")


@pytest.mark.parametrize(("criterion_id", "case"), list(every_clock()))
def test_it_is_answered_in_the_time_and_with_the_page_that_the_answer_asks_for(criterion_id: str, case: Mapping[str, Any]) -> None:
    assert clock_of(found(criterion_id, case)) == expected_clock(case)


def test_it_has_such_cases_of_each_criterion_whose_clock_or_page_moves() -> None:
    moving = {one.id for rules in SETS.values() for one in rules if one.clocks or one.helps}
    assert moving == CLOCKS.keys()


def test_it_ranks_only_what_a_clinician_looks_at() -> None:
    ranked = {name for name, weight in WEIGHTS.items() if weight["priority"] != "normal"}
    assert {WEIGHTS[name]["severity"] for name in ranked} == {"review"}
