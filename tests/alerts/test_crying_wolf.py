"""The policy does not cry wolf: of many people who mark item 9, only those in danger page anybody, and help never nags."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from kapintake.alerts.models import SafetyAlert
from kapintake.intake.questionnaires import places_of
from kapintake.intake.selectors import reread
from kapintake.intake.services import start_response
from kapintake.intake.walk import Walk
from kapintake.notifications.models import Message, Template
from kapintake.pathway.alert import advance_silent_watches
from kapintake.pathway.intake import record_answer
from screening.questionnaires.example import example
from tests import factories

pytestmark = pytest.mark.django_db
MOST_HELP_PAGES = 3
WISH, THOUGHTS = {"cssrs-1": True}, {"cssrs-1": True, "cssrs-2": True, "cssrs-3": False, "cssrs-4": False, "cssrs-5": False}
METHOD, INTENT = {**THOUGHTS, "cssrs-3": True}, {**THOUGHTS, "cssrs-4": True}
LONG_AGO, LATELY = {"cssrs-6": True, "cssrs-6-recent": False}, {"cssrs-6": True, "cssrs-6-recent": True}
# Twenty people: item 9, what they say of the C-SSRS, and where the alert ends.
PEOPLE = [
    *[(0, {}, "")] * 6, (0, WISH, "working-days-2"), (0, LONG_AGO, "same-day"),
    *[(1, {}, "working-days-2")] * 4, *[(1, WISH, "working-days-2")] * 2, (2, WISH, "working-days-2"), (2, THOUGHTS, "working-days-2"),
    (3, METHOD, "same-day"), (2, LONG_AGO, "same-day"), (3, INTENT, "urgent"), (2, LATELY, "urgent"),
]  # fmt: skip


def answer_mood_and_safety(patient, said, at):
    """One question after the other, ten seconds each, as a phone sends them. How many full help pages she was shown."""
    response = start_response(patient=patient, by=patient.user, at=at)
    given = {**example(at.date(), cssrs=response.cssrs_is_on)["answers"], **said}
    helps = 0
    for place in places_of(response):
        if place.section.id not in ("mood", "safety"):
            continue
        response = reread(response)
        items = Walk.of(response).items_at(place)
        if not items:
            continue
        at += timedelta(seconds=10)
        values = {item.link_id: given.get(item.link_id, False) for item in items}
        recorded = record_answer(response=response, values=values, key=str(uuid4()), version=None, by=patient.user, at=at, place=place.name)
        helps += bool(recorded.help_page)
    return helps, at


def test_of_twelve_in_twenty_who_mark_item_9_only_the_two_in_danger_page_anybody(harbor, clara, dev, at):
    assert (len(PEOPLE), sum(item_9 > 0 for item_9, _said, _end in PEOPLE)) == (20, 12)
    ends, helps, now = [], [], at
    for number, (item_9, said, _end) in enumerate(PEOPLE):
        patient = factories.make_patient(harbor, given=f"P{number}", family="Round", email=f"p{number}@patients.example")
        shown, now = answer_mood_and_safety(patient, {"phq9-9": item_9, **said}, now)
        helps.append(shown)
        alert = SafetyAlert.objects.filter(patient=patient).first()
        ends.append(alert.tier if alert else "")
    advance_silent_watches(at=now + timedelta(minutes=16))
    assert ends == [end for _item_9, _said, end in PEOPLE]
    urgent = set(SafetyAlert.objects.filter(tier="urgent").values_list("pk", flat=True))
    assert len(urgent) == 2
    paged = Message.objects.filter(template__in=(Template.SAFETY_ALERT, Template.SAFETY_ALERT_BACKUP))
    assert Counter(message.envelope["path"] for message in paged) == {reverse("alert", args=[pk]): 1 for pk in urgent}
    assert max(helps) <= MOST_HELP_PAGES
    assert [shown > 0 for shown in helps] == [bool(item_9 or said) for item_9, said, _end in PEOPLE]
