"""Reading what was asked after sending: the one request that waits, for its patient; every one of a case, for who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kapintake.assessments.models import Assessment
from kapintake.assessments.selectors import newest_assessment
from kapintake.clinics.models import Membership
from kapintake.intake.questionnaires import place_of_item, questionnaire_of
from kapintake.reviews.models import InformationReply, InformationRequest, Review, ReviewState
from kapintake.reviews.signing import result_of
from kapintake.sealing import CannotBeRead
from screening import EnteredBy, Item, PageKind

LISTS = (PageKind.MEDICINES, PageKind.TRIALS)  # asked in a clinician's own words: a list is not one answer
MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was asked: a page of the questionnaire, or the clinician's own words (`link_id` is then "")."""

    number: int
    link_id: str
    words: str
    how: str  # "" while nothing was replied
    values: Mapping[str, Any]
    before: Mapping[str, Any]
    reply: str
    replied_at: datetime | None

    @property
    def is_open(self) -> bool:
        return not self.how


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with what was replied. `can_be_read` is False when a part of it does not open."""

    id: UUID
    review_id: UUID
    why: str
    asked_by: UUID
    asked_at: datetime
    answer_by: date
    ending: str
    ended_at: datetime | None
    parts: tuple[Part, ...]
    can_be_read: bool

    @property
    def next_part(self) -> Part | None:
        return next((part for part in self.parts if part.is_open), None)


def parts_in(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(link id, words) of each part, in order."""
    asked = [(link_id, "") for link_id in content["questions"]]
    return [*asked, ("", content["words"])] if content["words"] else asked


def view_of(request: InformationRequest) -> RequestView:
    try:
        content, replies, reads = request.content, _replies(request), True
    except CannotBeRead:
        content, replies, reads = {"questions": [], "words": "", "why": ""}, {}, False
    parts = tuple(_part(number, link_id, words, replies.get(number)) for number, (link_id, words) in enumerate(parts_in(content), start=1))
    return RequestView(
        id=request.pk,
        review_id=request.review_id,
        why=content["why"],
        asked_by=request.asked_by_id,
        asked_at=request.asked_at,
        answer_by=request.answer_by,
        ending=request.ending,
        ended_at=request.ended_at,
        parts=parts,
        can_be_read=reads,
    )


def _replies(request: InformationRequest) -> dict[int, tuple[dict[str, Any], datetime]]:
    return {reply.part: (reply.given, reply.at) for reply in InformationReply.objects.filter(request=request)}


def _part(number: int, link_id: str, words: str, reply: tuple[dict[str, Any], datetime] | None) -> Part:
    given = reply[0] if reply else {}
    return Part(
        number=number,
        link_id=link_id,
        words=words,
        how=given.get("how", ""),
        values=given.get("values", {}),
        before=given.get("before", {}),
        reply=given.get("words", ""),
        replied_at=reply[1] if reply else None,
    )


def requests_of(review: Review) -> tuple[RequestView, ...]:
    """Every request of a case, oldest first. The caller has found the case for its reader."""
    return tuple(view_of(request) for request in InformationRequest.objects.filter(review=review).order_by("asked_at", "pk"))


def open_request_of(review: Review) -> InformationRequest | None:
    return InformationRequest.objects.select_related("review", "clinic").filter(review=review, ended_at__isnull=True).first()


def open_request_for(user: Any) -> InformationRequest | None:
    """The signed-in patient's own, while her case waits for it."""
    found = InformationRequest.objects.select_related("review", "review__response", "review__patient", "clinic")
    return found.filter(patient__user=user, ended_at__isnull=True, review__state=ReviewState.ON_HOLD).first()


def overdue_requests(today: date) -> QuerySet[InformationRequest]:
    """Those whose date has passed somewhere: the worker looks at each clinic's own day."""
    return InformationRequest.objects.filter(ended_at__isnull=True, answer_by__lt=today).order_by("answer_by", "pk")


def asker_name(request: InformationRequest) -> str:
    """Who asks, by name."""
    names = Membership.objects.filter(clinic=request.clinic_id, user=request.asked_by_id).values_list("name", flat=True)
    return names.first() or ""


def askable(review: Review) -> tuple[Item, ...]:
    """Questions that this case leaves open or unclear, one a page of the questionnaire, in the order in which they are asked."""
    result = result_of(review.assessment) or {}
    wanted = {*result.get("missing", ()), *(name for one in result.get("unknown", ()) for name in one["questions"])}
    for one in result.get("fired", ()):
        if one["severity"] == "needs-information":
            wanted |= {piece["link_id"] for piece in one["evidence"]}
    response = review.response
    found: dict[str, Item] = {}
    for item in questionnaire_of(response):
        place = place_of_item(response, item.link_id) if item.link_id in wanted and item.entered_by is EnteredBy.PATIENT else None
        if place is not None and place.page.kind not in LISTS:
            found.setdefault(place.name, item)
    return tuple(found.values())


def standing_input(review: Review) -> dict[str, Any]:
    """What the newest assessment read: the sent answers, with what was added since. Raises CannotBeRead."""
    newest: Assessment | None = newest_assessment(review.response)
    return dict(newest.input) if newest is not None else dict((review.response.frozen or {})["input"])
