"""Acts on accounts: signing a document, proving oneself at the act, ending sessions."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.internal.ratelimit import consume
from allauth.mfa.models import Authenticator
from django.db import models, transaction
from django.utils import timezone

from kapintake.accounts.models import LONGEST_PASSWORD, Meaning, Signature, SigningMethod, User
from kapintake.accounts.second_factor import accept_totp_code
from kapintake.audit.models import Outcome
from kapintake.audit.services import record
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message

SIGNING_LIMIT = {"sign": "5/300s/key,20/1h/key"}  # failures and successes alike, shared by all machines

NOWHERE = "closed.invalid"  # a domain that no mail reaches (RFC 2606)


def text_digest(text: str) -> str:
    """SHA-256 of the exact text, as a signature binds it."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def sign_document(
    *,
    signer: User,
    meaning: Meaning,
    method: SigningMethod,
    document: models.Model,
    text: str,
    name: str,
    role: str,
    at: datetime,
) -> Signature:
    """Who signed which exact text, when and meaning what. The caller saves `document` in the same transaction."""
    return Signature.objects.create(
        signer=signer,
        meaning=meaning,
        method=method,
        document_type=document._meta.label_lower,
        document_id=document.pk,
        text_sha256=text_digest(text),
        name=name,
        role=str(role),
        signed_at=at,
    )


def check_signing_factor(
    user: User, *, password: str = "", code: str = "", at: datetime | None = None, clinic: Any = None
) -> SigningMethod | None:
    """Whether the person who signs is who she says: her password, or a fresh code of her authenticator, at the act itself.

    None when it is not, or after too many tries; which of the two is not told. A code that was used before is refused.
    """
    at = at or timezone.now()
    allowed = consume(None, app="kapintake.accounts", action="sign", config=SIGNING_LIMIT, key=f"sign|{user.pk}", limit_get=True)
    method = _proven_by(user, password, code, at) if allowed else None
    if method is None:
        reason = "did-not-match" if allowed else "too-many-tries"
        record("account.signing_factor_refused", at=at, by=user, clinic=clinic, about=user, outcome=Outcome.DENIED, reason=reason)
    return method


def _proven_by(user: User, password: str, code: str, at: datetime) -> SigningMethod | None:
    if code:
        return SigningMethod.TOTP if accept_totp_code(user, code, at=at) else None
    if password and len(password) <= LONGEST_PASSWORD and user.check_password(password):
        return SigningMethod.PASSWORD
    return None


def note_refused_passkey() -> None:
    """A passkey that opens nothing here. Whose it claims to be is not believed, so nobody is named."""
    record("account.sign_in_refused", at=timezone.now(), outcome=Outcome.DENIED, reason="passkey")


@transaction.atomic
def end_sessions(*, user: User, by: User, at: datetime, reason: str, keep: str = "") -> int:
    """Sign the person out everywhere, at once (SE-5); `keep` is the key at rest of a session that stays."""
    ended, _ = user.sessions.exclude(session_key=keep).delete()
    record("account.sessions_ended", at=at, by=by, about=user, reason=reason)
    return ended


@transaction.atomic
def close_or_open_sign_in(*, user: User, is_active: bool, by: User, at: datetime, clinic: Any = None) -> None:
    """Shut a person out everywhere, at once, or let her in again (RE-7)."""
    if User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active):
        user.sessions.all().delete()
        record(f"account.{'opened' if is_active else 'closed'}", at=at, by=by, clinic=clinic, about=user, fields=["is_active"])


@transaction.atomic
def end_own_sign_in(*, user: User, at: datetime) -> None:
    """She closed her account: nothing opens it any more, and every way in answers as it does to a stranger (AN-7).

    The address leaves the row, where it stood in the clear; whoever has it may sign up with it as somebody new.
    """
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.sessions.all().delete()
    user.email, user.is_active = f"closed-{user.pk}@{NOWHERE}", False
    user.set_unusable_password()
    user.save(update_fields=["email", "is_active", "password"])
    record("account.closed_by_owner", at=at, by=user, about=user)


@transaction.atomic
def take_second_factor_away(
    *,
    user: User,
    by: User,
    at: datetime,
    clinic: Any = None,
    role: str = "",
    patients: Iterable[Any] = (),
    reason: str = "identity checked by the admin",
) -> bool:
    """For somebody who lost her phone, after another person has made sure who she is (AN-9). Nobody does it for herself."""
    if user.pk == by.pk:
        return False
    Authenticator.objects.filter(user=user).delete()
    user.sessions.all().delete()
    queue_message(Template.CREDENTIALS_CHANGED, to=user, about=user, path="/account/2fa/", at=at, event=f"factor-reset|{at.isoformat()}")
    record("account.second_factor_reset", at=at, by=by, role=role, clinic=clinic, about=user, patients=patients, reason=reason)
    return True
