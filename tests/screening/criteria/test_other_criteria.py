"""The criteria beside those of the shipped intake: scales that a clinic adds, and the day of treatment."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from screening import CITATIONS, LIMITS, Answers, Assessment, Protocol, Questionnaire, Severity, assess, intake
from screening.conditions import AtLeast, AtMost, LessThan, Limit, MoreThan, leaves
from screening.criteria import CRITERIA, DAY_OF_TREATMENT, SCALE_CRITERIA, criteria_of
from screening.criterion import Criterion, RespondWithin
from screening.instruments import PCL5, STRUCTURES, with_words_of
from screening.patient_texts import patient_text
from screening.questionnaires import day_of_treatment, questionnaire
from screening.questionnaires.day_of_treatment_2026_1.example import EXAMPLE
from screening.questionnaires.example import example
from tests.screening.instruments.words import file_of
from tests.screening.patients import AS_OF, HERE, read, verdict

FOLDER = HERE / "criteria" / "other"
SCALES = tuple(with_words_of(json.dumps(file_of(scale))) for scale in STRUCTURES.values())
WITH_SCALES = intake(True, (*SCALES, PCL5))
SETS = {"scales": SCALE_CRITERIA, "day_of_treatment": DAY_OF_TREATMENT}
CASES = {name: read(FOLDER / f"{name}.toml") for name in SETS}
EVERY = [criterion for criteria in SETS.values() for criterion in criteria]
SILENT_WHEN_BLANK = {"pcl5-item16"}  # entered by staff after sending: not measured
FIRES_WHEN_BLANK = {"day-suicide-unasked", "day-bp-missing", "day-checks-missing"}


def counted(changes: Mapping[str, Any]) -> dict[str, Any]:
    """`mdq = 7` is yes to the first seven items, `mdq-open = 2` leaves the last two open; DAST-10 as well, item 3 apart."""
    said = {name: value for name, value in changes.items() if name not in ("mdq", "mdq-open", "dast10", "dast10-open")}
    for scale, count in (("mdq", 13), ("dast10", 10)):
        places = [number for number in range(1, count + 1) if (scale, number) != ("dast10", 3)]
        yes, open_ = changes.get(scale, 0), changes.get(f"{scale}-open", 0)
        # Withdrawal (item 9) last, so that it is a case of its own.
        places.sort(key=lambda number, scale=scale: (scale, number) == ("dast10", 9))
        answers = {f"{scale}-{number}": place < yes for place, number in enumerate(places)}
        if scale == "dast10":
            answers["dast10-3"] = True
        for number in ([*places, 3] if scale == "dast10" and open_ == count else places)[::-1][:open_]:
            answers[f"{scale}-{number}"] = None
        said = {**answers, **said}
    return said


def judged(name: str, changes: Mapping[str, Any], *, blank: bool = False) -> Assessment:
    limits, ever = changes.get("_limits", {}), changes.get("_ever", {})
    own = {link_id: value for link_id, value in changes.items() if not link_id.startswith("_")}
    if name == "scales":
        drawing: Questionnaire = WITH_SCALES
        base = {} if blank else example(AS_OF)["answers"]
        own = own if blank else counted(own)
    else:
        drawing, base = day_of_treatment(), {} if blank else EXAMPLE
    assert isinstance(base, dict)
    return assess(Answers.from_json({"answers": {**base, **own}, "ever": ever}, drawing), Protocol(limits), AS_OF)


def every_case() -> Iterator[Any]:
    for name, cases in CASES.items():
        for criterion, case in cases.items():
            for expected, changes in case.items():
                for number, change in enumerate(changes):
                    yield pytest.param(name, criterion, expected, change, id=f"{criterion}-{expected}-{number}")


@pytest.mark.parametrize(("name", "criterion", "expected", "changes"), list(every_case()))
def test_it_judges_one_change_to_the_unremarkable(name: str, criterion: str, expected: str, changes: dict[str, Any]) -> None:
    assert verdict(judged(name, changes), criterion) == expected


@pytest.mark.parametrize("name", SETS)
def test_it_has_cases_for_each_criterion(name: str) -> None:
    assert CASES[name].keys() == {criterion.id for criterion in SETS[name]}
    for criterion in SETS[name]:
        case = CASES[name][criterion.id]
        assert set(case) <= {"fires", "silent", "hidden", "unknown"}
        assert case.get("fires"), criterion.id
        assert case.get("silent"), criterion.id
        assert case.get("unknown") or criterion.id in FIRES_WHEN_BLANK, criterion.id
        numbers = [leaf for leaf in leaves(criterion.when) if isinstance(leaf, AtLeast | AtMost | MoreThan | LessThan)]
        if numbers:
            assert len(case["fires"]) >= 2, criterion.id
            assert len(case["silent"]) + len(case.get("hidden", [])) >= 2, criterion.id


@pytest.mark.parametrize("criterion", EVERY, ids=lambda criterion: criterion.id)
def test_it_never_reads_silence_as_no(criterion: Criterion) -> None:
    name = "scales" if criterion in SCALE_CRITERIA else "day_of_treatment"
    blank = judged(name, {}, blank=True)
    expected = "fires" if criterion.id in FIRES_WHEN_BLANK else "silent" if criterion.id in SILENT_WHEN_BLANK else "unknown"
    assert verdict(blank, criterion.id) == expected
    assert blank.outcome != "no concerns found"


@pytest.mark.parametrize("name", SETS)
def test_it_finds_nothing_wrong_with_the_unremarkable(name: str) -> None:
    found = judged(name, {})
    assert (found.outcome, found.fired, found.unknown) == ("no concerns found", (), ())


@pytest.mark.parametrize("criterion", EVERY, ids=lambda criterion: criterion.id)
def test_it_names_its_sources_limits_and_words(criterion: Criterion) -> None:
    assert set(criterion.citations) <= CITATIONS.keys()
    assert criterion.citations
    assert 1 <= len(criterion.title.split()) <= 8
    assert criterion.rationale.endswith(".")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", criterion.id)
    assert patient_text(criterion).es
    bounds = [leaf.bound for leaf in leaves(criterion.when) if isinstance(leaf, AtLeast | AtMost | MoreThan | LessThan)]
    assert {bound.name for bound in bounds if isinstance(bound, Limit)} <= {spec.name for spec in LIMITS}
    is_fast = criterion.respond_within in (RespondWithin.MINUTES_15, RespondWithin.MINUTES_60)
    assert is_fast == (criterion.severity is Severity.URGENT)


def test_it_uses_each_id_once() -> None:
    ids = [criterion.id for criterion in (*CRITERIA, *EVERY)]
    assert len(ids) == len(set(ids))


def test_it_judges_the_criteria_of_a_scale_only_where_it_is_asked() -> None:
    assert criteria_of(intake()) == criteria_of(intake(False)) == CRITERIA
    assert criteria_of(WITH_SCALES) == (*CRITERIA, *SCALE_CRITERIA)
    assert criteria_of(day_of_treatment()) == DAY_OF_TREATMENT
    assert all(criterion.severity is Severity.REVIEW for criterion in SCALE_CRITERIA)


def test_it_draws_the_day_of_treatment_by_its_key() -> None:
    assert questionnaire("day-of-treatment-2026.1") is day_of_treatment()
    assert day_of_treatment().key() == "day-of-treatment-2026.1"
    for section in day_of_treatment().sections:
        assert section.title
        assert all(item.title and item.text for item in section.items)


def test_it_explains_what_it_found_on_the_day() -> None:
    (found,) = judged("day_of_treatment", {"day-bp-systolic": 165, "day-bp-repeated": True, "day-bp-repeat-systolic": 150,
                                           "day-bp-repeat-diastolic": 80}).fired  # fmt: skip
    assert (found.id, found.evidence[0].limit, found.evidence[0].limit_value) == ("day-bp-too-high", "bp.uncontrolled_systolic", 160)
    assert "165" in found.why
    assert found.to_json()
