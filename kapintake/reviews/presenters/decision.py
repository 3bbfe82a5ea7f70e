"""What may be signed on a case, what stands in the way in sentences, and the decision that was signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from kapintake.access import Role
from kapintake.accounts.models import SigningMethod
from kapintake.clinics.models import Membership
from kapintake.reviews.models import Decision, DecisionKind, Review
from kapintake.reviews.presenters.findings import FindingView
from kapintake.reviews.presenters.words import CANNOT_BE_READ
from kapintake.reviews.signing import Refusal, refusals_of, signature_stands
from kapintake.sealing import CannotBeRead

DONE_ON_THE_PAGE = ("unreviewed", "duplicate")  # what the signer can do here and now, for every kind


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of decision; `sentences` say why it cannot be signed now."""

    kind: str
    title: str
    sentences: tuple[str, ...]

    @property
    def is_possible(self) -> bool:
        return not self.sentences


@dataclass(frozen=True, slots=True)
class DecisionPanel:
    choices: tuple[Choice, ...]
    unread: tuple[FindingView, ...]
    one_prescriber_note: str

    def choice(self, kind: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.kind == kind), None)


def decision_panel(review: Review, *, member: Membership, findings: Iterable[FindingView], one_prescriber: bool) -> DecisionPanel:
    every = tuple(one for finding in findings for one in finding.every)
    titles = {one.id: one.title for one in every}
    refusals = {kind: refusals_of(review=review, kind=kind, role=member.role) for kind in DecisionKind}
    choices = tuple(
        Choice(str(kind), str(kind.label), tuple(sentence_for(refusal, titles) for refusal in refusals[kind])) for kind in DecisionKind
    )
    stops = any(refusal.code == "contraindication" for told in refusals.values() for refusal in told)
    note = (
        _(
            "This clinic has one prescriber, so there is nobody for a second signature. What can pass with time is put off with a "
            "date to look again; other contraindications cannot be set aside."
        )
        if stops and one_prescriber
        else ""
    )
    return DecisionPanel(choices, tuple(one for one in every if one.must_be_read and not one.read_by_me), note)


def sentence_for(refusal: Refusal, titles: Mapping[str, str]) -> str:
    """A refusal as a sentence on the page."""
    named = ", ".join(f"“{titles.get(which, which)}”" for which in refusal.which)
    return {
        "role": _("A prescriber signs this."),
        "withdrawn": _("The patient has taken these answers back."),
        "alert-open": _("A safety alert is open. Close it first."),
        "not-assessed": _("This case was not assessed, so nobody can go on from it. Choose a medical review first."),
        "contraindication": _("A contraindication stands (%(which)s): a second signer is needed. That comes with a later version.")
        % {"which": named},
        "unreviewed": _("Read first, and mark as reviewed: %(which)s.") % {"which": named},
        "duplicate": _("Say first whether the other record is the same person."),
    }[refusal.code]


# --- signed --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignedDecision:
    """The decision as it was signed. `stands` is False when text and signature no longer belong together."""

    kind: str
    title: str
    can_be_read: bool
    reasons: tuple[str, ...]
    patient_text: str
    next_step: str
    conditions: tuple[str, ...]
    recheck_on: date | None
    staff_note: str
    signed_by: str
    role: str
    method: str
    signed_at: datetime
    digest: str
    stands: bool


def signed_decision(decision: Decision, *, titles: Mapping[str, str]) -> SignedDecision:
    signature = decision.signature
    try:
        content: Mapping[str, Any] = decision.content
        can_be_read = True
    except CannotBeRead:
        content, can_be_read = {}, False
    told = {**titles, **content.get("reason_titles", {})}
    silent = "" if can_be_read else str(CANNOT_BE_READ)
    recheck = content.get("recheck_on")
    try:
        signed_by = signature.name
    except CannotBeRead:
        signed_by = str(CANNOT_BE_READ)
    return SignedDecision(
        kind=decision.kind,
        title=str(DecisionKind(decision.kind).label),
        can_be_read=can_be_read,
        reasons=tuple(told.get(reason, reason) for reason in content.get("reasons", ())),
        patient_text=content.get("patient_text", silent),
        next_step=content.get("next_step", silent),
        conditions=tuple(content.get("conditions", ())),
        recheck_on=date.fromisoformat(recheck) if recheck else None,
        staff_note=content.get("staff_note", silent),
        signed_by=signed_by,
        role=str(Role(signature.role).label),
        method=_("password") if signature.method == SigningMethod.PASSWORD else _("authenticator code"),
        signed_at=signature.signed_at,
        digest=signature.text_sha256,
        stands=signature_stands(decision),
    )
