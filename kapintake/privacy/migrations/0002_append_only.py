"""Rows that are only ever added to."""

from django.db import migrations

from kapintake.records_migrations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [AppendOnly("privacy_accountclosure")]
