"""Several workers share one outbox. No django_db mark here: `committed_db` commits, and empties the tables itself."""

import threading

import pytest
from django.core import mail
from django.db import connection

from kapintake.notifications.models import Message, MessageState
from kapintake.notifications.services import send_next


@pytest.mark.skipif(connection.vendor != "postgresql", reason="two threads need two connections: SQLite in memory has one")
def test_co_8_two_workers_never_send_the_same_message_twice(committed_db, queued, at):
    for number in range(12):
        queued(event=str(number))
    start = threading.Barrier(2)

    def work():
        start.wait()
        try:
            while send_next(at=at) is not None:
                pass
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(ids) == len(set(ids)) == 12
    assert Message.objects.filter(state=MessageState.SENT, attempts=1).count() == 12
