"""A learning page in one language, with its sources numbered as they are first named."""

from dataclasses import dataclass

from kapintake.learning.content import LEVELS, Level, Page, Statement
from kapintake.learning.pages import PAGES
from kapintake.learning.sources import SOURCES, STATUS_WORDS


@dataclass(frozen=True, slots=True)
class ShownLevel:
    code: str
    name: str
    meaning: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownSource:
    number: int
    name: str
    reference: str
    status: str


@dataclass(frozen=True, slots=True)
class ShownStatement:
    text: str
    level: ShownLevel
    sources: tuple[ShownSource, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    title: str
    statements: tuple[ShownStatement, ...]


@dataclass(frozen=True, slots=True)
class ShownPage:
    number: int
    title: str
    sections: tuple[ShownSection, ...]
    sources: tuple[ShownSource, ...]
    following: "Linked | None"


@dataclass(frozen=True, slots=True)
class Linked:
    """One page as a line of the list."""

    number: int
    title: str
    about: str


def shown_levels(language: str) -> tuple[ShownLevel, ...]:
    return tuple(_level(level, language) for level in Level)


def pages_in(language: str) -> tuple[Linked, ...]:
    return tuple(linked(page, language) for page in PAGES)


def linked(page: Page, language: str) -> Linked:
    return Linked(page.number, page.title.said_in(language), page.about.said_in(language))


def shown_page(page: Page, language: str) -> ShownPage:
    sources = {key: _source(key, number, language) for number, key in enumerate(page.source_keys, start=1)}
    after = next((other for other in PAGES if other.number > page.number), None)
    return ShownPage(
        number=page.number,
        title=page.title.said_in(language),
        sections=tuple(
            ShownSection(section.title.said_in(language), tuple(_statement(said, sources, language) for said in section.statements))
            for section in page.sections
        ),
        sources=tuple(sources.values()),
        following=linked(after, language) if after else None,
    )


def _statement(said: Statement, sources: dict[str, ShownSource], language: str) -> ShownStatement:
    return ShownStatement(said.text.said_in(language), _level(said.level, language), tuple(sources[key] for key in said.sources))


def _level(level: Level, language: str) -> ShownLevel:
    words = LEVELS[level]
    return ShownLevel(level.value, words.name.said_in(language), words.meaning.said_in(language), words.mark)


def _source(key: str, number: int, language: str) -> ShownSource:
    source = SOURCES[key]
    return ShownSource(
        number, source.name.said_in(language), source.citation.reference, STATUS_WORDS[source.citation.status].said_in(language)
    )
