"""What a patient reads of where it stands and of a decision: a reason, a next step, a person; never a word that shuts a door."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from kapintake.reviews.models import DecisionKind
from kapintake.reviews.outcomes import outcome_for_patient, review_that_goes_on
from kapintake.reviews.wording import NOT_SAID
from tests.reviews.conftest import to_be_read


@pytest.fixture
def page(client, signed_in, ada):
    signed_in(client, ada)
    return lambda: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get("/application/status/").content.decode()))


def read_all(review, member, at):
    from kapintake.reviews.services import mark_finding_reviewed

    for criterion in to_be_read(review):
        mark_finding_reviewed(review=review, by=member.user, role=member.role, criterion=criterion, at=at)


def test_it_says_when_most_people_hear_and_what_can_be_done(quiet, page, at):
    said = page()
    assert "Most people hear from us by" in said or "longer than we said" in said
    for act in ("Add something you forgot", "Change your contact details", "Take my application back", "If you feel worse"):
        assert act in said
    assert quiet.patient.reference in said


def test_it_says_so_when_the_clinic_is_late(ada, page, at):
    from datetime import timedelta

    from tests import factories

    factories.make_review(ada, at=at - timedelta(days=30))
    assert "longer than we said" in page()


@pytest.mark.parametrize("kind", DecisionKind.values)
def test_a_decision_is_never_one_word_alone(stopped, clara, dev, at, signing, page, kind, monkeypatch):
    read_all(stopped, clara, at)
    monkeypatch.setattr("kapintake.reviews.services.refusals_of", lambda **more: [])
    more = {"recheck_on": date(2027, 6, 1)} if kind == DecisionKind.NOT_RIGHT_NOW else {}
    signing(stopped, clara, kind, reasons=("bp-uncontrolled", "she lives far away"), **more)
    said = page()
    assert "We would like to meet you." in said  # the clinician's own words
    assert "What happens next" in said
    assert "We will call you this week." in said
    assert "Ask for another look" in said
    assert "+1 555 0100" in said
    assert "she lives far away" not in said  # a reason in a clinician's words is for staff
    assert not [word for word in NOT_SAID if re.search(rf"\b{word}\b", said, re.IGNORECASE)]
    if kind == DecisionKind.NOT_RIGHT_NOW:
        assert "We look at it again on June 1, 2027" in said


def test_the_reasons_are_what_the_clinic_would_like_to_talk_about_in_her_language(stopped, clara, ada, at, signing):
    read_all(stopped, clara, at)
    signing(stopped, clara, DecisionKind.NOT_RIGHT_NOW, reasons=("bp-uncontrolled", "high-blood-pressure-no-such-rule"))
    told = {}
    for language in ("en", "es"):
        with override(language):
            told[language] = outcome_for_patient(ada.user).outcome.reasons
    assert len(told["en"]) == len(told["es"]) == 1
    assert "presión" in told["es"][0]
    assert not re.search(r"\d", told["en"][0])


def test_what_leads_to_treatment_opens_with_going_on_alone(quiet, clara, ada, ben, at, signing):
    assert review_that_goes_on(ada.user) is None
    signing(quiet, clara, DecisionKind.GO_ON)
    assert review_that_goes_on(ada.user) == quiet
    assert review_that_goes_on(ben.user) is None
