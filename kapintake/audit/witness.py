"""The outside witness of the audit chains: their heads, written hourly to the log, show a tail that was cut off (AU-5)."""

import logging
from datetime import UTC, datetime

from kapintake.audit.models import AuditChain

log = logging.getLogger("kapintake.audit.witness")


def witness_heads(*, at: datetime) -> int:
    """One line a chain: its key, the number of its newest event and that event's hash. How many chains there are."""
    heads = AuditChain.objects.order_by("key").values_list("key", "head_seq", "head_hash")
    for key, seq, head in heads:
        log.warning("audit head %s %s %s %s", at.astimezone(UTC).isoformat(timespec="seconds"), key, seq, head)
    return len(heads)
