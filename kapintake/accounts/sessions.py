"""The session store: keys are hashed at rest (SE-3), contents sealed, and age is measured here (SE-2)."""

import hashlib
import math
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, router, transaction
from django.utils import timezone

from kapintake.accounts.models import Session, User
from kapintake.sealing import CannotBeRead, seal, unseal

SECOND_FACTOR = "second_factor"
BETWEEN_TOUCHES = timedelta(minutes=1)  # "last seen" is written at most this often


def key_at_rest(session_key: str) -> str:
    """What the database holds instead of the cookie's value."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def note_second_factor(session: SessionBase, user: User) -> None:
    """This session has shown the second factor of this user (enrolled in it, or given in it)."""
    session[SECOND_FACTOR] = str(user.pk)


def has_shown_second_factor(session: SessionBase, user: User) -> bool:
    """True of a session that signed in with the authenticator, or enrolled it. An older password-only one never becomes so."""
    if session.get(SECOND_FACTOR) == str(user.pk):
        return True
    same = session.get("account_authentication_methods_user") == str(user.pk)
    return same and any(record.get("method") == "mfa" for record in session.get("account_authentication_methods") or ())


class SessionStore(SessionBase):
    """Django's database sessions over our table. Every read of a session is one query."""

    created_at: datetime | None = None
    last_seen_at: datetime | None = None

    # --- what Django asks of a store ------------------------------------------------------------------------------

    def load(self) -> dict[str, Any]:
        row = self._row()
        if row is not None:
            try:
                data = self.serializer().loads(unseal(row.session_data, bound_to=f"session|data|{row.session_key}"))
            except CannotBeRead:  # moved, altered, or its key is gone: nobody is signed in by it
                row = None
            else:
                self.created_at, self.last_seen_at = row.created_at, row.last_seen_at
                return data
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=key_at_rest(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)
        row = self._row_to_write(data)
        using = router.db_for_write(Session, instance=row)
        try:
            with transaction.atomic(using=using):
                if must_create:
                    row.save(force_insert=True, using=using)
                elif not Session.objects.using(using).filter(pk=row.pk).update(**_written_again(row)):
                    raise UpdateError  # signed out meanwhile, elsewhere: it does not come back
        except IntegrityError:
            if must_create:
                raise CreateError from None
            raise

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=key_at_rest(key)).delete()

    def cycle_key(self) -> None:
        """A new key over the same contents. Who was signed in before is not younger for it: the twelve hours go on."""
        began = self.created_at if self.get("_auth_user_id") else None
        super().cycle_key()
        self.created_at = began
        if began and self.session_key:
            Session.objects.filter(pk=key_at_rest(self.session_key)).update(created_at=began)

    def flush(self) -> None:
        super().flush()
        self.created_at = self.last_seen_at = None

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expire_date__lt=timezone.now()).delete()

    # Django's base class calls the database from these without leaving the event loop; ours leaves it.
    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    async def aexists(self, session_key: str) -> bool:
        return await sync_to_async(self.exists)(session_key)

    async def acreate(self) -> None:
        await sync_to_async(self.create)()

    async def asave(self, must_create: bool = False) -> None:
        await sync_to_async(self.save)(must_create)

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)

    async def acycle_key(self) -> None:
        await sync_to_async(self.cycle_key)()

    @classmethod
    async def aclear_expired(cls) -> None:
        await sync_to_async(cls.clear_expired)()

    # --- age --------------------------------------------------------------------------------------------------------

    def why_over(self, at: datetime, *, idle_minutes: int, hours: int) -> str | None:
        """The reason why this session has ended by now ("idle", "too-old", "clock"), or None while it has not."""
        if self.created_at is None or self.last_seen_at is None:
            return None
        if at < self.created_at - BETWEEN_TOUCHES:
            return "clock"  # set back beyond the session's own beginning: its age cannot be told
        if at - self.created_at >= timedelta(hours=hours):
            return "too-old"
        return "idle" if at - self.last_seen_at >= timedelta(minutes=idle_minutes) else None

    def seconds_left(self, at: datetime, *, idle_minutes: int, hours: int) -> int:
        """How long until `why_over` gives a reason, if nobody goes anywhere until then."""
        if self.created_at is None or self.last_seen_at is None:
            return idle_minutes * 60
        ends = min(self.last_seen_at + timedelta(minutes=idle_minutes), self.created_at + timedelta(hours=hours))
        return max(0, math.ceil((ends - at).total_seconds()))

    def note_presence(self, at: datetime) -> None:
        """The person went somewhere just now. Written at most once a minute."""
        if self.session_key and self.last_seen_at and at - self.last_seen_at >= BETWEEN_TOUCHES:
            Session.objects.filter(pk=key_at_rest(self.session_key)).update(last_seen_at=at)
            self.last_seen_at = at

    # --- rows -------------------------------------------------------------------------------------------------------

    def _row(self) -> Session | None:
        if not self.session_key:
            return None
        return Session.objects.filter(session_key=key_at_rest(self.session_key), expire_date__gt=timezone.now()).first()

    def _row_to_write(self, data: dict[str, Any]) -> Session:
        hashed = key_at_rest(self._get_or_create_session_key())
        now = timezone.now()
        return Session(
            session_key=hashed,
            session_data=seal(self.serializer().dumps(data), bound_to=f"session|data|{hashed}"),
            expire_date=self.get_expiry_date(),
            user_id=data.get("_auth_user_id") or None,
            created_at=now,
            last_seen_at=now,
        )


def _written_again(row: Session) -> dict[str, Any]:
    return {"session_data": row.session_data, "expire_date": row.expire_date, "user_id": row.user_id}
