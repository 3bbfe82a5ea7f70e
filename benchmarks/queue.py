"""The clinician's queue with 10 and with 10,000 reviews: statements and time a page, on PostgreSQL. Target: the same number."""

import statistics
import time
from datetime import timedelta
from typing import Any

from benchmarks.world import world

ROUNDS = 15


def main() -> None:
    with world():
        from django.utils import timezone

        from kapintake.demo.cast import HARBOR
        from kapintake.demo.clinics import seed_clinics
        from kapintake.demo.seed import play
        from kapintake.demo.stories import Story, takes

        now = timezone.now()
        clinic = seed_clinics(at=now)[HARBOR]
        story = Story("One", "Bench", now.date().replace(year=1980), "female", "", answers={"medicines": takes(("Lamictal", 200))})
        play(story, clinic, at=now)
        figures = {}
        for size in (10, 10_000):
            fill(size)
            figures[size] = page_of(clinic)
            statements, milliseconds = figures[size]
            print(f"{size:6d} reviews   {statements} statements   {milliseconds:6.1f} ms a page")
        (few, quick), (many, slow) = figures[10], figures[10_000]
        print(f"statements {few} and {many}; time of the large over the small: {slow / quick:.2f} (a page of 50 over one of 10)")


def fill(size: int) -> None:
    """Copies of the one review, each with a patient of its own, until there are so many."""
    from kapintake.accounts.models import User
    from kapintake.assessments.models import Assessment
    from kapintake.intake.models import QuestionnaireResponse
    from kapintake.patients.models import Patient
    from kapintake.reviews.models import Review

    first = Review.objects.select_related("patient", "response", "assessment").order_by("opened_at", "pk")[0]
    there = Review.objects.count()
    rows: dict[Any, list[Any]] = {User: [], Patient: [], QuestionnaireResponse: [], Assessment: [], Review: []}
    for number in range(there, size):
        user = User(email=f"copy{number}@mail.example")
        patient = copied(first.patient, user=user, reference=f"B{number:06d}"[:7])
        response = copied(first.response, patient=patient)
        assessment = copied(first.assessment, patient=patient, response=response)
        opened = first.opened_at + timedelta(seconds=number)
        review = copied(
            first,
            patient=patient,
            response=response,
            assessment=assessment,
            opened_at=opened,
            due_at=first.due_at + timedelta(seconds=number % 500),
        )
        for made in (user, patient, response, assessment, review):
            rows[type(made)].append(made)
    for model, made in rows.items():
        model.objects.bulk_create(made, batch_size=500)


def copied(row: Any, **changes: Any) -> Any:
    """The same record under another id: its sealed documents are opened and sealed anew for the new row."""
    kept = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name != "id" and field.name not in changes}
    return type(row)(**kept, **changes)


def page_of(clinic: Any) -> tuple[int, float]:
    """Statements and the median time of the queue page, as its prescriber sees it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.browser import Browser

    client = Browser(SERVER_NAME="localhost")
    client.post("/demo/sign-in/", {"email": "clara@harbor.example"})
    client.get("/review/")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/review/")
    statements = len(captured)  # now: the next request forgets them
    assert answer.status_code == 200, answer.status_code
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get("/review/")
        times.append((time.perf_counter() - start) * 1000)
    return statements, statistics.median(times)


if __name__ == "__main__":
    main()
