"""Proof of the trail: walk a chain and name the first row that is not as it was written (AU-5).

Edited, swapped, inserted and re-chained rows and gaps show by the HMAC, whose key is outside the database. A tail that
was cut off together with the head row shows only against a witness: the lines that witness.py writes elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kapintake.audit.models import AuditChain, AuditEvent
from kapintake.audit.services import event_hash

CLOCK_STEPPED = "clock.stepped"  # an event that says why time went back
MAY_OVERTAKE = timedelta(minutes=5)  # two acts that began in one order may be chained in the other


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first bad row of a chain, and what is bad about it."""

    chain: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"chain {self.chain}, event {self.seq}: {self.what}"


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A head as it was seen outside the database."""

    chain: str
    seq: int
    hash: str


def verify_all(witnessed: Iterable[Witnessed] = (), *, time_may_go_back: bool = False) -> list[Flaw]:
    """The first flaw of every chain that has one, those included that are gone altogether."""
    seen: dict[str, list[Witnessed]] = {}
    for head in witnessed:
        seen.setdefault(head.chain, []).append(head)
    keys = sorted({*AuditChain.objects.values_list("key", flat=True), *seen})
    flaws = (verify(key, seen.get(key, ()), time_may_go_back=time_may_go_back) for key in keys)
    return [flaw for flaw in flaws if flaw]


def verify(key: str, witnessed: Iterable[Witnessed] = (), *, time_may_go_back: bool = False) -> Flaw | None:
    """The first flaw of one chain, or None."""
    chain = AuditChain.objects.filter(pk=key).first()
    heads = {head.seq: head.hash for head in witnessed}
    if chain is None:
        return Flaw(key, 1, "the chain is gone; a witness has seen it") if heads else None
    seq, last_hash, last_at = 0, "", None
    for event in AuditEvent.objects.filter(chain=chain).order_by("seq", "id").iterator(chunk_size=1000):
        flaw = _flaw_of(event, seq, last_hash, heads, None if time_may_go_back else last_at)
        if flaw:
            return Flaw(key, event.seq if event.seq <= seq + 1 else seq + 1, flaw)
        seq, last_hash, last_at = event.seq, event.hash, max(event.at, last_at or event.at)
        if event.action == CLOCK_STEPPED:
            last_at = event.at
    return _flaw_of_end(chain, seq, last_hash, heads)


def _flaw_of(event: AuditEvent, seq: int, last_hash: str, heads: Mapping[int, str], last_at: datetime | None) -> str:
    """What is wrong with this event after one of that number and hash; empty when nothing is."""
    if event.seq <= seq:
        return "inserted or repeated"
    if event.seq != seq + 1:
        return "removed"
    if event.prev_hash != last_hash:
        return "does not follow from the event before it (inserted, removed or swapped)"
    if event.hash != event_hash(event):
        return "edited, or chained anew without the key"
    if heads.get(event.seq, event.hash) != event.hash:
        return "is not the event that a witness has seen"
    if last_at and event.at < last_at - MAY_OVERTAKE and event.action != CLOCK_STEPPED:
        return f"time goes back by {last_at - event.at} and nothing says why"
    return ""


def _flaw_of_end(chain: AuditChain, seq: int, last_hash: str, heads: Mapping[int, str]) -> Flaw | None:
    """The end of the walk against the head row and against the latest witness."""
    furthest = max((chain.head_seq, *heads))
    if seq < furthest:
        return Flaw(chain.key, seq + 1, f"removed; the chain ends at {seq} and went up to {furthest}")
    if (chain.head_seq, chain.head_hash) != (seq, last_hash):
        return Flaw(chain.key, seq, "the head of the chain names another event as the last")
    return None
