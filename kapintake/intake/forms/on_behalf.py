"""An entry of a list as a clinician takes it down: all of it on one page, where the patient goes step by step."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.intake.forms.boxes import DateField
from kapintake.intake.forms.entries import LONGEST_NAME, MOST_MG, NAME_IT, NumberOrNothing, TrialForm
from kapintake.intake.forms.medicine import TOO_MUCH, DoseForm, asks_more, daily_mg, named
from kapintake.intake.units import plain_number
from screening import Page, PageKind


class MedicineTold(DoseForm):
    """One medicine. What is left open stays unknown for every rule."""

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, entry=named(None, name="", typed=""))
        self.fields["name"] = forms.CharField(
            required=False,
            max_length=LONGEST_NAME,
            label=_("What is it called?"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-20", "spellcheck": "false"}),
        )
        self.fields["most"] = NumberOrNothing(
            most=MOST_MG,
            label=_("The most in one day"),
            help_text=_("Only for “when needed” or “something else”."),
            too_much=TOO_MUCH,
        )
        self.fields["stopped_on"] = DateField(
            today=today, day_may_be_left=True, label=_("Stopped when?"), help_text=_("Only if it was stopped. Month and year are enough.")
        )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout("name", Div("amount", "unit", css_class="row"), "often", "most", "taking", "stopped_on")
        return helper

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if not name:
            raise forms.ValidationError(NAME_IT)
        return name

    def told(self) -> dict[str, Any]:
        """The entry. Call after is_valid()."""
        name = self.cleaned_data["name"]
        self.entry = named(None, name=name, typed=name)
        entry = self.changed()
        if not asks_more(entry):
            return entry
        most, stopped = self.cleaned_data.get("most"), self.cleaned_data.get("stopped_on")
        typed = {**entry["typed"], "most": plain_number(most) if most is not None else ""}
        is_stopped = self.cleaned_data["taking"] == "no" and stopped
        return {**entry, "typed": typed, "daily_mg": daily_mg(typed), "stopped_on": stopped["value"] if is_stopped else None}


class TrialTold(TrialForm):
    def told(self) -> dict[str, Any]:
        """The entry. Call after is_valid()."""
        return self.entry()


def list_entry_form(page: Page, *, today: date, data: Any = None) -> MedicineTold | TrialTold:
    return MedicineTold(data, today=today) if page.kind is PageKind.MEDICINES else TrialTold(data, today=today)
