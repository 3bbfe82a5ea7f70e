"""Reading alerts: what is open in the clinic, one alert with everything that was said, and whether a person has one open.

Clinicians alone see them; the front desk, admins and other clinics find nothing here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When
from django.utils.translation import gettext as _

from kapintake.access import CLINICIANS
from kapintake.alerts.clocks import is_urgent
from kapintake.alerts.models import AlertState, SafetyAlert, Tier
from kapintake.alerts.pages import AlertPage, CallWish, alert_page, member_names, newest_wish
from kapintake.alerts.promises import ClinicBlock, Promise, clinic_block_for, promise_for
from kapintake.alerts.said import COULD_NOT_BE_ASSESSED, said_of, worst_first
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import clinic_date, membership_for
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.patients.models import Patient
from kapintake.patients.selectors import case_banner
from kapintake.sealing import CannotBeRead

__all__ = [
    "AlertPage", "AlertRow", "ClinicBlock", "Promise", "alert_for", "alert_page", "clinic_block_for", "open_alert_exists",
    "open_alerts_for", "open_counts", "promise_for", "standing_wish",
]  # fmt: skip
MOST_SHOWN = 200  # urgent ones and watches come before every other, so that these are never cut off
URGENT_TIERS = (Tier.URGENT, Tier.URGENT_MEDICAL)


# --- lists ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One line above the queue. `reason` is the worst of what was said; "" when it cannot be read."""

    id: UUID
    patient_id: UUID
    response_id: UUID
    reference: str
    name: str
    age: int | None
    language: str
    tier: str
    tier_label: str
    state: str
    reason: str
    more: int
    opened_at: datetime
    due_at: datetime
    is_sent: bool
    wants_call: bool
    taken_by: str
    version: int

    @property
    def is_urgent(self) -> bool:
        return is_urgent(self.tier)

    @property
    def is_watch(self) -> bool:
        return self.tier == Tier.WATCH

    @property
    def is_waiting(self) -> bool:
        """Nobody has said "I have it"."""
        return self.state == AlertState.OPEN


def _clinician(user: Any) -> Membership | None:
    member = membership_for(user)
    return member if member is not None and member.role in CLINICIANS else None


def _not_closed() -> QuerySet[SafetyAlert]:
    return SafetyAlert.objects.exclude(state=AlertState.CLOSED)


def open_alerts_for(user: Any) -> tuple[AlertRow, ...]:
    """Every alert of the clinic that is not closed: urgent ones first, then watches, then by what is due first.

    Empty for everybody but clinicians. The list is read with the page's own audit event, which names `patient_id`.
    """
    member = _clinician(user)
    if member is None:
        return ()
    alerts = _not_closed().filter(clinic=member.clinic).select_related("patient", "response", "clinic")
    alerts = alerts.defer("response__current", "response__frozen")
    block = Case(When(tier__in=URGENT_TIERS, then=0), When(tier=Tier.WATCH, then=1), default=2, output_field=IntegerField())
    shown = list(alerts.order_by(block, "due_at", "pk")[:MOST_SHOWN])
    names = member_names(member.clinic, (alert.acknowledged_by_id for alert in shown))
    return tuple(_row(alert, names) for alert in shown)


def _row(alert: SafetyAlert, names: dict[UUID, str]) -> AlertRow:
    who = case_banner(alert.patient, clinic_date(alert.clinic, alert.opened_at))
    reasons = reasons_of(alert)
    return AlertRow(
        id=alert.pk,
        patient_id=alert.patient_id,
        response_id=alert.response_id,
        reference=who.reference,
        name=who.identity.sorted_name if who.identity else _("Name cannot be read"),
        age=who.age,
        language=alert.patient.language,
        tier=alert.tier,
        tier_label=str(Tier(alert.tier).label),
        state=alert.state,
        reason=reasons[0] if reasons else "",
        more=max(len(reasons) - 1, 0),
        opened_at=alert.opened_at,
        due_at=alert.due_at,
        wants_call=said_of(alert).get("wants_call", False),
        is_sent=alert.response.status != ResponseStatus.IN_PROGRESS,
        taken_by=names.get(alert.acknowledged_by_id, ""),
        version=alert.version,
    )


def reasons_of(alert: SafetyAlert) -> list[str]:
    """Question and answer in one line each, the worst first."""
    try:
        said = alert.said
    except CannotBeRead:
        return [_("What was said cannot be read")]
    if COULD_NOT_BE_ASSESSED in said["criteria"]:
        return [_("The answers could not be assessed")]
    return [f"{entry['text']}: {entry['answer']}" for entry in worst_first(said)] or [_("Asked to be called")]


# --- one alert --------------------------------------------------------------------------------------------------


def alert_for(user: Any, alert_id: Any) -> SafetyAlert | None:
    """The alert, when the user is a clinician of its clinic; closed ones too. None for everybody else."""
    member = _clinician(user)
    if member is None:
        return None
    rows = SafetyAlert.objects.select_related("clinic", "patient", "response", "acknowledged_by")
    return rows.filter(pk=alert_id, clinic=member.clinic).first()


def silent_watches(*, at: datetime) -> list[QuestionnaireResponse]:
    """Responses whose watch has heard nothing for its fifteen minutes, the longest silent first. For the worker."""
    silent = _not_closed().filter(tier=Tier.WATCH, silent_after__lte=at).order_by("silent_after")
    return [alert.response for alert in silent.select_related("response")]


def open_alert_exists(patient: Patient) -> bool:
    """Whether the person has an alert that is not closed, in any response: then "go on" is refused."""
    return _not_closed().filter(patient=patient).exists()


def standing_wish(response: QuestionnaireResponse) -> CallWish | None:
    """The patient's own wish to be called, while the clinic has not closed it. The caller has found her response by hers."""
    alert = _not_closed().filter(response=response).first()
    return newest_wish(alert.events.order_by("at")) if alert is not None else None


# --- the banner -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenCounts:
    urgent: int
    waiting: int
    watch: int
    others: int

    @property
    def total(self) -> int:
        return self.urgent + self.watch + self.others


def open_counts(clinic_id: Any) -> OpenCounts:
    """How many are open, in one query that opens no sealed row."""
    urgent = Q(tier__in=URGENT_TIERS)
    counts = (
        _not_closed()
        .filter(clinic=clinic_id)
        .aggregate(
            urgent=Count("pk", filter=urgent),
            waiting=Count("pk", filter=urgent & Q(state=AlertState.OPEN)),
            watch=Count("pk", filter=Q(tier=Tier.WATCH)),
            total=Count("pk"),
        )
    )
    others = counts["total"] - counts["urgent"] - counts["watch"]
    return OpenCounts(urgent=counts["urgent"], waiting=counts["waiting"], watch=counts["watch"], others=others)
