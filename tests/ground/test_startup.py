"""SK-1: production does not start unsafe; one plain line for each reason, exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kapintake.doctor import grants_for, reasons_in_database
from kapintake.records_migrations import APPEND_ONLY, drop_statements
from kapintake.startup import demo_keys, reasons_to_refuse
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"FIELD_KEYS": ["1a" * 32], "INDEX_KEY": "2b" * 32, "AUDIT_KEY": "3c" * 32}
FIT = {
    **KEYS, "DEMO": False, "PRODUCTION": True, "DEBUG": False, "HTTPS": True, "ALLOW_SQLITE": False,
    "SECRET_KEY": "kQ7vX2mB9wL4tR8yN3hJ6pF1sD5gZ0cAeUiOqWxTbVn", "ALLOWED_HOSTS": ["clinic.test"], "SITE_URL": "https://clinic.test",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}}, "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}  # fmt: skip


def test_sk_1_it_has_nothing_against_settings_that_are_fit():
    assert reasons_to_refuse(FIT) == []


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"DEBUG": True}, "DEBUG is on"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "kQ7vX2mB9wL4"}, "SECRET_KEY is shorter"),
        ({"SECRET_KEY": "django-insecure-kQ7vX2mB9wL4tR8yN3hJ6pF1sD5gZ0"}, "SECRET_KEY is a sample"),
        ({"SECRET_KEY": "x" * 50}, "SECRET_KEY is a sample"),
        ({"SECRET_KEY": "0123456789abcdef" * 4, "FIELD_KEYS": ["0123456789ABCDEF" * 4]}, "SECRET_KEY is also used"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS holds a wildcard"),
        ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS is missing"),
        ({"HTTPS": False}, "HTTPS is off"),
        ({"SITE_URL": "http://clinic.test"}, "SITE_URL must"),
        ({"FIELD_KEYS": []}, "FIELD_KEYS is missing"),
        ({"FIELD_KEYS": ["1a" * 32, "1a" * 31]}, "FIELD_KEYS holds something"),
        ({"FIELD_KEYS": ["zz" * 32]}, "FIELD_KEYS holds something"),
        ({"INDEX_KEY": ""}, "INDEX_KEY is missing"),
        ({"INDEX_KEY": "short"}, "INDEX_KEY is no key"),
        ({"AUDIT_KEY": ""}, "AUDIT_KEY is missing"),
        ({"AUDIT_KEY": "3c" * 31 + " 3"}, "AUDIT_KEY is no key"),
        ({"AUDIT_KEY": "1A" * 32}, "must all differ"),
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "The database is SQLite"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "EMAIL_BACKEND sends no mail"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, "EMAIL_BACKEND sends no mail"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, "EMAIL_BACKEND sends no mail"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}, "EMAIL_BACKEND sends no mail"),
        ({"DEMO": True}, "DEMO and PRODUCTION are both on"),
    ],
)
def test_sk_1_it_refuses_and_says_why(wrong, line):
    reasons = reasons_to_refuse({**FIT, **wrong})
    assert len([reason for reason in reasons if line in reason]) == 1
    assert all("\n" not in reason for reason in reasons)


def test_sk_1_sqlite_is_allowed_to_whoever_asks_for_it():
    assert reasons_to_refuse({**FIT, "DATABASES": {"default": {"ENGINE": "x.sqlite3"}}, "ALLOW_SQLITE": True}) == []


def start(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """`manage.py` in an environment that holds nothing of the tests'."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603  # our own command line
        [sys.executable, "manage.py", *(command or ("check",))], cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True
    )


def test_sk_1_it_stops_with_exit_code_2_and_one_line_a_reason():
    ended = start()
    lines = ended.stderr.splitlines()
    assert ended.returncode == 2
    assert len(lines) >= 6
    assert all(line.startswith("kapintake does not start: ") for line in lines)


@pytest.mark.parametrize(
    "wrong",
    [{"DEBUG": "maybe"}, {"PORT": "80a"}, {"TRUSTED_PROXY_COUNT": "-1"}, {"DATABASE_URL": "mysql://x/y"}, {"SECRET_KEY_FILE": "/nowhere"}],
)
def test_sk_1_a_value_that_is_no_such_thing_stops_with_one_line_that_names_it(wrong, tmp_path):
    ended = start(DEMO="1", VAR_DIR=str(tmp_path), **wrong)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert next(iter(wrong)) in ended.stderr


def test_sk_1_the_demo_starts_by_itself_and_opens_what_it_sealed_before(tmp_path):
    assert start("collectstatic", "--noinput", DEMO="1", VAR_DIR=str(tmp_path)).returncode == 0
    keys = demo_keys(tmp_path)
    assert set(keys) == {"SECRET_KEY", "FIELD_KEY", "INDEX_KEY", "AUDIT_KEY"}
    assert demo_keys(tmp_path) == keys
    assert (tmp_path / "demo-keys").stat().st_mode & 0o077 == 0


def test_sk_1_a_secret_may_come_from_a_mounted_file(tmp_path):
    (tmp_path / "key").write_text("aa" * 32 + "\n")
    script = "from kapintake.settings import AUDIT_KEY; print(AUDIT_KEY.hex())"
    ended = subprocess.run(  # noqa: S603  # our own command line
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True,
        env={"DEMO": "1", "VAR_DIR": str(tmp_path), "AUDIT_KEY_FILE": str(tmp_path / "key")},
    )  # fmt: skip
    assert ended.stdout.strip() == "aa" * 32


def test_se_1_in_production_cookies_are_bound_to_the_host_and_to_https():
    names = "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_NAME CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS"
    script = f"import kapintake.settings as s; print(*(getattr(s, name) for name in {names.split()!r}))"
    environment = {
        "FIELD_KEYS": KEYS["FIELD_KEYS"][0], "INDEX_KEY": KEYS["INDEX_KEY"], "AUDIT_KEY": KEYS["AUDIT_KEY"],
        "SECRET_KEY": str(FIT["SECRET_KEY"]), "ALLOWED_HOSTS": "clinic.test", "SITE_URL": "https://clinic.test",
        "DATABASE_URL": "postgres://site@db/site",
    }  # fmt: skip
    ended = subprocess.run(  # noqa: S603  # our own command line
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert ended.stdout.split() == ["__Host-session", "True", "__Host-csrf", "True", "True", "31536000"]


@pytest.mark.django_db
class TestTheDatabase:
    def test_sk_1_it_names_migrations_that_are_not_applied(self):
        (newest,) = MigrationLoader(connection).graph.leaf_nodes("reviews")
        MigrationRecorder(connection).record_unapplied(*newest)
        assert "migrations are not applied" in reasons_in_database(connection, demo=True)[0]

    def test_sk_1_it_names_a_table_whose_triggers_are_missing(self):
        with connection.cursor() as cursor:
            for statement in drop_statements(connection.vendor, "intake_answer"):
                cursor.execute(statement)
        assert any("intake_answer" in reason for reason in reasons_in_database(connection, demo=True))

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot switch a trigger off")
    def test_sk_1_it_names_a_table_whose_triggers_are_off(self):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE intake_answer DISABLE TRIGGER intake_answer_rows_stay")
        assert any("intake_answer" in reason for reason in reasons_in_database(connection, demo=True))

    def test_sk_1_it_names_an_admin_with_a_sample_password(self):
        factories.make_user("boss@clinic.test", is_staff=True, password="changeme")
        assert any("sample password" in reason for reason in reasons_in_database(connection, demo=False))

    def test_sk_1_it_names_accounts_of_the_demo(self):
        factories.make_user("clara@harbor.example")
        assert any("accounts of the demo" in reason for reason in reasons_in_database(connection, demo=False))

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no roles")
    def test_sk_1_it_names_a_role_that_owns_the_tables_or_rules_the_server(self):
        reasons = "\n".join(reasons_in_database(connection, demo=False))
        assert "is a superuser" in reasons
        assert f"owns {len(APPEND_ONLY)} append-only tables" in reasons

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no roles")
    def test_sk_1_it_has_nothing_against_a_role_that_may_only_read_and_add(self):
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE kapintake_web_probe NOLOGIN")
            for grant in grants_for("kapintake_web_probe", connection.introspection.table_names()):
                cursor.execute(grant)
            cursor.execute("SET LOCAL ROLE kapintake_web_probe")
            reasons = reasons_in_database(connection, demo=False)
            cursor.execute("RESET ROLE")
        assert reasons == []


def test_sk_1_the_server_itself_stops_with_the_reasons_instead_of_starting_workers_for_ever(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "gunicorn", "kapintake.wsgi", "--bind", "127.0.0.1:0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  # ours
    assert done.returncode == 2
    assert "kapintake does not start: SECRET_KEY is missing." in done.stderr
