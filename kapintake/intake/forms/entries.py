"""One entry of the list of antidepressants that were tried, and the boxes that it shares with a medicine."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.intake.forms.boxes import read
from kapintake.intake.words import dose_words, result_words

LONGEST_NAME = 200
MOST_MG = 1_000_000
MOST_WEEKS = 2000
NOT_SURE = "not-sure"
NAME_IT = _("Type the name, as it stands on the box or as you know it")


class NumberOrNothing(forms.CharField):
    """A number above zero, or an empty box for "not sure"."""

    def __init__(self, *, most: int, whole: bool = False, too_much: Any = "", **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric" if whole else "decimal", "autocomplete": "off", "class": "w-6"})
        super().__init__(required=False, max_length=40, widget=widget, **more)
        self.most, self.whole, self.too_much = most, whole, too_much

    def clean(self, value: Any) -> int | float | None:
        number = read(super().clean(value))
        if number is None:
            return None
        if self.whole and number != number.to_integral_value():
            raise forms.ValidationError(_("Use a whole number, without a point"))
        if not (number >= 0 if self.whole else number > 0) or number > self.most:
            raise forms.ValidationError(self.too_much)
        return int(number) if self.whole else float(number)


class EntryForm(forms.Form):
    """An entry on one page."""

    name = forms.CharField(
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-20", "spellcheck": "false"}),
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if not name:
            raise forms.ValidationError(NAME_IT)
        return name

    def entry(self) -> dict[str, Any]:
        """As `screening` takes it. Call after is_valid()."""
        raise NotImplementedError


class TrialForm(EntryForm):
    def __init__(self, data: Any = None, *, today: date, entry: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=trial_boxes(entry))
        self.fields["name"].label = _("Which medicine for depression was it?")
        self.fields["dose"] = _radios(_("What dose did you reach?"), dose_words())
        self.fields["weeks"] = NumberOrNothing(
            most=MOST_WEEKS,
            whole=True,
            label=_("For how many weeks did you take it?"),
            help_text=_("A month is about 4 weeks, a year is 52. Leave it empty if you are not sure."),
            too_much=_("Check the number of weeks"),
        )
        self.fields["result"] = _radios(_("What did it do for you?"), result_words())

    def entry(self) -> dict[str, Any]:
        dose, result = (self.cleaned_data[name] or None for name in ("dose", "result"))
        return {
            "name": self.cleaned_data["name"],
            "dose": None if dose == NOT_SURE else dose,
            "weeks": self.cleaned_data["weeks"],
            "result": None if result == NOT_SURE else result,
        }


def _radios(label: Any, words: dict[str, str]) -> forms.ChoiceField:
    choices = [(value, text[:1].upper() + text[1:]) for value, text in words.items()]
    return forms.ChoiceField(required=False, label=label, choices=[*choices, (NOT_SURE, _("I'm not sure"))], widget=forms.RadioSelect)


def trial_boxes(entry: dict[str, Any] | None) -> dict[str, Any]:
    if entry is None:
        return {}
    return {
        "name": entry["name"],
        "dose": entry.get("dose") or NOT_SURE,
        "weeks": "" if entry.get("weeks") is None else str(entry["weeks"]),
        "result": entry.get("result") or NOT_SURE,
    }
