"""Where a person is in the questionnaire: numbered pages, what each part's status is, what comes next, what is open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from screening.answers import Answers
from screening.items import EnteredBy, Item, Page, Phase, Questionnaire, Section
from screening.truth import Truth
from screening.values import AnswerState

_ANSWERED = (AnswerState.DECLINED, AnswerState.UNSURE)


class SectionStatus(StrEnum):
    """Of a part of the task list."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """A page with its place, counted from 1 within its section."""

    section: Section
    number: int
    page: Page


@lru_cache(maxsize=64)
def pages(questionnaire: Questionnaire) -> tuple[NumberedPage, ...]:
    """All pages in order, whether or not branching shows them."""
    return tuple(
        NumberedPage(section, number, page) for section in questionnaire.sections for number, page in enumerate(section.pages, start=1)
    )


def is_answered(item: Item, answers: Answers) -> bool:
    """Whether something was said: a value, "I'm not sure" or "I'd rather not say"."""
    return item.link_id in answers.given or answers.states.get(item.link_id) in _ANSWERED


def open_in(items: Iterable[Item], answers: Answers) -> Iterator[Item]:
    """Of these items the ones that are shown, required to send and not answered."""
    for item in items:
        is_required = item.core and item.phase is Phase.INTAKE and item.entered_by is EnteredBy.PATIENT
        if is_required and not is_answered(item, answers) and answers.shown(item) is Truth.TRUE:
            yield item


def open_items(answers: Answers) -> tuple[Item, ...]:
    """What still has to be answered before the questionnaire can be sent."""
    return tuple(item for section in answers.questionnaire.sections for item in open_in(section.items, answers))


def section_status(section: Section, answers: Answers) -> SectionStatus:
    """DONE when nothing required is open; a part that asks this person nothing is done as well."""
    if not any(True for _ in open_in(section.items, answers)):
        return SectionStatus.DONE
    started = any(is_answered(item, answers) for item in section.items)
    return SectionStatus.IN_PROGRESS if started else SectionStatus.NOT_STARTED


def next_page(answers: Answers, after: NumberedPage | None = None) -> NumberedPage | None:
    """The first page with something required still open, after a page or from the start. None when there is none."""
    every = pages(answers.questionnaire)
    start = every.index(after) + 1 if after in every else 0
    return next((one for one in every[start:] if any(True for _ in open_in(one.page.items, answers))), None)
