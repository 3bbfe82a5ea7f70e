"""Reading patients: who somebody is, what she agreed to, and whether the clinic knows her twice.

Who may read is decided by the caller's scope: `patient_for(user)` is a patient's own record; staff pages come here
only with a patient that their own scoped selector (the queue, a case) has already found.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kapintake.clinics.models import ConsentPurpose, ConsentText
from kapintake.patients.models import Consent, Patient
from kapintake.sealing import CannotBeRead, blind_index

SEXES = [("female", _("Female")), ("male", _("Male")), ("intersex", _("Intersex")), ("not-stated", _("I'd rather not say"))]


@dataclass(frozen=True, slots=True)
class EmergencyContact:
    name: str = ""
    phone: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class PatientIdentity:
    """The sealed identity document, opened. Texts are "" where nothing was given."""

    given: str
    family: str
    name_used: str
    birth_date: date
    sex_at_birth: str  # male, female, intersex, not-stated
    gender: str
    pronouns: str
    phone: str  # E.164
    voicemail_ok: bool
    city: str
    state: str
    language: str
    emergency_contact: EmergencyContact

    @property
    def legal_name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def called(self) -> str:
        """The name to greet her by."""
        return self.name_used or self.given

    @property
    def sorted_name(self) -> str:
        return f"{self.family}, {self.given}"

    def age_on(self, day: date) -> int:
        """Whole years completed on that day."""
        return day.year - self.birth_date.year - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))


@dataclass(frozen=True, slots=True)
class CaseBanner:
    """What stays on top of a case: who this is. `identity` is None when it cannot be read (EN-6), and the page says so."""

    patient_id: UUID
    reference: str
    identity: PatientIdentity | None
    age: int | None


def folded_name(*parts: str) -> str:
    """Names as they are compared: NFKC, case folded, single spaces, without accents or punctuation."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", " ".join(parts)).casefold())
    kept = "".join(" " if unicodedata.category(letter)[0] in "PZ" else letter for letter in text if not unicodedata.combining(letter))
    return " ".join(kept.split())


def family_name_index(family: str) -> str:
    return blind_index("patient.family-name", folded_name(family))


def name_and_birth_index(given: str, family: str, birth_date: date) -> str:
    return blind_index("patient.name-and-birth", f"{folded_name(given, family)}|{birth_date.isoformat()}")


def email_index(email: str) -> str:
    return blind_index("patient.email", email)


def patient_for(user: Any) -> Patient | None:
    """The signed-in person's own patient record that is not closed; the newest, if she is known to several clinics."""
    if user is None or not user.is_authenticated:
        return None
    return Patient.objects.select_related("clinic").filter(user=user, closed_at__isnull=True).order_by("-created_at").first()


def identity_from(document: dict[str, Any]) -> PatientIdentity:
    """The dataclass of a stored identity document."""
    name, contact = document["legal_name"], document.get("emergency_contact") or {}
    return PatientIdentity(
        given=name["given"],
        family=name["family"],
        name_used=document.get("name_used", ""),
        birth_date=date.fromisoformat(document["birth_date"]),
        sex_at_birth=document.get("sex_at_birth", ""),
        gender=document.get("gender", ""),
        pronouns=document.get("pronouns", ""),
        phone=document.get("phone", ""),
        voicemail_ok=bool(document.get("voicemail_ok", False)),
        city=document.get("city", ""),
        state=document.get("state", ""),
        language=document.get("language", "en"),
        emergency_contact=EmergencyContact(contact.get("name", ""), contact.get("phone", ""), contact.get("relation", "")),
    )


def identity_of(patient: Patient) -> PatientIdentity:
    """Who she is. Raises CannotBeRead when the document was altered, moved or its key is gone: never an empty name."""
    return identity_from(patient.identity)


def own_phone(user: Any) -> str:
    """The number that a signed-in patient gave at registration; "" where there is none, or it cannot be read."""
    patient = patient_for(user)
    try:
        return identity_of(patient).phone if patient is not None else ""
    except CannotBeRead:
        return ""


def case_banner(patient: Patient, as_of: date) -> CaseBanner:
    """Name, birth date and how to reach her, for the top of a case; tells when that cannot be read."""
    try:
        identity = identity_of(patient)
    except CannotBeRead:
        return CaseBanner(patient.pk, patient.reference, identity=None, age=None)
    return CaseBanner(patient.pk, patient.reference, identity=identity, age=identity.age_on(as_of))


def consent_in_force(patient: Patient, purpose: str = ConsentPurpose.SCREENING) -> Consent | None:
    """The newest consent for this purpose that was not taken back."""
    given = Consent.objects.filter(patient=patient, text__purpose=purpose).select_related("text", "signature", "withdrawal")
    newest = given.order_by("-given_at").first()
    return None if newest is None or hasattr(newest, "withdrawal") else newest


def consents_of(patient: Patient) -> QuerySet[Consent]:
    """Everything she ever agreed to, newest first."""
    return Consent.objects.filter(patient=patient).select_related("text", "signature", "withdrawal").order_by("-given_at")


def duplicates_of(patient: Patient) -> list[Patient]:
    """Other records of this clinic with the same legal name and birth date, oldest first; closed ones too."""
    same = Patient.objects.filter(clinic=patient.clinic_id, name_and_birth_index=patient.name_and_birth_index)
    return list(same.exclude(pk=patient.pk).order_by("created_at"))


def signed_words(text: ConsentText) -> str:
    """Exactly what is shown above the signature and bound by it: the plain summary, then the full text."""
    return f"{text.summary.strip()}\n\n{text.text.strip()}"
