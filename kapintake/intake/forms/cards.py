"""Pages answered by a tap (cards, scale items) and by ticks (one list of several choices, or a card of yes/no questions)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from kapintake.intake.document import BY_CARD, UNSURE, answer_in
from kapintake.intake.forms.given import ANSWER, CHOOSE, Given, PageForm
from screening import ItemType

OTHERS = "answer-others"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Card:
    """One answer to tap or tick."""

    value: str
    text: str
    checked: bool = False


class CardForm(PageForm):
    """One BOOLEAN or CHOICE, or a DATE by cards: each answer is a submit button."""

    answer = forms.CharField(required=False, max_length=200)

    def __init__(self, data: Any = None, *, today: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.item, self.today = self.items[0], today

    def cards(self) -> list[Card]:
        if self.item.type is ItemType.BOOLEAN:
            with override(self.page.language if self.page.instrument else get_language()):  # a scale in English is answered in English
                return [Card(YES, str(_("Yes"))), Card(NO, str(_("No")))]
        return [Card(str(option.value), option.text) for option in self.item.options]

    def current(self) -> str:
        """The card that is her answer now, "" when none is."""
        value = answer_in(self.document, self.item.link_id)
        if isinstance(value, dict):
            return ""
        if self.item.type is ItemType.BOOLEAN:
            return YES if value else NO
        if self.item.type is ItemType.DATE:
            return str((self.document["typed"].get(self.item.link_id) or {}).get("card", ""))
        return str(value)

    def clean_answer(self) -> Any:
        """The stored value of the card. A date by cards is the oldest day that the card allows."""
        if self.state() is not None:
            return self.state()
        tapped = self.cleaned_data["answer"]
        if self.item.type is ItemType.BOOLEAN and tapped in (YES, NO):
            return tapped == YES
        for option in self.item.options:
            if str(option.value) == tapped:
                return self._of_option(option)
        raise forms.ValidationError(CHOOSE)

    def _of_option(self, option: Any) -> Any:
        if self.item.type is not ItemType.DATE:
            return option.value
        if option.days_ago is None:
            return dict(UNSURE)
        return (self.today - timedelta(days=option.days_ago)).isoformat()

    def given(self) -> Given:
        value = self.cleaned_data["answer"]
        typed = {}
        if self.item.type is ItemType.DATE and self.state() is None:
            typed = {self.item.link_id: {"card": next(o.value for o in self.item.options if str(o.value) == self.data[ANSWER])}}
        return Given({self.item.link_id: value}, typed=typed)


class TicksForm(PageForm):
    """One CHOICES item. "None of these" stands alone."""

    answer = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, error_messages={"invalid_choice": _("Choose from the list")}
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.item = self.items[0]
        self.fields["answer"].choices = [(str(option.value), option.text) for option in self.item.options]

    def others(self) -> str:
        if self.is_bound:
            return str(self.data.get(OTHERS, ""))
        return "none" if answer_in(self.document, self.item.link_id) == [] else ""

    def ticked(self) -> list[str]:
        if self.is_bound:
            return list(self.data.getlist(ANSWER))
        value = answer_in(self.document, self.item.link_id)
        return [] if isinstance(value, dict) else [str(one) for one in value]

    def cards(self) -> list[Card]:
        ticked = self.ticked()
        return [Card(str(option.value), option.text, str(option.value) in ticked) for option in self.item.options]

    def clean(self) -> dict[str, Any]:
        ticked, others = self.cleaned_data.get("answer"), self.data.get(OTHERS, "")
        if self.state() is None and ticked is not None:
            if ticked and others == "none":
                self.add_error("answer", _("You ticked some and chose None of these. Choose one or the other"))
            elif not ticked and others != "none":
                self.add_error("answer", CHOOSE)
        return self.cleaned_data

    def given(self) -> Given:
        state = self.state()
        if state is not None:
            return self.all_as(state)
        chosen = set(self.cleaned_data["answer"])
        return Given({self.item.link_id: [option.value for option in self.item.options if str(option.value) in chosen]})


class GroupForm(PageForm):
    """Up to seven yes/no questions on one card. Untouched is unanswered: only an act of hers says no (eligibility.md 2.12)."""

    answer = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, error_messages={"invalid_choice": _("Choose from the list")}
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["answer"].choices = [(item.link_id, item.text) for item in self.items]

    def ticked(self) -> list[str]:
        if self.is_bound:
            return list(self.data.getlist(ANSWER))
        return [item.link_id for item in self.items if answer_in(self.document, item.link_id) is True]

    def others(self) -> str:
        if self.is_bound:
            return str(self.data.get(OTHERS, ""))
        left = [answer_in(self.document, item.link_id) for item in self.items if item.link_id not in self.ticked()]
        if left and all(value is False for value in left):
            return "none"
        return "unsure" if left and all(value == UNSURE for value in left) else ""

    def cards(self) -> list[Card]:
        ticked = self.ticked()
        return [Card(item.link_id, item.text, item.link_id in ticked) for item in self.items]

    def clean(self) -> dict[str, Any]:
        ticked, others = self.cleaned_data.get("answer"), self.data.get(OTHERS, "")
        if self.state() is not None or ticked is None or len(ticked) == len(self.items):
            return self.cleaned_data
        if others not in ("none", "unsure"):
            words = _("Now say what is true of the others: none of them, or not sure") if ticked else CHOOSE
            self.add_error("answer", words)
        return self.cleaned_data

    def given(self) -> Given:
        """Ticks are yes; the rest is what she said of the others, marked as answered by card. Ticks outlast a quiet button."""
        ticked, state = set(self.cleaned_data.get("answer") or ()), self.state()
        rest: Any = state if state is not None else (dict(UNSURE) if self.data.get(OTHERS) == "unsure" else False)
        values = {item.link_id: True if item.link_id in ticked else rest for item in self.items}
        return Given(values, how=BY_CARD)
