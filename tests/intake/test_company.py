""" "Is someone with you who can see this?", and the call that the front desk makes without knowing what about."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from kapintake.alerts.models import SafetyAlert
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Membership
from kapintake.intake.models import Answer, CallAct
from kapintake.intake.selectors import answers_of, calls_to_make, reread
from kapintake.intake.services import Incomplete
from kapintake.pathway.intake import submit_intake
from kapintake.reviews.models import Review
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.test_views import say, stored, text
from tests.intake.typist import press, url_of

pytestmark = pytest.mark.django_db


def part_of(draft: Any, link_id: str) -> str:
    """The address of the part that asks this item."""
    return f"/application/{url_of(draft, link_id).split('/')[2]}/"


@pytest.mark.parametrize("link_id", ["cssrs-1", "drug-problem", "pc-ptsd-5-event"])
def test_it_asks_who_can_see_the_screen_before_a_private_part(browser: Browser, draft: Any, link_id: str) -> None:
    say(draft, indication=["ptsd"])
    page = browser.get(part_of(draft, link_id), follow=True)
    assert "Is someone with you who can see this?" in text(page)


def test_it_does_not_ask_before_the_other_parts(browser: Browser, draft: Any) -> None:
    assert "Is someone with you" not in text(browser.get(part_of(draft, "height-cm"), follow=True))


def test_no_is_asked_once_a_sitting(browser: Browser, draft: Any, signed_in: Callable[..., Any]) -> None:
    sent = press(browser, part_of(draft, "cssrs-1") + "company/", company="alone")
    assert sent.headers["Location"] == part_of(draft, "cssrs-1")
    assert "Is someone with you" not in text(browser.get(part_of(draft, "drug-problem"), follow=True))
    another_sitting = signed_in(Browser(), draft.patient)
    assert "Is someone with you" in text(another_sitting.get(part_of(draft, "drug-problem"), follow=True))


def test_later_leaves_the_part_in_the_list_and_goes_on_with_the_others(browser: Browser, draft: Any) -> None:
    fill(draft, draft.started_at, drug_problem={"state": "unanswered"}, height_cm={"state": "unanswered"})
    press(browser, part_of(draft, "drug-problem") + "company/", company="later")
    page = text(browser.get("/application/"))
    assert "Drugs Later" in page
    assert "Continue: Your body" in page


def test_what_was_put_off_is_asked_again_even_of_one_who_is_alone(browser: Browser, draft: Any) -> None:
    press(browser, part_of(draft, "drug-problem") + "company/", company="later")
    press(browser, part_of(draft, "cssrs-1") + "company/", company="alone")
    assert "Is someone with you" in text(browser.get(part_of(draft, "drug-problem"), follow=True))
    press(browser, part_of(draft, "drug-problem") + "company/", company="alone")
    assert stored(draft)["postponed"] == {}
    assert "Is someone with you" not in text(browser.get(part_of(draft, "drug-problem"), follow=True))


def test_by_phone_is_a_sealed_act_that_is_only_added_to(browser: Browser, draft: Any) -> None:
    press(browser, part_of(draft, "drug-problem") + "company/", company="phone")
    act = CallAct.objects.get()
    assert act.content == {"section": "drugs"}
    assert Answer.objects.get().given["postponed"] == {"drugs": "phone"}
    with pytest.raises(DatabaseError), transaction.atomic():
        CallAct.objects.filter(pk=act.pk).update(kind="called")
    assert "drugs" not in str(AuditEvent.objects.get(action="call.asked").__dict__)


def test_a_second_press_asks_for_one_call(browser: Browser, draft: Any) -> None:
    for _press in range(2):
        press(browser, part_of(draft, "drug-problem") + "company/", company="phone")
    assert CallAct.objects.count() == 1


def test_ac_10_the_desk_learns_of_a_call_and_not_what_about(
    browser: Browser, draft: Any, fay: Membership, client: Any, signed_in: Callable[..., Any]
) -> None:
    say(draft, indication=["ptsd"])
    press(browser, part_of(draft, "drug-problem") + "company/", company="phone")
    desk = signed_in(client, fay)
    page = text(desk.get("/review/desk/"))
    assert "Call to make (1)" in page
    assert "Marlow, Ada" in page
    assert "Call: questions by phone" in page
    assert "rugs" not in page


def test_a_call_that_was_made_leaves_the_list_and_stays_in_the_record(
    browser: Browser, draft: Any, fay: Membership, client: Any, signed_in: Callable[..., Any]
) -> None:
    press(browser, part_of(draft, "drug-problem") + "company/", company="phone")
    desk = signed_in(client, fay)
    page = desk.post(f"/review/desk/{draft.pk}/called/", follow=True)
    assert "Noted that you called" in text(page)
    assert calls_to_make(fay) == ()
    assert [act.kind for act in CallAct.objects.order_by("at")] == ["asked", "called"]


def test_another_clinics_call_is_not_there(
    browser: Browser, draft: Any, eva: Membership, client: Any, signed_in: Callable[..., Any]
) -> None:
    press(browser, part_of(draft, "drug-problem") + "company/", company="phone")
    assert calls_to_make(eva) == ()
    assert signed_in(client, eva).post(f"/review/desk/{draft.pk}/called/").status_code == 404
    assert CallAct.objects.count() == 1


def test_questions_by_phone_do_not_hold_up_sending_and_stay_unanswered_for_the_rules(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at, drug_problem={"state": "unanswered"}, ketamine_pcp={"state": "unanswered"})
    with pytest.raises(Incomplete):
        submit_intake(response=reread(draft), by=draft.patient.user, at=at)
    press(browser, part_of(draft, "drug-problem") + "company/", company="phone")
    submit_intake(response=reread(draft), by=draft.patient.user, at=at)
    frozen = reread(draft).frozen
    assert frozen["parts"][0]["items"][0]["words"] == "Drugs"
    assert frozen["input"]["answers"]["drug-problem"] == {"state": "unanswered"}
    fired = [finding["id"] for finding in Review.objects.get().assessment.result["fired"]]
    assert "missing-core-answers" in fired


def test_safety_questions_by_phone_are_silence_to_the_rules_and_somebody_looks_the_same_day(
    browser: Browser, draft: Any, at: Any, clara: Membership
) -> None:
    section = next(one for one in answers_of(draft).questionnaire.sections if one.id == "safety")
    fill(draft, at, **{item.link_id: {"state": "unanswered"} for item in section.items})
    press(browser, part_of(draft, "cssrs-1") + "company/", company="phone")
    submit_intake(response=reread(draft), by=draft.patient.user, at=at)
    fired = [finding["id"] for finding in Review.objects.get().assessment.result["fired"]]
    assert "cssrs-incomplete" in fired
    assert SafetyAlert.objects.get().tier == "same-day"


def test_nothing_pressed_is_told(browser: Browser, draft: Any) -> None:
    page = press(browser, part_of(draft, "drug-problem") + "company/")
    assert page.status_code == 422
    assert page.content.decode().split("<title>")[1].startswith("Error:")


def test_only_private_parts_have_such_a_page(browser: Browser, draft: Any) -> None:
    assert browser.get(part_of(draft, "height-cm") + "company/").status_code == 404
    assert browser.get("/application/99/company/").status_code == 404
