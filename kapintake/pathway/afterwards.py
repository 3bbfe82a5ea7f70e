"""What a patient says after her answers were sent: kept beside them, heard at once, and in front of a clinician.

One transaction each. Order of locks: the response's row, the review's, the alert's, the audit chain (CO-10).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kapintake.alerts.models import Tier
from kapintake.alerts.services import hear, hear_failure
from kapintake.assessments.selectors import listening_protocol
from kapintake.intake.amending import MAY_BE_ADDED_TO, NotSent, amend_response
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.selectors import locked
from kapintake.reviews.models import PatientNote, Review
from kapintake.reviews.notes import add_note, audit_note
from screening import HelpPage, RespondWithin
from screening.hearing import ear_for

log = structlog.get_logger()
CRISIS_WORDS = "free-text-crisis"  # the criterion that hears words of danger in a text
NOT_SAFE = "immediate-danger"  # the one that hears somebody say that she is not safe
SAFE, UNSURE, UNSAFE = "yes", "unsure", "no"
STAFF_LANGUAGE = "en"
LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a note: whether help is due now."""

    note: PatientNote
    help_page: str = ""


def add_after_sending(
    *, response: QuestionnaireResponse, kind: PatientNote.Kind, words: str, safe: str, key: UUID, by: Any, at: datetime
) -> Kept:
    """The patient adds something, or asks for another look. Raises NotSent where there is no case to add to."""
    with transaction.atomic():
        response = locked(response)
        if response.status not in MAY_BE_ADDED_TO:
            raise NotSent
        review = Review.objects.select_related("patient", "clinic").select_for_update(of=("self",)).get(response=response)
        note, is_new = add_note(review=review, kind=kind, key=key, by=by, at=at, words=words, safe=safe)
        heard = heard_in_words(response, words, safe, at=at)
        if is_new:
            if kind == PatientNote.Kind.ADDED:
                amend_response(response=response)
            listen_to(response, heard, by=by, at=at)
            audit_note(note=note, by=by, at=at)
        return Kept(note, str(HelpPage.SUICIDE) if heard is None or heard.criteria else "")


@dataclass(frozen=True, slots=True)
class _Quote:
    """What was said, as an alert keeps it."""

    link_id: str
    label: str
    answer: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Heard:
    id: str
    respond_within: RespondWithin
    evidence: tuple[_Quote, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """In the form of a reading of the safety questions; empty where nothing calls for a person."""

    findings: tuple[_Heard, ...]
    tier: str

    @property
    def criteria(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.findings)

    @property
    def pages_staff(self) -> bool:
        return self.tier == Tier.URGENT


_NOTHING = Reading((), Tier.SAME_DAY)


def heard_in_words(response: QuestionnaireResponse, words: str, safe: str, *, at: datetime) -> Reading | None:
    """What a text and the question beside it call for; None when it could not be listened to.

    Not safe pages the one on duty. "Not sure", and words of danger, want a person the same day (eligibility.md section 4).
    """
    with override(STAFF_LANGUAGE):
        quote = _Quote(f"after-sending-{at.isoformat()}", _("Said after sending"), words[:LONGEST_QUOTE], words)
        asked = _Quote(f"safe-after-sending-{at.isoformat()}", _("Do you feel safe right now?"), _said(safe), safe)
    found = []
    if safe in (UNSAFE, UNSURE):
        found.append(_Heard(NOT_SAFE if safe == UNSAFE else CRISIS_WORDS, _clock(safe), (asked, quote) if words else (asked,)))
    try:
        if _mentions_danger(response, words):
            found.append(_Heard(CRISIS_WORDS, RespondWithin.SAME_DAY, (quote,)))
    except Exception as error:  # the note is kept and a person told, whatever the rules stumbled over
        log.error("safety.not-heard", response=str(response.pk), kind=type(error).__name__)
        if safe != UNSAFE:
            return None
    return Reading(tuple(found), Tier.URGENT if safe == UNSAFE else Tier.SAME_DAY)


def _said(safe: str) -> str:
    return {SAFE: _("Yes"), UNSURE: _("I'm not sure"), UNSAFE: _("No")}.get(safe, "")


def _clock(safe: str) -> RespondWithin:
    return RespondWithin.MINUTES_15 if safe == UNSAFE else RespondWithin.SAME_DAY


def _mentions_danger(response: QuestionnaireResponse, words: str) -> bool:
    """The phrases that the intake listens for in its own text boxes."""
    return bool(ear_for(tuple(listening_protocol(response.clinic).phrases)).hear(words))


def listen_to(response: QuestionnaireResponse, heard: Reading | None, *, by: Any, at: datetime) -> None:
    if heard is None:
        hear_failure(response=response, by=by, at=at)
    elif heard.findings:  # `before` is silence: it was said now, even after a clinician closed an earlier alert
        hear(response=response, reading=heard, before=_NOTHING, by=by, at=at)
