"""Which questions a response asks, and in which words: the questionnaire of its version, drawn with or without the C-SSRS.

The version and the choice of safety questions were fixed on the response when it was started, so a draft never changes
under the patient's hands; but she may go on in another language, and the C-SSRS is in English alone.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.new_questions import PLUS, joined, joined_key, new_pages
from kapintake.intake.supplied_words import is_spoken, supplied
from screening import Item, Page, Questionnaire, Section, intake, questionnaire

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the questionnaire, by number: the only thing that addresses tell."""

    part: int
    number: int
    section: Section
    page: Page

    @property
    def name(self) -> str:
        return f"{self.part}.{self.number}"


@lru_cache(maxsize=16)
def drawn(key: str, cssrs: bool) -> Questionnaire:
    """The questionnaire of that key. Raises UnknownItem for a version that this release does not know."""
    return joined(key, cssrs, drawn=drawn) if PLUS in key else questionnaire(key, cssrs)


def spoken(response: QuestionnaireResponse, language: str = "") -> Questionnaire:
    """The same questions in the words of a language; that of the page, where none is named."""
    return _worded(response.questionnaire, response.cssrs_is_on, language or get_language() or ENGLISH)


@lru_cache(maxsize=16)
def _worded(key: str, cssrs: bool, language: str) -> Questionnaire:
    return drawn(key, cssrs).in_language(language, supplied())


def current_key() -> str:
    """The version that a new response is started with."""
    return intake(True).key()


def key_with_new(response: QuestionnaireResponse) -> str:
    """What the response would pin if it were asked what is new as well; its own key where nothing new is required."""
    newest = current_key()
    own = drawn(response.questionnaire, response.cssrs_is_on)
    if newest in (own.key(), own.key().partition(PLUS)[0]) or newest.rpartition("-")[2] in own.version.split(PLUS):
        return response.questionnaire
    if not any(new_pages(own, drawn(newest, response.cssrs_is_on))):
        return response.questionnaire
    return joined_key(response.questionnaire, newest)


def questionnaire_of(response: QuestionnaireResponse) -> Questionnaire:
    """The questions that this response asks."""
    return drawn(response.questionnaire, response.cssrs_is_on)


@lru_cache(maxsize=16)
def _places(key: str, cssrs: bool, language: str) -> tuple[Place, ...]:
    return places_in(_worded(key, cssrs, language))


def places_in(asked: Questionnaire) -> tuple[Place, ...]:
    """Every page in order, numbered from one inside each part."""
    return tuple(
        Place(part, number, section, page)
        for part, section in enumerate(asked.sections, start=1)
        for number, page in enumerate(section.pages, start=1)
    )


def places_of(response: QuestionnaireResponse) -> tuple[Place, ...]:
    """In the words of the page's language."""
    return _places(response.questionnaire, response.cssrs_is_on, get_language() or ENGLISH)


def place_at(response: QuestionnaireResponse, part: int, number: int) -> Place | None:
    """The page with those numbers, or None."""
    return next((place for place in places_of(response) if (place.part, place.number) == (part, number)), None)


def place_of_item(response: QuestionnaireResponse, link_id: str) -> Place | None:
    """The page that asks this item; None for items that are not asked on a page."""
    return next((place for place in places_of(response) if any(item.link_id == link_id for item in place.page.items)), None)


def asks_cssrs(*, clinic_uses_it: bool, language: str) -> bool:
    """The C-SSRS is asked only where the clinic registered for it, and only in a language that has it: else our own words."""
    return clinic_uses_it and is_spoken("cssrs-screener", language)


def is_required(item: Item) -> bool:
    """Whether the intake can be sent without a word on it ("not sure" and "rather not say" are words)."""
    return item.core and not item.context
