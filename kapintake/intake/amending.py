"""Something is added after sending: the response is amended from then on, and what was sent stays word for word."""

from django.db.models import F

from kapintake.intake.models import TRANSITIONS, QuestionnaireResponse, ResponseStatus
from kapintake.intake.services import AnswersRefused

MAY_BE_ADDED_TO = tuple(status for status, targets in TRANSITIONS.items() if ResponseStatus.AMENDED in targets)


class NotSent(AnswersRefused):
    """Nothing was sent yet, or it was taken back: there is nothing to add to."""


def amend_response(*, response: QuestionnaireResponse) -> QuestionnaireResponse:
    """One conditional UPDATE, allowed by the transition table; the audit event is the pathway's. Raises NotSent."""
    rows = QuestionnaireResponse.objects.filter(pk=response.pk, status__in=MAY_BE_ADDED_TO)
    if not rows.update(status=ResponseStatus.AMENDED, version=F("version") + 1):
        raise NotSent
    response.status, response.version = ResponseStatus.AMENDED, response.version + 1
    return response
