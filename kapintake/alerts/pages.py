"""One alert as a clinician reads it: who she is, what was said word for word, and what was done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kapintake.alerts.models import AlertEvent, ContactOutcome, SafetyAlert, Tier
from kapintake.alerts.said import spoken_of, worst_first
from kapintake.clinics.models import Clinic, Membership
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.document import is_state
from kapintake.intake.models import Answer, QuestionnaireResponse
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.words import answer_words
from kapintake.patients.selectors import CaseBanner, case_banner
from kapintake.sealing import CannotBeRead

KINDS_IN_ORDER = AlertEvent.Kind.values  # of one instant: opened, then raised, then who was told
TRIES_BEFORE_EMERGENCY_CONTACT = 3
SEALED_KINDS = (AlertEvent.Kind.CONTACT, AlertEvent.Kind.CLOSED)


def member_names(clinic: Clinic, user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What colleagues are called, by user; those who have left are named too."""
    wanted = {user_id for user_id in user_ids if user_id}
    if not wanted:
        return {}
    return dict(Membership.objects.filter(clinic=clinic, user__in=wanted).values_list("user_id", "name"))


@dataclass(frozen=True, slots=True)
class Statement:
    """One answer, when it was given, and what it was before."""

    at: datetime
    question: str
    answer: str
    before: str
    is_reason: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of what happened to the alert."""

    at: datetime
    what: str
    by: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallWish:
    """Where she asked to be called, and whether a message there is safe. `phone` is "" where it cannot be read, or was not told."""

    at: datetime
    phone: str
    message_is_safe: bool


@dataclass(frozen=True, slots=True)
class AlertPage:
    """Everything a clinician needs to act, on one page."""

    alert: SafetyAlert
    who: CaseBanner
    reasons: tuple[dict[str, Any], ...]
    statements: tuple[Statement, ...]
    happenings: tuple[Happening, ...]
    taken_by: str
    tries: int
    call_wish: CallWish | None
    saw_help_at: datetime | None
    cannot_be_read: bool

    @property
    def should_call_emergency_contact(self) -> bool:
        return self.tries >= TRIES_BEFORE_EMERGENCY_CONTACT


def alert_page(alert: SafetyAlert) -> AlertPage:
    """What was said, who she is and what was done, in order. The caller has found the alert by `alert_for`."""
    events = sorted(alert.events.all(), key=lambda event: (event.at, KINDS_IN_ORDER.index(event.kind)))
    names = member_names(alert.clinic, [event.by_id for event in events] + [alert.acknowledged_by_id])
    try:
        reasons, statements, unreadable = tuple(worst_first(alert.said)), statements_of(alert.response, spoken_of(alert.said)), False
    except CannotBeRead:
        reasons, statements, unreadable = (), (), True
    contacts = [event for event in events if event.kind == AlertEvent.Kind.CONTACT]
    help_seen = [event.at for event in events if event.kind == AlertEvent.Kind.HELP_SHOWN]
    return AlertPage(
        alert=alert,
        who=case_banner(alert.patient, clinic_date(alert.clinic, alert.opened_at)),
        reasons=tuple({**entry, "at": datetime.fromisoformat(entry["at"])} for entry in reasons),
        statements=statements,
        happenings=tuple(_happening(event, names) for event in events),
        taken_by=names.get(alert.acknowledged_by_id, ""),
        tries=sum((note_of(event) or {}).get("outcome") in (ContactOutcome.NO_ANSWER, ContactOutcome.MESSAGE) for event in contacts),
        call_wish=newest_wish(events),
        saw_help_at=help_seen[-1] if help_seen else None,
        cannot_be_read=unreadable,
    )


def statements_of(response: QuestionnaireResponse, reasons: set[str]) -> tuple[Statement, ...]:
    """Every answer of the safety part, and those that the alert rests on, as they were given, oldest first."""
    questionnaire = questionnaire_of(response)
    found = []
    for act in Answer.objects.filter(response=response).order_by("seq"):
        for link_id, value in act.given["values"].items():
            item = questionnaire.by_link_id.get(link_id)
            if item is None or not (item.is_safety or link_id in reasons):
                continue
            before = act.given.get("before", {}).get(link_id)
            was = "" if before is None or before == value or is_unanswered(before) else answer_words(item, before)
            found.append(Statement(act.given_at, item.title, answer_words(item, value), was, link_id in reasons))
    return tuple(found)


def is_unanswered(value: Any) -> bool:
    return is_state(value) and value["state"] == "unanswered"


def note_of(event: AlertEvent) -> dict[str, Any] | None:
    """The event's note; None when there is none, or when it cannot be read."""
    try:
        return event.note
    except CannotBeRead:
        return None


def newest_wish(events: Iterable[AlertEvent]) -> CallWish | None:
    """Of events in their order; None where she did not ask."""
    asked = [event for event in events if event.kind == AlertEvent.Kind.CALL_ASKED]
    if not asked:
        return None
    note = note_of(asked[-1]) or {}
    return CallWish(asked[-1].at, note.get("phone", ""), note.get("message_is_safe", False))


def _happening(event: AlertEvent, names: dict[UUID, str]) -> Happening:
    note = note_of(event)
    lines = [_("This note cannot be read.")] if note is None and event.kind in SEALED_KINDS else _lines(event.kind, note or {})
    return Happening(at=event.at, what=str(AlertEvent.Kind(event.kind).label), by=names.get(event.by_id, ""), lines=tuple(lines))


def _lines(kind: str, note: dict[str, Any]) -> list[str]:
    if kind in (AlertEvent.Kind.OPENED, AlertEvent.Kind.RAISED, AlertEvent.Kind.SETTLED):
        return [str(Tier(note["tier"]).label)] if note.get("tier") in Tier.values else []
    if kind == AlertEvent.Kind.CHANGED:
        return [f"{note.get('text', '')}: {note.get('answer', '')}, {note.get('note', '')}"]
    if kind == AlertEvent.Kind.CONTACT:
        return [str(ContactOutcome(note["outcome"]).label), note.get("text", "")]
    if kind == AlertEvent.Kind.CLOSED:
        return [note.get("assessment", ""), note.get("safety_plan", "")]
    if kind == AlertEvent.Kind.CALL_ASKED:
        return [note["phone"], _("A message is safe") if note["message_is_safe"] else _("No message")] if note.get("phone") else []
    if kind in (AlertEvent.Kind.PAGED, AlertEvent.Kind.ESCALATED):
        return [", ".join(note.get("told", [])) or _("Nobody is on the rota")]
    return []
