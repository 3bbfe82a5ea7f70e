"""What a criterion is: one reason to stop, look or ask, with its severity, clock, tier, condition and sources."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from screening.conditions import Condition, without
from screening.items import Phase


class Severity(IntEnum):
    """Ordered: an outcome is the highest severity that fired."""

    NEEDS_INFORMATION = 1
    REVIEW = 2
    CONTRAINDICATION = 3
    URGENT = 4


class Priority(IntEnum):
    """Of REVIEW criteria, for the order of a queue."""

    LOW = 0
    NORMAL = 1
    HIGH = 2


class RespondWithin(StrEnum):
    """How soon somebody must look (eligibility.md section 4)."""

    MINUTES_15 = "15 minutes"
    MINUTES_60 = "60 minutes"
    SAME_DAY = "same day"
    WORKING_DAYS_2 = "2 working days"
    NONE = "none"


class HelpPage(StrEnum):
    """Which of the four static help pages a safety criterion opens. Medical is shown first where several apply."""

    MEDICAL = "medical"
    INJURY = "injury"  # overdose or injury today
    SUICIDE = "suicide"
    OTHERS = "others"  # harm to others, or voices


@dataclass(frozen=True, slots=True)
class Tier:
    """Families of exclusive tiers: after evaluation a TRUE criterion hides lower ranks of its family."""

    family: str
    rank: int  # higher is more severe


@dataclass(frozen=True, slots=True)
class Clock:
    """Another response time or priority that holds while `when` is TRUE (first that applies wins)."""

    when: Condition
    respond_within: RespondWithin
    priority: Priority = Priority.NORMAL


@dataclass(frozen=True, slots=True)
class HelpFor:
    """Another help page that is opened while `when` is TRUE, instead of the criterion's own (first that applies wins)."""

    when: Condition
    help_page: HelpPage


@dataclass(frozen=True, slots=True)
class Criterion:
    """One entry of the rule set. `title` has at most eight words, for a clinician.

    `rationale` is one sentence in our own words; `citations` are keys of `citations.CITATIONS`.
    `configurable_to` names the severity that a clinic's protocol may choose instead.
    `guards` are parts of `when` that only say whether it can be judged at all (a top number above the bottom one):
    they are no reasons, and are told apart.
    `help_page` is set on those that a patient must be helped with at once, in a draft as well.
    """

    id: str
    severity: Severity
    title: str
    when: Condition
    rationale: str
    citations: tuple[str, ...]
    temporary: bool = False
    priority: Priority = Priority.NORMAL
    respond_within: RespondWithin = RespondWithin.NONE
    clocks: tuple[Clock, ...] = ()
    tier: Tier | None = None
    configurable_to: Severity | None = None
    help_page: HelpPage | None = None
    helps: tuple[HelpFor, ...] = ()
    phase: Phase = Phase.INTAKE
    family: str = ""  # heading in the catalogue: "Heart, blood pressure, vessels"
    guards: tuple[Condition, ...] = ()

    @property
    def reason(self) -> Condition:
        """Its condition without the guards: what is told, as the rule and of one person."""
        return without(self.when, self.guards)
