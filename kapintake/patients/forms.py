"""The forms of registration and consent. Every text says what to do; nothing typed is lost on an error."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kapintake.clinics.models import Clinic
from kapintake.clinics.selectors import states_served
from kapintake.clinics.states import STATES, named
from kapintake.patients.birth_dates import BirthDateField
from kapintake.patients.selectors import SEXES, EmergencyContact, PatientIdentity, folded_name
from kapintake.phones import PhoneField, shown_phone
from kapintake.plain_input import PlainTextField

LANGUAGES = [("en", "English"), ("es", "Español")]


def text_field(label: Any, missing: Any = "", *, autocomplete: str = "off", longest: int = 80, help_text: Any = "") -> PlainTextField:
    """A line of text; needed when `missing` says what to do without it."""
    attrs = {"autocomplete": autocomplete, "spellcheck": "false"}
    return PlainTextField(
        label=label,
        max_length=longest,
        required=bool(missing),
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": missing, "max_length": _("Use at most %(limit_value)d letters")},
    )


class IdentityForm(forms.Form):
    """Who she is and how to reach her. `version` is that of the record from which the form was drawn."""

    given = text_field(_("Legal first name"), _("Enter your first name as it is on your ID"), autocomplete="given-name")
    family = text_field(_("Legal last name"), _("Enter your last name as it is on your ID"), autocomplete="family-name")
    name_used = text_field(_("Name you go by"), help_text=_("If it is different. We will call you by it."), autocomplete="nickname")
    sex_at_birth = forms.ChoiceField(
        label=_("Sex on your first birth certificate"),
        choices=SEXES,
        widget=forms.RadioSelect,
        help_text=_("Why we ask: some doses and risks depend on it."),
        error_messages={"required": _("Choose an answer, or choose I'd rather not say")},
    )
    gender = text_field(_("Gender"), help_text=_("In your own words. You can leave this empty."), longest=40)
    pronouns = text_field(_("Pronouns"), help_text=_("Like she/her, he/him or they/them. You can leave this empty."), longest=40)
    phone = PhoneField(
        label=_("Phone"),
        autocomplete="tel",
        help_text=_("A clinician may call you about your answers."),
        error_messages={"required": _("Enter a phone number where we can reach you")},
    )
    voicemail_ok = forms.BooleanField(label=_("You may leave a voicemail on this phone"), required=False)
    city = text_field(
        _("City or town where you live"),
        _("Enter the city or town where you live"),
        autocomplete="address-level2",
        help_text=_("Why we ask: so that help can find you in an emergency."),
    )
    state = forms.ChoiceField(label=_("State"), error_messages={"required": _("Choose your state")})
    language = forms.ChoiceField(label=_("Language you like best"), choices=LANGUAGES, widget=forms.RadioSelect, initial="en")
    contact_name = text_field(
        _("Emergency contact: name"), help_text=_("Somebody we may call if we worry about your safety. You can add this later.")
    )
    contact_phone = PhoneField(label=_("Emergency contact: phone"), required=False)
    contact_relation = text_field(_("Emergency contact: who is this to you?"), help_text=_("Like sister, friend or neighbor."), longest=40)
    version = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)

    order = ("given", "family", "name_used", "birth_date", "sex_at_birth")

    def __init__(self, *args: Any, clinic: Clinic, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinic = clinic
        self.fields["birth_date"] = BirthDateField(today=today, label=_("Birth date"), help_text=_("For example, June 14 1985"))
        self.fields["state"].choices = [("", _("Choose a state")), *sorted(STATES.items(), key=lambda pair: pair[1])]
        self.fields["state"].widget.attrs["autocomplete"] = "address-level1"
        self.fields["language"].error_messages["required"] = _("Choose a language")
        self.order_fields(self.order)

    def clean_state(self) -> str:
        state = str(self.cleaned_data["state"])
        served = states_served(self.clinic)
        if served and state not in served:
            names = ", ".join(name for _code, name in named(served))
            raise ValidationError(_("We can see people who live in %(states)s. Call us if you live elsewhere"), params={"states": names})
        return state

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("contact_phone") and not cleaned.get("contact_name"):
            self.add_error("contact_name", _("Add the name that goes with this phone number"))
        if cleaned.get("contact_name") and not cleaned.get("contact_phone") and "contact_phone" not in self.errors:
            self.add_error("contact_phone", _("Add a phone number for this person"))
        return cleaned

    def identity(self) -> PatientIdentity:
        """What was typed, as a record. Call it on a form that was checked."""
        data = self.cleaned_data
        names = ("given", "family", "name_used", "birth_date", "sex_at_birth", "gender", "pronouns", "phone", "voicemail_ok", "city")
        return PatientIdentity(
            **{name: data[name] for name in names},
            state=data["state"],
            language=data["language"],
            emergency_contact=EmergencyContact(data["contact_name"], data["contact_phone"], data["contact_relation"]),
        )


def typed_before(identity: PatientIdentity, version: int) -> dict[str, Any]:
    """Initial values of the form for a record that is being corrected."""
    names = ("given", "family", "name_used", "birth_date", "sex_at_birth", "gender", "pronouns", "phone", "voicemail_ok", "city", "state")
    contact = identity.emergency_contact
    return {
        **{name: getattr(identity, name) for name in names},
        "phone": shown_phone(identity.phone),
        "language": identity.language,
        "contact_name": contact.name,
        "contact_phone": shown_phone(contact.phone),
        "contact_relation": contact.relation,
        "version": version,
    }


class ConsentForm(forms.Form):
    """Signing by typing one's legal name. `text_id` is the version that was on the page."""

    typed_name = text_field(_("Type your full legal name to sign"), _("Type your full name to sign"), autocomplete="name", longest=161)
    text_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, legal_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legal_name = legal_name

    def clean_typed_name(self) -> str:
        typed = str(self.cleaned_data["typed_name"])
        if folded_name(typed) != folded_name(self.legal_name):
            raise ValidationError(_("Type your name the way you gave it to us: %(name)s"), params={"name": self.legal_name})
        return typed
