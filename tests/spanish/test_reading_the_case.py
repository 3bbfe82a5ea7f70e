"""A clinician reads English: what was answered in Spanish is told so, and what she wrote stays as she wrote it."""

import re
from typing import Any

import pytest

from kapintake.intake.document import DECLINED, NOT_IN_LANGUAGE
from kapintake.intake.selectors import reread
from kapintake.reviews.presenters.page import review_page
from tests import factories
from tests.browser import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(harbor: Any) -> Any:
    """A patient of harbor who reads Spanish."""
    rosa = factories.make_patient(harbor, given="Rosa", family="Delgado", language="es")
    type(rosa.user).objects.filter(pk=rosa.user_id).update(language="es")
    rosa.user.language = rosa.language = "es"
    return rosa


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def test_questions_and_answers_are_in_english_with_the_words_as_asked_beside(signed_in: Any, rosa: Any, clara: Any, at: Any) -> None:
    review = factories.make_review(rosa, at=at, hopes="Quiero dormir y volver a trabajar.")
    page = review_page(review=review, member=clara, at=at)
    answers = {answer.link_id: answer for part in page.parts for answer in part.answers}
    assert answers["bp-systolic"].question == "What was the top number of your last blood pressure?"
    assert answers["bp-systolic"].as_asked.startswith("¿Cuál fue el número de arriba")
    assert answers["follows-information"].words == "Yes"
    assert answers["phq9-1"].as_asked == ""
    assert (answers["hopes"].words, answers["hopes"].is_written) == ("Quiero dormir y volver a trabajar.", True)
    assert not answers["medicines"].is_written
    shown = text_of(signed_in(Browser(), clara).get(f"/review/{review.pk}/"))
    assert "Answered in Spanish" in shown
    assert shown.count("Written in Spanish") == sum(answer.is_written for answer in answers.values())


def test_a_scale_that_was_not_asked_marks_the_case(signed_in: Any, rosa: Any, clara: Any, at: Any) -> None:
    left = {f"phq9_{number}": dict(DECLINED) for number in range(1, 10)}
    review = factories.make_review(rosa, at=at, **left)
    frozen = reread(review.response).frozen
    for part in frozen["parts"]:
        for item in part["items"]:
            if item["link_id"].startswith("phq9-") and item["link_id"] != "phq9-10":
                item["how"] = NOT_IN_LANGUAGE
    review.response.frozen = frozen
    page = review_page(review=review, member=clara, at=at)
    assert page.not_done == ("PHQ-9",)
    score = next(score for score in page.scores if score.title == "PHQ-9")
    assert score.words == "0 of 0 possible, 9 not asked: language"
    assert not score.is_complete
    answer = next(answer for part in page.parts for answer in part.answers if answer.link_id == "phq9-9")
    assert answer.words == "Scale not done: language. She asked for a call."


def test_who_answered_in_english_leaves_no_trace_of_another_language(signed_in: Any, ada: Any, clara: Any, at: Any) -> None:
    review = factories.make_review(ada, at=at, hopes="To sleep.")
    page = review_page(review=review, member=clara, at=at)
    assert {(answer.language, answer.as_asked, answer.is_written) for part in page.parts for answer in part.answers} == {("", "", False)}
    assert "Answered in" not in text_of(signed_in(Browser(), clara).get(f"/review/{review.pk}/"))
