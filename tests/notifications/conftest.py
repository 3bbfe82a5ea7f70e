"""One message in the outbox."""

import pytest

from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message


@pytest.fixture
def queued(clara, ada, at):
    """One safety mail to clara about ada's record."""

    def queue(template=Template.SAFETY_ALERT, to=clara.user, event="", at=at):
        return queue_message(template, to=to, about=ada, path="/alerts/1/", clinic=clara.clinic, at=at, event=event)

    return queue
