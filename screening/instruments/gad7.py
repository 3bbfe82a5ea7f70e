"""GAD-7: anxiety over the last two weeks. Published wording, unchanged.

Trap: LOINC's list for item 2 says "More days than not" (LA18938-3) for 2 points; the published form says
"More than half the days" for every item, so LA6570-1 is shown and exported.
"""

from screening.instruments.instrument import Band, Instrument, Licence
from screening.instruments.phq9 import HOW_OFTEN, NOTICE
from screening.items import Item, ItemType, Sensitivity

_WORDS = (
    ("69725-0", "Feeling nervous, anxious, or on edge"),
    ("68509-9", "Not being able to stop or control worrying"),
    ("69733-4", "Worrying too much about different things"),
    ("69734-2", "Trouble relaxing"),
    ("69735-9", "Being so restless that it is hard to sit still"),
    ("69689-8", "Becoming easily annoyed or irritable"),
    ("69736-7", "Feeling afraid, as if something awful might happen"),
)
_SHORT = (  # for sentences that staff read; pages show the published words
    "nervous or on edge",
    "cannot stop worrying",
    "worrying too much",
    "trouble relaxing",
    "restless",
    "irritable",
    "afraid",
)
_ITEMS = tuple(
    Item(
        f"gad7-{number}",
        text,
        ItemType.CHOICE,
        options=HOW_OFTEN,
        sensitivity=Sensitivity.SENSITIVE,
        core=False,  # asked of those who come for anxiety; its total fires nothing
        context=True,
        may_be_unsure=False,
        loinc=code,
        staff_label=f"GAD-7 item {number} ({_SHORT[number - 1]})",
    )
    for number, (code, text) in enumerate(_WORDS, start=1)
)
GAD7 = Instrument(
    id="gad-7",
    title="GAD-7",
    stem="Over the last 2 weeks, how often have you been bothered by the following problems?",
    timeframe="last 2 weeks",
    notice=NOTICE,
    licence=Licence.FREE,
    panel_loinc="69737-5",
    total_loinc="70274-6",
    items=_ITEMS,
    scored=tuple(item.link_id for item in _ITEMS),
    bands=(Band(0, 4, "minimal"), Band(5, 9, "mild"), Band(10, 14, "moderate"), Band(15, 21, "severe")),
    maximum=21,
    source="Spitzer, Kroenke, Williams, Löwe 2006",
)
