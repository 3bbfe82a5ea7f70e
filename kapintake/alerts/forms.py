"""What is written about an alert: where a patient wants to be called, how a try to reach her ended, the signed closing."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.alerts.models import ContactOutcome
from kapintake.phones import PhoneField
from kapintake.plain_input import PlainTextField

SHORTEST = 15
LONGEST = 4000


class CallForm(forms.Form):
    """ "Ask someone to call me". Whether a message is safe is hers to say each time: others may hear it."""

    phone = PhoneField(
        label=_("Phone number"),
        autocomplete="tel",
        error_messages={"required": _("Enter the number we should call"), "max_length": _("Enter the number alone, without other words")},
    )
    message_is_safe = forms.ChoiceField(
        label=_("Is it safe to leave a message?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect(attrs={"class": "side-by-side"}),
        help_text=_("A message says only our name and that we called."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose yes or no, so that we know what is safe")),
    )


class ContactForm(forms.Form):
    """One try to reach the person. `key` makes two presses one note."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=ContactOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended"), "invalid_choice": _("Choose how it ended")},
    )
    text = PlainTextField(
        label=_("What was said or done"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Keep this under 4,000 characters")},
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages={"required": _("Press the button once more"), "invalid": _("Press the button once more")},
    )


class CloseForm(forms.Form):
    """The written assessment and safety plan, and the proof at the act itself of who signs."""

    assessment = PlainTextField(
        label=_("Your assessment"),
        help_text=_("Risk now, what you found out and from whom."),
        max_length=LONGEST,
        min_length=SHORTEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write your assessment"),
            "min_length": _("Write your assessment in at least a sentence"),
            "max_length": _("Keep this under 4,000 characters"),
        },
    )
    safety_plan = PlainTextField(
        label=_("Safety plan"),
        help_text=_("What was agreed: warning signs, people, means, next contact."),
        max_length=LONGEST,
        min_length=SHORTEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write the safety plan"),
            "min_length": _("Write the safety plan in at least a sentence"),
            "max_length": _("Keep this under 4,000 characters"),
        },
    )
    password = forms.CharField(
        label=_("Your password"),
        required=False,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("or the code from your authenticator app"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2**31 - 1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("Open this page again, then sign")),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("password") and not cleaned.get("code"):
            self.add_error("password", _("Enter your password, or a code, to sign"))
        return cleaned
