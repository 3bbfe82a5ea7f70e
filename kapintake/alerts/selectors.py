"""Reading alerts: what is open in the clinic, one alert with everything that was said, and whether a person has one open.

Clinicians alone see them; the front desk, admins and other clinics find nothing here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kapintake.access import CLINICIANS
from kapintake.alerts.clocks import is_urgent, rank
from kapintake.alerts.models import AlertEvent, AlertState, ContactOutcome, SafetyAlert, Tier
from kapintake.alerts.promises import ClinicBlock, Promise, clinic_block_for, promise_for
from kapintake.alerts.said import COULD_NOT_BE_ASSESSED, spoken_of, worst_first
from kapintake.clinics.models import Clinic, Membership
from kapintake.clinics.selectors import clinic_date, membership_for
from kapintake.intake.document import is_state
from kapintake.intake.models import Answer, QuestionnaireResponse, ResponseStatus
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.words import answer_words
from kapintake.patients.models import Patient
from kapintake.patients.selectors import CaseBanner, case_banner
from kapintake.sealing import CannotBeRead

__all__ = [
    "AlertPage", "AlertRow", "ClinicBlock", "Promise", "alert_for", "alert_page", "clinic_block_for", "open_alert_exists",
    "open_alerts_for", "open_counts", "promise_for",
]  # fmt: skip
MOST_SHOWN = 200
KINDS_IN_ORDER = AlertEvent.Kind.values  # of one instant: opened, then raised, then who was told
TRIES_BEFORE_EMERGENCY_CONTACT = 3
URGENT_TIERS = (Tier.URGENT, Tier.URGENT_MEDICAL)


# --- lists ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One line above the queue. `reason` is the worst of what was said; "" when it cannot be read."""

    id: UUID
    patient_id: UUID
    response_id: UUID
    reference: str
    name: str
    age: int | None
    language: str
    tier: str
    tier_label: str
    state: str
    reason: str
    more: int
    opened_at: datetime
    due_at: datetime
    is_sent: bool
    taken_by: str
    version: int

    @property
    def is_urgent(self) -> bool:
        return is_urgent(self.tier)

    @property
    def is_watch(self) -> bool:
        return self.tier == Tier.WATCH

    @property
    def is_waiting(self) -> bool:
        """Nobody has said "I have it"."""
        return self.state == AlertState.OPEN


def _clinician(user: Any) -> Membership | None:
    member = membership_for(user)
    return member if member is not None and member.role in CLINICIANS else None


def _not_closed() -> QuerySet[SafetyAlert]:
    return SafetyAlert.objects.exclude(state=AlertState.CLOSED)


def open_alerts_for(user: Any) -> tuple[AlertRow, ...]:
    """Every alert of the clinic that is not closed: urgent ones first, then watches, then by what is due first.

    Empty for everybody but clinicians. The list is read with the page's own audit event, which names `patient_id`.
    """
    member = _clinician(user)
    if member is None:
        return ()
    alerts = _not_closed().filter(clinic=member.clinic).select_related("patient", "response", "clinic")
    alerts = alerts.defer("response__current", "response__frozen")
    newest = sorted(alerts.order_by("due_at")[:MOST_SHOWN], key=_order)
    names = member_names(member.clinic, (alert.acknowledged_by_id for alert in newest))
    return tuple(_row(alert, names) for alert in newest)


def _order(alert: SafetyAlert) -> tuple[int, datetime]:
    block = rank(alert.tier) if rank(alert.tier) >= rank(Tier.WATCH) else 0
    return (-block, alert.due_at)


def _row(alert: SafetyAlert, names: dict[UUID, str]) -> AlertRow:
    who = case_banner(alert.patient, clinic_date(alert.clinic, alert.opened_at))
    reasons = reasons_of(alert)
    return AlertRow(
        id=alert.pk,
        patient_id=alert.patient_id,
        response_id=alert.response_id,
        reference=who.reference,
        name=who.identity.sorted_name if who.identity else _("Name cannot be read"),
        age=who.age,
        language=alert.patient.language,
        tier=alert.tier,
        tier_label=str(Tier(alert.tier).label),
        state=alert.state,
        reason=reasons[0] if reasons else "",
        more=max(len(reasons) - 1, 0),
        opened_at=alert.opened_at,
        due_at=alert.due_at,
        is_sent=alert.response.status != ResponseStatus.IN_PROGRESS,
        taken_by=names.get(alert.acknowledged_by_id, ""),
        version=alert.version,
    )


def reasons_of(alert: SafetyAlert) -> list[str]:
    """Question and answer in one line each, the worst first."""
    try:
        said = alert.said
    except CannotBeRead:
        return [_("What was said cannot be read")]
    if COULD_NOT_BE_ASSESSED in said["criteria"]:
        return [_("The answers could not be assessed")]
    return [f"{entry['text']}: {entry['answer']}" for entry in worst_first(said)] or [_("Asked to be called")]


def member_names(clinic: Clinic, user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What colleagues are called, by user; those who have left are named too."""
    wanted = {user_id for user_id in user_ids if user_id}
    if not wanted:
        return {}
    return dict(Membership.objects.filter(clinic=clinic, user__in=wanted).values_list("user_id", "name"))


# --- one alert --------------------------------------------------------------------------------------------------


def alert_for(user: Any, alert_id: Any) -> SafetyAlert | None:
    """The alert, when the user is a clinician of its clinic; closed ones too. None for everybody else."""
    member = _clinician(user)
    if member is None:
        return None
    rows = SafetyAlert.objects.select_related("clinic", "patient", "response", "acknowledged_by")
    return rows.filter(pk=alert_id, clinic=member.clinic).first()


def silent_watches(*, at: datetime) -> list[QuestionnaireResponse]:
    """Responses whose watch has heard nothing for its fifteen minutes, the longest silent first. For the worker."""
    silent = _not_closed().filter(tier=Tier.WATCH, silent_after__lte=at).order_by("silent_after")
    return [alert.response for alert in silent.select_related("response")]


def open_alert_exists(patient: Patient) -> bool:
    """Whether the person has an alert that is not closed, in any response: then "go on" is refused."""
    return _not_closed().filter(patient=patient).exists()


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
class AlertPage:
    """Everything a clinician needs to act, on one page."""

    alert: SafetyAlert
    who: CaseBanner
    reasons: tuple[dict[str, Any], ...]
    statements: tuple[Statement, ...]
    happenings: tuple[Happening, ...]
    taken_by: str
    tries: int
    asked_for_call: bool
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
        asked_for_call=any(event.kind == AlertEvent.Kind.CALL_ASKED for event in events),
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


def _happening(event: AlertEvent, names: dict[UUID, str]) -> Happening:
    note = note_of(event)
    lines = [_("This note cannot be read.")] if note is None and event.kind in SEALED_KINDS else _lines(event.kind, note or {})
    return Happening(at=event.at, what=str(AlertEvent.Kind(event.kind).label), by=names.get(event.by_id, ""), lines=tuple(lines))


SEALED_KINDS = (AlertEvent.Kind.CONTACT, AlertEvent.Kind.CLOSED)


def _lines(kind: str, note: dict[str, Any]) -> list[str]:
    if kind in (AlertEvent.Kind.OPENED, AlertEvent.Kind.RAISED, AlertEvent.Kind.SETTLED):
        return [str(Tier(note["tier"]).label)] if note.get("tier") in Tier.values else []
    if kind == AlertEvent.Kind.CHANGED:
        return [f"{note.get('text', '')}: {note.get('answer', '')}, {note.get('note', '')}"]
    if kind == AlertEvent.Kind.CONTACT:
        return [str(ContactOutcome(note["outcome"]).label), note.get("text", "")]
    if kind == AlertEvent.Kind.CLOSED:
        return [note.get("assessment", ""), note.get("safety_plan", "")]
    if kind in (AlertEvent.Kind.PAGED, AlertEvent.Kind.ESCALATED):
        return [", ".join(note.get("told", [])) or _("Nobody is on the rota")]
    return []


# --- the banner -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenCounts:
    urgent: int
    waiting: int
    watch: int
    others: int

    @property
    def total(self) -> int:
        return self.urgent + self.watch + self.others


def open_counts(clinic_id: Any) -> OpenCounts:
    """How many are open, in one query that opens no sealed row."""
    urgent = Q(tier__in=URGENT_TIERS)
    counts = (
        _not_closed()
        .filter(clinic=clinic_id)
        .aggregate(
            urgent=Count("pk", filter=urgent),
            waiting=Count("pk", filter=urgent & Q(state=AlertState.OPEN)),
            watch=Count("pk", filter=Q(tier=Tier.WATCH)),
            total=Count("pk"),
        )
    )
    others = counts["total"] - counts["urgent"] - counts["watch"]
    return OpenCounts(urgent=counts["urgent"], waiting=counts["waiting"], watch=counts["watch"], others=others)
