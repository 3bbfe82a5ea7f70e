"""Reading: the queue, and one case."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kapintake.access import CLINICIANS, access
from kapintake.alerts.selectors import open_alerts_for
from kapintake.audit.services import record_read
from kapintake.clinics.selectors import zone_of
from kapintake.reviews.again import second_looks_for
from kapintake.reviews.models import Review
from kapintake.reviews.noted import open_notes_for
from kapintake.reviews.presenters.queue import queue_page
from kapintake.reviews.selectors import queue_for, review_for
from kapintake.reviews.views.page import case_page


@access(*CLINICIANS)
@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What needs somebody, by what is due first; above it whose safety is at stake right now."""
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    alerts = open_alerts_for(request.user)
    found = queue_for(member, view=request.GET.get("view", ""), at=at, after=_uuid_in(request.GET.get("after", "")))
    page = queue_page(found, alerts, member=member, at=at, notes=open_notes_for(member, at=at), again=second_looks_for(member, at=at))
    record_read("review.queue-read", at=at, by=request.user, role=member.role, clinic=member.clinic_id, patients=page.patient_ids)
    with timezone.override(zone_of(member.clinic)):
        return render(request, "reviews/queue.html", {"member": member, "page": page, "section": "queue"})


def _uuid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# --- the case ------------------------------------------------------------------------------------------------------


@access(*CLINICIANS)
@never_cache
@require_GET
def case(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One case, all of it."""
    return case_page(request, _found(request, review_id), kind=request.GET.get("decide", ""))


def _found(request: HttpRequest, review_id: UUID) -> Review:
    review = review_for(request.member, review_id)  # type: ignore[attr-defined]
    if review is None:
        raise Http404
    return review
