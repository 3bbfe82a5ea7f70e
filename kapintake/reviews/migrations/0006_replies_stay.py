"""What a patient replied is only ever added to."""

from django.db import migrations

from kapintake.records_migrations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_information_requests")]
    operations = [AppendOnly("reviews_informationreply")]
