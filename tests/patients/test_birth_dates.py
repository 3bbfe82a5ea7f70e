"""A birth date in three boxes: what is accepted, and what is said when it is not a date."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from kapintake.patients.birth_dates import BirthDateField, read_birth_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("month", ["6", "06", "June", "Jun", "june", " JUNE ", "Jun.", "junio", "Junio"])
def test_a_month_is_taken_as_a_number_or_a_name(month: str) -> None:
    assert read_birth_date(month, "14", "1985", today=TODAY) == date(1985, 6, 14)


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        (("2", "29", "1988"), date(1988, 2, 29)),
        (("12", "31", "1999"), date(1999, 12, 31)),
        (("1", "1", "1920"), date(1920, 1, 1)),
        (("ene", "5", "1990"), date(1990, 1, 5)),
        (("Dec", "05", " 1990 "), date(1990, 12, 5)),
        (("６", "１４", "１９８５"), date(1985, 6, 14)),
        (("11", "23", "2026"), date(2026, 11, 23)),
    ],
)
def test_real_dates_are_taken(typed: tuple[str, str, str], born: date) -> None:
    assert read_birth_date(*typed, today=TODAY) == born


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("June", "31", "1985"), "June has 30 days. Check the day"),
        (("2", "30", "1988"), "February 1988 has 29 days. Check the day"),
        (("2", "29", "1987"), "February 1987 has 28 days. Check the day"),
        (("1", "32", "1985"), "January has 31 days. Check the day"),
        (("1", "0", "1985"), "Enter the day as a number"),
        (("1", "x", "1985"), "Enter the day as a number"),
        (("13", "1", "1985"), "Enter the month as a number or a name, like 6 or June"),
        (("0", "1", "1985"), "Enter the month as a number or a name, like 6 or June"),
        (("Ju", "1", "1985"), "Enter the month as a number or a name, like 6 or June"),
        (("6", "14", "85"), "Enter the year with 4 digits"),
        (("6", "14", "0085"), "Enter the year with 4 digits"),
        (("6", "14", "-198"), "Enter the year with 4 digits"),
        (("", "14", "1985"), "Enter the month, day and year of your birth date"),
        (("6", "14", ""), "Enter the month, day and year of your birth date"),
        (("11", "24", "2026"), "Your birth date must be in the past"),
        (("6", "14", "2985"), "Your birth date must be in the past"),
        (("6", "14", "1785"), "Check the year of your birth date"),
    ],
)
def test_what_is_no_date_is_answered_with_what_to_do(typed: tuple[str, str, str], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_birth_date(*typed, today=TODAY)
    assert refusal.value.messages == [said]


@pytest.mark.parametrize("zone", ["Pacific/Pago_Pago", "America/Los_Angeles", "UTC", "Asia/Tokyo", "Pacific/Apia", "Pacific/Kiritimati"])
@pytest.mark.parametrize("hour", [0, 11, 23])
def test_re_3_a_birth_date_is_the_same_day_in_every_zone(zone: str, hour: int) -> None:
    """Read, drawn into the boxes again and read anew under a clock of UTC-11 to UTC+14."""
    with timezone.override(zone), time_machine.travel(datetime(2026, 11, 24, hour, 30, tzinfo=ZoneInfo(zone)), tick=False):
        field = BirthDateField(today=TODAY)
        born = field.clean(["6", "14", "1985"])
        assert born == date(1985, 6, 14)
        assert field.clean(field.widget.decompress(born)) == born
