"""Reading for the patient herself: who opened her record (PV-5). Everything here takes the signed-in person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapintake.access import LABELS, Role
from kapintake.audit.models import AuditEvent, Outcome
from kapintake.audit.selectors import events_naming
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import zone_of
from kapintake.patients.models import Patient
from kapintake.patients.selectors import identity_of

ROWS = 50

# What was done, in her words; of an action that is not named, what its family does.
ACTS = {
    "review.read": gettext_lazy("Read your answers"),
    "review.queue-read": gettext_lazy("Saw your name and the main point in the list of people to answer"),
    "review.desk-read": gettext_lazy("Saw your name and how to reach you"),
    "review.claimed": gettext_lazy("Took on your application"),
    "review.decided": gettext_lazy("Wrote the clinic's answer to you"),
    "alert.read": gettext_lazy("Looked at what you said about your safety"),
    "copy.pdf": gettext_lazy("Made a copy of your record"),
    "note.read": gettext_lazy("Read a note of yours"),
}
FAMILIES = {
    "review": gettext_lazy("Worked on your application"),
    "decision": gettext_lazy("Worked on the clinic's answer to you"),
    "assessment": gettext_lazy("Ran the checks on your answers"),
    "alert": gettext_lazy("Looked after your safety"),
    "note": gettext_lazy("Read or answered a note of yours"),
    "consent": gettext_lazy("Worked on a consent of yours"),
    "message": gettext_lazy("Wrote you a message"),
    "call": gettext_lazy("Called you, or noted a call with you"),
    "response": gettext_lazy("Wrote down answers for you, or read them"),
    "tablet": gettext_lazy("Handed you a device of the clinic"),
    "rescreen": gettext_lazy("Ran the checks on your answers once more"),
    "treatment": gettext_lazy("Worked on the way to your first date"),
    "scheduling": gettext_lazy("Worked on the way to your first date"),
    "break-glass": gettext_lazy("Opened your record in an emergency"),
    "account": gettext_lazy("Helped with your sign-in"),
    "patient": gettext_lazy("Worked with your details"),
}
BREAK_GLASS = ("break-glass", "breakglass", "break_glass")


def patient_of_reference(member: Membership, reference: str, birth_date: date) -> Patient | None:
    """A patient of the member's own clinic by what she says on the phone; None when either is not hers."""
    found = Patient.objects.select_related("user").filter(clinic=member.clinic_id, reference=reference, closed_at__isnull=True).first()
    return found if found is not None and identity_of(found).birth_date == birth_date else None


@dataclass(frozen=True, slots=True)
class Opening:
    """One person doing one thing to her record on one day."""

    day: date
    first_at: datetime
    last_at: datetime
    name: str  # "" of somebody the clinic's list no longer names
    role: str
    act: str
    times: int
    is_emergency: bool
    reason: str  # of an emergency; elsewhere ""


def openings_of(patient: Patient) -> QuerySet[AuditEvent]:
    """Every event of the clinic's staff that names this patient, newest first. Her own acts, and those of machines, are not in it."""
    events = events_naming(patient.pk).filter(clinic_id=patient.clinic_id, at__gte=patient.created_at, outcome=Outcome.OK)
    return events.filter(actor_id__isnull=False).exclude(actor_id=patient.user_id).order_by("-at", "-pk")


def openings_on_page(patient: Patient, events: Iterable[AuditEvent]) -> tuple[Opening, ...]:
    """The rows of one page; the same person doing the same thing again that day is one row."""
    names: dict[UUID, str] = dict(Membership.objects.filter(clinic=patient.clinic_id).values_list("user_id", "name"))
    zone = zone_of(patient.clinic)
    rows = []
    for (day, actor, role, action, reason), same in groupby(events, key=lambda event: _alike(event, zone)):
        acts = list(same)
        emergency = _family(action) in BREAK_GLASS
        rows.append(
            Opening(
                day=day,
                first_at=acts[-1].at,
                last_at=acts[0].at,
                name=names.get(actor, ""),
                role=str(LABELS.get(Role(role), "")) if role in Role._value2member_map_ else "",
                act=act_words(action),
                times=len(acts),
                is_emergency=emergency,
                reason=reason if emergency else "",
            )
        )
    return tuple(rows)


def _alike(event: AuditEvent, zone: Any) -> tuple[Any, ...]:
    return event.at.astimezone(zone).date(), event.actor_id, event.role, event.action, event.reason


def _family(action: str) -> str:
    return action.partition(".")[0]


def act_words(action: str) -> str:
    family = _family(action)
    if family in BREAK_GLASS:
        return str(FAMILIES["break-glass"])
    return str(ACTS.get(action) or FAMILIES.get(family) or _("Worked with your record"))
