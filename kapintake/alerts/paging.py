"""Telling staff: a neutral mail to the first on duty, and to the backup when nobody said "I have it".

Only urgent tiers come here. Where the rota names nobody at all, every clinician of the clinic is told: the help page
has said that nobody may see it soon, and that must not be made true by an empty list.
"""

from datetime import datetime

from django.urls import reverse

from kapintake.access import CLINICIANS
from kapintake.alerts.models import AlertEvent, SafetyAlert
from kapintake.clinics.models import Clinic, Membership, OnCall
from kapintake.clinics.selectors import is_staffed, members_of, members_on_duty
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message


def clinicians_of(clinic: Clinic) -> list[Membership]:
    return list(members_of(clinic).filter(role__in=CLINICIANS))


def page_at_once(alert: SafetyAlert, *, at: datetime) -> bool:
    """Tell the first on duty. True when the backup was told as well: nobody is first, or the clinic is closed now."""
    first = members_on_duty(alert.clinic, at, OnCall.Line.FIRST)
    _tell(alert, Template.SAFETY_ALERT, first, AlertEvent.Kind.PAGED, at=at)
    has_backup = bool(members_on_duty(alert.clinic, at, OnCall.Line.BACKUP))
    if first and (is_staffed(alert.clinic, at) or not has_backup):
        return False
    page_backup(alert, at=at)
    return True


def page_backup(alert: SafetyAlert, *, at: datetime) -> None:
    """Tell the backup; without one, whoever else could act."""
    told_before = {member.pk for member in members_on_duty(alert.clinic, at, OnCall.Line.FIRST)}
    backup = members_on_duty(alert.clinic, at, OnCall.Line.BACKUP)
    others = backup or [member for member in clinicians_of(alert.clinic) if member.pk not in told_before]
    _tell(alert, Template.SAFETY_ALERT_BACKUP, others, AlertEvent.Kind.ESCALATED, at=at, even_nobody=True)


def _tell(
    alert: SafetyAlert, template: Template, members: list[Membership], kind: AlertEvent.Kind, *, at: datetime, even_nobody: bool = False
) -> None:
    path = reverse("alert", args=[alert.pk])
    for member in members:
        queue_message(template, to=member.user, about=alert, path=path, at=at, clinic=alert.clinic, event=str(alert.version))
    if members or even_nobody:
        AlertEvent.objects.create(alert=alert, kind=kind, at=at, note={"told": [member.name for member in members]})
