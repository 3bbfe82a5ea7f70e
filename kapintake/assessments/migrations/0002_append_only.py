"""Rows that are only ever added to."""

from django.db import migrations

from kapintake.records_migrations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [AppendOnly("assessments_assessment")]
