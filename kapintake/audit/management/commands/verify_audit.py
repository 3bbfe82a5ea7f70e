"""`manage.py verify_audit [--witness LOGFILE]`: exit 0 when every chain is as it was written, 1 naming the first bad row."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kapintake.audit.chain import verify_all
from kapintake.audit.models import AuditChain, AuditEvent, Outcome
from kapintake.audit.services import record
from kapintake.audit.witness import heads_in


class Command(BaseCommand):
    help = "Checks that no audit event was edited, removed, inserted or swapped. Give it a kept log to find a tail that was cut off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--witness", metavar="LOGFILE", type=Path, help="a log that holds the hourly lines of the audit heads")

    def handle(self, *args: Any, witness: Path | None, **options: Any) -> None:
        try:
            heads = heads_in(witness.read_text(errors="replace").splitlines()) if witness else []
        except OSError as problem:
            raise CommandError(f"The witness cannot be read: {problem}", returncode=2) from None
        flaws = verify_all(heads, time_may_go_back=settings.DEMO)  # the demo tells of invented days in any order
        for flaw in flaws:
            self.stderr.write(f"Bad: {flaw}")
        if flaws:
            raise SystemExit(1)
        events, chains = AuditEvent.objects.count(), AuditChain.objects.count()
        record("audit.verified", at=timezone.now(), outcome=Outcome.OK, reason=f"{events} events, {len(heads)} witnessed")
        self.stdout.write(f"{events} events in {chains} chains are as they were written ({len(heads)} witnessed heads).")
