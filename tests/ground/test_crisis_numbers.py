"""Crisis numbers are looked at once a year: `manage.py doctor` and `check --deploy` say which are not."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from kapintake.clinics.models import CrisisNumber
from kapintake.doctor import check_database, numbers_to_look_at
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def local_line(harbor):
    """Harbor has a number of its own, looked at a year ago to the day."""
    CrisisNumber.objects.get_or_create(clinic=harbor, label="County line", number="555 0199")
    type(harbor).objects.filter(pk=harbor.pk).update(is_open=True, crisis_numbers_checked_on=TODAY - timedelta(days=365))
    harbor.refresh_from_db()
    return harbor


def test_it_is_silent_while_every_number_was_looked_at_within_a_year(local_line, settings):
    settings.CRISIS_NUMBERS_CHECKED_ON = "2025-11-24"
    assert list(numbers_to_look_at(TODAY)) == []


def test_it_names_the_national_numbers_a_day_later(local_line, settings):
    settings.CRISIS_NUMBERS_CHECKED_ON = "2025-11-23"
    (said,) = numbers_to_look_at(TODAY)
    assert "national crisis numbers" in said
    assert "2025-11-23" in said


@pytest.mark.parametrize(("checked", "words"), [(TODAY - timedelta(days=366), "2025-11-23"), (None, "no date")])
def test_it_names_the_clinic_whose_own_numbers_are_old(local_line, checked, words):
    type(local_line).objects.update(crisis_numbers_checked_on=checked)
    (said,) = numbers_to_look_at(TODAY)
    assert "Harbor Clinic" in said
    assert words in said


def test_a_clinic_without_numbers_of_its_own_has_nothing_to_look_at(db):
    clinic = factories.make_clinic("Quiet Clinic")
    clinic.crisis_numbers.all().delete()
    type(clinic).objects.filter(pk=clinic.pk).update(is_open=True, crisis_numbers_checked_on=None)
    assert list(numbers_to_look_at(TODAY)) == []


def test_the_doctor_says_so_and_the_site_may_serve_all_the_same(local_line, settings):
    settings.CRISIS_NUMBERS_CHECKED_ON = "2020-01-01"
    said = StringIO()
    call_command("doctor", stdout=said)
    assert "Look at this: The national crisis numbers" in said.getvalue()
    assert "Nothing stands against serving." in said.getvalue()
    assert [message.id for message in check_database() if "national" in message.msg] == ["kapintake.W001"]
