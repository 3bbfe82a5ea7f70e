"""Check answers, send them once, and take them back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapintake.access import Role, access
from kapintake.clinics.selectors import zone_of
from kapintake.intake.forms.note import NoteForm
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.presenters import check_parts, missing_rows
from kapintake.intake.selectors import reread
from kapintake.intake.services import AlreadySent, Incomplete, new_key
from kapintake.intake.views.common import already_sent, consent_first, own_draft, own_response, posted_key, with_what_is_new
from kapintake.intake.walk import Walk
from kapintake.languages import typed_again, unchecked
from kapintake.pathway.intake import record_answer, submit_intake, withdraw


@access(Role.PATIENT)
@require_safe
@own_draft
def check(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Every answer, part by part, each with Change."""
    walk = Walk.of(with_what_is_new(request, response))
    open_items = tuple(item.link_id for item in walk.answers.questionnaire if item.link_id in walk.open)
    context = {"clinic": response.clinic, "parts": check_parts(walk), "missing": missing_rows(walk, open_items)}
    return render(request, "intake/check.html", context)


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def send(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Send to the clinic: once, whatever is pressed how often. What is still open is named, with links."""
    if response.status != ResponseStatus.IN_PROGRESS:
        return _was_sent(request, response) if request.method == "POST" else already_sent(request, response)
    if not response.consent_stands:
        return consent_first(request)
    response = with_what_is_new(request, response)
    again = typed_again(request)
    form = NoteForm(request.POST if request.method == "POST" else again, initial={"note": response.current.get("note", "")})
    if again:
        unchecked(form)
    if request.method == "POST":
        if not form.is_valid():
            return _send_page(request, response, form, status=422)
        try:
            saved = _noted(request, response, form.cleaned_data["note"])
            if request.POST.get("act") == "draft":
                saved_at = timezone.localtime(timezone.now(), zone_of(response.clinic))
                return HttpResponse(status=204, headers={"X-Saved": time_format(saved_at, "g:i A")})
            submit_intake(response=saved, by=request.user, at=timezone.now())
        except AlreadySent:
            return _was_sent(request, reread(response))
        except Incomplete as refused:
            walk = Walk.of(reread(response))
            context = {"clinic": response.clinic, "missing": missing_rows(walk, refused.missing), "form_has_errors": True}
            return render(request, "intake/not_complete.html", context, status=422)
        return _see_status()
    if Walk.of(response).open:
        return redirect("intake:check")
    return _send_page(request, response, form)


def _send_page(request: HttpRequest, response: QuestionnaireResponse, form: NoteForm, *, status: int = 200) -> HttpResponse:
    context = {
        "clinic": response.clinic,
        "form": form,
        "key": new_key(),
        "version": response.version,
        "saved_at": response.last_answer_at,
        "support_line": bool(response.current.get("helped")),
    }
    return render(request, "intake/send.html", context, status=status)


def _noted(request: HttpRequest, response: QuestionnaireResponse, note: str) -> QuestionnaireResponse:
    """The note is kept before anything else is tried, so that a refusal loses nothing."""
    if note == response.current.get("note", ""):
        return response
    recorded = record_answer(
        response=response, values={}, key=posted_key(request), version=None, by=request.user, at=timezone.now(), note=note
    )
    return recorded.response


def _was_sent(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """A second press: the first one counts, and she is told when it was."""
    if response.completed_at is not None:
        sent_at = time_format(timezone.localtime(response.completed_at, zone_of(response.clinic)), "TIME_FORMAT")
        messages.info(request, _("Already sent at %(time)s") % {"time": sent_at})
    return _see_status()


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
