"""The clinician's side: the review of a response, what happened to it, and the decision that was signed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kapintake.accounts.models import Signature
from kapintake.assessments.models import Assessment
from kapintake.clinics.models import Clinic
from kapintake.intake.models import QuestionnaireResponse
from kapintake.patients.models import Patient
from kapintake.records import Record, one_of
from kapintake.sealing import SealedField


class ReviewState(models.TextChoices):
    """FHIR Task.status."""

    REQUESTED = "requested", _("waiting")
    ACCEPTED = "accepted", _("being reviewed")
    ON_HOLD = "on-hold", _("waiting for the patient")
    COMPLETED = "completed", _("decided")
    CANCELLED = "cancelled", _("withdrawn")


TRANSITIONS: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.REQUESTED: frozenset({ReviewState.ACCEPTED, ReviewState.CANCELLED}),
    ReviewState.ACCEPTED: frozenset(
        {ReviewState.REQUESTED, ReviewState.ACCEPTED, ReviewState.ON_HOLD, ReviewState.COMPLETED, ReviewState.CANCELLED}
    ),
    ReviewState.ON_HOLD: frozenset({ReviewState.ACCEPTED, ReviewState.REQUESTED, ReviewState.CANCELLED}),
    ReviewState.COMPLETED: frozenset(),
    ReviewState.CANCELLED: frozenset(),
}


class Review(Record):
    """One case in the queue. `severity` is 4 urgent or not assessed, 3 contraindicated, 2 review, 1 information, 0 nothing found."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="reviews")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="reviews")
    response = models.OneToOneField(QuestionnaireResponse, on_delete=models.PROTECT, related_name="review")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reviews")  # the newest
    headline = (
        SealedField()
    )  # {"main": title, "more": how many besides, "scores": ["PHQ-9 21", ...]}, so that a queue opens one small document a row
    state = models.CharField(max_length=20, choices=ReviewState.choices, default=ReviewState.REQUESTED)
    severity = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="reviews")
    owner_since = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=5, default="en")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (one_of("state", ReviewState, name="review_state_known"),)
        indexes = (
            models.Index(
                fields=("clinic", "due_at", "-severity", "opened_at", "id"),
                condition=models.Q(state__in=("requested", "accepted")),
                name="review_queue",
            ),
            models.Index(fields=("clinic", "-completed_at"), condition=models.Q(state="completed"), name="review_decided"),
        )


class ReviewEvent(Record):
    """What happened to a review, in order. Append-only by trigger."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        CLAIMED = "claimed", _("claimed")
        RELEASED = "released", _("given back")
        TAKEN_OVER = "taken-over", _("taken over")
        FINDING_REVIEWED = "finding-reviewed", _("finding reviewed")
        DUPLICATE_ANSWERED = "duplicate-answered", _("possible duplicate answered")
        COMMENTED = "commented", _("comment")
        REASSESSED = "reassessed", _("assessed again")
        DECIDED = "decided", _("decided")
        SEEN_BY_PATIENT = "seen", _("decision seen by the patient")
        NOTE_ADDED = "note-added", _("the patient wrote")
        NOTE_ANSWERED = "note-answered", _("what the patient wrote was dealt with")
        ASKED = "asked", _("the patient was asked")
        REPLIED = "replied", _("the patient replied")
        ASKING_ENDED = "asking-ended", _("no reply is waited for any more")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = SealedField(null=True)


class DecisionKind(models.TextChoices):
    GO_ON = "go-on", _("Go on to consultation")
    GO_ON_WITH_CONDITIONS = "with-conditions", _("Go on with conditions")
    MEDICAL_REVIEW_FIRST = "medical-review-first", _("Medical review first")
    NOT_RIGHT_NOW = "not-right-now", _("Not right now")


class Decision(Record):
    """The clinician's word. Exactly one a review; amendments and co-signatures come as rows beside it.

    `content` is {"reasons": [criterion ids or words], "patient_text", "next_step", "staff_note", "conditions": [...],
    "recheck_on", "suggested"}; the signature binds the SHA-256 of its canonical text.
    """

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="decision")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=30, choices=DecisionKind.choices)
    content = SealedField()
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="decision")
    key = models.CharField(max_length=36, unique=True)  # one-time key of the form
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (one_of("kind", DecisionKind, name="decision_kind_known"),)


class PatientNote(Record):
    """What a patient says after her answers were sent: it stands beside them, and changes none. Append-only by trigger.

    `content` is {"words", "safe": "yes", "unsure", "no" or ""}, with "about" for what came of a page of ours (the number of
    a question, the purpose of a consent). The id is the form's one-time key.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("added something")
        ANOTHER_LOOK = "another-look", _("asks for another look")
        TO_DISCUSS = "to-discuss", _("would like to talk the consent through")
        CONSENT_TAKEN_BACK = "consent-back", _("took a consent back")
        CALL_ME = "call-me", _("would like a call instead of an answer in writing")

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="notes")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patient_notes")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    content = SealedField()
    language = models.CharField(max_length=5)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("clinic", "sent_at"), name="patient_note_by_clinic"),)


class NoteAnswer(Record):
    """A clinician has read a note, and what she did about it. One a note; until then it stands above the queue."""

    note = models.OneToOneField(PatientNote, on_delete=models.PROTECT, related_name="answer")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done = SealedField()  # {"words"}: for staff


class InformationRequest(Record):
    """What a clinician asks a patient after sending (FHIR CommunicationRequest). At most one a case waits for a reply.

    `content` is {"questions": [link ids], "words": a question of the clinician's own or "", "why": what she tells her}.
    """

    class Ending(models.TextChoices):
        REPLIED = "replied", _("replied")
        TAKEN_BACK = "taken-back", _("taken back")
        RAN_OUT = "ran-out", _("no reply by the date")

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="requests")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="requests")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="requests")
    content = SealedField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    ending = models.CharField(max_length=20, blank=True, choices=Ending.choices)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("review",), condition=models.Q(ended_at__isnull=True), name="request_one_open_a_case"),
        )
        indexes = (models.Index(fields=("answer_by",), condition=models.Q(ended_at__isnull=True), name="request_open_by_date"),)


class InformationReply(Record):
    """The patient's answer to one part of what was asked. Append-only by trigger; the id is the form's one-time key.

    `given` is {"how": "answered", "dont-have" or "call-me", "values": {link id: value}, "before": {link id: value}, "words"}.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="replies")
    part = models.PositiveSmallIntegerField()
    given = SealedField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("request", "part"), name="reply_once_a_part"),)
