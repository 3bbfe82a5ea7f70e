"""Hearing what was said: opens, raises or settles the one open alert of a response.

A tier goes up by what is said and down only by a clinician; a watch alone may settle, to what the answers earned.
Order of locks: the response's row (the caller's), the alert's, the audit chain.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kapintake.access import Role
from kapintake.alerts.clocks import NOTHING, SILENCE, UNTIL_BACKUP, due_for, higher, is_urgent, rank
from kapintake.alerts.models import AlertEvent, AlertState, SafetyAlert, Tier
from kapintake.alerts.paging import page_at_once
from kapintake.alerts.said import COULD_NOT_BE_ASSESSED, News, Said, added_to, nothing_said, said_of
from kapintake.audit.services import record
from kapintake.intake.models import Answer, QuestionnaireResponse, ResponseStatus

Kind = AlertEvent.Kind


def open_alert_of(response: QuestionnaireResponse) -> SafetyAlert | None:
    """The response's alert that is not closed, its row locked."""
    alert = SafetyAlert.objects.exclude(state=AlertState.CLOSED).select_for_update().filter(response=response).first()
    if alert is not None:
        alert.response, alert.clinic, alert.patient = response, response.clinic, response.patient
    return alert


@transaction.atomic(savepoint=False)
def hear(*, response: QuestionnaireResponse, reading: Any, by: Any, at: datetime, before: Any = None) -> SafetyAlert | None:
    """Act on `screening.safety.listen(...)`: None where it calls for nothing. `by` is None for the silence of a watch.

    `before` is the reading before this answer: what is new against it was said now, even after a clinician closed.
    """
    alert = open_alert_of(response)
    if alert is None:
        if rank(reading.tier) == rank(NOTHING) or _was_dealt_with(response, reading, before):
            return None
        alert = _opened(response, reading, at)
        if alert is not None:
            _audit("alert.opened", alert, by, at)
            return alert
        alert = open_alert_of(response)  # another save opened it in between
        if alert is None:
            raise RuntimeError("an alert of this response was opened and closed while it was being heard")
    return _heard_again(alert, response, reading, by, at)


def _opened(response: QuestionnaireResponse, reading: Any, at: datetime) -> SafetyAlert | None:
    """A new alert of the reading's tier; None when the database says that there is one already."""
    tier = str(reading.tier)
    said = added_to(nothing_said(), reading, at).said
    try:
        with transaction.atomic():
            alert = SafetyAlert.objects.create(
                patient_id=response.patient_id,
                clinic=response.clinic,
                response=response,
                tier=tier,
                said=_with_floor(said, tier),
                opened_at=at,
                urgent_since=at if is_urgent(tier) else None,
                due_at=due_for(tier, clinic=response.clinic, since=at),
                silent_after=at + SILENCE if tier == Tier.WATCH else None,
            )
    except IntegrityError:
        return None
    _note(alert, Kind.OPENED, at, {"tier": tier, "criteria": said["criteria"]})
    if is_urgent(tier):
        _page(alert, at)
    return alert


def _heard_again(alert: SafetyAlert, response: QuestionnaireResponse, reading: Any, by: Any, at: datetime) -> SafetyAlert:
    news = added_to(said_of(alert), reading, at)
    was, now = alert.tier, _next_tier(alert, str(reading.tier), response, news)
    alert.silent_after = at + SILENCE if now == Tier.WATCH else None
    alert.said = _with_floor(news.said, now)
    alert.tier = now
    for entry in news.changed:
        _note(alert, Kind.CHANGED, at, entry)
    worse = _says_worse(was, now, reading, news)
    if worse:
        _raise(alert, was, at, news)
    elif rank(now) < rank(was):
        alert.due_at = due_for(now, clinic=alert.clinic, since=alert.opened_at)
        _note(alert, Kind.SETTLED, at, {"tier": now, "criteria": news.said["criteria"]})
    if news.is_news or now != was:
        alert.version += 1
    alert.save()
    if worse and is_urgent(now):
        _page(alert, at)
    if worse or now != was or news.changed:
        _audit("alert.raised" if worse else "alert.settled" if now != was else "alert.changed", alert, by, at)
    return alert


def _next_tier(alert: SafetyAlert, heard: str, response: QuestionnaireResponse, news: News) -> str:
    """Up with what is said; a watch settles, never below where it had settled before; everything else stays.

    What had settled is watched again only for something new, not for every answer elsewhere in the form.
    """
    if heard == Tier.WATCH and alert.tier != Tier.WATCH and not news.is_news:
        return alert.tier
    if rank(heard) >= rank(alert.tier):
        return heard
    if alert.tier != Tier.WATCH:
        return alert.tier
    if rank(heard) == rank(NOTHING) and response.status == ResponseStatus.IN_PROGRESS:
        return alert.tier  # taken back: the state stays until the part is finished, sent or silent
    return higher(higher(heard, Tier.WORKING_DAYS_2), news.said["floor"])


def _says_worse(was: str, now: str, reading: Any, news: News) -> bool:
    """A higher tier, or another urgent thing while somebody is already on the first one."""
    return rank(now) > rank(was) or bool(news.urgent and reading.pages_staff)


def _raise(alert: SafetyAlert, was: str, at: datetime, news: News) -> None:
    """Somebody has to look anew, and not later than before."""
    due = due_for(alert.tier, clinic=alert.clinic, since=at)
    alert.due_at = due if was == Tier.WATCH or alert.state == AlertState.ACKNOWLEDGED else min(alert.due_at, due)
    if is_urgent(alert.tier) and alert.urgent_since is None:
        alert.urgent_since = at
    if alert.tier != Tier.WATCH:
        alert.state, alert.acknowledged_by, alert.acknowledged_at = AlertState.OPEN, None, None
    _note(alert, Kind.RAISED, at, {"tier": alert.tier, "criteria": list(news.criteria or news.urgent)})


def _page(alert: SafetyAlert, at: datetime) -> None:
    """The first on duty now, the backup after fifteen minutes; at once where nobody is first, or the clinic is closed."""
    alert.escalation_step, alert.escalate_at = 0, at + UNTIL_BACKUP
    if page_at_once(alert, at=at):
        alert.escalation_step, alert.escalate_at = 1, None
    alert.save(update_fields=["escalation_step", "escalate_at"])


def _was_dealt_with(response: QuestionnaireResponse, reading: Any, before: Any) -> bool:
    """Whether a clinician already closed an alert on all of this, and it was not said anew since."""
    closed = SafetyAlert.objects.filter(response=response, state=AlertState.CLOSED).order_by("-closed_at").first()
    if closed is None:
        return False
    if before is not None and set(reading.criteria) - set(before.criteria):
        return False
    if added_to(said_of(closed), reading, closed.opened_at).criteria:
        return False
    if reading.tier != Tier.WATCH and rank(reading.tier) > rank(closed.tier):
        return False
    return not _said_anew(response, reading, closed)


def _said_anew(response: QuestionnaireResponse, reading: Any, closed: SafetyAlert) -> bool:
    """Whether the newest act of answering, after the closing, changed an answer on which a criterion now rests."""
    act = Answer.objects.filter(response=response, given_at__gt=closed.closed_at).order_by("-seq").first()
    if act is None:
        return False
    moved = {name for name, value in act.given["values"].items() if act.given.get("before", {}).get(name) != value}
    standing = {piece.link_id for finding in reading.findings for piece in finding.evidence if not piece.note}
    return bool(moved & standing)


@transaction.atomic
def hear_failure(*, response: QuestionnaireResponse, by: Any, at: datetime) -> SafetyAlert | None:
    """The rules could not read what was said: somebody must. The same day; a watch that cannot be judged becomes urgent.

    None only where a clinician has already closed an alert for the same reason.
    """
    alert = open_alert_of(response)
    tier = Tier.URGENT if alert is not None and alert.tier == Tier.WATCH else Tier.SAME_DAY
    return hear(response=response, reading=_Unreadable(tier), by=by, at=at)


class _Unreadable:
    """In place of a reading that could not be made."""

    findings = ()
    criteria = (COULD_NOT_BE_ASSESSED,)

    def __init__(self, tier: Tier) -> None:
        self.tier = tier
        self.pages_staff = is_urgent(tier)


def _with_floor(said: Said, tier: str) -> Said:
    if tier == Tier.WATCH or is_urgent(tier):
        return said
    return {**said, "floor": higher(said["floor"], str(tier))}


def _note(alert: SafetyAlert, kind: AlertEvent.Kind, at: datetime, note: dict[str, Any]) -> None:
    AlertEvent.objects.create(alert=alert, kind=kind, at=at, note=note)


def _audit(action: str, alert: SafetyAlert, by: Any, at: datetime) -> None:
    role = Role.PATIENT if by is not None else ""
    record(action, at=at, by=by, role=role, clinic=alert.clinic_id, about=alert, patients=[alert.patient_id], reason=str(alert.tier))
