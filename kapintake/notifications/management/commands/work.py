"""`manage.py work`: run the periodic jobs beside the site until told to stop; `--once` runs each of them once."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from kapintake.work import JOBS, Rounds

PAUSE_SECONDS = 1.0


class Command(BaseCommand):
    help = "Send messages, watch over silent drafts, tell the backup, and keep house. Stops cleanly on SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run each job once and stop; exit status 1 when one failed")

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = Rounds()
        if options["once"]:
            failed = rounds.go(at=timezone.now())
            self.stdout.write(f"{len(JOBS) - len(failed)} of {len(JOBS)} jobs done.")
            if failed:
                raise SystemExit(1)
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("At work. Stop with Ctrl-C.")
        self.stdout.flush()
        while not stop.is_set():
            close_old_connections()  # a database that was restarted is found again
            rounds.go(at=timezone.now())
            stop.wait(PAUSE_SECONDS)
        self.stdout.write("Stopped.")
