"""The rule set: every criterion, in reading order. Entries only; the code that judges them is elsewhere."""

from screening.criteria.body import BODY
from screening.criteria.brain import BRAIN
from screening.criteria.combinations import COMBINATIONS
from screening.criteria.heart import HEART
from screening.criteria.medicines import MEDICINES
from screening.criteria.mind import MIND
from screening.criteria.organs import ORGANS
from screening.criteria.person import PERSON
from screening.criteria.quality import CONTRADICTION, MISSING, answer_unscreened, shipped_questions, unscreened, unscreened_items
from screening.criteria.substances import SUBSTANCES
from screening.criteria.suicide import SUICIDE
from screening.criterion import Criterion

_READING = (
    *SUICIDE,
    *PERSON,
    *HEART,
    *BRAIN,
    *ORGANS,
    *BODY,
    *MIND,
    *SUBSTANCES,
    *MEDICINES,
    *COMBINATIONS,
    CONTRADICTION,
)
_UNSCREENED = answer_unscreened(unscreened_items(shipped_questions(), _READING))
CRITERIA: tuple[Criterion, ...] = (*_READING, _UNSCREENED, MISSING)

__all__ = ["CRITERIA", "unscreened", "unscreened_items"]
