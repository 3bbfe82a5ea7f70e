"""The three clinics of the demo: two at work, one left empty to be set up in the admin."""

from datetime import datetime, time, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import generate_totp_secret

from kapintake.access import Role
from kapintake.accounts.models import User
from kapintake.accounts.second_factor import give_totp
from kapintake.assessments.services import draft_protocol
from kapintake.clinics.models import Clinic, ConsentPurpose, ConsentText, CrisisNumber, Membership, OnCall, OpeningHours
from kapintake.clinics.services import let_into_admin
from kapintake.demo.cast import HARBOR, MEADOW, PASSWORD, STAFF, VALLEY, StaffMember
from kapintake.demo.consent_texts import SCREENING_TEXTS
from kapintake.demo.treatment_texts import TREATMENT_TEXTS

BEFORE = timedelta(days=60)
ON_CALL_FOR = timedelta(days=3650)


def seed_clinics(*, at: datetime) -> dict[str, Clinic]:
    """Clinics with their staff, hours, rota, texts and protocol, by name."""
    clinics = {
        HARBOR: _clinic(HARBOR, zone="America/Los_Angeles", states="CA,OR,WA", phone="+1 555 0100", cssrs=True, at=at),
        VALLEY: _clinic(VALLEY, zone="America/Denver", states="CO,UT,NM", phone="+1 555 0140", cssrs=False, at=at),
        MEADOW: Clinic.objects.create(name=MEADOW, neutral_name="Meadow", states="NY", time_zone="America/New_York"),
    }
    members = {member.email: _join(member, clinics[member.clinic]) for member in STAFF}
    for clinic, first, backup in ((HARBOR, "clara", "rosa"), (VALLEY, "eva", "tom")):
        domain = f"{clinic.split()[0].lower()}.example"
        _on_call(members[f"{first}@{domain}"], OnCall.Line.FIRST, at)
        _on_call(members[f"{backup}@{domain}"], OnCall.Line.BACKUP, at)
    return clinics


def _clinic(name: str, *, zone: str, states: str, phone: str, cssrs: bool, at: datetime) -> Clinic:
    clinic = Clinic.objects.create(
        name=name,
        neutral_name=name.split()[0],
        time_zone=zone,
        states=states,
        phone=phone,
        is_open=True,
        cssrs_is_on=cssrs,
        cssrs_statement="Registered with the Columbia Lighthouse Project (invented, for this demo)." if cssrs else "",
        emergency_line="We would call emergency services if we believed that you were about to be badly hurt.",
        crisis_numbers_checked_on=at.date(),
    )
    OpeningHours.objects.bulk_create(OpeningHours(clinic=clinic, weekday=day, opens=time(8), closes=time(18)) for day in range(5))
    CrisisNumber.objects.create(clinic=clinic, label=f"{name.split()[0]} county crisis line", number="+1 555 0199", note="day and night")
    texts = {(ConsentPurpose.SCREENING, language): words for language, words in SCREENING_TEXTS.items()} | TREATMENT_TEXTS
    for (purpose, language), (summary, text) in texts.items():
        words = {"summary": summary, "text": text.format(clinic=name)}
        ConsentText.objects.create(clinic=clinic, purpose=purpose, language=language, version=1, published_at=at - BEFORE, **words)
    protocol = draft_protocol(clinic=clinic, by=None, at=at - BEFORE, from_in_force=False)
    # In force without a prescriber's approval: only in the demo, and marked so wherever it shows.
    protocol.is_demo = True
    protocol.save(update_fields=["is_demo"])
    return clinic


def _join(person: StaffMember, clinic: Clinic) -> Membership:
    user = User.objects.create_user(person.email, PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    give_totp(user, generate_totp_secret())
    member = Membership.objects.create(user=user, clinic=clinic, role=Role(person.role), name=person.name)
    let_into_admin(member)
    return member


def _on_call(member: Membership, line: str, at: datetime) -> None:
    OnCall.objects.create(clinic=member.clinic, member=member, line=line, starts_at=at - BEFORE, ends_at=at + ON_CALL_FOR)
