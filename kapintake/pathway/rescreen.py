"""A changed protocol reaches the cases whose outcome it changes: a new assessment beside the old, heard and queued like
the first one.

Every case is one transaction. Order of locks: the response's row, the review's, the alert's, the audit chain (CO-10).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from kapintake.alerts.services import hear, hear_failure
from kapintake.assessments.failures import told as told_of
from kapintake.assessments.models import Assessment, ProtocolVersion, RescreenRun
from kapintake.assessments.rescreen import tally_of
from kapintake.assessments.rescreen_reading import STANDING, approved_version, assessments_by_id
from kapintake.assessments.selectors import newest_assessment, screening_protocol
from kapintake.assessments.services import NOT_ASSESSED, assess_response, evaluate
from kapintake.audit.services import record
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.selectors import locked
from kapintake.reviews.reassessing import locked_review, note_reassessed
from kapintake.reviews.services import open_review
from screening import Answers, safety

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Written:
    """How many new assessments there are, and how many cases could not be written: these are tried by asking again."""

    made: int
    failed: int


def write_changes(*, run: RescreenRun, at: datetime, told: Callable[[int], None] = lambda done: None) -> Written:
    """Assess again whoever's outcome the run found changed, where the clinic approved this protocol.

    May be run again after it was stopped: what was written is not written twice. A case that fails (somebody holds its
    row) does not keep the others waiting.
    """
    changes = tally_of(run).changes
    reason = f"{len(changes)} outcomes change, protocol {run.digest[:12]}"
    record("rescreen.written", at=at, clinic=run.clinic_id, about=run, reason=reason)
    made = failed = 0
    for done, assessment in enumerate(assessments_by_id([UUID(change.assessment) for change in changes]), start=1):
        try:
            protocol = approved_version(assessment.clinic_id, run.digest)
            made += bool(protocol and reassess(response=assessment.response, protocol=protocol, at=at))
        except Exception as error:  # the next case goes on; how many failed is said at the end
            log.error("rescreen.not-written", assessment=str(assessment.pk), **told_of(error))
            failed += 1
        told(done)
    return Written(made, failed)


@transaction.atomic
def reassess(*, response: QuestionnaireResponse, protocol: ProtocolVersion, at: datetime) -> Assessment | None:
    """A new assessment of the answers that were sent, as of the day of the newest one; None where its outcome stays.

    None too where the intake was taken back, or was assessed with these limits already.
    """
    response = locked(response)
    review, earlier = locked_review(response), newest_assessment(response)
    if earlier is None or response.status not in STANDING:
        return None
    if earlier.protocol_digest == protocol.digest and earlier.outcome != NOT_ASSESSED:
        return None
    at = max(at, earlier.assessed_at + timedelta(microseconds=1))  # the newest, whatever the clock of this machine says
    evaluated = evaluate(response=response, protocol=protocol, at=at, as_of=earlier.as_of, read=earlier.input)
    outcome = str(evaluated.result.outcome) if evaluated.result else NOT_ASSESSED
    if outcome == earlier.outcome:
        return None
    _listen_again(response, earlier, protocol, at=at, failed=evaluated.failed)
    made = assess_response(response=response, protocol=protocol, at=at, evaluated=evaluated, as_of=earlier.as_of, read=earlier.input)
    if review is None:
        open_review(assessment=made, at=at)
    else:
        note_reassessed(review=review, assessment=made, before=earlier.outcome, at=at)
    return made


def _listen_again(response: QuestionnaireResponse, earlier: Assessment, protocol: ProtocolVersion, *, at: datetime, failed: bool) -> None:
    """An alert where the answers earn one under these limits; where they cannot be heard, somebody has to look."""
    now = _reading(response, earlier, protocol)
    if now is None or failed:
        hear_failure(response=response, by=None, at=at)
    else:
        hear(response=response, reading=now, before=_reading(response, earlier, earlier.protocol), by=None, at=at)


def _reading(response: QuestionnaireResponse, earlier: Assessment, protocol: ProtocolVersion) -> Any:
    try:
        answers = Answers.from_json(earlier.input, questionnaire_of(response))
        return safety.listen(answers, screening_protocol(protocol), earlier.as_of, submitted=True)
    except Exception as error:  # as when it was sent: what cannot be heard is told
        log.error("safety.not-heard", response=str(response.pk), **told_of(error))
        return None
