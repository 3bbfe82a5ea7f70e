"""The intake as people meet it: plain words, short cards, the right order, and no trap in the branching."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from screening import (
    INSTRUMENTS,
    Answers,
    EnteredBy,
    Item,
    ItemType,
    PageKind,
    Phase,
    Truth,
    UnknownItem,
    intake,
    questionnaire,
)
from screening.conditions import reads
from screening.items import Questionnaire
from screening.questionnaires.example import example

BOTH = (intake(True), intake(False))
SCALES = {item.link_id for scale in INSTRUMENTS.values() for item in scale.items}
FORBIDDEN = (
    "please",
    "sorry",
    "oops",
    "valid",
    "invalid",
    "required",
    "submit",
    "denied",
    "abuse",
    "addict",
    "addiction",
    "committed suicide",
)
ALONE = {
    "aneurysm", "brain-bleed", "brain-pressure-mass", "heart-attack-stroke", "ketamine-allergy", "pregnant", "schizophrenia",
    "psychosis-now", "mania-now", "harm-to-others", "immediate-danger",
}  # fmt: skip
both = pytest.mark.parametrize("drawing", BOTH, ids=("cssrs", "own words"))


def ours() -> Iterator[Item]:
    seen = {item.link_id: item for drawing in BOTH for section in drawing.sections for item in section.items}
    yield from (item for item in seen.values() if item.link_id not in SCALES)


def words_of(item: Item) -> str:
    return " ".join((item.text, item.why, item.hint, *(option.text for option in item.options)))


@pytest.mark.parametrize("item", list(ours()), ids=lambda item: item.link_id)
def test_it_asks_in_short_plain_words(item: Item) -> None:
    said = words_of(item).lower()
    assert not [word for word in FORBIDDEN if re.search(rf"\b{word}\b", said)]
    for sentence in re.split(r"[.?!]\s", f"{item.text} . {item.why} . {item.hint} "):
        assert len(sentence.split()) <= 25, sentence
    assert not re.search(r"\bmg/dl|\betc\b|e\.g\.|i\.e\.", said)


def syllables(word: str) -> int:
    count = len(re.findall(r"[aeiouy]+", word))
    return max(1, count - (word.endswith("e") and not word.endswith("le") and count > 1))


def test_it_reads_at_grade_six_or_below() -> None:
    sentences = [
        part for item in ours() for text in (item.text, item.why, item.hint) for part in re.split(r"[.?!:](?:\s|$)", text) if part.strip()
    ]
    words = [word for sentence in sentences for word in re.findall(r"[a-z']+", sentence.lower())]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade <= 6


@both
def test_it_puts_at_most_seven_conditions_on_a_card(drawing: Questionnaire) -> None:
    for section in drawing.sections:
        for page in section.pages:
            if page.kind is PageKind.GROUP:
                assert 2 <= len(page.items) <= 7
                assert page.title
                assert all(item.type is ItemType.BOOLEAN and item.enable_when is None for item in page.items)
            elif page.kind is not PageKind.FIELDS:
                assert len(page.items) == 1


@both
def test_it_never_groups_what_needs_a_page_of_its_own(drawing: Questionnaire) -> None:
    alone = {item.link_id for section in drawing.sections for page in section.pages if len(page.items) == 1 for item in page.items}
    assert alone >= ALONE


@both
def test_it_offers_up_to_seven_cards_for_one_answer(drawing: Questionnaire) -> None:
    for section in drawing.sections:
        for page in section.pages:
            if page.kind is PageKind.CARDS:
                (item,) = page.items
                assert len(item.options) <= 7
                assert item.type in (ItemType.BOOLEAN, ItemType.CHOICE, ItemType.DATE)


@both
def test_it_asks_follow_ups_on_a_later_page(drawing: Questionnaire) -> None:
    seen: set[str] = {item.link_id for item in drawing.unpaged}
    for section in drawing.sections:
        for page in section.pages:
            for item in page.items:
                assert item.enable_when is None or reads(item.enable_when) <= seen, item.link_id
            seen.update(item.link_id for item in page.items)


@both
def test_it_says_why_it_asks(drawing: Questionnaire) -> None:
    """Scales keep their own words; the part that holds them says why in its opening."""
    for item in drawing:
        if item.link_id not in SCALES and item.entered_by is not EnteredBy.STAFF:
            assert item.why.endswith("."), item.link_id
    for section in drawing.sections:
        assert section.intro or not {item.link_id for item in section.items} & SCALES


@both
def test_it_ends_on_something_easy(drawing: Questionnaire) -> None:
    assert drawing.sections[0].id == "reason"
    assert all(item.context and not item.core for item in drawing.sections[-1].items)
    assert [section.id for section in drawing.sections].index("safety") < len(drawing.sections) - 3


def test_it_draws_one_safety_set_and_leaves_the_other_out() -> None:
    with_scale, own_words = BOTH
    assert {item.link_id for item in with_scale} - {item.link_id for item in own_words} == own_words.left_out
    assert {item.link_id for item in own_words} - {item.link_id for item in with_scale} == with_scale.left_out


def test_it_finds_a_questionnaire_by_the_key_that_a_response_pins() -> None:
    assert questionnaire("intake-2026.1") is intake()
    assert questionnaire("intake-2026.1", cssrs=False) is intake(False)
    assert intake().key() == "intake-2026.1"
    with pytest.raises(UnknownItem):
        questionnaire("intake-2031.9")


def shown(changes: dict[str, object], day: date = date(2026, 11, 24)) -> tuple[int, int]:
    """How many pages and answers this person meets."""
    drawing = intake()
    file = example(day)["answers"]
    assert isinstance(file, dict)
    answers = Answers.from_json({**file, **changes}, drawing)
    pages = [[item for item in page.items if answers.shown(item) is Truth.TRUE] for section in drawing.sections for page in section.pages]
    return sum(1 for page in pages if page), sum(map(len, pages))


def test_it_stays_near_ninety_pages_with_registration_and_consent() -> None:
    for changes in ({}, {"sex-at-birth": "male"}, {"indication": ["trd", "anxiety"], "sleep-apnea": True, "high-blood-pressure": True}):
        pages, answers = shown(changes)
        assert pages <= 75
        assert answers <= 95


def test_it_asks_gad7_only_of_those_who_come_for_anxiety() -> None:
    assert shown({"indication": ["trd", "anxiety"]})[0] - shown({"indication": ["trd"]})[0] == 7


def truths(changes: dict[str, object], *link_ids: str) -> list[Truth]:
    drawing = intake()
    file = example(date(2026, 11, 24))["answers"]
    assert isinstance(file, dict)
    answers = Answers.from_json({**file, "trauma-told": None, **changes}, drawing)
    return [answers.shown(drawing.item(link_id)) for link_id in link_ids]


def test_it_asks_pc_ptsd_5_of_those_who_come_for_it_or_tell_of_trauma() -> None:
    asked = ("trauma-told", "pc-ptsd-5-event")
    assert truths({"indication": ["ptsd"]}, *asked) == [Truth.FALSE, Truth.TRUE]
    assert truths({"indication": ["trd"]}, *asked) == [Truth.TRUE, Truth.UNKNOWN]
    assert truths({"indication": ["trd"], "trauma-told": True}, *asked) == [Truth.TRUE, Truth.TRUE]
    assert truths({"indication": ["trd"], "trauma-told": False}, *asked) == [Truth.TRUE, Truth.FALSE]
    assert truths({"indication": ["trd"], "trauma-told": {"state": "declined"}}, *asked) == [Truth.TRUE, Truth.UNKNOWN]


@both
def test_it_completes_the_unremarkable_patient(drawing: Questionnaire) -> None:
    answers = Answers.from_json(example(date(2026, 11, 24), cssrs=drawing is BOTH[0]), drawing)
    for item in drawing:
        assert item.link_id in answers.given or answers.shown(item) is not Truth.TRUE or item.entered_by is EnteredBy.STAFF, item.link_id


@pytest.mark.parametrize(("day", "age"), [(date(2026, 1, 14), 34), (date(2026, 1, 15), 34), (date(2028, 2, 29), 34)])
def test_it_is_always_thirty_four(day: date, age: int) -> None:
    file = example(day)["answers"]
    assert isinstance(file, dict)
    born = date.fromisoformat(str(file["birth-date"]))
    assert day.year - born.year - ((day.month, day.day) < (born.month, born.day)) == age


@both
def test_it_keeps_measured_scheduled_and_recorded_items_off_the_pages(drawing: Questionnaire) -> None:
    for item in drawing.unpaged:
        assert item.entered_by is not EnteredBy.PATIENT or item.phase is Phase.SCHEDULING
    paged = [item for section in drawing.sections for item in section.items]
    assert all(item.entered_by is EnteredBy.PATIENT and item.phase is Phase.INTAKE for item in paged)
