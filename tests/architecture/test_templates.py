"""Every word in a template is seen by gettext, and no template works around the content policy."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, TEMPLATES

PAGES = sorted(TEMPLATES.rglob("*.html"))
APP_PAGES = sorted((ROOT / "kapintake").rglob("templates/**/*.html"))
SPOKEN_ATTRIBUTES = ("title", "alt", "aria-label", "placeholder", "label")
TRANSLATED = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?{%-?\s*endblocktrans(?:late)?\s*-?%}", re.DOTALL)
CLASSES = re.compile(r"{%\s*block \w*class\s*%}.*?{%\s*endblock\b.*?%}", re.DOTALL)  # words of the style sheet
OWN_LANGUAGE = re.compile(r"<(\w+)[^>]*\slang=\"es\"[^>]*>.*?</\1>", re.DOTALL)  # said in Spanish on the English page
INCLUDE = re.compile(r"{%\s*include \"([^\"]+)\"")
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
LOAD = re.compile(r"<(?:script|link|img|iframe|source|object|embed|form)\b[^>]*?(?:src|href|action|data)\s*=\s*[\"']([^\"']+)")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Spelled alike in every language, or said in its own.
ALIKE = {"SHA", "English", "Español", "PHQ", "GAD", "SSRS", "AUDIT", "ok", "px", "kg", "cm", "mmHg", "mg"}


def place(page: Path) -> str:
    return str(page.relative_to(ROOT))


@cache
def without_tags(page: Path) -> str:
    """What is left of the page when everything that gettext or the context fills in is gone."""
    text = COMMENT.sub("", page.read_text())
    while CLASSES.search(text):
        text = CLASSES.sub(" ", text)
    text = OWN_LANGUAGE.sub(" ", text)
    return TAG.sub(" ", TRANSLATED.sub(" ", text))


class Words(HTMLParser):
    """Collects text and spoken attributes that stand in the template as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        self.found += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value and says_something(value)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.inside) and says_something(data):
            self.found.append(data.strip())


def says_something(text: str) -> bool:
    return any(word not in ALIKE for word in LETTERS.findall(text))


@pytest.mark.parametrize("page", [*PAGES, *APP_PAGES], ids=place)
def test_every_word_of_a_page_can_be_translated(page):
    words = Words()
    words.feed(without_tags(page))
    assert words.found == []


@pytest.mark.parametrize("page", [*PAGES, *APP_PAGES], ids=place)
def test_wb_1_no_page_holds_a_style_a_script_or_a_handler_of_its_own(page):
    text = COMMENT.sub("", page.read_text())
    assert not re.search(r"<style\b", text, re.IGNORECASE)
    assert not re.search(r"<[^>]*\sstyle\s*=", text, re.IGNORECASE)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text, re.IGNORECASE)
    assert not re.search(r"javascript:", text, re.IGNORECASE)
    for attributes in re.findall(r"<script\b([^>]*)>", text, re.IGNORECASE):
        assert "src=" in attributes


@pytest.mark.parametrize("page", [*PAGES, *APP_PAGES], ids=place)
def test_wb_8_no_page_trusts_what_it_is_given(page):
    text = page.read_text()
    assert not re.search(r"\|\s*(safe|safeseq)\b", text)
    assert "autoescape off" not in text


@pytest.mark.parametrize("page", [*PAGES, *APP_PAGES], ids=place)
def test_wb_5_no_page_loads_anything_from_another_host(page):
    """Links that a person may follow are no loads."""
    loads = re.findall(
        r"<(?:script|link|img|iframe|source|object|embed|form)\b[^>]*?(?:src|href|action|data)\s*=\s*[\"']([^\"']+)", page.read_text()
    )
    assert [address for address in loads if re.match(r"(https?:)?//", address)] == []


@pytest.mark.parametrize("page", [*PAGES, *APP_PAGES], ids=place)
def test_wb_4_every_form_that_posts_carries_its_token(page):
    for form in re.findall(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", page.read_text(), re.IGNORECASE | re.DOTALL):
        parts = [form, *((TEMPLATES / name).read_text() for name in INCLUDE.findall(form))]
        assert any("{% csrf_token %}" in part or "{% crispy" in part for part in parts)
