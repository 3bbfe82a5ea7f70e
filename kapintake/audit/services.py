"""Writing the trail: `record()` is a plain call in the service that acts, in the same transaction, last in it.

The chain's head row is locked here, so the call stands last: everything else is locked before (CO-10).
If the event cannot be written the transaction fails with it: nothing unaudited is kept, nothing unaudited is shown (AU-2).
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kapintake.audit.context import origin
from kapintake.audit.models import AuditChain, AuditEvent, Outcome

SITE_CHAIN = "site"
HASHED = (
    "seq", "at", "actor_id", "role", "clinic_id", "session_hash", "address", "action", "object_type", "object_id",
    "patients", "fields", "outcome", "reason", "request_id", "app_version", "prev_hash",
)  # fmt: skip


def canonical(event: AuditEvent) -> bytes:
    """The bytes that the hash covers: every column but the hash, in a fixed order and form."""
    values: dict[str, Any] = {name: getattr(event, name) for name in HASHED}
    values["chain"] = event.chain_id
    values["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    values["actor_id"] = str(event.actor_id) if event.actor_id else None
    values["clinic_id"] = str(event.clinic_id) if event.clinic_id else None
    return json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def event_hash(event: AuditEvent) -> str:
    """HMAC of the event, which holds the previous hash."""
    return hmac.new(settings.AUDIT_KEY, canonical(event), hashlib.sha256).hexdigest()


def record(
    action: str,
    *,
    at: datetime,
    by: Any = None,
    role: str = "",
    clinic: Any = None,
    about: Any = None,
    patients: Iterable[Any] = (),
    fields: Iterable[str] = (),
    outcome: Outcome = Outcome.OK,
    reason: str = "",
) -> AuditEvent:
    """Add one event to the clinic's chain (or the site's). `by` is a user or None, `about` the row acted on.

    `patients` are patients or their ids; `fields` names, never values; `reason` a code of ours, never typed text.
    """
    here = origin.get()
    clinic_id = getattr(clinic, "pk", clinic)
    with transaction.atomic():
        chain, _ = AuditChain.objects.get_or_create(key=str(clinic_id or SITE_CHAIN))
        chain = AuditChain.objects.select_for_update().get(pk=chain.pk)
        event = AuditEvent(
            chain=chain,
            seq=chain.head_seq + 1,
            at=at,
            actor_id=getattr(by, "pk", None),
            role=role,
            clinic_id=UUID(str(clinic_id)) if clinic_id else None,
            session_hash=here.session_hash,
            address=here.address,
            action=action,
            object_type=about._meta.label_lower if about is not None else "",
            object_id=str(about.pk) if about is not None else "",
            patients=[str(getattr(patient, "pk", patient)) for patient in patients],
            fields=list(fields),
            outcome=outcome,
            reason=reason,
            request_id=here.request_id,
            app_version=settings.VERSION,
            prev_hash=chain.head_hash,
        )
        event.hash = event_hash(event)
        event.save(force_insert=True)
        chain.head_seq, chain.head_hash = event.seq, event.hash
        chain.save(update_fields=["head_seq", "head_hash"])
    return event
