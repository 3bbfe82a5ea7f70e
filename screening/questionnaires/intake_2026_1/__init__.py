"""The intake questionnaire, version 2026.1. One file for each group of sections; this one puts them in order.

It runs from easy to hard and ends on something easy. Once a response is pinned to this version its content no longer
changes: another content is another version, in a folder of its own.
"""

from functools import cache

from screening.instruments import CSSRS
from screening.items import Questionnaire
from screening.questionnaires.intake_2026_1.about import BODY, REASON
from screening.questionnaires.intake_2026_1.brain import BRAIN
from screening.questionnaires.intake_2026_1.elsewhere import UNPAGED
from screening.questionnaires.intake_2026_1.heart import HEART
from screening.questionnaires.intake_2026_1.mind import MIND
from screening.questionnaires.intake_2026_1.mood import ANXIETY, MOOD
from screening.questionnaires.intake_2026_1.organs import KETAMINE, ORGANS
from screening.questionnaires.intake_2026_1.reproduction import REPRODUCTION
from screening.questionnaires.intake_2026_1.safety import OWN_WORDS, safety
from screening.questionnaires.intake_2026_1.substances import ALCOHOL, DRUGS
from screening.questionnaires.intake_2026_1.support import MEDICINES, SUPPORT

_CSSRS_IDS = frozenset(item.link_id for item in CSSRS.items)
_OWN_IDS = frozenset(item.link_id for item in OWN_WORDS)


def intake(cssrs: bool = True) -> Questionnaire:
    """The intake with the C-SSRS, or with the own-words safety questions where a clinic has it off."""
    return _drawn(cssrs)


@cache
def _drawn(cssrs: bool) -> Questionnaire:
    return Questionnaire(
        id="intake",
        version="2026.1",
        sections=(
            REASON,
            BODY,
            MOOD,
            ANXIETY,
            safety(cssrs=cssrs),
            HEART,
            BRAIN,
            ORGANS,
            KETAMINE,
            REPRODUCTION,
            MIND,
            ALCOHOL,
            DRUGS,
            MEDICINES,
            SUPPORT,
        ),
        unpaged=UNPAGED,
        left_out=_OWN_IDS if cssrs else _CSSRS_IDS,
    )
