"""What a patient says on the way from "go on" to a first date: picks at the questions of the consent, and how she gets home.

The consents themselves are `patients.Consent` rows, one a text that she signed.
"""

from django.conf import settings
from django.db import models

from kapintake.assessments.models import Assessment
from kapintake.records import Record
from kapintake.reviews.models import Review
from kapintake.sealing import SealedField


class CheckAnswer(Record):
    """One pick at a question about the consent: {"question", "picked", "is_right"}. The id is the form's one-time key.

    Append-only by trigger. Picks are never counted for anybody: two misses at one question mean that somebody talks it through.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="check_answers")
    edition = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    given = SealedField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("review", "at"), name="check_answer_in_order"),)


class SchedulingAnswers(Record):
    """One act of answering the questions before a date: {"values": {link id: value or state}, "before": {...}}.

    Append-only by trigger; the newest row holds. `assessment` is the run that read them, beside those before it.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="scheduling_answers")
    given = SealedField()
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("review", "at"), name="scheduling_in_order"),)
