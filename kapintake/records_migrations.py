"""Migration steps for records that are only ever added to: the database itself refuses to change or remove them (AU-4).

Each app calls AppendOnly in a migration of its own, right after the table is made. Its triggers hold for every client
of the database, a superuser's psql included, until somebody who owns the table drops them; `missing_triggers` tells.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation

APPEND_ONLY = (
    "audit_auditevent",
    "accounts_signature",
    "patients_consent",
    "patients_consentwithdrawal",
    "intake_answer",
    "intake_callact",
    "assessments_assessment",
    "alerts_alertevent",
    "reviews_reviewevent",
    "reviews_decision",
    "reviews_patientnote",
    "reviews_noteanswer",
    "reviews_informationreply",
    "treatment_checkanswer",
    "treatment_schedulinganswers",
    "privacy_accountclosure",
)

POSTGRESQL_REFUSE = """
CREATE OR REPLACE FUNCTION kapintake_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is only added to, never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""
# ALWAYS: they fire in a replica's session too, which would otherwise be a way around them.
POSTGRESQL_ADD = """
CREATE TRIGGER {table}_rows_stay BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION kapintake_refuse_change();
CREATE TRIGGER {table}_table_stays BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION kapintake_refuse_change();
ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {table}_rows_stay;
ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {table}_table_stays
"""
POSTGRESQL_DROP = 'DROP TRIGGER IF EXISTS {table}_rows_stay ON "{table}"; DROP TRIGGER IF EXISTS {table}_table_stays ON "{table}"'
SQLITE_ADD = tuple(
    f'CREATE TRIGGER {{table}}_no_{act} BEFORE {act.upper()} ON "{{table}}" '
    "BEGIN SELECT RAISE(ABORT, '{table} is only added to, never changed'); END"
    for act in ("update", "delete")
)
SQLITE_DROP = ("DROP TRIGGER IF EXISTS {table}_no_update", "DROP TRIGGER IF EXISTS {table}_no_delete")


def add_statements(vendor: str, table: str) -> tuple[str, ...]:
    """The statements that make a table append-only."""
    if vendor == "postgresql":
        return (POSTGRESQL_REFUSE, POSTGRESQL_ADD.format(table=table))
    return tuple(statement.format(table=table) for statement in SQLITE_ADD)


def drop_statements(vendor: str, table: str) -> tuple[str, ...]:
    """The way back, for a migration that is undone."""
    if vendor == "postgresql":
        return (POSTGRESQL_DROP.format(table=table),)
    return tuple(statement.format(table=table) for statement in SQLITE_DROP)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The append-only tables whose triggers are absent or switched off."""
    if connection.vendor == "postgresql":
        query = (
            "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE p.proname = 'kapintake_refuse_change' AND t.tgenabled = 'A' GROUP BY c.relname"
        )
    else:
        query = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%never changed%' GROUP BY tbl_name"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = dict(cursor.fetchall())
    return [table for table in APPEND_ONLY if found.get(table, 0) < 2]


class AppendOnly(Operation):
    """Refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE on a table, whoever asks."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, [self.table], {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models are as before."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in add_statements(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in drop_statements(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Refuse changes to {self.table}"
