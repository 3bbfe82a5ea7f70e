"""How the person has been: PHQ-9 for everyone, GAD-7 for those who come for anxiety. Scales stay word for word."""

from dataclasses import replace

from screening.conditions import Includes
from screening.instruments import GAD7, PHQ9, Instrument
from screening.items import Item, Page, PageKind, Section


def scale_pages(instrument: Instrument, items: tuple[Item, ...]) -> tuple[Page, ...]:
    """One item of a scale on each page."""
    return tuple(Page(PageKind.SCALE, (item,), instrument=instrument.id) for item in items)


MOOD = Section(
    "mood",
    "Mood",
    "How you've been",
    scale_pages(PHQ9, PHQ9.items),
    intro="Ten questions about the last 2 weeks. There are no right answers.",
    minutes=2,
)
_FOR_ANXIETY = Includes("indication", "anxiety")


def anxiety(*, everyone: bool) -> Section:
    """GAD-7: of those who come for anxiety, or of everyone where the clinic wants it."""
    items = GAD7.items if everyone else tuple(replace(item, enable_when=_FOR_ANXIETY) for item in GAD7.items)
    return Section(
        "anxiety",
        "Worry",
        "How you've been",
        scale_pages(GAD7, items),
        intro="Seven questions about the last 2 weeks. There are no right answers.",
        minutes=1,
    )
