"""Who asked for a call, and who called, is only ever added to."""

from django.db import migrations

from kapintake.records_migrations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_calls_to_make")]
    operations = [AppendOnly("intake_callact")]
