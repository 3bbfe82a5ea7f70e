"""AUDIT-C: alcohol over the past year, the first three items of the World Health Organization's AUDIT.

Trap: 68517-2, met elsewhere as the first item, counts heavy drinking days and cannot give 0 to 4 points.
The limits for men and for everybody else are criteria, not bands: WHO published no bands.
"""

from screening.conditions import Condition, Equals, Not
from screening.instruments.instrument import Instrument, Licence
from screening.items import AnswerOption, Item, ItemType, Sensitivity

_SHORT = {  # for sentences that staff read; pages show the published words
    "audit-c-1": "AUDIT-C item 1 (how often)",
    "audit-c-2": "AUDIT-C item 2 (drinks on a typical day)",
    "audit-c-3": "AUDIT-C item 3 (six or more drinks)",
}
_DRINKS = Not(Equals("audit-c-1", 0))  # "Never" leaves the other two out; they count 0


def _item(link_id: str, loinc: str, text: str, answers: tuple[tuple[str, str], ...], enable_when: Condition | None = None) -> Item:
    return Item(
        link_id,
        text,
        ItemType.CHOICE,
        options=tuple(AnswerOption(points, words, code) for points, (code, words) in enumerate(answers)),
        sensitivity=Sensitivity.SUBSTANCE,
        enable_when=enable_when,
        may_be_unsure=False,
        loinc=loinc,
        staff_label=_SHORT[link_id],
    )


_ITEMS = (
    _item(
        "audit-c-1",
        "68518-0",
        "How often do you have a drink containing alcohol?",
        (  # LOINC list LL2179-1
            ("LA6270-8", "Never"),
            ("LA18926-8", "Monthly or less"),
            ("LA18927-6", "2-4 times a month"),
            ("LA18928-4", "2-3 times a week"),
            ("LA18929-2", "4 or more times a week"),
        ),
    ),
    _item(
        "audit-c-2",
        "68519-8",
        "How many standard drinks containing alcohol do you have on a typical day when drinking?",
        (  # LOINC list LL2180-9
            ("LA15694-5", "1 or 2"),
            ("LA15695-2", "3 or 4"),
            ("LA18930-0", "5 or 6"),
            ("LA18931-8", "7 to 9"),
            ("LA18932-6", "10 or more"),
        ),
        _DRINKS,
    ),
    _item(
        "audit-c-3",
        "68520-6",
        "How often do you have six or more drinks on one occasion?",
        (  # LOINC list LL2181-7
            ("LA6270-8", "Never"),
            ("LA18933-4", "Less than monthly"),
            ("LA18876-5", "Monthly"),
            ("LA18891-4", "Weekly"),
            ("LA18934-2", "Daily or almost daily"),
        ),
        _DRINKS,
    ),
)
AUDIT_C = Instrument(
    id="audit-c",
    title="AUDIT-C",
    stem="",
    timeframe="past year",
    notice="AUDIT, World Health Organization, 2001",
    licence=Licence.FREE,
    panel_loinc="72109-2",
    total_loinc="75626-2",
    items=_ITEMS,
    scored=tuple(item.link_id for item in _ITEMS),
    maximum=12,
    source="AUDIT, World Health Organization, 2001; Bush 1998; Bradley 2003",
)
