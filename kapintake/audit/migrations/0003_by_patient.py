"""Who opened one patient's record is found by an index on PostgreSQL; SQLite, for a clinic on one small machine, reads the clinic's events."""

from django.db import migrations

MAKE = "CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_by_patient ON audit_auditevent USING gin (patients jsonb_path_ops)"
DROP = "DROP INDEX CONCURRENTLY IF EXISTS audit_by_patient"


def on_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    atomic = False  # an index that is made beside the writes cannot be made inside a transaction
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(on_postgresql(MAKE), on_postgresql(DROP))]
