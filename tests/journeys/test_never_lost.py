"""Nothing is ever lost: no connection, a killed tab, a slow network, a sitting that ends, two windows, a shared phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from kapintake.demo.cast import PASSWORD
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.live import Site
from tests.journeys.people import Clinician, Patient
from tests.look.browser import faults

LENA = "lena.fischer@mail.example"  # some parts done
STORED = """
import json
from kapintake.intake.models import QuestionnaireResponse, Answer
response = QuestionnaireResponse.objects.get(patient__user__email="lena.fischer@mail.example")
acts = [list(act.given["values"]) for act in Answer.objects.filter(response=response).order_by("seq")]
print(json.dumps({**response.current, "acts": acts}))
"""
AGE = """
import json
from datetime import timedelta
from django.utils import timezone
from kapintake.accounts.models import Session
print(json.dumps(Session.objects.filter(user__email="%s").update(last_seen_at=timezone.now() - timedelta(seconds=%d))))
"""
SCRIPTS = """() => Promise.all([...document.querySelectorAll("[data-module]")].flatMap((one) => one.dataset.module.split(" "))
  .map((name) => import(document.querySelector("script[type=module]").src.replace(/app[^/]*$/, name + ".js"))))"""
KEPT_IN_THE_BROWSER = """async () => {
  const found = [];
  for (const name of await caches.keys()) found.push(...(await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname));
  return { cached: found, local: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).length };
}"""
HELP_AND_OFFLINE = ["/help-now/", "/es/help-now/", "/offline/", "/es/offline/"]
SCALE = [f"phq9-{number}" for number in range(1, 9)]
# One card and, impatiently, another; what the pressed one says from then on goes to the console.
PRESS_TWICE = """(value) => {
  const card = (value) => document.querySelector(`.answers button[value='${value}']`);
  const words = card(value).querySelector(".answer-text");
  new MutationObserver(() => console.info(words.textContent)).observe(words, { childList: true });
  card(value).click();
  card("0").click();
}"""
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}


@pytest.fixture
def lena(open_browser: Callable[..., Any], site: Site) -> Patient:
    patient = Patient(open_browser(PHONE), site)
    patient.sign_in_to_demo(LENA)
    return patient


def ready(patient: Patient, link_id: str) -> Any:
    """Open a question and wait until its scripts hold the form."""
    patient.open_question(link_id)
    return started(patient.page)


def started(page: Any) -> Any:
    page.evaluate(SCRIPTS)
    return page


def box(page: Any) -> Any:
    return page.locator("textarea").first


def continue_button(page: Any) -> Any:
    return page.get_by_role("button", name="Continue", exact=True)


def stored(site: Site) -> dict[str, Any]:
    return site.ask(STORED)


# --- no connection -------------------------------------------------------------------------------------------------


def test_it_sends_each_answer_once_when_the_connection_is_back(lena: Patient, site: Site) -> None:
    """Given no connection between the tap and the answer, at ten questions, when it is back, then each is saved once and she is on."""
    context = lena.page.context
    for number, link_id in enumerate(SCALE):
        page = ready(lena, link_id)
        context.set_offline(True)
        lena.card(str(number % 4)).click()
        line = page.get_by_role("alert")
        line.wait_for()
        assert "No connection. What you typed is still here." in line.inner_text()
        before = page.url
        context.set_offline(False)
        page.wait_for_url(lambda url, before=before: url != before)
        assert "saved=" in page.url
    for link_id, text in (("hopes", "to sleep"), ("height-cm", "5")):
        page = ready(lena, link_id)
        context.set_offline(True)
        page.locator("textarea, [name=height-cm_0]").first.fill(text)
        continue_button(page).click()
        page.get_by_role("alert").wait_for()
        assert page.locator("textarea, [name=height-cm_0]").first.input_value() == text
        before = page.url
        context.set_offline(False)
        page.wait_for_url(lambda url, before=before: url != before)
    kept = stored(site)
    assert [kept["answers"][link_id] for link_id in SCALE] == [number % 4 for number in range(8)]
    assert kept["answers"]["hopes"] == "to sleep"
    assert kept["answers"]["height-cm"] > 150
    for link_id in (*SCALE, "hopes"):
        assert sum(link_id in act for act in kept["acts"][-20:]) == 1, link_id


def test_it_lands_once_when_the_answer_was_saved_and_only_the_reply_was_lost(lena: Patient, site: Site) -> None:
    """Given a save whose reply never came, when it is sent again, then it is one answer and the page goes on."""
    page = ready(lena, "phq9-1")
    lost = []

    def lose_the_first(route: Any) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch(max_redirects=0).status)
        return route.abort("connectionreset")

    page.route("**/application/*/*/", lambda route: lose_the_first(route) if route.request.method == "POST" else route.continue_())
    before = len(stored(site)["acts"])
    lena.tap("2")
    assert "saved=" in page.url
    assert lost == [204]
    kept = stored(site)
    assert kept["answers"]["phq9-1"] == 2
    assert len(kept["acts"]) == before + 1


def test_an_error_is_shown_with_everything_typed_although_a_script_sent_it(lena: Patient) -> None:
    """Given a height that cannot be, when she presses Continue, then the page says so once, with what she typed."""
    page = ready(lena, "height-cm")
    page.locator("[name=height-cm_0]").fill("55")
    lena.go_on()
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert page.locator("[name=height-cm_0]").input_value() == "55"


# --- a killed tab --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("taps", "pauses", "breaks"), [(3, 1, 2), pytest.param(8, 6, 6, marks=pytest.mark.every_state)])
def test_it_loses_nothing_when_the_tab_is_killed_at_any_moment(
    open_browser: Callable[..., Any], site: Site, taps: int, pauses: int, breaks: int
) -> None:
    """Given killed tabs (right after a tap, after a pause in typing, in the middle of a word), then all of it is there."""
    patient = Patient(open_browser(PHONE), site)
    patient.sign_in_to_demo(LENA)
    context = patient.page.context
    expected: dict[str, Any] = {}
    for number, link_id in enumerate(SCALE[:taps]):  # the tap has just happened; the request is on its way
        patient.page = context.new_page()
        page = ready(patient, link_id)
        with page.expect_request(lambda request: request.method == "POST"):
            patient.card(str(3 - number % 4)).click()
        page.close()
        expected[link_id] = 3 - number % 4
    for number in range(pauses):  # typed, paused, killed
        patient.page = context.new_page()
        page = ready(patient, "hopes")
        with page.expect_response(lambda response: response.request.method == "POST"):
            box(page).fill(f"I hope for more of this, {number}")
        page.close()
        patient.page = context.new_page()
        assert box(ready(patient, "hopes")).input_value() == f"I hope for more of this, {number}"
    for number in range(breaks):  # typed without a pause, and the page left or closed in the middle of it
        patient.page = context.new_page()
        page = ready(patient, "hopes")
        box(page).fill(f"No pause before the end, {number}")
        if number % 2:
            page.goto("about:blank")
        page.close(run_before_unload=True)
        patient.page = context.new_page()
        assert_soon(lambda number=number: box(ready(patient, "hopes")).input_value() == f"No pause before the end, {number}")
    kept = stored(site)
    assert {link_id: kept["answers"].get(link_id) for link_id in expected} == expected


def assert_soon(is_so: Callable[[], bool], tries: int = 20) -> None:
    """What a request that outlives its page brings about."""
    assert any(is_so() for _try in range(tries))


# --- slow ----------------------------------------------------------------------------------------------------------


def test_it_is_usable_at_400_kbit_and_400_ms(lena: Patient, site: Site) -> None:
    """Given a slow network, when she answers a scale and types, then each press says that it is saving, and all is saved."""
    page = lena.page
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    ready(lena, "phq9-1")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for value in ("1", "2", "3"):
        with page.expect_navigation(timeout=10_000):
            page.evaluate(PRESS_TWICE, value)
        started(page)
    assert said.count("Saving...") >= 3, said
    kept = stored(site)
    assert [kept["answers"][f"phq9-{number}"] for number in (1, 2, 3)] == [1, 2, 3]


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_it_keeps_what_is_typed_without_moving_focus_or_checking_it(lena: Patient) -> None:
    """Given a box that is being typed in, when she pauses, then it says when it was saved, politely, and the cursor stays."""
    page = ready(lena, "height-cm")
    page.locator("[name=height-cm_0]").fill("5")
    page.locator("[name=height-cm_1]").fill("99")  # no number of inches: a draft is not checked
    line = page.locator(".saved")
    expect(line).to_have_text(re.compile(r"^Saved at \d+:\d\d [AP]M$"))  # the page itself says more
    assert line.get_attribute("role") == "status"
    assert page.evaluate("document.activeElement.name") == "height-cm_1"
    assert not page.locator(".error").count()
    assert ready(lena, "height-cm").locator("[name=height-cm_1]").input_value() == "99"


def test_co_4_two_windows_that_are_typed_in_never_overtake_each_other(lena: Patient, site: Site) -> None:
    """CO-4. Given one question in two windows, when the older one is sent after the newer was typed in, then she is asked."""
    page, other = lena.page, lena.page.context.new_page()
    ready(lena, "hopes")
    other.goto(page.url)
    started(other)
    with other.expect_response(lambda response: response.request.method == "POST"):
        box(other).fill("The newer text")
    box(page).fill("The older text")
    lena.go_on()
    page.get_by_role("heading", name="Keep which?").wait_for()
    assert page.locator("[data-testid=stored]").inner_text() == "The newer text"
    assert page.locator("[data-testid=offered]").inner_text() == "The older text"
    assert "hopes" not in stored(site)["answers"]
    page.get_by_role("button", name="Keep the answer in this window").click()
    page.wait_for_url(lambda url: "done" in url or "saved" in url)
    assert stored(site)["answers"]["hopes"] == "The older text"


def test_a_draft_is_sent_before_she_signs_out(lena: Patient, site: Site) -> None:
    """Given words typed a moment ago, when she presses Sign out, then they are there when she is back."""
    page = ready(lena, "hopes")
    box(page).fill("Typed and gone at once")
    page.get_by_role("button", name="Sign out").last.click()
    page.wait_for_url(lambda url: "/application/" not in url)
    assert stored(site)["drafts"]["hopes"] == "Typed and gone at once"


# --- the end of a sitting --------------------------------------------------------------------------------------------


def minutes_pass(site: Site, pages: list[Any], minutes: int, email: str = LENA) -> None:
    """Nobody touched anything for so long: on the server's clock, and on that of each open window."""
    site.ask(AGE % (email, minutes * 60))
    for page in pages:
        page.clock.fast_forward(minutes * 60_000)


def sign_in_again(page: Any, email: str = LENA) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_se_2_it_asks_before_it_signs_her_out_and_stays_in_every_window(lena: Patient, site: Site) -> None:
    """SE-2. Given four minutes left, then a dialog says when; focus is kept in it and comes back; Stay closes it everywhere."""
    page, other = lena.page, lena.page.context.new_page()
    page.context.clock.install()
    ready(lena, "hopes")
    other.goto("/application/")
    started(other)
    page.bring_to_front()
    box(page).focus()
    minutes_pass(site, [page, other], 26)
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    words = dialog.inner_text().replace("\n", " ")
    assert re.search(r"Your answers are saved\. We sign you out at \d{1,2}:\d\d [AP]M to keep them private\.", words)
    assert faults(page) == []
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Stay signed in"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Save and sign out"
    for _press in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    other.get_by_role("dialog").wait_for()
    page.get_by_role("button", name="Stay signed in").click()
    dialog.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    other.clock.fast_forward(16_000)
    other.get_by_role("dialog").wait_for(state="hidden")


def test_se_4_a_sitting_that_ends_while_she_types_loses_no_word(lena: Patient, site: Site) -> None:
    """SE-4. Given words in a box and nobody there for half an hour, then the page is gone, and after sign-in the words are there."""
    page = lena.page
    page.context.clock.install()
    ready(lena, "hopes")
    with page.expect_response(lambda response: response.request.method == "POST"):
        box(page).fill("Half a sentence about")
        page.clock.run_for(1100)
    minutes_pass(site, [page], 31)
    page.wait_for_url("**/account/login/**")
    assert "You were away for a while" in page.inner_text("main")
    sign_in_again(page)
    page.wait_for_url("**/application/**")
    assert box(page).input_value() == "Half a sentence about"


def test_se_4_a_form_without_drafts_comes_back_as_well(lena: Patient, site: Site) -> None:
    """SE-4. Given her details half changed, when the sitting ends, then after sign-in they stand again, one press from saved."""
    page = lena.page
    page.context.clock.install()
    page.goto("/about-you/")
    started(page)
    page.locator("[name=city]").fill("Half Moon Bay")
    minutes_pass(site, [page], 31)
    page.wait_for_url("**/account/login/**")
    sign_in_again(page)
    page.get_by_role("heading", name="Press Continue once more").wait_for()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "login" not in url)
    page.goto("/about-you/")
    assert page.locator("[name=city]").input_value() == "Half Moon Bay"


def test_se_4_a_window_left_open_while_she_signed_out_in_another_loses_nothing(lena: Patient, site: Site) -> None:
    """SE-4. Given two windows, when she signs out in one and presses Continue in the other, then it is kept for her alone."""
    page, other = lena.page, lena.page.context.new_page()
    ready(lena, "hopes")
    other.goto("/application/")
    other.get_by_role("button", name="Sign out").last.click()
    other.wait_for_url(lambda url: "/application/" not in url)
    box(page).fill("Written in the other window")
    lena.go_on()
    page.wait_for_url("**/account/login/**")
    sign_in_again(page)
    page.get_by_role("heading", name="Press Continue once more").wait_for()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "done" in url or "saved" in url)
    assert stored(site)["answers"]["hopes"] == "Written in the other window"


def test_se_4_a_token_that_was_renewed_in_another_window_keeps_what_was_typed(lena: Patient, site: Site) -> None:
    """SE-4. Given a form whose token is old, when it is sent, then it stands again, filled, and one more press saves it."""
    page = ready(lena, "hopes")
    box(page).fill("Before the token changed")
    cookies = [one for one in page.context.cookies() if one["name"] == "csrf"]
    page.context.add_cookies([{**one, "value": "x" * 32} for one in cookies])
    lena.go_on()
    page.get_by_role("heading", name="Press Continue once more").wait_for()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "done" in url or "saved" in url)
    assert stored(site)["answers"]["hopes"] == "Before the token changed"


def test_save_and_sign_out_in_the_dialog_does_both(lena: Patient, site: Site) -> None:
    """Given the dialog over a box with fresh words, when she chooses to go, then they are kept and she is signed out."""
    page = lena.page
    page.context.clock.install()
    ready(lena, "hopes")
    box(page).fill("The last words")
    minutes_pass(site, [page], 26)
    page.get_by_role("button", name="Save and sign out").click()
    page.wait_for_url(re.compile(r"/$"))
    assert stored(site)["drafts"]["hopes"] == "The last words"
    assert page.goto("/application/").url.endswith("/account/login/?next=/application/")


def test_se_2_staff_are_asked_as_well_and_it_works_without_a_script(open_browser: Callable[..., Any], site: Site) -> None:
    """SE-2. Given ten minutes at a desk, then the dialog says when; without a script there is none, and the page is whole."""
    clara = Clinician(open_browser(DESK))
    clara.page.context.clock.install()
    clara.sign_in()
    started(clara.page)
    minutes_pass(site, [clara.page], 11, clara.email)
    clara.page.get_by_role("dialog").wait_for()
    assert "to keep the records private" in clara.page.get_by_role("dialog").inner_text()
    plain = Clinician(open_browser(DESK, java_script_enabled=False))
    plain.sign_in()
    assert not plain.page.get_by_role("dialog").count()


# --- a shared phone --------------------------------------------------------------------------------------------------


def test_wb_3_after_signing_out_back_shows_nothing(lena: Patient) -> None:
    """WB-3. Given a page with what she wrote, when she signs out and somebody presses Back, then nothing of it is there."""
    page = lena.page
    ready(lena, "hopes")
    box(page).fill("For nobody else")
    lena.go_on()
    lena.open_question("hopes")
    assert box(page).input_value() == "For nobody else"
    with page.expect_response(lambda response: response.url.endswith("/account/logout/")) as signed_out:
        page.get_by_role("button", name="Sign out").last.click()
    assert '"cache"' in signed_out.value.all_headers()["clear-site-data"]
    page.wait_for_url(lambda url: "/application/" not in url)
    for _press in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert "For nobody else" not in page.content()
        assert not page.locator("textarea").count()


def test_she_leaves_a_page_at_once_for_one_that_tells_nothing(lena: Patient) -> None:
    """Given any page, when she presses Leave, then a page without a word of ours stands there, Back shows nothing, and she is out."""
    page = ready(lena, "phq9-9")
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url("**/away/")
    assert page.title() == "Done"
    page.go_back()
    page.wait_for_load_state()
    assert "/account/login/" in page.url
    assert page.goto("/application/").url.endswith("/account/login/?next=/application/")


def test_she_leaves_without_a_script_as_well(open_browser: Callable[..., Any], site: Site) -> None:
    """Given no JavaScript, when she presses Leave, then she is signed out and on the page that tells nothing."""
    patient = Patient(open_browser(PHONE, java_script_enabled=False), site)
    patient.sign_in_to_demo(LENA)
    patient.page.get_by_role("button", name="Leave this page").click()
    assert patient.page.url.endswith("/away/")
    patient.page.goto("/application/")
    assert "/account/login/" in patient.page.url


def test_wb_5_help_opens_without_a_connection_and_the_browser_keeps_nothing_else(lena: Patient, site: Site) -> None:
    """WB-5. Given a sitting with answers and a help page, then the browser holds the help pages, the page that says "no
    connection" and their style, and nothing of hers; and help opens with the network gone."""
    lena.begin()
    lena.answer(through="phq9-3")
    page = ready(lena, "hopes")
    with page.expect_response(lambda response: response.request.method == "POST"):
        box(page).fill("Nothing of this stays in the browser")
    page.goto("/help-now/")
    page.goto("/application/")
    kept = page.evaluate(KEPT_IN_THE_BROWSER)
    assert [path for path in kept["cached"] if not path.startswith("/static/css/")] == HELP_AND_OFFLINE
    assert (kept["local"], kept["session"], kept["databases"]) == (0, 0, 0)
    page.context.set_offline(True)
    for path, heading in (("/help-now/", "Get help now"), ("/application/3/1/", "No connection")):
        page.goto(path)
        assert page.locator("h1").inner_text() == heading
        assert page.locator("a[href='tel:988']").count()
        assert page.locator("a[href='tel:911']").count()
        styled = page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth")
        assert styled != "none"


def test_se_2_a_page_that_the_worker_fetched_still_counts_as_going_somewhere(lena: Patient, site: Site) -> None:
    """SE-2. Given the worker in charge, when she goes to another page after ten minutes, then the half hour begins anew."""
    page = lena.page
    page.goto("/help-now/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    site.ask(AGE % (LENA, 600))
    page.goto("/application/")
    assert page.evaluate("!!navigator.serviceWorker.controller")
    assert page.evaluate("fetch('/sitting/').then((answer) => answer.json())")["seconds"] > 1700
