"""A patient's answers: the response with its current answers, and every answer ever given, added to and never changed."""

from django.conf import settings
from django.db import models

from kapintake.clinics.models import Clinic
from kapintake.patients.models import Patient
from kapintake.records import Record, one_of
from kapintake.sealing import SealedField


class ResponseStatus(models.TextChoices):
    """FHIR QuestionnaireResponse.status."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    AMENDED = "amended"
    STOPPED = "stopped"  # withdrawn by the patient before or after sending


TRANSITIONS: dict[ResponseStatus, frozenset[ResponseStatus]] = {
    ResponseStatus.IN_PROGRESS: frozenset({ResponseStatus.COMPLETED, ResponseStatus.STOPPED}),
    ResponseStatus.COMPLETED: frozenset({ResponseStatus.AMENDED, ResponseStatus.STOPPED}),
    ResponseStatus.AMENDED: frozenset({ResponseStatus.AMENDED, ResponseStatus.STOPPED}),
    ResponseStatus.STOPPED: frozenset(),
}


class QuestionnaireResponse(Record):
    """One patient's answers to one version of the questionnaire.

    `current` is the document that document.py describes: answers, earlier values, what was typed, lists being built.
    `frozen`, from sending on, is what was asked and answered, word for word (freezing.py).
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="responses")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="responses")
    questionnaire = models.CharField(max_length=40)  # "intake-2026.1"
    cssrs_is_on = models.BooleanField()  # fixed with the version: which safety questions this response asks
    language = models.CharField(max_length=5, default="en")
    status = models.CharField(max_length=20, choices=ResponseStatus.choices, default=ResponseStatus.IN_PROGRESS)
    version = models.PositiveIntegerField(default=1)
    answer_count = models.PositiveIntegerField(default=0)  # length of the history
    current = SealedField()
    frozen = SealedField(null=True)
    started_at = models.DateTimeField()
    last_answer_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            one_of("status", ResponseStatus, name="response_status_known"),
            models.UniqueConstraint(fields=("patient",), condition=models.Q(status="in-progress"), name="response_one_draft_a_patient"),
        )


class CallKind(models.TextChoices):
    ASKED = "asked"
    CALLED = "called"


class CallAct(Record):
    """She asked for questions by phone, or somebody of the clinic called. Append-only by trigger.

    `content` ({"section": id} of what she asked for) is sealed: the front desk learns that there is a call to make, not about what.
    """

    response = models.ForeignKey(QuestionnaireResponse, on_delete=models.PROTECT, related_name="call_acts")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=CallKind.choices)
    content = SealedField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (one_of("kind", CallKind, name="call_act_kind_known"),)
        indexes = (models.Index(fields=("clinic", "-at"), name="call_act_by_clinic"),)


class Answer(Record):
    """One act of answering: {"link_ids": [...], "values": {...}, "before": {...}, "how": ..., "by": role}. Append-only by trigger.

    With "note" where she wrote to the clinician on the page that sends, "postponed" where she left a part for later.

    `key` is the one-time key of the form that was posted: a double tap or a retry finds the row and adds nothing.
    """

    response = models.ForeignKey(QuestionnaireResponse, on_delete=models.PROTECT, related_name="answers")
    seq = models.PositiveIntegerField()
    key = models.CharField(max_length=36)
    given = SealedField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("response", "key"), name="answer_once_a_key"),
            models.UniqueConstraint(fields=("response", "seq"), name="answer_seq_once"),
        )
