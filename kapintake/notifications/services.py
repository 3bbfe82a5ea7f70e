"""Putting a message into the outbox, in the transaction of what caused it. `work` sends it."""

import hashlib
from datetime import datetime
from typing import Any

from kapintake.notifications.models import Message, Template


def queue_message(
    template: Template, *, to: Any, about: Any, path: str, at: datetime, clinic: Any = None, due_at: datetime | None = None, event: str = ""
) -> Message:
    """One mail to one user, at most once for (template, recipient, what it is about, event).

    `path` is where the link leads, a path of ours without a clinical word; `event` tells apart repeated ones.
    """
    key = hashlib.sha256(f"{template}|{to.pk}|{about._meta.label_lower}|{about.pk}|{event}".encode()).hexdigest()
    envelope = {"address": to.email, "path": path, "language": to.language}
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
