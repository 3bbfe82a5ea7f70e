"""An account that its owner closed."""

from django.conf import settings
from django.db import models

from kapintake.records import Record
from kapintake.sealing import SealedField


class AccountClosure(Record):
    """She closed her account. Her address left the sign-ins, where it stood in the clear; the clinic keeps it here, sealed.

    `former` is {"email"}. Append-only by trigger.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="closure")
    former = SealedField()
    closed_at = models.DateTimeField()
