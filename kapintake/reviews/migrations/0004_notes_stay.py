"""What a patient wrote after sending, and what came of it, is only ever added to."""

from django.db import migrations

from kapintake.records_migrations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_patient_notes")]
    operations = [AppendOnly("reviews_patientnote"), AppendOnly("reviews_noteanswer")]
