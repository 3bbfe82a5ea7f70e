"""What may be signed, by whom, and the exact text that a signature binds. Nothing is written here."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kapintake.access import Role
from kapintake.accounts.models import Meaning
from kapintake.alerts.selectors import open_alert_exists
from kapintake.assessments.models import Assessment, AssessmentStatus
from kapintake.assessments.selectors import screening_protocol
from kapintake.intake.models import ResponseStatus
from kapintake.patients.selectors import duplicates_of
from kapintake.reviews.models import Decision, DecisionKind, Review, ReviewEvent
from kapintake.sealing import CannotBeRead
from screening import ScreeningError, Severity

GOES_ON = (DecisionKind.GO_ON, DecisionKind.GO_ON_WITH_CONDITIONS)
SIGNERS: dict[DecisionKind, tuple[Role, ...]] = {
    DecisionKind.GO_ON: (Role.PRESCRIBER,),
    DecisionKind.GO_ON_WITH_CONDITIONS: (Role.PRESCRIBER,),
    DecisionKind.MEDICAL_REVIEW_FIRST: (Role.PRESCRIBER, Role.THERAPIST),
    DecisionKind.NOT_RIGHT_NOW: (Role.PRESCRIBER,),
}
CONTRAINDICATION, URGENT = "contraindication", "urgent"  # screening's words for a severity in a stored result
MUST_BE_READ = (URGENT, CONTRAINDICATION)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a decision cannot be signed now; `which` names the findings, for "unreviewed" and "contraindication"."""

    code: str
    which: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What a clinician is about to sign. `reasons` are criterion ids or words of hers; the patient's text is plain."""

    kind: DecisionKind
    reasons: tuple[str, ...]
    patient_text: str
    next_step: str
    staff_note: str = ""
    conditions: tuple[str, ...] = ()
    recheck_on: date | None = None
    other: dict[str, Any] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """The document that is sealed and signed."""
        return {
            "kind": str(self.kind),
            "reasons": list(self.reasons),
            "patient_text": self.patient_text,
            "next_step": self.next_step,
            "staff_note": self.staff_note,
            "conditions": list(self.conditions),
            "recheck_on": self.recheck_on.isoformat() if self.recheck_on else None,
            **self.other,
        }


def result_of(assessment: Assessment) -> dict[str, Any] | None:
    """The stored result; None when it cannot be read, or when the run failed: both are "not assessed" to whoever decides."""
    if assessment.status == AssessmentStatus.FAILURE:
        return None
    try:
        return assessment.result
    except CannotBeRead:
        return None


def must_be_read(result: dict[str, Any] | None) -> tuple[str, ...]:
    """The urgent and stopping findings: each is marked as read before anything is signed."""
    return tuple(finding["id"] for finding in (result or {}).get("fired", ()) if finding["severity"] in MUST_BE_READ)


def standing_contraindications(assessment: Assessment, result: dict[str, Any]) -> tuple[str, ...]:
    """What fired as a contraindication, those included that an urgent finding of the same family covers."""
    fired = [finding["id"] for finding in result["fired"] if finding["severity"] == CONTRAINDICATION]
    covered = [entry["id"] for entry in result.get("hidden", ()) if entry["id"] in _contraindications(assessment)]
    return tuple(dict.fromkeys((*fired, *covered)))


def _contraindications(assessment: Assessment) -> frozenset[str]:
    try:
        protocol = screening_protocol(assessment.protocol)
    except ScreeningError:
        return frozenset()
    return frozenset(one.id for one in protocol.criteria if protocol.severity(one) is Severity.CONTRAINDICATION)


def read_by(review: Review, user_id: Any) -> frozenset[str]:
    """Which findings of the newest assessment this person marked as read."""
    marked = review.events.filter(kind=ReviewEvent.Kind.FINDING_REVIEWED, by=user_id)
    notes = (note_of(event) or {} for event in marked)
    return frozenset(note["criterion"] for note in notes if note.get("assessment") == str(review.assessment_id))


def note_of(event: ReviewEvent) -> dict[str, Any] | None:
    """The event's note; None when there is none, or when it cannot be read."""
    try:
        return event.note
    except CannotBeRead:
        return None


def open_duplicates(review: Review) -> tuple[str, ...]:
    """Ids of records with this name and birth date about which nobody has said yet whether they are the same person."""
    answered = {
        other
        for event in review.events.filter(kind=ReviewEvent.Kind.DUPLICATE_ANSWERED)
        for other in (note_of(event) or {}).get("others", ())
    }
    return tuple(str(other.pk) for other in duplicates_of(review.patient) if str(other.pk) not in answered)


def refusals_of(*, review: Review, kind: DecisionKind, role: str, by: Any = None) -> list[Refusal]:
    """Why this role may not sign this decision on this case now; empty when it may.

    With `by` (a user) what she has to do first is told as well: findings to read, a duplicate to answer. Codes: "role",
    "withdrawn", "alert-open", "not-assessed", "contraindication", "unreviewed", "duplicate"; pages turn each into a sentence.
    """
    refusals = [] if role in SIGNERS[kind] else [Refusal("role")]
    if review.response.status == ResponseStatus.STOPPED:
        refusals.append(Refusal("withdrawn"))
    result = result_of(review.assessment)
    if kind in GOES_ON:
        if open_alert_exists(review.patient):
            refusals.append(Refusal("alert-open"))
        if result is None:
            refusals.append(Refusal("not-assessed"))
        elif standing := standing_contraindications(review.assessment, result):
            refusals.append(Refusal("contraindication", standing))
    return refusals if by is None else [*refusals, *_to_be_done_first(review, by, must_be_read(result))]


def _to_be_done_first(review: Review, by: Any, findings: Iterable[str]) -> list[Refusal]:
    read = read_by(review, by.pk)
    unread = tuple(criterion for criterion in findings if criterion not in read)
    first = [Refusal("unreviewed", unread)] if unread else []
    return [*first, Refusal("duplicate")] if open_duplicates(review) else first


def refusals_for(*, review: Review, kind: DecisionKind, role: str, by: Any = None) -> list[str]:
    """The codes of `refusals_of`."""
    return [refusal.code for refusal in refusals_of(review=review, kind=kind, role=role, by=by)]


def decision_text(*, review_id: Any, assessment_id: Any, content: dict[str, Any]) -> str:
    """The exact text that a signature binds: the decision, the case and the assessment it rests on."""
    bound = {"review": str(review_id), "assessment": str(assessment_id), **content}
    return json.dumps(bound, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def signature_stands(decision: Decision) -> bool:
    """Whether the signature was made by this signer for this decision, which still says, to the letter, what was signed (ES-1)."""
    signature = decision.signature
    made_for_it = (
        signature.document_type == decision._meta.label_lower
        and signature.document_id == decision.pk
        and signature.meaning == Meaning.DECISION
        and signature.signer_id == decision.decided_by_id
        and signature.signed_at == decision.decided_at
    )
    try:
        content = decision.content
    except CannotBeRead:
        return False
    text = decision_text(review_id=decision.review_id, assessment_id=decision.assessment_id, content=content)
    says_the_same = hashlib.sha256(text.encode()).hexdigest() == signature.text_sha256
    return made_for_it and says_the_same and content.get("kind") == decision.kind
