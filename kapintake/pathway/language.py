"""A patient goes on in another language: her pages, her mails and the rest of a draft. What was answered stays."""

from datetime import datetime

from django.db import transaction

from kapintake.accounts.models import User
from kapintake.intake.models import ResponseStatus
from kapintake.intake.selectors import response_for
from kapintake.intake.speaking import change_language


@transaction.atomic
def speak(*, user: User, language: str, at: datetime) -> None:
    """From now on in `language`, one of settings.LANGUAGES."""
    if user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)
        user.language = language
    response = response_for(user)
    if response is not None and response.status == ResponseStatus.IN_PROGRESS:
        change_language(response=response, language=language, by=user, at=at)
