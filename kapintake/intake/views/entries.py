"""One entry of a list: an antidepressant that was tried, on one page; a medicine, found by name and then told step by step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapintake.access import Role, access
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.forms import LISTS, entry_form_for
from kapintake.intake.forms.medicine import DoseForm, MoreForm, NameForm, asks_more, named
from kapintake.intake.medicine_search import Found, find, says_more
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.presenters import list_in, page_url, question
from kapintake.intake.questionnaires import Place
from kapintake.intake.selectors import reread
from kapintake.intake.services import Superseded
from kapintake.intake.views.common import own_draft
from kapintake.intake.views.pages import is_checking, is_fresh, list_saved, the_place
from kapintake.intake.walk import Walk
from kapintake.languages import typed_again, unchecked
from screening import PageKind
from screening.cleaning import MOST_ENTRIES

TRIES = 3
AS_TYPED = "as-typed"
OF = "of"  # the name of the entry that a form is about: numbers mean nothing on a list that was changed elsewhere


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def entry(request: HttpRequest, response: QuestionnaireResponse, part: int, page: int, number: int) -> HttpResponse:
    """A new entry, or one to be changed: a trial as a whole, a medicine by its name first."""
    place = the_place(response, part, page)
    entries = list_in(Walk.of(response), place) if place.page.kind in LISTS else None
    if entries is None or not 1 <= number <= len(entries) + 1 or number > MOST_ENTRIES:
        raise Http404
    old = entries[number - 1] if number <= len(entries) else None
    if place.page.kind is PageKind.MEDICINES:
        return _name(request, response, place, number, old)
    typed = typed_again(request)
    form = entry_form_for(place.page, today=clinic_date(response.clinic, timezone.now()), data=request.POST or typed, entry=old)
    if typed:
        unchecked(form)
    if request.method == "POST" and form.is_valid():
        return _put(request, response, place, number, form.entry(), is_change="change" in request.POST.get("act", ""))
    return _draw(request, response, place, "intake/entry.html", form, number=number, is_new=old is None)


def _draw(request: HttpRequest, response: QuestionnaireResponse, place: Place, template: str, form: Any, **more: Any) -> HttpResponse:
    asked = question(Walk.of(response), place, form=None, checking=is_checking(request))
    context = {"clinic": response.clinic, "q": asked, "form": form, "saved_at": response.last_answer_at, **more}
    return render(request, template, context, status=422 if form.errors else 200)


def _again(response: QuestionnaireResponse, act: Callable[[QuestionnaireResponse], HttpResponse]) -> HttpResponse:
    """A list is put together from what was read; whoever was overtaken reads again."""
    for _attempt in range(TRIES):
        try:
            return act(response)
        except Superseded:
            response = reread(response)
    raise Superseded


def _put(
    request: HttpRequest, response: QuestionnaireResponse, place: Place, number: int, new: dict[str, Any], *, is_change: bool
) -> HttpResponse:
    def act(now: QuestionnaireResponse) -> HttpResponse:
        entries = list_in(Walk.of(now), place)
        if is_change and is_fresh(request, now, place) and number <= len(entries):
            entries[number - 1] = new
            at = number
        else:
            entries.append(new)  # a list that was changed elsewhere loses nothing: it gets one more
            at = len(entries)
        onward = _step_url(request, place, at, "dose") if place.page.kind is PageKind.MEDICINES else ""
        return list_saved(request, now, place, entries, onward=onward)

    return _again(response, act)


def _step_url(request: HttpRequest, place: Place, number: int, step: str) -> str:
    url = reverse(f"intake:{step}", args=(place.part, place.number, number))
    return url + ("?from=check" if is_checking(request) else "")


# --- a medicine ----------------------------------------------------------------------------------------------------


def _name(request: HttpRequest, response: QuestionnaireResponse, place: Place, number: int, old: dict[str, Any] | None) -> HttpResponse:
    """A search box and Find; what is found stands under it as buttons, and what she typed can be used as it is."""
    typed = (old or {}).get("typed", {}).get("name") or (old or {}).get("name", "")
    again = typed_again(request)
    form = NameForm(request.POST if request.method == "POST" else again, initial={"name": typed})
    if again:
        unchecked(form)
    found: Found | None = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["name"]
        found = find(text)
        name = _chosen(request, found, text)
        if name:
            return _put(request, response, place, number, named(old, name=name, typed=text), is_change=old is not None)
    more = {"number": number, "is_new": old is None, "found": found, "text": form.cleaned_data.get("name", "") if found else ""}
    return _draw(request, response, place, "intake/medicine.html", form, **more)


def _chosen(request: HttpRequest, found: Found, text: str) -> str:
    """The name that she pressed, "" when she only looks for one. A choice never hides what was typed beside the name."""
    if request.POST.get("act") == AS_TYPED:
        return text
    pressed = request.POST.get("choose", "")
    name = next((one.name for one in found.suggestions if one.name == pressed), "")
    if name and says_more(text, name):
        messages.info(request, _("We kept all that you typed. Add other medicines one at a time."))
        return text
    return name


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def dose(request: HttpRequest, response: QuestionnaireResponse, part: int, page: int, number: int) -> HttpResponse:
    """How much, how often, still taken."""
    return _step(request, response, part, page, number, "dose")


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def more(request: HttpRequest, response: QuestionnaireResponse, part: int, page: int, number: int) -> HttpResponse:
    """What the page before opened: the most in one day, and when she stopped."""
    return _step(request, response, part, page, number, "more")


def _step(request: HttpRequest, response: QuestionnaireResponse, part: int, page: int, number: int, step: str) -> HttpResponse:
    place = the_place(response, part, page)
    if place.page.kind is not PageKind.MEDICINES:
        raise Http404
    entries = list_in(Walk.of(response), place)
    place_in_list = _which(request, response, place, entries, number)
    if place_in_list is None or (step == "more" and not asks_more(entries[place_in_list])):
        return redirect(page_url(place, checking=is_checking(request)))
    again = typed_again(request)
    form = _step_form(response, entries[place_in_list], step, request.POST if request.method == "POST" else again)
    if again:
        unchecked(form)
    if request.method == "POST" and form.is_valid():
        return _stepped(request, response, place, number, step)
    back = _step_url(request, place, number, "entry" if step == "dose" else "dose")
    shown = {"number": number, "step": step, "name": entries[place_in_list]["name"], "back_url": back}
    return _draw(request, response, place, "intake/dose.html", form, **shown)


def _step_form(response: QuestionnaireResponse, old: dict[str, Any], step: str, data: Any) -> Any:
    if step == "dose":
        return DoseForm(data, entry=old)
    return MoreForm(data, entry=old, today=clinic_date(response.clinic, timezone.now()))


def _which(request: HttpRequest, response: QuestionnaireResponse, place: Place, entries: list[dict[str, Any]], number: int) -> int | None:
    """Where the entry stands that the form is about: at its number, or wherever its name is now."""
    name = request.POST.get(OF)
    if name is None or (number <= len(entries) and entries[number - 1]["name"] == name):
        return number - 1 if 1 <= number <= len(entries) else None
    return next((at for at, one in enumerate(entries) if one["name"] == name), None)


def _stepped(request: HttpRequest, response: QuestionnaireResponse, place: Place, number: int, step: str) -> HttpResponse:
    def act(now: QuestionnaireResponse) -> HttpResponse:
        entries = list_in(Walk.of(now), place)
        at = _which(request, now, place, entries, number)
        if at is None:
            return redirect(page_url(place, checking=is_checking(request)))
        form = _step_form(now, entries[at], step, request.POST)
        form.is_valid()
        entries[at] = form.changed()
        asks = step == "dose" and asks_more(entries[at])
        return list_saved(request, now, place, entries, onward=_step_url(request, place, at + 1, "more") if asks else "")

    return _again(response, act)
