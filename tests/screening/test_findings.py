"""A finding and an open criterion as plain data: every key, and what stands under it, as clinics store and compare it."""

import pytest

from screening import Outcome
from screening.findings import OUTCOME_OF
from screening.patient_texts import patient_text
from tests.screening.patients import assessed


def test_it_ranks_each_outcome_by_the_severity_that_leads_to_it() -> None:
    assert [one.severity for one in OUTCOME_OF] == [0, 1, 2, 3, 4]
    assert OUTCOME_OF[0] is Outcome.NO_CONCERNS


def test_it_tells_all_of_a_finding() -> None:
    (found,) = assessed({"bp-systolic": 162}).fired
    criterion = found.criterion
    assert found.to_json() == {
        "id": "bp-uncontrolled",
        "severity": "contraindication",
        "temporary": True,
        "priority": "normal",
        "respond_within": "none",
        "title": "Blood pressure above the clinic's limit",
        "why": "Systolic 162 is at or above the clinic's limit of 160 mmHg.",
        "evidence": [one.to_json() for one in found.evidence],
        "citations": [{"key": one.key, "reference": one.reference, "status": one.status.value} for one in found.citations],
        "rationale": criterion.rationale,
        "help_page": None,
    }
    assert [one["key"] for one in found.to_json()["citations"]] == list(criterion.citations)  # type: ignore[attr-defined, index]
    assert len(found.evidence) == 1


def test_it_tells_a_severity_of_two_words_and_a_help_page() -> None:
    assert assessed({"consent-screening": False}).fired[0].to_json()["severity"] == "needs-information"
    told = assessed({"immediate-danger": True}).fired[0].to_json()
    assert (told["severity"], told["priority"], told["respond_within"], told["help_page"]) == ("urgent", "normal", "15 minutes", "suicide")
    assert assessed({"medicines": [{"name": "oxycodone"}]}).fired[0].to_json()["priority"] == "high"


def test_it_tells_an_open_criterion_with_the_questions_that_would_settle_it() -> None:
    (still_open,) = (one for one in assessed({"seizure": {"state": "unsure"}}).unknown if one.id == "seizure-disorder")
    assert still_open.to_json() == {"id": "seizure-disorder", "title": still_open.criterion.title, "questions": ["seizure"]}


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_gives_a_patient_her_own_words_in_her_language(language: str) -> None:
    (found,) = assessed({"bp-systolic": 162}).fired
    told = found.for_patient(language)
    assert told == patient_text(found.criterion).in_language(language)
    assert "162" not in told
    assert found.for_patient("en") != found.for_patient("es")
