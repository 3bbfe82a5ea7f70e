"""A questionnaire published in the middle of a draft: finished on the old version, then asked only what is new and required."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from kapintake.intake import questionnaires
from kapintake.intake.new_questions import joined_key
from kapintake.intake.selectors import answers_of, reread
from kapintake.intake.services import Incomplete, start_response
from kapintake.pathway.intake import submit_intake
from kapintake.reviews.models import Review
from screening import Item, ItemType, Page, PageKind, Questionnaire, UnknownItem, intake
from screening import questionnaire as published
from screening.conditions import Equals
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.test_views import say, stored, text
from tests.intake.typist import link, press, url_of

pytestmark = pytest.mark.django_db
NEW = Item("snoring", "Do you snore?", ItemType.BOOLEAN, label="Snoring", why="Ketamine makes some people sleepy.")
FOLLOWS = Item("snoring-loud", "Is it loud?", ItemType.BOOLEAN, label="Loud snoring", enable_when=Equals("snoring", True))
NICE_TO_KNOW = Item("hobbies", "What do you like to do?", ItemType.TEXT, label="Hobbies", core=False, context=True)


def second_version(cssrs: bool) -> Questionnaire:
    """2026.2: the same but for a required question with its follow-up and one that nobody has to answer, in the middle."""
    first = intake(cssrs)
    added = ((PageKind.CARDS, NEW), (PageKind.CARDS, FOLLOWS), (PageKind.FIELDS, NICE_TO_KNOW))
    pages = tuple(Page(kind, (item,)) for kind, item in added)
    sections = tuple(replace(one, pages=(*one.pages, *pages)) if one.id == "brain" else one for one in first.sections)
    return Questionnaire(first.id, "2026.2", sections, first.unpaged, first.left_out)


@pytest.fixture
def publish(monkeypatch: Any) -> Iterator[Any]:
    """Publishes the second version when it is called."""

    def forget() -> None:
        for cached in (questionnaires.drawn, questionnaires._worded, questionnaires._places):
            cached.cache_clear()

    def named(key: str, cssrs: bool) -> Questionnaire:
        return second_version(cssrs) if key == "intake-2026.2" else published(key, cssrs)

    def now() -> None:
        monkeypatch.setattr(questionnaires, "questionnaire", named)
        monkeypatch.setattr(questionnaires, "intake", second_version)
        forget()

    yield now
    forget()


def test_a_new_draft_is_asked_the_new_version(publish: Any, ben: Any, at: Any) -> None:
    publish()
    response = start_response(patient=ben, by=ben.user, at=at)
    assert response.questionnaire == "intake-2026.2"
    assert "hobbies" in answers_of(response).questionnaire.by_link_id


def test_a_draft_goes_on_in_its_own_version_until_it_is_finished(publish: Any, browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at, aneurysm={"state": "unanswered"})
    publish()
    assert "New questions" not in text(browser.get("/application/"))
    assert "Snoring" not in text(browser.get("/application/check/"))
    assert reread(draft).questionnaire == "intake-2026.1"


def test_a_finished_draft_is_asked_only_what_is_new_and_required(publish: Any, browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    before = stored(draft)["answers"]
    publish()
    page = text(browser.get("/application/"))
    assert "New questions Not started" in page
    assert "Continue: New questions" in page
    assert stored(draft)["answers"] == before
    asked = answers_of(reread(draft)).questionnaire
    assert reread(draft).questionnaire == asked.key() == "intake-2026.1+2026.2"
    assert [item.link_id for item in asked.sections[-1].items] == ["snoring", "snoring-loud"]


def test_sending_waits_for_what_is_new(publish: Any, browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    assert browser.get("/application/send/").status_code == 200
    publish()
    refused = browser.post("/application/send/", {"act": "send", "note": "Call me"})
    assert refused.status_code == 422
    assert link(refused, "Snoring").startswith("/application/")
    assert stored(draft)["note"] == "Call me"
    with pytest.raises(Incomplete):
        submit_intake(response=reread(draft), by=draft.patient.user, at=at)


def test_what_is_new_is_answered_like_any_question_and_opens_its_own(publish: Any, browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    publish()
    browser.get("/application/")
    url = url_of(reread(draft), "snoring")
    assert "Do you snore?" in text(browser.get(url))
    onward = press(browser, url, answer="yes").headers["Location"]
    assert onward.split("?")[0] == url_of(reread(draft), "snoring-loud")
    assert press(browser, onward, answer="no").headers["Location"].endswith("/done/")
    assert stored(draft)["answers"]["snoring"] is True


def test_the_clinician_sees_what_was_asked_and_by_which_version(
    publish: Any, browser: Browser, draft: Any, at: Any, clara: Any, signed_in: Any
) -> None:
    fill(draft, at)
    publish()
    browser.get("/application/")
    say(draft, snoring=True, snoring_loud=False)
    submit_intake(response=reread(draft), by=draft.patient.user, at=at)
    frozen = reread(draft).frozen
    (part,) = [part for part in frozen["parts"] if part["id"] == "added-2026.2"]
    assert [(item["label"], item["words"]) for item in part["items"]] == [("Snoring", "Yes"), ("Loud snoring", "No")]
    assert frozen["questionnaire"] == "intake-2026.1+2026.2"
    assert frozen["input"]["answers"]["snoring"] is True
    review = Review.objects.get()
    assert review.assessment.status == "success"
    case = text(signed_in(Browser(), clara).get(f"/review/{review.pk}/"))
    assert "New questions (2026.2)" in case
    assert "Do you snore?" in case


def test_nothing_new_leaves_a_finished_draft_as_it_is(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    version = reread(draft).version
    browser.get("/application/")
    assert browser.get("/application/send/").status_code == 200
    assert (reread(draft).version, reread(draft).questionnaire) == (version, "intake-2026.1")


def test_both_versions_are_asked_in_the_language_of_the_page(publish: Any) -> None:
    publish()
    both = questionnaires.drawn("intake-2026.1+2026.2", True)
    spanish = both.in_language("es")
    assert [item.link_id for item in spanish] == [item.link_id for item in both]
    assert spanish.sections[1].title != both.sections[1].title
    assert both.in_language("en") is both


def test_another_questionnaire_is_no_new_version() -> None:
    with pytest.raises(ValueError, match="no version of"):
        joined_key("intake-2026.1", "day-of-treatment-2026.1")
    with pytest.raises(UnknownItem):
        questionnaires.drawn("intake-2026.1+1999.1", True)
