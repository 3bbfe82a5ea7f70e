"""What every page of the intake begins with: whose response it is, whether it may still be changed, and what was posted."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.selectors import reread, response_for
from kapintake.intake.services import Superseded, ask_what_is_new, new_key, note_opened
from kapintake.sealing import CannotBeRead

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OPENED = "opened"  # in the session: which response this sitting has opened
MOST_DIGITS = 9


def posted_key(request: HttpRequest) -> str:
    """The form's one-time key; a fresh one where somebody sent nonsense."""
    key = request.POST.get("key", "")
    return key if KEY.fullmatch(key) else new_key()


def posted_version(request: HttpRequest) -> int:
    """The version that the form was drawn from; 0 where somebody sent nonsense, which then counts as very old."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def own_response(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the signed-in patient's response; without one she comes to her task list. One event a sitting (AU-1)."""

    @wraps(view)
    def with_response(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = response_for(request.user)
        if response is None:
            return redirect("intake:task_list")
        note_sitting(request, response)
        try:
            return view(request, response, **kwargs)
        except CannotBeRead:
            return cannot_be_read(request, response)

    return with_response


def own_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As own_response, and only while it can be changed: afterwards "Already sent"."""

    @wraps(view)
    def with_draft(request: HttpRequest, response: QuestionnaireResponse, **kwargs: Any) -> HttpResponse:
        if response.status != ResponseStatus.IN_PROGRESS:
            return already_sent(request, response)
        if not response.consent_stands:
            return consent_first(request)
        return view(request, response, **kwargs)

    return own_response(with_draft)


def consent_first(request: HttpRequest) -> HttpResponse:
    """She took her consent back: nothing more is asked or saved until she agrees again (CO-9)."""
    messages.info(request, _("You took your consent back, so nothing new is saved. You can agree again here."))
    return redirect("consent")


def note_sitting(request: HttpRequest, response: QuestionnaireResponse) -> None:
    if request.session.get(OPENED) != str(response.pk):
        note_opened(response=response, by=request.user, at=timezone.now())
        request.session[OPENED] = str(response.pk)


def already_sent(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """A page after sending: nothing was changed. A form that comes too late gets the same words and status 409."""
    context = {"response": response, "clinic": response.clinic, "is_stopped": response.status == ResponseStatus.STOPPED}
    return render(request, "intake/already_sent.html", context, status=409 if request.method == "POST" else 200)


def with_what_is_new(request: HttpRequest, response: QuestionnaireResponse) -> QuestionnaireResponse:
    """The draft, and where it is finished, with the required questions that a newer version of the questionnaire adds."""
    try:
        ask_what_is_new(response=response, by=request.user, at=timezone.now())
    except Superseded:
        return reread(response)
    return response


def see_other(url: str) -> HttpResponse:
    """The answer to a form: the page to look at next."""
    return HttpResponse(status=303, headers={"Location": url})


def cannot_be_read(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """A sealed answer does not open: never an empty form, which would read as never answered (EN-6)."""
    heading = _("We can't show your answers right now")
    return render(request, "intake/cannot_be_read.html", {"clinic": response.clinic, "heading": heading}, status=503)
