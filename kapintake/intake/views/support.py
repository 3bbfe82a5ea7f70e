"""The help page that is the very next answer after a safety answer."""

from datetime import datetime

import structlog
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapintake.access import Role, access
from kapintake.alerts.selectors import clinic_block_for
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.presenters import doubts, page_url
from kapintake.intake.services import new_key
from kapintake.intake.views.common import own_response
from kapintake.intake.views.pages import is_checking, next_url, the_place
from kapintake.intake.walk import Walk
from kapintake.pathway.intake import pass_over, show_help
from screening import HelpPage

log = structlog.get_logger()


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def support(request: HttpRequest, response: QuestionnaireResponse, part: int, page: int) -> HttpResponse:
    """One of four texts, by what was said on that page; an unlikely number is asked about here as well."""
    place = the_place(response, part, page)
    walk = Walk.of(response)
    kind = walk.document["helped"].get(place.name, "")
    onward = next_url(walk, place, checking=is_checking(request))
    if kind not in set(HelpPage):
        return redirect(onward)
    if request.method == "POST":
        pass_over(response=response, by=request.user, at=timezone.now())
        messages.success(request, _("Your answers are saved. You can come back any time."))
        return redirect("intake:task_list")
    at = timezone.now()
    _note_shown(response, kind, at)
    context = {
        "clinic": response.clinic,
        "include": f"alerts/_help_{kind}.html",
        "clinic_block": clinic_block_for(response.clinic, at),
        "kind": kind,
        "place": place.name,
        "doubts": doubts(walk, walk.items_at(place)),
        "onward": onward,
        "answer_url": page_url(place, checking=is_checking(request)),
        "version": response.version,
        "key": new_key(),
    }
    return render(request, "intake/support.html", context)


def _note_shown(response: QuestionnaireResponse, kind: str, at: datetime) -> None:
    """That help was shown is worth noting; a database that cannot note it must not take the help away."""
    try:
        show_help(response=response, page=kind, at=at)
    except DatabaseError as error:
        log.error("help.not-noted", response=str(response.pk), kind=type(error).__name__)
