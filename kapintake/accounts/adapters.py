"""Our policy over the sign-in library: folded addresses, sealed authenticator seeds, neutral mails, our words for errors."""

import time
from itertools import groupby
from operator import itemgetter
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from qrcode.main import QRCode

from kapintake.accounts import sign_in_events
from kapintake.accounts.models import User, folded_email
from kapintake.accounts.second_factor import has_second_factor, locks_besides, open_seed, seal_seed
from kapintake.accounts.sessions import has_shown_second_factor
from kapintake.clinics.selectors import place_of
from kapintake.tablet import is_tablet

CODE_DID_NOT_MATCH = _("That code didn't match. Use the newest code, or get a new one")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open to patients; staff come by invitation."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This sign-in is closed. Call us if you think it should be open"),
        "email_password_mismatch": _("That email and password don't match. Try again or get a code by email"),
        "enter_current_password": _("That is not your password now. Try again"),
        "incorrect_password": _("That password didn't match. Try again"),
        "incorrect_code": _("That code didn't match. Use the newest email, or get a new code"),
        "too_many_login_attempts": _("Too many tries. Wait 5 minutes, or get a code by email"),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again"),
        "email_taken": _("Use another email address"),
        "duplicate_email": _("You already use this email address"),
        "invalid_password_reset": _("That code is no longer open. Get a new one"),
    }

    def clean_email(self, email: str) -> str:
        return folded_email(email)

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        return False  # an address is verified by its code, or by the invitation that was sent to it

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def render_mail(self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None) -> EmailMessage:
        """Neutral words and links built from our configuration, never from the request (PV-4, WB-7)."""
        request = context.get("request")
        neutral = {"place": place_of(getattr(request, "user", None), getattr(request, "session", None)), "site_url": settings.SITE_URL}
        with override(_language_for(request, email)):
            return super().render_mail(template_prefix, email, {**context, **neutral}, headers)

    def new_user(self, request: HttpRequest) -> User:
        """Whoever signs up on a page in Spanish goes on in Spanish."""
        return User(language=get_language() or settings.LANGUAGE_CODE)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_in_events.note_refused_password(folded_email(credentials.get("email", "")), at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        """Whoever signs out in the middle of the safety questions has passed them over: the clinic hears of it first."""
        from kapintake.pathway.intake import sign_out  # here: the library reads this file while the apps are still loading

        sign_out(user=request.user, at=timezone.now())
        super().logout(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """On a clinic's tablet the next person begins at once."""
        return reverse("tablet_ready") if is_tablet(request) else super().get_logout_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """A new patient, her address verified, is offered a second lock; with a press of "Not now" she goes on."""
        return reverse("offer_second_lock")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code from your app, or a recovery code"),
            "mfa_reauthenticate_webauthn": _("Use your passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words.get(method["id"], method["description"])} for method in methods]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of a sign-in: that is as fresh as asking again (SE-6)."""
        if not super().is_reauthentication_required(app=app):
            return False
        records = get_authentication_records(self.request, self.request.user)
        fresh = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        user = self.request.user
        shown = not has_second_factor(user) or has_shown_second_factor(self.request.session, user)
        return not (fresh and shown)


def _language_for(request: HttpRequest | None, email: str) -> str:
    """What was chosen in this browser; else the language of the account, else that of the page."""
    here = get_language() or settings.LANGUAGE_CODE
    if request is not None and settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return here
    return User.objects.filter(email=folded_email(email)).values_list("language", flat=True).first() or here


class MFAAdapter(DefaultMFAAdapter):
    """Seeds are sealed at rest, each for its owner; passkeys have no names, which would lie in the clear."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": CODE_DID_NOT_MATCH}

    def encrypt(self, text: str) -> str:
        return seal_seed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_seed(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff cannot do without a second factor, and keep one when another goes (AN-2)."""
        return locks_besides(authenticator) or not authenticator.user.memberships.filter(is_active=True).exists()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  # the library's name
        return ""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The browser shows this name beside the address of the site; it says as little as the authenticator app's."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}

    def build_totp_svg(self, url: str) -> str:
        """The dark squares of the picture as the data of one SVG path in a square of 100 units; the template draws it inline."""
        code = QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        side = 100 / len(rows)
        runs = []
        for y, row in enumerate(rows):
            for dark, squares in groupby(enumerate(row), key=itemgetter(1)):
                if dark:
                    xs = [x for x, _dark in squares]
                    runs.append(f"M{xs[0] * side:.3f} {y * side:.3f}h{len(xs) * side:.3f}v{side:.3f}h-{len(xs) * side:.3f}z")
        return "".join(runs)

    def get_totp_label(self, user: User) -> str:
        return user.email
