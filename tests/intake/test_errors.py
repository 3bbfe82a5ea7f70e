"""What is not right is told on every intake page in the same way: what to do, at the top and beside the field, nothing lost."""

import re
from html import unescape
from typing import Any

import pytest

from kapintake.intake.questionnaires import places_of
from tests.browser import Browser
from tests.intake.test_enter import everything_opens
from tests.intake.test_views import say, stored, text
from tests.intake.typist import form_of, press, url_of

pytestmark = pytest.mark.django_db
SUMMARY = re.compile(r'<div class="error-summary"[^>]*tabindex="-1"[^>]*autofocus.*?</div>', re.DOTALL)
LINKED = re.compile(r'<a href="#([^"]+)">([^<]+)</a>')
NOT_OURS = ("required", "invalid", "valid ", "please", "sorry", "oops", "submit")


def summary_of(page: Any) -> list[tuple[str, str]]:
    """(id, words) of each line; fails where the summary does not stand at the top of the page, before its heading."""
    html = page.content.decode()
    found = SUMMARY.search(html)
    assert found, "there is no summary that takes the focus"
    assert html.index("<main") < found.start() < html.index("<h1")
    return [(target, unescape(words)) for target, words in LINKED.findall(found[0])]


def holds(page: Any) -> None:
    """All that section 6 of the design asks of a page with an error."""
    html = page.content.decode()
    assert page.status_code == 422
    assert html.split("<title>")[1].startswith("Error:")
    lines = summary_of(page)
    assert lines
    for target, words in lines:
        assert f'id="{target}"' in html, target
        assert unescape(html).count(words) >= 2, f"{words!r} does not stand beside the field"
        assert not any(bad in words.casefold() for bad in NOT_OURS), words


def test_nothing_chosen_or_typed_is_told_in_full_on_every_page(browser: Browser, draft: Any, at: Any) -> None:
    everything_opens(draft, at)
    told = 0
    for place in places_of(draft):
        url = f"/application/{place.part}/{place.number}/"
        page = browser.get(url)
        if page.status_code != 200:
            continue
        kept = {name: value for name, value in form_of(page).fields.items() if name in ("csrfmiddlewaretoken", "key", "version", "person")}
        refused = browser.post(url, {**kept, "act": "all" if place.page.kind in ("medicines", "trials") else "continue"})
        if refused.status_code == 303:
            assert not any(item.core for item in place.page.items) or place.page.kind in ("medicines", "trials")
            continue
        holds(refused)
        told += 1
    assert told > 70


def test_no_form_lets_the_browser_tell_it_in_bubbles(browser: Browser, draft: Any, at: Any) -> None:
    everything_opens(draft, at)
    for place in places_of(draft):
        page = browser.get(f"/application/{place.part}/{place.number}/")
        if page.status_code == 200:
            html = page.content.decode()
            assert re.search(r'<form[^>]*id="question"[^>]*novalidate', html)
            assert not re.search(r"<(input|textarea|select)[^>]* (required|pattern=|min=|max=|type=.number)", html)


ROWS = [
    ("aneurysm", {}, "Choose an answer, or choose I'd rather not say"),
    ("heart-failure", {}, "Choose an answer, or choose I'd rather not say"),
    ("height-cm", {}, "Type an answer, or choose I'd rather not say"),
    ("height-cm", {"height-cm_0": "12", "height-cm_1": "0"}, "Height must be between 2 ft and 8 ft 11 in"),
    ("height-cm", {"height-cm_0": "5", "height-cm_1": "13"}, "Inches go from 0 to 11. Check the inches"),
    ("weight-kg", {"weight-kg": "2"}, "Weight must be between 22 lb and 1102 lb"),
    ("weight-kg", {"weight-kg": "heavy"}, "Use numbers only, like 120"),
    ("bp-systolic", {"bp-systolic": "12.5", "bp-diastolic": "80"}, "Use a whole number, without a point"),
    ("cannabis-days", {"cannabis-days": "8"}, "Cannabis, days a week must be between 0 days a week and 7 days a week"),
]


@pytest.mark.parametrize(("asked", "boxes", "words"), ROWS)
def test_each_case_says_what_to_do_and_keeps_what_was_typed(
    browser: Browser, draft: Any, asked: str, boxes: dict[str, str], words: str
) -> None:
    page = press(browser, url_of(draft, asked), **boxes, act="continue")
    holds(page)
    assert words in [line for _, line in summary_of(page)]
    fields = form_of(page).fields
    assert {name: fields[name] for name in boxes} == {name: [value] for name, value in boxes.items()}
    assert stored(draft)["answers"] == {}


def test_unlikely_is_no_error(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "weight-kg")
    page = browser.get(press(browser, url, **{"weight-kg": "700"}, act="continue").headers["Location"])
    assert page.status_code == 200
    assert "You entered 700 lb. Is that right?" in text(page)
    assert not SUMMARY.search(page.content.decode())
    assert "You told us 700 lb. Is that right?" in text(browser.get("/application/check/"))


def test_the_help_and_the_error_of_a_group_are_tied_to_it(browser: Browser, draft: Any) -> None:
    html = press(browser, url_of(draft, "heart-failure"), act="continue").content.decode()
    assert re.search(r'<fieldset[^>]*aria-describedby="[^"]*id_answer_error', html)
    assert 'id="id_answer_error"' in html


def test_too_much_text_says_by_how_much_in_full(browser: Browser, draft: Any) -> None:
    say(draft, indication=["other"])
    holds(press(browser, url_of(draft, "indication-words"), **{"indication-words": "word " * 500}, act="continue"))
