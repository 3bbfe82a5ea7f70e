"""What a patient fills in after "go on": her signature under the consents, and the questions before a date."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapintake.clinics.models import ConsentText
from kapintake.patients.selectors import folded_name
from kapintake.plain_input import PlainTextField
from kapintake.treatment.scheduling import WORDS

PRESS_AGAIN = _("Press the button once more")
ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("unsure", _("I'm not sure"))]
STORED: dict[str, Any] = {"yes": True, "no": False, "unsure": {"state": "unsure"}}
LONGEST_NAME = 161


def _key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, error_messages={"required": PRESS_AGAIN, "invalid": PRESS_AGAIN})


class PickForm(forms.Form):
    """One pick at a question; the cards are buttons, so there is nothing to draw but the key."""

    key = _key()


class SignForm(forms.Form):
    """Signing by typing one's legal name. `text_id` is the version that was on the page; choices beside it come unticked."""

    beside = forms.MultipleChoiceField(
        label=_("Your choice. You can leave any of these open"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("These choices were renewed. Look at them once more")},
    )
    typed_name = PlainTextField(
        label=_("Type your full legal name to sign"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Type your full name to sign"), "max_length": _("Keep this under 161 characters")},
    )
    text_id = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": PRESS_AGAIN, "invalid": PRESS_AGAIN})

    def __init__(self, *args: Any, legal_name: str, beside: Iterable[ConsentText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legal_name = legal_name
        self.fields["beside"].choices = [(str(text.pk), text.summary) for text in beside]
        if not self.fields["beside"].choices:
            del self.fields["beside"]

    def clean_typed_name(self) -> str:
        typed = str(self.cleaned_data["typed_name"])
        if folded_name(typed) != folded_name(self.legal_name):
            raise ValidationError(_("Type your name the way you gave it to us: %(name)s"), params={"name": self.legal_name})
        return typed


class BeforeDateForm(forms.Form):
    """Three questions on one page. Each may stay open: what is not said yet is asked again."""

    key = _key()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for link_id, (question, why) in WORDS.items():
            self.fields[link_id] = forms.ChoiceField(
                label=question.in_language(language),
                help_text=why.in_language(language),
                choices=ANSWERS,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "side-by-side"}),
                error_messages={"invalid_choice": _("Choose one of these answers")},
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(link_id) for link_id in WORDS):
            self.add_error("escort", str(_("Choose an answer, or come back later")))
        return data

    def values(self) -> dict[str, Any]:
        """What was answered, as it is stored."""
        return {link_id: STORED[self.cleaned_data[link_id]] for link_id in WORDS if self.cleaned_data.get(link_id)}


def shown(values: dict[str, Any]) -> dict[str, str]:
    """Stored answers as the form shows them."""
    known = {True: "yes", False: "no"}
    return {name: "unsure" if isinstance(value, dict) else known[value] for name, value in values.items() if name in WORDS}
