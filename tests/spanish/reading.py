"""Reads a page as a person who knows no English: what of it is English, outside what is marked as such."""

import re
from functools import cache
from html.parser import HTMLParser

from screening import EnteredBy, intake
from tests.spanish.catalogue import entries, said_in, sources

BLANK = re.compile(r"%\(\w+\)[sd]|%%?[sd]|<[^>]*>")
SPOKEN_ATTRIBUTES = ("title", "alt", "aria-label", "placeholder", "data-saving", "data-offline", "data-saved")
FEWEST_LETTERS = 4
WITHOUT_END = {"meta", "link", "input", "br", "img", "hr"}
# In both languages, or a name that pages show as it is.
SHARED = {"Alcohol", "Chat", "Lifeline", "PIN", "PDF", "JSON", "Harbor", "English", "Total", "Poison Help", "Crisis Text Line"}


@cache
def english() -> dict[str, re.Pattern[str]]:
    """Everything that the site or a question may say in English and not in Spanish, as something to look for."""
    spanish = {text for entry in entries() for text in entry.spanish}
    said = {text for path in sources(staff=True) for text in said_in(path)}
    asked = [item for drawing in (intake(True), intake(False)) for item in drawing if item.entered_by is not EnteredBy.STAFF]
    for item in asked:
        said |= {item.text, item.label, item.why, item.hint, *(option.text for option in item.options)}
    for section in intake().sections:
        said |= {
            section.title,
            section.intro,
            section.group,
            *(page.title for page in section.pages),
            *(page.why for page in section.pages),
        }
    found = {}
    for text in said - spanish - SHARED:
        plain = " ".join(BLANK.sub(" … ", text).split())
        if len(re.findall(r"[A-Za-z]", plain.replace("…", ""))) >= FEWEST_LETTERS:
            words = [re.escape(part.strip()) for part in plain.split("…") if part.strip()]
            found[text] = re.compile(r"(?<!\w)" + r".{0,80}?".join(words) + r"(?!\w)")
    return found


class Page(HTMLParser):
    """Text and spoken attributes, element by element; what stands inside another lang is left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.language = ""
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def _here(self) -> str:
        return next((language for _tag, language in reversed(self._open) if language), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = at.get("lang", "")
        if tag not in WITHOUT_END:
            self._open.append((tag, at.get("lang", "")))
        if self._here() == "es" and at.get("lang", "es") == "es":
            self.texts += [at[name] for name in SPOKEN_ATTRIBUTES if at.get(name)]

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in WITHOUT_END and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._here() == "es" and data.strip() and not {"script", "style", "code"} & {tag for tag, _language in self._open}:
            self.texts.append(" ".join(data.split()))


def english_in(text: str) -> set[str]:
    """What is said in English: a whole line of it, or a sentence inside."""
    return {
        said
        for said, pattern in english().items()
        if pattern.fullmatch(text.rstrip(".:")) or pattern.fullmatch(text) or (said.count(" ") >= 2 and pattern.search(text))
    }


def english_on(html: str) -> set[tuple[str, str]]:
    return {(said, text) for text in Page(html).texts for said in english_in(text)}
