"""The people of the demo: staff of three clinics, and how to find everybody who can sign in."""

from dataclasses import dataclass
from itertools import groupby

from kapintake.access import Role
from kapintake.accounts.models import User
from kapintake.clinics.models import Membership
from kapintake.demo.stories import STORIES
from kapintake.patients.models import Patient

PASSWORD = "lamplight harbor evening"  # noqa: S105  # of invented people, shown on the demo's own pages
HARBOR, VALLEY, MEADOW = "Harbor Clinic", "Valley Clinic", "Meadow Clinic"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One invented colleague."""

    clinic: str
    name: str
    role: Role

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@{self.clinic.split()[0].lower()}.example"


STAFF = (
    StaffMember(HARBOR, "Clara Lindqvist", Role.PRESCRIBER),
    StaffMember(HARBOR, "Rosa Prescott", Role.PRESCRIBER),
    StaffMember(HARBOR, "Dev Anand", Role.THERAPIST),
    StaffMember(HARBOR, "Fay Moreno", Role.FRONT_DESK),
    StaffMember(HARBOR, "Finn Okoye", Role.CLINIC_ADMIN),
    StaffMember(HARBOR, "Pia Novak", Role.PRIVACY_OFFICER),
    StaffMember(VALLEY, "Eva Brandt", Role.PRESCRIBER),
    StaffMember(VALLEY, "Tom Reyes", Role.THERAPIST),
    StaffMember(VALLEY, "Val Osei", Role.CLINIC_ADMIN),
    StaffMember(MEADOW, "Mina Sato", Role.CLINIC_ADMIN),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to sign in as."""

    email: str
    name: str
    role: str
    about: str
    is_staff: bool


def people_to_sign_in() -> list[tuple[str, list[Person]]]:
    """Everybody seeded, by clinic: staff first, then patients in the order of their stories."""
    found: list[tuple[str, Person]] = []
    for member in Membership.objects.select_related("user", "clinic").order_by("created_at"):
        found.append((member.clinic.name, Person(member.user.email, member.name, str(Role(member.role).label), "", is_staff=True)))
    order = {story.email: (place, story) for place, story in enumerate(STORIES)}
    patients = Patient.objects.select_related("user", "clinic").filter(user__email__in=order)
    for patient in sorted(patients, key=lambda patient: order[patient.user.email][0]):
        story = order[patient.user.email][1]
        person = Person(patient.user.email, story.full_name, str(Role.PATIENT.label), story.about, is_staff=False)
        found.append((patient.clinic.name, person))
    found.sort(key=lambda pair: (HARBOR, VALLEY, MEADOW).index(pair[0]))
    return [(clinic, [person for _, person in people]) for clinic, people in groupby(found, key=lambda pair: pair[0])]


def person_named(email: str) -> User | None:
    """A seeded person's account; never anybody else's."""
    seeded = {member.email for member in STAFF} | {story.email for story in STORIES}
    return User.objects.filter(email=email, is_active=True).first() if email in seeded else None
