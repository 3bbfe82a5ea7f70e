"""The patient's pages: every kind of question, every way round it, without JavaScript."""

import re
from typing import Any

import pytest
from django.db import connection

from kapintake.alerts.models import SafetyAlert
from kapintake.audit.models import AuditEvent
from kapintake.intake.models import Answer, QuestionnaireResponse
from kapintake.intake.selectors import reread
from kapintake.intake.services import new_key, start_response
from kapintake.pathway.intake import record_answer, submit_intake
from kapintake.pathway.registration import take_back_consent
from tests import factories
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.typist import Forms, add_link, form_of, link, press, send_form, url_of

pytestmark = pytest.mark.django_db


def stored(draft: QuestionnaireResponse) -> dict[str, Any]:
    return reread(draft).current


def text(page: Any) -> str:
    words = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(words.replace("&#x27;", "'").replace("&quot;", '"').split())


def say(draft: QuestionnaireResponse, **values: Any) -> None:
    given = {name.replace("_", "-"): value for name, value in values.items()}
    record_answer(response=reread(draft), values=given, key=new_key(), version=None, by=draft.patient.user, at=factories.AT)


# --- one tap ------------------------------------------------------------------------------------------------------------


def test_a_tap_on_a_card_saves_and_goes_on(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "aneurysm")
    sent = press(browser, url, answer="yes")
    assert sent.status_code == 303
    assert stored(draft)["answers"]["aneurysm"] is True
    assert sent.headers["Location"] != url


def test_a_scale_repeats_its_stem_and_marks_the_answer_now(browser: Browser, draft: Any) -> None:
    press(browser, url_of(draft, "phq9-2"), answer="2")
    page = browser.get(url_of(draft, "phq9-2"))
    assert "Over the last 2 weeks, how often have you been bothered" in text(page)
    assert "More than half the days (your answer now)" in text(page)
    assert "Mood · question 2 of 9" in text(page)
    assert page.content.decode().count("<h1") == 1


def test_a_tap_can_be_undone_and_both_stay_in_the_history(browser: Browser, draft: Any) -> None:
    sent = press(browser, url_of(draft, "phq9-1"), answer="1")
    page = browser.get(sent.headers["Location"])
    assert "Saved: Several days . Undo" in text(page)
    undo = next(form for form in Forms(page.content.decode()).forms if ("act", "undo") in form.buttons)
    back = browser.post(undo.action, {**undo.fields, "act": "undo"})
    assert back.headers["Location"] == url_of(draft, "phq9-1")
    assert stored(draft)["answers"]["phq9-1"] == {"state": "unanswered"}
    assert Answer.objects.count() == 2


def test_undo_brings_back_what_was_there_before_the_tap(browser: Browser, draft: Any) -> None:
    say(draft, phq9_1=3)
    page = browser.get(press(browser, url_of(draft, "phq9-1"), answer="1").headers["Location"])
    undo = next(form for form in Forms(page.content.decode()).forms if ("act", "undo") in form.buttons)
    browser.post(undo.action, {**undo.fields, "act": "undo"})
    assert stored(draft)["answers"]["phq9-1"] == 3


def test_a_date_by_cards_is_stored_as_the_oldest_day_it_allows(browser: Browser, draft: Any) -> None:
    say(draft, bp_systolic=120)
    press(browser, url_of(draft, "bp-taken-on"), answer="this-week")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", stored(draft)["answers"]["bp-taken-on"])
    assert stored(draft)["typed"]["bp-taken-on"] == {"card": "this-week"}
    assert "In the last 7 days (your answer now)" in text(browser.get(url_of(draft, "bp-taken-on")))


@pytest.mark.parametrize("state", ["declined", "unsure"])
def test_rather_not_say_and_not_sure_are_two_answers_of_their_own(browser: Browser, draft: Any, state: str) -> None:
    press(browser, url_of(draft, "aneurysm"), answer__state=state)
    assert stored(draft)["answers"]["aneurysm"] == {"state": state}


def test_a_published_scale_has_no_not_sure(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "phq9-1")
    assert "I'm not sure" not in text(browser.get(url))
    assert "I'd rather not say" in text(browser.get(url))
    assert press(browser, url, answer__state="unsure").status_code == 422
    assert not Answer.objects.exists()


def test_later_moves_on_without_an_answer(browser: Browser, draft: Any) -> None:
    sent = press(browser, url_of(draft, "phq9-1"), act="later")
    assert sent.headers["Location"] == url_of(draft, "phq9-2")
    assert not Answer.objects.exists()


def test_nothing_chosen_is_told_in_plain_words(browser: Browser, draft: Any) -> None:
    page = press(browser, url_of(draft, "aneurysm"))
    assert page.status_code == 422
    assert "Choose an answer, or choose I'd rather not say" in text(page)
    assert page.content.decode().split("<title>")[1].startswith("Error:")


# --- ticks ----------------------------------------------------------------------------------------------------------------


def test_ticks_are_saved_as_a_list_and_none_as_an_empty_one(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "indication")
    press(browser, url, answer=["trd", "anxiety"])
    assert stored(draft)["answers"]["indication"] == ["trd", "anxiety"]
    press(browser, url, answer=None, answer__others="none")
    assert stored(draft)["answers"]["indication"] == []


def test_none_of_these_beside_a_tick_is_asked_about_and_the_tick_stays(browser: Browser, draft: Any) -> None:
    page = press(browser, url_of(draft, "indication"), answer=["pain"], answer__others="none")
    assert page.status_code == 422
    assert re.search(r'value="pain"[^>]* checked', page.content.decode())


def test_untouched_is_unanswered_on_a_card_of_conditions(browser: Browser, draft: Any) -> None:
    page = press(browser, url_of(draft, "heart-failure"))
    assert page.status_code == 422
    assert stored(draft)["answers"] == {}


def test_none_of_the_others_says_no_by_card(browser: Browser, draft: Any) -> None:
    press(browser, url_of(draft, "heart-failure"), answer=["rhythm-problem"], answer__others="none")
    document = stored(draft)
    assert document["answers"]["rhythm-problem"] is True
    assert document["answers"]["heart-failure"] is False
    assert document["how"]["heart-failure"] == "card"


def test_not_sure_about_the_others_is_no_no(browser: Browser, draft: Any) -> None:
    press(browser, url_of(draft, "heart-failure"), answer=["rhythm-problem"], answer__others="unsure")
    assert stored(draft)["answers"]["heart-failure"] == {"state": "unsure"}


def test_a_tick_must_be_completed_by_a_word_on_the_others(browser: Browser, draft: Any) -> None:
    page = press(browser, url_of(draft, "heart-failure"), answer=["rhythm-problem"])
    assert page.status_code == 422
    assert re.search(r'value="rhythm-problem"[^>]* checked', page.content.decode())


def test_a_tick_opens_its_follow_up_on_a_next_page(browser: Browser, draft: Any) -> None:
    sent = press(browser, url_of(draft, "heart-failure"), answer=["rhythm-problem"], answer__others="none")
    assert sent.headers["Location"].startswith(url_of(draft, "rhythm-signs"))


# --- boxes -----------------------------------------------------------------------------------------------------------------


def test_pounds_and_feet_come_first_and_are_kept_as_typed(browser: Browser, draft: Any) -> None:
    press(browser, url_of(draft, "height-cm"), **{"height-cm_0": "5", "height-cm_1": "7"})
    press(browser, url_of(draft, "weight-kg"), **{"weight-kg": "170"})
    document = stored(draft)
    assert document["answers"] == {"height-cm": 170.2, "weight-kg": 77.11}
    assert document["typed"]["weight-kg"] == {"unit": "lb", "value": "170"}
    form = form_of(browser.get(url_of(draft, "height-cm")))
    assert (form.fields["height-cm_0"], form.fields["height-cm_1"]) == (["5"], ["7"])


def test_one_tap_changes_the_units_keeps_what_was_typed_and_is_remembered(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "height-cm")
    assert "Use centimeters instead" in text(browser.get(url))
    page = press(browser, url, **{"height-cm_0": "5", "height-cm_1": "7", "act": "units-metric"})
    form = form_of(page)
    assert form.fields["height-cm"] == ["170.2"]
    assert not Answer.objects.exists()
    send_form(browser, url, form, act="continue")
    assert stored(draft)["answers"]["height-cm"] == 170.2
    weight = browser.get(url_of(draft, "weight-kg"))
    assert form_of(weight).fields["units"] == ["metric"]
    assert "Use pounds instead" in text(weight)


def test_a_wrong_word_keeps_everything_that_was_typed(browser: Browser, draft: Any) -> None:
    page = press(browser, url_of(draft, "bp-systolic"), **{"bp-systolic": "high", "bp-diastolic": "80"})
    assert page.status_code == 422
    assert "Use numbers only, like 120" in text(page)
    form = form_of(page)
    assert (form.fields["bp-systolic"], form.fields["bp-diastolic"]) == (["high"], ["80"])


@pytest.mark.parametrize(
    ("asked", "boxes", "words"),
    [
        ("height-cm", {"height-cm_0": "12", "height-cm_1": "0"}, "Height must be between 2 ft and 8 ft 11 in"),
        ("height-cm", {"height-cm_0": "5", "height-cm_1": "14"}, "Inches go from 0 to 11"),
        ("height-cm", {"height-cm_0": "5.5", "height-cm_1": ""}, "Type the feet as a whole number"),
        ("height-cm", {"height-cm_0": "", "height-cm_1": "70"}, "Type the feet as a whole number"),
        ("weight-kg", {"weight-kg": "5000"}, "Weight must be between 22 lb and 1102 lb"),
        ("weight-kg", {"weight-kg": "-5"}, "Use numbers only"),
        ("weight-kg", {"weight-kg": "1e3"}, "Use numbers only"),
        ("weight-kg", {"weight-kg": "nan"}, "Use numbers only"),
        ("weight-kg", {"weight-kg": "\u0661\u0667\u0660"}, "Use numbers only"),
        ("weight-kg", {"weight-kg": ""}, "Type an answer, or choose I'd rather not say"),
        ("bp-systolic", {"bp-systolic": "120.5", "bp-diastolic": "80"}, "Use a whole number"),
        ("bp-systolic", {"bp-systolic": "120", "bp-diastolic": "8000"}, "Bottom number must be between 10 mmHg and 400 mmHg"),
    ],
)
def test_a_number_out_of_reach_is_told_in_its_own_unit(browser: Browser, draft: Any, asked: str, boxes: dict[str, str], words: str) -> None:
    page = press(browser, url_of(draft, asked), **boxes)
    assert page.status_code == 422
    assert words in text(page)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("typed", ["170 lb", " 170 ", "170.0", "170 pounds", "170,0"])
def test_a_unit_or_a_space_beside_the_number_is_let_pass(browser: Browser, draft: Any, typed: str) -> None:
    press(browser, url_of(draft, "weight-kg"), **{"weight-kg": typed})
    assert stored(draft)["answers"]["weight-kg"] == 77.11


def test_an_unlikely_number_is_kept_and_asked_about_once(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "weight-kg")
    sent = press(browser, url, **{"weight-kg": "700"})
    assert sent.headers["Location"] == url
    page = browser.get(url)
    assert "You entered 700 lb. Is that right?" in text(page)
    doubt = next(form for form in Forms(page.content.decode()).forms if ("act", "confirm") in form.buttons)
    assert browser.post(doubt.action, {**doubt.fields, "act": "confirm"}).headers["Location"] != url
    assert "Is that right?" not in text(browser.get(url))
    assert stored(draft)["answers"]["weight-kg"] > 300


def test_continue_once_more_on_an_unlikely_number_is_a_yes(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "weight-kg")
    boxes = {"weight-kg": "700"}
    press(browser, url, **boxes)
    assert press(browser, url, **boxes).headers["Location"] != url


def test_i_am_not_sure_speaks_for_the_empty_box_alone(browser: Browser, draft: Any) -> None:
    press(browser, url_of(draft, "bp-systolic"), **{"bp-systolic": "130", "answer-state": "unsure"})
    assert stored(draft)["answers"] == {"bp-systolic": 130, "bp-diastolic": {"state": "unsure"}}


def test_later_keeps_what_was_typed_as_a_draft(browser: Browser, draft: Any) -> None:
    say(draft, indication=["other"])
    url = url_of(draft, "indication-words")
    press(browser, url, **{"indication-words": "I sleep badly since spring", "act": "later"})
    assert "indication-words" not in stored(draft)["answers"]
    assert form_of(browser.get(url)).fields["indication-words"] == ["I sleep badly since spring"]


@pytest.mark.parametrize(("asked", "typed"), [("height-cm", "180"), ("weight-kg", "80")])
def test_what_was_left_in_another_unit_comes_back_in_that_unit(browser: Browser, draft: Any, asked: str, typed: str) -> None:
    url = url_of(draft, asked)
    metric = form_of(press(browser, url, act="units-metric"))
    assert send_form(browser, url, metric, **{asked: typed, "act": "draft"}).status_code == 204
    form = form_of(browser.get(url))
    assert (form.fields[asked], form.fields["units"]) == ([typed], ["metric"])
    assert browser.get(url_of(draft, "weight-kg" if asked == "height-cm" else "height-cm")).status_code == 200
    assert send_form(browser, url, form, act="continue").status_code == 303
    assert stored(draft)["answers"][asked] == float(typed)
    assert stored(draft)["units"] == {}


def test_too_much_text_is_told_with_its_length_and_kept(browser: Browser, draft: Any) -> None:
    say(draft, indication=["other"])
    page = press(browser, url_of(draft, "indication-words"), **{"indication-words": "word " * 500})
    assert page.status_code == 422
    assert "This can hold 2000 characters and you have" in text(page)
    assert form_of(page).fields["indication-words"][0].startswith("word word")


def test_continue_is_the_first_button_so_that_enter_means_it(browser: Browser, draft: Any) -> None:
    for name in ("height-cm", "bp-systolic"):
        assert form_of(browser.get(url_of(draft, name))).buttons[0] == ("act", "continue")


# --- lists -------------------------------------------------------------------------------------------------------------------


def add_trial(browser: Browser, url: str, **boxes: Any) -> Any:
    add_url = add_link(browser.get(url))
    return browser.post(add_url, {**form_of(browser.get(add_url)).fields, **boxes, "act": "add"})


def test_antidepressants_tried_keep_dose_weeks_and_result(browser: Browser, draft: Any) -> None:
    say(draft, indication=["trd"])
    url = url_of(draft, "antidepressant-trials")
    add_trial(browser, url, name="Sertraline", dose="usual-or-higher", weeks="10 weeks", result="none")
    add_trial(browser, url, name="Wellbutrin", dose="not-sure", weeks="", result="")
    press(browser, url, act="all")
    first, second = stored(draft)["answers"]["antidepressant-trials"]
    assert (first["dose"], first["weeks"], first["result"]) == ("usual-or-higher", 10, "none")
    assert (second["dose"], second["weeks"], second["result"]) == (None, None, None)


def test_a_trial_that_is_not_right_is_told_and_kept(browser: Browser, draft: Any) -> None:
    say(draft, indication=["trd"])
    url = url_of(draft, "antidepressant-trials")
    page = add_trial(browser, url, name="", weeks="two")
    assert page.status_code == 422
    assert "Type the name" in text(page)
    assert "Use numbers only" in text(page)
    assert form_of(page).fields["weeks"] == ["two"]


# --- two windows, too late ------------------------------------------------------------------------------------------------------


def test_co_2_a_second_window_is_asked_which_to_keep_with_both_texts(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "phq9-1")
    old = form_of(browser.get(url))
    press(browser, url, answer="1")
    clash = send_form(browser, url, old, answer="2")
    assert clash.status_code == 409
    assert "Several days" in text(clash)
    assert "More than half the days" in text(clash)
    assert stored(draft)["answers"]["phq9-1"] == 1
    keep = next(form for form in Forms(clash.content.decode()).forms if form.action == url)
    assert browser.post(url, keep.fields).status_code == 303
    assert stored(draft)["answers"]["phq9-1"] == 2


def test_co_2_both_texts_of_a_text_answer_are_there(browser: Browser, draft: Any) -> None:
    say(draft, indication=["other"])
    url = url_of(draft, "indication-words")
    old = form_of(browser.get(url))
    press(browser, url, **{"indication-words": "first window"})
    clash = send_form(browser, url, old, **{"indication-words": "second window"})
    assert clash.status_code == 409
    assert "first window" in text(clash)
    assert "second window" in text(clash)


def test_co_4_an_answer_after_sending_is_refused_kindly_and_changes_nothing(browser: Browser, draft: Any, clara: Any) -> None:
    url = url_of(draft, "phq9-1")
    old = form_of(browser.get(url))
    submit_intake(response=fill(draft, factories.AT), by=draft.patient.user, at=factories.AT)
    late = send_form(browser, url, old, answer="3")
    assert late.status_code == 409
    assert "Already sent at 10:00 AM (PST) on November 24" in text(late)
    assert stored(draft)["answers"]["phq9-1"] != 3
    assert "Already sent" in text(browser.get(url))
    assert browser.get("/application/").headers["Location"] == "/application/status/"


def test_co_1_an_answer_is_in_the_database_before_the_browser_hears_of_it(browser: Browser, draft: Any, monkeypatch: Any) -> None:
    """The redirect is made after the save returned: a save that fails gives no 303."""

    def fails(**_more: Any) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr("kapintake.intake.views.pages.record_answer", fails)
    browser.raise_request_exception = False
    assert press(browser, url_of(draft, "phq9-1"), answer="1").status_code == 500


def test_co_9_nothing_is_saved_after_she_took_her_consent_back(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "phq9-1")
    old = form_of(browser.get(url))
    take_back_consent(patient=draft.patient, purpose="screening", by=draft.patient.user, at=factories.AT)
    sent = send_form(browser, url, old, answer="1")
    assert sent.headers["Location"] == "/consent/"
    assert "You took your consent back, so nothing new is saved." in text(browser.get("/consent/"))
    assert browser.post("/application/send/").headers["Location"] == "/consent/"
    assert not Answer.objects.exists()


def test_en_6_answers_that_cannot_be_opened_are_said_to_be_so_and_never_shown_as_empty(browser: Browser, draft: Any) -> None:
    say(draft, phq9_1=3)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake_questionnaireresponse SET current = %s", [b"\x01" + b"0" * 60])
    for path in ("/application/", url_of_first(), "/application/check/"):
        page = browser.get(path)
        assert page.status_code == 503
        assert "Your answers are kept, but they cannot be opened." in text(page)
    assert browser.post(url_of_first(), {"answer": "1"}).status_code == 503
    assert Answer.objects.count() == 1


def url_of_first() -> str:
    return "/application/3/1/"


# --- help ------------------------------------------------------------------------------------------------------------------------


def test_a_positive_safety_answer_opens_the_help_page_as_the_very_next_answer(browser: Browser, draft: Any, clara: Any) -> None:
    url = url_of(draft, "phq9-9")
    sent = press(browser, url, answer="1")
    assert sent.headers["Location"] == f"{url}help/"
    page = browser.get(f"{url}help/")
    assert 'data-help="suicide"' in page.content.decode()
    assert "Call 988" in text(page)
    assert "Thank you for telling us." in text(page)
    for words in ("keep going", "Stop here, my answers are saved", "Ask someone to call me", "I tapped the wrong answer"):
        assert words in text(page)
    assert SafetyAlert.objects.get().events.filter(kind="help-shown").exists()
    assert "Support is here any time" in text(browser.get(url_of(draft, "phq9-8")))


def test_the_wrong_answer_can_be_taken_back_and_stays_in_the_history(browser: Browser, draft: Any, clara: Any) -> None:
    url = url_of(draft, "phq9-9")
    page = browser.get(press(browser, url, answer="1").headers["Location"])
    press(browser, link(page, "I tapped the wrong answer"), answer="0")
    assert stored(draft)["answers"]["phq9-9"] == 0
    assert stored(draft)["ever"] == {"phq9-9": [1]}


def test_a_blood_pressure_crisis_opens_medical_help_and_asks_about_the_number_on_the_same_page(
    browser: Browser, draft: Any, clara: Any
) -> None:
    url = url_of(draft, "bp-systolic")
    sent = press(browser, url, **{"bp-systolic": "310", "bp-diastolic": "130"})
    assert sent.headers["Location"].startswith(f"{url}help/")
    page = browser.get(sent.headers["Location"])
    assert 'data-help="medical"' in page.content.decode()
    assert "Is that right?" in text(page)
    doubt = next(form for form in Forms(page.content.decode()).forms if ("act", "confirm") in form.buttons)
    assert browser.post(doubt.action, {**doubt.fields, "act": "confirm"}).status_code == 303
    assert "bp-systolic" in stored(draft)["confirmed"]


def test_asking_for_a_call_is_heard_and_she_can_go_on(browser: Browser, draft: Any, clara: Any) -> None:
    url = press(browser, url_of(draft, "phq9-9"), answer="1").headers["Location"]
    ask = re.search(r'href="(/call-me/\?from=[^"]+)"', browser.get(url).content.decode())[1]
    said = browser.post(ask, {"phone": "(202) 555-0147", "message_is_safe": "no"}, follow=True)
    assert "We told the clinic that you want a call" in text(said)
    assert link(said, "Go on") == url.split("?")[0]
    event = SafetyAlert.objects.get().events.get(kind="call-asked")
    assert event.note == {"phone": "+12025550147", "message_is_safe": False}


def test_stopping_at_the_help_page_keeps_the_answers_and_settles_the_watch(browser: Browser, draft: Any, clara: Any) -> None:
    url = press(browser, url_of(draft, "phq9-9"), answer="1").headers["Location"]
    page = browser.post(url, {"act": "stop"}, follow=True)
    assert "Your answers are saved." in text(page)
    assert SafetyAlert.objects.get().tier == "same-day"


def test_opening_another_part_after_item_nine_tells_the_one_on_duty(browser: Browser, draft: Any, clara: Any) -> None:
    say(draft, phq9_9=2)
    browser.get(url_of(draft, "cssrs-1"))
    assert SafetyAlert.objects.get().tier == "watch"
    browser.get(url_of(draft, "medicines"))
    assert SafetyAlert.objects.get().tier == "urgent"


def test_signing_out_in_the_middle_of_the_safety_questions_tells_the_one_on_duty(browser: Browser, draft: Any, clara: Any) -> None:
    say(draft, phq9_9=2)
    assert browser.post("/account/logout/").status_code == 302
    assert SafetyAlert.objects.get().tier == "urgent"


# --- around the questions ------------------------------------------------------------------------------------------------------------


def test_the_task_list_says_what_is_done_and_goes_on_at_the_right_place(browser: Browser, draft: Any) -> None:
    say(draft, indication=["pain"], phq9_1=1, phq9_2=1)
    page = browser.get("/application/")
    assert "Not sent yet" in text(page)
    assert "Why you're here Done" in text(page)
    assert "Mood In progress" in text(page)
    assert "Cannot start yet" in text(page)
    assert link(page, "Mood") == url_of(draft, "phq9-3")


def test_start_begins_the_first_part(ada: Any, browser: Browser) -> None:
    assert "Start" in text(browser.get("/application/"))
    sent = browser.post("/application/start/", follow=True)
    assert "What would you like help with?" in text(sent)


def test_consent_comes_before_the_first_question(harbor: Any, signed_in: Any) -> None:
    person = factories.make_patient(harbor, consented=False)
    browser = signed_in(Browser(), person)
    assert browser.get("/application/").headers["Location"] == "/consent/"
    assert browser.post("/application/start/").headers["Location"] == "/consent/"
    assert not QuestionnaireResponse.objects.exists()


def test_a_page_that_does_not_apply_leads_to_the_next_that_does(browser: Browser, draft: Any) -> None:
    say(draft, seizure=False, head_injury=False)
    place = "/application/7/3/"
    assert browser.get(place).status_code == 302


def test_the_check_page_lists_every_answer_and_change_returns_there(browser: Browser, draft: Any) -> None:
    fill(draft, factories.AT)
    page = browser.get("/application/check/")
    assert "More than half the days" in text(page)
    url = link(page, "Change Weight")
    sent = press(browser, url, **{"weight-kg": "180"})
    assert sent.headers["Location"] == "/application/check/"
    assert "180 lb (81.65 kg)" in text(browser.get("/application/check/"))


def test_a_change_that_opens_questions_asks_them_before_it_returns(browser: Browser, draft: Any) -> None:
    fill(draft, factories.AT)
    sent = press(browser, f"{url_of(draft, 'head-injury')}?from=check", answer=["head-injury"], answer__others="none")
    assert sent.headers["Location"] == f"{url_of(draft, 'head-injury-months')}?from=check"


def test_sending_is_refused_by_name_and_link(browser: Browser, draft: Any) -> None:
    fill(draft, factories.AT, weight_kg=None)
    page = browser.post("/application/send/")
    assert page.status_code == 422
    assert link(page, "Weight").startswith(url_of(draft, "weight-kg"))
    assert page.content.decode().split("<title>")[1].startswith("Error:")


def test_after_sending_she_sees_where_it_stands(browser: Browser, draft: Any, clara: Any) -> None:
    fill(draft, factories.AT)
    assert browser.get("/application/send/").status_code == 200
    assert browser.post("/application/send/").headers["Location"] == "/application/status/"
    page = browser.get("/application/status/")
    assert "Sent. Thank you." in text(page)
    assert draft.patient.reference in text(page)
    assert not re.search(r"PHQ|no concerns|needs review|criterion|severity|\bscore", text(page), re.IGNORECASE)
    assert "Already sent" in text(browser.get("/application/send/"))
    assert browser.post("/application/send/").status_code == 303


def test_taking_it_back_asks_first_and_keeps_the_record(browser: Browser, draft: Any) -> None:
    assert "Yes, take it back" in text(browser.get("/application/withdraw/"))
    page = browser.post("/application/withdraw/", follow=True)
    assert "You took this application back" in text(page)
    assert browser.post("/application/withdraw/").status_code == 409


def test_au_1_her_own_reading_is_one_event_a_sitting(browser: Browser, draft: Any) -> None:
    for _look in range(3):
        browser.get("/application/")
        browser.get(url_of(draft, "phq9-1"))
    assert AuditEvent.objects.filter(action="response.opened").count() == 1


def test_no_title_or_address_tells_a_question(browser: Browser, draft: Any) -> None:
    page = browser.get(url_of(draft, "phq9-9"))
    title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL).group(1)
    assert re.fullmatch(r"Question \d+( of \d+)? - Harbor", title)
    assert re.fullmatch(r"/application/\d+/\d+/", url_of(draft, "phq9-9"))


# --- whose ------------------------------------------------------------------------------------------------------------------------------


def test_ac_4_nobody_elses_form_writes_into_her_answers(draft: Any, ben: Any, at: Any, signed_in: Any, browser: Browser) -> None:
    """There is no id to forge: her form is refused from him, and a form that says nobody's writes into his own intake."""
    other = signed_in(Browser(), ben)
    start_response(patient=ben, by=ben.user, at=at)
    url = url_of(draft, "phq9-1")
    form = form_of(browser.get(url))
    forged = {**form.fields, "answer": "3", "response": str(draft.pk), "patient": str(draft.patient_id), "id": str(draft.pk)}
    assert other.post(url, forged).status_code == 409
    assert QuestionnaireResponse.objects.get(patient=ben).current["answers"] == {}
    other.post(url, {**forged, "person": ""})
    assert stored(draft)["answers"] == {}
    assert QuestionnaireResponse.objects.get(patient=ben).current["answers"] == {"phq9-1": 3}


@pytest.mark.parametrize("who", ["clara", "dev", "fay", "finn", "pia"])
def test_ac_4_staff_cannot_answer_for_her(draft: Any, who: str, request: Any, signed_in: Any) -> None:
    staff = signed_in(Browser(), request.getfixturevalue(who))
    for path in ("/application/", url_of(draft, "phq9-1"), "/application/check/", "/application/send/"):
        assert staff.get(path).status_code in (403, 404)
        assert staff.post(path, {"answer": "1"}).status_code in (403, 404)
    assert not Answer.objects.exists()


def test_ac_3_a_page_that_is_not_there_is_the_same_404_for_all(browser: Browser, draft: Any) -> None:
    pages = [browser.get(path) for path in ("/application/99/1/", "/application/3/999/", "/application/1/1/entry/1/", "/application/99/")]
    assert {page.status_code for page in pages} == {404}


def test_signed_out_she_comes_back_to_the_same_question(draft: Any, client: Any) -> None:
    url = url_of(draft, "phq9-3")
    sent = client.get(url)
    assert sent.status_code == 302
    assert f"next={url}" in sent.headers["Location"]


# --- what no page of ours sends ----------------------------------------------------------------------------------------------------------

NONSENSE = [
    {},
    {"answer": ""},
    {"answer": "yes'; DROP TABLE"},
    {"answer": "99999999999999999999"},
    {"answer": ["1", "2"]},
    {"answer-state": "nonsense"},
    {"answer-others": "maybe"},
    {"act": "units-furlongs"},
    {"act": "remove-"},
    {"act": "remove-99999999999"},
    {"act": "remove-²"},
    {"act": "undo", "key": "x" * 5000},
    {"act": "confirm", "version": "-1"},
    {"answer": "1", "version": "9" * 400},
    {"answer": "1", "version": "²", "key": "not-a-key"},
    {"answer": "\u202e1"},
    {"answer": "é" * 1000},
    {"units": "<script>", "height-cm": "1"},
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=str)
@pytest.mark.parametrize(
    "asked", ["indication", "antidepressant-trials", "height-cm", "bp-systolic", "phq9-1", "heart-failure", "medicines"]
)
def test_in_1_nonsense_is_never_an_error_of_ours(browser: Browser, draft: Any, asked: str, nonsense: dict[str, Any]) -> None:
    say(draft, indication=["trd"])
    sent = browser.post(url_of(draft, asked), nonsense)
    assert sent.status_code in (303, 400, 409, 422)


@pytest.mark.parametrize("saved", ["", "3", "3.", ".", "x.y", "99.99", "3.9.1", "²", "-1.-1", "9" * 50])
def test_in_1_a_made_up_saved_line_is_left_out(browser: Browser, draft: Any, saved: str) -> None:
    page = browser.get(url_of(draft, "phq9-1"), {"saved": saved})
    assert page.status_code == 200
    assert "Undo" not in text(page)
