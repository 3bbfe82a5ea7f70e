"""What happened, in order: consents, answers, alerts, the review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kapintake.alerts.models import AlertEvent, SafetyAlert, Tier
from kapintake.clinics.models import ConsentPurpose
from kapintake.patients.models import Consent
from kapintake.reviews.models import InformationRequest, Review, ReviewEvent
from kapintake.reviews.presenters.afterwards import note_line
from kapintake.reviews.presenters.words import CANNOT_BE_READ
from kapintake.reviews.signing import note_of
from kapintake.sealing import CannotBeRead


@dataclass(frozen=True, slots=True)
class Happening:
    at: datetime
    what: str
    by: str
    lines: tuple[str, ...] = ()
    kind: str = ""  # "alert" for what is about safety


def timeline_of(
    review: Review,
    *,
    events: Iterable[ReviewEvent],
    alerts: Iterable[SafetyAlert],
    consents: Iterable[Consent],
    names: Mapping[Any, str],
    titles: Mapping[str, str],
) -> tuple[Happening, ...]:
    """Oldest first. `titles` names findings, `names` colleagues; her own acts are "the patient"."""
    told = {**names, review.patient.user_id: _("the patient")}
    happened = [
        *_consents(consents, told),
        *_answers(review),
        *(_alert_event(event, told) for alert in alerts for event in alert.events.all()),
        *(_review_event(event, told, titles) for event in events),
    ]
    return tuple(sorted(happened, key=lambda one: one.at))


def _consents(consents: Iterable[Consent], names: Mapping[Any, str]) -> Iterable[Happening]:
    for consent in consents:
        purpose = ConsentPurpose(consent.text.purpose).label
        what = _("Agreed to the consent for %(purpose)s, version %(version)d") % {"purpose": purpose, "version": consent.text.version}
        yield Happening(consent.given_at, what, names.get(consent.signature.signer_id, ""))
        if withdrawal := getattr(consent, "withdrawal", None):
            what = _("Took back the consent for %(purpose)s") % {"purpose": purpose}
            yield Happening(withdrawal.withdrawn_at, what, names.get(withdrawal.withdrawn_by_id, ""))


def _answers(review: Review) -> Iterable[Happening]:
    response = review.response
    yield Happening(response.started_at, _("Began to answer"), _("the patient"))
    if response.completed_at:
        yield Happening(response.completed_at, _("Sent the answers"), _("the patient"))


def _alert_event(event: AlertEvent, names: Mapping[Any, str]) -> Happening:
    try:
        note = event.note or {}
    except CannotBeRead:
        note, lines = {}, (str(CANNOT_BE_READ),)
    else:
        lines = tuple(str(line) for line in _alert_lines(event.kind, note) if line)
    what = _("Safety alert: %(what)s") % {"what": AlertEvent.Kind(event.kind).label}
    return Happening(event.at, what, names.get(event.by_id, ""), lines, kind="alert")


def _alert_lines(kind: str, note: Mapping[str, Any]) -> Iterable[Any]:
    if note.get("tier") in Tier.values:
        yield Tier(note["tier"]).label
    if kind == AlertEvent.Kind.CONTACT:
        yield note.get("text")
    if kind == AlertEvent.Kind.CLOSED:
        yield note.get("assessment")
        yield note.get("safety_plan")


def _review_event(event: ReviewEvent, names: Mapping[Any, str], titles: Mapping[str, str]) -> Happening:
    note = note_of(event)
    words = ReviewEvent.Kind(event.kind).label
    what = words[:1].upper() + words[1:]
    lines = (str(CANNOT_BE_READ),) if note is None and _has_note(event) else tuple(_review_lines(event.kind, note or {}, names, titles))
    return Happening(event.at, what, names.get(event.by_id, ""), lines)


def news_of(events: Iterable[ReviewEvent], names: Mapping[Any, str]) -> tuple[str, ...]:
    """One line an event: "Dev Patel, 10:52 AM: taken over"."""
    return tuple(_news(event, names) for event in events)


def _news(event: ReviewEvent, names: Mapping[Any, str]) -> str:
    by, when = names.get(event.by_id, "") or _("The site"), date_format(localtime(event.at), "TIME_FORMAT")
    return f"{by}, {when}: {ReviewEvent.Kind(event.kind).label}"


def _has_note(event: ReviewEvent) -> bool:
    return event.__dict__.get("note") is not None


def _review_lines(kind: str, note: Mapping[str, Any], names: Mapping[Any, str], titles: Mapping[str, str]) -> Iterable[str]:
    if kind == ReviewEvent.Kind.FINDING_REVIEWED:
        yield titles.get(note["criterion"], note["criterion"])
    elif kind == ReviewEvent.Kind.TAKEN_OVER:
        before = next((name for user_id, name in names.items() if str(user_id) == note.get("from")), "")
        yield _("From %(name)s: %(reason)s") % {"name": before, "reason": note["reason"]} if before else note["reason"]
    elif kind == ReviewEvent.Kind.DUPLICATE_ANSWERED:
        yield _("The same person") if note["same_person"] else _("Somebody else")
    elif kind == ReviewEvent.Kind.COMMENTED:
        yield note["text"]
    elif kind == ReviewEvent.Kind.ASKED:
        yield _("Reply by %(day)s") % {"day": date_format(date.fromisoformat(note["by"]), "M j, Y")}
    elif kind == ReviewEvent.Kind.ASKING_ENDED:
        yield str(InformationRequest.Ending(note["ending"]).label)
    elif kind in (ReviewEvent.Kind.NOTE_ADDED, ReviewEvent.Kind.NOTE_ANSWERED):
        yield note_line(note)
