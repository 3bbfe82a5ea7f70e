"""Running a clinic's protocol on a sent intake, and putting protocols in force.

An evaluation that fails is an assessment too, "could not be assessed": no failure path reads as "nothing fired" (CO-6).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Max

import screening
from kapintake.assessments.failures import in_words, told
from kapintake.assessments.models import Assessment, AssessmentStatus, ProtocolState, ProtocolVersion
from kapintake.assessments.selectors import has_one_prescriber, may_approve, protocol_in_force, screening_protocol
from kapintake.audit.services import record
from kapintake.clinics.models import Clinic, Membership
from kapintake.clinics.selectors import after_working_days, clinic_date, end_of_same_day
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.questionnaires import questionnaire_of
from screening import RespondWithin

log = structlog.get_logger()
NOT_ASSESSED = "not-assessed"
OWN_DRAFT_RESTS = timedelta(hours=24)
SOON = {RespondWithin.MINUTES_15: timedelta(minutes=15), RespondWithin.MINUTES_60: timedelta(minutes=60)}


class ProtocolRefused(Exception):
    """The protocol was not changed; `reason` is a code of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What one run gave: a result, or the reason why there is none."""

    result: screening.Assessment | None
    error: str = ""
    document: dict[str, Any] | None = None  # the result with every reason written

    @property
    def failed(self) -> bool:
        return self.result is None


def evaluate(
    *,
    response: QuestionnaireResponse,
    protocol: ProtocolVersion | None,
    at: datetime,
    as_of: date | None = None,
    read: Mapping[str, Any] | None = None,
) -> Evaluated:
    """Run the rules on the frozen answers (or on `read`, these with what was added since), as of the clinic's day or of the
    day given. Nothing is written, and whatever goes wrong is told, not raised."""
    if protocol is None:
        return Evaluated(None, "no-protocol-in-force")
    try:
        answers = screening.Answers.from_json(response.frozen["input"] if read is None else read, questionnaire_of(response))
        result = screening.assess(answers, screening_protocol(protocol), as_of or clinic_date(response.clinic, at))
        return Evaluated(result, document=result.to_json())
    except Exception as error:  # an assessment that fails is a case for a person, whatever the cause
        log.error("assessment.failed", response=str(response.pk), **told(error))
        return Evaluated(None, in_words(error))


def assess_response(
    *,
    response: QuestionnaireResponse,
    protocol: ProtocolVersion | None,
    at: datetime,
    evaluated: Evaluated | None = None,
    as_of: date | None = None,
    read: Mapping[str, Any] | None = None,
) -> Assessment:
    """Store one run on the frozen answers, or on `read`, with all it rests on: versions, digest, hash of the input."""
    done = evaluate(response=response, protocol=protocol, at=at, as_of=as_of, read=read) if evaluated is None else evaluated
    pinned = protocol or shipped_draft(clinic=response.clinic, at=at)
    with transaction.atomic():
        assessment = Assessment(
            response=response,
            patient_id=response.patient_id,
            clinic=response.clinic,
            protocol=pinned,
            protocol_digest=pinned.digest,
            questionnaire=response.questionnaire,
            screening_version=screening.__version__,
            input_hash=done.result.input_hash if done.result else "",
            status=_status(done),
            outcome=str(done.result.outcome) if done.result else NOT_ASSESSED,
            due_at=due_at(done, clinic=response.clinic, at=at),
            as_of=as_of or clinic_date(response.clinic, at),
            assessed_at=at,
        )
        assessment.input = (response.frozen or {}).get("input", {}) if read is None else read
        assessment.result = done.document if done.document else {"error": done.error}
        assessment.save(force_insert=True)
        record("assessment.made", at=at, clinic=response.clinic_id, about=assessment, patients=[response.patient_id], reason=_status(done))
    return assessment


def _status(done: Evaluated) -> str:
    if done.result is None:
        return AssessmentStatus.FAILURE
    return AssessmentStatus.DATA_REQUIRED if done.result.missing else AssessmentStatus.SUCCESS


def due_at(done: Evaluated, *, clinic: Clinic, at: datetime) -> datetime:
    """By when somebody must have looked: the shortest clock of what fired, else what the clinic promises its patients.

    A run that failed may hide anything: it is due the same day.
    """
    if done.result is None:
        return end_of_same_day(clinic, at)
    clocks = {finding.respond_within for finding in done.result.fired}
    promised = after_working_days(clinic, at, clinic.reply_working_days)
    return min([promised, *(_clock_ends(clock, clinic=clinic, at=at) for clock in clocks if clock is not RespondWithin.NONE)])


def _clock_ends(clock: RespondWithin, *, clinic: Clinic, at: datetime) -> datetime:
    if clock in SOON:
        return at + SOON[clock]
    return end_of_same_day(clinic, at) if clock is RespondWithin.SAME_DAY else after_working_days(clinic, at, 2)


def assessed_again(assessment: Assessment) -> dict[str, Any]:
    """What the stored input gives now under the same limits and date. Raises what the rules raise."""
    answers = screening.Answers.from_json(assessment.input, questionnaire_of(assessment.response))
    return screening.assess(answers, screening_protocol(assessment.protocol), assessment.as_of).to_json()


# --- protocols ---------------------------------------------------------------------------------------------------


def _next_version(clinic: Clinic) -> int:
    return (ProtocolVersion.objects.filter(clinic=clinic).aggregate(newest=Max("version"))["newest"] or 0) + 1


@transaction.atomic
def draft_protocol(*, clinic: Clinic, by: Any, at: datetime, from_in_force: bool, role: str = "") -> ProtocolVersion:
    """A new draft: a copy of what is in force, or of the limits that this release ships."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)  # two drafts at once get two numbers
    source = protocol_in_force(clinic) if from_in_force else None
    protocol = screening_protocol(source) if source else screening.Protocol.default()
    draft = ProtocolVersion.objects.create(
        clinic=clinic,
        version=_next_version(clinic),
        content=protocol.to_json(),
        digest=protocol.digest,
        state=ProtocolState.DRAFT,
        drafted_by=by,
        drafted_at=at,
    )
    record("protocol.drafted", at=at, by=by, role=role, clinic=clinic, about=draft, reason=f"version {draft.version}")
    return draft


def shipped_draft(*, clinic: Clinic, at: datetime) -> ProtocolVersion:
    """A draft of the shipped limits, for a clinic that has none in force: what could not be assessed still names its protocol."""
    shipped = screening.Protocol.default()
    found = ProtocolVersion.objects.filter(clinic=clinic, digest=shipped.digest).order_by("-version").first()
    return found or draft_protocol(clinic=clinic, by=None, at=at, from_in_force=False)


@transaction.atomic
def change_draft(
    *,
    draft: ProtocolVersion,
    limits: Mapping[str, float],
    note: str,
    by: Any,
    at: datetime,
    severities: Mapping[str, str] | None = None,
    role: str = "",
) -> ProtocolVersion:
    """Set limits of a draft, and severities where a criterion leaves the choice.

    Raises InvalidProtocol where they leave their range or their order.
    The clock of "your own draft after 24 hours" starts again with every change.
    """
    draft = ProtocolVersion.objects.select_for_update().get(pk=draft.pk)
    if draft.state != ProtocolState.DRAFT:
        raise ProtocolRefused("not-a-draft")
    before = screening_protocol(draft)
    protocol = changed_protocol(before, limits=limits, severities=severities or {})
    changes = changes_between(before, protocol)
    draft.content, draft.digest, draft.note = protocol.to_json(), protocol.digest, note
    if changes:
        draft.drafted_by, draft.drafted_at = by, at
    draft.save(update_fields=["content", "digest", "note", "drafted_by", "drafted_at"])
    for change in changes or ["note"]:
        record("protocol.changed", at=at, by=by, role=role, clinic=draft.clinic_id, about=draft, reason=change[:200])
    return draft


def changed_protocol(before: screening.Protocol, *, limits: Mapping[str, float], severities: Mapping[str, str]) -> screening.Protocol:
    """The protocol with these numbers and choices instead. Raises InvalidProtocol."""
    content = before.to_json()
    return screening.Protocol.from_json(
        {**content, "limits": {**before.limits, **limits}, "severities": {**content["severities"], **severities}}  # type: ignore[dict-item]  # plain JSON
    )


def changes_between(before: screening.Protocol, after: screening.Protocol) -> list[str]:
    """What differs, a line each, for the trail."""
    numbers = [f"{name} {before.limits[name]:g} to {value:g}" for name, value in after.limits.items() if before.limits.get(name) != value]
    choices = [
        f"{criterion.id} {before.severity(criterion).name.lower()} to {after.severity(criterion).name.lower()}"
        for criterion in after.criteria
        if before.severity(criterion) != after.severity(criterion)
    ]
    return numbers + choices


@transaction.atomic
def approve_protocol(*, draft: ProtocolVersion, by: Membership | None, at: datetime) -> ProtocolVersion:
    """Put a draft in force; the one before is retired. Raises ProtocolRefused with the reason."""
    Clinic.objects.select_for_update().get(pk=draft.clinic_id)
    draft = ProtocolVersion.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=draft.pk)
    reason = approval_refused(draft=draft, by=by, at=at)
    if reason or by is None:
        raise ProtocolRefused(reason)
    screening_protocol(draft)
    ProtocolVersion.objects.filter(clinic=draft.clinic_id, state=ProtocolState.APPROVED).update(state=ProtocolState.RETIRED)
    draft.state, draft.approved_by, draft.approved_at = ProtocolState.APPROVED, by.user, at
    draft.save(update_fields=["state", "approved_by", "approved_at"])
    marked = "own draft, one-prescriber clinic" if draft.drafted_by_id == by.user_id else "draft of a colleague"
    record(
        "protocol.approved",
        at=at,
        by=by.user,
        role=by.role,
        clinic=draft.clinic_id,
        about=draft,
        reason=f"version {draft.version}, {marked}",
    )
    return draft


def approval_refused(*, draft: ProtocolVersion, by: Membership | None, at: datetime) -> str:
    """Why this member may not approve this draft now; "" when she may."""
    if draft.state != ProtocolState.DRAFT:
        return "not-a-draft"
    if not may_approve(by, draft):
        return "not-a-prescriber"
    assert by is not None  # noqa: S101  # may_approve says so
    if draft.drafted_by_id != by.user_id:
        return ""
    if not has_one_prescriber(draft.clinic):
        return "own-draft"
    return "too-soon" if at < draft.drafted_at + OWN_DRAFT_RESTS else ""
