"""Medicines, found among listed names, told step by step, kept as typed; nothing is chosen for her."""

from typing import Any

import pytest

from kapintake.intake.medicine_search import find
from kapintake.intake.selectors import answers_of, reread
from kapintake.intake.words import answer_words
from kapintake.pathway.intake import submit_intake
from screening.medicines import LISTED_NAMES
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.test_views import stored, text
from tests.intake.typist import add_link, add_medicine, form_of, press, send_form, tell_dose, url_of

pytestmark = pytest.mark.django_db


def look_for(browser: Browser, url: str, name: str, **pressed: str) -> Any:
    add = add_link(browser.get(url))
    return browser.post(add, {**form_of(browser.get(add)).fields, "name": name, **(pressed or {"act": "find"})})


def named(draft: Any) -> list[str]:
    return [entry["name"] for entry in stored(draft)["lists"]["medicines"]]


# --- finding ------------------------------------------------------------------------------------------------------------


def test_it_finds_names_by_their_beginning_with_their_other_name(browser: Browser, draft: Any) -> None:
    page = look_for(browser, url_of(draft, "medicines"), "sert")
    assert "Sertraline (Zoloft)" in text(page)
    assert 'Use "sert" as I typed it' in text(page)
    assert page.status_code == 200
    assert form_of(page).fields["name"] == ["sert"]


def test_the_number_of_results_is_told_politely(browser: Browser, draft: Any) -> None:
    page = look_for(browser, url_of(draft, "medicines"), "klonop").content.decode()
    assert '<p role="status" data-testid="found">1 result</p>' in page


def test_there_are_never_more_than_seven_buttons_to_choose_from(browser: Browser, draft: Any) -> None:
    for beginning in ("al", "me", "di", "pro", "lo"):
        buttons = form_of(look_for(browser, url_of(draft, "medicines"), beginning)).buttons
        assert len([name for name, value in buttons if name == "choose" or value == "as-typed"]) <= 7
        assert ("act", "as-typed") in buttons


def test_a_slip_is_asked_about_and_not_corrected(browser: Browser, draft: Any) -> None:
    page = look_for(browser, url_of(draft, "medicines"), "klonopn")
    assert "Did you mean one of these?" in text(page)
    assert "Klonopin (clonazepam)" in text(page)
    assert "lists" not in stored(draft) or not stored(draft)["lists"]


def test_names_that_look_alike_are_listed_side_by_side() -> None:
    assert [one.name for one in find("lamic").suggestions] == ["Lamictal", "Lasix"]


def test_every_listed_name_is_found_when_it_is_typed_whole() -> None:
    assert [name for name in LISTED_NAMES if name.casefold() not in [one.name.casefold() for one in find(name).suggestions]] == []


def test_what_nobody_knows_can_be_used_as_typed(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    assert "No results. You can use it as you typed it." in text(look_for(browser, url, "xyzzy drops"))
    look_for(browser, url, "xyzzy drops", act="as-typed")
    assert named(draft) == ["xyzzy drops"]


def test_a_choice_keeps_beside_it_what_was_typed(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    sent = look_for(browser, url, "klonopn", choose="Klonopin")
    assert sent.headers["Location"] == f"{url}entry/1/dose/"
    assert stored(draft)["lists"]["medicines"][0]["typed"]["name"] == "klonopn"
    assert "Klonopin (typed as klonopn)" in text(browser.get(url))


@pytest.mark.parametrize("typed", ["lithium and rizatriptn", "lithium xyzzy", "haloperidol decanoate"])
def test_a_choice_never_hides_what_was_typed_beside_the_name(browser: Browser, draft: Any, typed: str) -> None:
    first = find(typed).suggestions[0].name
    look_for(browser, url_of(draft, "medicines"), typed, choose=first)
    assert named(draft) == [typed]


def test_a_name_that_was_not_offered_is_not_taken(browser: Browser, draft: Any) -> None:
    page = look_for(browser, url_of(draft, "medicines"), "sert", choose="Poison")
    assert page.status_code == 200
    assert not stored(draft)["lists"]


# --- telling ------------------------------------------------------------------------------------------------------------


def test_medicines_are_added_one_a_page_and_count_when_she_says_that_is_all(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    add_medicine(browser, url, name="Sertraline", daily_mg="50 mg")
    assert stored(draft)["answers"]["medicines"] == {"state": "unanswered"}
    add_medicine(browser, url, name="Xanax", as_needed=True)
    page = text(browser.get(url))
    assert "Your medicines (2)" in page
    assert "Sertraline 50 mg, once a day" in page
    assert "Xanax (dose: not sure), only when needed" in page
    assert press(browser, url, act="all").status_code == 303
    document = stored(draft)
    kept = [(entry["name"], entry["daily_mg"], entry["as_needed"]) for entry in document["answers"]["medicines"]]
    assert kept == [("Sertraline", 50.0, False), ("Xanax", None, True)]
    assert document["typed"]["medicines"][0]["amount"] == "50"


@pytest.mark.parametrize(
    ("boxes", "daily"),
    [
        ({"amount": "50", "unit": "mg", "often": "once"}, 50),
        ({"amount": "0.5", "unit": "mg", "often": "three"}, 1.5),
        ({"amount": "50", "unit": "mcg", "often": "twice"}, 0.1),
        ({"amount": "1", "unit": "g", "often": "once"}, 1000),
        ({"amount": "2", "unit": "tablets", "often": "once"}, None),
        ({"amount": "", "unit": "mg", "often": "once"}, None),
        ({"amount": "50", "unit": "mg", "often": ""}, None),
    ],
)
def test_the_day_is_added_up_only_where_it_can_be(browser: Browser, draft: Any, boxes: dict[str, str], daily: float | None) -> None:
    at = look_for(browser, url_of(draft, "medicines"), "Lorazepam", act="as-typed").headers["Location"]
    press(browser, at, **boxes, taking="yes")
    assert stored(draft)["lists"]["medicines"][0]["daily_mg"] == daily


def test_what_an_answer_opens_stands_on_the_next_page(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    at = look_for(browser, url, "Xanax", act="as-typed").headers["Location"]
    assert "most you take in one day" not in text(browser.get(at))
    more = press(browser, at, amount="0.5", often="needed", taking="yes").headers["Location"]
    assert more.endswith("/entry/1/more/")
    assert press(browser, more, most="2").headers["Location"] == url
    assert stored(draft)["lists"]["medicines"][0]["daily_mg"] == 2.0
    assert "Xanax 0.5 mg, only when needed, at most 2 mg in a day" in text(browser.get(url))


def test_month_and_year_are_enough_for_when_a_medicine_was_stopped(browser: Browser, draft: Any) -> None:
    add_medicine(browser, url_of(draft, "medicines"), name="Nardil", taking="no", stopped_on_0="Jun", stopped_on_2="2026")
    assert stored(draft)["lists"]["medicines"][0]["stopped_on"] == "2026-06-30"


def test_a_medicine_stopped_she_does_not_know_when_counts_as_taken(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    at = look_for(browser, url, "Nardil", act="as-typed").headers["Location"]
    more = press(browser, at, often="once", taking="no").headers["Location"]
    assert press(browser, more, act="not-sure").status_code == 303
    assert stored(draft)["lists"]["medicines"][0]["stopped_on"] is None
    assert "stopped, not sure when" in text(browser.get(url))


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"name": ""}, "Type the name"),
        ({"name": "x" * 300}, "200"),
        ({"daily_mg": "0"}, "Check the amount"),
        ({"daily_mg": "900000000"}, "Check the amount"),
        ({"daily_mg": "a lot"}, "Use numbers only"),
        ({"taking": "no"}, "Type about when you stopped"),
        ({"taking": "no", "stopped_on_0": "June", "stopped_on_1": "31", "stopped_on_2": "2026"}, "June has 30 days. Check the day"),
        ({"taking": "no", "stopped_on_0": "6", "stopped_on_1": "1", "stopped_on_2": "2050"}, "Type the year with four numbers"),
        ({"taking": "no", "stopped_on_0": "13", "stopped_on_1": "1", "stopped_on_2": "2026"}, "Type the month as a number from 1 to 12"),
        ({"taking": "no", "stopped_on_0": "12", "stopped_on_1": "", "stopped_on_2": "2027"}, "This date must be in the past"),
    ],
)
def test_what_is_not_right_is_told_and_kept(browser: Browser, draft: Any, boxes: dict[str, str], words: str) -> None:
    page = add_medicine(browser, url_of(draft, "medicines"), **{"name": "Lithium", **boxes})
    assert page.status_code == 422
    assert words in text(page)
    assert page.content.decode().split("<title>")[1].startswith("Error:")
    typed = {value for values in form_of(page).fields.values() for value in values}
    assert {str(value) for key, value in boxes.items() if key not in ("taking",)} <= typed


def test_three_times_a_day_of_too_much_is_asked_about(browser: Browser, draft: Any) -> None:
    at = look_for(browser, url_of(draft, "medicines"), "Lithium", act="as-typed").headers["Location"]
    assert press(browser, at, amount="900", unit="g", often="three").status_code == 422
    assert press(browser, at, amount="900000", unit="mg", often="three").status_code == 422


def test_a_medicine_can_be_changed_and_removed(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    add_medicine(browser, url, name="Sertraline", daily_mg="50")
    add_medicine(browser, url, name="Lithium")
    renamed = press(browser, f"{url}entry/1/", name="zoloft", choose="Zoloft").headers["Location"]
    assert form_of(browser.get(renamed)).fields["amount"] == ["50"]
    tell_dose(browser, renamed, daily_mg="100")
    press(browser, url, act="remove-2")
    press(browser, url, act="all")
    assert [(entry["name"], entry["daily_mg"]) for entry in stored(draft)["answers"]["medicines"]] == [("Zoloft", 100.0)]


def test_an_entry_of_an_earlier_release_shows_what_it_holds(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at, medicines=[{"name": "Xanax", "daily_mg": 2, "as_needed": True}, {"name": "Lithium", "daily_mg": 900}])
    url = url_of(draft, "medicines")
    assert "Lithium, 900 mg a day" in text(browser.get(url))
    assert form_of(browser.get(f"{url}entry/2/dose/")).fields["amount"] == ["900"]
    more = press(browser, f"{url}entry/1/dose/").headers["Location"]
    assert form_of(browser.get(more)).fields["most"] == ["2"]


def test_a_list_changed_in_another_window_loses_no_entry(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    add_medicine(browser, url, name="Sertraline")
    old = form_of(browser.get(url))
    add_medicine(browser, url, name="Lithium")
    send_form(browser, url, old, act="remove-1")
    assert named(draft) == ["Sertraline", "Lithium"]


def test_a_dose_finds_its_medicine_on_a_list_that_was_changed(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    add_medicine(browser, url, name="Sertraline", daily_mg="50")
    add_medicine(browser, url, name="Lithium", daily_mg="300")
    old = form_of(browser.get(f"{url}entry/2/dose/"))
    press(browser, url, act="remove-1")
    send_form(browser, f"{url}entry/2/dose/", old, amount="900")
    assert [(one["name"], one["daily_mg"]) for one in stored(draft)["lists"]["medicines"]] == [("Lithium", 900.0)]


def test_a_double_press_adds_one_medicine(browser: Browser, draft: Any) -> None:
    add = add_link(browser.get(url_of(draft, "medicines")))
    form = {**form_of(browser.get(add)).fields, "name": "Lithium", "act": "as-typed"}
    assert [browser.post(add, form).status_code for _press in range(2)] == [303, 303]
    assert named(draft) == ["Lithium"]


def test_taking_none_is_an_answer_and_an_empty_list_is_not(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    assert press(browser, url, act="all").status_code == 422
    press(browser, url, act="none")
    assert stored(draft)["answers"]["medicines"] == []
    assert "(your answer now)" in text(browser.get(url))


def test_not_sure_of_the_rest_keeps_what_is_listed_and_says_that_there_is_more(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "medicines")
    add_medicine(browser, url, name="Nardil")
    press(browser, url, answer__state="unsure")
    assert [entry["name"] for entry in stored(draft)["answers"]["medicines"]] == ["Nardil", "Other, not sure which"]


def test_a_list_that_is_changed_from_the_check_page_leads_back_there(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at, medicines=[])
    url = url_of(draft, "medicines") + "?from=check"
    added = look_for(browser, url, "Lithium", act="as-typed").headers["Location"]
    onward = press(browser, added, amount="300", often="once", taking="yes").headers["Location"]
    assert onward == url
    assert press(browser, onward, act="all").headers["Location"] == "/application/check/"
    assert press(browser, url, act="later").headers["Location"] == "/application/check/"


def test_the_list_can_come_later(browser: Browser, draft: Any) -> None:
    page = text(browser.get(url_of(draft, "medicines")))
    assert "I don't have my list with me - I'll add it later" in page
    assert "Easy to forget" in page
    assert "Don't stop or change any medicine because of this form." in page


def test_what_was_typed_is_frozen_with_the_answer(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    url = url_of(draft, "medicines")
    for _number in stored(draft)["answers"]["medicines"]:
        press(browser, url, act="remove-1")
    tell_dose(browser, look_for(browser, url, "klonopn", choose="Klonopin").headers["Location"], daily_mg="1")
    press(browser, url, act="all")
    submit_intake(response=reread(draft), by=draft.patient.user, at=at)
    frozen = reread(draft).frozen
    item = next(item for part in frozen["parts"] for item in part["items"] if item["link_id"] == "medicines")
    assert item["words"] == "Klonopin (typed as klonopn) 1 mg, once a day"
    assert [entry["name"] for entry in frozen["input"]["answers"]["medicines"]] == ["Klonopin"]
    assert "Klonopin" in answer_words(answers_of(draft).questionnaire.item("medicines"), item["value"], item["typed"])
