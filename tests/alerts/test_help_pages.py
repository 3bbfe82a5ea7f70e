"""Help is there whatever fails: without sign-in, script, session or database."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.urls import reverse

from kapintake.alerts.crisis_numbers import CHECKED_ON
from kapintake.alerts.selectors import clinic_block_for
from kapintake.intake.questionnaires import place_of_item
from kapintake.intake.services import start_response
from kapintake.pathway.intake import record_answer

HELP = {"suicide": "988", "medical": "911", "injury": "911", "others": "911"}
PARTIALS = Path(settings.BASE_DIR) / "templates" / "alerts"
UNKIND = ("please", "sorry", "oops", "valid", "invalid", "required", "submit", "denied", "abuse", "addict", "committed")


def numbers_in(html):
    """What can be called or texted, in the order of the page."""
    return re.findall(r'href="(?:tel|sms):([\d]+)', html)


def test_help_now_asks_nothing_of_the_database(client):
    """No database mark here: any access to it would fail the test."""
    response = client.get("/help-now/")
    assert response.status_code == 200
    html = response.content.decode()
    assert numbers_in(html)[:2] == ["988", "988"]
    assert {"911", "18002221222", "741741", "838255"} <= set(numbers_in(html))
    assert "<script" not in html.split("<main", 1)[1]
    assert "Set-Cookie" not in response or "session" not in response["Set-Cookie"]


@pytest.mark.parametrize(("page", "first"), HELP.items())
def test_each_help_page_puts_the_number_first_that_its_danger_needs(page, first):
    html = render_to_string(f"alerts/_help_{page}.html")
    assert numbers_in(html)[0] == first
    assert "988" in numbers_in(html)


def test_the_injury_page_names_poison_help_before_988():
    numbers = numbers_in(render_to_string("alerts/_help_injury.html"))
    assert numbers.index("911") < numbers.index("18002221222") < numbers.index("988")


def test_the_medical_page_says_to_rest_and_measure_again_and_lists_the_signs():
    html = render_to_string("alerts/_help_medical.html")
    assert "rest for 5 minutes" in html
    assert "chest" in html
    assert "call a doctor today" in html


@pytest.mark.django_db
@pytest.mark.parametrize("page", HELP)
def test_a_help_page_adds_the_clinic_and_its_promise_when_they_can_be_had(page, harbor, clara, at):
    html = render_to_string(f"alerts/_help_{page}.html", {"clinic_block": clinic_block_for(harbor, at)})
    assert 'href="tel:+15550100"' in html
    assert "Nobody at Harbor Clinic may see this before" in html
    assert "Harbor county crisis line" in html


@pytest.mark.parametrize("page", HELP)
def test_a_help_page_without_the_clinics_block_still_stands(page):
    html = render_to_string(f"alerts/_help_{page}.html", {"clinic_block": None})
    assert "clinic-block" not in html
    assert "988" in html


def test_help_texts_are_kind_and_plain():
    for path in (*PARTIALS.glob("_help_*.html"), PARTIALS / "help_now.html", PARTIALS / "_clinic_block.html"):
        words = set(re.findall(r"[a-z]+", path.read_text().casefold().replace("comment", "")))
        assert words.isdisjoint(UNKIND), path.name


def test_the_national_numbers_were_looked_at_within_a_year(at):
    assert date.fromisoformat(CHECKED_ON) > at.date() - timedelta(days=365)


@pytest.mark.django_db
def test_the_page_after_a_safety_answer_names_the_clinic_and_who_reads_it(client, signed_in, ada, clara, at):
    response = start_response(patient=ada, by=ada.user, at=at)
    place = place_of_item(response, "overdose-today")
    answer = {"overdose-today": True}
    recorded = record_answer(response=response, values=answer, key="k", version=None, by=ada.user, at=at, place=place.name)
    assert recorded.help_page == "injury"
    signed_in(client, ada)
    html = client.get(reverse("intake:support", args=[place.part, place.number])).content.decode()
    assert "Call the clinic" in html
    assert "Nobody at Harbor Clinic may see this before" in html


@pytest.mark.django_db
def test_the_page_after_a_safety_answer_stands_when_the_clinics_block_fails(client, signed_in, ada, at, monkeypatch):
    response = start_response(patient=ada, by=ada.user, at=at)
    place = place_of_item(response, "overdose-today")
    answer = {"overdose-today": True}
    record_answer(response=response, values=answer, key="k", version=None, by=ada.user, at=at, place=place.name)

    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("kapintake.alerts.promises.crisis_numbers_for", fail)
    signed_in(client, ada)
    page = client.get(reverse("intake:support", args=[place.part, place.number]))
    assert page.status_code == 200
    assert "18002221222" in page.content.decode()
    assert "clinic-block" not in page.content.decode()
