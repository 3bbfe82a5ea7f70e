"""The rules, compiled anew, and asked of every case that is written down, one after the other.

The other tests of the cases share what was compiled once in a process; this one cannot.
"""

from screening.plan import plan_for
from tests.screening.criteria import test_criteria, test_other_criteria
from tests.screening.patients import assessed, verdict
from tests.screening.vignettes.test_vignettes import PATIENTS


def test_it_compiles_to_what_every_case_says() -> None:
    plan_for.cache_clear()
    for case in test_criteria.every_case():
        criterion_id, expected, changes = case.values
        options = {"limits": changes.get("_limits", {}), "ever": changes.get("_ever"), "cssrs": not changes.get("_own-words", False)}
        said = {name: value for name, value in changes.items() if not name.startswith("_")}
        assert verdict(assessed(said, **options), criterion_id) == expected, case.id
    for name, patient in PATIENTS.items():
        assert {one.id for one in assessed(patient["changes"]).fired} == set(patient["fired"]), name


def test_it_compiles_to_what_every_case_says_of_the_added_scales_and_of_the_day() -> None:
    plan_for.cache_clear()
    for case in test_other_criteria.every_case():
        name, criterion_id, expected, changes = case.values
        assert verdict(test_other_criteria.judged(name, changes), criterion_id) == expected, case.id
