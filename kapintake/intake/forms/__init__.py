"""Forms made from a questionnaire's items: one a kind of page, no code a question."""

from datetime import date
from typing import Any

from kapintake.intake.document import Document
from kapintake.intake.forms.cards import CardForm, GroupForm, TicksForm
from kapintake.intake.forms.entries import EntryForm, TrialForm
from kapintake.intake.forms.fields import FieldsForm, has_units
from kapintake.intake.forms.given import Given, PageForm
from screening import Item, Page, PageKind

__all__ = ["CardForm", "EntryForm", "FieldsForm", "Given", "GroupForm", "PageForm", "TicksForm", "entry_form_for", "form_for", "has_units"]
LISTS = (PageKind.MEDICINES, PageKind.TRIALS)


def form_for(
    page: Page, *, items: tuple[Item, ...], document: Document, today: date, data: Any = None, units: str = "", initial: Any = None
) -> PageForm:
    """The form of a page that is not a list builder."""
    common: dict[str, Any] = {"page": page, "items": items, "document": document}
    if page.kind in (PageKind.CARDS, PageKind.SCALE):
        return CardForm(data, today=today, **common)
    if page.kind is PageKind.TICKS:
        return TicksForm(data, **common)
    if page.kind is PageKind.GROUP:
        return GroupForm(data, **common)
    return FieldsForm(data, today=today, units=units, initial=initial, **common)


def entry_form_for(page: Page, *, today: date, data: Any = None, entry: dict[str, Any] | None = None) -> EntryForm:
    """The form of one entry of a list that is told on one page."""
    return TrialForm(data, today=today, entry=entry)
