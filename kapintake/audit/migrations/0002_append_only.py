"""Rows that are only ever added to."""

from django.db import migrations

from kapintake.records_migrations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [AppendOnly("audit_auditevent")]
