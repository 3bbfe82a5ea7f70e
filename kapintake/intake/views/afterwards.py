"""After sending: where it stands, what was decided and why, and what can still be said."""

from datetime import datetime
from typing import Any

import structlog
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kapintake.access import Role, access
from kapintake.alerts.selectors import clinic_block_for
from kapintake.clinics.selectors import after_working_days, zone_of
from kapintake.intake.amending import MAY_BE_ADDED_TO, NotSent
from kapintake.intake.forms.after_sending import AfterSendingForm
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.views.common import already_sent, own_response
from kapintake.languages import typed_again, unchecked
from kapintake.pathway.afterwards import add_after_sending
from kapintake.pathway.intake import ask_for_a_call, show_help
from kapintake.pathway.review import see_outcome
from kapintake.patients.selectors import identity_of
from kapintake.reviews.models import PatientNote
from kapintake.reviews.noted import own_notes
from kapintake.reviews.outcomes import PatientProgress, outcome_for_patient
from kapintake.reviews.requests import open_request_for
from screening import HelpPage

log = structlog.get_logger()
HEARD = "said-after-sending"  # in the session: what she wrote wants the help page
SAYINGS = {  # path of the page: what kind of note it makes, its heading, the label of its box, and what is said when it is sent
    "add": (
        PatientNote.Kind.ADDED,
        gettext_lazy("Add something you forgot"),
        gettext_lazy("What would you like to add?"),
        gettext_lazy("Sent. A clinician reads it together with your answers."),
    ),
    "look-again": (
        PatientNote.Kind.ANOTHER_LOOK,
        gettext_lazy("Ask for another look"),
        gettext_lazy("What should we look at again?"),
        gettext_lazy("Sent. A clinician reads it and gets back to you."),
    ),
}


@access(Role.PATIENT)
@require_safe
@own_response
def status(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Sent, being read, decided: in plain words, with a reason and a next step; never a score or a rule."""
    if response.status == ResponseStatus.IN_PROGRESS:
        return redirect("intake:task_list")
    if response.status == ResponseStatus.STOPPED:
        return already_sent(request, response)
    at, clinic = timezone.now(), response.clinic
    progress = outcome_for_patient(request.user) or PatientProgress(is_claimed=False, outcome=None)
    if progress.outcome is not None:
        see_outcome(user=request.user, at=at)
    sent_at = response.completed_at or response.started_at
    reply_by = after_working_days(clinic, sent_at, clinic.reply_working_days)
    with timezone.override(zone_of(clinic)):
        context = {
            "clinic": clinic,
            "reference": response.patient.reference,
            "sent_at": sent_at,
            "reply_by": reply_by,
            "is_late": progress.outcome is None and at > reply_by,
            "outcome": progress.outcome,
            "steps": _steps(sent_at, progress),
            "is_asked": open_request_for(request.user) is not None,
            "notes": own_notes(request.user),
            "support_line": bool(response.current.get("helped")),
        }
        return render(request, "intake/status.html", context)


def _steps(sent_at: datetime, progress: PatientProgress) -> list[dict[str, str]]:
    decided = progress.outcome
    reading = "done" if decided else "now" if progress.is_claimed else "next"
    return [
        {"title": _("Sent"), "state": "done", "text": _day(sent_at)},
        {"title": _("Being read"), "state": reading, "text": _("now") if reading == "now" else ""},
        {"title": _("Decision"), "state": "done" if decided else "next", "text": _day(decided.decided_at) if decided else ""},
    ]


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "MONTH_DAY_FORMAT")


# --- saying more -----------------------------------------------------------------------------------------------------


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def add(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Something that was forgotten. What was sent stays as it was sent."""
    return _say(request, response, "add")


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def look_again(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """After a decision: what should be looked at again."""
    progress = outcome_for_patient(request.user)
    if progress is None or progress.outcome is None:
        return redirect("intake:status")
    return _say(request, response, "look-again")


def _say(request: HttpRequest, response: QuestionnaireResponse, which: str) -> HttpResponse:
    if response.status not in MAY_BE_ADDED_TO:
        return redirect("intake:status")
    kind, heading, label, thanks = SAYINGS[which]
    typed = typed_again(request)
    form = AfterSendingForm(request.POST if request.method == "POST" else typed, label=label)
    form = unchecked(form) if typed else form
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            kept = add_after_sending(
                response=response,
                kind=kind,
                words=told["words"],
                safe=told["safe"],
                key=told["key"],
                by=request.user,
                at=timezone.now(),
            )
        except NotSent:
            return redirect("intake:status")
        messages.success(request, thanks)
        if kept.help_page:
            request.session[HEARD] = True
            return _see("intake:help_afterwards")
        return _see("intake:status")
    context = {"clinic": response.clinic, "form": form, "heading": heading, "is_added": kind == PatientNote.Kind.ADDED}
    return render(request, "intake/say_more.html", context, status=422 if form.errors else 200)


def _see(name: str) -> HttpResponse:
    answer = redirect(name)
    answer.status_code = 303
    return answer


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def help_afterwards(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """The help page that is the very next answer after a note that calls for it."""
    if not request.session.get(HEARD):
        return redirect("intake:status")
    if request.method == "POST":
        who = identity_of(response.patient)
        ask_for_a_call(response=response, phone=who.phone, message_is_safe=who.voicemail_ok, by=request.user, at=timezone.now())
        messages.success(request, _("We told the clinic that you want a call."))
        return _see("intake:status")
    at, kind = timezone.now(), str(HelpPage.SUICIDE)
    _note_shown(response, kind, at)
    context: dict[str, Any] = {"clinic": response.clinic, "clinic_block": clinic_block_for(response.clinic, at)}
    return render(request, "intake/help_afterwards.html", context)


def _note_shown(response: QuestionnaireResponse, kind: str, at: datetime) -> None:
    """Help is shown, whatever the database says about noting it."""
    try:
        show_help(response=response, page=kind, at=at)
    except DatabaseError as error:
        log.error("help.not-noted", response=str(response.pk), kind=type(error).__name__)
