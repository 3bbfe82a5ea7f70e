"""Whole patients typed through the pages come out as the command line says, without a line of JavaScript."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from kapintake.access import Role
from kapintake.assessments.models import Assessment
from kapintake.clinics.models import Clinic
from kapintake.intake.selectors import response_for
from screening.questionnaires.example import example
from tests import factories
from tests.browser import Browser
from tests.intake.typist import Typist
from tests.screening.patients import AS_OF, HERE, read

PATIENTS = {path.stem: read(path) for path in sorted((HERE / "vignettes").glob("*.toml"))}
NOT_ASKED_NOW = {"no-escort", "fasting-not-agreed"}  # asked after "go on", so they are blank in the intake and fire nothing


def answers_of(patient: dict[str, Any]) -> dict[str, Any]:
    return {**example(AS_OF)["answers"], **patient.get("changes", {})}


def typed(harbor: Clinic, signed_in: Callable[..., Any], answers: dict[str, Any]) -> tuple[Browser, Any, Typist]:
    person = factories.make_patient(harbor, birth_date=str(answers["birth-date"]), sex_at_birth=answers["sex-at-birth"])
    factories.make_duty(factories.make_member(Role.PRESCRIBER, harbor))
    browser = signed_in(Browser(), person)
    typist = Typist(browser, person.user, answers)
    typist.until_check()
    return browser, person, typist


@pytest.mark.parametrize("patient", PATIENTS.values(), ids=PATIENTS.keys())
def test_it_gives_the_same_outcome_as_the_command_line(patient: dict[str, Any], harbor: Clinic, signed_in: Callable[..., Any]) -> None:
    with time_machine.travel(factories.AT, tick=False) as clock:
        answers = answers_of(patient)
        browser, person, _typist = typed(harbor, signed_in, answers)
        clock.shift(timedelta(minutes=1))
        assert browser.get("/application/send/").status_code == 200
        assert browser.post("/application/send/").status_code == 303
        assert "Sent. Thank you." in browser.get("/application/status/").content.decode()
    assessment = Assessment.objects.get(patient=person)
    fired = {finding["id"] for finding in assessment.result["fired"]}
    assert fired == set(patient["fired"]) - NOT_ASKED_NOW, json.dumps(assessment.result["fired"], indent=1)[:2000]
    call_command("reassess", "--check")


def test_it_keeps_every_answer_as_it_was_typed(harbor: Clinic, signed_in: Callable[..., Any]) -> None:
    with time_machine.travel(factories.AT, tick=False):
        answers = answers_of(PATIENTS["14-maoi-and-stimulant"])
        _browser, person, typist = typed(harbor, signed_in, answers)
    stored = response_for(person.user).current
    assert [entry["name"] for entry in stored["answers"]["medicines"]] == ["Nardil", "Adderall"]
    assert stored["typed"]["weight-kg"]["unit"] == "lb"
    assert typist.pages < 100  # pages of a typical application


def test_it_asks_in_our_own_words_where_the_scale_is_off_and_never_finds_nothing(harbor: Clinic, signed_in: Callable[..., Any]) -> None:
    harbor.cssrs_is_on = False
    harbor.save()
    with time_machine.travel(factories.AT, tick=False):
        answers = example(AS_OF, cssrs=False)["answers"]
        browser, person, typist = typed(harbor, signed_in, {**answers, "own-1": True, "own-2": True})
        browser.post("/application/send/")
    assessment = Assessment.objects.get(patient=person)
    assert assessment.outcome == "urgent"
    assert "suicide" in typist.helps
