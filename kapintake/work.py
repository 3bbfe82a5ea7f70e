"""The periodic jobs: what, how often. `manage.py work` runs them, on as many machines as one likes.

Every job claims what is due row by row (a conditional UPDATE or a row lock), so several processes share the work and a
killed one loses nothing. A job that raises is logged by its name and the kind of error, nothing more, and the others go
on; its beat stops, and with it what the help page promises.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from kapintake.accounts.sessions import SessionStore
from kapintake.alerts.services import escalate_due
from kapintake.assessments.rescreen import work_next_chunk
from kapintake.assessments.rescreen_packing import pack_next
from kapintake.audit.witness import witness_heads
from kapintake.notifications.services import beat, send_next
from kapintake.pathway.alert import advance_silent_watches
from kapintake.pathway.asking import return_unanswered

log = logging.getLogger(__name__)
MOST_MAILS_A_ROUND = 50
SECONDS_OF_RESCREENING = 1.0  # a round, and the chunk that was begun: no alert waits longer for it
SECONDS_OF_PACKING = 1.0


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    every: timedelta
    run: Callable[[datetime], object]


def send_messages(at: datetime) -> int:
    """Send what is due, one lease a mail; the clock is read anew for each, as a slow relay takes its time."""
    for sent in range(MOST_MAILS_A_ROUND):
        if send_next(at=at if sent == 0 else timezone.now()) is None:
            return sent
    return MOST_MAILS_A_ROUND


def rescreen(at: datetime) -> int:
    """Judge chunks of what-if runs, one lease a chunk, for a second."""
    until, done = time.monotonic() + SECONDS_OF_RESCREENING, 0
    while time.monotonic() < until and work_next_chunk(at=at if done == 0 else timezone.now()) is not None:
        done += 1
    return done


def pack_columns(at: datetime) -> int:
    """Keep the snapshot for what-if runs up to date, one lease a step, for a second."""
    until, people = time.monotonic() + SECONDS_OF_PACKING, 0
    while time.monotonic() < until and (done := pack_next(at=timezone.now() if people else at)) is not None:
        people += done
    return people


JOBS = (
    Job("send-messages", timedelta(seconds=5), send_messages),
    Job("silent-watches", timedelta(seconds=15), lambda at: advance_silent_watches(at=at)),
    Job("escalations", timedelta(seconds=15), lambda at: escalate_due(at=at)),
    Job("rescreen", timedelta(seconds=2), rescreen),
    Job("pack-columns", timedelta(minutes=1), pack_columns),
    Job("unanswered-requests", timedelta(minutes=5), lambda at: return_unanswered(at=at)),
    Job("audit-witness", timedelta(hours=1), lambda at: witness_heads(at=at)),
    Job("expired-sessions", timedelta(hours=1), lambda at: SessionStore.clear_expired()),
)


def run_job(job: Job, *, at: datetime) -> bool:
    """Run it and note its beat. False when it failed; the error's text may hold what a person wrote and is not logged."""
    try:
        job.run(at)
        beat(job.name, at=at)
    except Exception as failure:  # whatever it was: the other jobs go on
        log.error("The job %s failed: %s", job.name, type(failure).__name__)
        return False
    return True


class Rounds:
    """Which jobs are due, in this process."""

    def __init__(self, jobs: Sequence[Job] = JOBS) -> None:
        self.jobs = jobs
        self.ran_at: dict[str, datetime] = {}

    def go(self, *, at: datetime) -> list[str]:
        """One round: every job whose time has come, in order. The names of those that failed."""
        failed = []
        for job in self.jobs:
            ran_at = self.ran_at.get(job.name)
            if ran_at is not None and ran_at <= at < ran_at + job.every:
                continue
            self.ran_at[job.name] = at
            if not run_job(job, at=at):
                failed.append(job.name)
        return failed
