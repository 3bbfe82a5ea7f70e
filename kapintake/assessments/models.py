"""A clinic's protocol versions, and the assessments made with them: one sealed, immutable document each.

Besides, what it takes to ask "what if" of all of them: answers packed as columns, and a run in chunks that workers share.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kapintake.clinics.models import Clinic
from kapintake.intake.models import QuestionnaireResponse
from kapintake.patients.models import Patient
from kapintake.records import Record, one_of
from kapintake.sealing import SealedField


class ProtocolState(models.TextChoices):
    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    RETIRED = "retired", _("retired")


class ProtocolVersion(Record):
    """Limits and policies of one clinic, as `screening.Protocol` JSON. In force only when a prescriber approved it."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="protocols")
    version = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("limits and policies"))
    digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ProtocolState.choices, default=ProtocolState.DRAFT)
    note = models.TextField(_("note"), blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)  # the shipped protocol, in force in the demo without approval

    class Meta:
        constraints = (
            one_of("state", ProtocolState, name="protocol_state_known"),
            models.UniqueConstraint(fields=("clinic", "version"), name="protocol_version_once"),
            models.UniqueConstraint(fields=("clinic",), condition=models.Q(state="approved"), name="protocol_one_in_force"),
        )


class AssessmentStatus(models.TextChoices):
    """FHIR GuidanceResponse.status."""

    SUCCESS = "success"
    DATA_REQUIRED = "data-required"
    FAILURE = "failure"  # "could not be assessed": never reads as "nothing fired"


class Assessment(Record):
    """One run of one protocol on one frozen response. Append-only by trigger."""

    response = models.ForeignKey(QuestionnaireResponse, on_delete=models.PROTECT, related_name="assessments")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="assessments")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="assessments")
    protocol = models.ForeignKey(ProtocolVersion, on_delete=models.PROTECT, related_name="assessments")
    protocol_digest = models.CharField(max_length=64)
    questionnaire = models.CharField(max_length=40)
    screening_version = models.CharField(max_length=20)
    input_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=20, choices=AssessmentStatus.choices)
    outcome = models.CharField(max_length=30)  # screening.Outcome, or "not-assessed"
    due_at = models.DateTimeField(null=True)
    as_of = models.DateField()
    assessed_at = models.DateTimeField()
    input = SealedField()  # the answers as the rules read them: {"answers", "ever"}
    result = SealedField()  # screening.Assessment.to_json(), or {"error": kind, criterion and link ids: failures.in_words}

    class Meta:
        constraints = (one_of("status", AssessmentStatus, name="assessment_status_known"),)
        indexes = (models.Index(fields=("clinic", "assessed_at", "id"), name="assessment_in_order"),)


class SecondLook(Record):
    """A decided case whose outcome became graver under limits of a later day: somebody has to look at it once more.

    The signed decision, and the assessment that it rests on, stay as they were. There is at most one that is not settled.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(QuestionnaireResponse, on_delete=models.PROTECT, related_name="second_looks")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")  # the newer one
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("response",), condition=models.Q(settled_at=None), name="second_look_open_once"),)
        indexes = (models.Index(fields=("clinic", "due_at", "id"), condition=models.Q(settled_at=None), name="second_look_waiting"),)


class ColumnChunk(Record):
    """Stored answers as packed columns, sealed whole, so that asking "what if" again does not open every document.

    All were read by one drawing of a questionnaire and assessed with one protocol. What is in the clear is ids and a count.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    protocol = models.ForeignKey(ProtocolVersion, on_delete=models.PROTECT, related_name="+")
    questionnaire = models.CharField(max_length=40)
    cssrs_is_on = models.BooleanField()
    people = models.PositiveIntegerField()
    assessments = models.BinaryField()  # the id of the newest assessment of each, 16 bytes one after the other
    packed = models.BinaryField()  # rescreen_columns.py seals and opens it
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField()  # when everybody in it was last seen to belong there

    class Meta:
        indexes = (models.Index(fields=("clinic", "checked_at"), name="column_chunk_checked"),)


class PackingLease(Record):
    """How far the columns of a clinic have come, and who packs the next step. `attempts` is the token of the lease."""

    clinic = models.OneToOneField(Clinic, on_delete=models.PROTECT, related_name="packing")
    packed_to = models.DateTimeField(null=True)  # the last assessment that was packed: its time and its id
    packed_id = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=100, blank=True)  # host and process
    attempts = models.PositiveIntegerField(default=0)


class RescreenRun(Record):
    """A proposed protocol, asked of stored responses. It changes no record by itself."""

    content = models.JSONField()  # as ProtocolVersion.content
    digest = models.CharField(max_length=64)
    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.PROTECT, related_name="+")  # None: all of them
    since = models.DateField()
    people = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()


class RescreenChunk(Record):
    """Some people of a run: whoever leases the row judges them and writes the result in the UPDATE that finishes it.

    `attempts` is the token of the lease: who was overtaken finishes nothing.
    """

    run = models.ForeignKey(RescreenRun, on_delete=models.PROTECT, related_name="chunks")
    number = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    assessments = models.BinaryField()  # as ColumnChunk.assessments: each names its response
    columns = models.ForeignKey(ColumnChunk, null=True, on_delete=models.SET_NULL, related_name="+")  # the same people, packed
    claimed_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=100, blank=True)  # host and process
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    result = SealedField(null=True)  # rescreen_tally.Tally.to_json()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "number"), name="rescreen_chunk_once"),)
        indexes = (models.Index(fields=("run", "number"), condition=models.Q(done_at=None), name="rescreen_chunk_open"),)
