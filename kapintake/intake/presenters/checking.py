"""The answers as they stand: the check page, what sending waits for, and what is asked on somebody's behalf."""

from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from kapintake.intake.document import NOT_IN_LANGUAGE, PHONE, answer_in, is_state
from kapintake.intake.presenters.questions import doubts, entry_words, list_in, words_in
from kapintake.intake.presenters.tasks import page_url
from kapintake.intake.questionnaires import Place, spoken
from kapintake.intake.walk import Walk
from kapintake.intake.words import answer_words
from screening import Item, ItemType, PageKind


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
