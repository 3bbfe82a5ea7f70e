"""`manage.py rescreen --protocol FILE --since DATE`: what would this protocol say of the intakes that were sent?

It counts, and writes nothing clinical unless `--write` is given. `manage.py work` on any machine takes part.
"""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kapintake.assessments.models import RescreenRun
from kapintake.assessments.rescreen import progress_of, start_run, tally_of, work_next_chunk
from kapintake.assessments.rescreen_file import ProtocolFileRefused, read_protocol_file
from kapintake.assessments.rescreen_packing import pack_all
from kapintake.assessments.rescreen_report import clinics_without, list_changes, report
from kapintake.clinics.models import Clinic
from kapintake.pathway.rescreen import write_changes

PAUSE_SECONDS = 0.5
BAR = 30


class Command(BaseCommand):
    help = "Say what a changed protocol would do to the intakes that were sent. Nothing clinical is written without --write."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--protocol", metavar="FILE", type=Path, help="limits, severities, phrases and cases, as JSON")
        parser.add_argument("--since", metavar="DATE", help="intakes sent from this day on (UTC), as 2026-11-24")
        parser.add_argument("--clinic", metavar="NAME", help="of this clinic alone")
        parser.add_argument("--run", metavar="ID", help="go on with a run that was begun, instead of beginning one")
        parser.add_argument("--write", action="store_true", help="assess again those whose outcome changes; the protocol must be approved")
        parser.add_argument("--wait", action="store_true", help="until the others have finished what they took")
        parser.add_argument("--no-work", action="store_true", help="leave all of it to `manage.py work`")
        parser.add_argument("--list", action="store_true", help="name who changes, by reference; the trail keeps that it was read")
        parser.add_argument("--pack", action="store_true", help="pack now what `manage.py work` packs in time, as sealed columns, and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["pack"]:
            self.stdout.write(f"{pack_all(at=timezone.now())} people packed or let go.")
            return
        run = self._found(options["run"], options["write"]) if options["run"] else self._begun(options)
        is_done = self._work(run, wait=options["wait"], takes_part=not options["no_work"])
        tally = tally_of(run)
        self.stdout.write("\n".join(report(run, tally)))
        if options["list"]:
            self.stdout.write("\n".join(list_changes(run, tally, at=timezone.now())))
        if not is_done:
            judged = progress_of(run)
            raise CommandError(
                f"{judged.people - judged.judged} of {judged.people} people are still with other workers. "
                f"Ask again: manage.py rescreen --run {run.pk} --wait"
            )
        if options["write"]:
            written = write_changes(run=run, at=timezone.now(), told=self._bar("Written", len(tally.changes)))
            self.stdout.write(f"{written.made} new assessments were written beside the old ones.")
            if written.failed:
                raise CommandError(f"{written.failed} could not be written. Again: manage.py rescreen --run {run.pk} --write")

    def _found(self, given: str, write: bool) -> RescreenRun:
        try:
            run = RescreenRun.objects.select_related("clinic").get(pk=UUID(given))
        except (ValueError, RescreenRun.DoesNotExist):
            raise CommandError("There is no such run.", returncode=2) from None
        if write:
            self._refuse_unapproved(run.digest, run.since, run.clinic)
        return run

    def _refuse_unapproved(self, digest: str, since: date, clinic: Clinic | None) -> None:
        """Before anything is begun; each case is held to it again when it is written."""
        without = clinics_without(digest, since=since, clinic=clinic)
        if without:
            raise CommandError(f"Nothing is written: this protocol is not the approved one of {', '.join(without)}.", returncode=2)

    def _begun(self, options: dict[str, Any]) -> RescreenRun:
        if not options["protocol"] or not options["since"]:
            raise CommandError("Give --protocol FILE and --since DATE.", returncode=2)
        try:
            since = date.fromisoformat(options["since"])
        except ValueError:
            raise CommandError(f"--since: {options['since']!a:.40} is no day; a day is written as 2026-11-24.", returncode=2) from None
        now = timezone.now()
        clinic = self._clinic(options["clinic"])
        try:
            protocol = read_protocol_file(options["protocol"], today=now.date())
        except ProtocolFileRefused as refused:
            raise CommandError(str(refused), returncode=2) from None
        if options["write"]:
            self._refuse_unapproved(protocol.digest, since, clinic)
        run = start_run(protocol=protocol, since=since, clinic=clinic, at=now)
        self.stdout.write(f"Run {run.pk}")
        self.stdout.flush()
        return run

    def _clinic(self, name: str | None) -> Clinic | None:
        if name is None:
            return None
        found = list(Clinic.objects.filter(name=name)[:2])
        if len(found) != 1:
            names = ", ".join(Clinic.objects.order_by("name").values_list("name", flat=True)[:20])
            raise CommandError(f"--clinic: {'two clinics are' if found else 'no clinic is'} called so. There are: {names}", returncode=2)
        return found[0]

    def _work(self, run: RescreenRun, *, wait: bool, takes_part: bool) -> bool:
        """Judge what is free, and wait for what others hold if so asked. Whether all of it is done."""
        bar = self._bar("Judged", run.people)
        while True:
            took = work_next_chunk(at=timezone.now(), run=run) if takes_part else None
            progress = progress_of(run)
            bar(progress.judged)
            if progress.is_done or (took is None and not wait):
                return progress.is_done
            if took is None:
                time.sleep(PAUSE_SECONDS)

    def _bar(self, what: str, whole: int) -> Callable[[int], None]:
        """Draws how far it is, on a terminal; anywhere else nothing."""
        if not sys.stderr.isatty() or not whole:
            return lambda done: None

        def draw(done: int) -> None:
            filled = BAR * done // whole
            end = "\n" if done == whole else ""
            print(f"\r{what} [{'#' * filled}{'.' * (BAR - filled)}] {done:,} of {whole:,}", end=end, file=sys.stderr, flush=True)

        return draw
