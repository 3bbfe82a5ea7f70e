"""A clinician asks the questions aloud, by phone or at the desk, and enters the answers: of her own clinic's drafts alone.

Every answer is recorded as entered by the clinician, is heard for safety as if the patient had typed it, and can be changed
by the patient afterwards. The front desk never comes here: it sees no answers.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kapintake.access import CLINICIANS, access
from kapintake.audit.services import record_read
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.document import PHONE, UNANSWERED
from kapintake.intake.forms import LISTS, form_for
from kapintake.intake.forms.given import STATE, STATES, Given
from kapintake.intake.forms.on_behalf import list_entry_form
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.presenters import list_in, parts_on_behalf, question
from kapintake.intake.questionnaires import Place
from kapintake.intake.selectors import draft_to_ask
from kapintake.intake.services import AlreadySent, KeepWhich, Superseded, TooLong, new_key
from kapintake.intake.views.common import posted_key, posted_version, see_other
from kapintake.intake.views.pages import the_place, whole_list
from kapintake.intake.walk import Walk
from kapintake.pathway.intake import Recorded, postpone_part, record_answer
from kapintake.sealing import CannotBeRead

View = Callable[..., HttpResponse]


def asked_draft(view: View) -> View:
    """Gives the view the draft of a patient of the clinician's clinic; the reading is in the trail before it is drawn."""

    @wraps(view)
    def with_draft(request: HttpRequest, response_id: UUID, **kwargs: Any) -> HttpResponse:
        member = request.member  # type: ignore[attr-defined]
        response = draft_to_ask(member, response_id)
        if response is None:
            raise Http404
        record_read(
            "response.opened",
            at=timezone.now(),
            by=request.user,
            role=member.role,
            clinic=member.clinic_id,
            about=response,
            patients=[response.patient_id],
            sitting=request.session,
        )
        try:
            return view(request, response, **kwargs)
        except CannotBeRead:
            return render(request, "intake/on_behalf_unreadable.html", {"section": "desk"}, status=503)

    return with_draft


@access(*CLINICIANS)
@never_cache
@require_GET
@asked_draft
def overview(request: HttpRequest, response: QuestionnaireResponse) -> HttpResponse:
    """Every question that is asked now, with whether it is answered."""
    context = {"response": response, "parts": parts_on_behalf(Walk.of(response)), "section": "desk"}
    return render(request, "intake/on_behalf.html", context)


@access(*CLINICIANS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asked_draft
def page(request: HttpRequest, response: QuestionnaireResponse, part: int, page: int) -> HttpResponse:
    """One question, to be read out."""
    place = the_place(response, part, page)
    walk = Walk.of(response)
    if request.method == "POST":
        return _posted(request, walk, place)
    if not walk.applies(place):
        return see_other(_address(response))
    return _draw(request, walk, place, _form(walk, place))


def _address(response: QuestionnaireResponse, place: Place | None = None) -> str:
    if place is None:
        return reverse("intake:on_behalf", args=(response.pk,))
    return reverse("intake:on_behalf_page", args=(response.pk, place.part, place.number))


def _form(walk: Walk, place: Place, data: Any = None) -> Any:
    today = clinic_date(walk.response.clinic, timezone.now())
    if place.page.kind in LISTS:
        return list_entry_form(place.page, today=today, data=data)
    units = data.get("units", "") if data else ""
    return form_for(place.page, items=walk.items_at(place), document=dict(walk.document), today=today, data=data, units=units)


def _draw(request: HttpRequest, walk: Walk, place: Place, form: Any, status: int = 200) -> HttpResponse:
    response = walk.response
    before = walk.before(place)
    asked = replace(
        question(walk, place, form=form),
        post_url=_address(response, place),
        back_url=_address(response, before) if before else _address(response),
        other_units="",
    )
    context = {"response": response, "q": asked, "form": form, "place": place, "section": "desk", "is_list": place.page.kind in LISTS}
    return render(request, "intake/on_behalf_page.html", context, status=status)


# --- saving --------------------------------------------------------------------------------------------------------


def _posted(request: HttpRequest, walk: Walk, place: Place) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "later":
        return see_other(_next(walk, place))
    if act == "confirm":
        return _saved(request, walk, place, Given({}), confirmed=tuple(item.link_id for item in walk.items_at(place)))
    if place.page.kind in LISTS:
        return _list_posted(request, walk, place, act)
    form = _form(walk, place, request.POST)
    if not form.is_valid():
        return _draw(request, walk, place, form, 422)
    return _saved(request, walk, place, form.given(), form=form)


def _saved(
    request: HttpRequest, walk: Walk, place: Place, given: Given, *, form: Any = None, confirmed: tuple[str, ...] = ()
) -> HttpResponse:
    try:
        recorded = record_answer(
            response=walk.response,
            values=given.values,
            key=posted_key(request),
            version=posted_version(request),
            by=request.user,
            role=request.member.role,  # type: ignore[attr-defined]
            at=timezone.now(),
            how=given.how,
            place=place.name,
            typed=given.typed,
            confirmed=confirmed,
        )
    except (AlreadySent, KeepWhich, TooLong) as refused:
        return _refused(request, walk, place, refused, form)
    return _onward(request, recorded, place)


def _refused(request: HttpRequest, walk: Walk, place: Place, refused: Exception, form: Any) -> HttpResponse:
    """Nothing was written, and what was entered stands in the boxes."""
    words = {
        AlreadySent: _("The patient has sent the application. Nothing was changed."),
        KeepWhich: _("The patient answered this just now. Compare, and save again if your answer is the right one."),
        TooLong: _("This is more text than we can keep. Make it a little shorter"),
    }[type(refused)]
    messages.warning(request, words)
    if isinstance(refused, AlreadySent):
        return see_other(reverse("reviews:desk"))
    fresh = draft_to_ask(request.member, walk.response.pk)  # type: ignore[attr-defined]
    if fresh is None:
        raise Http404
    return _draw(request, Walk.of(fresh), place, form or _form(Walk.of(fresh), place), 409)


def _onward(request: HttpRequest, recorded: Recorded, place: Place) -> HttpResponse:
    """Help that is due is said first; then a doubtful number; then the next open question of the part."""
    response = recorded.response
    if recorded.help_page:
        messages.warning(
            request,
            _("This answer calls for help now. Stay with the patient, say the numbers below, and look at the alert."),
        )
    if recorded.unlikely:
        return see_other(_address(response, place))
    walk = Walk.of(response)
    if walk.after(place) is None and response.current.get("postponed", {}).get(place.section.id) == PHONE:
        _settle(request, walk, place)
    return see_other(_next(walk, place))


def _settle(request: HttpRequest, walk: Walk, place: Place) -> None:
    """The part that was to be asked by phone has been asked, if nothing in it is open."""
    if not any(walk.is_open(one) for one in walk.in_part(place.part)):
        postpone_part(
            response=walk.response,
            section_id=place.section.id,
            how="",
            key=new_key(),
            by=request.user,
            at=timezone.now(),
            role=request.member.role,  # type: ignore[attr-defined]
        )


def _next(walk: Walk, place: Place) -> str:
    return _address(walk.response, walk.after(place))


# --- lists ---------------------------------------------------------------------------------------------------------


def _list_posted(request: HttpRequest, walk: Walk, place: Place, act: str) -> HttpResponse:
    """Add one, take one out, or say that the list is whole."""
    link_id, entries = place.page.items[0].link_id, list_in(walk, place)
    state = request.POST.get(STATE, "")
    if act == "add":
        form = _form(walk, place, request.POST)
        if not form.is_valid():
            return _draw(request, walk, place, form, 422)
        return _list_saved(request, walk, place, [*entries, form.told()])
    if act.startswith("remove-") and act.removeprefix("remove-").isdecimal():
        number = int(act.removeprefix("remove-")[:4])
        kept = [one for at, one in enumerate(entries, start=1) if at != number]
        return _list_saved(request, walk, place, kept)
    if act == "all" and entries:
        return _saved(request, walk, place, whole_list(place.page.items[0], entries))
    if act == "none" and not entries:
        return _saved(request, walk, place, Given({link_id: []}))
    if state in STATES and not entries:
        return _saved(request, walk, place, Given({link_id: dict(STATES[state])}))
    messages.error(request, _("Choose one of the buttons, or add one to the list"))
    return _draw(request, walk, place, _form(walk, place), 422)


def _list_saved(request: HttpRequest, walk: Walk, place: Place, entries: list[dict[str, Any]]) -> HttpResponse:
    """The list goes on being built. Whoever was overtaken by the patient sees her list first."""
    try:
        record_answer(
            response=walk.response,
            values={place.page.items[0].link_id: dict(UNANSWERED)},
            key=posted_key(request),
            version=None,
            by=request.user,
            role=request.member.role,  # type: ignore[attr-defined]
            at=timezone.now(),
            lists={place.page.items[0].link_id: entries},
        )
    except AlreadySent as refused:
        return _refused(request, walk, place, refused, None)
    except Superseded:
        messages.info(request, _("The list was changed in another window. Here it is as it stands now"))
    return see_other(_address(walk.response, place))
