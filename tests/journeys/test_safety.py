"""What happens when somebody says that she is not safe: help on the next page, and the clinic knows."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.live import Site
from tests.journeys.people import DECLINED, Clinician, Patient

OMAR = "omar.haddad@mail.example"  # agreed, has not begun
NEW_ALERT = """
import json
from kapintake.alerts.models import SafetyAlert
alert = SafetyAlert.objects.get(patient__user__email="omar.haddad@mail.example")
changed = [event.note for event in alert.events.filter(kind="changed")]
print(json.dumps({"tier": alert.tier, "state": alert.state, "said": alert.said["criteria"], "changed": changed}))
"""
MAILS = """
import json
from kapintake.notifications.models import Message
print(json.dumps([[m.envelope["address"], m.template] for m in Message.objects.filter(template__startswith="safety")]))
"""


def omar(open_browser: Callable[..., Any], site: Site, **changes: Any) -> Patient:
    patient = Patient(open_browser(PHONE), site, changes=changes)
    patient.sign_in_to_demo(OMAR)
    patient.begin()
    return patient


def now_row(open_browser: Callable[..., Any], block: str, name: str) -> Any:
    """The line of the queue's top block, as Clara sees it."""
    clara = Clinician(open_browser(DESK))
    clara.sign_in()
    return clara.page.locator(f"[data-testid={block}] [data-testid=now-row]:has-text('{name}')")


def test_it_helps_at_once_and_tells_the_clinic_although_nothing_was_sent(open_browser: Callable[..., Any], site: Site) -> None:
    """Given a form not yet sent, when he says that he intends to act, then help is the next page, Clara sees him on top, and is mailed."""
    before = len(site.ask(MAILS))
    patient = omar(open_browser, site, **{"phq9-9": 2, "cssrs-1": True, "cssrs-2": True, "cssrs-3": True, "cssrs-4": True})
    patient.answer(until="phq9-9")
    patient.tap("2")
    assert patient.page.locator("[data-help=suicide]").is_visible()
    assert patient.page.get_by_role("link", name="Call 988").first.get_attribute("href") == "tel:988"
    watch = now_row(open_browser, "now-watch", "Haddad")
    assert watch.is_visible()
    assert "not sent yet" in watch.inner_text()
    assert len(site.ask(MAILS)) == before  # a watch pages nobody
    patient.answer(through="cssrs-4")
    assert patient.page.locator("[data-help=suicide]").is_visible()
    assert len(patient.helps) == 1  # the page after item 9, and none between items 1 and 4
    assert now_row(open_browser, "now-urgent", "Haddad").is_visible()
    mail = site.newest_mail("clara@harbor.example")
    assert not re.search(r"haddad|suicid|ketamin|thought|scale", mail, re.IGNORECASE)


def test_it_never_forgets_an_answer_that_was_taken_back(open_browser: Callable[..., Any], site: Site) -> None:
    """Given a yes to "intention", when it is changed to no, then he stays urgent, and the clinic is told that it changed."""
    patient = omar(open_browser, site, **{"cssrs-1": True, "cssrs-2": True, "cssrs-4": True})
    patient.answer(through="cssrs-4")
    patient.page.get_by_role("link", name="I tapped the wrong answer").click()
    patient.tap("no")
    alert = site.ask(NEW_ALERT)
    assert alert["tier"] == "urgent"
    assert "suicide-high" in alert["said"]
    assert alert["changed"], "the change is not told"


def test_it_hears_silence_on_the_suicide_questions(open_browser: Callable[..., Any], site: Site) -> None:
    """Given item 9 and the whole C-SSRS declined, when it is sent, then it is due the same day, before all that is not urgent."""
    changes = {"phq9-9": DECLINED, "cssrs-1": DECLINED, "cssrs-2": DECLINED, "cssrs-6": DECLINED}
    patient = omar(open_browser, site, **changes)
    patient.answer()
    assert patient.helps == []
    patient.send()
    clara = Clinician(open_browser(DESK))
    clara.sign_in()
    rows = clara.page.locator("[data-testid=queue-row]").all_inner_texts()
    mine = next(place for place, text in enumerate(rows) if "Haddad" in text)
    quiet_before = [text for text in rows[:mine] if "Urgent" not in text and "overdue" not in text]
    same_day_too = ("Brandt", "Whitfield")  # seeded: an attempt long ago, and the same silence an hour earlier
    assert [text for text in quiet_before if not any(name in text for name in same_day_too)] == []
    due = site.ask(
        "import json\nfrom kapintake.reviews.models import Review\n"
        "r = Review.objects.get(patient__user__email='omar.haddad@mail.example')\n"
        "print(json.dumps((r.due_at - r.opened_at).total_seconds() / 3600))"
    )
    assert due <= 24


SAVED = """
import json
from kapintake.intake.models import QuestionnaireResponse
answers = QuestionnaireResponse.objects.get(patient__user__email="omar.haddad@mail.example").current["answers"]
print(json.dumps(answers.get("%s")))
"""
# What is said today, what the page is, and what can be called or texted there, first things first.
EMERGENCIES = {
    "blood pressure 192/124": ({"bp-systolic": 192, "bp-diastolic": 124}, "bp-systolic", "medical", ["911", "988"]),
    "crushing chest pain": ({"medical-symptoms-now": ["chest-pain"]}, "medical-symptoms-now", "medical", ["911", "988"]),
    "overdose": ({"overdose-today": True}, "overdose-today", "injury", ["911", "18002221222", "988"]),
}


@pytest.mark.parametrize("said", EMERGENCIES, ids=str)
def test_an_emergency_opens_a_page_that_begins_with_911_and_is_saved_all_the_same(
    open_browser: Callable[..., Any], site: Site, said: str
) -> None:
    """Given something that cannot wait, when it is told, then the very next page begins with 911, and the answer is kept."""
    answers, link_id, kind, numbers = EMERGENCIES[said]
    patient = omar(open_browser, site, **answers)
    patient.open_question(link_id)
    patient.fill(patient.items_here())
    page = patient.page
    assert page.locator(f"[data-help={kind}]").is_visible()
    links = page.locator("main a[href^='tel:'], main a[href^='sms:']").evaluate_all("all => all.map((one) => one.href.replace(/\\D/g, ''))")
    assert list(dict.fromkeys(links))[: len(numbers)] == numbers
    assert site.ask(SAVED % link_id) == answers[link_id]
    page.get_by_role("link", name="eep going").click()
    assert "/help/" not in page.url  # telling the truth locks nobody out


def test_who_asks_to_be_called_is_told_when_and_the_clinician_sees_the_number(open_browser: Callable[..., Any], site: Site) -> None:
    """Given the page after a safety answer, when he asks for a call without a message, then he reads when, and Clara where to call."""
    patient = omar(open_browser, site, **{"phq9-9": 1})
    patient.answer(until="phq9-9")
    patient.tap("1")
    page = patient.page
    here = page.url
    page.locator("main").get_by_role("link", name="Ask someone to call me").click()
    page.get_by_label("Phone number").fill("202 555 0160")
    page.get_by_label("No", exact=True).check()
    patient.press(page.get_by_role("button", name="Ask for a call"))
    told = page.inner_text("main")
    assert "to be called at (202) 555-0160. We will leave no message." in told
    assert "We do not watch this around the clock." in told
    assert re.search(r"Nobody at Harbor Clinic may|A clinician at Harbor Clinic will read this by", told)
    patient.press(page.get_by_role("link", name="Go on"))
    assert page.url == here.split("?")[0]
    clara = Clinician(open_browser(DESK))
    clara.sign_in()
    clara.page.locator("[data-testid=now-row]:has-text('Haddad') a").first.click()
    wish = clara.page.locator("[data-testid=call-wish]").inner_text()
    assert "+12025550160" in wish
    assert "Leave no message." in wish


def test_help_speaks_both_languages_and_knows_nobody(open_browser: Callable[..., Any], site: Site) -> None:
    """Given the public help page, then it is the same for everybody, in each language at an address of its own, one tap apart."""
    page = omar(open_browser, site).page
    page.goto("/help-now/")
    signed_in = page.content()
    page.get_by_role("link", name="Español").click()
    assert page.url.endswith("/es/help-now/")
    assert page.evaluate("document.documentElement.lang") == "es"
    stranger = open_browser(PHONE)
    stranger.goto("/help-now/")
    assert stranger.content() == signed_in
