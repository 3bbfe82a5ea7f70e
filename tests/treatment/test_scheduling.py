"""What is asked before a date: kept beside what was said before, judged anew beside the old assessment, seen on the case."""

from uuid import uuid4

import pytest

from kapintake.assessments.models import Assessment
from kapintake.intake.models import QuestionnaireResponse
from kapintake.pathway.treatment import NotYet, answer_before_date
from kapintake.reviews.models import Review
from kapintake.treatment.models import SchedulingAnswers
from kapintake.treatment.scheduling import SCHEDULING_CRITERIA
from screening import InvalidAnswer
from tests import factories

ALL_WELL = {"escort": True, "no-driving": True, "fasting": True}


def answer(review, at, key=None, **said):
    values = {name.replace("_", "-"): value for name, value in said.items()} or ALL_WELL
    return answer_before_date(review=review, values=values, key=key or uuid4(), by=review.patient.user, at=at)


def fired(answers):
    return {one["id"] for one in answers.assessment.result["fired"]} & SCHEDULING_CRITERIA


def test_a_yes_to_everything_holds_nothing_up(going_on, at):
    assert fired(answer(going_on, at)) == set()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"escort": False}, "no-escort"),
        ({"escort": {"state": "unsure"}}, "no-escort"),
        ({"no-driving": False}, "no-escort"),
        ({"fasting": {"state": "unsure"}}, "fasting-not-agreed"),
    ],
)
def test_a_no_or_not_sure_holds_up_the_date(going_on, at, said, found):
    assert fired(answer(going_on, at, **{**ALL_WELL, **said})) == {found}


def test_a_new_assessment_stands_beside_the_old_and_the_decision_stays_on_its_own(going_on, at):
    before = Assessment.objects.get(response=going_on.response)
    kept = answer(going_on, at, escort=False)
    assert Assessment.objects.filter(response=going_on.response).count() == 2
    assert Assessment.objects.get(pk=before.pk).input == before.input
    assert Review.objects.get(pk=going_on.pk).decision.assessment_id == before.pk
    assert kept.assessment.input["answers"]["escort"] is False
    assert {name: value for name, value in kept.assessment.input["answers"].items() if name not in ALL_WELL} == {
        name: value for name, value in before.input["answers"].items() if name not in ALL_WELL
    }
    assert going_on.events.filter(kind="reassessed").count() == 1


def test_what_was_sent_stays_as_it_was_sent(going_on, at):
    before = QuestionnaireResponse.objects.get(pk=going_on.response_id)
    answer(going_on, at)
    after = QuestionnaireResponse.objects.get(pk=going_on.response_id)
    assert (after.frozen, after.current) == (before.frozen, before.current)


def test_a_later_answer_stands_beside_the_earlier_one(going_on, at):
    from datetime import timedelta

    answer(going_on, at, escort=False)
    later = answer(going_on, at + timedelta(hours=1), escort=True)
    assert later.given == {"values": {"escort": True}, "before": {"escort": False}}
    assert SchedulingAnswers.objects.count() == 2
    assert fired(later) == set()


def test_a_second_press_is_one_act(going_on, at):
    key = uuid4()
    assert answer(going_on, at, key=key) == answer(going_on, at, key=key)
    assert SchedulingAnswers.objects.count() == 1
    assert Assessment.objects.count() == 2


@pytest.mark.parametrize("values", [{"escort": "perhaps"}, {"escort": 3}])
def test_what_the_question_does_not_allow_is_refused(going_on, at, values):
    with pytest.raises(InvalidAnswer):
        answer(going_on, at, **values)
    assert not SchedulingAnswers.objects.exists()


def test_no_other_question_is_answered_this_way(going_on, at):
    with pytest.raises(KeyError):
        answer(going_on, at, phq9_9=0)


def test_before_going_on_nothing_is_asked(ada, at):
    with pytest.raises(NotYet):
        answer(factories.make_review(ada), at)


# --- pages -----------------------------------------------------------------------------------------------------------


def test_she_answers_on_one_page_and_sees_her_answers_again(going_on, hers):
    fields = {"escort": "yes", "no-driving": "yes", "fasting": "unsure", "key": str(uuid4())}
    assert hers.post("/next/plan/", fields).headers["Location"] == "/next/"
    page = hers.get("/next/plan/").content.decode()
    assert page.count(" checked") == 3
    assert SchedulingAnswers.objects.get().given["values"] == {"escort": True, "no-driving": True, "fasting": {"state": "unsure"}}


def test_one_answer_may_come_before_the_others(going_on, hers):
    hers.post("/next/plan/", {"escort": "yes", "key": str(uuid4())})
    assert "In progress" in hers.get("/next/").content.decode()


@pytest.mark.parametrize("fields", [{}, {"escort": "maybe"}, {"escort": "yes", "key": "no"}])
def test_what_is_no_answer_says_what_to_do(going_on, hers, fields):
    assert hers.post("/next/plan/", {"key": str(uuid4()), **fields}).status_code == 422
    assert not SchedulingAnswers.objects.exists()


def test_a_clinician_sees_what_holds_up_the_date(going_on, client, signed_in, clara, at):
    answer(going_on, at, **{**ALL_WELL, "escort": False})
    page = signed_in(client, clara).get(f"/review/{going_on.pk}/").content.decode()
    assert "An adult takes you home" in page
    assert "No adult escort, or driving not ruled out" in page
