"""Short ways to write a page. Nothing here decides anything; each returns the plain data of `items.py`."""

from screening.conditions import Condition, Equals
from screening.items import AnswerOption, Bounds, Item, ItemType, Page, PageKind, Sensitivity


def options(*pairs: tuple[int | str, str]) -> tuple[AnswerOption, ...]:
    """Answer options in order."""
    return tuple(AnswerOption(value, text) for value, text in pairs)


def yes_no(
    link_id: str,
    text: str,
    label: str,
    *,
    why: str = "",
    hint: str = "",
    sensitivity: Sensitivity = Sensitivity.ORDINARY,
    enable_when: Condition | None = None,
    covered_by: str = "",
    kept: bool = False,
    staff_label: str = "",
) -> Item:
    """A question answered by yes or no."""
    return Item(
        link_id,
        text,
        ItemType.BOOLEAN,
        label=label,
        why=why,
        hint=hint,
        sensitivity=sensitivity,
        enable_when=enable_when,
        covered_by=covered_by,
        kept=kept,
        staff_label=staff_label,
    )


def cards(
    link_id: str,
    text: str,
    label: str,
    answers: tuple[AnswerOption, ...],
    *,
    why: str = "",
    hint: str = "",
    unit: str = "",
    sensitivity: Sensitivity = Sensitivity.ORDINARY,
    enable_when: Condition | None = None,
    staff_label: str = "",
) -> Item:
    """A question with up to seven answers, of which one is chosen."""
    return Item(
        link_id,
        text,
        ItemType.CHOICE,
        label=label,
        why=why,
        hint=hint,
        unit=unit,
        options=answers,
        sensitivity=sensitivity,
        enable_when=enable_when,
        staff_label=staff_label,
    )


def ticks(
    link_id: str,
    text: str,
    label: str,
    answers: tuple[AnswerOption, ...],
    *,
    why: str = "",
    hint: str = "",
    sensitivity: Sensitivity = Sensitivity.ORDINARY,
    enable_when: Condition | None = None,
    core: bool = True,
    context: bool = False,
    staff_label: str = "",
) -> Item:
    """A question of which several answers may be chosen; none chosen is "none of these"."""
    return Item(
        link_id,
        text,
        ItemType.CHOICES,
        label=label,
        why=why,
        hint=hint,
        options=answers,
        sensitivity=sensitivity,
        enable_when=enable_when,
        core=core,
        context=context,
        staff_label=staff_label,
    )


def months_ago(link_id: str, text: str, label: str, parent: str, *, sensitivity: Sensitivity, staff_label: str) -> Item:
    """How many months ago something last was, asked after a yes on `parent`."""
    return Item(
        link_id,
        text,
        ItemType.DECIMAL,
        label=label,
        why="How safe it is depends on how long ago it was.",
        hint="1 year is 12 months. Less than a month is 0. A good guess is fine.",
        unit="months",
        hard=Bounds(0, 1320),
        soft=Bounds(0, 600),
        sensitivity=sensitivity,
        enable_when=Equals(parent, True),
        staff_label=staff_label,
    )


def one(item: Item) -> Page:
    """A page that asks one thing. Its kind follows from the type of the item."""
    kinds = {
        ItemType.BOOLEAN: PageKind.CARDS,
        ItemType.CHOICE: PageKind.CARDS,
        ItemType.CHOICES: PageKind.TICKS,
        ItemType.MEDICINES: PageKind.MEDICINES,
        ItemType.TRIALS: PageKind.TRIALS,
        ItemType.DATE: PageKind.CARDS if item.options else PageKind.FIELDS,
    }
    return Page(kinds.get(item.type, PageKind.FIELDS), (item,), why=item.why)


def group(title: str, *items: Item, why: str = "") -> Page:
    """Up to seven conditions on one card; "None of these" says no to all of them."""
    return Page(PageKind.GROUP, items, title, why)


EVER_TOLD = "Have you ever been told that you have any of these?"
