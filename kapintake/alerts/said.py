"""What an alert keeps of what was said: it is only added to, whatever is answered later. Pure functions on a plain dict.

criteria  [ids that were ever true]          urgent   [those of them that page somebody]
evidence  [{"link_id", "text", "answer", "at", "note", "is_answer", "is_urgent"}]; `note` tells what it was later changed to
floor     the highest tier that it had settled to: a watch that begins again never settles lower
wants_call  there when she asked to be called; where and how stands in the event
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kapintake.alerts.clocks import NOTHING
from kapintake.sealing import CannotBeRead
from screening import RespondWithin

Said = dict[str, Any]
PAGING = (RespondWithin.MINUTES_15, RespondWithin.MINUTES_60)
COULD_NOT_BE_ASSESSED = "could-not-be-assessed"
COULD_NOT_BE_READ = "could-not-be-read"


@dataclass(frozen=True, slots=True)
class News:
    """What a reading adds to what an alert already holds."""

    said: Said
    criteria: tuple[str, ...]
    urgent: tuple[str, ...]
    changed: tuple[dict[str, Any], ...]
    has_new_evidence: bool

    @property
    def is_news(self) -> bool:
        return bool(self.criteria or self.urgent or self.changed or self.has_new_evidence)


def nothing_said() -> Said:
    return {"criteria": [], "urgent": [], "evidence": [], "floor": NOTHING}


def said_of(alert: Any) -> Said:
    """What the alert keeps; where it cannot be read it says so, and everything heard from then on is news (EN-6)."""
    try:
        said: Said = alert.said
    except CannotBeRead:
        return {**nothing_said(), "criteria": [COULD_NOT_BE_READ]}
    return said


def evidence_of(reading: Any) -> list[dict[str, Any]]:
    """Every answer that a finding of the reading rests on, once, in the findings' order."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for finding in reading.findings:
        for piece in finding.evidence:
            entry = {
                "link_id": piece.link_id,
                "text": str(piece.label),
                "answer": str(piece.answer),
                "note": str(piece.note or ""),
                "is_answer": piece.value is not None,
                "is_urgent": pages(finding),
            }
            found.setdefault((piece.link_id, entry["answer"]), entry)
    return list(found.values())


def pages(finding: Any) -> bool:
    """Whether somebody is called for it: bp-crisis of an old reading is urgent by name, and due the same day."""
    return str(finding.respond_within) in PAGING


def urgent_criteria(reading: Any) -> list[str]:
    return [finding.id for finding in reading.findings if pages(finding)]


def worst_first(said: Said) -> list[dict[str, Any]]:
    """The evidence as a clinician reads it: what is urgent, what was answered at all, what is newest."""
    newest = sorted(said["evidence"], key=lambda entry: entry["at"], reverse=True)
    return sorted(newest, key=lambda entry: (not entry["is_urgent"], not entry["is_answer"]))


def added_to(before: Said, reading: Any, at: datetime) -> News:
    """`before` with the reading added: nothing that was said is taken away."""
    criteria = tuple(name for name in reading.criteria if name not in before["criteria"])
    urgent = tuple(name for name in urgent_criteria(reading) if name not in before["urgent"])
    evidence, changed = _with(before["evidence"], evidence_of(reading), at)
    said = {
        **before,
        "criteria": [*before["criteria"], *criteria],
        "urgent": [*before["urgent"], *urgent],
        "evidence": evidence,
    }
    grown = len(evidence) > len(before["evidence"])
    return News(said=said, criteria=criteria, urgent=urgent, changed=tuple(changed), has_new_evidence=grown)


def _with(kept: Iterable[dict[str, Any]], heard: Iterable[dict[str, Any]], at: datetime) -> tuple[list[Any], list[Any]]:
    evidence = {(entry["link_id"], entry["answer"]): dict(entry) for entry in kept}
    changed = []
    for entry in heard:
        known = evidence.setdefault((entry["link_id"], entry["answer"]), {**entry, "note": "", "at": at.isoformat()})
        known["is_urgent"] = known["is_urgent"] or entry["is_urgent"]
        if entry["note"] and entry["note"] != known["note"]:
            known["note"] = entry["note"]
            changed.append(dict(known))
    return list(evidence.values()), changed


def spoken_of(said: Said) -> set[str]:
    """The link ids on which it rests."""
    return {entry["link_id"] for entry in said["evidence"]}


def closing_text(said: Said, *, assessment: str, safety_plan: str) -> str:
    """The exact text that is signed when an alert is closed: what was said, the assessment and the safety plan."""
    lines = [f"{entry['text']}: {entry['answer']} {entry['note']}".strip() for entry in said["evidence"]]
    lines += [name for name in said["criteria"] if name in (COULD_NOT_BE_ASSESSED, COULD_NOT_BE_READ)]
    return "\n".join(["What was said", *lines, "", "Assessment", assessment, "", "Safety plan", safety_plan])
