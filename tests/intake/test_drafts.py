"""What is typed is kept before it is an answer, by whichever window typed it last, and never instead of an answer."""

from uuid import uuid4

import pytest
from django.urls import reverse

from kapintake.assessments.selectors import protocol_in_force
from kapintake.intake.models import Answer, ResponseStatus
from kapintake.intake.questionnaires import place_of_item
from kapintake.intake.selectors import reread
from kapintake.intake.services import start_response, stop_response
from tests.browser import Browser
from tests.intake.typist import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ada, at):
    protocol_in_force(ada.clinic)
    return start_response(patient=ada, by=ada.user, at=at)


@pytest.fixture
def url(draft):
    place = place_of_item(draft, "hopes")
    return reverse("intake:page", args=[place.part, place.number])


class Window:
    """A page of the question that stays open, with the version and the key it was drawn with."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url
        self.fields = {name: values[0] for name, values in form_of(browser.get(url)).fields.items()}

    def type(self, text):
        return self.browser.post(self.url, {**self.fields, "hopes": text, "act": "draft"})

    def go_on(self, text):
        return self.browser.post(self.url, {**self.fields, "hopes": text, "act": "continue"})


@pytest.fixture
def window(client, signed_in, ada, url):
    signed_in(client, ada)
    return lambda: Window(client, url)


def stored(draft):
    return reread(draft).current


def test_a_draft_is_kept_and_shown_again_and_is_no_answer(window, draft):
    sent = window().type("half a sent")
    assert (sent.status_code, sent.content) == (204, b"")
    assert sent["X-Saved"].endswith("M")
    assert "hopes" not in stored(draft)["answers"]
    assert window().fields["hopes"] == "half a sent"


def test_continue_after_any_number_of_drafts_saves_the_answer_once(window, draft):
    page = window()
    for text in ("h", "ha", "hal", "half"):
        page.type(text)
    assert [page.go_on("half a sentence").status_code for _press in range(2)] == [303, 303]
    assert stored(draft)["answers"]["hopes"] == "half a sentence"
    assert "hopes" not in stored(draft)["drafts"]
    assert sum("hopes" in act.given["values"] for act in Answer.objects.filter(response=draft)) == 1


def test_typing_over_an_answer_is_kept_as_well_and_the_answer_stands_until_continue(window, draft):
    window().go_on("an answer")
    window().type("an answer, and mo")
    assert stored(draft)["answers"]["hopes"] == "an answer"
    assert window().fields["hopes"] == "an answer, and mo"


def test_a_box_that_was_emptied_stays_empty(window, draft):
    page = window()
    page.type("not this")
    page.type("")
    assert window().fields["hopes"] == ""


def test_a_draft_of_what_stands_already_writes_nothing(window, draft):
    window().go_on("an answer")
    before = Answer.objects.count()
    sent = window().type("an answer")
    assert (sent.status_code, "X-Saved" in sent, Answer.objects.count()) == (204, False, before)


def test_co_4_an_older_window_does_not_overtake_what_was_typed_in_a_newer_one(window, draft):
    older, newer = window(), window()
    newer.type("the newer text")
    assert older.type("the older text").status_code == 409
    assert stored(draft)["drafts"]["hopes"] == "the newer text"


def test_co_4_an_older_window_that_is_sent_is_asked_which_text_to_keep(window, draft):
    older, newer = window(), window()
    newer.type("the newer text")
    asked = older.go_on("the older text")
    assert asked.status_code == 409
    html = asked.content.decode()
    assert "the newer text" in html
    assert "the older text" in html
    assert "hopes" not in stored(draft)["answers"]


def test_co_4_a_draft_does_not_overtake_an_answer_that_was_given_in_another_window(window, draft):
    older, newer = window(), window()
    newer.go_on("the answer")
    assert older.type("the older text").status_code == 409
    assert window().fields["hopes"] == "the answer"


def test_co_4_a_draft_that_arrives_after_sending_changes_nothing(window, draft, ada, at):
    page = window()
    stop_response(response=reread(draft), by=ada.user, at=at)
    before = stored(draft)
    assert page.type("too late").status_code == 409
    assert stored(draft) == before
    assert reread(draft).status == ResponseStatus.STOPPED


def test_a_draft_takes_the_fields_of_its_question_and_nothing_else(draft, ada, url, signed_in, at):
    browser = signed_in(Browser(), ada)
    browser.post(url, {"act": "draft", "hopes": "words", "phq9-9": "3", "key": str(uuid4()), "version": "0"})
    assert stored(draft)["drafts"] == {"hopes": "words"}
