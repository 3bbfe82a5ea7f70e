"""What the pages show, put together once: task list, question page, check page."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapintake.intake.company import is_private
from kapintake.intake.document import NOT_IN_LANGUAGE, PHONE, answer_in, is_state
from kapintake.intake.forms import LISTS, PageForm, has_units
from kapintake.intake.forms.fields import FieldsForm
from kapintake.intake.questionnaires import Place, spoken
from kapintake.intake.services import new_key
from kapintake.intake.units import METRIC, US, in_other_unit
from kapintake.intake.walk import Part, Walk
from kapintake.intake.words import answer_words, medicine_words, trial_words, typed_words, with_typed
from screening import INSTRUMENTS, Item, ItemType, Page, PageKind, is_unlikely

FROM_CHECK = "?from=check"
SIDE_BY_SIDE = 2


@dataclass(frozen=True, slots=True)
class Task:
    title: str
    status: str
    url: str = ""
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TaskList:
    groups: tuple[TaskGroup, ...]
    done: int
    total: int
    minutes: int
    next: Part | None
    next_url: str


def page_url(place: Place, *, checking: bool = False) -> str:
    return reverse("intake:page", args=(place.part, place.number)) + (FROM_CHECK if checking else "")


def part_url(walk: Walk, part: Part) -> str:
    """Where a part is entered: its introduction when it is fresh, else the page to go on with."""
    if is_private(part.section) or (not part.is_begun and has_introduction(part)):
        return reverse("intake:part", args=(part.number,))
    place = walk.resume_in(part.number)
    return page_url(place) if place else reverse("intake:task_list")


def whole_scale(walk: Walk, part: int) -> list[Place]:
    """The pages of the part that ask a published scale, where there is more than one of them."""
    places = [place for place in walk.in_part(part) if place.page.instrument]
    return places if len(places) > 1 else []


def next_in_part(walk: Walk, part: int, *, after: int = 0) -> str:
    """The first page of the part, past the page `after`, that has something unanswered; else the end of the part."""
    left = (place for place in walk.in_part(part) if place.number > after and walk.is_open(place))
    place = next(left, None)
    return page_url(place) if place else reverse("intake:part_done", args=(part,))


def has_introduction(part: Part) -> bool:
    return bool(part.section.intro) or any(page.instrument for page in part.section.pages)


def task_list(walk: Walk) -> TaskList:
    parts = walk.parts()
    groups: dict[str, list[Task]] = {}
    for part in parts:
        groups.setdefault(part.section.group, []).append(_task(walk, part))
    unfinished = [part for part in parts if not part.is_done]
    sending = Task(_("Check your answers and send them"), _("Ready"), reverse("intake:check"), tone="todo")
    if unfinished:
        sending = Task(_("Check your answers and send them"), _("Cannot start yet"), hint=_("First finish the parts above."))
    shown = [TaskGroup(title, tuple(tasks)) for title, tasks in groups.items()]
    shown.append(TaskGroup(_("Check and send to the clinic"), (sending,)))
    following = next((part for part in unfinished if not part.postponed), unfinished[0] if unfinished else None)
    return TaskList(
        tuple(shown),
        done=len(parts) - len(unfinished),
        total=len(parts),
        minutes=sum(part.section.minutes for part in unfinished),
        next=following,
        next_url=part_url(walk, following) if following else reverse("intake:check"),
    )


def _task(walk: Walk, part: Part) -> Task:
    url = part_url(walk, part)
    if part.postponed and part.required:
        return Task(part.section.title, _("Later"), url, tone="todo")
    if part.postponed == PHONE:
        return Task(part.section.title, _("By phone"), url, tone="plain")
    if part.is_done:
        return Task(part.section.title, _("Done"), url, tone="plain")
    if not part.is_begun:
        return Task(part.section.title, _("Not started"), url, tone="todo")
    if part.was_reopened:
        return Task(part.section.title, _("Needs an update"), url, tone="update")
    words = _("In progress")
    if walk.is_fixed(part.number):
        words = _("In progress, %(answered)s of %(pages)s") % {"answered": part.answered, "pages": part.pages}
    return Task(part.section.title, words, url, tone="now")


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the questionnaire."""

    place: Place
    kind: str
    heading: str
    why: str
    hint: str
    under_heading: str  # both of them, where one text stands under the heading
    stem: str
    notice: str
    caption: str
    number: int
    total: int
    version: int
    key: str
    may_be_unsure: bool
    state: str
    template: str
    back_url: str
    post_url: str
    other_unit: "OtherUnit | None" = None  # "= 170 cm" under the boxes
    other_units: str = ""  # "Use centimeters instead", where there are others
    units: str = ""
    side_by_side: bool = False
    doubts: tuple["Doubt", ...] = ()
    support_line: bool = False
    heading_in_form: bool = False
    entries: tuple[dict[str, Any], ...] = ()
    add_url: str = ""
    is_none: bool = False
    doubt_key: str = ""
    words_in: str = ""  # the language of the question, where it is not that of the page: a scale in English alone


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number outside the usual range: "You entered 700 lb. Is that right?"."""

    link_id: str
    words: str


TEMPLATES = {
    PageKind.CARDS: "cards",
    PageKind.SCALE: "cards",
    PageKind.TICKS: "ticks",
    PageKind.GROUP: "ticks",
    PageKind.FIELDS: "fields",
    PageKind.MEDICINES: "list",
    PageKind.TRIALS: "list",
}


def question(walk: Walk, place: Place, *, form: PageForm | None = None, checking: bool = False) -> Question:
    page, items = place.page, walk.items_at(place) or place.page.items
    first = items[0]
    alone = len(items) == 1 and page.kind is not PageKind.GROUP
    number, total = walk.numbering(place)
    instrument = INSTRUMENTS.get(page.instrument) if page.instrument else None
    back = walk.before(place)
    is_fields = isinstance(form, FieldsForm)
    return Question(
        place=place,
        kind=page.kind.value,
        heading=first.text if alone else page.title or place.section.title,
        why=page.why or (first.why if alone else ""),
        hint=first.hint if alone else "",
        under_heading=under_heading(page.why or (first.why if alone else ""), first.hint if alone else ""),
        stem=instrument.stem if instrument else "",
        notice=instrument.notice if instrument else "",
        caption=caption(place, number, total),
        number=number,
        total=total,
        version=walk.response.version,
        key=new_key(),
        may_be_unsure=all(item.may_be_unsure for item in items),
        state=_shared_state(walk, items),
        template=f"intake/_{TEMPLATES[page.kind]}.html",
        back_url=reverse("intake:check") if checking else page_url(back) if back else reverse("intake:task_list"),
        post_url=page_url(place, checking=checking),
        other_unit=other_unit(walk, form) if isinstance(form, FieldsForm) else None,
        other_units=other_units(form) if isinstance(form, FieldsForm) and has_units(items) else "",
        units=form.units if is_fields else "",
        side_by_side=first.type is ItemType.BOOLEAN,
        doubts=doubts(walk, items),
        support_line=bool(walk.document["helped"]) or _safety_was_declined(walk),
        heading_in_form=alone and page.kind is PageKind.FIELDS,
        entries=entries(walk, place) if page.kind in LISTS else (),
        add_url=reverse("intake:entry", args=(place.part, place.number, len(list_in(walk, place)) + 1)) if page.kind in LISTS else "",
        is_none=page.kind in LISTS and answer_in(walk.document, first.link_id) == [],
        doubt_key=new_key(),
        words_in=words_in(page),
    )


def words_in(page: Page) -> str:
    """The language of a scale that is not in that of the page; "" for everything else."""
    return page.language if page.instrument and page.language != get_language() else ""


def left_of_scale(walk: Walk, place: Place) -> tuple[str, ...]:
    """The questions of the scale of this page that are asked now and have no answer."""
    same = (one for one in walk.places if one.page.instrument and one.page.instrument == place.page.instrument)
    asked = (item for one in same for item in walk.items_at(one))
    return tuple(item.link_id for item in asked if is_state(answer_in(walk.document, item.link_id)))


def under_heading(why: str, hint: str) -> str:
    """Why we ask: the dose depends on it. A good guess is fine."""
    because = _("Why we ask: %(why)s") % {"why": why} if why else ""
    return f"{because} {hint}".strip()


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """What was answered in the other unit. `of` and `from_unit` tell a script which boxes it follows, and in what."""

    of: str
    from_unit: str
    words: str


def other_unit(walk: Walk, form: FieldsForm) -> OtherUnit | None:
    """Of a page that asks one number which has two units; without words where nothing was answered yet."""
    item = form.items[0]
    if len(form.items) > 1 or not has_units(form.items):
        return None
    value = answer_in(walk.document, item.link_id)
    from_unit = {("cm", US): "ft-in", ("kg", US): "lb"}.get((item.unit, form.units), item.unit)
    words = "" if is_state(value) or form.is_bound else f"= {in_other_unit(value, from_unit)}"
    return OtherUnit(item.link_id, from_unit, words)


def other_units(form: FieldsForm) -> str:
    """The words of the one tap to the other units."""
    asked = {item.unit for item in form.items}
    words = {
        (US, True): _("Use centimeters instead"),
        (US, False): _("Use kilograms instead"),
        (METRIC, True): _("Use feet and inches instead"),
        (METRIC, False): _("Use pounds instead"),
    }
    return words[form.units, "cm" in asked]


def caption(place: Place, number: int, total: int) -> str:
    """Your health · question 2 of 6."""
    if total:
        words = _("question %(number)s of %(total)s") % {"number": number, "total": total}
    else:
        words = _("question %(number)s") % {"number": number}
    return f"{place.section.title} · {words}"


def _shared_state(walk: Walk, items: tuple[Item, ...]) -> str:
    states = {
        answer_in(walk.document, item.link_id).get("state") if is_state(answer_in(walk.document, item.link_id)) else "" for item in items
    }
    only = states.pop() if len(states) == 1 else ""
    return only if only in ("declined", "unsure") else ""


def _safety_was_declined(walk: Walk) -> bool:
    return any(
        item.is_safety and answer_in(walk.document, item.link_id) == {"state": "declined"}
        for place in walk.places
        for item in place.page.items
    )


def doubts(walk: Walk, items: tuple[Item, ...]) -> tuple[Doubt, ...]:
    """Numbers of the page that are worth asking about, and that she has not yet called right."""
    found = []
    for item in items:
        value = answer_in(walk.document, item.link_id)
        if not is_state(value) and item.link_id not in walk.document["confirmed"] and is_unlikely(item, value):
            words = typed_words(item, value, walk.document["typed"].get(item.link_id))
            found.append(Doubt(item.link_id, words if len(items) == 1 else f"{item.title}: {words}"))
    return tuple(found)


def list_in(walk: Walk, place: Place) -> list[dict[str, Any]]:
    """The entries so far: of the list that is being built, else of the answer."""
    link_id = place.page.items[0].link_id
    building = walk.document["lists"].get(link_id)
    if building is not None:
        return list(building)
    value = answer_in(walk.document, link_id)
    if is_state(value):
        return []
    typed = walk.document["typed"].get(link_id)
    return with_typed(value, typed) if typed else list(value)


def entry_words(item: Item, entry: dict[str, Any]) -> str:
    return medicine_words(entry) if item.type is ItemType.MEDICINES else trial_words(entry)


def entries(walk: Walk, place: Place) -> tuple[dict[str, Any], ...]:
    item = place.page.items[0]
    return tuple(
        {
            "number": number,
            "name": str(entry.get("name", "")),
            "words": entry_words(item, entry),
            "url": reverse("intake:entry", args=(place.part, place.number, number)),
        }
        for number, entry in enumerate(list_in(walk, place), start=1)
    )


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    answer: str
    url: str = ""
    note: str = ""
    quiet: bool = False
    words_in: str = ""


@dataclass(frozen=True, slots=True)
class CheckPart:
    title: str
    rows: tuple[Row, ...] = field(default=())


def check_parts(walk: Walk, *, may_change: bool = True) -> tuple[CheckPart, ...]:
    """Every question that is asked now with its answer, part by part."""
    parts: dict[int, tuple[str, list[Row]]] = {}
    for place in walk.places:
        items = walk.items_at(place)
        if items:
            rows = parts.setdefault(place.part, (place.section.title, []))[1]
            rows += [_row(walk, place, item, may_change=may_change) for item in items]
    return tuple(CheckPart(title, tuple(rows)) for title, rows in parts.values())


def _row(walk: Walk, place: Place, item: Item, *, may_change: bool) -> Row:
    value = answer_in(walk.document, item.link_id)
    words = answer_words(item, value, walk.document["typed"].get(item.link_id))
    if walk.document["how"].get(item.link_id) == NOT_IN_LANGUAGE:
        words = _("Somebody asks you this by phone")
    if not is_state(value) and item.type in (ItemType.MEDICINES, ItemType.TRIALS):
        words = "\n".join(entry_words(item, entry) for entry in list_in(walk, place)) or _("None")
    note = next((_("You told us %(words)s. Is that right?") % {"words": doubt.words} for doubt in doubts(walk, (item,))), "")
    url = page_url(place, checking=True) if may_change else ""
    return Row(item.title, words, url, note, quiet=is_state(value), words_in=words_in(place.page))


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that sending waits for, with its page."""

    label: str
    url: str
    words_in: str = ""


def missing_rows(walk: Walk, link_ids: tuple[str, ...]) -> tuple[Missing, ...]:
    """What is still open, with links. What registration or consent left open leads to those pages."""
    at = {item.link_id: place for place in walk.places for item in place.page.items}
    by_link_id = spoken(walk.response).by_link_id
    return tuple(
        Missing(by_link_id[link_id].title, page_url(at[link_id], checking=True), words_in(at[link_id].page))
        if link_id in at
        else Missing(by_link_id[link_id].title, reverse("home"))
        for link_id in link_ids
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A page to be read out: its first words, whether it is answered, and whether sending waits for it."""

    title: str
    url: str
    is_answered: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class PartAsked:
    title: str
    by_phone: bool
    pages: tuple[Asked, ...]


def parts_on_behalf(walk: Walk) -> tuple[PartAsked, ...]:
    """Every page that applies now, for a clinician who asks aloud. What was answered is not shown here."""
    parts: dict[int, PartAsked] = {}
    for place in walk.places:
        items = walk.items_at(place)
        if not items:
            continue
        alone = len(items) == 1 and place.page.kind is not PageKind.GROUP
        title = items[0].title if alone else place.page.title or place.section.title
        url = reverse("intake:on_behalf_page", args=(walk.response.pk, place.part, place.number))
        one = Asked(title, url, not walk.is_open(place), walk.is_required(place))
        before = parts.get(place.part) or PartAsked(place.section.title, walk.document["postponed"].get(place.section.id) == PHONE, ())
        parts[place.part] = replace(before, pages=(*before.pages, one))
    return tuple(parts.values())
