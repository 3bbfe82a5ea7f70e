"""A PostgreSQL database of its own for a benchmark, with two clinics and a few patients; dropped at the end."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def world() -> Iterator[str]:
    """Yields the database URL, with Django set up on it in this process."""
    import psycopg2

    from tests.run import find_postgresql

    server = find_postgresql()
    if server is None:
        sys.exit("This benchmark needs PostgreSQL: start a server on 127.0.0.1:5432, or set TEST_DATABASE_URL.")
    name = f"kapintake_bench_{secrets.token_hex(4)}"
    admin = psycopg2.connect(server.replace("postgres://", "postgresql://"))
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    url = f"{server.rsplit('/', 1)[0]}/{name}"
    with tempfile.TemporaryDirectory() as var_dir:
        os.environ |= {"DEMO": "1", "VAR_DIR": var_dir, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        os.chdir(ROOT)
        try:
            _set_up()
            yield url
        finally:
            from django.db import connections

            connections.close_all()
            admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
            admin.close()


def _set_up() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
