"""Twenty whole patients: the outcome and the complete set of what fires, as the clinical reference tells them."""

import pytest

from tests.screening.patients import HERE, assessed, read

PATIENTS = {path.stem: read(path) for path in sorted((HERE / "vignettes").glob("*.toml"))}


@pytest.mark.parametrize("patient", PATIENTS.values(), ids=PATIENTS.keys())
def test_it_screens_a_whole_patient_as_the_reference_does(patient: dict) -> None:
    assessment = assessed(patient["changes"])
    assert {finding.id for finding in assessment.fired} == set(patient["fired"])
    assert assessment.outcome == patient["outcome"]


def test_it_knows_all_twenty() -> None:
    assert [patient["number"] for patient in PATIENTS.values()] == list(range(1, 21))
