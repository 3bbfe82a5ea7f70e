"""PEG: pain over the past week in three numbers from 0 to 10; the score is their mean, to one decimal."""

from screening.instruments.instrument import Instrument, Licence, Published
from screening.items import AnswerOption, Item, ItemType, Sensitivity

_CODES = (
    "LA6111-4", "LA6112-2", "LA6113-0", "LA6114-8", "LA6115-5", "LA10137-0", "LA10138-8", "LA10139-6", "LA10140-4", "LA10141-2",
    "LA13942-0",
)  # fmt: skip


def _item(number: int, loinc: str, text: str, least: str, most: str, short: str) -> Item:
    ends = {0: f"0 - {least}", 10: f"10 - {most}"}
    return Item(
        f"peg-{number}",
        text,
        ItemType.CHOICE,
        options=tuple(AnswerOption(points, ends.get(points, str(points)), code) for points, code in enumerate(_CODES)),
        sensitivity=Sensitivity.SENSITIVE,
        core=False,  # asked of those who come for pain; its score fires nothing
        context=True,
        may_be_unsure=False,
        loinc=loinc,
        staff_label=f"PEG item {number} ({short})",
    )


_ITEMS = (
    _item(
        1,
        "75893-8",
        "What number best describes your pain on average in the past week?",
        "No pain",
        "Pain as bad as you can imagine",
        "pain on average",
    ),
    _item(
        2,
        "91145-3",
        "What number best describes how, during the past week, pain has interfered with your enjoyment of life?",
        "Does not interfere",
        "Completely interferes",
        "enjoyment of life",
    ),
    _item(
        3,
        "91146-1",
        "What number best describes how, during the past week, pain has interfered with your general activity?",
        "Does not interfere",
        "Completely interferes",
        "general activity",
    ),
)
PEG = Instrument(
    id="peg",
    title="PEG",
    stem="",
    timeframe="past week",
    notice="Krebs, E. E., Lorenz, K. A., Bair, M. J., and others (2009). PEG, a three-item scale of pain intensity and interference.",
    licence=Licence.FREE,
    panel_loinc="91148-7",
    total_loinc="91147-9",
    items=_ITEMS,
    scored=tuple(item.link_id for item in _ITEMS),
    maximum=30,
    published=Published(1 / 3, 1),
    source="Krebs and others 2009, J Gen Intern Med",
)
