"""PC-PTSD-5: five questions after any traumatic event, past month. From the VA National Center for PTSD.

Trap: a "no" to the first question ends it, with 0 points; and the older four-item PC-PTSD is another instrument.
"""

from screening.conditions import Condition, Equals
from screening.instruments.instrument import Instrument, Licence
from screening.items import Item, ItemType, Sensitivity

_EVENT = Equals("pc-ptsd-5-event", True)


def _item(link_id: str, loinc: str, text: str, short: str, enable_when: Condition | None = None) -> Item:
    return Item(
        link_id,
        text,
        ItemType.BOOLEAN,
        sensitivity=Sensitivity.SENSITIVE,
        enable_when=enable_when,
        core=False,  # asked of those who come for PTSD; its total fires nothing
        context=True,
        may_be_unsure=False,
        loinc=loinc,
        staff_label=f"PC-PTSD-5 {short}",
    )


_ITEMS = (
    _item(
        "pc-ptsd-5-event",
        "102011-4",
        "Sometimes things happen to people that are unusually or especially frightening, horrible, or traumatic. For example: a serious "
        "accident or fire; a physical or sexual assault or abuse; an earthquake or flood; a war; seeing someone be killed or seriously "
        "injured; having a loved one die through homicide or suicide. Have you ever experienced this kind of event?",
        "(event)",
    ),
    _item(
        "pc-ptsd-5-1",
        "102012-2",
        "In the past month, have you had nightmares about the event(s) or thought about the event(s) when you did not want to?",
        "item 1 (nightmares, unwanted thoughts)",
        _EVENT,
    ),
    _item(
        "pc-ptsd-5-2",
        "102013-0",
        "In the past month, have you tried hard not to think about the event(s) or went out of your way to avoid situations that reminded "
        "you of the event(s)?",
        "item 2 (avoidance)",
        _EVENT,
    ),
    _item(
        "pc-ptsd-5-3",
        "102014-8",
        "In the past month, have you been constantly on guard, watchful, or easily startled?",
        "item 3 (on guard)",
        _EVENT,
    ),
    _item(
        "pc-ptsd-5-4",
        "102015-5",
        "In the past month, have you felt numb or detached from people, activities, or your surroundings?",
        "item 4 (numb, detached)",
        _EVENT,
    ),
    _item(
        "pc-ptsd-5-5",
        "102016-3",
        "In the past month, have you felt guilty or unable to stop blaming yourself or others for the event(s) or any problems the "
        "event(s) may have caused?",
        "item 5 (guilt, blame)",
        _EVENT,
    ),
)
PC_PTSD_5 = Instrument(
    id="pc-ptsd-5",
    title="PC-PTSD-5",
    stem="",
    timeframe="past month",
    notice=(
        "Prins, A., Bovin, M. J., Smolenski, D. J., and others (2016). The Primary Care PTSD Screen for DSM-5 (PC-PTSD-5). "
        "VA National Center for PTSD. A work of the US government."
    ),
    licence=Licence.FREE,
    panel_loinc="102010-6",
    total_loinc="102017-1",
    items=_ITEMS,
    scored=tuple(item.link_id for item in _ITEMS[1:]),
    gate="pc-ptsd-5-event",
    maximum=5,
    cut_off="pc_ptsd_5.positive",
    source="Prins and others 2016",
)
