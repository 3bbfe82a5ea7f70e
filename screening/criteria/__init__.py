"""The rule set: every criterion, in reading order. Entries only; the code that judges them is elsewhere.

CRITERIA are those of the intake as it is shipped; SCALE_CRITERIA come to them in a drawing that asks their scale; the day of
treatment has its own.
"""

from screening.conditions import reads
from screening.criteria.body import BODY
from screening.criteria.brain import BRAIN
from screening.criteria.combinations import COMBINATIONS
from screening.criteria.day_of_treatment import DAY_OF_TREATMENT
from screening.criteria.heart import HEART
from screening.criteria.medicines import MEDICINES
from screening.criteria.mind import MIND
from screening.criteria.organs import ORGANS
from screening.criteria.person import PERSON
from screening.criteria.quality import CONTRADICTION, MISSING, answer_unscreened, shipped_questions, unscreened, unscreened_items
from screening.criteria.scales import SCALE_CRITERIA
from screening.criteria.substances import SUBSTANCES
from screening.criteria.suicide import SUICIDE
from screening.criterion import Criterion
from screening.items import Questionnaire

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


def criteria_of(questionnaire: Questionnaire, own: tuple[Criterion, ...] = CRITERIA) -> tuple[Criterion, ...]:
    """The criteria that are judged on this drawing; `own` are those of a protocol, for the intake."""
    if questionnaire.id == "day-of-treatment":
        return DAY_OF_TREATMENT
    asked = questionnaire.by_link_id.keys()
    return (*own, *(criterion for criterion in SCALE_CRITERIA if reads(criterion.when) <= asked))


__all__ = ["CRITERIA", "DAY_OF_TREATMENT", "SCALE_CRITERIA", "criteria_of", "unscreened", "unscreened_items"]
