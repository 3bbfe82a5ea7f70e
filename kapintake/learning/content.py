"""What a learning page is made of: statements, each in both languages, with its source and how sure it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Text(NamedTuple):
    """The same words in English and in Spanish, side by side so that neither is changed alone."""

    en: str
    es: str

    def said_in(self, language: str) -> str:
        return self.es if language.startswith("es") else self.en


class Level(StrEnum):
    """How sure a statement is. The first four speak of evidence, the others say what else it rests on."""

    STRONG = "strong"
    SOME = "some"
    EARLY = "early"
    UNKNOWN = "unknown"
    EXPERT = "expert"
    RULE = "rule"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level as a patient reads it. `mark` repeats the name for the eye and is hidden from screen readers."""

    name: Text
    meaning: Text
    mark: str


LEVELS: dict[Level, LevelWords] = {
    Level.STRONG: LevelWords(
        Text("Strong evidence", "Evidencia fuerte"),
        Text("Large trials, or many studies, found the same.", "Estudios grandes, o muchos estudios, hallaron lo mismo."),
        "●●●",
    ),
    Level.SOME: LevelWords(
        Text("Some evidence", "Alguna evidencia"),
        Text("There are good trials, but few, or they do not agree.", "Hay buenos estudios, pero son pocos o no dicen lo mismo."),
        "●●○",
    ),
    Level.EARLY: LevelWords(
        Text("Early evidence", "Primera evidencia"),
        Text("Small studies, or studies with nobody to compare with.", "Estudios pequeños, o sin otro grupo para comparar."),
        "●○○",
    ),
    Level.UNKNOWN: LevelWords(
        Text("Not known yet", "Aún no se sabe"),
        Text("Nobody has studied this enough to say.", "Nadie lo ha estudiado lo suficiente."),
        "○○○",
    ),
    Level.EXPERT: LevelWords(
        Text("What clinics say", "Lo que dicen las clínicas"),
        Text("What people who do this work say. It was not tested.", "Lo que dice quien hace este trabajo. No se puso a prueba."),
        "◇",
    ),
    Level.RULE: LevelWords(
        Text("Rule or record", "Regla o dato"),
        Text(
            "A law, the printed label of a medicine, or a date you can look up.",
            "Una ley, la hoja de la medicina o una fecha que se puede revisar.",
        ),
        "§",
    ),
    Level.OURS: LevelWords(
        Text("Our rule", "Nuestra regla"),
        Text("How this site and its clinics choose to work.", "La forma en que este sitio y sus clínicas trabajan."),
        "■",
    ),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, at most a few sentences. `sources` are keys of sources.SOURCES."""

    text: Text
    level: Level
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: Text
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. Its number is its address, for ever: bookmarks and printed sheets name it."""

    number: int
    title: Text
    about: Text  # one line for the list of pages
    sections: tuple[Section, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for section in self.sections for statement in section.statements)

    @property
    def source_keys(self) -> tuple[str, ...]:
        """In the order in which the page names them."""
        return tuple(dict.fromkeys(key for statement in self.statements for key in statement.sources))


def say(en: str, es: str, level: Level, *sources: str) -> Statement:
    """A statement, written so that both languages stand under each other."""
    return Statement(Text(en, es), level, sources)
