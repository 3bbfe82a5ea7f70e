"""Check answers, send them once, and see where they stand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapintake.access import Role, access
from kapintake.clinics.selectors import after_working_days, zone_of
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.presenters import check_parts, missing_rows
from kapintake.intake.selectors import reread
from kapintake.intake.services import AlreadySent, Incomplete
from kapintake.intake.views.common import already_sent, consent_first, own_draft, own_response
from kapintake.intake.walk import Walk
from kapintake.pathway.intake import submit_intake, withdraw
from kapintake.pathway.review import see_outcome
from kapintake.reviews.selectors import outcome_for_patient


@access(Role.PATIENT)
@require_safe
@own_draft
def check(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Every answer, part by part, each with Change."""
    walk = Walk.of(response)
    open_items = tuple(item.link_id for item in walk.answers.questionnaire if item.link_id in walk.open)
    context = {"clinic": response.clinic, "parts": check_parts(walk), "missing": missing_rows(walk, open_items)}
    return render(request, "intake/check.html", context)


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def send(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Send to the clinic: once, whatever is pressed how often. What is still open is named, with links."""
    if response.status != ResponseStatus.IN_PROGRESS:
        return _see_status() if request.method == "POST" else already_sent(request, response)
    if not response.consent_stands:
        return consent_first(request)
    if request.method == "POST":
        try:
            submit_intake(response=response, by=request.user, at=timezone.now())
        except AlreadySent:
            return _see_status()
        except Incomplete as refused:
            walk = Walk.of(reread(response))
            context = {"clinic": response.clinic, "missing": missing_rows(walk, refused.missing), "form_has_errors": True}
            return render(request, "intake/not_complete.html", context, status=422)
        return _see_status()
    walk = Walk.of(response)
    if walk.open:
        return redirect("intake:check")
    return render(request, "intake/send.html", {"clinic": response.clinic, "support_line": bool(walk.document["helped"])})


def _see_status() -> HttpResponse:
    response = redirect("intake:status")
    response.status_code = 303
    return response


@access(Role.PATIENT)
@require_safe
@own_response
def status(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Sent, being read, decided: in plain words, with a reason and a next step; never a score or a rule."""
    if response.status == ResponseStatus.IN_PROGRESS:
        return redirect("intake:task_list")
    if response.status == ResponseStatus.STOPPED:
        return already_sent(request, response)
    progress = outcome_for_patient(request.user)
    outcome = progress.outcome if progress else None
    if outcome is not None:
        see_outcome(user=request.user, at=timezone.now())
    sent_at = response.completed_at or response.started_at
    reply_by = after_working_days(response.clinic, sent_at, response.clinic.reply_working_days)
    context = {
        "clinic": response.clinic,
        "zone": zone_of(response.clinic),
        "reference": response.patient.reference,
        "sent_at": sent_at,
        "reply_by": reply_by,
        "outcome": outcome,
        "is_read": bool(progress and progress.is_claimed),
        "steps": _steps(sent_at, is_read=bool(progress and progress.is_claimed), is_decided=outcome is not None),
        "support_line": bool(response.current.get("helped")),
    }
    return render(request, "intake/status.html", context)


def _steps(sent_at: object, *, is_read: bool, is_decided: bool) -> list[dict[str, str]]:
    return [
        {"title": _("Sent"), "state": "done"},
        {"title": _("Being read"), "state": "done" if is_decided else "now" if is_read else "next"},
        {"title": _("Answer from the clinic"), "state": "done" if is_decided else "next"},
    ]


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def withdrawal(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Take the intake back."""
    if response.status == ResponseStatus.STOPPED:
        return already_sent(request, response)
    if request.method == "POST":
        withdraw(response=response, by=request.user, at=timezone.now())
        messages.success(request, _("You took your application back. Nobody will decide on it."))
        return redirect("intake:status")
    return render(request, "intake/withdraw.html", {"clinic": response.clinic})
