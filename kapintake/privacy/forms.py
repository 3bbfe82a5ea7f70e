"""The form of the desk: a patient called because her second lock is lost."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.patients.birth_dates import BirthDateField
from kapintake.plain_input import PlainTextField

CHECKS = [
    ("called-back", _("I called her back on the phone number in her record")),
    ("photo-id", _("I saw her and a photo ID, here or on video")),
]


class LostLockForm(forms.Form):
    """Who she says she is, and how somebody made sure of it."""

    reference = PlainTextField(label=_("Reference"), max_length=9, help_text=_("Like K7F-4RQ. It is in the list of patients."))
    checked = forms.ChoiceField(label=_("How did you make sure that it is she?"), choices=CHECKS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].widget.attrs.update({"autocomplete": "off", "spellcheck": "false", "class": "w-10"})
        self.fields["reference"].error_messages["required"] = _("Type the reference")
        self.fields["checked"].error_messages["required"] = _("Say how you made sure")
        self.fields["birth_date"] = BirthDateField(today=today, label=_("Birth date, as she tells it"))
        self.order_fields(("reference", "birth_date", "checked"))

    def clean_reference(self) -> str:
        letters = "".join(letter for letter in str(self.cleaned_data["reference"]).upper() if letter.isalnum())
        return f"{letters[:3]}-{letters[3:]}"
