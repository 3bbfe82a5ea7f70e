"""What a patient may still say when her answers are sent: in her own words, with one question about safety beside it."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from kapintake.plain_input import PlainTextField

LONGEST = 4000
SAFE = [("yes", _("Yes")), ("unsure", _("I'm not sure")), ("no", _("No"))]
PRESS_AGAIN = _("Press the button once more")


class ReplyForm(forms.Form):
    """A reply in words to a question of the clinician's own."""

    words = PlainTextField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write a few words, or choose one of the buttons below"),
            "max_length": _("Keep this under 4,000 characters"),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, error_messages={"required": PRESS_AGAIN, "invalid": PRESS_AGAIN})

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        self.helper.heading_field = "words"


class AfterSendingForm(forms.Form):
    """A note to the clinic. The question about safety may be left open."""

    words = PlainTextField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a few words first"), "max_length": _("Keep this under 4,000 characters")},
    )
    safe = forms.ChoiceField(
        label=_("Do you feel safe right now?"),
        choices=SAFE,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these answers")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, error_messages={"required": PRESS_AGAIN, "invalid": PRESS_AGAIN})

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
