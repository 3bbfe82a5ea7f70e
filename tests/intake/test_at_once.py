"""Many hands at once: one intake, one assessment, one mail; no answer lost, none doubled, on both databases."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from kapintake.alerts.models import SafetyAlert
from kapintake.assessments.models import Assessment
from kapintake.audit.models import AuditEvent
from kapintake.intake.models import Answer
from kapintake.intake.selectors import reread
from kapintake.intake.services import new_key, start_response
from kapintake.notifications.models import Message
from kapintake.pathway.intake import record_answer
from kapintake.reviews.models import Review
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.typist import form_of, url_of

HANDS = 20


@pytest.fixture
def shared_db(committed_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that threads can share as processes do. SQLite's in memory cannot: it is copied into a file."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, settings = connections["default"], connections.settings["default"]
    with closing(sqlite3.connect(tmp_path / "shared.sqlite3")) as file:
        in_memory.connection.backup(file)
    name, settings["NAME"] = settings["NAME"], str(tmp_path / "shared.sqlite3")
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    settings["NAME"], connections["default"] = name, in_memory


def at_once(act: Callable[[int], Any], hands: int = HANDS) -> list[Any]:
    """`act(n)` by so many threads, started together. Raises the first error."""
    start, done, problems = threading.Barrier(hands), [], []

    def work(number: int) -> None:
        try:
            start.wait()
            done.append(act(number))
        except Exception as error:
            problems.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return done


def browsers(signed_in: Any, person: Any) -> list[Browser]:
    """The same signed-in browser, once a thread."""
    first = signed_in(Browser(), person)
    copies = [Browser() for _hand in range(HANDS)]
    for copy in copies:
        copy.cookies = first.cookies
    return copies


def in_a_process_that_dies(browser: Browser, url: str, fields: dict[str, Any]) -> str:
    """Send the form from a process of its own that is killed the moment it has the answer. What it said of the answer."""
    where = connections["default"].settings_dict
    address = f"sqlite:///{where['NAME']}"
    if connection.vendor != "sqlite":
        address = f"postgres://{where['USER']}:{where['PASSWORD']}@{where['HOST']}:{where['PORT'] or 5432}/{where['NAME']}"
    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-m", "tests.intake.answer_and_die", browser.cookies["session"].value, url, json.dumps(fields)],
        env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    return done.stdout.strip()


def test_co_1_an_answer_and_its_alert_outlive_the_process_that_said_saved(
    shared_db: None, ada: Any, clara: Any, at: Any, signed_in: Any
) -> None:
    draft = start_response(patient=ada, by=ada.user, at=at)
    browser, url = signed_in(Browser(), ada), url_of(draft, "phq9-9")
    assert in_a_process_that_dies(browser, url, {**form_of(browser.get(url)).fields, "answer": "2"}) == f"303 {url}help/"
    assert reread(draft).current["answers"]["phq9-9"] == 2
    assert SafetyAlert.objects.get(response=draft).tier == "watch"
    assert AuditEvent.objects.filter(action="response.answered").count() == 1


def test_co_1_a_sent_intake_outlives_the_process_that_said_sent(shared_db: None, ada: Any, clara: Any, at: Any, signed_in: Any) -> None:
    draft = start_response(patient=ada, by=ada.user, at=at)
    fill(draft, at)
    assert in_a_process_that_dies(signed_in(Browser(), ada), "/application/send/", {}) == "303 /application/status/"
    assert (Assessment.objects.count(), Review.objects.count()) == (1, 1)


def test_co_5_twenty_sends_at_once_make_one_intake(shared_db: None, ada: Any, clara: Any, at: Any, signed_in: Any) -> None:
    draft = start_response(patient=ada, by=ada.user, at=at)
    fill(draft, at)
    hands = browsers(signed_in, ada)
    statuses = at_once(lambda number: hands[number].post("/application/send/").status_code)
    assert set(statuses) == {303}
    assert (Assessment.objects.count(), Review.objects.count()) == (1, 1)
    assert Message.objects.filter(template="intake-received").count() == 1
    assert AuditEvent.objects.filter(action="response.sent").count() == 1


def test_co_5_twenty_taps_at_once_are_one_answer(shared_db: None, ada: Any, clara: Any, at: Any, signed_in: Any) -> None:
    draft = start_response(patient=ada, by=ada.user, at=at)
    hands, url = browsers(signed_in, ada), url_of(draft, "phq9-9")
    form = form_of(hands[0].get(url))
    sent = at_once(lambda number: hands[number].post(url, {**form.fields, "answer": "2"}))
    assert {answer.status_code for answer in sent} == {303}
    assert {answer.headers["Location"] for answer in sent} == {f"{url}help/"}
    assert Answer.objects.count() == 1


def test_co_10_different_questions_answered_at_once_all_stay(shared_db: None, ada: Any, clara: Any, at: Any) -> None:
    draft = start_response(patient=ada, by=ada.user, at=at)
    pages = [f"phq9-{number}" for number in range(1, 5)]

    def answer(number: int) -> None:
        now = reread(draft)
        record_answer(response=now, values={pages[number]: number % 4}, key=new_key(), version=now.version, by=ada.user, at=at)

    at_once(answer, hands=4)
    assert reread(draft).current["answers"] == {name: number for number, name in enumerate(pages)}
    assert list(Answer.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]


def test_co_10_answering_and_sending_at_once_never_lock_each_other_out(
    shared_db: None, ada: Any, clara: Any, at: Any, signed_in: Any
) -> None:
    draft = start_response(patient=ada, by=ada.user, at=at)
    fill(draft, at)
    hands, url = browsers(signed_in, ada), url_of(draft, "phq9-9")
    forms = [form_of(hands[0].get(url)) for _hand in range(HANDS)]

    def act(number: int) -> int:
        if number % 5 == 0:
            return hands[number].post("/application/send/").status_code
        return hands[number].post(url, {**forms[number].fields, "answer": str(number % 4)}).status_code

    assert set(at_once(act)) <= {303, 409}
    assert Review.objects.count() == 1
