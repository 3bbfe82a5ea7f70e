"""The task list: parts by name and state, minutes that do not jump, and what has to come first."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from kapintake.alerts.models import SafetyAlert
from kapintake.intake import pace
from kapintake.intake.models import Answer, QuestionnaireResponse
from kapintake.intake.selectors import reread
from kapintake.intake.services import new_key
from kapintake.intake.walk import Walk
from kapintake.notifications.letters import letter_for
from kapintake.notifications.models import Message
from kapintake.pathway.intake import record_answer, save_for_later, submit_intake
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.test_views import say, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted_yet(db: None) -> None:
    cache.clear()


def test_a_part_that_another_answer_opened_again_needs_an_update(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    assert "Brain and eyes Done" in text(browser.get("/application/"))
    say(draft, head_injury=True)
    page = text(browser.get("/application/"))
    assert "Brain and eyes Needs an update" in page
    assert "Continue: Brain and eyes" in page


def test_going_through_a_part_in_order_is_no_update(browser: Browser, draft: Any) -> None:
    say(draft, brain_pressure_mass=False)
    say(draft, head_injury=True, seizure=False, eye_problem=False, memory_problem=False, dementia=False)
    assert "Brain and eyes In progress" in text(browser.get("/application/"))
    assert "Needs an update" not in text(browser.get("/application/"))


def test_a_question_that_was_skipped_is_no_update(browser: Browser, draft: Any) -> None:
    say(draft, phq9_1=0, phq9_2=0)
    say(draft, phq9_4=1)
    assert "Mood In progress" in text(browser.get("/application/"))


def test_sending_says_which_parts_come_first(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at, phq9_1={"state": "unanswered"}, aneurysm={"state": "unanswered"})
    assert "First finish parts 2 and 3." in text(browser.get("/application/"))
    fill(draft, at, phq9_1={"state": "unanswered"})
    assert "First finish part 2." in text(browser.get("/application/"))


def test_the_minutes_go_down_with_every_part_and_are_rounded_up(browser: Browser, draft: Any, at: Any) -> None:
    everything = pace.minutes_left(Walk.of(draft))
    say(draft, **{f"phq9_{number}": 0 for number in range(1, 10)})
    assert pace.minutes_left(Walk.of(reread(draft))) == everything - 1
    fill(draft, at, phq9_1={"state": "unanswered"})
    assert pace.minutes_left(Walk.of(reread(draft))) >= 1


def test_the_minutes_never_rise_by_more_than_two(browser: Browser, draft: Any, at: Any, monkeypatch: Any) -> None:
    assert pace.told(5, None) == 5
    assert pace.told(9, 5) == 7
    assert pace.told(3, 5) == 3
    fill(draft, at, phq9_1={"state": "unanswered"})
    assert "About 1 minute left." in text(browser.get("/application/"))
    monkeypatch.setattr(pace, "pace_of", lambda clinic_id: 1000.0)
    assert "About 3 minutes left." in text(browser.get("/application/"))


def answered_slowly(patient: Any, at: Any, seconds: int) -> QuestionnaireResponse:
    """A whole intake with this many seconds between two saves."""
    from kapintake.intake.services import start_response

    response = start_response(patient=patient, by=patient.user, at=at)
    for number in range(pace.ENOUGH + 1):
        when = at + timedelta(seconds=seconds * number)
        record_answer(response=response, values={"phq9-1": number % 4}, key=new_key(), version=None, by=patient.user, at=when)
    fill(response, at + timedelta(hours=2))
    submit_intake(response=reread(response), by=patient.user, at=at + timedelta(hours=3))
    return response


def test_the_minutes_follow_how_long_the_clinics_patients_really_took(draft: Any, ben: Any, at: Any) -> None:
    before = pace.minutes_left(Walk.of(draft))
    answered_slowly(ben, at, seconds=18)
    cache.clear()
    assert pace.pace_of(draft.clinic_id) == 2.0
    assert pace.minutes_left(Walk.of(draft)) in (2 * before, 2 * before - 1)


def test_somebody_who_went_away_for_an_hour_makes_nobody_slower(draft: Any, ben: Any, at: Any) -> None:
    answered_slowly(ben, at, seconds=3600)
    cache.clear()
    assert Answer.objects.count() > pace.ENOUGH
    assert pace.pace_of(draft.clinic_id) == 1.0


def test_few_patients_are_no_measure(draft: Any, ben: Any, at: Any) -> None:
    assert pace.pace_of(draft.clinic_id) == 1.0


def test_save_and_come_back_later_signs_out_and_mails_the_way_back(browser: Browser, draft: Any, clara: Any) -> None:
    say(draft, phq9_9=1)
    page = browser.post("/application/leave/", follow=True)
    assert "What you told us is saved." in text(page)
    assert browser.get("/application/").status_code == 302
    (mail,) = Message.objects.filter(template="come-back")
    assert mail.envelope["path"] == "/application/"
    assert SafetyAlert.objects.get().tier != "watch"  # leaving in the middle of the safety questions is passing them over


def test_the_mail_that_leads_back_says_nothing_of_health(draft: Any, at: Any) -> None:
    save_for_later(response=draft, at=at)
    save_for_later(response=draft, at=at)
    (mail,) = Message.objects.filter(template="come-back")
    words = letter_for(mail)
    assert "/application/" in words.body
    assert not re.search("ketamine|health|therap|clinic", (words.subject + words.body).replace("/application/", ""), re.IGNORECASE)
