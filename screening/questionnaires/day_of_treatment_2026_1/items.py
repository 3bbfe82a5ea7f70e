"""Short ways to write a check of staff."""

from screening.conditions import Condition, Equals
from screening.items import AnswerOption, Bounds, Item, ItemType, Page, PageKind, Sensitivity

DOSE_GIVEN: Condition = Equals("day-dosed", True)
GROUP = "Day of treatment"


def check(
    link_id: str,
    text: str,
    label: str,
    *,
    hint: str = "",
    when: Condition | None = None,
    sensitivity: Sensitivity = Sensitivity.ORDINARY,
    core: bool = True,
) -> Item:
    """Yes or no, as staff see it."""
    return Item(link_id, text, ItemType.BOOLEAN, label=label, hint=hint, enable_when=when, sensitivity=sensitivity, core=core)


def choice(
    link_id: str,
    text: str,
    label: str,
    answers: tuple[tuple[str, str], ...],
    *,
    hint: str = "",
    when: Condition | None = None,
    sensitivity: Sensitivity = Sensitivity.ORDINARY,
    core: bool = True,
    context: bool = False,
) -> Item:
    """One of a few answers."""
    options = tuple(AnswerOption(value, words) for value, words in answers)
    return Item(
        link_id,
        text,
        ItemType.CHOICE,
        label=label,
        hint=hint,
        options=options,
        enable_when=when,
        sensitivity=sensitivity,
        core=core,
        context=context,
    )


def number(
    link_id: str,
    text: str,
    label: str,
    unit: str,
    hard: Bounds,
    soft: Bounds,
    *,
    when: Condition | None = None,
    core: bool = True,
    hint: str = "",
    staff_label: str = "",
) -> Item:
    """A measured whole number."""
    return Item(
        link_id,
        text,
        ItemType.INTEGER,
        label=label,
        hint=hint,
        unit=unit,
        hard=hard,
        soft=soft,
        enable_when=when,
        core=core,
        staff_label=staff_label,
    )


def pressure(prefix: str, moment: str, *, when: Condition | None = None, core: bool = True) -> tuple[Item, Item]:
    """The two numbers of one reading. A day has several: each is called by its moment."""
    return (
        number(
            f"{prefix}-systolic",
            f"Top number {moment}",
            f"Top number {moment}",
            "mmHg",
            Bounds(20, 400),
            Bounds(60, 300),
            when=when,
            core=core,
            staff_label=f"Systolic {moment}",
        ),
        number(
            f"{prefix}-diastolic",
            f"Bottom number {moment}",
            f"Bottom number {moment}",
            "mmHg",
            Bounds(10, 400),
            Bounds(30, 200),
            when=when,
            core=core,
            staff_label=f"Diastolic {moment}",
        ),
    )


def group(title: str, *items: Item) -> Page:
    """Up to seven checks on one card."""
    return Page(PageKind.GROUP, items, title)


def card(item: Item) -> Page:
    return Page(PageKind.CARDS, (item,))


def fields(title: str, *items: Item) -> Page:
    return Page(PageKind.FIELDS, items, title)
