"""The session store: keys are hashed at rest (SE-3) and contents sealed."""

import hashlib
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, router, transaction
from django.utils import timezone

from kapintake.accounts.models import Session, User
from kapintake.sealing import CannotBeRead, seal, unseal

SECOND_FACTOR = "second_factor"


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
    """Django's database sessions over our table."""

    def load(self) -> dict[str, Any]:
        row = self._row()
        if row is None:
            self._session_key = None
            return {}
        try:
            return self.serializer().loads(unseal(row.session_data, bound_to=f"session|data|{row.session_key}"))
        except CannotBeRead:
            self._session_key = None
            return {}

    def _row(self) -> Session | None:
        if not self.session_key:
            return None
        return Session.objects.filter(session_key=key_at_rest(self.session_key), expire_date__gt=timezone.now()).first()

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
            return self.create()
        data = self._get_session(no_load=must_create)
        hashed = key_at_rest(self._get_or_create_session_key())
        now = timezone.now()
        row = Session(
            session_key=hashed,
            session_data=seal(self.serializer().dumps(data), bound_to=f"session|data|{hashed}"),
            expire_date=self.get_expiry_date(),
            user_id=data.get("_auth_user_id") or None,
            created_at=now,
            last_seen_at=now,
        )
        using = router.db_for_write(Session, instance=row)
        try:
            with transaction.atomic(using=using):
                if must_create:
                    row.save(force_insert=True, using=using)
                else:
                    fields = ("session_data", "expire_date", "user")
                    updated = Session.objects.filter(pk=hashed).update(**{name: getattr(row, name) for name in fields})
                    if not updated:
                        raise UpdateError
        except IntegrityError:
            if must_create:
                raise CreateError from None
            raise
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=key_at_rest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expire_date__lt=timezone.now()).delete()
