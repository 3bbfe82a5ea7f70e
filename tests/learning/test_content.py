"""Every statement of the learning pages: both languages, a source, a level, and no word that sells."""

import re

import pytest

from kapintake.intake.questionnaires import places_in
from kapintake.learning.asked_from import NEVER_FROM, PAGE_FOR, page_for
from kapintake.learning.content import LEVELS, Level, Page, Statement
from kapintake.learning.pages import PAGES, page_numbered
from kapintake.learning.sources import SOURCES, STATUS_WORDS
from screening import intake
from screening.citations import CitationStatus

SAID = [(page, statement) for page in PAGES for statement in page.statements]
SELLING = re.compile(
    r"\b(cures?|cured|curing|miracles?|breakthroughs?|fast|faster|quick|quickly|rapid|rapidly|instant|instantly|immediate|immediately|"
    r"guarantee\w*|proven|amazing|revolution\w*|life-changing|transform\w*|safe and effective|painless|risk-free|100 ?%|healing|heal|"
    r"journey|cura|curan|curar|milagro\w*|rápid\w*|instantáne\w*|garant\w*|revolucion\w*|asombros\w*|probad[oa] y segur\w*|sin riesgos?|"
    r"sanar|sanación)\b",
    re.IGNORECASE,
)
QUOTES = re.compile(r"\b(I was|I felt|changed my|told us that|says Ana|me cambió|yo estaba)\b", re.IGNORECASE)
PAIRS = ([pytest.param(statement, id=f"{page.number}-{statement.text.en[:40]}") for page, statement in SAID],)


def numbers_in(text: str) -> list[str]:
    return re.findall(r"\d[\d,.]*\d|\d", text)


@pytest.mark.parametrize("statement", *PAIRS)
def test_it_says_the_same_in_both_languages(statement: Statement) -> None:
    """Both there, different, of like length, and with the same numbers."""
    english, spanish = statement.text
    assert english.strip() == english
    assert spanish.strip() == spanish
    assert english != spanish
    assert 0.6 < len(spanish) / len(english) < 1.8
    assert set(numbers_in(english)) <= set(numbers_in(spanish)) | {"30"}
    assert english[-1] in ".?"
    assert english.count("?") == spanish.count("?") == spanish.count("¿")


@pytest.mark.parametrize("statement", *PAIRS)
def test_it_names_a_source_and_how_sure_it_is(statement: Statement) -> None:
    assert statement.sources
    assert not set(statement.sources) - set(SOURCES)
    assert statement.level in LEVELS


@pytest.mark.parametrize("statement", *PAIRS)
def test_it_promises_nothing_and_tells_no_story(statement: Statement) -> None:
    for text in statement.text:
        assert not SELLING.search(text), SELLING.search(text)
        assert not QUOTES.search(text)


@pytest.mark.parametrize("statement", *PAIRS)
def test_it_claims_no_more_than_was_seen(statement: Statement) -> None:
    """Strong evidence was read by us, at least in summary; our own rules rest on nothing but ourselves."""
    statuses = {SOURCES[key].citation.status for key in statement.sources}
    if statement.level in (Level.STRONG, Level.SOME, Level.EARLY):
        assert statuses & {CitationStatus.SEEN, CitationStatus.ABSTRACT, CitationStatus.SECONDARY} or statement.sources == ("ZARATE06",)
    if statement.level is Level.STRONG:
        assert statuses & {CitationStatus.SEEN, CitationStatus.ABSTRACT}
    assert (statement.level is Level.OURS) == (statement.sources == ("POLICY",))


def test_numbers_of_pages_are_their_places_and_never_twice() -> None:
    assert [page.number for page in PAGES] == list(range(1, len(PAGES) + 1))
    assert all(page_numbered(page.number) is page for page in PAGES)
    assert page_numbered(0) is page_numbered(len(PAGES) + 1) is None
    for language in ("en", "es"):
        assert len({page.title.said_in(language) for page in PAGES}) == len(PAGES)


def test_every_label_and_status_has_words_in_both_languages() -> None:
    assert set(LEVELS) == set(Level)
    assert set(STATUS_WORDS) == set(CitationStatus)
    for text in (*(words.name for words in LEVELS.values()), *(words.meaning for words in LEVELS.values()), *STATUS_WORDS.values()):
        assert all(text)
        assert text.en != text.es


def test_no_source_stands_idle_and_each_says_what_it_is() -> None:
    assert {key for _page, statement in SAID for key in statement.sources} == set(SOURCES)
    for key, source in SOURCES.items():
        assert source.citation.key == key
        assert source.citation.reference
        assert all(source.name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title.en)
def test_a_page_is_whole(page: Page) -> None:
    assert all((*page.title, *page.about))
    assert len(page.sections) >= 3
    for section in page.sections:
        assert all(section.title)
        assert section.statements


def test_the_pages_say_plainly_what_must_be_said() -> None:
    said = " ".join(statement.text.en for _page, statement in SAID)
    for must in ("off-label", "has not approved", "bladder", "habit", "taken at home", "dying by suicide", "988", "pregnant", "not known"):
        assert must in said, must


def test_every_use_is_told_with_its_evidence() -> None:
    uses = PAGES[3]
    titles = " ".join(section.title.en for section in uses.sections).lower()
    for use in ("depression", "suicide", "anxiety", "ptsd", "pain", "alcohol and drugs"):
        assert use in titles
    for section in uses.sections:
        assert {statement.level for statement in section.statements} & {Level.STRONG, Level.SOME, Level.EARLY}


def test_thoughts_of_suicide_begin_with_help_and_not_with_the_treatment() -> None:
    section = next(section for section in PAGES[3].sections if "suicide" in section.title.en.lower())
    assert section.statements[0].text.en.startswith("In danger now? Call or text 988")
    assert section.statements[0].text.es.startswith("¿Hay peligro ahora? Llame o mande un texto al 988")


def test_questions_lead_to_pages_that_are_there_and_never_from_mood_or_safety() -> None:
    places = places_in(intake())
    sections = {place.section.id for place in places}
    link_ids = {item.link_id for place in places for item in place.page.items}
    assert set(PAGE_FOR) <= sections | link_ids
    assert set(NEVER_FROM) <= sections
    assert not set(PAGE_FOR) & set(NEVER_FROM)
    for place in places:
        page = page_for(place.section.id, *(item.link_id for item in place.page.items))
        assert page is None or place.section.id not in NEVER_FROM
        assert page is None or not any(item.is_safety for item in place.page.items) or place.section.id not in NEVER_FROM
