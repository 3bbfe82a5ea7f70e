"""A patient goes on in another language: her pages, her mails and the rest of a draft. What was answered stays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from kapintake.accounts.models import User
from kapintake.intake.document import DECLINED, NOT_IN_LANGUAGE
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.questionnaires import place_at
from kapintake.intake.selectors import response_for
from kapintake.intake.services import ask_for_questions_by_phone
from kapintake.intake.speaking import change_language
from kapintake.pathway.intake import Recorded, record_answer


@transaction.atomic
def speak(*, user: User, language: str, at: datetime) -> None:
    """From now on in `language`, one of settings.LANGUAGES."""
    if user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)
        user.language = language
    response = response_for(user)
    if response is not None and response.status == ResponseStatus.IN_PROGRESS:
        change_language(response=response, language=language, by=user, at=at)


def asked_at(user: User, part: int, page: int) -> tuple[str, ...]:
    """The questions of that page of her application, by their ids; none where there is no such page."""
    response = response_for(user)
    place = place_at(response, part, page) if response is not None else None
    return tuple(item.link_id for item in place.page.items) if place is not None else ()


@transaction.atomic
def put_off_scale(
    *, response: QuestionnaireResponse, link_ids: Iterable[str], section_id: str, place: str, key: str, by: Any, at: datetime
) -> Recorded:
    """What is left of a scale that is not in her language: somebody asks by phone. Never a 0: each rule reads it as silence."""
    was = response.version
    recorded = record_answer(
        response=response,
        values={link_id: dict(DECLINED) for link_id in link_ids},
        key=key,
        version=None,
        by=by,
        at=at,
        how=NOT_IN_LANGUAGE,
        place=place,
    )
    if recorded.response.version != was:
        ask_for_questions_by_phone(response=recorded.response, section_id=section_id, by=by, at=at)
    return recorded
