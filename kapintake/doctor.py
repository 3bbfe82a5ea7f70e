"""Reasons that only the database can tell why the site must not serve patients (SK-1).

Asked by `manage.py doctor` and by `manage.py check --deploy`, never at import: a command that makes the database right
has to start first.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.db import DatabaseError
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from kapintake.accounts.models import User
from kapintake.clinics.models import Clinic
from kapintake.records_migrations import APPEND_ONLY, missing_triggers

SAMPLE_PASSWORDS = ("admin", "password", "changeme", "kapintake", "demo", "12345678", "letmein")
SAMPLE_DOMAIN = ".example"  # reserved: nobody receives mail there, so such an account was seeded
A_YEAR = timedelta(days=365)
HOW_TO_MIGRATE = "Run `manage.py migrate` with the role that owns the tables."


def reasons_in_database(connection: BaseDatabaseWrapper, *, demo: bool) -> list[str]:
    """Every reason, one plain line each; of the demo only those that would break it."""
    try:
        waiting = unapplied_migrations(connection)
        if waiting:
            return [f"{len(waiting)} migrations are not applied (first: {waiting[0]}). {HOW_TO_MIGRATE}"]
        reasons = [
            f"The table {table} can be changed: its append-only triggers are missing or off." for table in missing_triggers(connection)
        ]
        if not demo:
            reasons += [*role_reasons(connection), *account_reasons()]
    except DatabaseError as problem:
        return [f"The database does not answer ({type(problem).__name__})."]
    return reasons


def unapplied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def role_reasons(connection: BaseDatabaseWrapper) -> list[str]:
    """The site's own role must not be able to switch the triggers off. SQLite knows no roles."""
    if connection.vendor != "postgresql":
        return []
    reasons = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        role, is_superuser = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND tablename = ANY(%s)", [list(APPEND_ONLY)])
        owned = cursor.fetchone()[0]
    if is_superuser:
        reasons.append(f"The database role {role} is a superuser: it could change what was signed. Use one that may only read and add.")
    if owned:
        reasons.append(f"The database role {role} owns {owned} append-only tables: it could switch their triggers off.")
    return reasons


def account_reasons() -> list[str]:
    """Accounts that everybody knows."""
    reasons = []
    for admin in User.objects.filter(is_staff=True, is_active=True):
        if any(check_password(sample, admin.password) for sample in SAMPLE_PASSWORDS):
            reasons.append(f"The admin account {admin.email} has a sample password. Change it or close the account.")
    seeded = User.objects.filter(email__endswith=SAMPLE_DOMAIN, is_active=True).count()
    if seeded:
        reasons.append(f"{seeded} accounts of the demo (addresses under {SAMPLE_DOMAIN}) can sign in. Start from an empty database.")
    return reasons


def check_database(**options: Any) -> list[CheckMessage]:
    """For `manage.py check --deploy`."""
    reasons = [Error(reason, id="kapintake.E001") for reason in reasons_in_database(default_connection, demo=settings.DEMO)]
    return reasons or [Caution(advice, id="kapintake.W001") for advice in numbers_to_look_at(timezone.now().date())]


def numbers_to_look_at(today: date) -> Iterator[str]:
    """Crisis numbers that nobody has called within a year. The site still serves: an old number is better than none."""
    national = date.fromisoformat(settings.CRISIS_NUMBERS_CHECKED_ON)
    if today - national > A_YEAR:
        yield f"The national crisis numbers were last looked at on {national}. Call each, then set the date in alerts/crisis_numbers.py."
    for clinic in Clinic.objects.filter(is_open=True, crisis_numbers__isnull=False).distinct().order_by("name"):
        checked = clinic.crisis_numbers_checked_on
        if checked is None or today - checked > A_YEAR:
            when = f"were last looked at on {checked}" if checked else "have no date on which they were looked at"
            yield f"The crisis numbers of {clinic.name} {when}. Call each, then set the date in the clinic's settings."


def grants_for(role: str, tables: list[str]) -> list[str]:
    """SQL for the role that serves the site: it reads and adds everywhere, and changes only what is not append-only."""
    changing = ", ".join(f'"{table}"' for table in sorted(set(tables) - set(APPEND_ONLY) - {"django_migrations"}))
    return [
        f'GRANT USAGE ON SCHEMA public TO "{role}";',
        f'GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO "{role}";',
        f'GRANT UPDATE, DELETE ON {changing} TO "{role}";',
        f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}";',
    ]
