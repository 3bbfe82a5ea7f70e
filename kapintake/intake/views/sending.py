"""Check answers, send them once, and take them back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapintake.access import Role, access
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.presenters import check_parts, missing_rows
from kapintake.intake.selectors import reread
from kapintake.intake.services import AlreadySent, Incomplete
from kapintake.intake.views.common import already_sent, consent_first, own_draft, own_response
from kapintake.intake.walk import Walk
from kapintake.pathway.intake import submit_intake, withdraw


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
