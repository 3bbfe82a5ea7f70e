"""What happens to alerts across apps: a watch that fell silent becomes what the answers earn; a closing is signed."""

from datetime import datetime

import structlog
from django.db import transaction

from kapintake.accounts.models import Meaning, SigningMethod
from kapintake.accounts.services import sign_document
from kapintake.alerts import services
from kapintake.alerts.hearing import open_alert_of
from kapintake.alerts.models import SafetyAlert, Tier
from kapintake.alerts.said import closing_text, said_of
from kapintake.alerts.selectors import silent_watches
from kapintake.assessments.selectors import listening_protocol
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.selectors import answers_of, locked
from screening import safety

log = structlog.get_logger()


class SomeWatchesRemain(Exception):
    """Not every silent watch could be judged; the job counts as failed, so that nothing is promised on it."""


def advance_silent_watches(*, at: datetime) -> int:
    """Judge every watch that heard nothing for fifteen minutes. How many there were.

    Several workers may run it: each watch is locked and looked at again before it is judged. One that fails does not
    keep the others waiting.
    """
    advanced = failed = 0
    for response in silent_watches(at=at):
        try:
            advanced += _advance(response, at)
        except Exception as error:  # the next watch must not wait for this one; the job fails after all were tried
            log.error("alerts.watch-not-judged", response=str(response.pk), kind=type(error).__name__)
            failed += 1
    if failed:
        raise SomeWatchesRemain(failed)
    return advanced


@transaction.atomic
def _advance(response: QuestionnaireResponse, at: datetime) -> bool:
    response = locked(response)
    alert = open_alert_of(response)
    if alert is None or alert.tier != Tier.WATCH or alert.silent_after is None or alert.silent_after > at:
        return False
    try:
        protocol, today = listening_protocol(response.clinic), clinic_date(response.clinic, at)
        reading = safety.listen(answers_of(response), protocol, today, silent=True)
    except Exception as error:  # what cannot be judged is urgent: silence is heard
        log.error("safety.not-heard", response=str(response.pk), kind=type(error).__name__)
        services.hear_failure(response=response, by=None, at=at)
        return True
    services.hear(response=response, reading=reading, by=None, at=at)
    return True


@transaction.atomic
def close_alert(
    *,
    alert: SafetyAlert,
    by: Membership,
    assessment: str,
    safety_plan: str,
    method: SigningMethod,
    version: int,
    at: datetime,
) -> SafetyAlert:
    """Sign the assessment and the safety plan, and close with them. Raises AlertHasMoved, and then nothing is signed."""
    signature = sign_document(
        signer=by.user,
        meaning=Meaning.ALERT_CLOSED,
        method=method,
        document=alert,
        text=closing_text(said_of(alert), assessment=assessment, safety_plan=safety_plan),
        name=by.name,
        role=by.role,
        at=at,
    )
    return services.close_alert(
        alert=alert, by=by, assessment=assessment, safety_plan=safety_plan, signature=signature, version=version, at=at
    )
