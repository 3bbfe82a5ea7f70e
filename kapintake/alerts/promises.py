"""What a help page may honestly say about who reads it, and the clinic's own block beside the national numbers.

The promise is made only when it can be kept: somebody is on the rota, the clinic is open, `manage.py work` goes round,
and the last alert mail left. Everything here fails to "nobody may see this", or is left out; a help page never fails.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from kapintake.clinics.models import Clinic, OnCall
from kapintake.clinics.selectors import (
    ClinicNumber,
    clinic_date,
    crisis_numbers_for,
    end_of_same_day,
    is_staffed,
    members_on_duty,
    next_opening,
    zone_of,
)
from kapintake.notifications.selectors import last_alert_mail_failed, work_is_silent

log = logging.getLogger(__name__)
LONGEST_SILENCE_OF_WORK = timedelta(minutes=2)
SAFETY_JOBS = ("send-messages", "silent-watches", "escalations")


@dataclass(frozen=True, slots=True)
class Promise:
    """`is_watched`: somebody will read it by `by`. Otherwise nobody may see it before `by` (None: no hours are known)."""

    clinic: str
    is_watched: bool
    by: datetime | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ClinicBlock:
    """What the clinic adds to a help page."""

    name: str
    phone: str
    is_open: bool
    opens: str
    numbers: tuple[ClinicNumber, ...]
    emergency_line: str
    promise: Promise


def promise_for(clinic: Clinic, at: datetime) -> Promise:
    """One honest sentence, from the rota, the hours and whether our own machinery runs."""
    if _can_be_kept(clinic, at):
        by = end_of_same_day(clinic, at)
        words = {"clinic": clinic.name, "time": spoken_time(clinic, by, at)}
        return Promise(clinic.name, True, by, _("A clinician at %(clinic)s will read it by %(time)s and may call you.") % words)
    opens = next_opening(clinic, at)
    if opens is None:
        return Promise(clinic.name, False, None, _("Nobody at %(clinic)s may be watching right now.") % {"clinic": clinic.name})
    words = {"clinic": clinic.name, "time": spoken_time(clinic, opens, at)}
    return Promise(clinic.name, False, opens, _("Nobody at %(clinic)s may see this before %(time)s.") % words)


def call_promise_for(clinic: Clinic, at: datetime) -> str:
    """When somebody who asked for a call may expect it."""
    promise = promise_for(clinic, at)
    if not promise.is_watched or promise.by is None:
        return promise.sentence
    words = {"clinic": clinic.name, "time": spoken_time(clinic, promise.by, at)}
    return _("A clinician at %(clinic)s will read this by %(time)s and call you.") % words


def _can_be_kept(clinic: Clinic, at: datetime) -> bool:
    return (
        is_staffed(clinic, at)
        and bool(members_on_duty(clinic, at, OnCall.Line.FIRST))
        and not work_is_silent(SAFETY_JOBS, at=at, longest=LONGEST_SILENCE_OF_WORK)
        and not last_alert_mail_failed(clinic)
    )


def spoken_time(clinic: Clinic, moment: datetime, at: datetime) -> str:
    """ "5:00 PM (PST) today", "8:00 AM (PST) on Monday, November 30": with the zone, as somebody acts on it."""
    local = moment.astimezone(zone_of(clinic))
    words = {"time": f"{time_format(local, 'g:i A')} ({local.tzname()})", "day": date_format(local, "l, F j")}
    if local.date() == clinic_date(clinic, at):
        return _("%(time)s today") % words
    return _("%(time)s on %(day)s") % words


def clinic_block_for(clinic: Clinic | None, at: datetime) -> ClinicBlock | None:
    """The clinic's block, or None: whatever goes wrong here is left out, the national numbers stand without it."""
    if clinic is None:
        return None
    try:
        opens = next_opening(clinic, at)
        return ClinicBlock(
            name=clinic.name,
            phone=clinic.phone,
            is_open=is_staffed(clinic, at),
            opens=spoken_time(clinic, opens, at) if opens else "",
            numbers=crisis_numbers_for(clinic),
            emergency_line=clinic.emergency_line,
            promise=promise_for(clinic, at),
        )
    except Exception as failure:  # a help page answers whatever fails behind it
        log.error("The clinic's block of a help page was left out: %s", type(failure).__name__)
        return None
