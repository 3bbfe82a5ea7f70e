"""Findings as a clinician reads them: the graver first, all medicines in one, each with its answers, limits and sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kapintake.reviews.models import ReviewEvent
from kapintake.reviews.presenters.words import GROUPS, RESPOND_WITHIN, SOURCE_STATUS
from kapintake.reviews.services import gravest_first
from kapintake.reviews.signing import MUST_BE_READ, note_of
from screening import LIMITS

MEDICINES = "medicines"  # the id of the finding that holds all of them
_LIMITS = {limit.name: limit for limit in LIMITS}


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One answer that a finding rests on. `at` is when it was given, `anchor` where it stands on the page."""

    label: str
    answer: str
    limit: str
    note: str
    at: datetime | None
    anchor: str


@dataclass(frozen=True, slots=True)
class SourceView:
    reference: str
    status: str
    status_words: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One criterion that fired; or "Medicines (5)", whose `rows` are the findings about medicines."""

    id: str
    group: str  # urgent, stop, caution or missing
    title: str
    why: str
    is_temporary: bool
    respond_within: str
    is_low: bool
    evidence: tuple[EvidenceView, ...]
    rationale: str
    sources: tuple[SourceView, ...]
    must_be_read: bool
    read_by: tuple[str, ...]  # "Clara Osei"
    read_by_me: bool
    rows: tuple["FindingView", ...] = ()

    @property
    def anchor(self) -> str:
        return f"finding-{self.id}"

    @property
    def every(self) -> tuple["FindingView", ...]:
        return self.rows or (self,)


@dataclass(frozen=True, slots=True)
class Marks:
    """Who marked which finding of this assessment as read."""

    by: Mapping[str, tuple[Any, ...]]
    names: Mapping[Any, str]
    me: Any

    def names_for(self, criterion: str) -> tuple[str, ...]:
        return tuple(self.names.get(user_id, "") for user_id in self.by.get(criterion, ()))

    def mine(self, criterion: str) -> bool:
        return self.me in self.by.get(criterion, ())


def marks_in(events: Iterable[ReviewEvent], *, assessment_id: Any, names: Mapping[Any, str], me: Any) -> Marks:
    by: dict[str, tuple[Any, ...]] = {}
    for event in events:
        note = note_of(event) if event.kind == ReviewEvent.Kind.FINDING_REVIEWED else None
        if note and note.get("assessment") == str(assessment_id):
            by[note["criterion"]] = (*by.get(note["criterion"], ()), event.by_id)
    return Marks(by, names, me)


def findings_of(
    result: Mapping[str, Any], *, marks: Marks, given_at: Mapping[str, datetime], asked: Iterable[str]
) -> tuple[FindingView, ...]:
    """The gravest first. `given_at` tells when each question was last answered, `asked` which stand on the page."""
    on_page = frozenset(asked)
    views = [_finding(finding, marks, given_at, on_page) for finding in gravest_first(list(result["fired"]))]
    medicines = tuple(view for view in views if _is_about_medicines(view.id))
    if len(medicines) < 2:
        return tuple(views)
    first = views.index(medicines[0])
    merged = [view for view in views[:first] if view not in medicines]
    return (*merged, _all_medicines(medicines), *(view for view in views[first:] if view not in medicines))


def _is_about_medicines(criterion: str) -> bool:
    return criterion.startswith("med-") or criterion == "medication-unrecognised"


def _all_medicines(rows: tuple[FindingView, ...]) -> FindingView:
    """One finding for all: as grave as its gravest row."""
    return FindingView(
        id=MEDICINES,
        group=rows[0].group,
        title=_("Medicines (%(number)d)") % {"number": len(rows)},
        why="",
        is_temporary=False,
        respond_within="",
        is_low=all(row.is_low for row in rows),
        evidence=(),
        rationale="",
        sources=(),
        must_be_read=any(row.must_be_read for row in rows),
        read_by=(),
        read_by_me=all(row.read_by_me for row in rows if row.must_be_read),
        rows=rows,
    )


def _finding(finding: Mapping[str, Any], marks: Marks, given_at: Mapping[str, datetime], on_page: frozenset[str]) -> FindingView:
    group = GROUPS[finding["severity"]]
    within = RESPOND_WITHIN.get(finding["respond_within"])
    return FindingView(
        id=finding["id"],
        group=group,
        title=finding["title"],
        why=finding["why"],
        is_temporary=bool(finding["temporary"]),
        respond_within=str(within) if within else "",
        is_low=group == "caution" and finding.get("priority") == "low",
        evidence=tuple(_evidence(one, given_at, on_page) for one in _told_once(finding["evidence"])),
        rationale=finding["rationale"],
        sources=tuple(SourceView(one["reference"], one["status"], str(SOURCE_STATUS[one["status"]])) for one in finding["citations"]),
        must_be_read=finding["severity"] in MUST_BE_READ,
        read_by=marks.names_for(finding["id"]),
        read_by_me=marks.mine(finding["id"]),
    )


def _told_once(evidence: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The same answer is shown once, with the limit that it was compared with, and every "later changed to"."""
    telling = [one for one in evidence if one["limit"] or one["note"]]
    covered = {(one["link_id"], one["answer"]) for one in telling}
    return [one for one in evidence if one in telling or (one["link_id"], one["answer"]) not in covered]


def _evidence(one: Mapping[str, Any], given_at: Mapping[str, datetime], on_page: frozenset[str]) -> EvidenceView:
    link_id = one["link_id"]
    return EvidenceView(
        label=one["label"],
        answer=one["answer"],
        limit=_limit_words(one["limit"], one["limit_value"]),
        note=one["note"],
        at=given_at.get(link_id),
        anchor=f"answer-{link_id}" if link_id in on_page else "",
    )


def _limit_words(name: str, value: float | None) -> str:
    """Systolic pressure that stops dosing: 160 mmHg."""
    if not name or value is None:
        return ""
    limit = _LIMITS.get(name)
    return f"{limit.title}: {value:g} {limit.unit}".strip() if limit else f"{name}: {value:g}"


@dataclass(frozen=True, slots=True)
class Checks:
    """How many criteria of the protocol are true, false, or could not be told. `passed` is None for an older release's run."""

    fired: int
    passed: int | None
    could_not_run: int

    @property
    def words(self) -> str:
        open_ = ngettext("%(n)d could not run (no answer)", "%(n)d could not run (no answer)", self.could_not_run) % {
            "n": self.could_not_run
        }
        if self.passed is None:
            return open_
        passed = ngettext("%(n)d check passed", "%(n)d checks passed", self.passed) % {"n": self.passed}
        return f"{passed}, {open_}" if self.could_not_run else passed
