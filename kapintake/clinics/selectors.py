"""Reading a clinic: who belongs to it, when it is staffed, who answers alerts, and which texts are in force.

All reckoning of days and hours is done in the clinic's own time zone; what comes back is always an aware time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db.models import Q, QuerySet

from kapintake.access import Role
from kapintake.clinics.models import Clinic, ConsentPurpose, ConsentText, CrisisNumber, Invitation, Membership, OnCall

LONGEST_SAME_DAY = timedelta(hours=24)
TIME_TO_REACH = timedelta(minutes=30)
USUAL_CLOSING = time(17, 0)  # of a clinic that has entered no hours yet
WEEKDAYS_WITHOUT_HOURS = frozenset(range(5))
DAYS_LOOKED_AHEAD = 8  # a week and a day: whatever opens weekly is found


@dataclass(frozen=True, slots=True)
class ClinicNumber:
    """A number of the clinic's own, for help pages."""

    label: str
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class Staffed:
    """One stretch of opening hours on one day."""

    opens: datetime
    closes: datetime


# --- members -----------------------------------------------------------------------------------------------------


def membership_for(user: Any) -> Membership | None:
    """The person's active place in a clinic, or None. Read at each request, so that a change bites at once (AC-8)."""
    if user is None or not user.is_authenticated or not user.is_active:
        return None
    return Membership.objects.select_related("clinic").filter(user=user, is_active=True).order_by("created_at", "id").first()


def members_of(clinic: Clinic) -> QuerySet[Membership]:
    return Membership.objects.filter(clinic=clinic, is_active=True, user__is_active=True).select_related("user").order_by("name")


def active_admins_of(clinic: Clinic) -> QuerySet[Membership]:
    return members_of(clinic).filter(role=Role.CLINIC_ADMIN)


def prescribers_of(clinic: Clinic) -> QuerySet[Membership]:
    return members_of(clinic).filter(role=Role.PRESCRIBER)


def members_on_duty(clinic: Clinic, at: datetime, line: str = OnCall.Line.FIRST) -> list[Membership]:
    """Who answers safety alerts now, on this line of the rota; nobody whose place in the clinic has ended."""
    duties = OnCall.objects.filter(clinic=clinic, line=line, starts_at__lte=at, ends_at__gt=at)
    return list(members_of(clinic).filter(pk__in=duties.values("member")))


def open_invitation(token_sha256: str, at: datetime) -> Invitation | None:
    """The invitation of this token, while it is neither used, taken back nor run out."""
    rows = Invitation.objects.select_related("clinic").filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)
    return rows.filter(token_sha256=token_sha256).first()


# --- hours -------------------------------------------------------------------------------------------------------


def time_zone_names() -> list[str]:
    """Zones a clinic may be in, of the places where people live."""
    regions = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return sorted(name for name in available_timezones() if name.startswith(regions))


def zone_of(clinic: Clinic) -> ZoneInfo:
    return ZoneInfo(clinic.time_zone)


def clinic_date(clinic: Clinic, at: datetime) -> date:
    """Which day it is at the clinic: ages and "today" are reckoned from it."""
    return at.astimezone(zone_of(clinic)).date()


def _staffed_from(clinic: Clinic, first_day: date, days: int = DAYS_LOOKED_AHEAD) -> Iterator[Staffed]:
    hours = sorted(clinic.hours.all(), key=lambda stretch: stretch.opens)
    zone = zone_of(clinic)
    for offset in range(days):
        day = first_day + timedelta(days=offset)
        for stretch in hours:
            if stretch.weekday == day.weekday():
                yield Staffed(datetime.combine(day, stretch.opens, zone), datetime.combine(day, stretch.closes, zone))


def is_staffed(clinic: Clinic, at: datetime) -> bool:
    """Whether the clinic's hours cover this moment. Who is on duty is the rota's matter: `members_on_duty`."""
    return any(stretch.opens <= at < stretch.closes for stretch in _staffed_from(clinic, clinic_date(clinic, at), days=1))


def next_opening(clinic: Clinic, at: datetime) -> datetime | None:
    """When the clinic next opens after this moment; None when it has entered no hours."""
    return next((stretch.opens for stretch in _staffed_from(clinic, clinic_date(clinic, at)) if stretch.opens > at), None)


def closes_at(clinic: Clinic, at: datetime) -> datetime | None:
    """When the clinic closes today, while it is staffed; None when it is closed now."""
    stretches = _staffed_from(clinic, clinic_date(clinic, at), days=1)
    return next((stretch.closes for stretch in stretches if stretch.opens <= at < stretch.closes), None)


def end_of_same_day(clinic: Clinic, at: datetime) -> datetime:
    """By when "the same day" is: half an hour before today's last closing, so that there is time left to reach the person.

    In that half hour it is closing itself; later it is the next day's. Never over 24 hours.
    """
    last_closings: dict[date, datetime] = {}
    for stretch in _staffed_from(clinic, clinic_date(clinic, at)):
        last_closings[stretch.closes.date()] = stretch.closes
    latest = at + LONGEST_SAME_DAY
    closing = min([*(closing for closing in last_closings.values() if closing > at), latest])
    in_time = closing - TIME_TO_REACH
    return in_time if at < in_time and closing != latest else closing


def after_working_days(clinic: Clinic, at: datetime, days: int) -> datetime:
    """Closing time of the nth working day after the day of this moment. A clinic without hours works Monday to Friday."""
    closings: dict[int, time] = {}
    for stretch in clinic.hours.all():
        closings[stretch.weekday] = max(stretch.closes, closings.get(stretch.weekday, stretch.closes))
    closings = closings or dict.fromkeys(WEEKDAYS_WITHOUT_HOURS, USUAL_CLOSING)
    day, left = clinic_date(clinic, at), days
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() in closings
    closing = closings.get(day.weekday(), USUAL_CLOSING)
    return datetime.combine(day, closing, zone_of(clinic))


# --- texts and numbers -------------------------------------------------------------------------------------------


def crisis_numbers_for(clinic: Clinic) -> tuple[ClinicNumber, ...]:
    """The clinic's own numbers, in its order; the national ones stand on every help page anyway."""
    return tuple(ClinicNumber(row.label, row.number, row.note) for row in CrisisNumber.objects.filter(clinic=clinic))


def consent_text_in_force(
    clinic: Clinic, purpose: str = ConsentPurpose.SCREENING, language: str = "en", *, at: datetime | None = None
) -> ConsentText | None:
    """The newest published text in this language, else in English. `at` leaves out texts that begin later."""
    in_force = Q(published_at__isnull=False) if at is None else Q(published_at__lte=at)
    for spoken in dict.fromkeys((language, settings.LANGUAGE_CODE)):
        texts = ConsentText.objects.filter(in_force, clinic=clinic, purpose=purpose, language=spoken)
        newest = texts.order_by("-version").first()
        if newest is not None:
            return newest
    return None


def states_served(clinic: Clinic) -> frozenset[str]:
    return frozenset(code.strip().upper() for code in clinic.states.split(",") if code.strip())


def open_clinics() -> list[Clinic]:
    """Clinics that take new patients, by name."""
    return list(Clinic.objects.filter(is_open=True).order_by("name"))


def clinic_named(clinic_id: Any) -> Clinic | None:
    """An open clinic by its id, however the id was written; None for anything else."""
    return next((clinic for clinic in open_clinics() if str(clinic.pk) == str(clinic_id)), None)


def clinic_words() -> list[str]:
    """Names of clinics: no password may consist of them (settings.AUTH_PASSWORD_VALIDATORS)."""
    return list(Clinic.objects.values_list("name", flat=True))


SESSION_CLINIC = "clinic"  # which clinic a stranger chose on the first pages


def clinic_for_page(user: Any, session: Any) -> Clinic | None:
    """Whose page this is: the member's or patient's clinic, the one chosen on the first pages, or the only one there is."""
    if user is not None and user.is_authenticated:
        member = membership_for(user)
        if member is not None:
            return member.clinic
        patient = user.patients.select_related("clinic").order_by("-created_at").first()
        if patient is not None:
            return patient.clinic
    chosen = (session or {}).get(SESSION_CLINIC)
    clinics = open_clinics()
    return next((clinic for clinic in clinics if str(clinic.pk) == chosen), clinics[0] if len(clinics) == 1 else None)


def place_of(user: Any, session: Any) -> str:
    """The neutral name for mails and titles; "" where no clinic is known yet."""
    clinic = clinic_for_page(user, session)
    return clinic.neutral_name if clinic else ""
