"""What every row of ours has: one random uuid4 as its key (also in URLs), and states that the database checks."""

import uuid
from enum import Enum

from django.db import models


class Record(models.Model):
    """A row with a random id. The id says nothing about a person or a time, and knowing it grants nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def one_of(field: str, choices: type[Enum], *, name: str) -> models.CheckConstraint:
    """A check constraint: `field` holds one of the values of a TextChoices, whatever wrote the row."""
    values = [member.value for member in choices]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)
