"""Boxes to type in: numbers with a unit, feet and inches, a date as month, day and year. Each says plainly what is wrong."""

import calendar
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapintake.intake.units import NotANumber, cm_from_feet, feet_words, kg_from_lb, lb_from_kg, plain_number, read_number
from screening import Item, ItemType

NUMBERS_ONLY = gettext_lazy("Use numbers only, like 120")
WHOLE_NUMBER = gettext_lazy("Use a whole number, without a point")
INCHES = 12
OLDEST_YEAR = 1900


def read(text: str) -> Decimal | None:
    """The number in a box, or a ValidationError in plain words."""
    try:
        return read_number(text or "")
    except NotANumber:
        raise forms.ValidationError(NUMBERS_ONLY) from None


def stored_number(item: Item, number: Decimal | float) -> int | float:
    """As the item's type wants it."""
    return int(number) if item.type is ItemType.INTEGER else float(number)


def check_range(item: Item, value: float, low: str, high: str) -> None:
    if item.hard is not None and not item.hard.low <= value <= item.hard.high:
        raise forms.ValidationError(_("%(name)s must be between %(low)s and %(high)s") % {"name": item.title, "low": low, "high": high})


class NumberField(forms.CharField):
    """One number in the item's own unit, or in pounds for an item in kilograms."""

    def __init__(self, item: Item, *, in_pounds: bool = False, **more: Any) -> None:
        mode = "numeric" if item.type is ItemType.INTEGER or in_pounds else "decimal"
        widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off", "class": "w-6"})
        super().__init__(required=False, max_length=40, widget=widget, **more)
        self.item, self.in_pounds = item, in_pounds

    def clean(self, value: Any) -> dict[str, Any] | None:
        """{"value", "typed"}, or None for an empty box."""
        text = super().clean(value)
        number = read(text)
        if number is None:
            return None
        if self.item.type is ItemType.INTEGER and number != number.to_integral_value():
            raise forms.ValidationError(WHOLE_NUMBER)
        unit = "lb" if self.in_pounds else self.item.unit
        stored = kg_from_lb(number) if self.in_pounds else stored_number(self.item, number)
        if self.item.hard is not None:
            low, high = (self._words(bound) for bound in (self.item.hard.low, self.item.hard.high))
            check_range(self.item, stored, low, high)
        return {"value": stored, "typed": {"unit": unit, "value": text.strip()}}

    def _words(self, bound: float) -> str:
        return f"{lb_from_kg(bound)} lb" if self.in_pounds else f"{plain_number(bound)} {self.item.unit}".strip()


class Boxes(forms.MultiWidget):
    """Several boxes that make one answer; each is named by its aria-label, which the pack shows."""

    def __init__(self, names: Sequence[str], *, widths: Sequence[str], mode: str = "numeric", keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        attributes = [
            {"aria-label": name, "class": width, "autocomplete": "off", **({"inputmode": mode} if mode else {})}
            for name, width in zip(names, widths, strict=True)
        ]
        super().__init__([forms.TextInput(attrs=one) for one in attributes])

    use_fieldset = True

    def decompress(self, value: Any) -> list[Any]:
        return [value.get(key, "") if isinstance(value, dict) else "" for key in self.keys]


class FeetField(forms.MultiValueField):
    """A height in feet and inches, kept in centimetres."""

    def __init__(self, item: Item, **more: Any) -> None:
        widget = Boxes([_("Feet"), _("Inches")], widths=["w-2", "w-2"], keys=("feet", "inches"))
        boxes = [forms.CharField(required=False, max_length=20) for _box in range(2)]
        super().__init__(boxes, widget=widget, required=False, require_all_fields=False, **more)
        self.item = item

    def compress(self, values: list[str]) -> Any:
        feet, inches = (read(text) for text in (values or ["", ""]))
        if feet is None and inches is None:
            return None
        if feet is None or feet != feet.to_integral_value():
            raise forms.ValidationError(_("Type the feet as a whole number, and the inches beside it"))
        if inches is not None and inches >= INCHES:
            raise forms.ValidationError(_("Inches go from 0 to 11. Check the inches"))
        stored = stored_number(self.item, round(cm_from_feet(feet, inches or Decimal(0)), 1))
        if self.item.hard is not None:
            check_range(self.item, stored, feet_words(self.item.hard.low), feet_words(self.item.hard.high))
        return {"value": stored, "typed": {"unit": "ft-in", "feet": values[0].strip(), "inches": (values[1] or "0").strip()}}


def month_number(text: str) -> int | None:
    """6, 06, June, Jun (in the language of the page, or English)."""
    plain = text.strip().strip(".").casefold()
    if plain.isascii() and plain.isdigit():
        return int(plain) if 1 <= int(plain) <= 12 else None
    names = [(number, str(name).casefold()) for number, name in MONTHS.items()]
    names += [(number, calendar.month_name[number].casefold()) for number in range(1, 13)]
    return next((number for number, name in names if len(plain) >= 3 and name.startswith(plain)), None)


class DateField(forms.MultiValueField):
    """A day of the past as month, day and year. Where `day_may_be_left`, the month alone means its last day."""

    def __init__(self, *, today: date, day_may_be_left: bool = False, **more: Any) -> None:
        widget = Boxes([_("Month"), _("Day"), _("Year")], widths=["w-4", "w-2", "w-4"], mode="", keys=("month", "day", "year"))
        boxes = [forms.CharField(required=False, max_length=20) for _box in range(3)]
        super().__init__(boxes, widget=widget, required=False, require_all_fields=False, **more)
        self.today, self.day_may_be_left = today, day_may_be_left

    def compress(self, values: list[str]) -> Any:
        month_text, day_text, year_text = values or ["", "", ""]
        if not any((month_text, day_text, year_text)):
            return None
        day = self._day(month_text.strip(), day_text.strip(), year_text.strip())
        if day > self.today:
            raise forms.ValidationError(_("This date must be in the past"))
        return {"value": day.isoformat(), "typed": {"month": month_text, "day": day_text, "year": year_text}}

    def _day(self, month_text: str, day_text: str, year_text: str) -> date:
        month = month_number(month_text)
        if month is None:
            raise forms.ValidationError(_("Type the month as a number from 1 to 12, or as a name, like June"))
        if not (year_text.isascii() and year_text.isdigit() and OLDEST_YEAR <= int(year_text) <= self.today.year + 1):
            raise forms.ValidationError(_("Type the year with four numbers, like %(year)s") % {"year": self.today.year})
        days = calendar.monthrange(int(year_text), month)[1]
        if not day_text and self.day_may_be_left:
            is_this_month = (int(year_text), month) == (self.today.year, self.today.month)
            return self.today if is_this_month else date(int(year_text), month, days)
        if not (day_text.isascii() and day_text.isdigit()) or int(day_text) < 1:
            raise forms.ValidationError(_("Type the day as a number"))
        if int(day_text) > days:
            raise forms.ValidationError(
                _("%(month)s has %(days)s days. Check the day") % {"month": MONTHS[month], "days": days},
            )
        return date(int(year_text), month, int(day_text))
