"""Runs the suite as `make test` does: on SQLite, on PostgreSQL where a server is found, in Chromium where it is found.

What is missing is said, never passed over in silence; REQUIRE_POSTGRES=1 and REQUIRE_BROWSER=1 (CI) make it an error.
"""

import os
import shutil
import subprocess
import sys

DATABASE_FOLDERS = [
    f"tests/{name}"
    for name in (
        "ground",
        "audit",
        "notifications",
        "accounts",
        "clinics",
        "patients",
        "intake",
        "assessments",
        "alerts",
        "reviews",
        "treatment",
        "privacy",
        "demo",
    )
]
CANDIDATES = ("postgres://postgres@127.0.0.1:5432/postgres", "postgres://root@127.0.0.1:5432/postgres")


def find_postgresql() -> str | None:
    """A database URL that answers: TEST_DATABASE_URL, else the usual local roles without a password."""
    import psycopg2

    for url in filter(None, (os.environ.get("TEST_DATABASE_URL"), *CANDIDATES)):
        try:
            psycopg2.connect(url.replace("postgres://", "postgresql://"), connect_timeout=3).close()
        except psycopg2.OperationalError:
            continue
        return url
    return None


def pytest(*arguments: str, **environment: str) -> int:
    """One pytest process; its exit status. "No tests" counts as a failure: nothing was checked."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode  # noqa: S603  # our own command line


def main() -> int:
    everything = "--all" in sys.argv[1:]
    marks = [] if everything else ["-m", "not every_state"]
    chromium, postgresql = shutil.which("chromium"), find_postgresql()
    print(f"Chromium: {chromium or 'not found, browser tests are skipped'}")
    print(f"PostgreSQL: {'found' if postgresql else 'no server answers, its tests are skipped'}", flush=True)
    missing = []
    if not chromium and os.environ.get("REQUIRE_BROWSER") == "1":
        missing.append("Chromium")
    if not postgresql and os.environ.get("REQUIRE_POSTGRES") == "1":
        missing.append("a PostgreSQL server")
    if missing:
        print(f"Required here and not found: {' and '.join(missing)}.")
        return 1
    print("--- SQLite, rules and pages", flush=True)
    failed = pytest("-n", "2", *marks, "--ignore=tests/journeys", "tests")
    print("--- Journeys in a browser, each on a copy of the seeded clinic", flush=True)
    failed = pytest("-n", "2", "--dist", "loadfile", *marks, "tests/journeys") or failed
    if postgresql:
        print("--- PostgreSQL", flush=True)
        folders = [folder for folder in DATABASE_FOLDERS if os.path.isdir(folder)]
        failed = pytest("-n", "2", "--create-db", *marks, *folders, DATABASE_URL=postgresql) or failed
    return failed


if __name__ == "__main__":
    sys.exit(main())
