"""What is written, only when it is asked for: new assessments beside the old, the queue moved, alerts where they are earned."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from kapintake.alerts.models import SafetyAlert
from kapintake.assessments.models import Assessment, RescreenRun
from kapintake.assessments.services import approve_protocol, change_draft, draft_protocol
from kapintake.audit.models import AuditEvent
from kapintake.pathway.rescreen import reassess, write_changes
from kapintake.reviews.models import Review, ReviewEvent, ReviewState
from screening import Protocol
from tests import factories
from tests.browser import Browser

pytestmark = pytest.mark.django_db
HEAVY = {"weight_kg": 95, "height_cm": 170}
SINCE = ("--since", "2026-11-01")


@pytest.fixture
def stricter(clara: Any, at: Any) -> Any:
    """`stricter()`: harbor's prescriber puts BMI 32 in force."""

    def approve(**limits: float) -> Any:
        draft = draft_protocol(clinic=clara.clinic, by=None, at=at, from_in_force=True)
        given = {name.replace("__", "."): value for name, value in limits.items()} or {"bmi.high": 32}
        draft = change_draft(draft=draft, limits=given, note="", by=None, at=at)
        return approve_protocol(draft=draft, by=clara, at=at)

    return approve


@pytest.fixture
def cases(ada: Any, ben: Any, at: Any) -> tuple[Review, Review]:
    """Ada is heavy, ben is not; both were sent before the limits changed."""
    return factories.make_review(ada, at=at, **HEAVY), factories.make_review(ben, at=at)


def rows() -> dict[str, Any]:
    return {
        "assessments": set(Assessment.objects.values_list("pk", flat=True)),
        "reviews": set(Review.objects.values_list("pk", "assessment_id", "severity", "due_at", "version")),
        "events": ReviewEvent.objects.count(),
        "alerts": set(SafetyAlert.objects.values_list("pk", "tier", "version")),
    }


def test_nothing_clinical_is_written_unless_it_is_asked_for(cases: Any, stricter: Any, protocol_file: Any) -> None:
    stricter()
    before = rows()
    call_command("rescreen", "--protocol", protocol_file(), *SINCE, "--list")
    assert rows() == before


def test_asked_for_it_assesses_again_only_whose_outcome_changes_and_beside_the_old(
    cases: Any, stricter: Any, protocol_file: Any, at: Any, capsys: Any
) -> None:
    heavy, other = cases
    version = stricter()
    call_command("rescreen", "--protocol", protocol_file(), *SINCE, "--write")
    assert "1 new assessments were written beside the old ones." in capsys.readouterr().out
    assert Assessment.objects.filter(response=other.response).count() == 1
    old, new = Assessment.objects.filter(response=heavy.response).order_by("assessed_at")
    assert (old.pk, old.outcome, new.outcome) == (heavy.assessment_id, "no concerns found", "needs review")
    assert (new.protocol, new.protocol_digest, new.as_of) == (version, version.digest, old.as_of)
    now = Review.objects.get(pk=heavy.pk)
    assert (now.assessment_id, now.severity, now.version) == (new.pk, 2, heavy.version + 1)
    assert now.headline["main"] == new.result["fired"][0]["title"]
    assert now.due_at <= heavy.due_at
    event = now.events.get(kind=ReviewEvent.Kind.REASSESSED)
    assert event.note == {"assessment": str(new.pk), "before": "no concerns found", "after": "needs review"}


def test_the_clinician_sees_the_new_findings_and_that_it_was_assessed_again(
    cases: Any, stricter: Any, clara: Any, signed_in: Any, at: Any
) -> None:
    version, review = stricter(), cases[0]
    made = reassess(response=review.response, protocol=version, at=at)
    page = unescape(signed_in(Browser(), clara).get(reverse("reviews:case", args=[review.pk])).content.decode())
    assert made is not None
    assert made.result["fired"][0]["title"] in page
    assert "assessed again" in page.casefold()


def test_it_is_in_the_trail_once_a_write_and_once_a_case(cases: Any, stricter: Any, protocol_file: Any) -> None:
    stricter()
    call_command("rescreen", "--protocol", protocol_file(), *SINCE, "--write")
    assert AuditEvent.objects.get(action="rescreen.written").reason.startswith("1 outcomes change")
    assert AuditEvent.objects.get(action="review.reassessed").patients == [str(cases[0].patient_id)]
    assert AuditEvent.objects.filter(action="assessment.made").count() == 3


def test_a_write_that_was_stopped_is_gone_on_with_and_writes_nothing_twice(cases: Any, stricter: Any, protocol_file: Any) -> None:
    stricter()
    call_command("rescreen", "--protocol", protocol_file(), *SINCE, "--write")
    before = rows()
    call_command("rescreen", "--run", str(RescreenRun.objects.get().pk), "--write")
    call_command("rescreen", "--protocol", protocol_file(), *SINCE, "--write")
    assert rows() == before


@pytest.mark.parametrize("state", ["draft", "other", "retired"])
def test_it_writes_only_what_the_clinic_approved_to_the_letter(
    cases: Any, stricter: Any, clara: Any, protocol_file: Any, at: Any, state: str
) -> None:
    if state == "draft":
        draft = draft_protocol(clinic=clara.clinic, by=None, at=at, from_in_force=True)
        change_draft(draft=draft, limits={"bmi.high": 32}, note="", by=None, at=at)
    elif state == "other":
        stricter(bmi__high=33)
    else:
        stricter()
        stricter(bmi__high=33)
    before = rows()
    with pytest.raises(CommandError) as refused:
        call_command("rescreen", "--protocol", protocol_file(), *SINCE, "--write")
    assert refused.value.returncode == 2
    assert "not the approved one of Harbor Clinic" in str(refused.value)
    assert rows() == before
    assert not RescreenRun.objects.exists()


def test_another_clinic_that_did_not_approve_it_stands_in_the_way_until_it_is_left_out(
    cases: Any, stricter: Any, valley: Any, protocol_file: Any, at: Any
) -> None:
    stricter()
    factories.make_review(factories.make_patient(valley, given="Zoe"), at=at, **HEAVY)
    with pytest.raises(CommandError, match="the approved one of Valley Clinic"):
        call_command("rescreen", "--protocol", protocol_file(), *SINCE, "--write")
    assert Assessment.objects.count() == 3
    call_command("rescreen", "--protocol", protocol_file(), *SINCE, "--clinic", "Harbor Clinic", "--write")
    assert Assessment.objects.count() == 4


def test_an_intake_that_was_taken_back_in_between_stays_as_it_is(cases: Any, stricter: Any, at: Any) -> None:
    version, response = stricter(), cases[0].response
    response.status = "stopped"
    response.save()
    assert reassess(response=response, protocol=version, at=at) is None


def test_a_decision_stands_as_it_was_signed_and_the_new_assessment_is_told_beside_it(cases: Any, stricter: Any, at: Any) -> None:
    version, review = stricter(), cases[0]
    Review.objects.filter(pk=review.pk).update(state=ReviewState.COMPLETED, completed_at=at)
    made = reassess(response=review.response, protocol=version, at=at + timedelta(days=1))
    now = Review.objects.get(pk=review.pk)
    assert made is not None
    assert (now.assessment_id, now.severity, now.version) == (review.assessment_id, review.severity, review.version)
    assert now.events.filter(kind=ReviewEvent.Kind.REASSESSED).count() == 1


def test_an_outcome_that_somebody_must_see_at_once_opens_an_alert(ada: Any, dev: Any, stricter: Any, at: Any) -> None:
    review = factories.make_review(ada, at=at, bp_systolic=165, bp_diastolic=115)
    assert review.assessment.outcome == "contraindicated"
    assert not SafetyAlert.objects.exists()
    version = stricter(bp__crisis_diastolic=112)
    made = reassess(response=review.response, protocol=version, at=at)
    assert made is not None
    assert made.outcome == "urgent"
    assert SafetyAlert.objects.get(response=review.response).tier == "same-day"  # the reading is some weeks old
    now = Review.objects.get(pk=review.pk)
    assert now.severity == 4
    assert now.due_at == made.due_at < review.due_at


def test_rules_that_fail_are_an_assessment_too_and_somebody_is_told(cases: Any, stricter: Any, at: Any, monkeypatch: Any) -> None:
    version, review = stricter(), cases[1]

    def broken(*given: Any) -> Any:
        raise ArithmeticError

    monkeypatch.setattr("screening.assess", broken)
    made = reassess(response=review.response, protocol=version, at=at)
    assert made is not None
    assert made.outcome == "not-assessed"
    assert Review.objects.get(pk=review.pk).severity == 4
    assert SafetyAlert.objects.filter(response=review.response).exists()


def test_a_case_that_fails_does_not_keep_the_others_waiting(
    cases: Any, stricter: Any, harbor: Any, protocol_file: Any, at: Any, monkeypatch: Any
) -> None:
    third = factories.make_review(factories.make_patient(harbor, given="Cleo"), at=at, **HEAVY)
    stricter()
    call_command("rescreen", "--protocol", protocol_file(), *SINCE)
    real, broken = reassess, [cases[0].response.pk]

    def sometimes(*, response: Any, **more: Any) -> Any:
        if response.pk in broken:
            raise ArithmeticError
        return real(response=response, **more)

    monkeypatch.setattr("kapintake.pathway.rescreen.reassess", sometimes)
    run = RescreenRun.objects.get()
    assert run.digest == Protocol({"bmi.high": 32}).digest
    written = write_changes(run=run, at=at)
    assert (written.made, written.failed) == (1, 1)
    assert Assessment.objects.filter(response=third.response).count() == 2
