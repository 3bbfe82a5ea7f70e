"""Writing patients: registering, correcting the identity, consents given and taken back. Each with its audit event."""

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from kapintake.access import Role
from kapintake.accounts.models import Signature, User
from kapintake.audit.services import record
from kapintake.clinics.models import Clinic, ConsentText
from kapintake.patients.models import Consent, ConsentWithdrawal, Patient
from kapintake.patients.selectors import PatientIdentity, email_index, family_name_index, identity_of, name_and_birth_index
from kapintake.sealing import sealed_field

REFERENCE_LETTERS = "ACDEFHJKMNPQRTVWXY34679"  # nothing that is mistaken for another: no B8, I1L, O0, S5, G6-like pairs, U, Z2


class StaleRecord(Exception):
    """The record was changed since the form was drawn; nothing was written."""


def new_reference() -> str:
    """A label to say on the phone, like K7F-4RQ. It is never an address and grants nothing."""
    letters = [secrets.choice(REFERENCE_LETTERS) for _ in range(6)]
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"


def document_of(identity: PatientIdentity) -> dict[str, Any]:
    """The identity as it is sealed."""
    document = asdict(identity)
    document["legal_name"] = {"given": document.pop("given"), "family": document.pop("family")}
    document["birth_date"] = identity.birth_date.isoformat()
    return document


def _indexes(identity: PatientIdentity) -> dict[str, str]:
    return {
        "family_name_index": family_name_index(identity.family),
        "name_and_birth_index": name_and_birth_index(identity.given, identity.family, identity.birth_date),
    }


@transaction.atomic
def register_patient(*, user: User, clinic: Clinic, identity: PatientIdentity, at: datetime) -> Patient:
    """A person becomes a patient of a clinic; once, however often the form is sent."""
    known = Patient.objects.select_related("clinic").filter(user=user, clinic=clinic).first()
    if known is not None:
        return known
    reference = new_reference()
    while Patient.objects.filter(reference=reference).exists():
        reference = new_reference()
    patient = Patient.objects.create(
        user=user,
        clinic=clinic,
        reference=reference,
        identity=document_of(identity),
        language=identity.language,
        email_index=email_index(user.email),
        created_at=at,
        **_indexes(identity),
    )
    record("patient.registered", at=at, by=user, role=Role.PATIENT, clinic=clinic, about=patient, patients=[patient])
    return patient


@transaction.atomic
def revise_identity(*, patient: Patient, identity: PatientIdentity, version: int, by: User, at: datetime) -> Patient:
    """Correct who she is, from the version that the form was drawn from. Raises StaleRecord when another change came first."""
    before, after = document_of(identity_of(patient)), document_of(identity)
    changed = sorted(name for name in after if after[name] != before.get(name))
    if not changed:
        return patient
    rows = Patient.objects.filter(pk=patient.pk, version=version, closed_at__isnull=True)
    sealed = sealed_field(Patient, "identity").seal_for(patient.pk, after)
    if not rows.update(identity=sealed, version=version + 1, language=identity.language, **_indexes(identity)):
        raise StaleRecord
    patient = Patient.objects.select_related("clinic").get(pk=patient.pk)
    record(
        "patient.details_changed", at=at, by=by, role=Role.PATIENT, clinic=patient.clinic, about=patient, patients=[patient], fields=changed
    )
    return patient


@transaction.atomic
def refresh_email_indexes(*, user: User, at: datetime) -> None:
    """The person signs in with another address now; the clinic finds her by it."""
    for patient in Patient.objects.filter(user=user):
        Patient.objects.filter(pk=patient.pk).update(email_index=email_index(user.email))
        record("patient.email_followed", at=at, by=user, role=Role.PATIENT, clinic=patient.clinic_id, about=patient, patients=[patient])


@transaction.atomic
def close_patients(*, user: User, at: datetime) -> None:
    """She closed her account: her records open to her no more, and the clinics keep them as they are."""
    for patient in Patient.objects.select_for_update().filter(user=user, closed_at__isnull=True).order_by("created_at"):
        Patient.objects.filter(pk=patient.pk).update(closed_at=at)
        record("patient.closed", at=at, by=user, role=Role.PATIENT, clinic=patient.clinic_id, about=patient, patients=[patient])


@transaction.atomic
def add_consent(*, consent: Consent, signature: Signature, at: datetime) -> Consent:
    """Keep a consent that was signed."""
    consent.signature = signature
    consent.save(force_insert=True)
    patient = consent.patient
    record(
        "consent.given",
        at=at,
        by=patient.user,
        role=Role.PATIENT,
        clinic=patient.clinic_id,
        about=consent,
        patients=[patient],
        reason=f"{consent.text.purpose} {consent.text.language} v{consent.text.version}",
    )
    return consent


def draft_consent(*, patient: Patient, text: ConsentText, language: str, at: datetime) -> Consent:
    """A consent that is about to be signed; it has its id, so that the signature is bound to it."""
    return Consent(patient=patient, text=text, language=language, given_at=at)


@transaction.atomic
def withdraw_consents(*, patient: Patient, purpose: str, by: User, at: datetime) -> list[ConsentWithdrawal]:
    """Take back every consent for this purpose. A second press finds nothing left to take back."""
    Patient.objects.select_for_update().get(pk=patient.pk)  # two presses stand in line
    withdrawn = []
    for consent in Consent.objects.filter(patient=patient, text__purpose=purpose, withdrawal__isnull=True):
        withdrawn.append(ConsentWithdrawal.objects.create(consent=consent, withdrawn_at=at, withdrawn_by=by))
    for withdrawal in withdrawn:
        record("consent.withdrawn", at=at, by=by, role=Role.PATIENT, clinic=patient.clinic_id, about=withdrawal, patients=[patient])
    return withdrawn
