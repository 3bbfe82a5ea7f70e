"""What people do with an alert: hear it, take it, note each try to reach the person, close it with a signed assessment.

Each step is an event that is added, and one audit event in the same transaction, last in it.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kapintake.access import Role
from kapintake.accounts.models import Signature
from kapintake.alerts.clocks import due_for, higher, is_urgent, rank
from kapintake.alerts.hearing import hear, hear_failure, open_alert_of
from kapintake.alerts.models import AlertEvent, AlertState, ContactOutcome, SafetyAlert, Tier
from kapintake.alerts.pages import note_of
from kapintake.alerts.paging import page_backup
from kapintake.alerts.said import nothing_said, said_of
from kapintake.audit.services import record
from kapintake.clinics.models import Membership
from kapintake.intake.models import QuestionnaireResponse

__all__ = [
    "AlertHasMoved", "acknowledge_alert", "ask_for_call", "close_alert", "escalate_due", "hear", "hear_failure", "note_contact",
    "note_help_shown", "note_reading",
]  # fmt: skip
Kind = AlertEvent.Kind
DRAWN_ANEW = timedelta(minutes=1)
MOST_WISHES = 10  # of one alert; the clinic has understood by then


class AlertHasMoved(Exception):
    """Somebody else acted first, or something was said since the page was drawn. `alert` is how it stands now."""

    def __init__(self, alert: SafetyAlert) -> None:
        super().__init__(str(alert.pk))
        self.alert = alert


def _now(alert: SafetyAlert) -> SafetyAlert:
    return SafetyAlert.objects.select_related("clinic", "patient", "response", "acknowledged_by").get(pk=alert.pk)


def _audit(action: str, alert: SafetyAlert, member: Membership, at: datetime, reason: str = "") -> None:
    record(action, at=at, by=member.user, role=member.role, clinic=alert.clinic_id, about=alert, patients=[alert.patient_id], reason=reason)


# --- clinicians -------------------------------------------------------------------------------------------------


@transaction.atomic
def acknowledge_alert(*, alert: SafetyAlert, by: Membership, at: datetime, version: int | None = None) -> SafetyAlert:
    """ "I have it": one conditional UPDATE wins. Raises AlertHasMoved, from which the other sees who has it.

    `version` is that of the page; an alert that became worse since then has to be read first.
    """
    waiting = SafetyAlert.objects.filter(pk=alert.pk, state=AlertState.OPEN)
    if version is not None:
        waiting = waiting.filter(version=version)
    won = waiting.update(
        state=AlertState.ACKNOWLEDGED, acknowledged_by=by.user, acknowledged_at=at, escalate_at=None, version=F("version") + 1
    )
    if not won:
        raise AlertHasMoved(_now(alert))
    AlertEvent.objects.create(alert_id=alert.pk, kind=Kind.ACKNOWLEDGED, at=at, by=by.user)
    _audit("alert.acknowledged", alert, by, at)
    return _now(alert)


@transaction.atomic
def note_contact(*, alert: SafetyAlert, by: Membership, outcome: ContactOutcome, text: str, key: UUID, at: datetime) -> AlertEvent:
    """One try to reach the person and how it ended. `key` is the form's one-time key: pressed twice, it is one note."""
    note = {"outcome": ContactOutcome(outcome).value, "text": text}
    event, is_new = AlertEvent.objects.get_or_create(
        pk=key, defaults={"alert": alert, "kind": Kind.CONTACT, "at": at, "by": by.user, "note": note}
    )
    if event.alert_id != alert.pk or alert.state == AlertState.CLOSED:
        raise AlertHasMoved(_now(alert))
    if not is_new:
        return event
    _audit("alert.contact_noted", alert, by, at)
    return event


@transaction.atomic
def close_alert(
    *, alert: SafetyAlert, by: Membership, assessment: str, safety_plan: str, signature: Signature, version: int, at: datetime
) -> SafetyAlert:
    """A clinician's word that it is dealt with, signed. Raises AlertHasMoved when anything was added since she read it.

    The answers stay said; from here on they call for nothing more, until something is said anew.
    """
    closable = SafetyAlert.objects.filter(pk=alert.pk, state=AlertState.ACKNOWLEDGED, version=version).exclude(tier=Tier.WATCH)
    closed = closable.update(state=AlertState.CLOSED, closed_at=at, silent_after=None, escalate_at=None, version=F("version") + 1)
    if not closed:
        raise AlertHasMoved(_now(alert))
    note = {"assessment": assessment, "safety_plan": safety_plan}
    AlertEvent.objects.create(alert_id=alert.pk, kind=Kind.CLOSED, at=at, by=by.user, note=note, signature=signature)
    _audit("alert.closed", alert, by, at)
    return _now(alert)


@transaction.atomic
def note_reading(*, alert: SafetyAlert, by: Membership, at: datetime) -> None:
    """She opens the alert's page: the event is there before a word of it leaves (AU-2)."""
    _audit("alert.read", alert, by, at)


# --- the patient ------------------------------------------------------------------------------------------------


@transaction.atomic
def note_help_shown(*, response: QuestionnaireResponse, page: str, at: datetime) -> None:
    """Which help page she was shown, beside what was said. Nothing, where no alert is open; a page drawn anew is one showing."""
    alert = open_alert_of(response)
    if alert is not None and not alert.events.filter(kind=Kind.HELP_SHOWN, at__gt=at - DRAWN_ANEW).exists():
        AlertEvent.objects.create(alert=alert, kind=Kind.HELP_SHOWN, at=at, by=None, note={"page": str(page)})


@transaction.atomic
def ask_for_call(*, response: QuestionnaireResponse, by: Any, at: datetime, phone: str = "", message_is_safe: bool = False) -> SafetyAlert:
    """ "Ask someone to call me": the same day at the latest, and seen beside what was said. Pressed twice, it is one wish.

    Another number, or another word on messages, is a wish of its own; the newest one counts.
    """
    alert = open_alert_of(response) or _opened_by_wish(response, at)
    note = {"phone": phone, "message_is_safe": message_is_safe}
    asked = alert.events.filter(kind=Kind.CALL_ASKED, at__gte=alert.acknowledged_at or alert.opened_at).order_by("-at")
    if len(asked) >= MOST_WISHES or (asked and note_of(asked[0]) == note):
        return alert
    _at_least_same_day(alert, at)
    AlertEvent.objects.create(alert=alert, kind=Kind.CALL_ASKED, at=at, by=by, note=note)
    record("alert.call_asked", at=at, by=by, role=Role.PATIENT, clinic=alert.clinic_id, about=alert, patients=[alert.patient_id])
    return alert


def _opened_by_wish(response: QuestionnaireResponse, at: datetime) -> SafetyAlert:
    """No alert was open: her wish opens one. Where a save opens one at the same moment, that one."""
    alert, is_new = SafetyAlert.objects.exclude(state=AlertState.CLOSED).get_or_create(
        response=response,
        defaults={
            "patient_id": response.patient_id,
            "clinic": response.clinic,
            "tier": Tier.SAME_DAY,
            "said": nothing_said(),
            "opened_at": at,
            "due_at": due_for(Tier.SAME_DAY, clinic=response.clinic, since=at),
        },
    )
    if is_new:
        AlertEvent.objects.create(alert=alert, kind=Kind.OPENED, at=at, note={"tier": Tier.SAME_DAY.value, "criteria": []})
    return alert


def _at_least_same_day(alert: SafetyAlert, at: datetime) -> None:
    said = said_of(alert)
    alert.said = {**said, "floor": higher(said["floor"], Tier.SAME_DAY), "wants_call": True}
    if rank(alert.tier) < rank(Tier.SAME_DAY):
        alert.tier = Tier.SAME_DAY
        alert.due_at = min(alert.due_at, due_for(Tier.SAME_DAY, clinic=alert.clinic, since=at))
        alert.state, alert.acknowledged_by, alert.acknowledged_at = AlertState.OPEN, None, None
        AlertEvent.objects.create(alert=alert, kind=Kind.RAISED, at=at, note={"tier": Tier.SAME_DAY.value, "criteria": []})
    alert.version += 1
    alert.save()


# --- the worker -------------------------------------------------------------------------------------------------


def escalate_due(*, at: datetime) -> int:
    """Tell the backup about urgent alerts that nobody has taken in time. How many it was."""
    waiting = SafetyAlert.objects.filter(state=AlertState.OPEN, escalate_at__lte=at)
    return sum(_escalate(pk, at) for pk in waiting.order_by("escalate_at").values_list("pk", flat=True))


@transaction.atomic
def _escalate(pk: UUID, at: datetime) -> bool:
    """One conditional UPDATE is the lease: of several workers one tells the backup, in the same transaction."""
    waiting = SafetyAlert.objects.filter(pk=pk, state=AlertState.OPEN, escalate_at__lte=at)
    if not waiting.update(escalate_at=None, escalation_step=F("escalation_step") + 1):
        return False
    alert = _now(SafetyAlert(pk=pk))
    if is_urgent(alert.tier):
        page_backup(alert, at=at)
    record("alert.escalated", at=at, clinic=alert.clinic_id, about=alert, patients=[alert.patient_id])
    return True
