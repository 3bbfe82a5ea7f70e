"""The banner of open safety matters, on every staff page of the clinic.

Clinicians read how many and go to them; everybody else reads only that there is one: no count, no tier, no person.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kapintake.access import CLINICIANS
from kapintake.alerts.selectors import OpenCounts, open_counts
from kapintake.clinics.models import Membership


@dataclass(frozen=True, slots=True)
class Banner:
    text: str
    url: str = ""
    is_urgent: bool = False
    count: int = 0


def open_alert_banner(request: HttpRequest) -> dict[str, Any]:
    """One cheap query, and only when the page of a member of staff asks for it."""
    member = getattr(request, "member", None)
    return {"open_alert_banner": SimpleLazyObject(lambda: banner_for(member))} if member is not None else {}


def banner_for(member: Membership) -> Banner | None:
    """None when nothing is open."""
    counts = open_counts(member.clinic_id)
    if not counts.total:
        return None
    if member.role not in CLINICIANS:
        return Banner(_("A safety matter is open in this clinic. Its clinicians can see it."))
    return Banner(_words(counts), url=_queue_address(), is_urgent=bool(counts.urgent), count=counts.total)


def _words(counts: OpenCounts) -> str:
    parts = []
    if counts.waiting:
        parts.append(
            ngettext("%d safety alert that nobody has taken", "%d safety alerts that nobody has taken", counts.waiting) % counts.waiting
        )
    if counts.urgent - counts.waiting:
        taken = counts.urgent - counts.waiting
        parts.append(ngettext("%d safety alert is being dealt with", "%d safety alerts are being dealt with", taken) % taken)
    if counts.watch:
        parts.append(ngettext("%d safety watch", "%d safety watches", counts.watch) % counts.watch)
    if counts.others:
        parts.append(ngettext("%d safety matter to close", "%d safety matters to close", counts.others) % counts.others)
    return ", ".join(parts) + "."


def _queue_address() -> str:
    try:
        return reverse("queue")
    except NoReverseMatch:
        return ""
