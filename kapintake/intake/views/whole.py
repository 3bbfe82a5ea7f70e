"""All questions of a scale on one page: saved as far as they are answered, help first where an answer calls for it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kapintake.access import Role, access
from kapintake.intake.document import answer_in, is_known
from kapintake.intake.forms.given import Given
from kapintake.intake.forms.whole import WholeForm
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.presenters import next_in_part, page_url, whole_scale, words_in
from kapintake.intake.questionnaires import Place
from kapintake.intake.selectors import reread
from kapintake.intake.services import AlreadySent, KeepWhich, new_key
from kapintake.intake.supplied_words import scale_of
from kapintake.intake.views.common import already_sent, own_draft, posted_key, posted_version, see_other
from kapintake.intake.views.pages import keep_which
from kapintake.intake.walk import Walk
from kapintake.languages import typed_again, unchecked
from kapintake.pathway.intake import open_part, record_answer


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def whole(request: HttpRequest, response: QuestionnaireResponse, part: int) -> HttpResponse:
    """The items of the part's scale that are asked now; what they open follows on pages of its own."""
    walk = Walk.of(response)
    places = whole_scale(walk, part)
    if not places:
        raise Http404
    open_part(response=response, section_id=places[0].section.id, by=request.user, at=timezone.now())
    typed = typed_again(request)
    form = _form(walk, places, request.POST if request.method == "POST" else typed)
    form = unchecked(form) if typed else form
    if request.method != "POST":
        return _show(request, walk, places, form)
    if not form.is_valid():
        return _show(request, walk, places, form, status=422)
    return _save(request, walk, places, form)


def _form(walk: Walk, places: list[Place], data: Any = None) -> WholeForm:
    items = [item for place in places for item in walk.items_at(place)]
    return WholeForm(data, items=items, stem=scale_of(places[0].page).stem, document=dict(walk.document))


def _save(request: HttpRequest, walk: Walk, places: list[Place], form: WholeForm) -> HttpResponse:
    given = form.given()
    about = _help_place(walk, places, given)
    try:
        recorded = record_answer(
            response=walk.response,
            values=given.values,
            key=posted_key(request),
            version=posted_version(request),
            by=request.user,
            at=timezone.now(),
            place=about.name,
        )
    except AlreadySent:
        return already_sent(request, reread(walk.response))
    except KeepWhich as clash:
        url = reverse("intake:whole", args=(about.part,))
        return keep_which(request, reread(walk.response), about, given, clash.link_ids, post_url=url)
    if recorded.help_page:
        return see_other(reverse("intake:support", args=(about.part, about.number)))
    walk = Walk.of(recorded.response)
    if request.POST.get("act") != "later" and form.ask_for_the_rest():
        return _show(request, walk, places, form, status=422)
    after = places[-1].number if request.POST.get("act") == "later" else 0
    return see_other(next_in_part(walk, about.part, after=after))


def _help_place(walk: Walk, places: list[Place], given: Given) -> Place:
    """The page of the answer that help would be about: the last safety answer that is new, else the last page."""
    said = [
        place
        for place in places
        for item in place.page.items
        if item.is_safety
        and is_known(value := given.values.get(item.link_id))
        and value
        and value != answer_in(walk.document, item.link_id)
    ]
    return (said or places)[-1]


def _show(request: HttpRequest, walk: Walk, places: list[Place], form: WholeForm, *, status: int = 200) -> HttpResponse:
    section, response = places[0].section, walk.response
    context = {
        "clinic": response.clinic,
        "form": form,
        "section": section,
        "part": places[0].part,
        "scale": scale_of(places[0].page),
        "key": new_key(),
        "version": response.version,
        "saved_at": response.last_answer_at,
        "support_line": bool(walk.document["helped"]),
        "put_off_url": page_url(places[0]) if words_in(places[0].page) else "",
    }
    return render(request, "intake/whole.html", context, status=status)
