"""WHO-5 well-being index, last two weeks. Off by default; its licence asks for the notice and forbids commercial use.

Trap: higher is better, unlike every other scale here. No LOINC code: 89708-7, met elsewhere, fails its check digit.
"""

from screening.instruments.instrument import Band, Instrument, Licence, Published
from screening.items import AnswerOption, Item, ItemType, Sensitivity

HOW_MUCH_OF_THE_TIME = tuple(
    AnswerOption(points, words)
    for points, words in (
        (5, "All of the time"),
        (4, "Most of the time"),
        (3, "More than half of the time"),
        (2, "Less than half of the time"),
        (1, "Some of the time"),
        (0, "At no time"),
    )
)
_WORDS = (
    ("I have felt cheerful and in good spirits", "cheerful"),
    ("I have felt calm and relaxed", "calm"),
    ("I have felt active and vigorous", "active"),
    ("I woke up feeling fresh and rested", "rested"),
    ("My daily life has been filled with things that interest me", "interest"),
)
_ITEMS = tuple(
    Item(
        f"who5-{number}",
        text,
        ItemType.CHOICE,
        options=HOW_MUCH_OF_THE_TIME,
        sensitivity=Sensitivity.SENSITIVE,
        core=False,
        context=True,
        may_be_unsure=False,
        staff_label=f"WHO-5 item {number} ({short})",
    )
    for number, (text, short) in enumerate(_WORDS, start=1)
)
WHO5 = Instrument(
    id="who-5",
    title="WHO-5",
    stem="Over the last two weeks:",
    timeframe="last two weeks",
    notice=(
        "World Health Organization: WHO-5 Well-Being Index. Licence: CC BY-NC-SA 3.0 IGO "
        "(https://creativecommons.org/licenses/by-nc-sa/3.0/igo/). Not for commercial use."
    ),
    licence=Licence.NON_COMMERCIAL,
    registration="Make sure that your use is not commercial before you switch this scale on; the notice stays with it.",
    panel_loinc="",
    items=_ITEMS,
    scored=tuple(item.link_id for item in _ITEMS),
    bands=(Band(0, 28, "likely depression"), Band(29, 50, "low well-being"), Band(51, 100, "no low well-being")),
    maximum=25,
    published=Published(4),
    source="World Health Organization; Topp and others 2015",
)
