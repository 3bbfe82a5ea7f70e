"""All questions of a scale on one page, for people who prefer it: a group of radios each, nothing chosen beforehand."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _

from kapintake.intake.document import DECLINED, Document, answer_in, is_state
from kapintake.intake.forms.cards import NO, YES
from kapintake.intake.forms.given import CHOOSE, Given
from screening import Item, ItemType

NOT_SAID = "declined"


class WholeForm(forms.Form):
    """One field an item, in the published order and words. What is left alone stays unanswered."""

    def __init__(self, data: Any = None, *, items: Sequence[Item], stem: str, document: Document) -> None:
        super().__init__(data)
        self.items = items
        for item in items:
            self.fields[item.link_id] = forms.ChoiceField(
                required=False,
                label=item.text,
                help_text=f"{stem} {item.hint}".strip(),
                choices=[*_choices(item), (NOT_SAID, _("I'd rather not say"))],
                widget=forms.RadioSelect(attrs={"class": "with-gap"}),
                error_messages={"invalid_choice": CHOOSE},
            )
            self.initial[item.link_id] = _chosen(item, answer_in(document, item.link_id))

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper

    def given(self) -> Given:
        """What was chosen, and nothing for what was not. Call after is_valid()."""
        return Given({item.link_id: _value(item, chosen) for item in self.items if (chosen := self.cleaned_data[item.link_id])})

    def ask_for_the_rest(self) -> bool:
        """Whether something is still open; each of those is told."""
        for number, item in enumerate(self.items, start=1):
            if not self.cleaned_data.get(item.link_id):
                words = _("Question %(number)s: choose an answer, or choose I'd rather not say")
                self.add_error(item.link_id, words % {"number": number})
        return bool(self.errors)


def _choices(item: Item) -> list[tuple[str, str]]:
    if item.type is ItemType.BOOLEAN:
        return [(YES, _("Yes")), (NO, _("No"))]
    return [(str(option.value), option.text) for option in item.options]


def _chosen(item: Item, value: Any) -> str:
    if is_state(value):
        return NOT_SAID if value == DECLINED else ""
    if item.type is ItemType.BOOLEAN:
        return YES if value else NO
    return str(value)


def _value(item: Item, chosen: str) -> Any:
    if chosen == NOT_SAID:
        return dict(DECLINED)
    if item.type is ItemType.BOOLEAN:
        return chosen == YES
    return next(option.value for option in item.options if str(option.value) == chosen)
