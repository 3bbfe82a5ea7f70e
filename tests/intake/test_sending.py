"""The page that sends: what she wants to tell first, once, and never lost."""

from typing import Any

import pytest

from kapintake.intake.models import Answer, ResponseStatus
from kapintake.intake.selectors import reread
from kapintake.reviews.models import Review
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.test_views import stored, text
from tests.intake.typist import form_of, link, press

pytestmark = pytest.mark.django_db
SEND = "/application/send/"


def test_the_check_page_leads_to_it_by_its_name(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    assert link(browser.get("/application/check/"), "Send to the clinic") == SEND


def test_what_she_wants_to_tell_first_stands_first_in_what_was_sent(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    press(browser, SEND, note="I can only talk after 5 PM.", act="send")
    first = reread(draft).frozen["parts"][0]["items"][0]
    assert (first["label"], first["words"]) == ("What you told the clinician first", "I can only talk after 5 PM.")
    assert Answer.objects.order_by("-seq").first().given["note"] == "I can only talk after 5 PM."
    assert Review.objects.count() == 1


def test_nobody_has_to_write_anything(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    assert press(browser, SEND, act="send").status_code == 303
    assert reread(draft).frozen["parts"][0]["id"] != "note"


def test_a_note_that_is_typed_and_left_is_kept(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    assert press(browser, SEND, note="Half a sen", act="draft").status_code == 204
    assert form_of(browser.get(SEND)).fields["note"] == ["Half a sen"]
    assert reread(draft).status == ResponseStatus.IN_PROGRESS


def test_a_refusal_keeps_the_note(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    form = form_of(browser.get(SEND))
    fill(draft, at, aneurysm={"state": "unanswered"})
    assert browser.post(SEND, {**form.fields, "note": "Call me", "act": "send"}).status_code == 422
    assert stored(draft)["note"] == "Call me"


def test_too_long_a_note_is_told_and_kept(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    page = press(browser, SEND, note="word " * 500, act="send")
    assert page.status_code == 422
    assert "This can hold 2000 characters and you have 2499" in text(page)
    assert form_of(page).fields["note"][0].startswith("word word")
    assert page.content.decode().split("<title>")[1].startswith("Error:")


def test_a_second_press_says_when_it_was_sent_and_sends_nothing(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    form = form_of(browser.get(SEND))
    first, second = (browser.post(SEND, {**form.fields, "act": "send"}) for _press in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert "Already sent at" in text(browser.get(second.headers["Location"]))
    assert "Already sent at" in text(browser.get(SEND))
    assert Review.objects.count() == 1
