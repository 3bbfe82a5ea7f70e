"""How long the rest takes: our estimate for each kind of page, set right by how fast the clinic's last patients were.

Only the times of saves are read for that, never what was said. Long gaps are people who went away, and are left out.
"""

from itertools import pairwise
from math import ceil
from statistics import median
from typing import Any

from django.core.cache import cache

from kapintake.intake.models import Answer, QuestionnaireResponse, ResponseStatus
from kapintake.intake.walk import Walk
from screening import PageKind

# Our estimates, in seconds: six for a scale's item, more where there is more to read or to type.
ESTIMATED = {
    PageKind.SCALE: 6,
    PageKind.CARDS: 9,
    PageKind.TICKS: 15,
    PageKind.GROUP: 20,
    PageKind.FIELDS: 25,
    PageKind.MEDICINES: 120,
    PageKind.TRIALS: 90,
}
USUAL_SAVE = 9  # seconds between two saves, if the estimates are right: most pages are cards
LOOKED_AT = 20  # sent applications
ENOUGH = 100  # gaps, before their median is believed
AWAY = 300  # seconds
SLOWEST, FASTEST = 3.0, 0.5
A_DAY = 24 * 60 * 60
MOST_RISE = 2  # minutes by which the time left may be told as more than before


def pace_of(clinic_id: Any) -> float:
    """By how much the clinic's patients are slower than our estimates, or faster. Counted once a day."""
    key = f"pace-{clinic_id}"
    found: float | None = cache.get(key)
    if found is None:
        found = _measured(clinic_id)
        cache.set(key, found, A_DAY)
    return found


def _measured(clinic_id: Any) -> float:
    sent = QuestionnaireResponse.objects.filter(clinic=clinic_id, status__in=(ResponseStatus.COMPLETED, ResponseStatus.AMENDED))
    newest = list(sent.order_by("-completed_at").values_list("pk", flat=True)[:LOOKED_AT])
    saves = Answer.objects.filter(response__in=newest).order_by("response_id", "seq").values_list("response_id", "given_at")
    gaps = [(after[1] - before[1]).total_seconds() for before, after in pairwise(saves) if before[0] == after[0]]
    gaps = [seconds for seconds in gaps if 0 < seconds < AWAY]
    return min(SLOWEST, max(FASTEST, median(gaps) / USUAL_SAVE)) if len(gaps) >= ENOUGH else 1.0


def minutes_left(walk: Walk) -> int:
    """Of all pages that apply now and hold something unanswered, rounded up; without what she wants to be asked by phone."""
    left = (place for place in walk.places if not walk.is_by_phone(place) and walk.applies(place) and walk.is_open(place))
    return ceil(sum(ESTIMATED[place.page.kind] for place in left) * pace_of(walk.response.clinic_id) / 60)


def told(minutes: int, before: int | None) -> int:
    """What is shown, after `before` was: questions that an answer opened make it rise by two minutes at most."""
    return minutes if before is None else min(minutes, before + MOST_RISE)
