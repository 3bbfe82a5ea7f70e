"""The audit trail: append-only events, chained by HMAC, one chain a clinic.

An event names who did what to which record of which patients, and the names of fields, never a value.
The triggers that refuse UPDATE, DELETE and TRUNCATE are in migration 0002.
"""

from django.db import models


class Outcome(models.TextChoices):
    OK = "ok"
    DENIED = "denied"
    ERROR = "error"


class AuditChain(models.Model):
    """The head of one chain: a clinic's id, or "site" for what belongs to no clinic. Locked last in a transaction."""

    key = models.CharField(max_length=36, primary_key=True)
    head_seq = models.BigIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.key} at {self.head_seq}"


class AuditEvent(models.Model):
    """One act. `hash` is HMAC(audit key, prev_hash || canonical JSON of every other column)."""

    chain = models.ForeignKey(AuditChain, on_delete=models.PROTECT, related_name="events")
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    role = models.CharField(max_length=20, blank=True)
    clinic_id = models.UUIDField(null=True)
    session_hash = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    patients = models.JSONField(default=list)  # ids, as text; a list page is one event that names all of them
    fields = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OK)
    reason = models.CharField(max_length=200, blank=True)  # a code or a plain line of ours, never what a person typed
    request_id = models.CharField(max_length=36, blank=True)
    app_version = models.CharField(max_length=20)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("chain", "seq"), name="audit_one_event_a_seq"),)
        indexes = (
            models.Index(fields=("clinic_id", "-at"), name="audit_by_clinic"),
            models.Index(fields=("actor_id", "-at"), name="audit_by_actor"),
        )

    def __str__(self) -> str:
        return f"{self.chain_id} {self.seq} {self.action}"
