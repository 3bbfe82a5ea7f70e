"""A question page: shown as last answered, saved by one tap or Continue."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapintake.access import Role, access
from kapintake.clinics.selectors import clinic_date, zone_of
from kapintake.intake.document import UNANSWERED, answer_in, is_known, is_state
from kapintake.intake.forms import LISTS, form_for
from kapintake.intake.forms.fields import FieldsForm
from kapintake.intake.forms.given import STATE, STATES, Given
from kapintake.intake.forms.medicine import plain
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.presenters import Question, left_of_scale, list_in, page_url, question, words_in
from kapintake.intake.questionnaires import Place, place_at
from kapintake.intake.selectors import last_act, reread
from kapintake.intake.services import AlreadySent, KeepWhich, TooLong, new_key, values_before
from kapintake.intake.units import METRIC, US
from kapintake.intake.views.common import already_sent, own_draft, posted_key, posted_version, see_other
from kapintake.intake.walk import Walk
from kapintake.intake.words import answer_words
from kapintake.languages import typed_again, unchecked
from kapintake.pathway.intake import Recorded, open_part, record_answer
from kapintake.pathway.language import put_off_scale
from screening import Item, PageKind

TRIES = 3
OTHERS_NOT_NAMED = "Other, not sure which"  # an entry that no rule recognises, so that an incomplete list is looked at
SAFETY = "safety"  # the part that asks other questions in another language


def the_place(response: QuestionnaireResponse, part: int, page: int) -> Place:
    place = place_at(response, part, page)
    if place is None:
        raise Http404
    return place


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def page(request: HttpRequest, response: QuestionnaireResponse, part: int, page: int) -> HttpResponse:
    """One question."""
    place = the_place(response, part, page)
    if request.method == "POST":
        if place.section.id == SAFETY and posted_version(request) < response.current.get("redrawn", 0):
            messages.info(request, _("The language was changed in another window, and the questions with it. Here they are"))
            return see_other(reverse("intake:part", args=(part,)))
        return _posted(request, response, place)
    walk = Walk.of(response)
    if not walk.applies(place):
        following = walk.following(place)
        return redirect(page_url(following)) if following else redirect("intake:task_list")
    open_part(response=response, section_id=place.section.id, by=request.user, at=timezone.now())
    typed = typed_again(request) if place.page.kind not in LISTS else None
    return show(request, walk, place, form=unchecked(_form(walk, place, data=typed, units=typed.get("units", ""))) if typed else None)


def is_checking(request: HttpRequest) -> bool:
    return request.GET.get("from") == "check"


def show(request: HttpRequest, walk: Walk, place: Place, *, form: Any = None, status: int = 200, wrong: str = "") -> HttpResponse:
    """The page with what is stored, or with `form` as it was typed. `wrong` is what to do, on a list, which has no form."""
    response = walk.response
    if form is None and place.page.kind not in LISTS:
        form = _form(walk, place)
    asked = question(walk, place, form=form, checking=is_checking(request))
    context = {"clinic": response.clinic, "q": asked, "form": form, "saved_at": response.last_answer_at, **_undo(request, walk)}
    context.update({"wrong": wrong, "form_has_errors": bool(wrong)})
    return render(request, "intake/page.html", context, status=status)


def _form(walk: Walk, place: Place, **more: Any) -> Any:
    today = clinic_date(walk.response.clinic, timezone.now())
    return form_for(place.page, items=walk.items_at(place), document=dict(walk.document), today=today, **more)


def _undo(request: HttpRequest, walk: Walk) -> dict[str, Any]:
    """ "Saved: Several days. Undo" after a tap. The address holds the numbers of the page before, no answer."""
    part, _dot, number = request.GET.get("saved", "").partition(".")
    if not (part.isdecimal() and number.isdecimal() and len(part + number) < 7):
        return {}
    before = place_at(walk.response, int(part), int(number))
    if before is None or before.page.kind not in (PageKind.SCALE, PageKind.CARDS):
        return {}
    item = before.page.items[0]
    value = answer_in(walk.document, item.link_id)
    if is_state(value) and value == UNANSWERED:
        return {}
    words = answer_words(item, value, walk.document["typed"].get(item.link_id))
    url, language = reverse("intake:page", args=(before.part, before.number)), words_in(before.page) or get_language()
    return {"undo_url": url, "undo_words": words, "undo_language": language, "undo_key": new_key()}


# --- saving --------------------------------------------------------------------------------------------------------


def _posted(request: HttpRequest, response: QuestionnaireResponse, place: Place) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "undo":
        return _undone(request, response, place)
    if act == "by-phone":
        return _asked_by_phone(request, response, place)
    if place.page.kind in LISTS:
        return _list_posted(request, response, place, act)
    walk = Walk.of(response)
    items = walk.items_at(place) or place.page.items
    if act == "confirm":
        return _save(request, response, place, Given({}), confirmed=tuple(item.link_id for item in items))
    today = clinic_date(response.clinic, timezone.now())
    units = request.POST.get("units", "")
    form = form_for(place.page, items=items, document=dict(walk.document), today=today, data=request.POST, units=units)
    if act in ("later", "draft"):
        return _left(request, response, place, form, act)
    if act in (f"units-{US}", f"units-{METRIC}") and isinstance(form, FieldsForm):
        return _in_other_units(request, walk, place, form, act.removeprefix("units-"))
    if not form.is_valid():
        return show(request, walk, place, form=form, status=422)
    given = form.given()
    return _save(request, response, place, given, confirmed=_said_again(walk, given), form=form)


def _said_again(walk: Walk, given: Given) -> tuple[str, ...]:
    """Continue pressed once more on the same unlikely number is a yes."""
    return tuple(name for name, value in given.values.items() if is_known(value) and answer_in(walk.document, name) == value)


def _save(
    request: HttpRequest,
    response: QuestionnaireResponse,
    place: Place,
    given: Given,
    *,
    confirmed: tuple[str, ...] = (),
    form: Any = None,
) -> HttpResponse:
    version, key = posted_version(request), posted_key(request)
    try:
        recorded = record_answer(
            response=response,
            values=given.values,
            key=key,
            version=version,
            by=request.user,
            at=timezone.now(),
            how=given.how,
            place=place.name,
            typed=given.typed,
            confirmed=confirmed,
        )
    except AlreadySent:
        return already_sent(request, reread(response))
    except TooLong:
        form.add_error(None, _("This is more text than we can keep. Make it a little shorter"))
        return show(request, Walk.of(response), place, form=form, status=422)
    except KeepWhich as clash:
        return keep_which(request, reread(response), place, given, clash.link_ids)
    return onward(request, recorded, place)


def onward(request: HttpRequest, recorded: Recorded, place: Place) -> HttpResponse:
    """After a save: help that is due comes first, then a doubtful number, then the next page."""
    checking = is_checking(request)
    if recorded.help_page:
        return see_other(reverse("intake:support", args=(place.part, place.number)) + ("?from=check" if checking else ""))
    if recorded.unlikely:
        return see_other(page_url(place, checking=checking))
    walk = Walk.of(recorded.response)
    return see_other(next_url(walk, place, checking=checking, tapped=place.page.kind in (PageKind.SCALE, PageKind.CARDS)))


def next_url(walk: Walk, place: Place, *, checking: bool = False, tapped: bool = False) -> str:
    """Where a save leads. From the check page: questions that it opened come first, then back there."""
    following = walk.after(place)
    if checking:
        opened = following if following is not None and walk.is_required(following) else None
        return page_url(opened, checking=True) if opened else reverse("intake:check")
    if following is None:
        return reverse("intake:part_done", args=(place.part,))
    return page_url(following) + (f"?saved={place.name}" if tapped else "")


def _left(request: HttpRequest, response: QuestionnaireResponse, place: Place, form: Any, act: str) -> HttpResponse:
    """ "I'll do this later", or a draft from a script: no answer, but what was typed is kept."""
    walk, now, is_draft = Walk.of(response), timezone.now(), act == "draft"
    kept = _newly_typed(walk, form)
    if kept:
        key = posted_key(request)
        try:
            record_answer(
                response=response,
                values={},
                key=new_key() if is_draft else key,  # the form's own key is for the answer that comes of it
                version=posted_version(request),
                by=request.user,
                at=now,
                drafts=kept,
                drafted_in=key,
                units=form.units_of(kept),
            )
        except AlreadySent:
            return already_sent(request, reread(response))
        except TooLong:
            return show(request, walk, place, form=form, status=422)
        except KeepWhich:
            if is_draft:
                return HttpResponse(status=409)  # typed further in another window: this one is asked when its form is sent
    if is_draft:
        saved = time_format(now.astimezone(zone_of(response.clinic)), "g:i A")
        return HttpResponse(status=204, headers={"X-Saved": saved} if kept else {})
    return see_other(_past(walk, place, checking=is_checking(request)))


def _past(walk: Walk, place: Place, *, checking: bool) -> str:
    """Where she goes on that leaves a page as it is: back to the check page, to the next page, or to the end of the part."""
    if checking:
        return reverse("intake:check")
    following = walk.following(place)
    return page_url(following) if following else reverse("intake:part_done", args=(place.part,))


def _newly_typed(walk: Walk, form: Any) -> dict[str, Any]:
    """What stands in the boxes and is neither the answer nor the draft that the page was drawn with; emptied ones too."""
    if not isinstance(form, FieldsForm):
        return {}
    typed, drafts = form.as_typed(), walk.document["drafts"]
    texts = {name: typed.get(name, "") for name in form.fields if name in typed or name in drafts}
    return {name: text for name, text in texts.items() if text != (form.initial.get(name) or "")}


def _in_other_units(request: HttpRequest, walk: Walk, place: Place, form: FieldsForm, units: str) -> HttpResponse:
    """The same page in the other units, with what stands in the boxes turned into them. Nothing is saved yet."""
    return show(request, walk, place, form=_form(walk, place, units=units, initial=form.in_units(units)))


def _undone(request: HttpRequest, response: QuestionnaireResponse, place: Place) -> HttpResponse:
    """Undo the newest tap: what was there before stands again, and the page is asked anew. Both stay in the history."""
    before = values_before(last_act(response), [place.page.items[0].link_id])
    if before is not None:
        try:
            record_answer(
                response=response,
                values=before,
                key=posted_key(request),
                version=posted_version(request),
                by=request.user,
                at=timezone.now(),
                place=place.name,
            )
        except AlreadySent:
            return already_sent(request, reread(response))
        except KeepWhich:
            pass  # answered in another window since: the page shows what stands now
    return see_other(page_url(place))


def _asked_by_phone(request: HttpRequest, response: QuestionnaireResponse, place: Place) -> HttpResponse:
    """The scale is not in her language: somebody asks what is left of it. Its questions stay open for every rule."""
    walk = Walk.of(response)
    left = left_of_scale(walk, place)
    try:
        recorded = put_off_scale(
            response=response,
            link_ids=left,
            section_id=place.section.id,
            place=place.name,
            key=posted_key(request),
            by=request.user,
            at=timezone.now(),
        )
    except AlreadySent:
        return already_sent(request, reread(response))
    messages.success(request, _("We told the clinic that you want a call. You can go on with the other questions."))
    return onward(request, recorded, place)


def keep_which(
    request: HttpRequest, response: QuestionnaireResponse, place: Place, given: Given, link_ids: tuple[str, ...], *, post_url: str = ""
) -> HttpResponse:
    """ "You answered this in another window. Keep which?" Both texts are there; nothing was written."""
    walk = Walk.of(response)
    items = {item.link_id: item for one in walk.places for item in one.page.items}
    rows = [
        {
            "label": items[name].title,
            "stored": walk.document["drafts"].get(name)
            or answer_words(items[name], answer_in(walk.document, name), walk.document["typed"].get(name)),
            "offered": answer_words(items[name], given.values[name], given.typed.get(name)),
        }
        for name in link_ids
    ]
    kept = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in ("csrfmiddlewaretoken", "key", "version")
    ]
    asked: Question = question(walk, place, form=None, checking=is_checking(request))
    context = {
        "clinic": response.clinic,
        "rows": rows,
        "fields": kept,
        "q": asked,
        "post_url": post_url or asked.post_url,
        "keep_url": next_url(walk, place, checking=is_checking(request)),
    }
    return render(request, "intake/keep_which.html", context, status=409)


# --- lists ---------------------------------------------------------------------------------------------------------


def _list_posted(request: HttpRequest, response: QuestionnaireResponse, place: Place, act: str) -> HttpResponse:
    """The buttons under a list: that's all, none, not sure, rather not say, later, remove one."""
    walk = Walk.of(response)
    item = place.page.items[0]
    entries = list_in(walk, place)
    if act == "later":
        return see_other(_past(walk, place, checking=is_checking(request)))
    if act.startswith("remove-"):
        return _removed(request, response, place, act.removeprefix("remove-"))
    if act == "none" and not entries:
        return _save(request, response, place, Given({item.link_id: []}))
    if act == "all" and entries:
        return _save(request, response, place, whole_list(item, entries))
    state = request.POST.get(STATE, "")
    if state == "unsure" and entries:
        return _save(request, response, place, whole_list(item, [*entries, {"name": OTHERS_NOT_NAMED}]))
    if state in STATES:
        return _save(request, response, place, Given({item.link_id: dict(STATES[state])}))
    return show(request, walk, place, status=422, wrong=_("Choose one of the buttons, or add one to your list"))


def whole_list(item: Item, entries: list[dict[str, Any]]) -> Given:
    """The list as an answer: what the rules read, and beside it what was typed."""
    typed = [entry.get("typed") or {} for entry in entries]
    return Given({item.link_id: [plain(entry) for entry in entries]}, typed={item.link_id: typed} if any(typed) else {})


def _removed(request: HttpRequest, response: QuestionnaireResponse, place: Place, number: str) -> HttpResponse:
    entries = list_in(Walk.of(response), place)
    if not is_fresh(request, response, place) or not number.isdecimal() or len(number) > 3 or not 1 <= int(number) <= len(entries):
        messages.info(request, _("Your list was changed in another window. Here it is as it stands now"))
        return see_other(page_url(place))
    del entries[int(number) - 1]
    return list_saved(request, response, place, entries)


def is_fresh(request: HttpRequest, response: QuestionnaireResponse, place: Place) -> bool:
    """Whether the list is still as the form showed it. Numbers of entries mean nothing on another list."""
    return response.current.get("touched", {}).get(place.page.items[0].link_id, 0) <= posted_version(request)


def list_saved(
    request: HttpRequest, response: QuestionnaireResponse, place: Place, entries: list[dict[str, Any]], *, onward: str = ""
) -> HttpResponse:
    """The list goes on being built: it is an answer only when she says "That's all of them"."""
    link_id = place.page.items[0].link_id
    try:
        record_answer(
            response=response,
            values={link_id: dict(UNANSWERED)},
            key=posted_key(request),
            version=None,
            by=request.user,
            at=timezone.now(),
            lists={link_id: entries},
        )
    except AlreadySent:
        return already_sent(request, reread(response))
    return see_other(onward or page_url(place, checking=is_checking(request)))
