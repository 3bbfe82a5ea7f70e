"""Safety alerts: somebody must look. A watch on a draft, or an alert of the tier that the answers earn.

The tier only goes up but by a clinician's act; every step is an event that is added.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kapintake.accounts.models import Signature
from kapintake.clinics.models import Clinic
from kapintake.intake.models import QuestionnaireResponse
from kapintake.patients.models import Patient
from kapintake.records import Record, one_of
from kapintake.sealing import SealedField


class Tier(models.TextChoices):
    """screening.safety.SafetyTier, as shown to staff."""

    WATCH = "watch", _("Safety watch")
    WORKING_DAYS_2 = "working-days-2", _("2 working days")
    SAME_DAY = "same-day", _("Same day")
    URGENT_MEDICAL = "urgent-medical", _("Urgent, medical")
    URGENT = "urgent", _("Urgent")


class AlertState(models.TextChoices):
    OPEN = "open", _("open")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    CLOSED = "closed", _("closed")


TRANSITIONS: dict[AlertState, frozenset[AlertState]] = {
    AlertState.OPEN: frozenset({AlertState.ACKNOWLEDGED}),
    AlertState.ACKNOWLEDGED: frozenset({AlertState.CLOSED, AlertState.OPEN}),  # open again when something worse is said
    AlertState.CLOSED: frozenset(),
}


class SafetyAlert(Record):
    """One response's open safety matter. At most one that is not closed for each response.

    `said` is what alerts/said.py keeps: criteria and the answers they rest on, added to and never taken back.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="alerts")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="alerts")
    response = models.ForeignKey(QuestionnaireResponse, on_delete=models.PROTECT, related_name="alerts")
    tier = models.CharField(max_length=20, choices=Tier.choices)
    state = models.CharField(max_length=20, choices=AlertState.choices, default=AlertState.OPEN)
    said = SealedField()
    opened_at = models.DateTimeField()
    urgent_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    silent_after = models.DateTimeField(null=True)  # a watch becomes what it earns when nothing is said until then
    escalate_at = models.DateTimeField(null=True)  # when the backup is told, if nobody has acknowledged
    escalation_step = models.PositiveSmallIntegerField(default=0)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            one_of("tier", Tier, name="alert_tier_known"),
            one_of("state", AlertState, name="alert_state_known"),
            models.UniqueConstraint(fields=("response",), condition=~models.Q(state="closed"), name="alert_one_open_a_response"),
        )
        indexes = (
            models.Index(fields=("clinic", "due_at"), condition=~models.Q(state="closed"), name="alert_open_by_due"),
            models.Index(fields=("silent_after",), condition=models.Q(silent_after__isnull=False), name="alert_silent"),
            models.Index(fields=("escalate_at",), condition=models.Q(escalate_at__isnull=False), name="alert_escalate"),
        )


class ContactOutcome(models.TextChoices):
    """How one try to reach the person ended. Kept sealed, in the event's note."""

    REACHED = "reached", _("Spoke with the person")
    NO_ANSWER = "no-answer", _("No answer")
    MESSAGE = "message", _("Left a message to call back")
    EMERGENCY_CONTACT = "emergency-contact", _("Spoke with the emergency contact")
    WELFARE_CHECK = "welfare-check", _("Asked for a welfare check")
    OTHER = "other", _("Something else")


class AlertEvent(Record):
    """What happened to an alert, in order: opened, raised, settled, help seen, acknowledged, contact, escalated, closed."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        RAISED = "raised", _("became more urgent")
        SETTLED = "settled", _("settled")
        CHANGED = "changed", _("an answer was later changed")
        HELP_SHOWN = "help-shown", _("help page shown")
        CALL_ASKED = "call-asked", _("asked to be called")
        PAGED = "paged", _("the one on duty was told")
        ESCALATED = "escalated", _("the backup was told")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        CONTACT = "contact", _("contact noted")
        CLOSED = "closed", _("closed")

    alert = models.ForeignKey(SafetyAlert, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = SealedField(null=True)  # text of a contact or closing note, or the tier and criteria that changed it
    signature = models.OneToOneField(Signature, null=True, on_delete=models.PROTECT, related_name="closed_alert")
