"""Picks and answers are only ever added to."""

from django.db import migrations

from kapintake.records_migrations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("treatment", "0001_initial")]
    operations = [AppendOnly("treatment_checkanswer"), AppendOnly("treatment_schedulinganswers")]
