"""The steps of joining that cross apps: a stranger becomes a patient who has agreed, an invited person a member of staff."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from kapintake.access import Role
from kapintake.accounts.models import Meaning, SigningMethod, User
from kapintake.accounts.services import sign_document
from kapintake.clinics.models import Clinic, ConsentPurpose, ConsentText, Invitation, Membership
from kapintake.clinics.services import RefusedChange, spend_invitation
from kapintake.intake.services import start_response
from kapintake.pathway.language import speak
from kapintake.patients.models import Consent, Patient
from kapintake.patients.selectors import PatientIdentity, consent_in_force, folded_name, identity_of, signed_words
from kapintake.patients.services import (
    add_consent,
    draft_consent,
    refresh_email_indexes,
    register_patient,
    revise_identity,
    withdraw_consents,
)


class NameDiffers(Exception):
    """The typed name is not the legal name: nothing was signed."""


@transaction.atomic
def join_clinic(*, user: User, clinic: Clinic, identity: PatientIdentity, at: datetime) -> Patient:
    """Who she is was told for the first time: the clinic has a new patient."""
    patient = register_patient(user=user, clinic=clinic, identity=identity, at=at)
    speak(user=user, language=identity.language, at=at)
    return patient


@transaction.atomic
def correct_details(*, patient: Patient, identity: PatientIdentity, version: int, by: User, at: datetime) -> Patient:
    """Her details changed. The intake reads them from here, so there is nothing to copy. Raises StaleRecord."""
    preferred = identity_of(patient).language
    patient = revise_identity(patient=patient, identity=identity, version=version, by=by, at=at)
    if identity.language != preferred:  # else what she chose on the pages stays
        speak(user=by, language=identity.language, at=at)
    return patient


@transaction.atomic
def agree_to_text(*, patient: Patient, text: ConsentText, typed_name: str, language: str, by: User, at: datetime) -> Consent:
    """She signs a consent by typing her legal name; after the screening consent her application begins.

    A second press finds the consent that stands. Raises NameDiffers.
    """
    standing = consent_in_force(patient, text.purpose)
    if standing is not None and standing.text_id == text.pk:
        return standing
    if folded_name(typed_name) != folded_name(identity_of(patient).legal_name):
        raise NameDiffers
    consent = draft_consent(patient=patient, text=text, language=language, at=at)
    signature = sign_document(
        signer=by,
        meaning=Meaning.CONSENT,
        method=SigningMethod.TYPED_NAME,
        document=consent,
        text=signed_words(text),
        name=typed_name,
        role=Role.PATIENT,
        at=at,
    )
    if text.purpose == ConsentPurpose.SCREENING:
        start_response(patient=patient, by=by, at=at)
    return add_consent(consent=consent, signature=signature, at=at)


def take_back_consent(*, patient: Patient, purpose: str, by: User, at: datetime) -> bool:
    """She no longer agrees. What was answered stays sealed as it is; an open safety alert and the way to reach her stay too."""
    return bool(withdraw_consents(patient=patient, purpose=purpose, by=by, at=at))


def follow_changed_email(*, user: User, at: datetime) -> None:
    """She signs in with another address: her records are found by it."""
    refresh_email_indexes(user=user, at=at)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str, signed_in: Any, at: datetime) -> Membership:
    """An invited person joins the clinic's staff.

    A stranger gets an account with this password, her address verified by the mail that reached her. Somebody whose
    address is already verified joins only while signed in as that person, and keeps her password and second factor.
    """
    known = User.objects.filter(email=invitation.email).first()
    if needs_sign_in(invitation, known):
        if signed_in is None or not signed_in.is_authenticated or signed_in.pk != known.pk:
            raise RefusedChange(_("Sign in with the address that was invited, then accept"))
        return spend_invitation(invitation=invitation, user=known, at=at)
    user = known or User.objects.create_user(invitation.email)
    user.set_password(password)
    user.save(update_fields=["password"])
    user.sessions.all().delete()  # whoever signed up with this address without owning it is out
    EmailAddress.objects.update_or_create(user=user, email=invitation.email, defaults={"verified": True, "primary": True})
    return spend_invitation(invitation=invitation, user=user, at=at)


def needs_sign_in(invitation: Invitation, known: User | None = None) -> bool:
    """Whether the invited address already belongs to somebody who proved that it is hers."""
    known = known or User.objects.filter(email=invitation.email).first()
    return known is not None and EmailAddress.objects.filter(user=known, verified=True).exists()
