"""What is kept sealed: AES-256-GCM documents bound to their row, and blind indexes for equality search.

A sealed value is `version byte | key id (8 bytes) | nonce (12) | ciphertext and tag`. Its associated data is
"table|column|row id", so a value copied to another row, column or table does not open (EN-2). The newest key of
the ring encrypts, every key of the ring decrypts. A value that does not open raises CannotBeRead: it is never
an empty answer (EN-6).
"""

import hashlib
import hmac
import json
import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

logger = logging.getLogger(__name__)
VERSION = b"\x01"
NONCE_BYTES = 12
ID_BYTES = 8


class CannotBeRead(Exception):
    """A sealed value was changed, moved, or sealed by a key that is not in the ring. Show so; never read as empty."""


def key_id(key: bytes) -> bytes:
    """Eight bytes that name a key without telling it."""
    return hashlib.sha256(b"kapintake key id" + key).digest()[:ID_BYTES]


@lru_cache(maxsize=8)
def _ring(keys: tuple[bytes, ...]) -> dict[bytes, AESGCM]:
    return {key_id(key): AESGCM(key) for key in keys}


def seal(plain: bytes, *, bound_to: str) -> bytes:
    """Encrypt with the newest key. `bound_to` is "table|column|row id" and must be the same to open it."""
    newest = settings.FIELD_KEYS[0]
    nonce = os.urandom(NONCE_BYTES)
    sealed = _ring(tuple(settings.FIELD_KEYS))[key_id(newest)].encrypt(nonce, plain, bound_to.encode())
    return VERSION + key_id(newest) + nonce + sealed


def unseal(sealed: bytes, *, bound_to: str) -> bytes:
    """The plain bytes. Raises CannotBeRead when they were altered, moved, or the key is gone."""
    sealed = bytes(sealed)
    start = 1 + ID_BYTES
    cipher = _ring(tuple(settings.FIELD_KEYS)).get(sealed[1:start])
    if sealed[:1] != VERSION or cipher is None:
        raise CannotBeRead(f"No key of the ring opens {bound_to}.")
    try:
        return cipher.decrypt(sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :], bound_to.encode())
    except InvalidTag:
        raise CannotBeRead(f"The value of {bound_to} was altered or moved.") from None


def blind_index(purpose: str, value: str) -> str:
    """HMAC-SHA-256 in hex of a normalised value, for equality search beside a sealed document."""
    return hmac.new(settings.INDEX_KEY, f"{purpose}|{value}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Sealed:
    """Bytes as they lie in the database."""

    data: bytes


class SealedAttribute:
    """Opens the document the first time it is read from an instance, and remembers it there."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = self.field.open_for(instance.pk, value)
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):
    """One JSON document, sealed and bound to table, column and row. It cannot be searched or ordered by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, SealedAttribute(self))

    def _bound_to(self, row_id: Any) -> str:
        return f"{self.model._meta.db_table}|{self.column}|{row_id}"

    def seal_for(self, row_id: Any, document: Any) -> Sealed:
        """For a conditional UPDATE: `filter(...).update(current=field.seal_for(pk, document))`."""
        plain = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return Sealed(seal(plain, bound_to=self._bound_to(row_id)))

    def open_for(self, row_id: Any, value: Sealed) -> Any:
        try:
            return json.loads(unseal(value.data, bound_to=self._bound_to(row_id)))
        except CannotBeRead as problem:
            logger.error("A sealed value cannot be read: %s", problem)  # the operator's alarm; the page says it too
            raise

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def to_python(self, value: Any) -> Any:
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return self.seal_for(model_instance.pk, value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} takes a document through the model, or seal_for(); it has no look-ups.")
        return super().get_db_prep_value(value.data, connection, prepared)

    def get_prep_value(self, value: Any) -> Any:
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is sealed: it can be asked whether it is there, and nothing else.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("Sealed documents are not serialised.")


def sealed_field(model: type[models.Model], name: str) -> SealedField:
    """The field itself, for seal_for()."""
    field = model._meta.get_field(name)
    if not isinstance(field, SealedField):
        raise TypeError(f"{model.__name__}.{name} is not sealed.")
    return field
