"""A sent intake is assessed once, with all it rests on, and gives the same again for ever."""

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

import screening
from kapintake.assessments.models import Assessment, AssessmentStatus
from kapintake.assessments.selectors import protocol_in_force
from kapintake.assessments.services import approve_protocol, assess_response, assessed_again, change_draft, draft_protocol
from kapintake.audit.models import AuditEvent
from kapintake.clinics.selectors import after_working_days, end_of_same_day
from kapintake.intake.services import complete_response, start_response
from tests.intake.test_services import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ada: Any, at: datetime) -> Any:
    return start_response(patient=ada, by=ada.user, at=at)


def sent(draft: Any, at: datetime, **changes: Any) -> Any:
    return complete_response(response=fill(draft, at, **changes), by=draft.patient.user, at=at)


def assessed(draft: Any, at: datetime, **changes: Any) -> Assessment:
    response = sent(draft, at, **changes)
    return assess_response(response=response, protocol=protocol_in_force(response.clinic), at=at)


def test_co_7_it_pins_all_that_it_rests_on(draft: Any, harbor: Any, at: datetime) -> None:
    made = Assessment.objects.get(pk=assessed(draft, at).pk)
    assert made.protocol_digest == protocol_in_force(harbor).digest == made.result["protocol_digest"]
    assert (made.questionnaire, made.screening_version) == ("intake-2026.1", screening.__version__)
    assert made.input_hash == made.result["input_hash"]
    assert made.as_of.isoformat() == "2026-11-24"
    assert (made.status, made.outcome) == (AssessmentStatus.SUCCESS, "no concerns found")


def test_co_7_the_same_input_gives_the_same_bytes(draft: Any, at: datetime) -> None:
    made = Assessment.objects.get(pk=assessed(draft, at, phq9_9=1, aneurysm=True).pk)
    again = assessed_again(made)
    assert json.dumps(again, sort_keys=True) == json.dumps(made.result, sort_keys=True)


def test_co_7_a_new_protocol_never_alters_a_past_result(draft: Any, clara: Any, at: datetime) -> None:
    made = assessed(draft, at, bp_systolic=135)
    assert made.outcome == "no concerns found"
    stricter = draft_protocol(clinic=clara.clinic, by=None, at=at, from_in_force=True)
    change_draft(draft=stricter, limits={"bp.review_systolic": 130}, note="", by=None, at=at)
    approve_protocol(draft=stricter, by=clara, at=at)
    out = StringIO()
    call_command("reassess", "--check", stdout=out)
    assert out.getvalue().strip() == "1 assessments run again, 0 differ, 0 could not be assessed when they were made"
    assert Assessment.objects.get(pk=made.pk).result["fired"] == []


def test_co_7_reassess_names_a_result_that_differs_and_exits_with_1(draft: Any, at: datetime, monkeypatch: Any) -> None:
    made = assessed(draft, at)
    run = screening.assess

    class Other:
        def __init__(self, result: Any) -> None:
            self.result = result

        def to_json(self) -> dict[str, Any]:
            return {**self.result.to_json(), "outcome": "urgent"}

    monkeypatch.setattr("kapintake.assessments.services.screening.assess", lambda *given: Other(run(*given)))
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("reassess", "--check", stdout=out)
    assert left.value.code == 1
    assert f"{made.pk} outcome" in out.getvalue()


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({}, lambda clinic, at: after_working_days(clinic, at, 2)),
        ({"cssrs_2": True, "cssrs_3": False, "cssrs_4": True, "cssrs_5": False}, lambda clinic, at: at + timedelta(minutes=15)),
        ({"medical_symptoms_now": ["chest-pain"]}, lambda clinic, at: at + timedelta(minutes=60)),
        ({"cssrs_6": True, "cssrs_6_recent": False}, end_of_same_day),
    ],
    ids=["nothing", "urgent", "medical", "same day"],
)
def test_it_is_due_when_the_most_pressing_finding_is(draft: Any, harbor: Any, at: datetime, changes: dict[str, Any], due: Any) -> None:
    assert assessed(draft, at, **changes).due_at == due(harbor, at)


def test_a_clinic_that_promises_a_reply_sooner_is_held_to_it(draft: Any, harbor: Any, at: datetime) -> None:
    harbor.reply_working_days = 1
    harbor.save()
    draft.clinic.refresh_from_db()
    assert assessed(draft, at).due_at == after_working_days(harbor, at, 1)


def test_co_6_what_cannot_be_assessed_is_due_the_same_day_and_says_so(draft: Any, harbor: Any, at: datetime) -> None:
    response = sent(draft, at)
    made = assess_response(response=response, protocol=None, at=at)
    assert (made.status, made.outcome) == (AssessmentStatus.FAILURE, "not-assessed")
    assert made.due_at == end_of_same_day(harbor, at)
    assert made.result == {"error": "no-protocol-in-force"}
    out = StringIO()
    call_command("reassess", "--check", stdout=out)
    assert "1 could not be assessed" in out.getvalue()


class _Lines:
    """Takes what is logged."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []

    def error(self, event: str, **fields: Any) -> None:
        self.lines.append({"event": event, **fields})


def test_co_6_it_says_which_criterion_failed_on_which_answers(draft: Any, at: datetime, monkeypatch: Any) -> None:
    log = _Lines()
    monkeypatch.setattr("kapintake.assessments.services.log", log)
    failure = screening.EvaluationFailed("Broken.", criterion="bmi-high", answers=("height-cm", "weight-kg"))
    monkeypatch.setattr("kapintake.assessments.services.screening.assess", lambda *given: (_ for _ in ()).throw(failure))
    made = assessed(draft, at)
    assert made.result == {"error": "EvaluationFailed: criterion bmi-high, answers height-cm, weight-kg"}
    assert log.lines == [
        {
            "event": "assessment.failed",
            "response": str(draft.pk),
            "kind": "EvaluationFailed",
            "criterion": "bmi-high",
            "answers": "height-cm, weight-kg",
        }
    ]


def test_pv_2_a_failure_tells_no_value(draft: Any, at: datetime, monkeypatch: Any) -> None:
    log = _Lines()
    monkeypatch.setattr("kapintake.assessments.services.log", log)
    raised: list[Exception] = [ValueError("a secret"), screening.InvalidAnswer("hopes", "a secret")]
    monkeypatch.setattr("kapintake.assessments.services.screening.assess", lambda *given: (_ for _ in ()).throw(raised.pop(0)))
    response = sent(draft, at)
    said = [assess_response(response=response, protocol=protocol_in_force(response.clinic), at=at).result for _ in range(2)]
    assert said == [{"error": "ValueError"}, {"error": "InvalidAnswer: answers hopes"}]
    assert "secret" not in str(log.lines)


def test_ages_are_reckoned_on_the_clinics_day(draft: Any, at: datetime) -> None:
    late = datetime.fromisoformat("2026-11-25T06:30:00+00:00")  # still the 24th at harbor
    assert assessed(draft, late).as_of.isoformat() == "2026-11-24"


def test_au_4_an_assessment_is_never_changed(draft: Any, at: datetime) -> None:
    assessed(draft, at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.update(outcome="no concerns found")
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.all().delete()


def test_en_1_no_answer_or_finding_is_in_the_clear(draft: Any, at: datetime) -> None:
    assessed(draft, at, aneurysm=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM assessments_assessment")
        row = b"|".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cursor.fetchone())
    assert b"aneurysm" not in row


def test_au_1_making_it_is_an_event_that_names_the_patient(draft: Any, at: datetime) -> None:
    assessed(draft, at)
    assert AuditEvent.objects.get(action="assessment.made").patients == [str(draft.patient_id)]
