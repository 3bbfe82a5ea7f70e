"""Hours, rota and texts of a clinic, reckoned in its own time zone."""

from datetime import UTC, datetime, time, timedelta

from kapintake.clinics.models import Clinic, ConsentPurpose, ConsentText, OnCall, OpeningHours
from kapintake.clinics.selectors import (
    after_working_days,
    clinic_date,
    closes_at,
    consent_text_in_force,
    crisis_numbers_for,
    end_of_same_day,
    is_staffed,
    members_on_duty,
    membership_for,
    next_opening,
    open_clinics,
)
from tests import factories


def pacific(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment at harbor (Los Angeles) in November 2026, when it is eight hours behind UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) + timedelta(hours=8)


def test_it_is_staffed_from_opening_up_to_closing(harbor: Clinic) -> None:
    assert [is_staffed(harbor, pacific(24, hour, minute)) for hour, minute in ((7, 59), (8, 0), (16, 59), (17, 0))] == [
        False,
        True,
        True,
        False,
    ]
    assert closes_at(harbor, pacific(24, 10)) == pacific(24, 17)
    assert closes_at(harbor, pacific(24, 18)) is None


def test_it_opens_next_on_monday_when_asked_on_friday_evening(harbor: Clinic) -> None:
    assert next_opening(harbor, pacific(27, 18)) == pacific(30, 8)


def test_it_promises_no_opening_when_no_hours_were_entered(harbor: Clinic) -> None:
    OpeningHours.objects.all().delete()
    assert next_opening(harbor, pacific(24, 10)) is None
    assert not is_staffed(harbor, pacific(24, 10))


def test_the_same_day_leaves_half_an_hour_before_closing_to_reach_her_and_never_takes_over_24_hours(harbor: Clinic) -> None:
    assert end_of_same_day(harbor, pacific(24, 10)) == pacific(24, 16, 30)
    assert end_of_same_day(harbor, pacific(24, 16, 45)) == pacific(24, 17)
    assert end_of_same_day(harbor, pacific(24, 18)) == pacific(25, 16, 30)
    assert end_of_same_day(harbor, pacific(27, 18)) == pacific(28, 18)  # Friday evening: closed until Monday


def test_working_days_leave_out_the_weekend(harbor: Clinic) -> None:
    assert after_working_days(harbor, pacific(24, 10), 2) == pacific(26, 17)
    assert after_working_days(harbor, pacific(26, 10), 2) == pacific(30, 17)
    assert after_working_days(harbor, pacific(28, 10), 1) == pacific(30, 17)


def test_working_days_are_monday_to_friday_when_no_hours_were_entered(harbor: Clinic) -> None:
    OpeningHours.objects.all().delete()
    assert after_working_days(harbor, pacific(27, 10), 1) == pacific(30, 17)


def test_re_3_hours_keep_their_wall_clock_when_the_clock_is_put_forward(harbor: Clinic) -> None:
    """Summer time begins on 8 March 2026: eight o'clock is one hour earlier in UTC from then on."""
    saturday = datetime(2026, 3, 7, 20, tzinfo=UTC)
    opening = next_opening(harbor, saturday)
    assert opening == datetime(2026, 3, 9, 15, tzinfo=UTC)
    assert opening.hour == 8


def test_a_clinic_in_another_zone_has_another_day() -> None:
    apia, baker = Clinic(time_zone="Pacific/Apia"), Clinic(time_zone="Pacific/Pago_Pago")
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert (clinic_date(apia, noon) - clinic_date(baker, noon)).days == 1


def test_only_active_members_on_the_rota_are_on_duty(harbor: Clinic, clara, dev, at: datetime) -> None:
    assert members_on_duty(harbor, at) == [clara]
    assert members_on_duty(harbor, at, OnCall.Line.BACKUP) == [dev]
    assert members_on_duty(harbor, at + timedelta(days=60)) == []
    type(clara).objects.filter(pk=clara.pk).update(is_active=False)
    assert members_on_duty(harbor, at) == []


def test_ac_8_a_membership_that_ended_is_none_at_the_next_request(clara) -> None:
    assert membership_for(clara.user) == clara
    type(clara).objects.filter(pk=clara.pk).update(is_active=False)
    assert membership_for(clara.user) is None


def test_the_newest_published_text_is_in_force_in_english_where_there_is_no_other(harbor: Clinic, at: datetime) -> None:
    newer = factories.make_consent_text(harbor, version=2)
    ConsentText.objects.create(clinic=harbor, purpose=ConsentPurpose.SCREENING, version=3, summary="draft", text="draft")
    assert consent_text_in_force(harbor, ConsentPurpose.SCREENING, "es", at=at) == newer
    spanish = factories.make_consent_text(harbor, language="es")
    assert consent_text_in_force(harbor, ConsentPurpose.SCREENING, "es", at=at) == spanish
    assert consent_text_in_force(harbor, ConsentPurpose.SCREENING, "en", at=at - timedelta(days=40)) is None


def test_only_open_clinics_take_new_patients(harbor: Clinic, valley: Clinic) -> None:
    Clinic.objects.filter(pk=valley.pk).update(is_open=False)
    assert open_clinics() == [harbor]


def test_crisis_numbers_are_the_clinics_own_in_its_order(harbor: Clinic, valley: Clinic) -> None:
    harbor.crisis_numbers.create(label="First", number="1", position=-0)
    assert [number.number for number in crisis_numbers_for(harbor)] == ["1", "+1 555 0199"]


def test_a_lunch_break_is_not_staffed_and_does_not_end_the_day(harbor: Clinic) -> None:
    OpeningHours.objects.filter(weekday=1).delete()
    OpeningHours.objects.create(clinic=harbor, weekday=1, opens=time(8), closes=time(12))
    OpeningHours.objects.create(clinic=harbor, weekday=1, opens=time(13), closes=time(17))
    assert not is_staffed(harbor, pacific(24, 12, 30))
    assert end_of_same_day(harbor, pacific(24, 10)) == pacific(24, 16, 30)
    assert next_opening(harbor, pacific(24, 12, 30)) == pacific(24, 13)
