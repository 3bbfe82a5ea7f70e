"""Sent intakes in numbers, and a protocol file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kapintake.assessments.models import Assessment
from kapintake.intake.models import QuestionnaireResponse
from tests import factories
from tests.intake.test_at_once import shared_db  # noqa: F401  # a database that processes share

HEAVY = {"weight-kg": 95, "height-cm": 170}  # BMI 32.9: nothing, until bmi.high is 32


@pytest.fixture
def protocol_file(tmp_path: Path) -> Callable[..., str]:
    """`protocol_file({...})`: its path."""

    def write(content: Any = None, text: str | bytes | None = None) -> str:
        path = tmp_path / "proposed.json"
        said = json.dumps({"limits": {"bmi.high": 32}} if content is None else content) if text is None else text
        path.write_bytes(said if isinstance(said, bytes) else said.encode())
        return str(path)

    return write


@pytest.fixture
def many(ada: Any, at: Any) -> Callable[..., list[Assessment]]:
    """`many(number, changes)`: so many sent intakes of ada, with what `changes(place)` says instead. They have no reviews."""

    def make(number: int, changes: Callable[[int], dict[str, Any]] = lambda place: {}) -> list[Assessment]:
        first = factories.make_review(ada, at=at).assessment
        shared = ("patient_id", "clinic_id")
        kept = ("protocol_id", "protocol_digest", "questionnaire", "screening_version", "input_hash", "status", "outcome", "as_of")
        responses = [
            QuestionnaireResponse(
                id=uuid4(),
                **{name: getattr(first, name) for name in shared},
                questionnaire=first.questionnaire,
                cssrs_is_on=True,
                status="completed",
                current={},
                started_at=at,
                completed_at=at,
            )
            for _ in range(number - 1)
        ]
        QuestionnaireResponse.objects.bulk_create(responses, batch_size=500)
        made = [
            Assessment(
                id=uuid4(),
                response=response,
                **{name: getattr(first, name) for name in (*shared, *kept)},
                due_at=first.due_at,
                assessed_at=at,
                input={**first.input, "answers": {**first.input["answers"], **changes(place)}},
                result={},
            )
            for place, response in enumerate(responses, start=1)
        ]
        Assessment.objects.bulk_create(made, batch_size=500)
        return [first, *made]

    return make
