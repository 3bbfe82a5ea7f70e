"""The intake in Spanish asks the same as in English: same ids, values and branching, other words; and no word is missing."""

import dataclasses

import pytest

from screening import EnteredBy, Item, Phase, Questionnaire, Section, intake, questionnaire
from screening.instruments import INSTRUMENTS
from screening.questionnaires.intake_2026_1.spanish import PAGES, WORDS
from screening.questionnaires.intake_2026_1.spanish.sections import GROUPS, PARTS, UNITS

DRAWINGS = [intake(True), intake(False)]
OF_SCALES = {item.link_id for scale in INSTRUMENTS.values() for item in scale.items}
SAID = ("text", "label", "why", "hint", "unit")
ALIKE = {"Alcohol", "TIA", "Porphyria", "%", "kg", "cm", "mmHg"}
LONGER = 2.0


def is_for_patients(item: Item) -> bool:
    return item.entered_by is not EnteredBy.STAFF and item.link_id not in OF_SCALES


PATIENTS = {item.link_id: item for drawing in DRAWINGS for item in drawing if is_for_patients(item)}


def without_words(item: Item) -> Item:
    return dataclasses.replace(
        item,
        **dict.fromkeys(SAID, ""),
        options=tuple(dataclasses.replace(option, text="") for option in item.options),
    )


def pairs(drawing: Questionnaire) -> list[tuple[Section, Section]]:
    return list(zip(drawing.sections, drawing.in_language("es").sections, strict=True))


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_it_is_the_same_questionnaire_in_other_words(drawing: Questionnaire) -> None:
    spanish = drawing.in_language("es-MX")
    assert (spanish.key(), spanish.left_out) == (drawing.key(), drawing.left_out)
    assert [without_words(item) for item in spanish] == [without_words(item) for item in drawing]
    for here, there in pairs(drawing):
        assert (there.id, there.minutes) == (here.id, here.minutes)
        assert [page.kind for page in there.pages] == [page.kind for page in here.pages]


def test_english_and_languages_without_words_stay_the_drawing_itself() -> None:
    assert intake().in_language("en") is intake()
    assert intake().in_language("fr") is intake()
    assert intake().in_language("es") is intake().in_language("es")  # drawn once


@pytest.mark.parametrize("link_id", PATIENTS)
def test_every_question_for_patients_has_all_its_words_in_spanish(link_id: str) -> None:
    item = PATIENTS[link_id]
    there = next(one for drawing in DRAWINGS for one in drawing.in_language("es") if one.link_id == link_id)
    for name in ("text", "label", "why", "hint"):
        here, said = getattr(item, name), getattr(there, name)
        assert bool(said) == bool(here), name
        assert said != here or not here or here in ALIKE, name
        assert len(said) <= LONGER * len(here) + 20, name
    for here, said in zip(item.options, there.options, strict=True):
        assert said.value == here.value
        assert said.text not in ("", here.text)
        assert len(said.text) <= LONGER * len(here.text) + 30


def test_every_part_heading_and_page_is_said_in_spanish() -> None:
    for drawing in DRAWINGS:
        for here, there in pairs(drawing):
            assert there.title != here.title or here.title in ALIKE
            assert bool(there.intro) == bool(here.intro)
            assert there.intro != here.intro or not here.intro
            assert there.group == GROUPS[here.group]
            for page, said in zip(here.pages, there.pages, strict=True):
                assert bool(said.title) == bool(page.title)
                assert bool(said.why) == bool(page.why)
                assert not page.title or said.title != page.title
                assert not page.why or page.instrument or said.why != page.why
    titled = {page.title for drawing in DRAWINGS for section in drawing.sections for page in section.pages if page.title}
    assert titled <= PAGES.keys()


def test_units_that_are_words_are_said_in_spanish() -> None:
    words = {item.unit for item in PATIENTS.values() if item.unit} - {"kg", "cm", "mmHg"}
    assert words == UNITS.keys()


def test_no_spanish_words_are_left_over() -> None:
    assert WORDS.keys() == PATIENTS.keys()
    assert PARTS.keys() >= {section.id for drawing in DRAWINGS for section in drawing.sections}
    for link_id, words in WORDS.items():
        assert {*words.options} == {option.value for option in PATIENTS[link_id].options}


def test_a_scale_keeps_its_owners_words_and_its_pages_say_in_which_language_they_are() -> None:
    """Nobody translates a scale: not the C-SSRS, and none of the others."""
    for drawing in DRAWINGS:
        spanish = drawing.in_language("es")
        for section, said in pairs(drawing):
            for page, there in zip(section.pages, said.pages, strict=True):
                assert there.language == ("en" if page.instrument else "es")
                assert not page.instrument or there.items == page.items
        assert [item for item in spanish if item.link_id in OF_SCALES] == [item for item in drawing if item.link_id in OF_SCALES]


def test_what_somebody_is_asked_before_a_session_is_in_spanish_too() -> None:
    asked = [item for item in intake() if item.phase is Phase.SCHEDULING]
    assert asked
    assert {item.link_id for item in asked} <= WORDS.keys()


def test_it_is_found_by_the_key_that_a_response_pins() -> None:
    said = questionnaire("intake-2026.1").in_language("es").item("bp-systolic")
    assert said.label == "Número de arriba"
    assert isinstance(said, Item)
