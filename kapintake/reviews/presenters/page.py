"""The case on one page: who, what was found and why, what is unknown, the answers, what happened, and what may be signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from kapintake.alerts.selectors import AlertRow, open_alerts_for
from kapintake.assessments.models import Assessment, AssessmentStatus
from kapintake.assessments.selectors import has_one_prescriber, is_self_approved, screening_protocol
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.models import ResponseStatus
from kapintake.patients.selectors import CaseBanner, case_banner, consents_of
from kapintake.reviews.models import Decision, Review, ReviewEvent, ReviewState
from kapintake.reviews.presenters.answers import PartView, ScoreView, history_of, items_in, parts_of, said, scales_not_done, scores_of
from kapintake.reviews.presenters.decision import DecisionPanel, SignedDecision, decision_panel, signed_decision
from kapintake.reviews.presenters.findings import Checks, FindingView, findings_of, marks_in
from kapintake.reviews.presenters.timeline import Happening, news_of, timeline_of
from kapintake.reviews.presenters.words import CANNOT_BE_READ, GROUP_TITLES, waiting_words
from kapintake.reviews.selectors import OtherRecord, acts_of, alerts_of, decision_of, events_of, names_in, other_records_of
from kapintake.reviews.services import CLAIM_IDLE
from kapintake.reviews.signing import note_of, open_duplicates
from kapintake.sealing import CannotBeRead
from screening import INSTRUMENTS, ScreeningError
from screening import __version__ as screening_version

OWN_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one severity."""

    id: str
    title: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Question:
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A criterion that could not run, with the questions that would settle it."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class MedicineRow:
    typed: str
    matched: str  # "" when it is on no list


@dataclass(frozen=True, slots=True)
class Comment:
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class BannerFacts:
    """Who this is, always in sight."""

    name: str
    age: int | None
    birth_date: date | None
    pronouns: str
    language: str
    allergies: str
    contact: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything that the template draws."""

    review: Review
    at: datetime
    who: CaseBanner
    facts: BannerFacts
    emergency: str
    language: str
    state_words: str
    waiting: str
    is_overdue: bool
    holder: str
    is_mine: bool
    may_claim: bool
    is_open: bool
    is_withdrawn: bool
    not_assessed: str  # a sentence; "" where the case was assessed
    protocol: str
    protocol_mark: str
    alerts: tuple[AlertRow, ...]
    duplicates: tuple[OtherRecord, ...]
    duplicates_are_open: bool
    duplicates_answer: str
    groups: tuple[Group, ...]
    unknown: tuple[Unknown, ...]
    missing: tuple[Question, ...]
    checks: Checks | None
    scores: tuple[ScoreView, ...]
    not_done: tuple[str, ...]  # scales that were not asked, as they are not in her language
    medicines: tuple[MedicineRow, ...]
    medicines_words: str  # what the list says where it names none: none, not answered, rather not say
    parts: tuple[PartView, ...]
    unreadable: tuple[str, ...]  # what of this case does not open: "findings", "answers", "changes", "identity"
    comments: tuple[Comment, ...]
    timeline: tuple[Happening, ...]
    decision: SignedDecision | None
    panel: DecisionPanel | None
    events: tuple[ReviewEvent, ...]
    names: Mapping[UUID, str]

    def news(self, since: datetime) -> tuple[str, ...]:
        """What happened to the review since a page was drawn, one line an event."""
        return news_of((event for event in self.events if event.at > since), self.names)

    @property
    def reference(self) -> str:
        return self.who.reference

    @property
    def findings(self) -> tuple[FindingView, ...]:
        return tuple(one for group in self.groups for finding in group.findings for one in finding.every)

    @property
    def low_findings(self) -> tuple[FindingView, ...]:
        return tuple(finding for group in self.groups for finding in group.findings if finding.is_low)

    @property
    def status(self) -> str:
        """The line under the name: who holds it, since when it waits, under which limits."""
        since = self.review.owner_since
        held = ""
        if self.is_mine and since:
            held = _("Being reviewed by you since %(time)s") % {"time": date_format(localtime(since), "TIME_FORMAT")}
        elif self.holder and since:
            held = _("%(name)s reviews it since %(time)s") % {"name": self.holder, "time": date_format(localtime(since), "TIME_FORMAT")}
        waits = _("waiting %(time)s") % {"time": self.waiting} if self.is_open else self.state_words
        due = _("overdue") if self.is_overdue else _("due %(time)s") % {"time": date_format(localtime(self.review.due_at), "M j, g:i A")}
        emergency = _("Emergency contact: %(who)s") % {"who": self.emergency}
        line = " · ".join(part for part in (held, waits, due if self.is_open else "", self.protocol, emergency) if part)
        return line[:1].upper() + line[1:]

    @property
    def counts(self) -> tuple[tuple[str, str, int], ...]:
        return tuple((group.id, group.title, sum(len(one.every) for one in group.findings)) for group in self.groups)


def review_page(*, review: Review, member: Membership, at: datetime) -> ReviewPage:
    """Compose the page. Whatever does not open is named in `unreadable` and shown as such (EN-6)."""
    events, names, alerts = events_of(review), names_in(review), alerts_of(review.patient)
    assessment, response, clinic = review.assessment, review.response, review.clinic
    result, result_reads = _opened(assessment, "result")
    frozen, frozen_reads = _opened(response, "frozen")
    asked = items_in(frozen)
    history = history_of(response, acts_of(response), names)
    who = case_banner(review.patient, clinic_date(clinic, at))
    failed = assessment.status == AssessmentStatus.FAILURE
    usable = {} if failed or not result_reads else result or {}
    marks = marks_in(events, assessment_id=assessment.pk, names=names, me=member.user_id)
    findings = findings_of(usable, marks=marks, given_at=history.given_at, asked=asked) if usable else ()
    decided = decision_of(review)
    unreadable = _unreadable(result_reads, frozen_reads, history.unreadable, who, decided)
    is_open = review.state in (ReviewState.REQUESTED, ReviewState.ACCEPTED)
    is_idle = review.owner_since is not None and review.owner_since < at - CLAIM_IDLE
    is_mine = review.state == ReviewState.ACCEPTED and review.owner_id == member.user_id
    return ReviewPage(
        review=review,
        at=at,
        who=who,
        facts=_facts(review, who, allergies=said(asked, "allergies", frozen_can_be_read=frozen_reads)),
        emergency=_emergency(who),
        language="" if review.language == OWN_LANGUAGE else _language(review),
        state_words=str(ReviewState(review.state).label),
        waiting=waiting_words(review.opened_at, at),
        is_overdue=is_open and review.due_at < at,
        holder=names.get(review.owner_id, "") if review.state == ReviewState.ACCEPTED else "",
        is_mine=is_mine,
        may_claim=is_open and not is_mine and (review.state == ReviewState.REQUESTED or is_idle),
        is_open=is_open,
        is_withdrawn=response.status == ResponseStatus.STOPPED or review.state == ReviewState.CANCELLED,
        not_assessed=_not_assessed(failed, result_reads, result),
        protocol=_("Protocol version %(version)d") % {"version": assessment.protocol.version},
        protocol_mark=_protocol_mark(assessment, names),
        alerts=tuple(row for row in open_alerts_for(member.user) if row.patient_id == review.patient_id),
        duplicates=other_records_of(review),
        duplicates_are_open=bool(open_duplicates(review)),
        duplicates_answer=_duplicates_answer(events, names),
        groups=_grouped(findings),
        unknown=tuple(_unknown(one, asked) for one in usable.get("unknown", ())),
        missing=tuple(_question(link_id, asked) for link_id in usable.get("missing", ())),
        checks=_checks(assessment, usable) if usable else None,
        not_done=scales_not_done(asked),
        scores=scores_of(usable, asked, {one.id: one.scored for one in INSTRUMENTS.values()}) if usable else (),
        medicines=tuple(MedicineRow(one["typed"], one["ingredient"] or "") for one in usable.get("medicines", ())),
        medicines_words=said(asked, "medicines", frozen_can_be_read=frozen_reads),
        parts=parts_of(frozen, history=history, groups=_groups_by_answer(findings)) if frozen else (),
        unreadable=unreadable,
        comments=_comments(events, names),
        timeline=timeline_of(
            review,
            events=events,
            alerts=alerts,
            consents=consents_of(review.patient),
            names=names,
            titles={one.id: one.title for finding in findings for one in finding.every},
        ),
        decision=signed_decision(decided, titles={one.id: one.title for finding in findings for one in finding.every}) if decided else None,
        panel=decision_panel(review, member=member, findings=findings, one_prescriber=has_one_prescriber(clinic)) if is_open else None,
        events=tuple(events),
        names=names,
    )


def _opened(record: Any, name: str) -> tuple[Any, bool]:
    """The sealed document, and whether it could be read."""
    try:
        return getattr(record, name), True
    except CannotBeRead:
        return None, False


def _unreadable(result_reads: bool, frozen_reads: bool, changes: int, who: CaseBanner, decided: Decision | None) -> tuple[str, ...]:
    decision_reads = decided is None or _opened(decided, "content")[1]
    told = {
        "identity": who.identity is not None,
        "findings": result_reads,
        "answers": frozen_reads,
        "changes": not changes,
        "decision": decision_reads,
    }
    return tuple(name for name, reads in told.items() if not reads)


def _not_assessed(failed: bool, reads: bool, result: Mapping[str, Any] | None) -> str:
    if not reads:
        return _("The findings of this case cannot be read. Treat it as not assessed.")
    if not failed:
        return ""
    if (result or {}).get("error") == "no-protocol-in-force":
        return _("This case could not be assessed: no protocol was in force when it was sent. Read every answer yourself.")
    return _("This case could not be assessed. Nothing below was checked by a rule. Read every answer yourself.")


def _language(review: Review) -> str:
    return str(get_language_info(review.language)["name_translated"])


def _facts(review: Review, who: CaseBanner, *, allergies: str) -> BannerFacts:
    known = who.identity
    return BannerFacts(
        name=known.legal_name if known else _("Name cannot be read"),
        age=who.age,
        birth_date=known.birth_date if known else None,
        pronouns=known.pronouns if known else "",
        language=_language(review),
        allergies=allergies or _("not told"),
        contact=_contact(who),
    )


def _emergency(who: CaseBanner) -> str:
    """Noor Marlow (sister), +1 555 0124."""
    if who.identity is None:
        return str(CANNOT_BE_READ)
    contact = who.identity.emergency_contact
    name = f"{contact.name} ({contact.relation})" if contact.relation else contact.name
    return ", ".join(part for part in (name, contact.phone) if part) or _("not told")


def _contact(who: CaseBanner) -> str:
    if who.identity is None or not who.identity.phone:
        return ""
    voicemail = _("voicemail is fine") if who.identity.voicemail_ok else _("no voicemail")
    return f"{who.identity.phone}, {voicemail}"


def _protocol_mark(assessment: Assessment, names: Mapping[UUID, str]) -> str:
    """Who put the limits in force; said wherever they show (design/README point 5)."""
    version = assessment.protocol
    if version.approved_by_id and is_self_approved(version):
        return _("approved by its author")
    if version.approved_by_id:
        return _("approved by %(name)s") % {"name": names.get(version.approved_by_id, "")}
    if version.is_demo:
        return _("demo limits, approved by nobody")
    return _("approved") if version.approved_at else _("not in force, approved by nobody")


def _duplicates_answer(events: Iterable[ReviewEvent], names: Mapping[UUID, str]) -> str:
    answers = [event for event in events if event.kind == ReviewEvent.Kind.DUPLICATE_ANSWERED]
    note = note_of(answers[-1]) if answers else None
    if not note:
        return ""
    words = _("The same person, says %(name)s") if note["same_person"] else _("Somebody else, says %(name)s")
    return words % {"name": names.get(answers[-1].by_id, "")}


def _grouped(findings: Iterable[FindingView]) -> tuple[Group, ...]:
    by_group: dict[str, list[FindingView]] = {}
    for finding in findings:
        by_group.setdefault(finding.group, []).append(finding)
    return tuple(Group(group, str(title), tuple(by_group[group])) for group, title in GROUP_TITLES.items() if group in by_group)


def _groups_by_answer(findings: Iterable[FindingView]) -> dict[str, str]:
    groups: dict[str, str] = {}
    for finding in (one for merged in findings for one in merged.every):  # the graver come first
        for evidence in finding.evidence:
            if evidence.anchor:
                groups.setdefault(evidence.anchor.removeprefix("answer-"), finding.group)
    return groups


def _unknown(one: Mapping[str, Any], asked: Mapping[str, Mapping[str, Any]]) -> Unknown:
    return Unknown(one["id"], one["title"], tuple(_question(link_id, asked) for link_id in one["questions"]))


def _question(link_id: str, asked: Mapping[str, Mapping[str, Any]]) -> Question:
    item = asked.get(link_id)
    return Question(item["label"], f"answer-{link_id}") if item else Question(link_id, "")


def _checks(assessment: Assessment, result: Mapping[str, Any]) -> Checks:
    """Counted only for a run of this very release: an older one had other criteria."""
    fired, open_ = len(result["fired"]), len(result["unknown"])
    if assessment.screening_version != screening_version:
        return Checks(fired, None, open_)
    try:
        total = len(screening_protocol(assessment.protocol).criteria)
    except ScreeningError:
        return Checks(fired, None, open_)
    return Checks(fired, total - fired - open_ - len(result["hidden"]), open_)


def _comments(events: Iterable[ReviewEvent], names: Mapping[UUID, str]) -> tuple[Comment, ...]:
    written = (event for event in events if event.kind == ReviewEvent.Kind.COMMENTED)
    return tuple(
        Comment(event.at, names.get(event.by_id, ""), (note_of(event) or {"text": _("Cannot be read")})["text"]) for event in written
    )


def reason_choices(page: ReviewPage) -> list[tuple[str, str]]:
    """The findings that can be ticked as reasons."""
    return [(one.id, one.title) for one in page.findings]


def today_of(page: ReviewPage) -> date:
    return clinic_date(page.review.clinic, page.at)
