"""Dead letters are shown to the clinic, and tell nobody's name."""

import pytest

from kapintake.notifications.models import Message, MessageState, Template
from kapintake.notifications.services import queue_message

pytestmark = pytest.mark.django_db
LIST = "/admin/notifications/message/"


def test_co_8_a_dead_letter_is_shown_to_the_clinics_admin_without_its_address(client, signed_in, finn, queued, clara):
    message = queued()
    Message.objects.filter(pk=message.pk).update(state=MessageState.DEAD, attempts=60)
    signed_in(client, finn)
    html = client.get(f"{LIST}?state__exact=dead").content.decode()
    assert "safety-alert" in html
    for page in (html, client.get(f"{LIST}{message.pk}/change/").content.decode()):
        assert clara.user.email not in page
        assert "/alerts/1/" not in page


def test_ac_3_another_clinics_messages_are_not_there(client, signed_in, finn, eva, at):
    message = queue_message(Template.UPDATE_WAITING, to=eva.user, about=eva, path="/home/", clinic=eva.clinic, at=at)
    signed_in(client, finn)
    assert "update-waiting" not in client.get(f"{LIST}?all=").content.decode().split('id="changelist-filter"')[0]
    assert client.get(f"{LIST}{message.pk}/change/").status_code == 404


def test_ad_1_nothing_in_the_outbox_can_be_changed(client, signed_in, finn, queued):
    message = queued()
    signed_in(client, finn)
    assert client.post(f"{LIST}{message.pk}/change/", {"state": "sent"}).status_code in (403, 404)
    assert client.post(f"{LIST}{message.pk}/delete/", {"post": "yes"}).status_code in (403, 404)
    assert client.get(f"{LIST}add/").status_code in (403, 404)
    message.refresh_from_db()
    assert message.state == MessageState.DUE
