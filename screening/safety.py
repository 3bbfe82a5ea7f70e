"""What every saved answer is listened to for: the tier that it earns at the clinic, and the help that is due at once.

Pure: the caller tells whether the safety part was passed over, silent for 15 minutes, or sent. In a draft two guards
stand against crying wolf: a question that may yet be answered says nothing, and silence counts only beside something
that was said. What was said counts at once, and stays counted when it is taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from screening.answers import Answers
from screening.conditions import reads
from screening.criterion import Criterion, HelpPage, RespondWithin, Severity
from screening.derived import gather
from screening.evaluation import evaluate
from screening.explanation import Explainer
from screening.facts import Facts
from screening.findings import Finding
from screening.plan import Plan, plan_for
from screening.progress import open_in
from screening.protocol import Protocol
from screening.tiers import hidden_by, highest_of_families
from screening.truth import Truth
from screening.values import Value

SAFETY_PART = ("mood", "safety")  # the sections in which the safety questions are asked
SCALE_SILENCE = "cssrs-incomplete"  # the criterion that hears silence on the questions about suicide


class SafetyTier(StrEnum):
    """What the clinic sees, from nothing to urgent. A watch stands at the top of the queue, and pages nobody."""

    NOTHING = "nothing"
    WORKING_DAYS_2 = "working-days-2"
    SAME_DAY = "same-day"
    WATCH = "watch"
    URGENT_MEDICAL = "urgent-medical"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        """0 for nothing up to 5."""
        return _RANKS[self]


_RANKS = {tier: rank for rank, tier in enumerate(SafetyTier)}
_TIER_OF = {
    RespondWithin.MINUTES_15: SafetyTier.URGENT,
    RespondWithin.MINUTES_60: SafetyTier.URGENT_MEDICAL,
    RespondWithin.SAME_DAY: SafetyTier.SAME_DAY,
    RespondWithin.WORKING_DAYS_2: SafetyTier.WORKING_DAYS_2,
    RespondWithin.NONE: SafetyTier.NOTHING,
}
_TIME_OF = {
    **{tier: time for time, tier in _TIER_OF.items()},
    SafetyTier.WATCH: RespondWithin.MINUTES_15,  # a watch that nobody answers has become something else by then
}


@dataclass(frozen=True, slots=True)
class SafetyReading:
    """What was heard. `help_pages` stand medical first; `urgent_pages` are those of urgent criteria."""

    tier: SafetyTier
    criteria: tuple[str, ...]
    help_pages: tuple[HelpPage, ...]
    urgent_pages: tuple[HelpPage, ...]
    positive: bool
    findings: tuple[Finding, ...]

    @property
    def respond_within(self) -> RespondWithin:
        return _TIME_OF[self.tier]

    @property
    def pages_staff(self) -> bool:
        """Whether the one on duty is called now."""
        return self.tier in (SafetyTier.URGENT, SafetyTier.URGENT_MEDICAL)


def listen(
    answers: Answers, protocol: Protocol, as_of: date, *, passed_over: bool = False, silent: bool = False, submitted: bool = False
) -> SafetyReading:
    """Hear what was said so far.

    `passed_over`: another part was opened before this one ended, or she signed out; `silent`: 15 minutes went by
    without an answer; `submitted`: the questionnaire was sent, so that all silence counts.
    """
    plan = plan_for(protocol, answers.questionnaire)
    said = said_yes(answers)
    is_over = submitted or passed_over or silent
    pending = _pending(answers, said=bool(said), is_over=is_over, submitted=submitted)
    facts = gather(answers, protocol.limits, as_of, mentioned=plan.mentioned, quantities=plan.quantities, pending=pending).facts
    findings = _findings(plan, facts)
    tier = max((_TIER_OF[one.respond_within] for one in findings), key=lambda one: one.rank, default=SafetyTier.NOTHING)
    if said and not is_over and tier.rank < SafetyTier.WATCH.rank and not (is_settled(answers) or _declined_scale(answers)):
        tier = SafetyTier.WATCH
    pages = _medical_first(one.help_page for one in findings) or _pages_to_come(plan, facts, said)
    urgent = _medical_first(one.help_page for one in findings if one.severity is Severity.URGENT)
    return SafetyReading(tier, tuple(one.id for one in findings), pages, urgent, bool(said or pages), findings)


def help_due(before: SafetyReading, after: SafetyReading, *, ended_safety_part: bool) -> HelpPage | None:
    """The full help page that is the next thing to show, if any.

    At the first positive answer, again when a criterion becomes urgent, and once at the end of the safety part. In
    between the slim support line stays, so that a scale is not interrupted.
    """
    urgent = tuple(page for page in after.urgent_pages if page not in before.urgent_pages)
    if urgent:
        return urgent[0]
    is_first = after.positive and not before.positive
    return next(iter(after.help_pages), None) if is_first or (ended_safety_part and after.positive) else None


def is_settled(answers: Answers) -> bool:
    """Whether every required question of the safety part was answered or declined."""
    parts = (section for section in answers.questionnaire.sections if section.id in SAFETY_PART)
    return not any(True for part in parts for _ in open_in(part.items, answers))


def is_safety(criterion: Criterion) -> bool:
    """Whether somebody has to look within a given time."""
    return criterion.respond_within is not RespondWithin.NONE or bool(criterion.clocks)


def said_yes(answers: Answers) -> frozenset[str]:
    """The safety questions that have, or ever had, a positive answer."""
    return frozenset(
        item.link_id
        for item in answers.questionnaire
        if item.is_safety and any(map(_is_positive, (answers.known.get(item.link_id), *answers.ever.get(item.link_id, ()))))
    )


def _is_positive(value: Value | None) -> bool:
    """Yes, a point or more, or something ticked. Words are heard elsewhere."""
    match value:
        case bool():
            return value
        case int():
            return value >= 1
        case tuple():
            return bool(value)
        case _:
            return False


def _pending(answers: Answers, *, said: bool, is_over: bool, submitted: bool) -> frozenset[str]:
    """The questions whose silence does not count, or not yet."""
    every = answers.questionnaire.by_link_id.keys()
    if submitted or (said and is_over):
        return frozenset()
    return frozenset(every - answers.states.keys()) if said else frozenset(every)


def _declined_scale(answers: Answers) -> bool:
    """To decline a question about suicide is to pass the scale over."""
    return any(answers.questionnaire.by_link_id[link_id].covered_by == SCALE_SILENCE for link_id in answers.states)


def _findings(plan: Plan, facts: Facts) -> tuple[Finding, ...]:
    watched = [place for place, criterion in enumerate(plan.criteria) if is_safety(criterion)]
    true = [place for place in watched if evaluate(plan.criteria[place].when, facts) is Truth.TRUE]
    above = highest_of_families(plan.criteria[place] for place in true)
    explainer = Explainer(facts, plan.ear)
    shown = [place for place in true if not hidden_by(plan.criteria[place], above)]
    return tuple(Finding(plan.criteria[place], plan.severities[place], plan.citations[place], explainer) for place in shown)


def _pages_to_come(plan: Plan, facts: Facts, said: frozenset[str]) -> tuple[HelpPage, ...]:
    """A positive answer whose criterion waits for one more answer has its help page already."""
    waiting = (one for one in plan.criteria if one.help_page and said & reads(one.when))
    return _medical_first(one.help_page for one in waiting if evaluate(one.when, facts) is Truth.UNKNOWN)


def _medical_first(pages: Iterable[HelpPage | None]) -> tuple[HelpPage, ...]:
    found = set(pages)
    return tuple(page for page in HelpPage if page in found)
