"""A real site for a journey: gunicorn and the worker on a copy of the seeded demo database.

Append-only triggers refuse the truncation that Django's own live-server tests do, so each journey gets a copy instead.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 40


def environment(var_dir: Path, port: int = 0) -> dict[str, str]:
    """The demo's settings over this folder, whatever database the suite itself runs on."""
    kept = {name: value for name, value in os.environ.items() if name not in SUITE_ALONE}
    return {**kept, "DEMO": "1", "VAR_DIR": str(var_dir), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "kapintake.settings"}


SUITE_ALONE = {"DATABASE_URL", "SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "AUDIT_KEY", "PYTEST_CURRENT_TEST", "PYTEST_XDIST_WORKER"}


def build_seeded(var_dir: Path) -> Path:
    """The demo's database, made once by the command that `make demo` runs."""
    command = [sys.executable, "manage.py", "demo", "--seed-only"]
    subprocess.run(command, cwd=ROOT, env=environment(var_dir), check=True, capture_output=True, timeout=300)  # noqa: S603  # our own command
    return var_dir


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """The running site. `shell` runs a line of Python in a process of its own, for looking at what is stored."""

    var_dir: Path
    port: int = field(default_factory=free_port)
    with_worker: bool = True
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> "Site":
        python, env = sys.executable, environment(self.var_dir, self.port)
        gunicorn = [python, "-m", "gunicorn", "kapintake.wsgi", "--bind", f"localhost:{self.port}", "--workers", "1", "--threads", "4"]
        commands = [[*gunicorn, "--log-level", "warning"], *([[python, "manage.py", "work"]] if self.with_worker else [])]
        log = (self.var_dir / "site.log").open("ab")
        for command in commands:
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)  # noqa: S603  # ours
            self.processes.append(process)
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if any(process.poll() is not None for process in self.processes):
                break
            try:
                urllib.request.urlopen(f"{self.url}/help-now/", timeout=2).close()  # noqa: S310  # localhost
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                return
        raise RuntimeError("The site did not start:\n" + self.log()[-3000:])

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            process.wait(15)
        self.processes.clear()

    def log(self) -> str:
        path = self.var_dir / "site.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def ask(self, code: str) -> Any:
        """What this code prints as JSON, run under manage.py shell against the journey's own database."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=environment(self.var_dir, self.port), capture_output=True, text=True, timeout=60)  # noqa: S603  # ours
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        return json.loads(done.stdout.splitlines()[-1])

    def newest_mail(self, to: str) -> str:
        """The body of the newest mail to this address, waiting a little for the worker."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            paths = sorted((self.var_dir / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in paths:
                text = path.read_text(errors="replace")
                if f"To: {to}" in text:
                    return text[text.rindex(f"To: {to}") :]
            time.sleep(0.3)
        raise AssertionError(f"no mail to {to}")


def copy_of(seeded: Path, to: Path) -> Path:
    """A folder of its own for one journey; the write-ahead log comes along."""
    shutil.copytree(seeded, to, dirs_exist_ok=True)
    return to
