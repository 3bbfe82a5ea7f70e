"""The twelve worked timelines of the safety policy, through the site: saved answers, opened parts, the worker, sending."""

import tomllib
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kapintake.alerts.models import SafetyAlert
from kapintake.alerts.services import hear
from kapintake.assessments.selectors import listening_protocol
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.selectors import answers_of, reread
from kapintake.intake.services import start_response, write_answers
from kapintake.notifications.models import Message, Template
from kapintake.pathway.alert import advance_silent_watches
from kapintake.pathway.intake import SAFETY_PART, open_part, record_answer, submit_intake
from screening import safety
from screening.items import EnteredBy, Phase
from screening.questionnaires.example import example

pytestmark = pytest.mark.django_db

FILE = tomllib.loads((Path(__file__).parent.parent / "screening" / "timelines.toml").read_text(encoding="utf-8"))
TIMELINES, ALSO = FILE["timeline"], FILE["also"]


@pytest.fixture
def begun(ada, clara, dev, at):
    """Everything is answered but the safety part, so that nothing stands in the way of sending."""
    response = start_response(patient=ada, by=ada.user, at=at - timedelta(minutes=30))
    unremarkable = example(at.date())["answers"]
    asked = {
        item.link_id
        for section in questionnaire_of(response).sections
        if section.id not in SAFETY_PART
        for item in section.items
        if item.entered_by is EnteredBy.PATIENT and item.phase is Phase.INTAKE
    }
    values = {link_id: value for link_id, value in unremarkable.items() if link_id in asked}
    return write_answers(response=response, values=values, key=str(uuid4()), by=ada.user, at=at - timedelta(minutes=20))


def say(response, step, at):
    """One answer after the other, as a phone sends them."""
    values = dict(step["answers"])
    for name in step.get("also", ()):
        values = {**ALSO[name], **values} if name == "mood" else {**values, **ALSO[name]}
    for link_id, value in values.items():
        record_answer(response=reread(response), values={link_id: value}, key=str(uuid4()), version=None, by=response.patient.user, at=at)


def change_by_request(response, step, at):
    """A sent answer that staff correct: heard like any other."""
    response = reread(response)
    answers, protocol = answers_of(response), listening_protocol(response.clinic)
    before = safety.listen(answers, protocol, at.date(), submitted=True)
    for link_id, value in step["answers"].items():
        answers = answers.with_answer(link_id, value)
    hear(response=response, reading=safety.listen(answers, protocol, at.date(), submitted=True), before=before, by=None, at=at)


def act(response, step, at):
    if step.get("silent"):
        assert advance_silent_watches(at=at) == 1
    elif step.get("submits"):
        submit_intake(response=reread(response), by=response.patient.user, at=at)
    elif "opens" in step:
        open_part(response=reread(response), section_id=step["opens"], by=response.patient.user, at=at)
    elif reread(response).status == "in-progress":
        say(response, step, at)
    else:
        change_by_request(response, step, at)


def tier_of(response):
    alert = SafetyAlert.objects.filter(response=response).first()
    return alert.tier if alert else "nothing"


@pytest.mark.parametrize("timeline", TIMELINES, ids=lambda timeline: f"{timeline['number']}-{timeline['told']}")
def test_it_ends_as_the_policy_says(begun, timeline, at):
    reached = 0
    for step in timeline["steps"]:
        for minute in range(reached + 1, min(step["minute"], reached + 15)):
            assert advance_silent_watches(at=at + timedelta(minutes=minute)) == 0, "nothing happens before fifteen minutes of silence"
        reached = step["minute"]
        act(begun, step, at + timedelta(minutes=reached))
        assert tier_of(begun) == step["tier"], f"minute {reached}"
        alert = SafetyAlert.objects.filter(response=begun).first()
        if "fired" in step:
            assert set(step["fired"]) <= set(alert.said["criteria"])
        for link_id in step.get("changed", ()):
            assert any(entry["link_id"] == link_id and "changed" in entry["note"] for entry in alert.said["evidence"])
    paged = Message.objects.filter(template=Template.SAFETY_ALERT).count()
    assert paged == (1 if tier_of(begun) == "urgent" else 0), "the one on duty is told once, and only for what is urgent"


def test_a_watch_that_nobody_can_judge_becomes_urgent_and_the_others_are_judged(begun, ben, clara, at, monkeypatch):
    other = start_response(patient=ben, by=ben.user, at=at)
    for response in (begun, other):
        record_answer(response=reread(response), values={"phq9-9": 1}, key=str(uuid4()), version=None, by=response.patient.user, at=at)
    listen = safety.listen

    def stumble(answers, protocol, as_of, **how):
        if how.get("silent") and not stumbled:
            stumbled.append(True)
            raise ZeroDivisionError
        return listen(answers, protocol, as_of, **how)

    stumbled = []
    monkeypatch.setattr(safety, "listen", stumble)
    assert advance_silent_watches(at=at + timedelta(minutes=15)) == 2
    assert sorted(SafetyAlert.objects.values_list("tier", flat=True)) == ["same-day", "urgent"]


def test_each_further_answer_keeps_a_watch_from_falling_silent(begun, ada, at):
    for minute, link_id in ((0, "phq9-9"), (10, "cssrs-1")):
        value = 2 if link_id == "phq9-9" else False
        now = at + timedelta(minutes=minute)
        record_answer(response=reread(begun), values={link_id: value}, key=str(uuid4()), version=None, by=ada.user, at=now)
    assert advance_silent_watches(at=at + timedelta(minutes=24)) == 0
    assert advance_silent_watches(at=at + timedelta(minutes=25)) == 1
    assert tier_of(begun) == "urgent"
