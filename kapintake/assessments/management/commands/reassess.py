"""`manage.py reassess --check`: run every stored assessment again and say how many come out differently (CO-7)."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kapintake.assessments.failures import in_words
from kapintake.assessments.models import Assessment, AssessmentStatus
from kapintake.assessments.services import assessed_again
from screening import ScreeningError

CHUNK = 500


class Command(BaseCommand):
    help = "Run every stored assessment again on its own input, limits and date, and report how many differ. Writes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", required=True, help="compare only; the exit status is 1 when any differs")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = different = not_assessed = 0
        rows = Assessment.objects.select_related("response", "protocol").order_by("assessed_at", "id")
        for assessment in rows.iterator(chunk_size=CHUNK):
            if assessment.status == AssessmentStatus.FAILURE:
                not_assessed += 1
                continue
            checked += 1
            why = _difference(assessment)
            if why:
                different += 1
                self.stdout.write(f"{assessment.pk} {why}")
        self.stdout.write(f"{checked} assessments run again, {different} differ, {not_assessed} could not be assessed when they were made")
        if different:
            raise SystemExit(1)


def _difference(assessment: Assessment) -> str:
    """What differs, in a few words without an answer; "" when nothing does."""
    try:
        now = json.loads(json.dumps(assessed_again(assessment)))
    except (ScreeningError, KeyError) as error:
        return f"cannot be run again: {in_words(error)}"
    stored = assessment.result
    return ", ".join(sorted(name for name in now.keys() | stored.keys() if now.get(name) != stored.get(name)))
