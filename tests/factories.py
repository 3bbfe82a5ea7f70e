"""The cast and its records: ada and ben are patients; clara prescribes and dev is a therapist of one clinic; eva works
at another; fay is at the front desk, finn administers the clinic, pia is its privacy officer.

Every function makes rows straight through the models, with invented people. Apps add theirs at the end of the file.
"""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from kapintake.access import Role
from kapintake.accounts import second_factor
from kapintake.accounts.models import Meaning, Signature, SigningMethod, User
from kapintake.assessments.models import ProtocolState, ProtocolVersion
from kapintake.clinics.models import Clinic, ConsentPurpose, ConsentText, CrisisNumber, Membership, OnCall, OpeningHours
from kapintake.patients.models import Consent, Patient
from kapintake.patients.selectors import email_index, family_name_index, name_and_birth_index

AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # a Tuesday, ten in the morning at harbor
PASSWORD = "lantern orchard forty-two"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(email: str, *, password: str = PASSWORD, is_staff: bool = False, **fields: Any) -> User:
    """A person who can sign in: address verified, password PASSWORD."""
    user = User.objects.create_user(email, password, is_staff=is_staff, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def give_totp(user: User) -> Authenticator:
    """An authenticator app with the seed TOTP_SECRET."""
    return second_factor.give_totp(user, TOTP_SECRET)


def make_clinic(name: str = "Harbor Clinic", *, at: datetime = AT, **fields: Any) -> Clinic:
    """A clinic that is open for patients: hours, one crisis number of its own, consent texts, an approved protocol. No members."""
    clinic = Clinic.objects.create(
        **{
            "name": name,
            "neutral_name": name.split()[0],
            "states": "CA,OR,WA",
            "phone": "+1 555 0100",
            "is_open": True,
            "cssrs_is_on": True,
            "cssrs_statement": "Registered with the Columbia Lighthouse Project, 2026",
            "crisis_numbers_checked_on": at.date(),
            **fields,
        }
    )
    OpeningHours.objects.bulk_create(OpeningHours(clinic=clinic, weekday=day, opens=time(8), closes=time(17)) for day in range(5))
    CrisisNumber.objects.create(clinic=clinic, label="Harbor county crisis line", number="+1 555 0199")
    for purpose in ConsentPurpose:
        make_consent_text(clinic, purpose=purpose, at=at)
    make_protocol(clinic, at=at)
    return clinic


def make_consent_text(
    clinic: Clinic, *, purpose: str = ConsentPurpose.SCREENING, language: str = "en", version: int = 1, at: datetime = AT
) -> ConsentText:
    """A published text."""
    return ConsentText.objects.create(
        clinic=clinic,
        purpose=purpose,
        language=language,
        version=version,
        summary="We ask about your health to see whether this treatment may suit you.",
        text="We ask about your health, your medicines and your safety. Your answers are kept sealed.",
        published_at=at - timedelta(days=30),
    )


def make_protocol(clinic: Clinic, *, version: int = 1, state: str = ProtocolState.APPROVED, at: datetime = AT) -> ProtocolVersion:
    """The shipped protocol, approved."""
    content, digest = shipped_protocol()
    return ProtocolVersion.objects.create(
        clinic=clinic,
        version=version,
        content=content,
        digest=digest,
        state=state,
        drafted_at=at - timedelta(days=20),
        approved_at=at - timedelta(days=20) if state == ProtocolState.APPROVED else None,
    )


def shipped_protocol() -> tuple[dict[str, Any], str]:
    """The default limits as JSON, and their digest."""
    import screening

    if not hasattr(screening, "Protocol"):
        return {}, hashlib.sha256(b"{}").hexdigest()
    protocol = screening.Protocol.default()
    return protocol.to_json(), protocol.digest


def make_member(
    role: Role, clinic: Clinic, *, name: str = "", email: str = "", is_staff: bool | None = None, totp: bool = True
) -> Membership:
    """A member of staff with an authenticator app. Clinic admins and privacy officers may open the admin."""
    name = name or f"A {role.value.replace('-', ' ')}"
    host = clinic.name.split()[0].casefold()
    opens_admin = role in (Role.CLINIC_ADMIN, Role.PRIVACY_OFFICER) if is_staff is None else is_staff
    user = make_user(email or f"{role.value}{User.objects.count()}@{host}.example", is_staff=opens_admin)
    if totp:
        give_totp(user)
    return Membership.objects.create(user=user, clinic=clinic, role=role.value, name=name)


def make_duty(member: Membership, *, line: str = OnCall.Line.FIRST, at: datetime = AT, days: int = 14) -> OnCall:
    """On the rota from the day before `at`."""
    starts_at = at - timedelta(days=1)
    ends_at = starts_at + timedelta(days=days)
    return OnCall.objects.create(clinic=member.clinic, member=member, line=line, starts_at=starts_at, ends_at=ends_at)


def make_patient(
    clinic: Clinic,
    *,
    given: str = "Ada",
    family: str = "Marlow",
    email: str = "",
    birth_date: str = "1987-03-14",
    consented: bool = True,
    at: datetime = AT,
    user: User | None = None,
    **identity: Any,
) -> Patient:
    """A registered patient who agreed to the screening (unless `consented` is False)."""
    user = user or make_user(email or f"{given}.{family}{User.objects.count()}@patients.example".casefold())
    reference = hashlib.sha256(str(user.pk).encode()).hexdigest()[:6].upper()
    patient = Patient.objects.create(
        user=user,
        clinic=clinic,
        reference=f"{reference[:3]}-{reference[3:]}",
        identity={
            "legal_name": {"given": given, "family": family},
            "name_used": given,
            "birth_date": birth_date,
            "sex_at_birth": "female",
            "gender": "woman",
            "pronouns": "she/her",
            "phone": "+1 555 0123",
            "voicemail_ok": False,
            "city": "Astoria",
            "state": "OR",
            "language": "en",
            "emergency_contact": {"name": f"Noor {family}", "phone": "+1 555 0124", "relation": "sister"},
            **identity,
        },
        family_name_index=family_name_index(family),
        name_and_birth_index=name_and_birth_index(given, family, date.fromisoformat(birth_date)),
        email_index=email_index(user.email),
        created_at=at,
    )
    if consented:
        make_consent(patient, at=at)
    return patient


def make_consent(patient: Patient, *, purpose: str = ConsentPurpose.SCREENING, at: datetime = AT) -> Consent:
    """The patient typed her name under the text in force."""
    text = ConsentText.objects.get(clinic=patient.clinic, purpose=purpose, language="en", version=1)
    name = patient.identity["legal_name"]
    signature = Signature.objects.create(
        signer=patient.user,
        meaning=Meaning.CONSENT,
        method=SigningMethod.TYPED_NAME,
        document_type="clinics.consenttext",
        document_id=text.pk,
        text_sha256=hashlib.sha256(text.text.encode()).hexdigest(),
        name=f"{name['given']} {name['family']}",
        role=Role.PATIENT.value,
        signed_at=at,
    )
    return Consent.objects.create(patient=patient, text=text, signature=signature, language="en", given_at=at)


# --- reviews -----------------------------------------------------------------------------------------------------------


def make_review(patient: Patient, *, at: datetime = AT, not_assessed: bool = False, **answers: Any) -> Any:
    """The patient sent the unremarkable intake with these answers instead (`phq9_9=2`); the review that it opened.

    Whatever the answers set off is real: alert, assessment, messages. `not_assessed` is a clinic without a protocol in force.
    """
    from kapintake.intake.questionnaires import questionnaire_of
    from kapintake.intake.services import start_response
    from kapintake.pathway.intake import record_answer, submit_intake
    from kapintake.reviews.models import Review
    from screening.questionnaires.example import example

    response = start_response(patient=patient, by=patient.user, at=at - timedelta(minutes=30))
    asked = {item.link_id for section in questionnaire_of(response).sections for page in section.pages for item in page.items}
    said = {
        **example(at.date(), cssrs=response.cssrs_is_on)["answers"],
        **{name.replace("_", "-"): value for name, value in answers.items()},
    }
    values = {link_id: value for link_id, value in said.items() if link_id in asked and value is not None}
    saved = record_answer(
        response=response, values=values, key=str(uuid4()), version=None, by=patient.user, at=at - timedelta(minutes=20)
    ).response
    in_force = ProtocolVersion.objects.filter(clinic=patient.clinic, state=ProtocolState.APPROVED)
    standing = list(in_force.values_list("pk", flat=True)) if not_assessed else []
    ProtocolVersion.objects.filter(pk__in=standing).update(state=ProtocolState.RETIRED)
    review = submit_intake(response=saved, by=patient.user, at=at)
    ProtocolVersion.objects.filter(pk__in=standing).update(state=ProtocolState.APPROVED)
    return Review.objects.select_related("patient", "patient__user", "clinic", "response", "assessment", "assessment__protocol").get(
        pk=review.pk
    )


def make_many_reviews(review: Any, number: int, *, first: int = 0, at: datetime = AT) -> None:
    """So many further cases beside this one, each of a person of her own, due one after the other. They share its assessment."""
    from kapintake.intake.models import QuestionnaireResponse
    from kapintake.reviews.models import Review

    model, ids = review.patient, [uuid4() for _ in range(number)]
    User.objects.bulk_create(User(id=one, email=f"{one}@many.example") for one in ids)
    Patient.objects.bulk_create(
        Patient(
            id=one,
            user_id=one,
            clinic=review.clinic,
            reference=f"{place:07d}",
            identity=model.identity,
            family_name_index=model.family_name_index,
            name_and_birth_index=str(one),
            email_index=str(one),
            created_at=at,
        )
        for place, one in enumerate(ids, start=first)
    )
    QuestionnaireResponse.objects.bulk_create(
        QuestionnaireResponse(
            id=one,
            patient_id=one,
            clinic=review.clinic,
            questionnaire=review.response.questionnaire,
            cssrs_is_on=True,
            status="completed",
            current={},
            started_at=at,
        )
        for one in ids
    )
    Review.objects.bulk_create(
        Review(
            id=one,
            patient_id=one,
            clinic=review.clinic,
            response_id=one,
            assessment=review.assessment,
            headline=review.headline,
            severity=place % 5,
            due_at=at + timedelta(minutes=place // 3),
            opened_at=at - timedelta(minutes=place % 7),
        )
        for place, one in enumerate(ids, start=first)
    )
