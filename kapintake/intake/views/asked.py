"""A clinician asks for something after sending: straight to the one thing asked, with the same question as in the intake."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapintake.access import Role, access
from kapintake.clinics.selectors import clinic_date, zone_of
from kapintake.intake.document import complete
from kapintake.intake.forms import form_for
from kapintake.intake.forms.after_sending import ReplyForm
from kapintake.intake.forms.fields import FieldsForm
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.presenters import question
from kapintake.intake.questionnaires import Place, place_of_item
from kapintake.intake.selectors import answers_of
from kapintake.intake.units import METRIC, US
from kapintake.intake.views.afterwards import HEARD
from kapintake.intake.views.common import own_response, posted_key
from kapintake.intake.walk import Walk
from kapintake.intake.words import answer_words
from kapintake.languages import typed_again, unchecked
from kapintake.pathway.asking import NotAsked, reply_to_request
from kapintake.reviews.asking import ANSWERED, CALL_ME, DONT_HAVE
from kapintake.reviews.models import InformationRequest
from kapintake.reviews.requests import Part, asker_name, open_request_for, standing_input, view_of


@access(Role.PATIENT)
@require_safe
@own_response
def asked(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """From the mail straight to what is still open; where nothing is, to where it stands."""
    waiting = open_request_for(request.user)
    part = view_of(waiting).next_part if waiting is not None else None
    return redirect("intake:asked_part", part.number) if part is not None else redirect("intake:status")


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_response
def asked_part(request: HttpRequest, response: QuestionnaireResponse, number: int) -> HttpResponse:
    """One thing that was asked."""
    waiting = open_request_for(request.user)
    if waiting is None:
        return redirect("intake:status")
    part = next((one for one in view_of(waiting).parts if one.number == number), None)
    if part is None:
        raise Http404
    if not part.is_open:
        return redirect("intake:asked")
    act = request.POST.get("act", "")
    if request.method == "POST" and act == "draft":
        return HttpResponse(status=409)  # nothing is kept before she sends it, and the page must not say so
    if request.method == "POST" and act == "later":
        return redirect("intake:status")
    if request.method == "POST" and act in (DONT_HAVE, CALL_ME):
        return _replied(request, waiting, part, how=act)
    place = place_of_item(response, part.link_id) if part.link_id else None
    return _in_words(request, waiting, part) if place is None else _on_page(request, response, waiting, part, place)


def _in_words(request: HttpRequest, waiting: InformationRequest, part: Part) -> HttpResponse:
    typed = typed_again(request)
    form = ReplyForm(request.POST if request.method == "POST" else typed, label=part.words)
    form = unchecked(form) if typed else form
    if request.method == "POST" and form.is_valid():
        return _replied(request, waiting, part, how=ANSWERED, words=form.cleaned_data["words"])
    return _page(request, waiting, part, form=form, status=422 if form.errors else 200)


def _on_page(request: HttpRequest, response: QuestionnaireResponse, waiting: InformationRequest, part: Part, place: Place) -> HttpResponse:
    """The same component as in the intake, drawn from what stands now: the sent answers, with what was added since."""
    walk = walk_of(response, waiting)
    items = walk.items_at(place) or place.page.items
    common: dict[str, Any] = {"items": items, "document": dict(walk.document), "today": clinic_date(response.clinic, timezone.now())}
    status = 200
    if request.method != "POST":
        typed = typed_again(request)
        form = (
            unchecked(form_for(place.page, data=typed, units=typed.get("units", ""), **common)) if typed else form_for(place.page, **common)
        )
    else:
        form = form_for(place.page, data=request.POST, units=request.POST.get("units", ""), **common)
        act = request.POST.get("act", "")
        if act in (f"units-{US}", f"units-{METRIC}") and isinstance(form, FieldsForm):
            units = act.removeprefix("units-")
            form = form_for(place.page, units=units, initial=form.in_units(units), **common)
        elif form.is_valid():
            return _replied(request, waiting, part, how=ANSWERED, values=form.given().values)
        else:
            status = 422
    here = reverse("intake:asked_part", args=(part.number,))
    drawn = replace(question(walk, place, form=form), post_url=here, back_url=reverse("intake:status"), doubts=())
    earlier = [(item.title, answer_words(item, walk.document["answers"].get(item.link_id))) for item in items]
    return _page(request, waiting, part, form=form, q=drawn, earlier=earlier, status=status)


def walk_of(response: QuestionnaireResponse, waiting: InformationRequest) -> Walk:
    """The way as it stands with everything that was added after sending."""
    document = complete(response.current)
    document["answers"] = {**document["answers"], **standing_input(waiting.review)["answers"]}
    for part in view_of(waiting).parts:
        document["answers"].update(part.values)
    registered = {link_id: value for link_id, value in document["answers"].items() if place_of_item(response, link_id) is not None}
    document["answers"] = registered
    return Walk(response, document, answers_of(response, document), frozenset())


def _page(request: HttpRequest, waiting: InformationRequest, part: Part, *, form: Any, status: int, **more: Any) -> HttpResponse:
    view = view_of(waiting)
    context = {
        "clinic": waiting.clinic,
        "asker": asker_name(waiting),
        "why": view.why,
        "answer_by": waiting.answer_by,
        "number": part.number,
        "total": len(view.parts),
        "form": form,
        "saved_on_sending": True,
        **more,
    }
    with timezone.override(zone_of(waiting.clinic)):
        return render(request, "intake/asked.html", context, status=status)


def _replied(
    request: HttpRequest, waiting: InformationRequest, part: Part, *, how: str, values: Any = None, words: str = ""
) -> HttpResponse:
    try:
        came = reply_to_request(
            request=waiting,
            part=part.number,
            how=how,
            values=values or {},
            words=words,
            key=UUID(posted_key(request)),
            by=request.user,
            at=timezone.now(),
        )
    except NotAsked:
        messages.info(request, _("The clinic does not wait for this any longer. Nothing was sent."))
        return _see("intake:status")
    if came.is_over:
        messages.success(request, _("Thank you. The clinic has your reply."))
    if came.help_page:
        request.session[HEARD] = True
        return _see("intake:help_afterwards")
    return _see("intake:asked")


def _see(name: str) -> HttpResponse:
    answer = redirect(name)
    answer.status_code = 303
    return answer
