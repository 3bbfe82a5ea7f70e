"""The demo shows every state and severity that can occur, and its one-click sign-in opens for seeded people alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kapintake.alerts.models import AlertState, SafetyAlert, Tier
from kapintake.assessments.models import Assessment
from kapintake.clinics.models import Clinic, Membership
from kapintake.demo.cast import STAFF
from kapintake.demo.seed import seed
from kapintake.demo.stories import STORIES, Later
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.patients.models import Patient
from kapintake.reviews.models import Decision, DecisionKind, PatientNote, Review, ReviewState
from kapintake.treatment.selectors import standing_of
from screening import Outcome
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
WORDS = {
    "urgent": "urgent",
    "stop": "contraindicated",
    "caution": "needs review",
    "missing": "needs information",
    "nothing found": "no concerns found",
}


@pytest.fixture(scope="module")
def seeded(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Seeded once for this file, and rolled back after it."""
    from django.db import transaction

    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        seed(at=timezone.now())
        yield
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


def values_of(rows: Any, field: str) -> set[str]:
    return set(rows.values_list(field, flat=True))


def test_it_has_a_response_in_every_state() -> None:
    assert values_of(QuestionnaireResponse.objects, "status") == set(ResponseStatus.values)


def test_it_has_a_patient_at_every_step_after_sending() -> None:
    assert values_of(PatientNote.objects, "kind") == set(PatientNote.Kind.values) - {PatientNote.Kind.CALL_ME}
    seen = {later for story in STORIES for later in story.later}
    assert seen == set(Later)
    standing = [standing_of(decision.review) for decision in Decision.objects.filter(kind="go-on")]
    assert {bool(one.to_discuss) for one in standing} == {one.may_sign for one in standing} == {True, False}
    assert {one.consent is None for one in standing} == {one.was_taken_back for one in standing} == {True, False}
    assert {one.scheduling is None for one in standing} == {True, False}


def test_it_has_every_outcome_and_a_case_that_could_not_be_assessed() -> None:
    assert values_of(Assessment.objects, "outcome") == {str(outcome) for outcome in Outcome} | {"not-assessed"}


def test_it_has_every_severity_in_the_queue() -> None:
    assert values_of(Review.objects, "severity") == {0, 1, 2, 3, 4}


def test_it_has_an_alert_of_every_tier_and_in_every_state() -> None:
    assert values_of(SafetyAlert.objects, "tier") == set(Tier.values)
    assert values_of(SafetyAlert.objects, "state") == set(AlertState.values)


def test_it_has_an_alert_whose_backup_was_told() -> None:
    assert SafetyAlert.objects.filter(events__kind="escalated").exists()


def test_it_has_a_review_in_every_state() -> None:
    assert values_of(Review.objects, "state") == set(ReviewState.values)


def test_it_has_a_decision_of_every_kind() -> None:
    assert values_of(Decision.objects, "kind") == set(DecisionKind.values)


def test_each_story_ends_as_it_says() -> None:
    """A story that says "urgent" is urgent, "stop" is contraindicated, and so on: the page that lists them does not lie."""
    for story in STORIES:
        found = Assessment.objects.filter(patient__user__email=story.email).values_list("outcome", flat=True).first()
        told = next((outcome for word, outcome in WORDS.items() if story.about.startswith(word)), None)
        if told and found:
            assert found == told, story.full_name


def test_somebody_is_on_duty_at_both_working_clinics_and_one_clinic_is_empty() -> None:
    now = timezone.now()
    for clinic in Clinic.objects.all():
        on_duty = clinic.rota.filter(starts_at__lte=now, ends_at__gt=now, line="first").exists()
        assert on_duty is (clinic.name != "Meadow Clinic")
    assert not Patient.objects.filter(clinic__name="Meadow Clinic").exists()


def test_a_stranger_finds_everybody_on_one_page(client: Client) -> None:
    page = client.get("/demo/").content.decode()
    assert all(member.name in page for member in STAFF)
    assert page.count("<form") >= len(STAFF) + len(STORIES)


@pytest.mark.parametrize("member", STAFF, ids=lambda member: member.email)
def test_one_press_signs_staff_in_with_their_second_factor(client: Client, member: Any) -> None:
    client.post("/demo/sign-in/", {"email": member.email})
    answer = client.get("/home/", follow=True)
    assert answer.status_code == 200
    assert "/account/" not in answer.request["PATH_INFO"]
    assert Membership.objects.filter(user__email=member.email).exists()


def test_one_press_signs_a_patient_in_where_she_left_off(client: Client) -> None:
    client.post("/demo/sign-in/", {"email": "lena.fischer@mail.example"})
    answer = client.get("/home/", follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"].startswith("/application/")


def test_it_signs_nobody_in_who_was_not_seeded(client: Client) -> None:
    make_user("stranger@elsewhere.example")
    answer = client.post("/demo/sign-in/", {"email": "stranger@elsewhere.example"})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session
