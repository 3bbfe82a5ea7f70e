"""What a patient's own pages write: a copy that was taken, and an account that was closed."""

from datetime import datetime
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.db import transaction

from kapintake.access import Role
from kapintake.audit.models import Outcome
from kapintake.audit.services import record, record_read
from kapintake.patients.models import Patient
from kapintake.privacy.models import AccountClosure

COPY_LIMIT = {"own_copy": "5/1h/key"}  # DO-1
LOST_LOCK_LIMIT = {"lost_lock": "10/1h/key"}  # of one member: enough for a desk, too few to try out birth dates


def copy_is_allowed(patient: Patient, *, by: Any, at: datetime) -> bool:
    """Five copies an hour; a refusal is written down."""
    allowed = bool(consume(None, app="kapintake.privacy", action="own_copy", config=COPY_LIMIT, key=f"copy|{by.pk}", limit_get=True))
    if not allowed:
        record(
            "copy.throttled",
            at=at,
            by=by,
            role=Role.PATIENT,
            clinic=patient.clinic_id,
            about=patient,
            patients=[patient],
            outcome=Outcome.DENIED,
        )
    return allowed


def note_copy(patient: Patient, *, form: str, by: Any, at: datetime) -> None:
    """Before the copy leaves: the event is committed, or there is no copy (AU-2). `form` is page, pdf or json."""
    record_read(f"copy.{form}", at=at, by=by, role=Role.PATIENT, clinic=patient.clinic_id, patients=[patient], about=patient)


def note_list_read(patient: Patient, *, by: Any, at: datetime, sitting: Any) -> None:
    """She looks at who opened her record."""
    record_read(
        "access-list.read",
        at=at,
        by=by,
        role=Role.PATIENT,
        clinic=patient.clinic_id,
        patients=[patient],
        about=patient,
        sitting=sitting,
    )


def may_try_lost_lock(*, by: Any) -> bool:
    return bool(
        consume(None, app="kapintake.privacy", action="lost_lock", config=LOST_LOCK_LIMIT, key=f"lost-lock|{by.pk}", limit_get=True)
    )


def note_refused_lost_lock(*, by: Any, role: str, clinic: Any, at: datetime, reason: str) -> None:
    record("account.second_factor_reset_refused", at=at, by=by, role=role, clinic=clinic, outcome=Outcome.DENIED, reason=reason)


@transaction.atomic
def keep_former_address(*, user: Any, at: datetime) -> AccountClosure:
    """The row of a closing; its events are those of the patient's record and of the sign-in."""
    return AccountClosure.objects.create(user=user, former={"email": user.email}, closed_at=at)
