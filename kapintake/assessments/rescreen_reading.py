"""Reading stored assessments in bulk, for asking "what if": the newest of each response that stands, and its answers."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

import structlog
from django.db.models import Exists, OuterRef, Q, QuerySet

import screening
from kapintake.assessments.failures import told
from kapintake.assessments.models import Assessment, ProtocolState, ProtocolVersion
from kapintake.clinics.models import Clinic
from kapintake.intake.models import ResponseStatus
from kapintake.intake.questionnaires import questionnaire_of

log = structlog.get_logger()
AT_ONCE = 500  # ids in one statement
STANDING = (ResponseStatus.COMPLETED, ResponseStatus.AMENDED)


def newest_assessments(*, since: date | None = None, clinic: Clinic | None = None) -> QuerySet[Assessment]:
    """The newest assessment of each response that was sent (since a day in UTC), not taken back, and whose record is open."""
    later = Q(assessed_at__gt=OuterRef("assessed_at")) | Q(assessed_at=OuterRef("assessed_at"), pk__gt=OuterRef("pk"))
    found = Assessment.objects.filter(
        ~Exists(Assessment.objects.filter(later, response=OuterRef("response"))),
        response__status__in=STANDING,
        patient__closed_at__isnull=True,
    )
    if since is not None:
        found = found.filter(response__completed_at__gte=datetime.combine(since, time(), UTC))
    return found if clinic is None else found.filter(clinic=clinic)


def assessments_by_id(ids: Sequence[UUID]) -> Iterator[Assessment]:
    """In the order of the ids, without the documents that the rules do not read."""
    rows = Assessment.objects.select_related("response", "protocol").defer("result", "response__current", "response__frozen")
    for start in range(0, len(ids), AT_ONCE):
        found = rows.in_bulk(ids[start : start + AT_ONCE])
        yield from (found[one] for one in ids[start : start + AT_ONCE])


def read_answers(assessment: Assessment) -> screening.Answers | None:
    """What the rules read, or None: a document that does not open or does not fit is told, and never an empty answer."""
    try:
        return screening.Answers.from_json(assessment.input, questionnaire_of(assessment.response))
    except Exception as error:  # whatever the cause, somebody must see that this one was not read
        log.error("rescreen.cannot-be-read", assessment=str(assessment.pk), **told(error))
        return None


def approved_version(clinic: Clinic | UUID, digest: str) -> ProtocolVersion | None:
    """The clinic's approved protocol, when it is this one to the letter."""
    return ProtocolVersion.objects.filter(clinic=clinic, state=ProtocolState.APPROVED, digest=digest).first()
