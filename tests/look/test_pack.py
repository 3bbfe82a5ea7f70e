"""The form pack: every widget keeps its name, its hint and its error tied to it, and the summary leads to each box."""

from html.parser import HTMLParser

import pytest
from crispy_forms.utils import render_crispy_form
from django.template.loader import render_to_string

from tests.look.kitchen import EveryWidget, OneQuestion


class Page(HTMLParser):
    """The elements of a page as (tag, attributes, text of the element), enough to ask what points at what."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in {"input", "br", "hr", "img", "link", "meta"}:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, _, text in self._open:
            text.append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attrs, " ".join("".join(text).split())) for name, attrs, text in self.elements if name == tag]

    def by_id(self, wanted: str) -> tuple[str, dict[str, str | None], str]:
        found = [(tag, attrs, " ".join("".join(text).split())) for tag, attrs, text in self.elements if attrs.get("id") == wanted]
        assert len(found) == 1, f"{wanted}: {len(found)} elements"
        return found[0]


WRONG = {"born_month": "6", "born_day": "31", "born_year": "1985", "weight": "heavy"}


@pytest.fixture
def empty() -> Page:
    return Page(render_crispy_form(EveryWidget()))


@pytest.fixture
def wrong() -> Page:
    return Page(render_crispy_form(EveryWidget(WRONG)))


def test_it_labels_every_box_and_no_label_points_at_nothing(empty: Page) -> None:
    labels = {attrs["for"]: text for attrs, text in empty.all("label")}
    boxes = [attrs for tag in ("input", "select", "textarea") for attrs, _ in empty.all(tag) if attrs.get("type") != "hidden"]
    assert {box["id"] for box in boxes} == set(labels)
    assert all(labels.values())


def test_it_names_radios_ticks_and_the_three_boxes_of_a_date_by_a_legend(empty: Page) -> None:
    legends = [text for _, text in empty.all("legend")]
    for question in ("When were you born?", "How may we reach you?", "Have you ever been told that you have one of these?"):
        assert question in legends
    labels = {attrs["for"]: text for attrs, text in empty.all("label")}
    assert [labels[f"id_born_{n}"] for n in range(3)] == ["Month", "Day", "Year"]


@pytest.mark.parametrize("name", ["name", "password", "agree"])
def test_it_ties_hint_and_error_of_a_lone_box_to_the_box(wrong: Page, name: str) -> None:
    _, box, _ = wrong.by_id(f"id_{name}")
    described = box["aria-describedby"].split()
    assert described == [f"id_{name}_helptext", f"id_{name}_error"]
    assert box["aria-invalid"] == "true"
    assert all(wrong.by_id(target)[2] for target in described)


@pytest.mark.parametrize("name", ["born", "contact"])
def test_it_ties_hint_and_error_of_a_group_to_its_fieldset(wrong: Page, name: str) -> None:
    tag, group, _ = wrong.by_id(f"id_{name}_group")
    assert tag == "fieldset"
    assert group["aria-describedby"] == f"id_{name}_helptext id_{name}_error"
    assert all(wrong.by_id(target)[2] for target in group["aria-describedby"].split())


def test_it_keeps_what_was_typed_beside_what_is_wrong(wrong: Page) -> None:
    assert [wrong.by_id(f"id_born_{n}")[1]["value"] for n in range(3)] == ["6", "31", "1985"]
    assert wrong.by_id("id_weight")[1]["value"] == "heavy"


def test_it_leads_from_the_summary_to_a_box_of_every_wrong_field() -> None:
    form = EveryWidget(WRONG)
    summary = Page(render_to_string("components/error_summary.html", {"form": form}))
    fields = Page(render_crispy_form(form))
    links = summary.all("a")
    assert len(links) == sum(len(errors) for errors in form.errors.values())
    for attrs, text in links:
        tag, _, _ = fields.by_id(attrs["href"].removeprefix("#"))
        assert tag in {"input", "select", "textarea"}
        assert text
    assert any("autofocus" in attrs and attrs["tabindex"] == "-1" for attrs, _ in summary.all("div"))


def test_it_never_lets_the_browsers_bubbles_hide_the_summary(empty: Page) -> None:
    [(form, _)] = empty.all("form")
    assert "novalidate" in form


def test_it_makes_the_label_of_the_one_question_the_heading() -> None:
    page = Page(render_crispy_form(OneQuestion()))
    assert [text for _, text in page.all("h1")] == ["How tall are you?"]
    assert [attrs["for"] for attrs, _ in page.all("label")] == ["id_height"]


def test_it_presses_buttons_that_say_what_happens(empty: Page) -> None:
    [(button, text)] = [found for found in empty.all("button") if found[0].get("name") == "go"]
    assert (button["type"], text) == ("submit", "Continue")


def test_it_shows_the_unit_beside_the_number(empty: Page) -> None:
    assert "lb" in [text for attrs, text in empty.all("span") if attrs.get("class") == "unit"]
