"""The front desk's page: people, phones and where each application stands."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kapintake.access import CLINICIANS, access
from kapintake.audit.services import record_read
from kapintake.clinics.selectors import zone_of
from kapintake.intake.selectors import response_to_call
from kapintake.pathway.intake import make_call
from kapintake.reviews.desk import MAY_READ, desk_for


@access(*MAY_READ)
@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Who is with us, without a word of what they told."""
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    page = desk_for(member, at=at, after=_uuid_in(request.GET.get("after", "")))
    patients = list(dict.fromkeys([row.patient_id for row in page.rows] + [call.patient_id for call in page.calls]))
    record_read("review.desk-read", at=at, by=request.user, role=member.role, clinic=member.clinic_id, patients=patients)
    with timezone.override(zone_of(member.clinic)):
        return render(
            request, "reviews/desk.html", {"member": member, "page": page, "section": "desk", "may_ask": member.role in CLINICIANS}
        )


@access(*MAY_READ)
@require_POST
def called(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """Somebody called her: the call leaves the list, and stays in the record with who and when."""
    member = request.member  # type: ignore[attr-defined]
    response = response_to_call(member, response_id)
    if response is None:
        raise Http404
    make_call(response=response, by=request.user, role=member.role, at=timezone.now())
    messages.success(request, _("Noted that you called."))
    return redirect("reviews:desk")


def _uuid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
