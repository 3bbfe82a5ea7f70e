"""A patient who reads Spanish meets no English: on any page, in any mail, in any error."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils.translation import override

from kapintake.access import Role, roles_declared
from kapintake.intake.selectors import reread
from kapintake.intake.services import start_response
from kapintake.intake.walk import Walk
from kapintake.patients.models import Patient
from tests import factories
from tests.architecture.test_addresses import addresses
from tests.browser import Browser
from tests.spanish.reading import Page, english_on

pytestmark = pytest.mark.django_db
ERRORS = ("400", "403", "403_csrf", "404", "413", "415", "429", "500", "503")
NOT_A_PAGE = {"healthz", "readyz", "account_logout", "intake:start"}
IN_ENGLISH = {"help_now", "offline"}  # their Spanish twins stand at addresses of their own
OF_STAFF = {"invitation"}


@pytest.fixture(autouse=True)
def _a_consent_in_spanish(harbor: Any) -> None:
    factories.make_consent_text(harbor, language="es")


@pytest.fixture
def rosa(harbor: Any) -> Patient:
    """A patient of harbor who reads Spanish."""
    rosa = factories.make_patient(harbor, given="Rosa", family="Delgado", email="rosa@patients.example", language="es")
    type(rosa.user).objects.filter(pk=rosa.user_id).update(language="es")
    rosa.user.language = rosa.language = "es"
    return rosa


@pytest.fixture
def stranger() -> Browser:
    browser = Browser()
    browser.cookies["language"] = "es"
    return browser


def open_to(*roles: Role) -> Iterator[str]:
    """Addresses without an id that these may open."""
    for address in addresses():
        declared = roles_declared(address.pattern.callback, address.name)
        if set(roles) & declared and not address.converters and address.name not in NOT_A_PAGE and not address.name.startswith("admin:"):
            if address.name in IN_ENGLISH | OF_STAFF or address.name.startswith("demo:"):
                continue
            with suppress(NoReverseMatch):  # a pattern of a library's own, with an id in it
                yield address.path()


def after(browser: Browser, answer: Any) -> Any:
    """Where the answer leads."""
    return browser.get(answer.headers["Location"]) if 300 <= answer.status_code < 400 else answer


def check(answer: Any, path: str) -> None:
    if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
        page = Page(answer.content.decode())
        assert page.language == "es", path
        assert english_on(answer.content.decode()) == set(), path


PUBLIC = sorted(set(open_to(Role.ANYONE)))
OWN = sorted(set(open_to(Role.SIGNED_IN, Role.PATIENT)))


@pytest.mark.parametrize("path", PUBLIC)
def test_a_stranger_meets_no_english(stranger: Browser, path: str) -> None:
    check(stranger.get(path), path)
    stranger.post("/start/", {})
    check(stranger.get(path), path)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_first_three_questions_are_in_spanish(stranger: Browser, step: int) -> None:
    stranger.get("/start/")
    check(stranger.get(f"/start/{step}/"), str(step))
    check(stranger.post(f"/start/{step}/", {"answer": "nonsense"}), str(step))
    check(stranger.post(f"/start/{step}/", {"answer": "no"}, follow=True), str(step))
    for reason in ("age", "state"):
        check(stranger.get(f"/start/elsewhere/{reason}/"), reason)


@pytest.mark.parametrize("path", OWN)
def test_her_own_pages_are_in_spanish_before_she_begins(signed_in: Any, rosa: Patient, path: str) -> None:
    browser = signed_in(Browser(), rosa)
    check(browser.get(path), path)
    check(browser.post(path, {}), path)


@pytest.mark.parametrize("path", OWN)
def test_her_own_pages_are_in_spanish_in_the_middle_and_after_sending(
    signed_in: Any, rosa: Patient, clara: Any, at: Any, path: str
) -> None:
    browser = signed_in(Browser(), rosa)
    start_response(patient=rosa, by=rosa.user, at=at)
    check(browser.get(path), path)
    check(browser.post(path, {}), path)


@pytest.mark.parametrize("path", [path for path in OWN if path.startswith(("/application/", "/home"))])
def test_where_it_stands_is_in_spanish(signed_in: Any, rosa: Patient, clara: Any, at: Any, path: str) -> None:
    factories.make_review(rosa, at=at, phq9_9=1)
    browser = signed_in(Browser(), rosa)
    check(browser.get(path), path)
    check(browser.post(path, {}), path)


def test_every_question_page_and_its_errors_are_in_spanish(signed_in: Any, rosa: Patient, at: Any) -> None:
    """All of them: pages that branching hides are opened by answering what opens them."""
    draft = start_response(patient=rosa, by=rosa.user, at=at)
    browser = signed_in(Browser(), rosa)
    with override("es"):
        places = Walk.of(draft).places
    for part in {place.part for place in places}:
        check(after(browser, browser.post(f"/application/{part}/company/", {"company": "alone"})), str(part))
        check(browser.get(f"/application/{part}/"), str(part))
        check(browser.get(f"/application/{part}/done/"), str(part))
    for place in places:
        path = f"/application/{place.part}/{place.number}/"
        check(browser.get(path), path)
        check(browser.post(path, {"answer": "nonsense", "act": "continue"}), path)
        check(browser.post(path, {item.link_id: "x" for item in place.page.items} | {"act": "continue"}), path)
        check(browser.get(f"{path}entry/1/"), path)
        check(browser.post(f"{path}entry/1/", {"name": "", "act": "add"}), path)
        for answer in ("yes", "1"):
            said = {"answer": answer, "version": str(reread(draft).version), "act": "continue"}
            check(after(browser, browser.post(path, said)), path)
        check(browser.get(f"{path}help/"), path)
    check(browser.get("/application/check/"), "check")


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_is_in_spanish(status: str) -> None:
    with override("es"):
        html = render_to_string(f"{status}.html", {"request_id": "x"})
    assert english_on(html) == set()
    assert 'lang="es"' in html


def test_an_address_that_is_not_there_is_told_in_the_language_of_the_browser(client: Browser) -> None:
    answer = client.get("/nothing-here/", headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
    assert "No encontramos esa página" in answer.content.decode()
    answer = client.get("/nothing-here/")
    assert "We could not find that page" in answer.content.decode()  # nothing of it stays for the next who asks


def test_the_reader_of_these_tests_finds_english_where_it_is() -> None:
    """Otherwise all of the above would say nothing."""
    saved = "Saved at 3:42 PM. You can leave and come back."
    html = f'<html lang="es"><body><p>Hola</p><p>Continue</p><p lang="en">Continue</p><p>{saved}</p></body></html>'
    assert {text for _said, text in english_on(html)} == {"Continue", saved}
