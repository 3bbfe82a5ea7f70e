"""A wrong rule would be noticed: of every small mistake in the rule set and its numbers, the data of the suite finds nearly each.

Those that it cannot find are listed with the reason, and the list has to be exact. The mutants of the code are `make mutants`.
"""

from collections import Counter

import pytest

from screening.criteria import CRITERIA
from screening.evaluation import evaluate
from tests.mutation import criteria, numbers
from tests.mutation.code import BATCHES, ROOT
from tests.mutation.explained import EXPLAINED, explained
from tests.mutation.judges import every_facts

LEAST = 0.95


@pytest.fixture(scope="module")
def fates() -> dict[str, dict[str, bool]]:
    """Of each group its mutants, and whether each was killed."""
    found: dict[str, dict[str, bool]] = {}
    for mutant in criteria.mutants():
        found.setdefault(mutant.group, {})[mutant.name] = mutant.is_killed()
    for number in numbers.mutants():
        found.setdefault(number.group, {})[number.name] = number.is_killed()
    return found


GROUPS = ("rules", "weights", "clocks", "limits", "ranges", "medicines")


@pytest.mark.parametrize("group", GROUPS)
def test_it_notices_nearly_every_mistake(group: str, fates: dict[str, dict[str, bool]]) -> None:
    killed = sum(fates[group].values())
    assert killed / len(fates[group]) >= LEAST, f"{killed} of {len(fates[group])}"


@pytest.mark.parametrize("group", GROUPS)
def test_it_gives_a_reason_for_each_that_nobody_can_notice_and_for_no_other(group: str, fates: dict[str, dict[str, bool]]) -> None:
    survivors = {name for name, killed in fates[group].items() if not killed}
    unexplained, outdated = sorted(survivors - explained(group)), sorted(explained(group) - survivors)
    assert (unexplained, outdated) == ([], []), "write a case that notices it, or its reason into explained.toml"


def test_it_makes_mutants_of_every_criterion() -> None:
    made = Counter(mutant.criterion.id for mutant in criteria.mutants() if mutant.group == "rules")
    waits_for_a_clinic = {"answer-unscreened"}  # no shipped question is left for it to read
    assert {one.id for one in criteria.EVERY} - made.keys() == waits_for_a_clinic
    assert sum(made.values()) > len(CRITERIA) * 10


def test_it_names_each_mutant_once() -> None:
    names = [mutant.name for mutant in (*criteria.mutants(), *numbers.mutants())]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_it_says_the_same_of_everybody_where_the_reason_is_that_nothing_changes() -> None:
    """The explained ones, asked of every person of the case data, whichever rule she was written for."""
    judged = {criterion.id: criterion for criterion in criteria.EVERY}
    for mutant in criteria.mutants():
        if mutant.name in explained("rules"):
            rule = judged[mutant.criterion.id]
            for facts in every_facts(rule.id):
                assert evaluate(mutant.criterion.when, facts) is evaluate(rule.when, facts), mutant.name


def test_it_gives_reasons_only_for_what_is_mutated() -> None:
    modules = {module.removesuffix(".py").replace("/", ".") for batch in BATCHES.values() for module in batch["modules"]}
    assert EXPLAINED.keys() <= {*GROUPS, *modules}
    assert all((ROOT / "screening" / module).exists() for batch in BATCHES.values() for module in batch["modules"])
    assert all((ROOT / "tests/screening" / test).exists() for batch in BATCHES.values() for test in batch["tests"])
