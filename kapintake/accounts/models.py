"""Who signs in: the user, her sessions (keys hashed at rest, contents sealed) and what she signed."""

import unicodedata
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from kapintake.records import Record, one_of
from kapintake.sealing import SealedField

LONGEST_PASSWORD = 128  # longer ones are never hashed (DO-1)


def folded_email(email: str) -> str:
    """The form in which addresses are stored and compared: NFKC, case folded, no spaces around."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address (Django's and allauth's required hook)."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=folded_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=folded_email(username or ""))


class User(Record, AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail. Names and contact are elsewhere: staff in Membership, patients sealed."""

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # may open Django admin; the second factor is asked besides
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email

    def set_password(self, raw_password: str | None) -> None:
        """In Unicode NFC, so that the same keys give the same password on every device."""
        super().set_password(None if raw_password is None else unicodedata.normalize("NFC", raw_password))

    def check_password(self, raw_password: str) -> bool:
        """In NFC, and never hashing more than the longest password we take."""
        plain = unicodedata.normalize("NFC", raw_password)
        return super().check_password(plain if len(plain) <= LONGEST_PASSWORD else "")


class Session(models.Model):
    """A signed-in (or anonymous) browser. The key is SHA-256 of the cookie's; the data is sealed."""

    session_key = models.CharField(max_length=64, primary_key=True)
    session_data = models.BinaryField()
    expire_date = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"session of {self.user_id or 'nobody'}"


class Meaning(models.TextChoices):
    CONSENT = "consent"
    DECISION = "decision"
    COSIGNATURE = "cosignature"
    ALERT_CLOSED = "alert-closed"


class SigningMethod(models.TextChoices):
    TYPED_NAME = "typed-name"  # consents, in a live session
    PASSWORD = "password"  # noqa: S105  # the name of a method, not a password
    TOTP = "totp"


class Signature(Record):
    """Who signed which exact text, when and meaning what (21 CFR 11.50, 11.70). Never changed, never moved."""

    signer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="signatures")
    meaning = models.CharField(max_length=20, choices=Meaning.choices)
    method = models.CharField(max_length=20, choices=SigningMethod.choices)
    document_type = models.CharField(max_length=60)
    document_id = models.UUIDField()
    text_sha256 = models.CharField(max_length=64)
    name = SealedField()  # the printed or typed legal name
    role = models.CharField(max_length=20)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (
            one_of("meaning", Meaning, name="signature_meaning_known"),
            one_of("method", SigningMethod, name="signature_method_known"),
        )
        indexes = (models.Index(fields=("document_type", "document_id"), name="signature_by_document"),)
