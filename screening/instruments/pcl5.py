"""PCL-5: twenty symptoms of PTSD in the past month. A work of the US government, not copyrighted.

It is answered after sending, where the short screen was positive; staff enter it. Trap: the LOINC item codes under panel
70221-7 belong to the older 17-item list. There are none for these items: the link ids stand for them.
"""

from collections.abc import Mapping

from screening.conditions import AllOf, AtLeast, CountAtLeast
from screening.instruments.instrument import Instrument, Licence
from screening.items import AnswerOption, EnteredBy, Item, ItemType, Sensitivity

HOW_MUCH = tuple(
    AnswerOption(points, words) for points, words in enumerate(("Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"))
)
_WORDS = (
    "Repeated, disturbing, and unwanted memories of the stressful experience?",
    "Repeated, disturbing dreams of the stressful experience?",
    "Suddenly feeling or acting as if the stressful experience were actually happening again (as if you were actually back there "
    "reliving it)?",
    "Feeling very upset when something reminded you of the stressful experience?",
    "Having strong physical reactions when something reminded you of the stressful experience (for example, heart pounding, trouble "
    "breathing, sweating)?",
    "Avoiding memories, thoughts, or feelings related to the stressful experience?",
    "Avoiding external reminders of the stressful experience (for example, people, places, conversations, activities, objects, or "
    "situations)?",
    "Trouble remembering important parts of the stressful experience?",
    "Having strong negative beliefs about yourself, other people, or the world (for example, having thoughts such as: I am bad, there is "
    "something seriously wrong with me, no one can be trusted, the world is completely dangerous)?",
    "Blaming yourself or someone else for the stressful experience or what happened after it?",
    "Having strong negative feelings such as fear, horror, anger, guilt, or shame?",
    "Loss of interest in activities that you used to enjoy?",
    "Feeling distant or cut off from other people?",
    "Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving feelings for people close to you)?",
    "Irritable behavior, angry outbursts, or acting aggressively?",
    "Taking too many risks or doing things that could cause you harm?",
    'Being "superalert" or watchful or on guard?',
    "Feeling jumpy or easily startled?",
    "Having difficulty concentrating?",
    "Trouble falling or staying asleep?",
)
_ITEMS = tuple(
    Item(
        f"pcl5-{number}",
        text,
        ItemType.CHOICE,
        options=HOW_MUCH,
        sensitivity=Sensitivity.SENSITIVE,
        entered_by=EnteredBy.STAFF,
        core=False,
        may_be_unsure=False,
        staff_label=f"PCL-5 item {number}",
    )
    for number, text in enumerate(_WORDS, start=1)
)
# The clusters of the diagnosis, and how many items of each the provisional rule asks for.
CLUSTERS: Mapping[str, tuple[str, ...]] = {
    name: tuple(f"pcl5-{number}" for number in numbers)
    for name, numbers in {"B": range(1, 6), "C": range(6, 8), "D": range(8, 15), "E": range(15, 21)}.items()
}
_ENOUGH = {"B": 1, "C": 1, "D": 2, "E": 2}
PROVISIONAL = AllOf(
    *(CountAtLeast(_ENOUGH[name], tuple(AtLeast(link_id, 2) for link_id in link_ids)) for name, link_ids in CLUSTERS.items())
)
PCL5 = Instrument(
    id="pcl-5",
    title="PCL-5",
    stem=(
        "Below is a list of problems that people sometimes have in response to a very stressful experience. Keeping your worst event in "
        "mind, please read each problem carefully and then select one of the numbers to indicate how much you have been bothered by that "
        "problem in the past month."
    ),
    timeframe="past month",
    notice=(
        "Weathers, F. W., Litz, B. T., Keane, T. M., Palmieri, P. A., Marx, B. P., & Schnurr, P. P. (2013). The PTSD Checklist for DSM-5 "
        "(PCL-5). National Center for PTSD. A work of the US government, not copyrighted."
    ),
    licence=Licence.FREE,
    panel_loinc="101697-1",
    total_loinc="101698-9",
    items=_ITEMS,
    scored=tuple(item.link_id for item in _ITEMS),
    maximum=80,
    cut_off="pcl5.positive",
    source="Weathers and others 2013; cut-off 31 to 33: Bovin 2016, Blevins 2015",
)
