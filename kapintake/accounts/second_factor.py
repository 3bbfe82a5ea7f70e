"""The second lock: an authenticator app or a passkey. Each code is accepted once, one step early or late (AN-3).

The sign-in library remembers used codes for one step in the cache only; here the number of the newest accepted step
lies beside the sealed seed, so neither an older code nor the same one is taken again, on any machine.

A seed is sealed for its owner (EN-2): of each kind there is one row a person, so a seed that is copied into another
person's row does not open. The library seals and opens without saying whose the seed is; `seeds_of` says it, and
otherwise it is the person whose request this is.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import transaction
from django.utils.crypto import constant_time_compare

from kapintake.sealing import CannotBeRead, seal, unseal

STEP_SECONDS = 30
TOLERANCE = (-1, 0, 1)
NEWEST_STEP = "newest_step"
LOCKS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for these, and are none themselves
_owner: ContextVar[Any] = ContextVar("owner_of_seeds", default=None)


@contextmanager
def seeds_of(user: Any) -> Iterator[None]:
    """Inside it, the library's seeds are sealed and opened as this person's."""
    token = _owner.set(user.pk)
    try:
        yield
    finally:
        _owner.reset(token)


def _bound_to() -> str:
    request = getattr(context, "request", None)
    owner = _owner.get() or getattr(getattr(request, "user", None), "pk", None)
    if owner is None:
        raise CannotBeRead("Nobody's seed: say whose it is with seeds_of().")
    return f"mfa_authenticator|data|{owner}"


def seal_seed(text: str) -> str:
    return base64.b64encode(seal(text.encode(), bound_to=_bound_to())).decode()


def open_seed(sealed: str) -> str:
    """Raises CannotBeRead for a seed of somebody else."""
    return unseal(base64.b64decode(sealed), bound_to=_bound_to()).decode()


def give_totp(user: Any, secret: str) -> Authenticator:
    """An authenticator app with this seed, without its first code: for the demo and the cast of the tests."""
    with seeds_of(user):
        return TOTP.activate(user, secret).instance


def plain_code(text: str) -> str:
    """A code as typed, without the spaces and dashes people put into it."""
    return "".join(letter for letter in text if letter not in " -\t\u00a0")


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Which time step this code belongs to, if it is one of the three that are taken now."""
    now = int(at.timestamp()) // STEP_SECONDS
    typed = plain_code(code)
    found = None
    for offset in TOLERANCE:
        if constant_time_compare(format_hotp_value(hotp_value(secret, now + offset)), typed):
            found = now + offset
    return found


def totp_of(user: Any) -> Authenticator | None:
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()


def has_second_factor(user: Any) -> bool:
    """Whether the person has enrolled a second factor at all. Whether this session has shown it is the session's matter."""
    return bool(user and user.pk) and Authenticator.objects.filter(user_id=user.pk, type__in=LOCKS).exists()


def locks_besides(authenticator: Authenticator) -> bool:
    """Whether another app or passkey stays when this one is taken away."""
    return Authenticator.objects.filter(user_id=authenticator.user_id, type__in=LOCKS).exclude(pk=authenticator.pk).exists()


def passkeys_of(user: Any) -> list[Authenticator]:
    """Oldest first."""
    return list(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).order_by("pk"))


def accept_recovery_code(user: Any, code: str) -> Authenticator | None:
    """Take a recovery code once."""
    recovery = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    with seeds_of(user):
        return recovery if recovery is not None and recovery.wrap().validate_code(code) else None


def note_used_step(authenticator: Authenticator, step: int) -> None:
    """From now on only codes of later steps are taken."""
    authenticator.data[NEWEST_STEP] = step
    authenticator.save(update_fields=["data"])


@transaction.atomic
def accept_totp_code(user: Any, code: str, *, at: datetime) -> Authenticator | None:
    """Take a code once: the authenticator when it is right and newer than the last one taken, else None."""
    authenticator = Authenticator.objects.select_for_update().filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        return None
    with seeds_of(user):
        step = step_of(open_seed(authenticator.data["secret"]), code, at)
    if step is None or step <= authenticator.data.get(NEWEST_STEP, 0):
        return None
    note_used_step(authenticator, step)
    return authenticator
