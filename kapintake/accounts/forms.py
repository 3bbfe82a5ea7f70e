"""Forms of the sign-in library with our words, our address folding and our codes; and signing in by invitation.

Addresses are folded before anything else looks at them, so a look-alike finds the stored account and mail goes to the
stored form only (CVE-2019-19844).
"""

from typing import Any

from allauth.account import forms as library
from allauth.account.fields import EmailField, PasswordField, SetPasswordField
from allauth.core import context
from allauth.mfa import signals as mfa_signals
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_library
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_library
from django import forms
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapintake.accounts.models import LONGEST_PASSWORD, folded_email
from kapintake.accounts.second_factor import accept_recovery_code, accept_totp_code, has_second_factor, plain_code, step_of
from kapintake.accounts.typing_slips import COMMON, REAL, likely_email

EMAIL_HELP = _("An email address has an @ in it, like name@example.com")
PASSWORD_HELP = _("At least 15 characters. Three or four words that only you put together work well.")
PASSWORD_HELP_BESIDE_A_LOCK = _("At least 12 characters, because you have a second lock. Three words work well.")
SESSION_CORRECTED = "corrected_email"  # after "Did you mean gmail.com?": an address never stands in one of ours (PV-1)
CODE_HELP = _("6 digits. Spaces are fine.")


class FoldedEmailField(EmailField):
    """An address in the form in which it is stored and compared."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Email"))
        kwargs.setdefault("error_messages", {"required": EMAIL_HELP, "invalid": EMAIL_HELP})
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"})
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = EMAIL_HELP
        for validator in self.validators:
            if hasattr(validator, "allowlist"):
                validator = self.validators[self.validators.index(validator)] = type(validator)(message=EMAIL_HELP)

    def clean(self, value: str | None) -> str:
        return str(super().clean(folded_email(value or "")))


def password_field(*, label: Any = None, new: bool = False, checked: bool = True, help_text: Any = "") -> forms.Field:
    """One password box: paste allowed, up to 128 characters, as typed. A new one is checked by the field, or by its form."""
    library_field = SetPasswordField if new and checked else PasswordField
    field = library_field(label=label or _("Password"), max_length=LONGEST_PASSWORD, required=checked, help_text=help_text)
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = "new-password" if new else "current-password"
    field.error_messages["required"] = _("Choose a password") if new else _("Type your password")
    return field


def code_field(help_text: Any = CODE_HELP, *, longest: int = 20) -> forms.CharField:
    """A code from a mail or an authenticator, in one text box (spaces are ignored)."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    field = forms.CharField(label=_("Code"), max_length=longest, help_text=help_text, widget=forms.TextInput(attrs=attrs))
    field.error_messages["required"] = _("Type the code")
    return field


class TrapInput(forms.TextInput):
    """A text box that only robots see and fill; drawn without a label."""

    is_hidden = True


class LoginForm(library.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = FoldedEmailField()
        self.fields["password"] = password_field()


class SignupForm(library.SignupForm):
    """An address and one password box; or no password, and a code by mail each time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = "by_code" in self.data
        self.common_domains, self.real_domains = " ".join(COMMON), " ".join(REAL)
        self.fields["email"] = FoldedEmailField()
        self.initial.setdefault("email", context.request.session.get(SESSION_CORRECTED, ""))
        self.fields["password1"] = password_field(new=True, checked=False, help_text=PASSWORD_HELP)
        self.fields["website"].widget = TrapInput(attrs={"hidden": True, "tabindex": "-1", "autocomplete": "off"})

    def clean_password1(self) -> str:
        return "" if self.by_code else str(self.cleaned_data.get("password1") or "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.by_code:
            self.errors.pop("password1", None)
            cleaned["password1"] = ""
        elif not cleaned.get("password1") and "password1" not in self.errors:
            self.add_error("password1", _("Choose a password, or choose a code by email each time"))
        return cleaned

    def try_save(self, request: Any) -> Any:
        if self.account_already_exists and self.cleaned_data.get("password1"):
            make_password(self.cleaned_data["password1"])  # the work that a new account would do (AN-7)
        return super().try_save(request)


class RequestLoginCodeForm(library.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = FoldedEmailField()


class ConfirmLoginCodeForm(library.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


class ConfirmEmailVerificationCodeForm(library.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.likely_email = likely_email(self.email or "")
        self.fields["code"] = code_field()


class ConfirmPasswordResetCodeForm(library.ConfirmPasswordResetCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


class ResetPasswordForm(library.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = FoldedEmailField()


class _OneNewPassword:
    """New passwords are typed once, with a Show button, so the library's second box goes."""

    fields: dict[str, forms.Field]

    def _one_new_password(self, user: Any) -> None:
        self.fields.pop("password2", None)
        help_text = PASSWORD_HELP_BESIDE_A_LOCK if has_second_factor(user) else PASSWORD_HELP
        field = password_field(label=_("New password"), new=True, help_text=help_text)
        field.user = user  # type: ignore[attr-defined]  # the library's field reads it for its checks
        self.fields["password1"] = field


class ResetPasswordKeyForm(_OneNewPassword, library.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._one_new_password(self.user)


class SetPasswordForm(_OneNewPassword, library.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._one_new_password(self.user)


class ChangePasswordForm(_OneNewPassword, library.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(label=_("Your password now"))
        self._one_new_password(self.user)


class AddEmailForm(library.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = FoldedEmailField(label=_("New email"))


class ReauthenticateForm(library.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field()


class ActivateTOTPForm(totp_library.ActivateTOTPForm):
    """The first code of a new authenticator. Its step is remembered, so that it does not sign in again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("The 6 digits that the app shows now."))

    def clean_code(self) -> str:
        validate_can_add_authenticator(self.user)
        clear_limit = check_rate_limit(self.user, error_key="rate_limited")
        step = step_of(self.secret, self.cleaned_data["code"], timezone.now())
        if step is None:
            raise get_mfa_adapter().validation_error("incorrect_code")
        clear_limit()
        context.request.accepted_totp_step = step
        return plain_code(self.cleaned_data["code"])


class _SecondFactorCode:
    """A code of the authenticator (accepted once), or a recovery code."""

    user: Any
    fields: dict[str, forms.Field]

    def _use_our_code_field(self) -> None:
        self.fields["code"] = code_field(_("6 digits from your app, or one of your recovery codes."))

    def clean_code(self) -> str:
        clear_limit = check_rate_limit(self.user)
        typed = plain_code(self.cleaned_data["code"])  # type: ignore[attr-defined]
        accepted = accept_totp_code(self.user, typed, at=timezone.now())
        if accepted is None:
            accepted = accept_recovery_code(self.user, typed)
        if accepted is None:
            main = Authenticator.objects.filter(user=self.user).order_by("-type").first()
            if main is not None:
                self._emit_authentication_failed(main)
            raise get_mfa_adapter().validation_error("incorrect_code")
        clear_limit()
        accepted.user = self.user
        self.authenticator = accepted
        return typed

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        mfa_signals.authentication_failed.send(
            sender=Authenticator, request=context.request, user=self.user, authenticator=authenticator, reauthentication=False
        )


class AuthenticateForm(_SecondFactorCode, mfa_library.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._use_our_code_field()


class SecondFactorAgainForm(_SecondFactorCode, mfa_library.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._use_our_code_field()


class InvitationForm(forms.Form):
    """A member of staff chooses a password; name and role come from the invitation."""

    password1 = forms.CharField()

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = password_field(new=True, help_text=PASSWORD_HELP)
        field.user = user  # type: ignore[attr-defined]  # the library's field reads it for its checks
        self.fields["password1"] = field
