"""The front desk's page: people, phones and where each application stands."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kapintake.access import access
from kapintake.audit.services import record_read
from kapintake.clinics.selectors import zone_of
from kapintake.reviews.desk import MAY_READ, desk_for


@access(*MAY_READ)
@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Who is with us, without a word of what they told."""
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    page = desk_for(member, at=at, after=_uuid_in(request.GET.get("after", "")))
    patients = [row.patient_id for row in page.rows]
    record_read("review.desk-read", at=at, by=request.user, role=member.role, clinic=member.clinic_id, patients=patients)
    with timezone.override(zone_of(member.clinic)):
        return render(request, "reviews/desk.html", {"member": member, "page": page, "section": "desk"})


def _uuid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
