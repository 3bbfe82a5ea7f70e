"""What the patient was asked after sending, and her replies, as the case page shows them; and the form to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from kapintake.clinics.selectors import clinic_date
from kapintake.intake.questionnaires import place_of_item, questionnaire_of
from kapintake.intake.words import answer_words
from kapintake.reviews.asking import ANSWERED, CALL_ME, DONT_HAVE
from kapintake.reviews.forms import AskForm
from kapintake.reviews.models import InformationRequest, Review, ReviewState
from kapintake.reviews.presenters.words import CANNOT_BE_READ
from kapintake.reviews.requests import Part, RequestView, askable, requests_of

USUAL_TIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that came with a reply, and the one before it, which stays in the record."""

    question: str
    answer: str
    before: str


@dataclass(frozen=True, slots=True)
class AskedPart:
    title: str
    status: str
    answers: tuple[Answered, ...]
    words: str


@dataclass(frozen=True, slots=True)
class AskedView:
    why: str
    by: str
    asked_at: datetime
    answer_by: date
    status: str
    is_waiting: bool
    parts: tuple[AskedPart, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything that was asked, newest last, and the form while the case may be acted on."""

    requests: tuple[AskedView, ...]
    waits: bool
    form: AskForm | None


def ask_choices(review: Review) -> list[tuple[str, str]]:
    """The questions that can be ticked."""
    return [(item.link_id, title_of(review, item.link_id)) for item in askable(review)]


def title_of(review: Review, link_id: str) -> str:
    """The page's title where several answers stand on it, else the question's label."""
    place = place_of_item(review.response, link_id)
    if place is not None and place.page.title and len(place.page.items) > 1:
        return place.page.title
    item = questionnaire_of(review.response).by_link_id.get(link_id)
    return item.title if item is not None else link_id


def asking_of(review: Review, *, names: Mapping[UUID, str], may_ask: bool, at: datetime, form: AskForm | None = None) -> Asking:
    """`form` is one that was posted and did not fit: it stands here again with what was typed."""
    today = clinic_date(review.clinic, at)
    if form is None and may_ask:
        initial = {"key": uuid4(), "version": review.version, "answer_by": today + USUAL_TIME}
        form = AskForm(questions=ask_choices(review), today=today, auto_id="ask_%s", initial=initial)
    asked = tuple(_asked(one, review, names) for one in requests_of(review))
    return Asking(requests=asked, waits=review.state == ReviewState.ON_HOLD, form=form if may_ask else None)


def _asked(request: RequestView, review: Review, names: Mapping[UUID, str]) -> AskedView:
    waits = request.ended_at is None
    ending = str(InformationRequest.Ending(request.ending).label) if request.ending else ""
    return AskedView(
        why=request.why if request.can_be_read else str(CANNOT_BE_READ),
        by=names.get(request.asked_by, ""),
        asked_at=request.asked_at,
        answer_by=request.answer_by,
        status=_("waiting for the patient") if waits else ending,
        is_waiting=waits,
        parts=tuple(_part(part, review) for part in request.parts),
    )


def _part(part: Part, review: Review) -> AskedPart:
    items = questionnaire_of(review.response).by_link_id
    title = part.words or title_of(review, part.link_id)
    return AskedPart(title, _status(part), tuple(_answered(items, name, part) for name in part.values), part.reply)


def _answered(items: Mapping[str, Any], name: str, part: Part) -> Answered:
    item = items[name]
    return Answered(item.title, answer_words(item, part.values[name]), answer_words(item, part.before.get(name)))


def _status(part: Part) -> str:
    return {
        ANSWERED: _("answered"),
        DONT_HAVE: _("does not have this"),
        CALL_ME: _("would like a call instead"),
    }.get(part.how, _("not answered yet"))
