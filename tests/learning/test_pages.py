"""The learning pages as they are drawn, who leads to them, and that no page of help does."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from kapintake.learning.pages import PAGES
from kapintake.learning.presenters import shown_page
from tests.architecture.sources import ROOT, TEMPLATES
from tests.browser import Browser

HEADINGS = re.compile(r"<h([1-6])\b")
TREATMENT = re.compile(r"ketam|esketam|spravato|depress|suicid|ptsd|drug|alcohol|pain|anxi|therap|terap|depres|droga|dolor", re.IGNORECASE)
HELP_PAGES = [
    *sorted((TEMPLATES / "alerts").glob("_help*.html")),
    TEMPLATES / "alerts" / "help_now.html",
    TEMPLATES / "intake" / "support.html",
    TEMPLATES / "patients" / "start_help.html",
    *sorted((TEMPLATES / "components").glob("*crisis*.html")),
    TEMPLATES / "components" / "support_line.html",
]
LEADS = re.compile(r"url ['\"]learn|learning/|learn_more|/learn/")


def text_of(page: bytes) -> str:
    return page.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", ["/learn/", *(f"/learn/{page.number}/" for page in PAGES)])
def test_a_stranger_reads_it_in_her_language(client: Client, path: str, language: str) -> None:
    answer = client.get(path, headers={"accept-language": language})
    html = text_of(answer.content)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in html
    assert len(re.findall(r"<h1\b", html)) == 1
    levels = [int(level) for level in HEADINGS.findall(html)]
    assert levels[0] == 1
    assert len(levels) > 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title.en)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_line_shows_its_level_and_its_source(client: Client, page, language: str) -> None:
    html = text_of(client.get(f"/learn/{page.number}/", headers={"accept-language": language}).content)
    lines = re.findall(r'<p class="learn-why">(.*?)</p>', html, re.DOTALL)
    assert len(lines) == len(page.statements)
    targets = set(re.findall(r'id="(source-\d+)"', html))
    for line, statement in zip(lines, page.statements, strict=True):
        named = re.findall(r'href="#(source-\d+)"', line)
        assert len(named) == len(statement.sources)
        assert set(named) <= targets
        assert f"learn-{statement.level}" in line
    shown = shown_page(page, language)
    assert all(source.status and source.reference for source in shown.sources)
    assert html.count('class="learn-status"') == len(shown.sources)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_neither_address_nor_title_tells_what_is_read(client: Client, language: str) -> None:
    for page in PAGES:
        html = text_of(client.get(f"/learn/{page.number}/", headers={"accept-language": language}).content)
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        assert title
        assert not TREATMENT.search(title[1]), title[1]
    assert not TREATMENT.search("/learn/ /learn/1/")


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_not_found(client: Client) -> None:
    for path in ("/learn/0/", "/learn/99/", "/learn/two/"):
        assert client.get(path).status_code == 404
    assert client.post("/learn/1/").status_code == 405


@pytest.mark.django_db
def test_it_sets_no_cookie_and_keeps_nothing_about_the_reader(client: Client) -> None:
    for path in ("/learn/", "/learn/4/"):
        assert "session" not in client.get(path).cookies
    assert not client.session.keys()


@pytest.mark.django_db
def test_the_first_page_the_task_list_and_the_consent_lead_to_them(client: Client, ada, signed_in) -> None:
    assert 'href="/learn/"' in text_of(client.get("/").content)
    signed_in(client, ada)
    client.post("/application/start/")
    assert 'href="/learn/"' in text_of(client.get("/application/").content)
    assert "url 'learn'" in (TEMPLATES / "patients" / "consent.html").read_text()


@pytest.mark.parametrize("page", HELP_PAGES, ids=lambda page: page.name)
def test_no_page_of_help_leads_to_a_treatment(page: Path) -> None:
    """Somebody in danger is shown people to call, never something to read about a medicine."""
    assert not LEADS.search(page.read_text())


@pytest.mark.django_db
def test_the_public_help_page_names_no_treatment_and_leads_to_none() -> None:
    for language in ("en", "es"):
        html = text_of(Browser().get("/help-now/", headers={"accept-language": language}).content)
        assert "/learn/" not in html
        assert "ketam" not in html.lower()


def test_what_the_help_pages_include_is_listed_here() -> None:
    """A new help text has to be named above, so that it is held to the same."""
    named = {str(page.relative_to(TEMPLATES)) for page in HELP_PAGES}
    included = {name for page in HELP_PAGES for name in re.findall(r'include "([^"]+)"', page.read_text())}
    assert {name for name in included if "help" in name or "crisis" in name} <= named


def test_every_page_is_linked_to_the_next_and_the_last_to_the_list() -> None:
    for page in PAGES[:-1]:
        following = shown_page(page, "en").following
        assert following
        assert following.number == page.number + 1
    assert shown_page(PAGES[-1], "es").following is None


@pytest.mark.django_db
def test_a_question_leads_to_its_page_in_a_new_tab_and_a_safety_question_to_none(client: Client, ada, signed_in) -> None:
    from kapintake.intake.questionnaires import places_in
    from screening import intake

    signed_in(client, ada)
    client.post("/application/start/")
    first = {place.section.id: place for place in reversed(places_in(intake()))}
    for section, expected in (("reason", "/learn/4/"), ("mood", ""), ("safety", "")):
        place = first[section]
        with translation.override("en"):
            html = text_of(client.get(f"/application/{place.part}/{place.number}/", follow=True).content)
        main = html[html.index("<main") : html.index("</main>")]
        assert ("/learn/" in main) == bool(expected), section
        if expected:
            assert f'href="{expected}" target="_blank" rel="noopener"' in main


def test_the_learning_app_has_no_table() -> None:
    assert not (ROOT / "kapintake" / "learning" / "models.py").exists()
