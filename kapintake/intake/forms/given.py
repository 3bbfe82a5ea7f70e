"""What a page was answered with, whatever kind of page it is: values for the rules, and beside them what was typed."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.intake.document import DECLINED, UNSURE, Document
from screening import Item, Page

ANSWER = "answer"  # the one field of a page of cards or ticks
STATE = "answer-state"  # the ways round a question: "unsure", "declined"
STATES = {"declined": DECLINED, "unsure": UNSURE}
CHOOSE = _("Choose an answer, or choose I'd rather not say")


@dataclass(frozen=True, slots=True)
class Given:
    values: dict[str, Any]
    how: str = ""
    typed: dict[str, Any] = field(default_factory=dict)


class PageForm(forms.Form):
    """The form of one page. `items` are those of its items that are shown now."""

    def __init__(self, data: Any = None, *, page: Page, items: tuple[Item, ...], document: Document, **more: Any) -> None:
        super().__init__(data, **more)
        self.page, self.items, self.document = page, items, document

    @property
    def may_be_unsure(self) -> bool:
        return all(item.may_be_unsure for item in self.items)

    def state(self) -> dict[str, str] | None:
        """The state that a quiet button posted; None when none was pressed, or one that this page does not offer."""
        pressed = self.data.get(STATE, "")
        if pressed == "unsure" and not self.may_be_unsure:
            return None
        return STATES.get(pressed)

    def given(self) -> Given:
        """Call after is_valid()."""
        raise NotImplementedError

    def all_as(self, state: dict[str, str]) -> Given:
        return Given({item.link_id: dict(state) for item in self.items})
