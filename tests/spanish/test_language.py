"""Going on in another language: nothing typed is lost, nothing answered is lost, and the choice is kept."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from kapintake.audit.models import AuditEvent
from kapintake.intake.document import NOT_IN_LANGUAGE
from kapintake.intake.models import CallAct
from kapintake.intake.selectors import answers_of, open_items_of, reread
from kapintake.intake.services import complete_response, start_response
from kapintake.notifications.letters import letter_for
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message
from kapintake.pathway.intake import record_answer
from kapintake.pathway.language import speak
from screening import safety
from screening.protocol import Protocol
from screening.questionnaires.example import example
from tests.browser import Browser
from tests.intake.typist import form_of, url_of

pytestmark = pytest.mark.django_db
TODAY = "2026-11-24"


@pytest.fixture
def browser(ada: Any, signed_in: Any) -> Browser:
    return signed_in(Browser(), ada)


@pytest.fixture
def draft(ada: Any, at: Any) -> Any:
    return start_response(patient=ada, by=ada.user, at=at)


def say(draft: Any, at: Any, **values: Any) -> Any:
    given = {name.replace("_", "-"): value for name, value in values.items()}
    now = reread(draft)
    return record_answer(response=now, values=given, key=str(uuid4()), version=None, by=now.patient.user, at=at).response


def switch(browser: Browser, language: str, path: str, **fields: Any) -> Any:
    return browser.post("/language/", {"language": language, "next": path, **fields})


def asked(draft: Any) -> set[str]:
    return {item.link_id for section in answers_of(reread(draft)).questionnaire.sections for item in section.items}


# --- the choice ----------------------------------------------------------------------------------------------------


def test_a_stranger_is_answered_in_the_language_of_her_browser_until_she_chooses(client: Browser) -> None:
    wish = {"Accept-Language": "es-US,es;q=0.9"}
    assert 'lang="es"' in client.get("/", headers=wish).content.decode()
    switch(client, "en", "/")
    assert client.cookies["language"].value == "en"
    assert not client.cookies["language"]["max-age"]  # it ends with the browser
    assert client.cookies["language"]["httponly"]
    assert '<html lang="en"' in client.get("/", headers=wish).content.decode()


def test_her_choice_is_kept_on_her_account_and_after_signing_out(browser: Browser, ada: Any) -> None:
    switch(browser, "es", "/home/")
    ada.user.refresh_from_db()
    assert ada.user.language == "es"
    browser.post("/account/logout/")
    assert '<html lang="es"' in browser.get("/").content.decode()


def test_an_account_speaks_what_was_chosen_before_signing_in(client: Browser, ada: Any) -> None:
    ada.user.set_password("plum lantern over harbor")
    ada.user.save()
    switch(client, "es", "/account/login/")
    client.post("/account/login/", {"login": ada.user.email, "password": "plum lantern over harbor"})
    ada.user.refresh_from_db()
    assert ada.user.language == "es"


def test_staff_read_english_whatever_their_browser_asks_for(client: Browser, signed_in: Any, clara: Any, ada: Any) -> None:
    signed_in(client, clara)
    switch(client, "es", "/review/")
    page = client.get("/review/", headers={"Accept-Language": "es"}).content.decode()
    assert '<html lang="en"' in page
    clara.user.refresh_from_db()
    assert clara.user.language == "en"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "", "\\\\elsewhere.example"])
def test_the_button_leads_nowhere_else(client: Browser, back: str) -> None:
    assert switch(client, "es", back).headers["Location"] == "/"


@pytest.mark.parametrize("language", ["", "fr", "es'--", "x" * 300])
def test_a_language_that_is_not_spoken_changes_nothing(browser: Browser, ada: Any, language: str) -> None:
    assert switch(browser, language, "/home/").status_code == 302
    ada.user.refresh_from_db()
    assert ada.user.language == "en"


# --- in the middle of a question -------------------------------------------------------------------------------------


def test_enter_still_means_continue_although_the_language_button_belongs_to_the_form(browser: Browser, draft: Any) -> None:
    """The first button of the form in the document is what Enter presses."""
    html = browser.get(url_of(draft, "height-cm")).content.decode()
    buttons = re.findall(r"<button [^>]*>", html)
    of_form = [one for one in buttons if 'form="question"' in one]
    assert 'value="continue"' in of_form[0]
    assert 'name="language"' in of_form[1]


def test_what_was_typed_is_there_again_in_the_other_language(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "height-cm")
    moved = switch(browser, "es", url, **{**form_of(browser.get(url)).fields, "height-cm_0": "5", "height-cm_1": "seven"})
    assert moved.headers["Location"] == url
    html = browser.get(url).content.decode()
    assert "¿Cuánto mide usted?" in html
    assert 'value="5"' in html
    assert 'value="seven"' in html
    assert "Hay un problema" not in html  # nobody looked for mistakes yet


def test_ticks_are_there_again(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "indication")
    switch(browser, "es", url, answer=["pain", "trd"])
    html = browser.get(url).content.decode()
    assert len(re.findall(r'value="(?:pain|trd)"[^>]*checked', html)) == 2


def test_nothing_typed_stays_for_somebody_else_or_for_long(browser: Browser, draft: Any) -> None:
    url = url_of(draft, "height-cm")
    switch(browser, "es", url, **{"height-cm_0": "5"})
    browser.get(url)
    assert 'value="5"' not in browser.get(url).content.decode()
    switch(browser, "en", "/account/password/change/", password1="plum lantern over harbor")
    assert "plum lantern" not in str(dict(browser.session))


def test_a_stranger_cannot_fill_our_sessions_through_the_button(client: Browser) -> None:
    switch(client, "es", "/", anything="x" * 5000)
    assert "x" * 100 not in str(dict(client.session))


def test_her_details_are_there_again(client: Browser, signed_in: Any, ada: Any) -> None:
    browser = signed_in(client, ada)
    switch(browser, "es", "/about-you/", given="Adelaida", birth_date_month="junio")
    html = browser.get("/about-you/").content.decode()
    assert 'value="Adelaida"' in html
    assert 'value="junio"' in html
    assert "Nombre legal" in html


# --- answers ---------------------------------------------------------------------------------------------------------


def test_answers_are_kept_as_codes_and_the_language_of_each_beside(draft: Any, at: Any, ada: Any) -> None:
    say(draft, at, indication=["pain"])
    speak(user=ada.user, language="es", at=at)
    now = say(draft, at, height_cm=170.2)
    assert now.current["answers"]["indication"] == ["pain"]
    assert now.current["spoken"] == {"height-cm": "es"}
    assert AuditEvent.objects.filter(action="response.language_changed").count() == 1


def test_what_is_sent_holds_the_words_as_asked_and_the_english_ones_beside(harbor: Any, ada: Any, draft: Any, at: Any) -> None:
    speak(user=ada.user, language="es", at=at)
    now = reread(draft)
    own = example(at.date(), cssrs=now.cssrs_is_on)["answers"]
    there = asked(draft)
    say(draft, at, **{link_id.replace("-", "_"): value for link_id, value in own.items() if link_id in there and value is not None})
    sent = complete_response(response=reread(draft), by=ada.user, at=at)
    items = {item["link_id"]: item for part in sent.frozen["parts"] for item in part["items"]}
    assert sent.frozen["language"] == "es"
    assert items["bp-systolic"]["question"].startswith("¿Cuál fue el número de arriba")
    assert items["bp-systolic"]["english"]["question"] == "What was the top number of your last blood pressure?"
    assert (items["phq9-1"]["language"], "english" in items["phq9-1"]) == ("en", False)
    assert items["follows-information"]["words"] == "Sí"
    assert items["follows-information"]["english"]["words"] == "Yes"


# --- suicide questions -----------------------------------------------------------------------------------------------


def test_it_asks_our_own_words_in_spanish_and_counts_what_was_said_in_english(draft: Any, at: Any, ada: Any) -> None:
    """Intent was told on the English scale; the switch loses nothing of it, and asks the rest in her language."""
    say(draft, at, cssrs_1=True, cssrs_2=True, cssrs_4=True)
    speak(user=ada.user, language="es", at=at)
    assert {"own-1", "own-2", "own-3"} <= asked(draft)
    assert "cssrs-1" not in asked(draft)
    answers = answers_of(reread(draft))
    assert answers.value("cssrs-4") is True
    heard = safety.listen(answers, Protocol.default(), at.date())
    assert "suicide-high" in heard.criteria
    assert heard.pages_staff


def test_silence_on_the_rest_of_the_scale_is_not_heard_twice(draft: Any, at: Any, ada: Any) -> None:
    say(draft, at, cssrs_1=False)
    speak(user=ada.user, language="es", at=at)
    said = {"own_1": False, "own_3": False}
    say(draft, at, **said)
    answers = answers_of(reread(draft))
    assert "cssrs-incomplete" not in safety.listen(answers, Protocol.default(), at.date(), submitted=True).criteria


def test_who_has_finished_the_scale_is_not_asked_again(draft: Any, at: Any, ada: Any) -> None:
    say(draft, at, cssrs_1=False, cssrs_2=False, cssrs_6=False)
    speak(user=ada.user, language="es", at=at)
    assert "own-1" not in asked(draft)


def test_back_in_english_the_scale_is_asked_while_our_own_words_are_not_begun(draft: Any, at: Any, ada: Any) -> None:
    speak(user=ada.user, language="es", at=at)
    assert "own-1" in asked(draft)
    speak(user=ada.user, language="en", at=at)
    assert "cssrs-1" in asked(draft)
    speak(user=ada.user, language="es", at=at)
    say(draft, at, own_1=True)
    speak(user=ada.user, language="en", at=at)
    assert "own-1" in asked(draft)
    assert answers_of(reread(draft)).value("own-1") is True


def test_a_form_that_was_drawn_before_the_questions_changed_answers_none_of_the_new_ones(browser: Browser, draft: Any, at: Any) -> None:
    """In one window the third question of the scale stands; in the other the language changes, and the third question is another."""
    url = url_of(draft, "cssrs-2")
    browser.session["company"] = "alone"
    form = form_of(browser.get(url))
    switch(browser, "es", "/application/")
    late = browser.post(url, {**form.fields, "answer": "yes"})
    assert late.status_code == 303
    assert not {"own-1", "own-2", "cssrs-2"} & reread(draft).current["answers"].keys()


# --- scales in english alone -----------------------------------------------------------------------------------------


@pytest.fixture
def in_spanish(browser: Browser, draft: Any, ada: Any, at: Any) -> Browser:
    speak(user=ada.user, language="es", at=at)
    return browser


def test_a_scale_says_that_it_is_in_english_only_and_offers_a_call(in_spanish: Browser, draft: Any) -> None:
    html = in_spanish.get(url_of(draft, "phq9-1")).content.decode()
    assert "está solo en inglés" in html
    assert '<h1 id="id_answer" tabindex="-1" lang="en">Little interest' in html
    assert "Pregúntenme esto por teléfono" in html


def test_asked_by_phone_it_is_never_a_nought_and_never_silent(in_spanish: Browser, draft: Any, at: Any) -> None:
    say(draft, at, phq9_1=2)
    url = url_of(draft, "phq9-2")
    in_spanish.post(url, {**form_of(in_spanish.get(url)).fields, "act": "by-phone"})
    now = reread(draft)
    assert now.current["answers"]["phq9-1"] == 2  # what was answered stays
    left = [f"phq9-{number}" for number in range(2, 10)]
    assert {link_id: now.current["how"][link_id] for link_id in left} == dict.fromkeys(left, NOT_IN_LANGUAGE)
    answers = answers_of(now)
    assert not [link_id for link_id in left if link_id in answers.known]
    assert not set(left) & set(open_items_of(now))  # she can send
    heard = safety.listen(answers, Protocol.default(), at.date(), submitted=True)
    assert "phq9-item9" in heard.criteria
    assert CallAct.objects.filter(response=draft).count() == 1


def test_back_in_english_what_was_put_off_is_open_again(in_spanish: Browser, draft: Any, at: Any, ada: Any) -> None:
    url = url_of(draft, "phq9-1")
    in_spanish.post(url, {**form_of(in_spanish.get(url)).fields, "act": "by-phone"})
    speak(user=ada.user, language="en", at=at)
    assert "phq9-9" in open_items_of(reread(draft))
    assert not reread(draft).current["how"]


def test_she_may_answer_a_scale_in_english_after_all(in_spanish: Browser, draft: Any) -> None:
    url = url_of(draft, "phq9-1")
    in_spanish.post(url, {**form_of(in_spanish.get(url)).fields, "act": "by-phone"})
    in_spanish.post(url, {**form_of(in_spanish.get(url)).fields, "answer": "1"})
    now = reread(draft)
    assert now.current["answers"]["phq9-1"] == 1
    assert "phq9-1" not in now.current["how"]


# --- mails -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", [one for one in Template if one != Template.INVITATION])
def test_a_mail_goes_out_in_the_language_of_who_gets_it(template: Template, ada: Any, at: Any) -> None:
    ada.user.language = "es"
    spanish = letter_for(queue_message(template, to=ada.user, about=ada, path="/home/", at=at, event="1"))
    ada.user.language = "en"
    english = letter_for(queue_message(template, to=ada.user, about=ada, path="/home/", at=at, event="2"))
    assert spanish.subject != english.subject
    assert set(spanish.body.split("\n")) & set(english.body.split("\n")) <= {"", *re.findall(r"http\S+", english.body)}


def test_a_code_is_mailed_in_the_language_of_the_account(client: Browser, ada: Any) -> None:
    type(ada.user).objects.filter(pk=ada.user_id).update(language="es")
    client.post("/account/login/code/", {"email": ada.user.email})
    assert "Su código" in mail.outbox[-1].subject
    assert "Sirve por 10 minutos" in mail.outbox[-1].body


def test_who_signs_up_on_a_spanish_page_goes_on_in_spanish(client: Browser, harbor: Any) -> None:
    from kapintake.accounts.models import User

    switch(client, "es", "/account/signup/")
    client.post("/account/signup/", {"email": "nueva@patients.example", "password1": "plum lantern over harbor"})
    assert User.objects.get(email="nueva@patients.example").language == "es"
    assert "Revise" in mail.outbox[-1].body or "código" in mail.outbox[-1].body


# --- dates and errors ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("month", ["6", "06", "junio", "Jun", "JUN.", "June"])
def test_a_month_is_read_as_it_is_said_in_either_language(month: str) -> None:
    from kapintake.intake.forms.boxes import month_number as in_the_intake
    from kapintake.patients.birth_dates import month_number as at_registration

    assert (in_the_intake(month), at_registration(month)) == (6, 6)


# The rows of the table of errors that a form of ours says: (what is typed where, in English, in Spanish).
ERRORS = [
    ("/about-you/", {"birth_date_month": "junio", "birth_date_day": "31", "birth_date_year": "1985"}, "June has 30 days. Check the day",
     "junio tiene 30 días. Revise el día"),
    ("/about-you/", {"birth_date_month": "1", "birth_date_day": "1", "birth_date_year": "2999"}, "Your birth date must be in the past",
     "Su fecha de nacimiento tiene que estar en el pasado"),
    ("indication", {}, "Choose an answer, or choose I'd rather not say", "Elija una respuesta, o elija Prefiero no decirlo"),
    ("height-cm", {"height-cm_0": "12"}, "Height must be between 2 ft and 8 ft 11 in",
     "Estatura: el número tiene que estar entre 2 ft y 8 ft 11 in"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("where", "typed", "english", "spanish"), ERRORS)
def test_an_error_says_what_to_do_in_the_language_of_the_page(
    browser: Browser, draft: Any, ada: Any, at: Any, language: str, where: str, typed: dict[str, str], english: str, spanish: str
) -> None:
    speak(user=ada.user, language=language, at=at)
    url = where if where.startswith("/") else url_of(draft, where)
    html = browser.post(url, {**typed, "act": "continue", "version": "99"}).content.decode().replace("&#x27;", "'")
    assert (spanish if language == "es" else english) in html
    assert ("Hay un problema" if language == "es" else "There is a problem") in html
    assert "<title>Error: " in html
    assert all(f'value="{text}"' in html for text in typed.values())
