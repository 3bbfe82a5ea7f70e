"""Authenticator seeds were sealed for their table and column; from here on each is sealed for its owner too (EN-2)."""

import base64

from django.db import migrations

from kapintake.sealing import CannotBeRead, seal, unseal

SEALED = ("secret", "seed")  # of an authenticator app; of recovery codes


def before(authenticator):
    return "mfa_authenticator|seed"


def after(authenticator):
    return f"mfa_authenticator|data|{authenticator.user_id}"


def seal_anew(apps, opened_as, sealed_as):
    """A seed that does not open stays as it is: it opens nothing afterwards either, and its owner sets up a new one."""
    for authenticator in apps.get_model("mfa", "Authenticator").objects.filter(type__in=("totp", "recovery_codes")).iterator():
        for name in SEALED:
            if name not in authenticator.data:
                continue
            try:
                plain = unseal(base64.b64decode(authenticator.data[name]), bound_to=opened_as(authenticator))
            except (CannotBeRead, ValueError):
                continue
            authenticator.data[name] = base64.b64encode(seal(plain, bound_to=sealed_as(authenticator))).decode()
            authenticator.save(update_fields=["data"])


def to_owner(apps, schema_editor):
    seal_anew(apps, before, after)


def to_column(apps, schema_editor):
    seal_anew(apps, after, before)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_append_only"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(to_owner, to_column)]
