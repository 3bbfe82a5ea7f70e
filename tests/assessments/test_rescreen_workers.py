"""Two real workers share a run; one is killed in the middle of a chunk. No chunk is lost, and none is counted twice."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from kapintake.assessments.models import RescreenChunk
from kapintake.assessments.rescreen import progress_of, start_run, tally_of
from screening import Protocol
from tests.assessments.conftest import HEAVY

PEOPLE = 2_000
SECONDS = 90


@contextmanager
def workers(number: int) -> Iterator[list[subprocess.Popen[str]]]:
    """So many `manage.py work` on this database."""
    where = connections["default"].settings_dict
    address = f"sqlite:///{where['NAME']}"
    if connection.vendor != "sqlite":
        address = f"postgres://{where['USER']}:{where['PASSWORD']}@{where['HOST']}:{where['PORT'] or 5432}/{where['NAME']}"
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "text": True}
    started = [subprocess.Popen(command, env=environment, **streams) for _ in range(number)]  # noqa: S603  # our own command line
    try:
        yield started
    finally:
        for worker in started:
            worker.kill()
            worker.wait()


def until(found: Any, what: str) -> Any:
    """What `found()` gives as soon as it is something."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if there := found():
            return there
        time.sleep(0.005)
    raise AssertionError(f"{what} within {SECONDS} seconds")


def killed_at_work(started: list[subprocess.Popen[str]]) -> RescreenChunk:
    """Kill a worker that holds a chunk. It is stopped first, so that the chunk is certainly not finished."""
    host = socket.gethostname()
    for _ in range(200):
        chunk = until(lambda: RescreenChunk.objects.filter(done_at=None, claimed_until__isnull=False).first(), "a chunk is leased")
        worker = next(one for one in started if chunk.claimed_by == f"{host}:{one.pid}")
        worker.send_signal(signal.SIGSTOP)
        time.sleep(0.05)
        if RescreenChunk.objects.filter(pk=chunk.pk, done_at=None, attempts=1).exists():
            worker.kill()
            worker.wait()
            return chunk
        worker.send_signal(signal.SIGCONT)
    raise AssertionError("every chunk was finished before its worker could be killed")


def test_no_chunk_is_lost_and_none_counted_twice_when_a_worker_is_killed(shared_db: None, many: Any, clara: Any, at: Any) -> None:
    many(PEOPLE, lambda place: HEAVY if place % 4 == 0 else {})
    run = start_run(protocol=Protocol({"bmi.high": 32}), since=date(2026, 11, 1), clinic=None, at=at)
    with workers(2) as started:
        orphan = killed_at_work(started)
        until(lambda: not run.chunks.filter(done_at=None).exclude(pk=orphan.pk).exists(), "the other worker does the rest")
        assert not progress_of(run).is_done, "the chunk of the dead one is still leased"
        now = timezone.now()
        assert run.chunks.get(pk=orphan.pk).claimed_until > now
        run.chunks.filter(pk=orphan.pk).update(claimed_until=now - timedelta(seconds=1))  # its lease runs out
        until(lambda: progress_of(run).is_done, "the chunk of the dead one is done")
    tally = tally_of(run)
    assert tally.people == PEOPLE
    assert len({change.assessment for change in tally.changes}) == len(tally.changes) == PEOPLE // 4 - 1
    assert sum(run.chunks.values_list("attempts", flat=True)) == run.chunks.count() + 1
