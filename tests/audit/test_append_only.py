"""AU-4: what was written stays as it was written, whoever asks the database to change it."""

import pytest
from django.db import DatabaseError, connection, transaction

from kapintake.audit.models import AuditEvent
from kapintake.audit.services import record
from kapintake.doctor import grants_for
from kapintake.records_migrations import APPEND_ONLY, missing_triggers

pytestmark = pytest.mark.django_db


def test_au_4_it_has_its_triggers_on_every_append_only_table():
    assert missing_triggers(connection) == []


@pytest.mark.parametrize("statement", ["UPDATE audit_auditevent SET action = 'nothing'", "DELETE FROM audit_auditevent"])
def test_au_4_it_refuses_to_change_or_remove_an_event(at, statement):
    record("clinic.opened", at=at)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.get().action == "clinic.opened"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_au_4_it_refuses_truncate_and_a_replica_session(at, table):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        with pytest.raises(DatabaseError, match="only added to"):
            cursor.execute(f'TRUNCATE "{table}" CASCADE')


def test_au_4_it_refuses_an_upsert(at):
    event = record("clinic.opened", at=at)
    event.action = "clinic.closed"
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        AuditEvent.objects.bulk_create([event], update_conflicts=True, unique_fields=["id"], update_fields=["action"])


def test_au_4_it_keeps_consents_and_signatures_as_they_were_given(ada):
    for table in ("patients_consent", "accounts_signature"):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # names of ours


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no roles")
@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE audit_auditevent SET action = 'x'", "DELETE FROM audit_auditevent", "TRUNCATE audit_auditevent",
        "DROP TABLE audit_auditevent",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL", "DROP TRIGGER audit_auditevent_rows_stay ON audit_auditevent",
        "CREATE RULE r AS ON INSERT TO audit_auditevent DO INSTEAD NOTHING", "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION kapintake_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ],
)  # fmt: skip
def test_au_4_the_role_that_serves_the_site_can_add_and_do_nothing_else(at, attempt):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE kapintake_web_attempt NOLOGIN")
        for grant in grants_for("kapintake_web_attempt", connection.introspection.table_names()):
            cursor.execute(grant)
        cursor.execute("SET LOCAL ROLE kapintake_web_attempt")
        record("clinic.opened", at=at)
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(attempt)
        cursor.execute("RESET ROLE")
