"""The words of the demo's four decided cases."""

from datetime import datetime, timedelta

from kapintake.reviews.models import DecisionKind, Review
from kapintake.reviews.services import DecisionDraft

PATIENT_TEXT = {
    DecisionKind.GO_ON: "We would like to meet you. Nothing in your answers speaks against a first consultation.",
    DecisionKind.GO_ON_WITH_CONDITIONS: "We would like to meet you, and there is one thing to look at together first.",
    DecisionKind.MEDICAL_REVIEW_FIRST: "Before we go on, we would like a doctor to look at your heart rhythm.",
    DecisionKind.NOT_RIGHT_NOW: "Not right now. Ketamine so soon after using it could harm your bladder and your recovery.",
}
NEXT_STEP = {
    DecisionKind.GO_ON: "We will call you this week to find a time.",
    DecisionKind.GO_ON_WITH_CONDITIONS: "Bring your list of medicines. Do not stop or change any of them because of this form.",
    DecisionKind.MEDICAL_REVIEW_FIRST: "Ask your doctor for an ECG, or call us and we will arrange one.",
    DecisionKind.NOT_RIGHT_NOW: "We can look again in eight months. Until then we can name other treatments and people who help.",
}


def draft_for(kind: str, review: Review, at: datetime) -> DecisionDraft:
    """A decision with its reasons taken from what fired."""
    decision = DecisionKind(kind)
    fired = tuple(finding["id"] for finding in review.assessment.result["fired"])
    return DecisionDraft(
        kind=decision,
        reasons=fired or ("nothing found that speaks against it",),
        patient_text=PATIENT_TEXT[decision],
        next_step=NEXT_STEP[decision],
        staff_note="Discussed with a colleague.",
        conditions=("Bring a list of your medicines",) if decision is DecisionKind.GO_ON_WITH_CONDITIONS else (),
        recheck_on=(at + timedelta(days=240)).date() if decision is DecisionKind.NOT_RIGHT_NOW else None,
    )
