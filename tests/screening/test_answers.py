"""What gets in as an answer, what is refused and how, and what branching leaves for the rules."""

import json
from typing import Any

import pytest

from screening import Answers, AnswerState, InvalidAnswer, MalformedInput, UnknownItem, clean_answer, intake, is_unlikely, read_json
from screening.facts import NOTHING
from screening.items import Bounds, Item, ItemType
from screening.truth import Truth
from tests.screening.small import BY_ID, SMALL

INTAKE = intake()


def item(link_id: str) -> Item:
    return INTAKE.item(link_id)


@pytest.mark.parametrize(
    ("link_id", "raw"),
    [
        ("aneurysm", "yes"),
        ("aneurysm", 1),
        ("aneurysm", 0),
        ("aneurysm", "true"),
        ("phq9-1", True),
        ("phq9-1", 4),
        ("phq9-1", -1),
        ("phq9-1", 1.0),
        ("phq9-1", "1"),
        ("sex-at-birth", "woman"),
        ("sex-at-birth", ["male"]),
        ("sex-at-birth", {}),
        ("indication", "trd"),
        ("indication", ["trd", "trd"]),
        ("indication", ["nobody"]),
        ("indication", [1]),
        ("indication", [["trd"]]),
        ("bp-systolic", 118.0),
        ("bp-systolic", True),
        ("bp-systolic", "118"),
        ("bp-systolic", 401),
        ("bp-systolic", 19),
        ("bp-systolic", 10**400),
        ("weight-kg", float("nan")),
        ("weight-kg", float("inf")),
        ("weight-kg", 501),
        ("birth-date", "1990-02-30"),
        ("birth-date", "19900101"),
        ("birth-date", "1990-W01-1"),
        ("birth-date", "01/01/1990"),
        ("birth-date", 1990),
        ("hopes", "a\x00b"),
        ("hopes", "bell\x07"),
        ("hopes", "half \ud800"),
        ("hopes", "x" * 2001),
        ("hopes", ["x"]),
        ("medicines", "none"),
        ("medicines", ["Zoloft"]),
        ("medicines", [{}]),
        ("medicines", [{"name": ""}]),
        ("medicines", [{"name": "Zoloft", "dose": 1}]),
        ("medicines", [{"name": "Zoloft", "daily_mg": "50"}]),
        ("medicines", [{"name": "Zoloft", "daily_mg": True}]),
        ("medicines", [{"name": "Zoloft", "daily_mg": float("nan")}]),
        ("medicines", [{"name": "Zoloft", "daily_mg": 0}]),
        ("medicines", [{"name": "Zoloft", "stopped_on": "soon"}]),
        ("medicines", [{"name": "Zoloft", "as_needed": 1}]),
        ("medicines", [{"name": "Zoloft"}] * 101),
        ("medicines", {"name": "Zoloft"}),
        ("antidepressant-trials", [{"name": "Zoloft", "weeks": 1.5}]),
        ("antidepressant-trials", [{"name": "Zoloft", "weeks": -1}]),
        ("antidepressant-trials", [{"name": "Zoloft", "dose": "high"}]),
        ("antidepressant-trials", [{"name": "Zoloft", "result": []}]),
        ("aneurysm", {"state": "perhaps"}),
        ("aneurysm", {"state": ["declined"]}),
        ("aneurysm", {"state": "declined", "why": "x"}),
    ],
)
def test_it_refuses_what_is_no_answer_and_names_the_question(link_id: str, raw: object) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        clean_answer(item(link_id), raw)
    assert refused.value.link_id == link_id
    assert str(refused.value).startswith(f"{link_id}: ")
    assert "\n" not in str(refused.value)


def test_it_tells_what_is_allowed() -> None:
    with pytest.raises(InvalidAnswer, match="a whole number from 20 to 400 mmHg"):
        clean_answer(item("bp-systolic"), 1000)


def test_it_keeps_words_that_look_like_states() -> None:
    assert clean_answer(item("hopes"), "declined") == "declined"
    assert clean_answer(item("hopes"), {"state": "declined"}) is AnswerState.DECLINED


def test_it_takes_an_empty_box_as_no_answer() -> None:
    assert clean_answer(item("hopes"), "  \n ") is AnswerState.UNANSWERED


def test_it_asks_again_only_outside_the_soft_range() -> None:
    weight = Item("w", "Weight", ItemType.DECIMAL, hard=Bounds(10, 500), soft=Bounds(30, 300))
    assert [is_unlikely(weight, value) for value in (29.9, 30, 300, 301)] == [True, False, False, True]
    assert not is_unlikely(weight, AnswerState.DECLINED)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        "[Infinity]",
        "[-Infinity]",
        "{",
        "",
        "[1,]",
        "[" * 100_000,
        '{"a": ' + "9" * 5000 + "}",
        b"\xff\xfe{}",
    ],
)
def test_it_reads_json_without_mercy(text: str | bytes) -> None:
    with pytest.raises(MalformedInput) as refused:
        read_json(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [
        [],
        "answers",
        1,
        None,
        {"answers": []},
        {"answers": {}, "ever": []},
        {"answers": {}, "extra": 1},
        {"questionnaire": "intake-1", "answers": {}},
    ],
)
def test_it_refuses_json_that_holds_no_answers(data: object) -> None:
    with pytest.raises(MalformedInput):
        Answers.from_json(data, INTAKE)


def test_it_refuses_unknown_questions_and_those_that_this_drawing_leaves_out() -> None:
    for said in ({"nobody": 1}, {"own-1": True}, {"answers": {"aneurysm": True, "x": None}}, {"nobody": True}, {"ever": {"nobody": [1]}}):
        with pytest.raises(UnknownItem):
            Answers.from_json(said, INTAKE)


def test_it_keeps_earlier_values_of_safety_questions_only() -> None:
    assert Answers.from_json({"answers": {}, "ever": {"cssrs-4": [True], "cssrs-5": []}}, INTAKE).ever == {"cssrs-4": (True,)}
    for ever in ({"aneurysm": [True]}, {"cssrs-4": True}, {"cssrs-4": ["yes"]}):
        with pytest.raises(InvalidAnswer):
            Answers.from_json({"answers": {}, "ever": ever}, INTAKE)


def test_it_takes_answers_flat_or_wrapped() -> None:
    flat = Answers.from_json({"aneurysm": True, "ever": {"cssrs-1": [True]}}, INTAKE)
    wrapped = Answers.from_json({"questionnaire": "intake-2026.1", "answers": {"aneurysm": True}, "ever": {"cssrs-1": [True]}}, INTAKE)
    assert flat.to_json() == wrapped.to_json()
    assert flat.digest == wrapped.digest


def test_it_reads_back_what_it_wrote() -> None:
    said: dict[str, Any] = {
        "birth-date": "1992-02-29",
        "medicines": [{"name": "Xanax", "daily_mg": 1.5, "as_needed": True, "stopped_on": "2026-11-01", "purpose": "sleep"}],
        "antidepressant-trials": [{"name": "sertraline", "dose": None, "weeks": 8, "result": "some"}],
        "indication": ["anxiety", "trd"],
        "aneurysm": {"state": "declined"},
        "weight-kg": 70.5,
        "hopes": "Feel «better»",
    }
    answers = Answers.from_json(said, INTAKE)
    again = Answers.from_json(json.loads(json.dumps(answers.to_json())), INTAKE)
    assert again.to_json() == answers.to_json()
    assert again.digest == answers.digest


def test_it_makes_the_same_digest_whatever_the_order_of_the_answers() -> None:
    one = Answers.from_json({"aneurysm": True, "seizure": False, "indication": ["trd", "anxiety"]}, INTAKE)
    two = Answers.from_json({"indication": ["anxiety", "trd"], "seizure": False, "aneurysm": True}, INTAKE)
    assert one.digest == two.digest


def told(**said: object) -> Answers:
    return Answers.from_json({key.replace("_", "-"): value for key, value in said.items()}, SMALL)


def test_it_rules_an_item_out_by_a_known_parent_and_leaves_it_open_by_an_unknown_one() -> None:
    assert told(yes=False, child=True).value("child") is AnswerState.NOT_APPLICABLE
    assert told(yes=False).value("grandchild") is AnswerState.NOT_APPLICABLE
    assert told(child=True).value("child") is AnswerState.UNANSWERED
    assert told(yes={"state": "declined"}).value("grandchild") is AnswerState.UNANSWERED
    assert told(yes=True, child=True).value("child") is True


def test_it_never_removes_what_was_said_to_a_safety_question() -> None:
    assert told(safe=False, safe_child=True).value("safe-child") is True
    assert told(safe_child=True).value("safe-child") is True
    assert told(safe=False).value("safe-child") is AnswerState.NOT_APPLICABLE


def test_it_takes_staff_items_as_not_measured_and_later_ones_as_not_yet_asked() -> None:
    assert told().value("measured") is AnswerState.NOT_MEASURED
    assert told(later=None).value("later") is AnswerState.NOT_APPLICABLE
    assert told(later={"state": "unsure"}).value("later") is AnswerState.UNSURE
    assert told(measured=4).value("measured") == 4


@pytest.mark.parametrize("state", ["not-measured", "not-applicable", "unanswered"])
def test_it_lets_nobody_wave_a_question_away(state: str) -> None:
    answers = told(yes={"state": state})
    assert answers.value("yes") is AnswerState.UNANSWERED
    assert "yes" not in answers.known


def test_it_leaves_an_item_of_the_other_set_not_applicable() -> None:
    assert told().known["gone"] is NOTHING


def test_it_keeps_the_earlier_value_when_a_safety_answer_is_taken_back() -> None:
    answers = told(safe=True).with_answer("safe", False).with_answer("safe", False).with_answer("safe", {"state": "declined"})
    assert answers.value("safe") is AnswerState.DECLINED
    assert answers.ever == {"safe": (True, False)}
    assert told(yes=True).with_answer("yes", False).ever == {}


def test_it_shows_an_item_by_its_parent() -> None:
    assert told(yes=True).shown(BY_ID["child"]) is Truth.TRUE
    assert told().shown(BY_ID["child"]) is Truth.UNKNOWN
    assert told(yes=False).shown(BY_ID["child"]) is Truth.FALSE
