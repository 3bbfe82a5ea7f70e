"""The outbox: what is to be sent, written in the transaction of what caused it; `manage.py work` sends it by lease.

A message holds no clinical word: a template's name, a sealed address and the id of what it is about.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kapintake.records import Record, one_of
from kapintake.sealing import SealedField


class Template(models.TextChoices):
    """One text each in templates/emails/<name>-{subject,body}.txt."""

    INVITATION = "invitation"
    INTAKE_RECEIVED = "intake-received"
    REVIEW_WAITING = "review-waiting"
    SAFETY_ALERT = "safety-alert"
    SAFETY_ALERT_BACKUP = "safety-alert-backup"
    UPDATE_WAITING = "update-waiting"
    CREDENTIALS_CHANGED = "credentials-changed"
    ACCOUNT_CLOSED = "account-closed"
    COME_BACK = "come-back"


ALERT_TEMPLATES = (Template.SAFETY_ALERT, Template.SAFETY_ALERT_BACKUP)


class MessageState(models.TextChoices):
    DUE = "due"
    SENT = "sent"
    DEAD = "dead"  # gave up after the last try; shown to the clinic, never silent


class Message(Record):
    """One mail to one person. `key` makes it unique for (event, recipient, template) and is its Message-ID."""

    key = models.CharField(max_length=64, unique=True)
    template = models.CharField(max_length=40, choices=Template.choices)
    recipient_id = models.UUIDField()  # accounts.User; a plain id, as this app comes before accounts
    clinic_id = models.UUIDField(null=True)
    envelope = SealedField()  # {"address": ..., "path": ..., "language": ..., "sender": neutral name of the clinic}
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.DUE)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # of the last failure

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = (one_of("state", MessageState, name="message_state_known"),)
        indexes = (
            models.Index(fields=("due_at",), condition=models.Q(state="due"), name="message_due"),
            models.Index(
                fields=("clinic_id", "-created_at"),
                condition=models.Q(template__in=("safety-alert", "safety-alert-backup")),
                name="message_alerts_newest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.template}, {self.state}"


class WorkBeat(models.Model):
    """When `manage.py work` last went round: the help page promises nothing while it is silent."""

    job = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.job
