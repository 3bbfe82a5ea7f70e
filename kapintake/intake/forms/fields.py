"""A page of one or a few typed answers that belong together."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.intake.document import answer_in, is_known
from kapintake.intake.forms.boxes import DateField, FeetField, NumberField
from kapintake.intake.forms.given import Given, PageForm
from kapintake.intake.units import METRIC, US, feet_from_cm, lb_from_kg, plain_number
from screening import Item, ItemType

ONE_LINE = 200
TYPE_OR_DECLINE = _("Type an answer, or choose I'd rather not say")
NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)


def preferred_units(document: dict[str, Any]) -> str:
    """Pounds and feet until she has once used kilograms or centimetres."""
    used = [typed.get("unit") for typed in document["typed"].values() if isinstance(typed, dict)]
    return METRIC if "kg" in used or "cm" in used else US


def has_units(items: tuple[Item, ...]) -> bool:
    return any(item.type in NUMBERS and item.unit in ("kg", "cm") for item in items)


class FieldsForm(PageForm):
    """Text boxes and Continue. What was typed comes back with every error, and with a change of units."""

    def __init__(self, data: Any = None, *, today: date, units: str = "", initial: dict[str, Any] | None = None, **more: Any) -> None:
        document = more["document"]
        drafted = next((document["units"][item.link_id] for item in more["items"] if item.link_id in document["units"]), "")
        self.today, self.units = today, units if units in (US, METRIC) else drafted or preferred_units(document)
        super().__init__(data, **more)
        for item in self.items:
            self.fields[item.link_id] = self._field(item)
            self.initial[item.link_id] = (initial or {}).get(item.link_id) or self._initial(item)

    def _field(self, item: Item) -> forms.Field:
        alone = len(self.items) == 1
        why = _("Why we ask: %(why)s") % {"why": self.page.why or item.why} if alone and (self.page.why or item.why) else ""
        common = {"label": item.text if alone else item.title, "help_text": f"{why} {item.hint}".strip()}
        if item.type in NUMBERS:
            if self.units == US and item.unit == "cm":
                return FeetField(item, **common)
            return NumberField(item, in_pounds=self.units == US and item.unit == "kg", **common)
        if item.type is ItemType.DATE:
            return DateField(today=self.today, **common)
        if item.type in (ItemType.BOOLEAN, ItemType.CHOICE):
            choices = (
                [("yes", _("Yes")), ("no", _("No"))] if item.type is ItemType.BOOLEAN else [(str(o.value), o.text) for o in item.options]
            )
            return forms.ChoiceField(required=False, choices=choices, widget=forms.RadioSelect, **common)
        widget: forms.Widget = forms.TextInput() if item.max_length <= ONE_LINE else long_text(item.max_length)
        return TextField(item, required=False, widget=widget, **common)

    def _initial(self, item: Item) -> Any:
        draft = self.document["drafts"].get(item.link_id)
        if draft is not None and self.document["units"].get(item.link_id, self.units) == self.units:
            return draft if not isinstance(draft, dict) or "value" not in draft else draft["value"]
        value = answer_in(self.document, item.link_id)
        if not is_known(value):
            return None
        typed = self.document["typed"].get(item.link_id) or {}
        if item.type in NUMBERS:
            return number_in(item, value, typed, self.units)
        if item.type is ItemType.DATE:
            year, month, day = value.split("-")
            return typed or {"month": str(int(month)), "day": str(int(day)), "year": year}
        if item.type is ItemType.BOOLEAN:
            return "yes" if value else "no"
        return str(value)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        if len(self.items) == 1:
            helper.heading_field = self.items[0].link_id
        helper.layout = Layout(*(self._laid_out(item) for item in self.items))
        return helper

    def _laid_out(self, item: Item) -> Any:
        if isinstance(self.fields[item.link_id], NumberField):
            pounds = self.units == US and item.unit == "kg"
            unit = "lb" if pounds else item.unit
            return AppendedText(item.link_id, unit) if unit else Field(item.link_id)
        return Field(item.link_id)

    def clean(self) -> dict[str, Any]:
        if self.state() is None:
            for item in self.items:
                if item.link_id in self.cleaned_data and self._value(item) is None and item.core:
                    self.add_error(item.link_id, TYPE_OR_DECLINE)
        return self.cleaned_data

    def _value(self, item: Item) -> Any:
        cleaned = self.cleaned_data.get(item.link_id)
        if isinstance(cleaned, dict):
            return cleaned["value"]
        if cleaned in (None, ""):
            return None
        if item.type is ItemType.BOOLEAN:
            return cleaned == "yes"
        if item.type is ItemType.CHOICE:
            return next(option.value for option in item.options if str(option.value) == cleaned)
        return cleaned

    def given(self) -> Given:
        """A quiet button speaks for the boxes left empty; where none is empty, for all of them."""
        values = {item.link_id: self._value(item) for item in self.items}
        state = self.state()
        if state is not None:
            filled = {name for name, value in values.items() if value is not None}
            meant = [name for name in values if name not in filled] or list(values)
            values.update({name: dict(state) for name in meant})
        typed = {
            name: self.cleaned_data[name]["typed"]
            for name, value in values.items()
            if value is not None and isinstance(self.cleaned_data.get(name), dict) and value == self.cleaned_data[name]["value"]
        }
        return Given(values, typed=typed)

    def number_shown(self, link_id: str) -> float | None:
        """The number that stands in the boxes, as it would be stored; None where there is none, or an error."""
        field, shown = self.fields[link_id], self[link_id].value()
        if isinstance(shown, dict):
            shown = [shown.get(key, "") for key in field.widget.keys]
        try:
            cleaned = field.clean(shown)
        except forms.ValidationError:
            return None
        return float(cleaned["value"]) if cleaned else None

    def units_of(self, link_ids: Iterable[str]) -> dict[str, str]:
        """For those that have two units, in which of them the boxes are."""
        return {item.link_id: self.units for item in self.items if item.link_id in set(link_ids) and has_units((item,))}

    def as_typed(self) -> dict[str, Any]:
        """The boxes as they were sent, for a draft or another unit: text, or {"feet": ..., "inches": ...}."""
        found: dict[str, Any] = {}
        for item in self.items:
            field, name = self.fields[item.link_id], item.link_id
            raw = field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))
            if isinstance(raw, list):
                if any(raw):
                    found[name] = dict(zip(field.widget.keys, (text or "" for text in raw), strict=True))
            elif raw:
                found[name] = str(raw)
        return found

    def in_units(self, units: str) -> dict[str, Any]:
        """What stands in the boxes, turned into other units; what is no number stays as it was typed."""
        self.is_valid()
        raw, turned = self.as_typed(), {}
        for item in self.items:
            cleaned = getattr(self, "cleaned_data", {}).get(item.link_id)
            if isinstance(cleaned, dict) and item.type in NUMBERS:
                turned[item.link_id] = number_in(item, cleaned["value"], {}, units)
            elif item.link_id in raw:
                turned[item.link_id] = raw[item.link_id]
        return turned


def long_text(most: int) -> forms.Textarea:
    """A box of some lines, which says in its last fifth how much room is left."""
    left, over = _("Characters left: %s"), _("Too long by %s characters")
    return forms.Textarea(attrs={"rows": 5, "data-module": "counter", "data-most": most, "data-left": left, "data-over": over})


class TextField(forms.CharField):
    """Free text. Too much is told with its length, and kept in the box."""

    def __init__(self, item: Item, **more: Any) -> None:
        super().__init__(**more)
        self.item = item

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if len(text) > self.item.max_length:
            words = _("This can hold %(most)s characters and you have %(now)s. Make it a little shorter")
            raise forms.ValidationError(str(words) % {"most": self.item.max_length, "now": len(text)})
        return text


def number_in(item: Item, value: float, typed: dict[str, Any], units: str) -> Any:
    """What the boxes of that unit show for a stored number: as typed where it was typed in that unit."""
    if units == US and item.unit == "cm":
        if typed.get("unit") == "ft-in":
            return {"feet": typed["feet"], "inches": typed["inches"]}
        feet, inches = feet_from_cm(value)
        return {"feet": feet, "inches": inches}
    unit = "lb" if units == US and item.unit == "kg" else item.unit
    if typed.get("unit") == unit and "value" in typed:
        return typed["value"]
    return lb_from_kg(value) if unit == "lb" else plain_number(value)
