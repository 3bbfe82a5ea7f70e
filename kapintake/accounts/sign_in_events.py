"""What the sign-in library tells us, written into the audit trail (AN-5): the one file that listens to signals.

A change of password, factor or address also ends the person's other sessions (SE-5) and is told to her by mail.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.utils import timezone

from kapintake.accounts.models import User
from kapintake.accounts.second_factor import note_used_step
from kapintake.accounts.services import end_sessions
from kapintake.accounts.sessions import key_at_rest
from kapintake.audit.models import Outcome
from kapintake.audit.services import record
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody at an address that is no longer the user's, or not yet one."""

    pk: UUID
    email: str
    language: str


def _belonging(user: User | None) -> dict[str, Any]:
    """To which clinic's chain an event about this person belongs, and in what role she acts."""
    if user is None:
        return {}
    membership = user.memberships.filter(is_active=True).first()
    if membership is not None:
        return {"clinic": membership.clinic_id, "role": membership.role}
    patient = user.patients.first()
    return {"clinic": patient.clinic_id, "role": "patient", "patients": [patient]} if patient else {}


def _note(action: str, user: User | None, **more: Any) -> None:
    record(f"account.{action}", at=timezone.now(), by=user, about=user, **_belonging(user), **more)


def note_refused_password(email: str, *, at: Any) -> None:
    """A wrong password. The same work is done whether or not the address is known (AN-7)."""
    user = User.objects.filter(email=email).first()
    record("account.sign_in_refused", at=at, by=None, about=user, outcome=Outcome.DENIED, reason="password", **_belonging(user))


def _tell_of_change(request: Any, user: User, action: str, *, former_email: str = "") -> None:
    """Write it down, end the other sessions and tell the person, at the former address too."""
    at = timezone.now()
    keep = key_at_rest(request.session.session_key) if request is not None and request.session.session_key else ""
    end_sessions(user=user, by=user, at=at, reason=action, keep=keep)
    event = f"{action}|{at.isoformat()}"
    queue_message(Template.CREDENTIALS_CHANGED, to=user, about=user, path="/account/2fa/", at=at, event=event)
    if former_email and former_email != user.email:
        former = Addressee(user.pk, former_email, user.language)
        queue_message(Template.CREDENTIALS_CHANGED, to=former, about=user, path="/account/2fa/", at=at, event=f"{event}|former")
    _note(action, user)


def _factor_changed(request: Any, user: User, authenticator: Authenticator, change: str) -> None:
    """Recovery codes come and go with the factor they stand in for: one notice is enough."""
    action = f"factor_{change}_{authenticator.type}"
    if authenticator.type == Authenticator.Type.RECOVERY_CODES and change != "reset":
        _note(action, user)
    else:
        _tell_of_change(request, user, action)


@receiver(account.user_signed_up)
def _signed_up(request: Any, user: User, **_: Any) -> None:
    _note("signed_up", user)


@receiver(account.user_logged_in)
def _signed_in(request: Any, user: User, **_: Any) -> None:
    _note("signed_in", user)


@receiver(user_logged_out)
def _signed_out(request: Any, user: User | None, **_: Any) -> None:
    if user is not None:
        _note("signed_out", user)


@receiver(account.login_code_rejected)
def _login_code_refused(user: User, **_: Any) -> None:
    _note("sign_in_refused", user, outcome=Outcome.DENIED, reason="mailed-code")


@receiver(account.email_verification_code_rejected)
def _verification_refused(user: User, **_: Any) -> None:
    _note("verification_refused", user, outcome=Outcome.DENIED, reason="mailed-code")


@receiver(account.password_reset_code_rejected)
def _reset_refused(user: User, **_: Any) -> None:
    _note("reset_refused", user, outcome=Outcome.DENIED, reason="mailed-code")


@receiver(mfa.authentication_failed)
def _second_factor_refused(user: User, **_: Any) -> None:
    _note("sign_in_refused", user, outcome=Outcome.DENIED, reason="second-factor")


@receiver(account.email_confirmed)
def _email_verified(email_address: Any, **_: Any) -> None:
    _note("email_verified", email_address.user)


@receiver(account.password_set)
@receiver(account.password_changed)
@receiver(account.password_reset)
def _password_changed(request: Any, user: User, **_: Any) -> None:
    _tell_of_change(request, user, "password_changed")


@receiver(account.email_changed)
def _email_changed(request: Any, user: User, from_email_address: Any, to_email_address: Any, **_: Any) -> None:
    if from_email_address is None or from_email_address.email == to_email_address.email:
        return  # the first address, at sign-up
    from kapintake.pathway.registration import follow_changed_email  # an edge calls the pathway; imported late, as that knows accounts

    user.email = to_email_address.email
    follow_changed_email(user=user, at=timezone.now())
    _tell_of_change(request, user, "email_changed", former_email=from_email_address.email)


@receiver(mfa.authenticator_added)
def _factor_added(request: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    step = getattr(request, "accepted_totp_step", None)
    if authenticator.type == Authenticator.Type.TOTP and step is not None:
        note_used_step(authenticator, step)
    _factor_changed(request, user, authenticator, "added")


@receiver(mfa.authenticator_reset)
def _factor_reset(request: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    _factor_changed(request, user, authenticator, "reset")


@receiver(mfa.authenticator_removed)
def _factor_removed(request: Any, user: User, authenticator: Authenticator, **_: Any) -> None:
    _factor_changed(request, user, authenticator, "removed")
