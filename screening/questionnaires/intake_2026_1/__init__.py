"""The intake questionnaire, version 2026.1. One file for each group of sections; this one puts them in order.

It runs from easy to hard and ends on something easy. Once a response is pinned to this version its content no longer
changes: another content is another version, in a folder of its own.
"""

from dataclasses import replace
from functools import lru_cache

from screening.instruments import CSSRS, GAD7, Instrument
from screening.items import EnteredBy, Item, Questionnaire
from screening.questionnaires.intake_2026_1.about import BODY, REASON
from screening.questionnaires.intake_2026_1.brain import BRAIN
from screening.questionnaires.intake_2026_1.elsewhere import UNPAGED
from screening.questionnaires.intake_2026_1.heart import HEART
from screening.questionnaires.intake_2026_1.mind import MIND
from screening.questionnaires.intake_2026_1.mood import MOOD, anxiety
from screening.questionnaires.intake_2026_1.organs import KETAMINE, ORGANS
from screening.questionnaires.intake_2026_1.reproduction import REPRODUCTION
from screening.questionnaires.intake_2026_1.safety import OWN_WORDS, safety
from screening.questionnaires.intake_2026_1.scales import PAIN, TRAUMA, after_sending, check_optional, drug_use, highs, how_you_have_been
from screening.questionnaires.intake_2026_1.substances import ALCOHOL, DRUGS
from screening.questionnaires.intake_2026_1.support import MEDICINES, SUPPORT

_OWN_IDS = frozenset(item.link_id for item in OWN_WORDS)
_BEGUN: tuple[Item, ...] = tuple(replace(item, entered_by=EnteredBy.STAFF, core=False, covered_by="") for item in CSSRS.items)


def intake(cssrs: bool = True, scales: tuple[Instrument, ...] = ()) -> Questionnaire:
    """The intake with the C-SSRS, or with the own-words safety questions where a clinic has it off.

    Who went on in another language in the middle of the C-SSRS is asked our own words from there. What she had answered
    counts, so that drawing has the scale too, as what somebody enters and no page asks: silence on it says nothing.
    `scales` are those that the clinic adds (`scales.OPTIONAL`), in the order in which it names them. The same clinic always
    gets the same drawing. Raises InvalidQuestionnaire for one that cannot be added.
    """
    return _drawn(cssrs, scales)


@lru_cache(maxsize=64)
def _drawn(cssrs: bool, scales: tuple[Instrument, ...]) -> Questionnaire:
    check_optional(scales)
    return Questionnaire(
        id="intake",
        version="2026.1",
        sections=(
            REASON,
            BODY,
            MOOD,
            anxiety(everyone=any(scale.id == GAD7.id for scale in scales)),
            TRAUMA,
            PAIN,
            *how_you_have_been(scales),
            safety(cssrs=cssrs),
            HEART,
            BRAIN,
            ORGANS,
            KETAMINE,
            REPRODUCTION,
            MIND,
            *highs(scales),
            ALCOHOL,
            DRUGS,
            *drug_use(scales),
            MEDICINES,
            SUPPORT,
        ),
        unpaged=(*UNPAGED, *after_sending(scales), *(() if cssrs else _BEGUN)),
        left_out=_OWN_IDS if cssrs else frozenset(),
    )
