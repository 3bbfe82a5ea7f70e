"""Writing what a clinician asks a patient after sending, what she replies, and how the case leaves the queue and comes back.

Order of locks: the response's row (the caller's), the review's, the audit chain. Events are the pathway's, written last.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kapintake.audit.services import record
from kapintake.clinics.models import Membership
from kapintake.reviews.models import InformationReply, InformationRequest, Review, ReviewEvent, ReviewState
from kapintake.reviews.services import ReviewChanged, ReviewTaken, _free_for, _move, add_event

ANSWERED, DONT_HAVE, CALL_ME = "answered", "dont-have", "call-me"
HOW = (ANSWERED, DONT_HAVE, CALL_ME)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a clinician is about to ask. `why` is told to the patient."""

    questions: tuple[str, ...]
    words: str
    why: str
    answer_by: date

    def content(self) -> dict[str, Any]:
        return {"questions": list(self.questions), "words": self.words, "why": self.why}


@transaction.atomic
def ask(*, review: Review, asked: Asked, member: Membership, key: UUID, version: int, at: datetime) -> tuple[InformationRequest, bool]:
    """The request, and whether it is new; the case waits for the patient. A free case is claimed in passing.

    Raises ReviewTaken and ReviewChanged, as signing does.
    """
    earlier = InformationRequest.objects.filter(pk=key, review=review).first()
    if earlier is not None:
        return earlier, False
    drawn = Q(version=version)
    was_hers = review.state == ReviewState.ACCEPTED and review.owner_id == member.user_id
    if not was_hers and _move(review, ReviewState.ACCEPTED, drawn & _free_for(member.user, at), owner=member.user, owner_since=at):
        drawn = Q(version=review.version)
    if not _move(review, ReviewState.ON_HOLD, drawn & Q(owner=member.user)):
        if review.state == ReviewState.COMPLETED or review.owner_id not in (None, member.user_id):
            raise ReviewTaken(review.owner)
        raise ReviewChanged
    request = InformationRequest(
        id=key,
        patient=review.patient,
        clinic=review.clinic,
        review=review,
        asked_by=member.user,
        asked_at=at,
        answer_by=asked.answer_by,
    )
    request.content = asked.content()
    request.save(force_insert=True)
    add_event(review, ReviewEvent.Kind.ASKED, at=at, by=member.user, note={"request": str(request.pk), "by": asked.answer_by.isoformat()})
    return request, True


def keep_reply(
    *,
    request: InformationRequest,
    part: int,
    how: str,
    values: Mapping[str, Any],
    before: Mapping[str, Any],
    words: str,
    key: UUID,
    by: Any,
    at: datetime,
) -> tuple[InformationReply, bool]:
    """One part is replied to, and whether it is new: a second press, or another window, finds the first."""
    reply = InformationReply(id=key, request=request, part=part, by=by, at=at)
    reply.given = {"how": how, "values": dict(values), "before": dict(before), "words": words}
    try:
        with transaction.atomic():
            reply.save(force_insert=True)
    except IntegrityError:
        return InformationReply.objects.get(request=request, part=part), False
    add_event(request.review, ReviewEvent.Kind.REPLIED, at=at, by=by, note={"request": str(request.pk), "part": part, "how": how})
    return reply, True


def end_request(*, request: InformationRequest, ending: InformationRequest.Ending, at: datetime, by: Any = None) -> bool:
    """One conditional UPDATE: the case comes back to the queue, held by nobody. False where it had ended already."""
    ended = InformationRequest.objects.filter(pk=request.pk, ended_at__isnull=True).update(ending=ending, ended_at=at)
    if not ended:
        return False
    review = request.review
    _move(review, ReviewState.REQUESTED, Q(state=ReviewState.ON_HOLD), owner=None, owner_since=None)
    if ending != InformationRequest.Ending.REPLIED:
        add_event(review, ReviewEvent.Kind.ASKING_ENDED, at=at, by=by, note={"request": str(request.pk), "ending": str(ending)})
    return True


def touch(review: Review) -> None:
    """Pages of the case that were drawn before are too old to sign from."""
    Review.objects.filter(pk=review.pk).update(version=F("version") + 1)


def audit_request(
    action: str, request: InformationRequest, *, by: Any, role: str, at: datetime, fields: Iterable[str] = (), reason: str = ""
) -> None:
    record(
        action,
        at=at,
        by=by,
        role=role,
        clinic=request.clinic_id,
        about=request,
        patients=[request.patient_id],
        fields=fields,
        reason=reason,
    )
