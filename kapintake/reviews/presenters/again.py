"""What the case page says of a decided case that became graver: from what to what, under which limits, and what is new in it."""

from dataclasses import dataclass
from datetime import datetime

from kapintake.reviews.again import second_look_of
from kapintake.reviews.models import Review
from kapintake.reviews.presenters.words import GROUPS, outcome_words


@dataclass(frozen=True, slots=True)
class NewFinding:
    group: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class SecondLook:
    """`found` is None where the newer findings cannot be read, or the newer run failed."""

    before: str
    after: str
    protocol: int
    opened_at: datetime
    found: tuple[NewFinding, ...] | None


def second_look(review: Review) -> SecondLook | None:
    """None where nothing waits."""
    told = second_look_of(review)
    if told is None:
        return None
    found = None if told.found is None else tuple(NewFinding(GROUPS[one["severity"]], one["title"], one["why"]) for one in told.found)
    return SecondLook(outcome_words(told.before), outcome_words(told.after), told.protocol, told.opened_at, found)
