"""A patient of a clinic: one sealed identity document, blind indexes beside it, and her consents."""

from django.conf import settings
from django.db import models

from kapintake.accounts.models import Signature
from kapintake.clinics.models import Clinic, ConsentText
from kapintake.records import Record
from kapintake.sealing import SealedField


class Patient(Record):
    """One person at one clinic.

    `identity` is {"legal_name": {"given", "family"}, "name_used", "birth_date", "sex_at_birth", "gender", "pronouns",
    "phone", "voicemail_ok", "city", "state", "language", "emergency_contact": {"name", "phone", "relation"}}.
    The indexes are HMACs for equality alone; `reference` (K7F-42Q) is a label, never an address.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="patients")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    reference = models.CharField(max_length=7, unique=True)
    identity = SealedField()
    language = models.CharField(max_length=5, default="en")
    family_name_index = models.CharField(max_length=64, db_index=True)
    name_and_birth_index = models.CharField(max_length=64, db_index=True)
    email_index = models.CharField(max_length=64, db_index=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "clinic"), name="patient_once_a_clinic"),)


class Consent(Record):
    """Agreed to (signed) or not, by a person, at a time, to one version of a text."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="consent")
    language = models.CharField(max_length=5)
    given_at = models.DateTimeField()


class ConsentWithdrawal(Record):
    """The patient took a consent back. A row of its own, so that nothing clinical is overwritten."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
