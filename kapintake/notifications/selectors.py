"""Reading the outbox and the worker's beats: whether what we promise can be kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from kapintake.notifications.models import ALERT_TEMPLATES, Message, MessageState, WorkBeat


def last_alert_mail_failed(clinic: Any) -> bool:
    """Whether the clinic's newest alert mail that was tried did not leave."""
    tried = Message.objects.filter(clinic_id=clinic.pk, template__in=ALERT_TEMPLATES, attempts__gt=0)
    newest = tried.order_by("-created_at").values_list("sent_at", "failed_at").first()
    return newest is not None and newest[0] is None and newest[1] is not None


def work_is_silent(jobs: Iterable[str], *, at: datetime, longest: timedelta) -> bool:
    """Whether any of these jobs has not gone round for so long, or never did."""
    wanted = set(jobs)
    fresh = WorkBeat.objects.filter(job__in=wanted, beat_at__gt=at - longest).count()
    return fresh < len(wanted)


def dead_letters_of(clinic: Any) -> int:
    """How many mails of this clinic were given up."""
    return Message.objects.filter(clinic_id=clinic.pk, state=MessageState.DEAD).count()
