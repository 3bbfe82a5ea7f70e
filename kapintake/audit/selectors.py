"""Reading the trail by patient. Who may ask is the caller's matter."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from kapintake.audit.models import AuditEvent


def events_naming(patient_id: Any) -> QuerySet[AuditEvent]:
    """Every event that names this patient, one of a list that named her among others too. An index finds them on PostgreSQL."""
    if connection.vendor == "postgresql":
        # Asked for first, alone: beside an order of time the planner would rather read the clinic's whole trail.
        ids = AuditEvent.objects.filter(patients__contains=[str(patient_id)]).values_list("pk", flat=True)
        return AuditEvent.objects.filter(pk__in=list(ids))
    return AuditEvent.objects.annotate(named=Cast("patients", TextField())).filter(named__contains=str(patient_id))
