"""Codes of an authenticator app: each is accepted once, one step early or late (AN-3).

The sign-in library remembers used codes for one step in the cache only; here the number of the newest accepted step
lies beside the sealed seed, so neither an older code nor the same one is taken again, on any machine.
"""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils.crypto import constant_time_compare

STEP_SECONDS = 30
TOLERANCE = (-1, 0, 1)
NEWEST_STEP = "newest_step"


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
    return bool(user and user.pk) and totp_of(user) is not None


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
    step = step_of(decrypt(authenticator.data["secret"]), code, at)
    if step is None or step <= authenticator.data.get(NEWEST_STEP, 0):
        return None
    note_used_step(authenticator, step)
    return authenticator
