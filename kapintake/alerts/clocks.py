"""How urgent a tier is, and by when somebody must have looked (eligibility.md section 4)."""

from datetime import datetime, timedelta

from kapintake.alerts.models import Tier
from kapintake.clinics.models import Clinic
from kapintake.clinics.selectors import after_working_days, end_of_same_day

SILENCE = timedelta(minutes=15)  # of a watch, until it becomes what the answers earn
UNTIL_BACKUP = timedelta(minutes=15)  # without anybody saying "I have it"
UNTIL_CONTACT = {Tier.URGENT: timedelta(minutes=15), Tier.URGENT_MEDICAL: timedelta(minutes=60)}
NOTHING = "nothing"
RANKS = {NOTHING: 0, Tier.WORKING_DAYS_2: 1, Tier.SAME_DAY: 2, Tier.WATCH: 3, Tier.URGENT_MEDICAL: 4, Tier.URGENT: 5}


def rank(tier: str) -> int:
    """Higher is more urgent; a watch stands above what it may settle to."""
    return RANKS[str(tier)]


def is_urgent(tier: str) -> bool:
    """The two tiers that page anybody."""
    return rank(tier) > RANKS[Tier.WATCH]


def higher(one: str, other: str) -> str:
    return max(one, other, key=rank)


def due_for(tier: str, *, clinic: Clinic, since: datetime) -> datetime:
    """By when, for something said at `since`. A watch is due when its silence runs out."""
    if tier in UNTIL_CONTACT:
        return since + UNTIL_CONTACT[Tier(tier)]
    if tier == Tier.WATCH:
        return since + SILENCE
    if tier == Tier.SAME_DAY:
        return end_of_same_day(clinic, since)
    return after_working_days(clinic, since, 2)
