"""The outbox: putting a message into it, in the transaction of what caused it, and sending it by lease.

A row is seen by the worker only once its transaction is committed, so a rollback sends nothing. Delivery is at least
once: a lease that ran out is taken again, under the same Message-ID. A message that keeps failing waits longer and
longer (a relay may be down for a day) and is dead only after the last try, never in silence.
"""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, When

from kapintake.notifications.letters import letter_for
from kapintake.notifications.models import ALERT_TEMPLATES, Message, MessageState, Template, WorkBeat
from kapintake.sealing import CannotBeRead

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
LAST_TRY = 60  # with these waits a little over two days


def queue_message(
    template: Template, *, to: Any, about: Any, path: str, at: datetime, clinic: Any = None, due_at: datetime | None = None, event: str = ""
) -> Message:
    """One mail to one user, at most once for (template, recipient, what it is about, event).

    `path` is where the link leads, a path of ours without a clinical word; `event` tells apart repeated ones.
    """
    key = hashlib.sha256(f"{template}|{to.pk}|{about._meta.label_lower}|{about.pk}|{event}".encode()).hexdigest()
    envelope = {"address": to.email, "path": path, "language": to.language, "sender": getattr(clinic, "neutral_name", "")}
    message, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "template": template,
            "recipient_id": to.pk,
            "clinic_id": getattr(clinic, "pk", clinic),
            "envelope": envelope,
            "created_at": at,
            "due_at": due_at or at,
        },
    )
    return message


def _claimable(at: datetime) -> QuerySet[Message]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    return Message.objects.filter(free, state=MessageState.DUE, due_at__lte=at)


def claim_message(*, at: datetime) -> Message | None:
    """The next due message, ours until the lease ends: one conditional UPDATE wins. Safety alerts go first."""
    alerts_first = Case(When(template__in=ALERT_TEMPLATES, then=0), default=1, output_field=IntegerField())
    for pk in _claimable(at).order_by(alerts_first, "due_at").values_list("pk", flat=True)[:20]:
        claimed = _claimable(at).filter(pk=pk).update(claimed_until=at + LEASE, attempts=F("attempts") + 1)
        if claimed:
            return Message.objects.get(pk=pk)
    return None


def send_next(*, at: datetime) -> Message | None:
    """Claim and send one message. None when nothing is due; otherwise the message as it now stands."""
    message = claim_message(at=at)
    if message is None:
        return None
    lease = Message.objects.filter(pk=message.pk, attempts=message.attempts, state=MessageState.DUE)
    try:
        get_connection().send_messages([letter_for(message)])
    except CannotBeRead:
        lease.update(state=MessageState.DEAD, failed_at=at, claimed_until=None)
        log.error("Message %s cannot be read and was given up.", message.pk)
    except Exception as failure:  # whatever the relay or the network raised: the message waits, the loop goes on
        dead = message.attempts >= LAST_TRY
        state = MessageState.DEAD if dead else MessageState.DUE
        lease.update(state=state, failed_at=at, claimed_until=None, due_at=at + wait_after(message.attempts))
        log.error("Message %s was not sent (try %s): %s", message.pk, message.attempts, type(failure).__name__)
    else:
        lease.update(state=MessageState.SENT, sent_at=at, claimed_until=None)
    return Message.objects.get(pk=message.pk)


def wait_after(attempts: int) -> timedelta:
    """Fifteen seconds after the first failure, doubled at each, never over an hour."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)


def beat(job: str, *, at: datetime) -> None:
    """The job went round: the help page may promise what depends on it."""
    WorkBeat.objects.update_or_create(job=job, defaults={"beat_at": at})
