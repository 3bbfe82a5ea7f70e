"""The worker: every job goes round, one that fails does not stop the others, and says nothing of anybody."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from kapintake.alerts.promises import SAFETY_JOBS
from kapintake.notifications.models import Message, WorkBeat
from kapintake.notifications.selectors import work_is_silent
from kapintake.work import JOBS, Job, Rounds, run_job

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def fail(at):
    raise ValueError("Ada Marlow said yes")


def test_every_job_runs_in_the_first_round_and_leaves_its_beat(at):
    assert Rounds().go(at=at) == []
    assert set(WorkBeat.objects.values_list("job", "beat_at")) == {(job.name, at) for job in JOBS}


def test_each_job_runs_as_often_as_it_says(at):
    ran = []
    rounds = Rounds([Job("often", 5 * SECOND, lambda at: ran.append("often")), Job("seldom", 15 * SECOND, lambda at: ran.append("seldom"))])
    for second in range(16):
        rounds.go(at=at + second * SECOND)
    assert (ran.count("often"), ran.count("seldom")) == (4, 2)


def test_a_clock_that_is_set_back_does_not_stop_the_work(at):
    ran = []
    rounds = Rounds([Job("often", 5 * SECOND, ran.append)])
    rounds.go(at=at)
    rounds.go(at=at - timedelta(hours=1))
    assert len(ran) == 2


def test_a_job_that_fails_loses_its_beat_and_the_others_go_on(at, caplog):
    rounds = Rounds([Job("first", SECOND, fail), Job("second", SECOND, lambda at: None)])
    assert rounds.go(at=at) == ["first"]
    assert list(WorkBeat.objects.values_list("job", flat=True)) == ["second"]
    assert "first failed: ValueError" in caplog.text


def test_pv_2_the_log_of_a_failed_job_holds_nothing_that_a_person_wrote(at, caplog):
    run_job(Job("first", SECOND, fail), at=at)
    assert "Ada" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


def test_the_jobs_that_a_promise_rests_on_are_jobs_that_exist(at):
    assert set(SAFETY_JOBS) < {job.name for job in JOBS}
    Rounds().go(at=at)
    assert not work_is_silent(SAFETY_JOBS, at=at + 60 * SECOND, longest=timedelta(minutes=2))


def test_once_runs_everything_once_and_sends_what_is_due(queued, mailoutbox, capsys):
    queued(at=timezone.now() - SECOND)
    call_command("work", "--once")
    assert f"{len(JOBS)} of {len(JOBS)} jobs done." in capsys.readouterr().out
    assert len(mailoutbox) == 1
    assert Message.objects.get().state == "sent"


def test_it_stops_cleanly_when_it_is_told_to(tmp_path):
    environment = {**os.environ, "DEMO": "1", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kapintake.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    worker = subprocess.Popen([*command, "work"], env=environment, **streams)  # noqa: S603  # our own command line
    try:
        assert "At work" in worker.stdout.readline(), "it starts even before the tables are there"
        time.sleep(0.5)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=15) == 0
        assert "Stopped." in worker.stdout.read()
    finally:
        worker.kill()
