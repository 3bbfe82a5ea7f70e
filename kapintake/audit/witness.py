"""The outside witness of the audit chains: their heads, written hourly to the log, show a tail that was cut off (AU-5)."""

import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from kapintake.audit.chain import Witnessed
from kapintake.audit.models import AuditChain

log = logging.getLogger("kapintake.audit.witness")
LINE = re.compile(r"audit head \S+ (?P<chain>[0-9a-f-]{36}|site) (?P<seq>\d+) (?P<hash>[0-9a-f]{64})")


def witness_heads(*, at: datetime) -> int:
    """One line a chain: its key, the number of its newest event and that event's hash. How many chains there are."""
    heads = AuditChain.objects.order_by("key").values_list("key", "head_seq", "head_hash")
    for key, seq, head in heads:
        log.warning("audit head %s %s %s %s", at.astimezone(UTC).isoformat(timespec="seconds"), key, seq, head)
    return len(heads)


def heads_in(lines: Iterable[str]) -> list[Witnessed]:
    """The heads that a kept log tells of, whatever else stands in it."""
    found = (LINE.search(line) for line in lines)
    return [Witnessed(match["chain"], int(match["seq"]), match["hash"]) for match in found if match]
