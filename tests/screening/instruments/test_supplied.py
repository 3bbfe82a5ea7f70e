"""The words of scales that may not be shipped: read from a clinic's file, or refused with one clear line."""

import copy
import json
from typing import Any

import pytest

from screening import InvalidQuestionnaire, InvalidScale, Questionnaire, intake
from screening.conditions import Equals, Not
from screening.instruments import CSSRS, DAST10, GAD7, INSTRUMENTS, ISI, MDQ, PCL5, PEG, PHQ9, STRUCTURES, WHO5, Instrument, with_words_of
from tests.screening.instruments.words import file_of

every = pytest.mark.parametrize("scale", STRUCTURES.values(), ids=lambda scale: scale.id)


def supplied(scale: Instrument) -> Instrument:
    return with_words_of(json.dumps(file_of(scale)))


@every
def test_it_takes_the_words_and_leaves_everything_else_as_it_is(scale: Instrument) -> None:
    made = supplied(scale)
    assert made.may_be_asked
    assert [item.text for item in made.items] == [
        f"Invented question {place + 1} of the {scale.title}?" for place in range(len(made.items))
    ]
    assert (made.permission, made.stem) == ("Licence 12 of the clinic", "In the past months:")
    for mine, item in zip(made.items, scale.items, strict=True):
        assert (mine.link_id, mine.type, mine.enable_when, mine.sensitivity) == (
            item.link_id,
            item.type,
            item.enable_when,
            item.sensitivity,
        )
        assert [option.value for option in mine.options] == [option.value for option in item.options]
        assert all(option.text for option in mine.options)
    assert (made.scored, made.bands, made.reversed, made.notice) == (scale.scored, scale.bands, scale.reversed, scale.notice)
    assert supplied(scale) == made
    assert with_words_of(json.dumps(file_of(scale)).encode()) == made


def test_it_asks_a_stem_only_where_there_is_one() -> None:
    data = file_of(DAST10)
    del data["stem"]
    assert with_words_of(json.dumps(data)).stem == ""


@pytest.mark.parametrize(
    ("scale", "path", "value", "says"),
    [
        (DAST10, ["scale"], "phq-9", "scale is one of dast-10, mdq, isi, not 'phq-9'."),
        (DAST10, ["scale"], None, "scale is one of dast-10, mdq, isi, not None."),
        (DAST10, ["scale"], ["dast-10"], "scale is one of"),
        (DAST10, ["permission"], None, "permission is a text of 1 to 500 characters on one line."),
        (DAST10, ["permission"], "  ", "permission is a text"),
        (DAST10, ["stem"], 5, "stem is a text"),
        (DAST10, ["items"], None, "items is a list of 10, in the order of the DAST-10."),
        (DAST10, ["items"], {}, "items is a list of 10"),
        (DAST10, ["items"], [{"text": "One?"}], "items is a list of 10"),
        (DAST10, ["items", 2], "words", "items[2] is a JSON object of text."),
        (DAST10, ["items", 2, "text"], "", "items[2].text is a text"),
        (DAST10, ["items", 2, "text"], "a\nb", "items[2].text is a text"),
        (DAST10, ["items", 2, "text"], "a\u0000", "items[2].text is a text"),
        (DAST10, ["items", 2, "text"], "a" * 501, "items[2].text is a text of 1 to 500 characters"),
        (DAST10, ["items", 2, "answers"], ["Yes", "No"], "items[2] has text, not 'answers'."),
        (DAST10, ["items", 2, "text"], "INVENTED question 1 of the DAST-10?", "items holds one question twice."),
        (DAST10, ["more"], 1, "The file has items, language, permission, scale, stem, not 'more'."),
        (ISI, ["items", 0, "answers"], ["a", "b", "c", "d"], "items[0].answers is a list of 5 texts, from the least to the most."),
        (ISI, ["items", 0, "answers"], None, "items[0].answers is a list of 5"),
        (ISI, ["items", 0, "answers"], ["a", "b", "c", "d", 5], "items[0].answers[4] is a text of 1 to 100 characters"),
        (ISI, ["items", 0, "answers"], ["a", "b", "c", "d", "A"], "items[0].answers holds one answer twice."),
        (MDQ, ["items", 14, "answers"], ["no", "some"], "items[14].answers is a list of 4 texts"),
        (MDQ, ["items"], [{"text": f"{place}?"} for place in range(13)], "items is a list of 15"),
    ],
)  # fmt: skip
def test_it_refuses_a_file_that_does_not_fit_and_names_the_part(scale: Instrument, path: list[Any], value: object, says: str) -> None:
    data = copy.deepcopy(file_of(scale))
    where: Any = data
    for step in path[:-1]:
        where = where[step]
    where[path[-1]] = value
    with pytest.raises(InvalidScale) as told:
        with_words_of(json.dumps(data))
    assert str(told.value).startswith(says)
    assert "\n" not in str(told.value)


# --- words in another language ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", INSTRUMENTS.values(), ids=lambda scale: scale.id)
def test_a_clinic_may_supply_the_owners_spanish_of_any_scale(scale: Instrument) -> None:
    made = with_words_of(json.dumps(file_of(scale) | {"language": "es"}))
    assert (made.language, made.permission) == ("es", "Licence 12 of the clinic")
    assert (made.notice, made.scored, made.bands) == (scale.notice, scale.scored, scale.bands)
    assert [item.link_id for item in made.items] == [item.link_id for item in scale.items]
    assert not {item.text for item in made.items} & {item.text for item in scale.items}
    assert [option.loinc for item in made.items for option in item.options] == [
        option.loinc for item in scale.items for option in item.options
    ]


def test_english_words_of_what_is_shipped_are_never_replaced() -> None:
    with pytest.raises(InvalidScale, match="scale is one of dast-10, mdq, isi"):
        with_words_of(json.dumps(file_of(GAD7)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"language": "fr"}, "language is one of en, es, not 'fr'."),
        ({"language": None}, "language is one of en, es, not None."),
        ({"permission": ""}, "permission is a text of 1 to 500 characters on one line."),
        ({"stem": ""}, "stem is a text of 1 to 500 characters on one line."),
        ({"items": []}, "items is a list of 10, in the order of the PHQ-9."),
    ],
)
def test_a_file_in_spanish_that_is_not_whole_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidScale) as told:
        with_words_of(json.dumps(file_of(PHQ9) | {"language": "es"} | change))
    assert str(told.value) == says


def test_the_period_that_a_question_asks_about_has_to_be_said_as_well() -> None:
    data = file_of(CSSRS) | {"language": "es"}
    del data["items"][2]["hint"]
    with pytest.raises(InvalidScale, match=r"items\[2\].hint is a text of 1 to 100 characters on one line."):
        with_words_of(json.dumps(data))


def test_a_spanish_drawing_asks_the_words_that_were_supplied() -> None:
    words = with_words_of(json.dumps(file_of(PHQ9) | {"language": "es"}))
    drawing = intake().in_language("es", (words,))
    pages = [page for section in drawing.sections for page in section.pages if page.instrument == "phq-9"]
    assert {page.language for page in pages} == {"es"}
    assert pages[0].items[0].text == "Invented question 1 of the PHQ-9?"
    assert [option.value for option in pages[0].items[0].options] == [0, 1, 2, 3]
    assert {page.language for section in drawing.sections for page in section.pages if page.instrument == "audit-c"} == {"en"}
    assert intake().in_language("en", (words,)) is intake()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"dast-10"', '{"scale": "isi", "scale": "isi"}', "[" * 100_000, b"\xff\xfe"])
def test_it_refuses_what_is_no_object_of_json(text: str | bytes) -> None:
    with pytest.raises(InvalidScale) as told:
        with_words_of(text)
    assert "\n" not in str(told.value)


def sections(drawing: Questionnaire) -> dict[str, list[str]]:
    return {section.id: [item.link_id for item in section.items] for section in drawing.sections}


def test_it_draws_each_scale_for_whom_it_is_meant() -> None:
    drawing = intake(True, tuple(map(supplied, STRUCTURES.values())) + (WHO5, PCL5, GAD7))
    asked = {item.link_id: item for item in drawing}
    assert asked["dast10-1"].enable_when == Equals("drug-problem", True)
    assert asked["mdq-1"].enable_when == Not(Equals("bipolar", True))
    assert asked["mdq-together"].enable_when == MDQ.items[13].enable_when
    assert asked["isi-1"].enable_when is None
    assert asked["who5-1"].enable_when is None
    assert asked["gad7-1"].enable_when is None  # of everybody, where the clinic wants it
    assert intake().item("gad7-1").enable_when is not None
    assert {"dast10-1", "mdq-1", "isi-1", "who5-1", "pcl5-1"}.isdisjoint(item.link_id for item in intake())
    order = list(sections(drawing))
    assert order.index("highs") == order.index("mind") + 1
    assert order.index("drug-use") == order.index("drugs") + 1
    assert order.index("well-being") < order.index("safety")
    assert all("In the past months:" in section.intro for section in drawing.sections if section.id in ("sleep", "highs", "drug-use"))
    assert {item.link_id for item in PCL5.items} <= {item.link_id for item in drawing.unpaged}  # after sending: no pages
    assert not any(item.core for scale in (*STRUCTURES.values(), WHO5, PCL5) for item in scale.items)


def test_it_draws_the_same_clinic_the_same_questionnaire() -> None:
    assert intake(True, (supplied(ISI),)) is intake(True, (supplied(ISI),))
    assert intake(True, ()) is intake()


@pytest.mark.parametrize(
    ("scales", "says"),
    [((DAST10,), "have to come from a file of the clinic"), ((PEG,), "cannot be added"), ((WHO5, WHO5), "added twice")],
)
def test_it_adds_no_scale_without_words_or_place(scales: tuple[Instrument, ...], says: str) -> None:
    with pytest.raises(InvalidQuestionnaire, match=says):
        intake(True, scales)
