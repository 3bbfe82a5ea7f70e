"""A medicine of the list, step by step: its name, how much and how often, and what only some need to be asked.

An entry is what the rules read, {"name", "daily_mg", "as_needed", "stopped_on"}, and under "typed" what she put in the boxes.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.intake.forms.boxes import DateField
from kapintake.intake.forms.entries import LONGEST_NAME, MOST_MG, NAME_IT, NumberOrNothing
from kapintake.intake.units import plain_number, read_number
from kapintake.intake.words import unit_words

TIMES = {"once": 1, "twice": 2, "three": 3}
NEEDED, OTHERWISE = "needed", "other"
MG = {"mg": Decimal(1), "mcg": Decimal("0.001"), "g": Decimal(1000)}
OFTEN = (
    ("once", _("Once a day")),
    ("twice", _("Twice a day")),
    ("three", _("Three times a day")),
    (NEEDED, _("Only when needed")),
    (OTHERWISE, _("Something else")),
)
STILL = (("yes", _("Yes")), ("no", _("No, I stopped")))
TOO_MUCH = _("Check the amount. It should be more than 0")


class _Plain(forms.Form):
    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper


class NameForm(_Plain):
    name = forms.CharField(
        required=False,
        max_length=LONGEST_NAME,
        label=_("What is it called?"),
        help_text=_("One medicine at a time. Type the first letters, then choose Find."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-20", "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if not name:
            raise forms.ValidationError(NAME_IT)
        return name


class DoseForm(_Plain):
    """How much each time, how often, and whether she still takes it. Each may be left open."""

    def __init__(self, data: Any = None, *, entry: dict[str, Any]) -> None:
        super().__init__(data, initial=_boxes(entry))
        self.entry = entry
        self.fields["amount"] = NumberOrNothing(
            most=MOST_MG, label=_("How much each time?"), help_text=_("Leave it empty if you are not sure."), too_much=TOO_MUCH
        )
        self.fields["unit"] = forms.ChoiceField(required=False, label=_("Unit"), choices=list(unit_words().items()))
        self.fields["often"] = forms.ChoiceField(required=False, label=_("How often?"), choices=OFTEN, widget=forms.RadioSelect)
        self.fields["taking"] = forms.ChoiceField(
            required=False, label=_("Still taking it?"), choices=STILL, widget=forms.RadioSelect(attrs={"class": "side-by-side"})
        )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(Div("amount", "unit", css_class="row"), "often", "taking")
        return helper

    def clean(self) -> dict[str, Any]:
        _check_daily({**self.cleaned_data, "amount": self.data.get("amount", ""), "most": ""}, self, "amount")
        return self.cleaned_data

    def changed(self) -> dict[str, Any]:
        """The entry with what was said. Call after is_valid()."""
        data = self.cleaned_data
        typed = {
            **_typed(self.entry),
            "amount": plain_number(data["amount"]) if data["amount"] is not None else "",
            "unit": data["unit"] or "mg",
            "often": data["often"],
            "taking": data["taking"],
        }
        if data["often"] not in (NEEDED, OTHERWISE):
            typed["most"] = ""
        elif "most" not in typed and self.entry.get("as_needed") and self.entry.get("daily_mg") is not None:
            typed["most"] = plain_number(self.entry["daily_mg"])  # an entry of an earlier release
        stopped = self.entry.get("stopped_on") if data["taking"] == "no" else None
        return {
            "name": self.entry["name"],
            "daily_mg": daily_mg(typed),
            "as_needed": data["often"] == NEEDED,
            "stopped_on": stopped,
            "typed": typed,
        }


class MoreForm(_Plain):
    """What some answers open: the most in one day, and since when it is stopped."""

    def __init__(self, data: Any = None, *, entry: dict[str, Any], today: date) -> None:
        typed = _typed(entry)
        super().__init__(data, initial={"most": typed.get("most", ""), "stopped_on": stopped_boxes(entry)})
        self.entry = entry
        if asks_most(entry):
            unit = unit_words().get(typed.get("unit", "mg"), "")
            self.fields["most"] = NumberOrNothing(
                most=MOST_MG,
                label=_("What is the most you take in one day?"),
                help_text=str(_("In %(unit)s, all together. Leave it empty if you are not sure.")) % {"unit": unit},
                too_much=TOO_MUCH,
            )
        if typed.get("taking") == "no":
            self.fields["stopped_on"] = DateField(
                today=today, day_may_be_left=True, label=_("When did you stop?"), help_text=_("Month and year are enough.")
            )

    def clean(self) -> dict[str, Any]:
        unsure = self.data.get("act") == "not-sure"
        if "stopped_on" in self.fields and not unsure and not self.cleaned_data.get("stopped_on") and "stopped_on" not in self.errors:
            self.add_error("stopped_on", _("Type about when you stopped, or choose I'm not sure when"))
        if "most" in self.fields:
            _check_daily({**_typed(self.entry), "most": self.data.get("most", "")}, self, "most")
        return self.cleaned_data

    def changed(self) -> dict[str, Any]:
        """The entry with what was said. A medicine stopped nobody knows when counts as taken. Call after is_valid()."""
        typed = dict(_typed(self.entry))
        if "most" in self.fields:
            typed["most"] = plain_number(self.cleaned_data["most"]) if self.cleaned_data["most"] is not None else ""
        stopped = self.cleaned_data.get("stopped_on")
        return {**self.entry, "typed": typed, "daily_mg": daily_mg(typed), "stopped_on": stopped["value"] if stopped else None}


def named(entry: dict[str, Any] | None, *, name: str, typed: str) -> dict[str, Any]:
    """The entry with this name and what was typed for it. What was said of its dose stays."""
    old = entry or {"daily_mg": None, "as_needed": False, "stopped_on": None}
    return {**old, "name": name, "typed": {**_typed(old), "name": typed}}


def plain(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry as the rules read it."""
    return {key: value for key, value in entry.items() if key != "typed"}


def asks_most(entry: dict[str, Any]) -> bool:
    return _typed(entry).get("often") in (NEEDED, OTHERWISE)


def asks_more(entry: dict[str, Any]) -> bool:
    """Whether what was said opens another page."""
    return asks_most(entry) or _typed(entry).get("taking") == "no"


def daily_mg(typed: dict[str, Any]) -> float | None:
    """Milligrams in a whole day, None where they cannot be told."""
    factor = MG.get(typed.get("unit", "mg"))
    in_a_day = typed.get("most") if typed.get("often") in (NEEDED, OTHERWISE) else typed.get("amount")
    amount, times = read_number(in_a_day or ""), TIMES.get(typed.get("often", ""), 1 if typed.get("most") else 0)
    if factor is None or amount is None or not times:
        return None
    return float(amount * times * factor)


def _check_daily(typed: dict[str, Any], form: forms.Form, name: str) -> None:
    """In a day it may come to more than one dose would be allowed to be."""
    if name not in form.errors and (daily_mg(typed) or 0) > MOST_MG:
        form.add_error(name, TOO_MUCH)


def _typed(entry: dict[str, Any]) -> dict[str, Any]:
    return entry.get("typed") or {}


def _boxes(entry: dict[str, Any]) -> dict[str, Any]:
    """What the boxes show: as typed, else out of what is stored (an entry of an earlier release)."""
    typed = _typed(entry)
    if "often" in typed:
        return {name: typed.get(name, "") for name in ("amount", "unit", "often", "taking")}
    often = NEEDED if entry.get("as_needed") else "once" if entry.get("daily_mg") is not None else ""
    amount = None if often == NEEDED else entry.get("daily_mg")
    taking = "no" if entry.get("stopped_on") else ""
    return {"amount": "" if amount is None else plain_number(amount), "unit": "mg", "often": often, "taking": taking}


def stopped_boxes(entry: dict[str, Any]) -> dict[str, str] | None:
    if not entry.get("stopped_on"):
        return None
    year, month, day = entry["stopped_on"].split("-")
    return {"month": str(int(month)), "day": str(int(day)), "year": year}
