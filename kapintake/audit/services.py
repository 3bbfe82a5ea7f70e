"""Writing the trail: `record()` is a plain call in the service that acts, in the same transaction, last in it.

The chain's head row is locked here, so the call stands last: everything else is locked before (CO-10).
If the event cannot be written the transaction fails with it: nothing unaudited is kept, nothing unaudited is shown (AU-2).
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, MutableMapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction

from kapintake.audit.context import origin
from kapintake.audit.models import AuditChain, AuditEvent, Outcome

SITE_CHAIN = "site"
READ_IN_THIS_SITTING = "read_in_this_sitting"
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


class TrailUnavailable(Exception):
    """The event could not be written, so nothing is done and nothing is shown (AU-2). The site answers 503."""


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
    Of two chains in one transaction write the clinic's first, the site's last: locks are taken in one order (CO-10).
    """
    here = origin.get()
    clinic_id = getattr(clinic, "pk", clinic)
    event = AuditEvent(
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
    )
    try:
        with transaction.atomic(savepoint=False):  # a trail that fails takes the whole transaction with it
            _append(event, chain=_locked_chain(str(clinic_id or SITE_CHAIN)))
    except DatabaseError as problem:
        raise TrailUnavailable(f"The event {action} could not be written.") from problem
    return event


def record_read(
    action: str,
    *,
    at: datetime,
    by: Any,
    role: str,
    clinic: Any,
    patients: Iterable[Any],
    about: Any = None,
    fields: Iterable[str] = (),
    sitting: MutableMapping[str, Any] | None = None,
) -> AuditEvent | None:
    """Before a page with a person's data is drawn: the event is committed, or TrailUnavailable and no page (AU-1, AU-2).

    Call it outside any transaction (it refuses inside one, where "committed" would be a promise not yet kept). A list is
    one call that names all its patients. With `sitting` (the session) the same record is noted once in it: for a
    patient who reads her own draft.
    """
    read = f"{action} {about.pk}" if about is not None else action
    if sitting is not None and read in sitting.get(READ_IN_THIS_SITTING, ()):
        return None
    with transaction.atomic(durable=True):
        event = record(action, at=at, by=by, role=role, clinic=clinic, about=about, patients=patients, fields=fields)
    if sitting is not None:
        sitting[READ_IN_THIS_SITTING] = [*sitting.get(READ_IN_THIS_SITTING, ()), read]
    return event


def _locked_chain(key: str) -> AuditChain:
    """The chain's head, locked until the transaction ends. A first event of two at once makes one chain, not two."""
    chain = AuditChain.objects.select_for_update().filter(pk=key).first()
    if chain is None:
        AuditChain.objects.bulk_create([AuditChain(key=key)], ignore_conflicts=True)
        chain = AuditChain.objects.select_for_update().get(pk=key)
    return chain


def _append(event: AuditEvent, *, chain: AuditChain) -> None:
    event.chain = chain
    event.seq, event.prev_hash = chain.head_seq + 1, chain.head_hash
    event.hash = event_hash(event)
    event.save(force_insert=True)
    AuditChain.objects.filter(pk=chain.pk).update(head_seq=event.seq, head_hash=event.hash)
