"""What she wants to tell the clinician first, on the page that sends. Nobody has to write anything."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.intake.forms.fields import long_text

MOST = 2000


class NoteForm(forms.Form):
    note = forms.CharField(
        required=False,
        label=_("Is there anything you want to tell the clinician first?"),
        help_text=_("You can leave this empty. It is read with your answers, and is not watched right now."),
        widget=long_text(MOST),
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper

    def clean_note(self) -> Any:
        text = self.cleaned_data["note"].strip()
        if len(text) > MOST:
            words = _("This can hold %(most)s characters and you have %(now)s. Make it a little shorter")
            raise forms.ValidationError(str(words) % {"most": MOST, "now": len(text)})
        return text
