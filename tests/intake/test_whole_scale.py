"""All questions of a scale on one page: nothing chosen beforehand, saved as far as it is answered, help first."""

from typing import Any

import pytest

from kapintake.intake.models import Answer
from tests.browser import Browser
from tests.intake.test_views import stored, text
from tests.intake.typist import Forms, form_of, link, press, send_form, url_of

pytestmark = pytest.mark.django_db
ALL = {f"phq9-{number}": "0" for number in range(1, 11)}


def whole_of(draft: Any, link_id: str) -> str:
    return f"/application/{url_of(draft, link_id).split('/')[2]}/all/"


def test_the_introduction_offers_it(browser: Browser, draft: Any) -> None:
    url = whole_of(draft, "phq9-1")
    assert link(browser.get(url.removesuffix("all/")), "See all questions on one page") == url


def test_it_asks_every_item_under_its_stem_and_chooses_nothing(browser: Browser, draft: Any) -> None:
    page = browser.get(whole_of(draft, "phq9-1"))
    html = page.content.decode()
    assert html.count("Over the last 2 weeks, how often have you been bothered") == 9
    assert html.count("<fieldset") == 9
    assert " checked" not in html
    assert html.count("I&#x27;d rather not say") == 9
    assert len([name for name in form_of(page).fields if name.startswith("phq9")]) == 0


def test_all_at_once_is_one_save_and_goes_on(browser: Browser, draft: Any) -> None:
    sent = press(browser, whole_of(draft, "phq9-1"), **ALL)
    assert sent.status_code == 303
    assert stored(draft)["answers"]["phq9-9"] == 0
    assert Answer.objects.count() == 1


def test_what_is_answered_is_kept_and_the_rest_is_told_and_stays_unanswered(browser: Browser, draft: Any) -> None:
    page = press(browser, whole_of(draft, "phq9-1"), **{"phq9-1": "2", "phq9-2": "declined"})
    assert page.status_code == 422
    assert stored(draft)["answers"] == {"phq9-1": 2, "phq9-2": {"state": "declined"}}
    assert page.content.decode().split("<title>")[1].startswith("Error:")
    links = Forms(page.content.decode()).links
    assert links["Question 3: choose an answer, or choose I'd rather not say"] == "#id_phq9-3_0"
    assert "#id_phq9-1_0" not in links.values()
    assert form_of(page).fields["phq9-1"] == ["2"]


def test_the_rest_can_come_later(browser: Browser, draft: Any) -> None:
    sent = press(browser, whole_of(draft, "phq9-1"), **{"phq9-1": "2", "act": "later"})
    assert sent.headers["Location"] != url_of(draft, "phq9-2")
    assert stored(draft)["answers"] == {"phq9-1": 2}


def test_a_safety_answer_opens_help_as_the_very_next_answer_though_others_are_open(browser: Browser, draft: Any, clara: Any) -> None:
    sent = press(browser, whole_of(draft, "phq9-1"), **{"phq9-9": "1"})
    assert sent.headers["Location"] == f"{url_of(draft, 'phq9-9')}help/"
    assert 'data-help="suicide"' in browser.get(sent.headers["Location"]).content.decode()
    assert stored(draft)["answers"]["phq9-9"] == 1


def test_the_help_page_is_that_of_the_answer_that_called_for_it(browser: Browser, draft: Any, clara: Any) -> None:
    sent = press(browser, whole_of(draft, "cssrs-1"), **{"cssrs-1": "no", "cssrs-6": "yes"})
    assert sent.headers["Location"].endswith("/help/")
    assert sent.headers["Location"].removesuffix("help/") == url_of(draft, "cssrs-6")


def test_what_an_answer_opens_is_asked_next(browser: Browser, draft: Any) -> None:
    shown = [
        name for name in ("cssrs-1", "cssrs-2", "cssrs-3", "cssrs-6") if name in browser.get(whole_of(draft, "cssrs-1")).content.decode()
    ]
    assert shown == ["cssrs-1", "cssrs-2", "cssrs-6"]


def test_two_windows_are_asked_which_to_keep(browser: Browser, draft: Any) -> None:
    url = whole_of(draft, "phq9-1")
    old = form_of(browser.get(url))
    press(browser, url_of(draft, "phq9-1"), answer="3")
    clash = send_form(browser, url, old, **{**ALL, "phq9-1": "1"})
    assert clash.status_code == 409
    assert "Several days" in text(clash)
    keep = next(form for form in Forms(clash.content.decode()).forms if form.action == url)
    assert browser.post(url, keep.fields).status_code == 303
    assert stored(draft)["answers"]["phq9-1"] == 1


def test_an_answer_that_is_not_there_is_refused_and_the_others_stay_on_the_page(browser: Browser, draft: Any) -> None:
    page = press(browser, whole_of(draft, "phq9-1"), **{"phq9-1": "7", "phq9-2": "1"})
    assert page.status_code == 422
    assert not Answer.objects.exists()
    assert form_of(page).fields["phq9-2"] == ["1"]


def test_a_part_without_a_scale_has_no_such_page(browser: Browser, draft: Any) -> None:
    assert browser.get(whole_of(draft, "height-cm")).status_code == 404
    assert browser.get("/application/99/all/").status_code == 404
