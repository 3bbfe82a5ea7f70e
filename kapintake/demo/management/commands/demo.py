"""`manage.py demo`: migrate, seed what is not seeded yet, serve the site and run its worker until it is stopped."""

import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kapintake.demo.cast import PASSWORD, people_to_sign_in
from kapintake.demo.seed import is_seeded, seed

WAIT_SECONDS = 10


class Command(BaseCommand):
    help = "Serves the synthetic clinic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--seed-only", action="store_true", help="make the database and stop")

    def handle(self, *args: Any, port: int, seed_only: bool, **options: Any) -> None:
        if not seed_only and not _is_free(port):
            raise CommandError(f"Port {port} is in use. Stop what runs there, or choose another: make demo PORT={port + 1}")
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if not is_seeded():
            self.stdout.write("Seeding the synthetic clinic (once) ...")
            seed()
        if not seed_only:
            self._serve(port)

    def _serve(self, port: int) -> None:
        """Run gunicorn and the worker side by side; when one ends or the person presses Ctrl+C, end both."""
        python = sys.executable
        gunicorn = [python, "-m", "gunicorn", "kapintake.wsgi", "--bind", f"localhost:{port}", "--workers", "2", "--threads", "4"]
        commands = ([*gunicorn, "--log-level", "warning"], [python, "manage.py", "work"])
        processes = [subprocess.Popen(command, cwd=settings.BASE_DIR) for command in commands]  # noqa: S603  # our own command lines
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        self._tell(port)
        try:
            while all(process.poll() is None for process in processes):
                signal.sigtimedwait([], 1)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped. Everything is kept under var/ for the next time.")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(WAIT_SECONDS)

    def _tell(self, port: int) -> None:
        lines = [
            "",
            f"  The demo runs at   http://localhost:{port}",
            f"  Sign in as         http://localhost:{port}/demo/   (one click a person)",
            f"  Mails              http://localhost:{port}/demo/mails/",
            f"  Everybody's password, also for signing: {PASSWORD}",
            "",
        ]
        for clinic, people in people_to_sign_in():
            staff = [f"{person.name} ({person.role})" for person in people if person.is_staff]
            if staff:
                lines.append(f"  {clinic}: {', '.join(staff)}")
        self.stdout.write("\n".join([*lines, "", "  Stop with Ctrl+C."]))


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
