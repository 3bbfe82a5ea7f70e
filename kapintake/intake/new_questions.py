"""A questionnaire that was published in the middle of a draft: the draft keeps its version, and is asked what is new at its end.

A response that was asked more pins both versions, "intake-2026.1+2026.2": the whole of the first, and a part of its own with
the required questions that only the second has. Every other difference is for new drafts.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from screening import EnteredBy, Item, Page, Phase, Questionnaire, Section
from screening.conditions import reads

PLUS = "+"
ADDED = "added-"  # id of the part that holds them, before the version
ENGLISH = "en"
Drawn = Callable[[str, bool], Questionnaire]


class Joined(Questionnaire):
    """Two versions of one questionnaire. In another language both are, and the part that they make."""

    _in: Callable[[str], Questionnaire]

    def in_language(self, language: str, supplied: Any = ()) -> Questionnaire:
        return self if language == ENGLISH else self._in(language)


def joined_key(key: str, newer: str) -> str:
    """What a response pins that began with `key` and was asked what `newer` adds. Raises ValueError for another questionnaire."""
    id_, _dash, version = newer.rpartition("-")
    if not key.startswith(f"{id_}-"):
        raise ValueError(f"{newer} is no version of {key}.")
    return f"{key}{PLUS}{version}"


def joined(key: str, cssrs: bool, *, drawn: Drawn) -> Questionnaire:
    """The questionnaire of a key that joined_key made."""
    older, _plus, version = key.rpartition(PLUS)
    old, new = drawn(older, cssrs), drawn(f"{older.partition('-')[0]}-{version}", cssrs)
    return _join(old, new, version, ENGLISH)


def _join(old: Questionnaire, new: Questionnaire, version: str, language: str) -> Questionnaire:
    with override(language):
        title, intro = _("New questions"), _("The clinic added these questions after you began.")
    pages = tuple(new_pages(old, new.in_language(language)))
    added = {item.link_id for page in pages for item in page.items}
    whole = Joined(
        id=old.id,
        version=f"{old.version}{PLUS}{version}",
        sections=(*old.in_language(language).sections, Section(f"{ADDED}{version}", title, title, pages, intro=intro)),
        unpaged=old.unpaged,
        left_out=(old.left_out | new.left_out | frozenset(new.by_link_id)) - frozenset(old.by_link_id) - added,
    )
    object.__setattr__(whole, "_in", lambda other: _join(old, new, version, other))
    return whole


def new_pages(old: Questionnaire, new: Questionnaire) -> Iterator[Page]:
    """The pages of `new` with a required question that `old` has not, and the new questions that those hang on; no others."""
    wanted = _wanted(old, new)
    for section in new.sections:
        for page in section.pages:
            items = tuple(item for item in page.items if item.link_id in wanted)
            if items:
                yield Page(page.kind, items, page.title, page.why, page.instrument, page.language)


def _wanted(old: Questionnaire, new: Questionnaire) -> set[str]:
    found = {item.link_id for section in new.sections for item in section.items if _is_required(item)} - old.by_link_id.keys()
    while True:
        parents = {name for link_id in found if (when := new.by_link_id[link_id].enable_when) for name in reads(when)}
        more = (parents & new.by_link_id.keys()) - old.by_link_id.keys() - found
        if not more:
            return found
        found |= more


def _is_required(item: Item) -> bool:
    return item.core and not item.context and item.phase is Phase.INTAKE and item.entered_by is EnteredBy.PATIENT


def title_for_staff(section: Section) -> str:
    """With the version, where a newer one added it."""
    if not section.id.startswith(ADDED):
        return section.title
    return f"{section.title} ({section.id.removeprefix(ADDED)})"
