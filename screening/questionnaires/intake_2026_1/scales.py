"""Scales that not everybody is asked: by what she comes for, or because the clinic switched them on or supplied their words.

Which scale is asked of whom is section 2.11 of the clinical reference. None of them is required to send.
"""

from collections.abc import Sequence
from dataclasses import replace

from screening.conditions import AnyOf, Condition, Equals, Includes, Not
from screening.errors import InvalidQuestionnaire
from screening.instruments import DAST10, GAD7, ISI, MDQ, PC_PTSD_5, PCL5, PEG, WHO5, Instrument
from screening.items import Item, Section, Sensitivity
from screening.questionnaires.intake_2026_1.mood import scale_pages
from screening.questionnaires.intake_2026_1.pages import one, yes_no

_BEEN, _HEALTH = "How you've been", "Your health"
# A clinic may add these. PCL-5 is asked after sending, so it has no pages; GAD-7 is then asked of everybody.
OPTIONAL = (GAD7, WHO5, ISI, MDQ, DAST10, PCL5)


def _asked_when(scale: Instrument, condition: Condition | None) -> tuple[Item, ...]:
    """Its items; those that the scale itself leaves out at times keep their own condition, which this one stands before."""
    return tuple(
        item if item.enable_when is not None or condition is None else replace(item, enable_when=condition) for item in scale.items
    )


def _section(scale: Instrument, id_: str, title: str, group: str, intro: str, condition: Condition | None = None) -> Section:
    words = " ".join(part for part in (intro, scale.stem if scale.permission else "") if part)
    return Section(id_, title, group, scale_pages(scale, _asked_when(scale, condition)), intro=words, minutes=1)


# Trauma is told by coming for PTSD, or here: who comes for something else is asked once, in our own words.
_FOR_PTSD = Includes("indication", "ptsd")
TRAUMA_TOLD = replace(
    yes_no(
        "trauma-told",
        "Does something terrible that happened to you still trouble you?",
        "Something terrible that still troubles you",
        why="It tells us what support you may need.",
        hint="For example an accident, violence, war or a sudden death. You don't have to say what it was.",
        sensitivity=Sensitivity.SENSITIVE,
        enable_when=Not(_FOR_PTSD),
        staff_label="Trauma, as told",
    ),
    core=False,
    context=True,
)
_PTSD_SCALE = _section(
    PC_PTSD_5,
    "trauma",
    "What you've been through",
    _BEEN,
    "One question about what may have happened to you, then up to six more. You can skip any of these.",
    AnyOf(_FOR_PTSD, Equals("trauma-told", True)),
)
TRAUMA = replace(_PTSD_SCALE, pages=(one(TRAUMA_TOLD), *_PTSD_SCALE.pages))
PAIN = _section(
    PEG,
    "pain",
    "Pain",
    _BEEN,
    "Three questions about the past week. You can skip any of these.",
    Includes("indication", "pain"),
)


def check_optional(scales: Sequence[Instrument]) -> None:
    """Raises InvalidQuestionnaire for a scale that cannot be added, or whose words nobody supplied."""
    known = {scale.id for scale in OPTIONAL}
    for scale in scales:
        if scale.id not in known:
            raise InvalidQuestionnaire(f"{scale.title} cannot be added to the intake. What can: {', '.join(sorted(known))}.")
        if not scale.may_be_asked:
            raise InvalidQuestionnaire(f"The words of the {scale.title} have to come from a file of the clinic.")
    if len({scale.id for scale in scales}) != len(scales):
        raise InvalidQuestionnaire("A scale is added twice.")


def how_you_have_been(scales: Sequence[Instrument]) -> tuple[Section, ...]:
    """Well-being and sleep, where the clinic asks for them."""
    intros = {
        WHO5.id: ("well-being", "Well-being", "Five questions about the last two weeks."),
        ISI.id: ("sleep", "Sleep", "Seven questions about the last 2 weeks."),
    }
    return tuple(
        _section(scale, id_, title, _BEEN, intro) for scale in scales if scale.id in intros for id_, title, intro in [intros[scale.id]]
    )


def highs(scales: Sequence[Instrument]) -> tuple[Section, ...]:
    """The MDQ, of those who were not told already that they have bipolar disorder."""
    asked = [scale for scale in scales if scale.id == MDQ.id]
    return tuple(
        _section(scale, "highs", "Highs and lows", _HEALTH, "Up to 15 questions about your life so far.", Not(Equals("bipolar", True)))
        for scale in asked
    )


def drug_use(scales: Sequence[Instrument]) -> tuple[Section, ...]:
    """The DAST-10, only after a yes on drugs."""
    asked = [scale for scale in scales if scale.id == DAST10.id]
    return tuple(
        _section(scale, "drug-use", "More about drugs", _HEALTH, "Ten questions about the past 12 months.", Equals("drug-problem", True))
        for scale in asked
    )


def after_sending(scales: Sequence[Instrument]) -> tuple[Item, ...]:
    """The PCL-5: staff enter what was answered on a tablet or on paper."""
    return tuple(item for scale in scales if scale.id == PCL5.id for item in scale.items)
