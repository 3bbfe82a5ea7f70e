"""One entry of a list: a medicine, or an antidepressant that was tried."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.intake.forms.boxes import DateField, read
from kapintake.intake.units import plain_number
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
    """What both kinds of entry share."""

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


class MedicineForm(EntryForm):
    def __init__(self, data: Any = None, *, today: date, entry: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=medicine_boxes(entry))
        self.fields["name"].label = _("What is it called?")
        self.fields["daily_mg"] = NumberOrNothing(
            most=MOST_MG,
            label=_("How many mg do you take in a whole day?"),
            help_text=_("Leave it empty if you are not sure. With a medicine that you take only when needed, give the most in one day."),
            too_much=_("Check the amount. It should be more than 0"),
        )
        self.fields["as_needed"] = forms.BooleanField(required=False, label=_("I take it only when I need it"))
        self.fields["taking"] = forms.ChoiceField(
            required=False,
            label=_("Do you still take it?"),
            choices=[("yes", _("Yes")), ("no", _("No, I stopped"))],
            widget=forms.RadioSelect(attrs={"class": "side-by-side"}),
        )
        self.fields["stopped_on"] = DateField(
            today=today, day_may_be_left=True, label=_("If you stopped: when?"), help_text=_("Month and year are enough.")
        )

    def clean(self) -> dict[str, Any]:
        stopped = self.cleaned_data.get("stopped_on")
        if self.cleaned_data.get("taking") == "no" and not stopped and "stopped_on" not in self.errors:
            self.add_error("stopped_on", _("Type about when you stopped. Month and year are enough"))
        if self.cleaned_data.get("taking") == "yes" and stopped:
            self.add_error("taking", _("You gave a date when you stopped. Choose No, or empty the date"))
        return self.cleaned_data

    def entry(self) -> dict[str, Any]:
        stopped = self.cleaned_data["stopped_on"]
        return {
            "name": self.cleaned_data["name"],
            "daily_mg": self.cleaned_data["daily_mg"],
            "as_needed": self.cleaned_data["as_needed"],
            "stopped_on": stopped["value"] if stopped else None,
        }


def medicine_boxes(entry: dict[str, Any] | None) -> dict[str, Any]:
    if entry is None:
        return {}
    stopped = entry.get("stopped_on")
    year, month, day = (stopped or "--").split("-")
    return {
        "name": entry["name"],
        "daily_mg": "" if entry.get("daily_mg") is None else plain_number(entry["daily_mg"]),
        "as_needed": bool(entry.get("as_needed")),
        "taking": "no" if stopped else "yes",
        "stopped_on": {"month": str(int(month)), "day": str(int(day)), "year": year} if stopped else None,
    }


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
