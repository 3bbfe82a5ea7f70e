"""The task list, and where a part begins and ends."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kapintake.access import Role, access
from kapintake.intake.company import ALONE, is_private
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.presenters import has_introduction, page_url, part_url, whole_scale, words_in
from kapintake.intake.presenters import task_list as tasks_of
from kapintake.intake.selectors import consent_is_signed, response_for
from kapintake.intake.services import new_key, start_response
from kapintake.intake.supplied_words import scale_of
from kapintake.intake.views.common import cannot_be_read, consent_first, note_sitting, own_draft, with_what_is_new
from kapintake.intake.walk import Walk
from kapintake.intake.words import timeframe_words
from kapintake.pathway.intake import open_part, save_for_later
from kapintake.patients.selectors import patient_for
from kapintake.sealing import CannotBeRead
from kapintake.tablet import is_tablet

MINUTES = "minutes"  # in the session: the minutes left that this sitting was told last


@access(Role.PATIENT)
@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    """What is done and what is left; before the first question, a Start button."""
    patient = patient_for(request.user)
    if patient is None:
        return redirect("home")
    response = response_for(request.user)
    if response is None:
        return render(request, "intake/begin.html", {"clinic": patient.clinic}) if consent_is_signed(patient) else redirect("consent")
    if response.status != ResponseStatus.IN_PROGRESS:
        return redirect("intake:status")
    if not response.consent_stands:
        return consent_first(request)
    note_sitting(request, response)
    try:
        tasks = tasks_of(Walk.of(with_what_is_new(request, response)), minutes_before=request.session.get(MINUTES))
    except CannotBeRead:
        return cannot_be_read(request, response)
    if tasks.minutes != request.session.get(MINUTES):
        request.session[MINUTES] = tasks.minutes
    return render(request, "intake/task_list.html", {"clinic": response.clinic, "tasks": tasks, "response": response})


@access(Role.PATIENT)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin. Consent comes before the first health question."""
    patient = patient_for(request.user)
    if patient is None:
        return redirect("home")
    if not consent_is_signed(patient):
        return redirect("consent")
    found = response_for(request.user)
    if found is not None:
        return redirect("intake:task_list")
    start_response(patient=patient, by=request.user, at=timezone.now())
    return redirect("intake:part", part=1)


@access(Role.PATIENT)
@require_POST
@own_draft
def leave(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Save and come back later: signed out, with a mail that leads back here."""
    save_for_later(response=response, at=timezone.now())
    adapter = get_adapter(request)
    adapter.logout(request)
    if not is_tablet(request):  # there the next person begins
        messages.success(request, _("What you told us is saved. We sent you an email with a link to come back."))
    return redirect(adapter.get_logout_redirect_url(request))


@access(Role.PATIENT)
@require_safe
@own_draft
def part(request: HttpRequest, response: QuestionnaireResponse, part: int) -> HttpResponse:
    """A part's introduction: what it is about, how long, for scales what period they ask about."""
    walk = Walk.of(response)
    found = walk.part(part)
    if found is None:
        raise Http404
    if is_private(found.section) and (found.postponed or not request.session.get(ALONE)):
        return redirect("intake:company", part=part)
    open_part(response=response, section_id=found.section.id, by=request.user, at=timezone.now())
    place = walk.resume_in(part)
    if place is None:
        return redirect("intake:task_list")
    if found.is_begun or not has_introduction(found):
        return redirect(page_url(place))
    scales = dict.fromkeys(scale_of(page) for page in found.section.pages if page.instrument)
    context = {"clinic": response.clinic, "part": found, "first_url": page_url(place), "pages": found.pages, "version": response.version}
    context["scales"] = [{"title": scale.title, "timeframe": timeframe_words(scale), "copyright": scale.copyright} for scale in scales]
    foreign = next((one for one in walk.in_part(part) if words_in(one.page)), None)
    if foreign is not None:
        context |= {"put_off_url": page_url(foreign), "key": new_key()}
    if whole_scale(walk, part):
        context["whole_url"] = reverse("intake:whole", args=(part,))
    return render(request, "intake/part.html", context)


@access(Role.PATIENT)
@require_safe
@own_draft
def part_done(request: HttpRequest, response: QuestionnaireResponse, part: int) -> HttpResponse:
    """The end of a part, and the way into the next."""
    walk = Walk.of(with_what_is_new(request, response))
    found = walk.part(part)
    if found is None:
        raise Http404
    following = walk.next_part(part)
    context = {
        "clinic": response.clinic,
        "part": found,
        "next": following,
        "next_url": part_url(walk, following) if following else "",
        "support_line": bool(walk.document["helped"]),
    }
    return render(request, "intake/part_done.html", context)
