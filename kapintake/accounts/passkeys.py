"""Forms of passkeys: what the browser's key answered, as hidden JSON.

The sign-in library checks the answer; whatever it stumbles over in one that no browser would send is "did not match",
never an error of ours (IN-1). A passkey always asks for a finger, a face or a PIN, so it is both locks at once.
"""

import struct
from typing import Any

from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as library
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kapintake.accounts.services import note_refused_passkey

DID_NOT_MATCH = _("That passkey did not open the page. Try again, or choose another way")
STUMBLES = (LookupError, TypeError, ValueError, AttributeError, AssertionError, struct.error, InvalidSignature, UnsupportedAlgorithm)


def refusal() -> ValidationError:
    return ValidationError(DID_NOT_MATCH, code="passkey")


def _credential_field() -> forms.JSONField:
    field = forms.JSONField(widget=forms.HiddenInput)
    field.error_messages = {"required": DID_NOT_MATCH, "invalid": DID_NOT_MATCH}
    return field


class AddPasskeyForm(library.AddWebAuthnForm):
    """A new passkey, which the browser made for this person and this site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"credential": _credential_field()}

    def clean_credential(self) -> dict[str, Any]:
        """The library looks at nothing that counts as false, and would keep it as a passkey."""
        credential = self.cleaned_data["credential"]
        if not credential or not isinstance(credential, dict):
            raise refusal()
        return dict(credential)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["name"] = get_adapter().generate_authenticator_name(self.user, Authenticator.Type.WEBAUTHN)
        self.cleaned_data["passwordless"] = True  # refused without finger, face or PIN
        try:
            return dict(super().clean())
        except ValidationError:
            raise refusal() from None
        except STUMBLES:
            raise refusal() from None


class _Answer:
    """A passkey that is used: to sign in, beside the password, or once more before something is changed."""

    user: Any
    fields: dict[str, forms.Field]

    def _use_our_field(self) -> None:
        self.fields["credential"] = _credential_field()

    def clean_credential(self) -> Authenticator:
        try:
            authenticator: Authenticator = super().clean_credential()  # type: ignore[misc]  # the library's form beside this one
        except STUMBLES:
            self._note_refusal()
            raise refusal() from None
        except ValidationError as problem:
            self._note_refusal()
            raise (problem if problem.code in ("too_many_login_attempts", "rate_limited") else refusal()) from None
        return authenticator

    def _note_refusal(self) -> None:
        if self.user is None:
            note_refused_passkey()
            return
        first = Authenticator.objects.filter(user=self.user).first()
        signals.authentication_failed.send(
            sender=Authenticator, request=context.request, user=self.user, authenticator=first, reauthentication=False
        )


class PasskeySignInForm(_Answer, library.LoginWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._use_our_field()


class PasskeyForm(_Answer, library.AuthenticateWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._use_our_field()


class PasskeyAgainForm(_Answer, library.ReauthenticateWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._use_our_field()
