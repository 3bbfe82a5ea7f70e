"""One question page: its words, its ways round, and the entries of a list."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapintake.intake.document import answer_in, is_state
from kapintake.intake.forms import LISTS, PageForm, has_units
from kapintake.intake.forms.fields import FieldsForm
from kapintake.intake.presenters.tasks import FROM_CHECK, page_url
from kapintake.intake.questionnaires import Place
from kapintake.intake.services import new_key
from kapintake.intake.supplied_words import scale_of
from kapintake.intake.units import METRIC, US, in_other_unit
from kapintake.intake.walk import Walk
from kapintake.intake.words import medicine_words, trial_words, typed_words, with_typed
from screening import Item, ItemType, Page, PageKind, is_unlikely


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
    instrument = scale_of(page) if page.instrument else None
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
        other_unit=other_unit(form) if isinstance(form, FieldsForm) else None,
        other_units=other_units(form) if isinstance(form, FieldsForm) and has_units(items) else "",
        units=form.units if is_fields else "",
        side_by_side=first.type is ItemType.BOOLEAN,
        doubts=doubts(walk, items),
        support_line=bool(walk.document["helped"]) or _safety_was_declined(walk),
        heading_in_form=alone and page.kind is PageKind.FIELDS,
        entries=entries(walk, place, checking=checking) if page.kind in LISTS else (),
        add_url=entry_url(place, len(list_in(walk, place)) + 1, checking=checking) if page.kind in LISTS else "",
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


def other_unit(form: FieldsForm) -> OtherUnit | None:
    """Of a page that asks one number which has two units: what stands in its boxes, where that is a number."""
    item = form.items[0]
    if len(form.items) > 1 or not has_units(form.items):
        return None
    from_unit = {("cm", US): "ft-in", ("kg", US): "lb"}.get((item.unit, form.units), item.unit)
    stored = form.number_shown(item.link_id)
    return OtherUnit(item.link_id, from_unit, "" if stored is None else f"= {in_other_unit(stored, from_unit)}")


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


def entry_url(place: Place, number: int, *, checking: bool) -> str:
    return reverse("intake:entry", args=(place.part, place.number, number)) + (FROM_CHECK if checking else "")


def entries(walk: Walk, place: Place, *, checking: bool = False) -> tuple[dict[str, Any], ...]:
    item = place.page.items[0]
    return tuple(
        {
            "number": number,
            "name": str(entry.get("name", "")),
            "words": entry_words(item, entry),
            "url": entry_url(place, number, checking=checking),
        }
        for number, entry in enumerate(list_in(walk, place), start=1)
    )
