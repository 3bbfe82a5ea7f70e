"""A birth date typed as Month, Day and Year: what is accepted (6, 06, June, Jun, Spanish names) and what is said otherwise.

A birth date is a plain calendar date: no time zone is ever involved in reading, keeping or showing it.
"""

import calendar
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

LONGEST_AGE = 120
FIRST_WITH_CENTURY = 1000


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold().rstrip("."))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _month_names() -> dict[str, int]:
    """Names and their beginnings of three letters or more, in every language of the site."""
    names: dict[str, int] = {}
    for language in ("en", "es"):
        with override(language):
            for number, name in MONTHS.items():
                plain = _plain(str(name))
                names.update({plain[:length]: number for length in range(3, len(plain) + 1)})
    return names


def month_number(text: str) -> int | None:
    """6, 06, June, Jun, junio."""
    plain = _plain(text)
    if plain.isascii() and plain.isdigit() and len(plain) <= 2:
        return int(plain) if 1 <= int(plain) <= 12 else None
    return _month_names().get(plain)


def _number(text: str, digits: int) -> int | None:
    plain = unicodedata.normalize("NFKC", text.strip())
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= digits else None


def read_birth_date(month_text: str, day_text: str, year_text: str, *, today: date) -> date:
    """The date, or a ValidationError that says what to do."""
    if not (month_text.strip() and day_text.strip() and year_text.strip()):
        raise ValidationError(_("Enter the month, day and year of your birth date"))
    month, day, year = month_number(month_text), _number(day_text, 2), _number(year_text, 4)
    if month is None:
        raise ValidationError(_("Enter the month as a number or a name, like 6 or June"))
    if year is None or year < FIRST_WITH_CENTURY:
        raise ValidationError(_("Enter the year with 4 digits"))
    if day is None or day < 1:
        raise ValidationError(_("Enter the day as a number"))
    days = calendar.monthrange(year, month)[1]
    if day > days:
        if month == 2:
            raise ValidationError(_("February %(year)d has %(days)d days. Check the day") % {"year": year, "days": days})
        raise ValidationError(_("%(month)s has %(days)d days. Check the day") % {"month": MONTHS[month], "days": days})
    born = date(year, month, day)
    if born >= today:
        raise ValidationError(_("Your birth date must be in the past"))
    if today.year - year > LONGEST_AGE:
        raise ValidationError(_("Check the year of your birth date"))
    return born


class BirthDateWidget(forms.MultiWidget):
    """Three text boxes in the order Month, Day, Year."""

    use_fieldset = True
    labels = {"month": gettext_lazy("Month"), "day": gettext_lazy("Day"), "year": gettext_lazy("Year")}

    def __init__(self) -> None:
        boxes = {}
        for name, longest, width in (("month", "12", "w-6"), ("day", "2", "w-2"), ("year", "4", "w-4")):
            attrs = {"autocomplete": f"bday-{name}", "maxlength": longest, "class": width, "aria-label": self.labels[name]}
            boxes[name] = forms.TextInput(attrs={"spellcheck": "false", **({} if name == "month" else {"inputmode": "numeric"}), **attrs})
        super().__init__(widgets=boxes)

    def decompress(self, value: Any) -> list[str]:
        return [str(value.month), str(value.day), str(value.year)] if isinstance(value, date) else ["", "", ""]


class BirthDateField(forms.Field):
    """A plain date out of three boxes. `today` is the clinic's."""

    widget = BirthDateWidget

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date:
        month, day, year = ((part or "") for part in (value or ["", "", ""]))
        return read_birth_date(month, day, year, today=self.today)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and list(data) != BirthDateWidget().decompress(initial)
