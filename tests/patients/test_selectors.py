"""Who a patient is, what she agreed to, and whether the clinic knows her twice."""

from datetime import date, datetime

import pytest

from kapintake.clinics.models import ConsentPurpose
from kapintake.pathway.registration import take_back_consent
from kapintake.patients.models import Patient
from kapintake.patients.selectors import (
    case_banner,
    consent_in_force,
    duplicates_of,
    folded_name,
    identity_of,
    patient_for,
)
from kapintake.sealing import CannotBeRead
from tests import factories


def test_the_identity_reads_as_it_was_given(ada: Patient) -> None:
    identity = identity_of(Patient.objects.get(pk=ada.pk))
    assert (identity.legal_name, identity.called, identity.sorted_name) == ("Ada Marlow", "Ada", "Marlow, Ada")
    assert identity.birth_date == date(1987, 3, 14)
    assert identity.emergency_contact.name == "Noor Marlow"


@pytest.mark.parametrize(("day", "age"), [(date(2026, 3, 13), 38), (date(2026, 3, 14), 39), (date(2026, 12, 31), 39)])
def test_age_is_in_whole_years_completed(ada: Patient, day: date, age: int) -> None:
    assert identity_of(ada).age_on(day) == age


def test_somebody_born_on_a_leap_day_is_a_year_older_on_the_first_of_march(harbor) -> None:
    identity = identity_of(factories.make_patient(harbor, birth_date="2008-02-29"))
    assert [identity.age_on(day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [17, 18]


def test_en_6_an_altered_identity_is_told_and_never_reads_as_empty(ada: Patient, ben: Patient) -> None:
    Patient.objects.filter(pk=ada.pk).update(identity=Patient.objects.get(pk=ben.pk).__dict__["identity"])
    moved = Patient.objects.get(pk=ada.pk)
    with pytest.raises(CannotBeRead):
        identity_of(moved)
    banner = case_banner(moved, date(2026, 11, 24))
    assert (banner.identity, banner.age, banner.reference) == (None, None, ada.reference)


def test_ac_3_a_person_reaches_her_own_record_alone(ada: Patient, ben: Patient, clara) -> None:
    assert patient_for(ada.user) == ada
    assert patient_for(clara.user) is None


def test_a_closed_record_is_no_longer_hers_to_open(ada: Patient, at: datetime) -> None:
    Patient.objects.filter(pk=ada.pk).update(closed_at=at)
    assert patient_for(ada.user) is None


def test_the_same_name_and_birth_date_in_the_same_clinic_are_a_duplicate(harbor, valley, ada: Patient) -> None:
    twice = factories.make_patient(harbor, given="ADA", family="Márlow ")
    factories.make_patient(harbor, given="Ada", family="Marlow", birth_date="1987-03-15")
    factories.make_patient(valley, given="Ada", family="Marlow")
    assert duplicates_of(ada) == [twice]
    assert duplicates_of(twice) == [ada]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Núñez", "nunez"), ("O’Brien", "O'Brien"), ("Mary-Jane  Smith", "mary jane smith"), ("Straße", "STRASSE"), ("Ａda", "ada")],
)
def test_names_are_compared_without_case_accents_or_punctuation(one: str, other: str) -> None:
    assert folded_name(one) == folded_name(other)


def test_consent_is_in_force_until_it_is_taken_back(ada: Patient, at: datetime) -> None:
    assert consent_in_force(ada) is not None
    assert take_back_consent(patient=ada, purpose=ConsentPurpose.SCREENING, by=ada.user, at=at)
    assert consent_in_force(ada) is None
    assert not take_back_consent(patient=ada, purpose=ConsentPurpose.SCREENING, by=ada.user, at=at)
