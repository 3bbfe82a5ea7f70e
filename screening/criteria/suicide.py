"""Danger, suicide risk and acute symptoms. What was said once keeps its criterion fired; only a clinician clears it.

The C-SSRS feeds these criteria, or where it is off the questions in our own words; the set that a drawing leaves out
is not applicable in it. No limit of a protocol moves any of them.
"""

from screening.conditions import AllOf, AnyOf, Asked, Condition, Ever, EverAtLeast, Mentions, Not, Unsettled
from screening.criterion import Clock, Criterion, HelpFor, HelpPage, Priority, RespondWithin, Severity, Tier
from screening.instruments import CSSRS, PHQ9
from screening.items import EnteredBy, ItemType
from screening.questionnaires.intake_2026_1 import intake
from screening.questionnaires.intake_2026_1.safety import OWN_WORDS

_FAMILY = "Suicide risk and acute danger"
_TIERS = "suicide"
_FREE_TEXTS = tuple(item.link_id for item in intake() if item.type is ItemType.TEXT and item.entered_by is EnteredBy.PATIENT)


def _recent_behaviour(ever: str, recent: str) -> Condition:
    """Behaviour within three months. Not knowing when counts as within, and so does taking the first answer back."""
    return AllOf(Ever(ever, True), AnyOf(Ever(recent, True), Unsettled(recent), Not(Ever(recent, False))))


def _past_behaviour(ever: str, recent: str) -> Condition:
    return AllOf(Ever(ever, True), Ever(recent, False))


_INCOMPLETE = AnyOf(*(Unsettled(item.link_id) for item in (*CSSRS.items, *OWN_WORDS)))

SUICIDE = (
    Criterion(
        id="immediate-danger",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_15,
        title="In danger now, overdose or injury today",
        when=AnyOf(Ever("immediate-danger", True), Ever("overdose-today", True)),
        rationale="Somebody has to speak with this person now.",
        citations=("CSSRS-TRI", "POLICY"),
        help_page=HelpPage.SUICIDE,
        helps=(HelpFor(Ever("overdose-today", True), HelpPage.INJURY),),
        family=_FAMILY,
    ),
    Criterion(
        id="suicide-high",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_15,
        tier=Tier(_TIERS, 3),
        title="High suicide risk: intent, plan or recent behaviour",
        when=AnyOf(
            Ever("cssrs-4", True),
            Ever("cssrs-5", True),
            _recent_behaviour("cssrs-6", "cssrs-6-recent"),
            Ever("own-2", True),
            _recent_behaviour("own-3", "own-3-recent"),
        ),
        rationale="Intent or plan in the past month, or behaviour in the past three, is the most severe tier of the Columbia triage.",
        citations=("CSSRS-TRI", "CSSRS-FORM", "CSSRS-JC", "NCT05991232"),
        help_page=HelpPage.SUICIDE,
        family=_FAMILY,
    ),
    Criterion(
        id="suicide-moderate",
        severity=Severity.REVIEW,
        priority=Priority.HIGH,
        respond_within=RespondWithin.SAME_DAY,
        tier=Tier(_TIERS, 2),
        title="Moderate suicide risk: method, or past behaviour",
        when=AnyOf(
            Ever("cssrs-3", True),
            _past_behaviour("cssrs-6", "cssrs-6-recent"),
            _past_behaviour("own-3", "own-3-recent"),
        ),
        rationale="Thinking of a method, or behaviour more than three months ago, calls for contact the same day.",
        citations=("CSSRS-CODE", "CSSRS-TRI"),
        help_page=HelpPage.SUICIDE,
        family=_FAMILY,
    ),
    Criterion(
        id="suicide-low",
        severity=Severity.REVIEW,
        respond_within=RespondWithin.WORKING_DAYS_2,
        tier=Tier(_TIERS, 1),
        title="Thoughts of death or suicide, no method",
        when=AnyOf(Ever("cssrs-1", True), Ever("cssrs-2", True), Ever("own-1", True)),
        rationale="A wish to be dead, or thoughts without a method, are talked about before anything is booked.",
        citations=("CSSRS-CODE", "CSSRS-TRI"),
        help_page=HelpPage.SUICIDE,
        family=_FAMILY,
    ),
    Criterion(
        id="suicide-unassessed",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_15,
        # Hidden by what the C-SSRS did show; of the rank of the lowest tier, which it does not hide.
        tier=Tier(_TIERS, 1),
        title="Frequent self-harm thoughts, suicide scale left open",
        when=AllOf(EverAtLeast("phq9-9", 2), _INCOMPLETE),
        rationale="Item 9 shows the danger and nothing shows its size.",
        citations=("SIM13", "LOU16", "POLICY"),
        help_page=HelpPage.SUICIDE,
        family=_FAMILY,
    ),
    Criterion(
        id="phq9-item9",
        severity=Severity.REVIEW,
        respond_within=RespondWithin.WORKING_DAYS_2,
        clocks=(Clock(Unsettled("phq9-9"), RespondWithin.SAME_DAY, Priority.HIGH),),
        title="PHQ-9 item 9 positive or not answered",
        when=AnyOf(EverAtLeast("phq9-9", 1), Unsettled("phq9-9")),
        rationale="Any answer above zero raises the risk within a year, and silence on it is heard; zero cancels no other rule.",
        citations=("SIM13", "LOU16"),
        help_page=HelpPage.SUICIDE,
        family=_FAMILY,
    ),
    Criterion(
        id="cssrs-incomplete",
        severity=Severity.REVIEW,
        priority=Priority.HIGH,
        respond_within=RespondWithin.SAME_DAY,
        title="Suicide questions left open",
        when=_INCOMPLETE,
        rationale="Silence on suicide questions is heard: a clinician asks in person.",
        citations=("CSSRS-FORM", "POLICY"),
        family=_FAMILY,
    ),
    Criterion(
        id="cssrs-not-done",
        severity=Severity.REVIEW,
        title="C-SSRS not done, own-words questions asked",
        when=Asked("own-1"),
        rationale="Questions in our own words are no validated scale, so a clinician looks at every such case.",
        citations=("POLICY",),
        family=_FAMILY,
    ),
    Criterion(
        id="free-text-crisis",
        severity=Severity.REVIEW,
        priority=Priority.HIGH,
        respond_within=RespondWithin.SAME_DAY,
        title="Words of self-harm or violence written",
        when=AnyOf(*(Mentions(link_id) for link_id in _FREE_TEXTS)),
        rationale="People say in their own words what they do not tick.",
        citations=("POLICY",),
        help_page=HelpPage.SUICIDE,
        family=_FAMILY,
    ),
    Criterion(
        id="urgent-medical-symptoms",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_60,
        title="Signs of a medical emergency now",
        when=AnyOf(
            Ever("medical-symptoms-now", "chest-pain"),
            Ever("medical-symptoms-now", "stroke-signs"),
            Ever("medical-symptoms-now", "seizure"),
            Ever("medical-symptoms-now", "breathless"),
            Ever("medical-symptoms-now", "drowsy"),
        ),
        rationale="Each of these needs an ambulance before it needs a form.",
        citations=("RECALLED",),
        help_page=HelpPage.MEDICAL,
        family=_FAMILY,
    ),
    Criterion(
        id="phq9-incomplete",
        severity=Severity.NEEDS_INFORMATION,
        title="PHQ-9 incomplete",
        when=AnyOf(*(Unsettled(link_id) for link_id in PHQ9.scored)),
        rationale="Without all nine items there is no total and no band.",
        citations=("POLICY",),
        family=_FAMILY,
    ),
)
