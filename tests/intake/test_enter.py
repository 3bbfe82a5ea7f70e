"""Enter in a text box means the page's own button, never another language, unit or way round: on every page of the intake.

A browser presses the first submit button of the form in the order of the document; a button may belong to a form from
outside it.
"""

from html.parser import HTMLParser
from typing import Any

import pytest

from kapintake.intake.questionnaires import Place, places_of
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.test_views import say
from tests.intake.typist import add_link, form_of

pytestmark = pytest.mark.django_db
TYPED_IN = ("text", "search", "email", "tel", "url", "password", "number", "")
MEANT = {("act", "continue"), ("act", "find"), ("act", "add"), ("act", "change"), ("act", "send")}


class Buttons(HTMLParser):
    """For each form with a one-line box in it: its submit buttons, in the order in which a browser looks for one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.number = "", 0
        self.boxes: set[str] = set()
        self.buttons: dict[str, list[tuple[str, str]]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.number += 1
            self.inside = at.get("id") or f"form {self.number}"
        owner = at.get("form") or self.inside
        if tag == "input" and at.get("type", "") in TYPED_IN and owner:
            self.boxes.add(owner)
        if tag == "button" and at.get("type", "submit") == "submit" and owner and "disabled" not in at:
            self.buttons.setdefault(owner, []).append((at.get("name", ""), at.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = ""

    def defaults(self) -> list[tuple[str, str]]:
        return [self.buttons.get(form, [("", "nothing")])[0] for form in sorted(self.boxes)]


def wrong_defaults(page: Any) -> list[tuple[str, str]]:
    return [button for button in Buttons(page.content.decode()).defaults() if button not in MEANT]


def everything_opens(draft: Any, at: Any) -> None:
    """Answers that show as many pages as there are."""
    fill(draft, at, indication=["trd", "ptsd", "pain", "other"])
    for place in places_of(draft):
        for item in place.page.items:
            if item.type.value == "boolean" and not item.is_safety:
                say(draft, **{item.link_id: True})


@pytest.mark.parametrize("how", ["fresh", "answered", "refused"])
def test_enter_in_a_box_is_continue_on_every_question_page(browser: Browser, draft: Any, at: Any, how: str) -> None:
    if how != "fresh":
        everything_opens(draft, at)
    seen = []
    for place in places_of(draft):
        url = f"/application/{place.part}/{place.number}/"
        page = browser.get(url)
        if page.status_code != 200:
            continue
        if how == "refused" and page.context["form"] is not None:
            boxes = {name: "x" for name in form_of(page).fields if name.split("_")[0] in [item.link_id for item in place.page.items]}
            page = browser.post(url, {**form_of(page).fields, **boxes, "act": "continue"})
            if page.status_code != 422:
                continue
        assert wrong_defaults(page) == [], url
        seen += [url] * bool(Buttons(page.content.decode()).boxes)
    assert len(seen) >= {"fresh": 4, "answered": 6, "refused": 4}[how]


def list_places(draft: Any) -> list[Place]:
    return [place for place in places_of(draft) if place.page.kind in ("medicines", "trials")]


def test_enter_in_a_box_is_the_first_button_on_the_pages_of_a_list(browser: Browser, draft: Any) -> None:
    say(draft, indication=["trd"])
    seen = 0
    for place in list_places(draft):
        url = f"/application/{place.part}/{place.number}/"
        add = add_link(browser.get(url))
        pages = [browser.get(add), browser.post(add, {**form_of(browser.get(add)).fields, "name": "", "act": "add"})]
        if place.page.kind == "medicines":
            pages.append(browser.post(add, {**form_of(browser.get(add)).fields, "name": "sert", "act": "find"}))
            dose = browser.post(add, {**form_of(browser.get(add)).fields, "name": "Xanax", "act": "as-typed"}).headers["Location"]
            more = browser.post(dose, {**form_of(browser.get(dose)).fields, "often": "needed", "taking": "no"}).headers["Location"]
            pages += [browser.get(dose), browser.get(more), browser.post(more, form_of(browser.get(more)).fields)]
        else:
            browser.post(add, {**form_of(browser.get(add)).fields, "name": "Sertraline", "act": "add"})
            pages.append(browser.get(f"{url}entry/1/"))
        for page in pages:
            assert page.status_code in (200, 422)
            assert wrong_defaults(page) == []
            assert Buttons(page.content.decode()).boxes
            seen += 1
    assert seen == 9


def test_the_pages_around_the_questions_have_no_box_whose_enter_is_another_button(browser: Browser, draft: Any, at: Any) -> None:
    fill(draft, at)
    for url in ("/application/", "/application/check/", "/application/send/", "/application/3/all/", "/application/withdraw/"):
        assert wrong_defaults(browser.get(url)) == [], url


def test_a_button_from_outside_the_form_is_seen() -> None:
    outside = '<button form="question" name="language" value="es">x</button>'
    html = f'{outside}<form id="question"><input name="a"><button name="act" value="continue">'
    assert Buttons(html).defaults() == [("language", "es")]
