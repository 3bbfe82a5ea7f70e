"""Stored intakes in number, for the benchmark of re-screening: sent, assessed and sealed one by one as the site does it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from benchmarks.people import AS_OF, people

AT_ONCE = 1_000
SENT_AT = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
DIFFERENT = 5_000  # people with answers of their own; they come again and again
CHANGES_EVERY = 20  # one in so many is the unremarkable patient, heavy: the proposed protocol changes her outcome
HEAVY: dict[str, object] = {"weight-kg": 98, "height-cm": 170}  # BMI 33.9


def fill_stored(patient: Any, protocol: Any, count: int) -> None:
    """So many sent intakes, each assessed under this protocol, without a review: these are opened when they are written."""
    from kapintake.assessments.models import Assessment
    from kapintake.assessments.selectors import screening_protocol
    from kapintake.intake.models import QuestionnaireResponse
    from screening import Answers, __version__, assess, example, intake

    drawing, limits = intake(True), screening_protocol(protocol)
    unremarkable = example(AS_OF)["answers"]
    assert isinstance(unremarkable, dict)
    told = []
    for number, invented in enumerate(people(min(count, DIFFERENT))):
        raw = invented if number % CHANGES_EVERY else {**unremarkable, **HEAVY}
        done = assess(Answers.from_json(raw, drawing), limits, AS_OF)
        told.append(({"answers": raw, "ever": {}}, str(done.outcome), done.input_hash))
    for numbers in _parted(range(count)):
        responses, assessments = [], []
        for number in numbers:
            said, outcome, digest = told[number % len(told)]
            at = SENT_AT + timedelta(milliseconds=number)
            response = QuestionnaireResponse(
                id=uuid4(),
                patient=patient,
                clinic_id=patient.clinic_id,
                questionnaire=drawing.key(),
                cssrs_is_on=True,
                status="completed",
                current={},
                started_at=at,
                completed_at=at,
            )
            response.frozen = {"input": said, "items": {}}
            assessment = Assessment(
                id=uuid4(),
                response=response,
                patient=patient,
                clinic_id=patient.clinic_id,
                protocol=protocol,
                protocol_digest=protocol.digest,
                questionnaire=drawing.key(),
                screening_version=__version__,
                input_hash=digest,
                status="success",
                outcome=outcome,
                due_at=at,
                as_of=AS_OF,
                assessed_at=at,
            )
            assessment.input, assessment.result = said, {}
            responses.append(response)
            assessments.append(assessment)
        QuestionnaireResponse.objects.bulk_create(responses)
        Assessment.objects.bulk_create(assessments)


def _parted(numbers: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(numbers)
    while some := list(islice(rest, AT_ONCE)):
        yield some
