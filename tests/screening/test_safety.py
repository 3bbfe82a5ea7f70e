"""What every saved answer is heard as: the twelve timelines, and the help that is due at once."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from screening import Answers, HelpPage, Protocol, RespondWithin, intake
from screening.safety import SafetyReading, SafetyTier, help_due, is_settled, listen
from tests.screening.patients import AS_OF

FILE = tomllib.loads((Path(__file__).parent / "timelines.toml").read_text(encoding="utf-8"))
SILENCE = 15  # minutes
BLANK = Answers.from_json({}, intake())
SUICIDE, MEDICAL, INJURY, OTHERS = HelpPage.SUICIDE, HelpPage.MEDICAL, HelpPage.INJURY, HelpPage.OTHERS


class Clinic:
    """What the clinic sees of one draft, by a clock that the test holds. A tier goes up; only a watch settles."""

    def __init__(self) -> None:
        self.answers, self.tier = BLANK, SafetyTier.NOTHING
        self.last_answer = 0
        self.passed_over = self.submitted = False
        self.reading = self.hear()

    def step(self, act: dict[str, Any]) -> None:
        for group in act.get("also", ()):
            self.say(FILE["also"][group])
        self.say(act.get("answers", {}))
        self.last_answer = act["minute"] if act.get("answers") else self.last_answer
        self.passed_over |= "opens" in act
        self.submitted |= act.get("submits", False)
        self.reading = self.hear(silent=act["minute"] - self.last_answer >= SILENCE)
        if self.tier is SafetyTier.WATCH or self.reading.tier.rank > self.tier.rank:
            self.tier = self.reading.tier

    def say(self, said: dict[str, object]) -> None:
        for link_id, raw in said.items():
            self.answers = self.answers.with_answer(link_id, raw)

    def hear(self, *, silent: bool = False) -> SafetyReading:
        return listen(self.answers, Protocol(), AS_OF, passed_over=self.passed_over, silent=silent, submitted=self.submitted)


@pytest.mark.parametrize("timeline", FILE["timeline"], ids=lambda timeline: timeline["told"])
def test_it_hears_the_worked_timelines_as_the_policy_tells_them(timeline: dict[str, Any]) -> None:
    clinic = Clinic()
    for act in timeline["steps"]:
        clinic.step(act)
        assert clinic.tier == act["tier"], f"minute {act['minute']}"
        if "fired" in act:
            assert set(clinic.reading.criteria) == set(act["fired"])
        for link_id in act.get("changed", ()):
            notes = [one.note for found in clinic.reading.findings for one in found.evidence if one.link_id == link_id]
            assert any("later changed to" in note for note in notes)


def test_it_has_all_twelve() -> None:
    assert [timeline["number"] for timeline in FILE["timeline"]] == list(range(1, 13))


def heard(said: dict[str, object], **how: bool) -> SafetyReading:
    return listen(Answers.from_json({"answers": said}, intake()), Protocol(), AS_OF, **how)


def test_it_orders_the_tiers() -> None:
    assert [tier.rank for tier in SafetyTier] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("said", "tier", "pages"),
    [
        ({}, SafetyTier.NOTHING, ()),
        ({"phq9-9": 0}, SafetyTier.NOTHING, ()),
        ({"immediate-danger": True}, SafetyTier.URGENT, (SUICIDE,)),
        ({"overdose-today": True}, SafetyTier.URGENT, (INJURY,)),
        ({"harm-to-others": True}, SafetyTier.URGENT, (OTHERS,)),
        ({"command-voices": True}, SafetyTier.URGENT, (OTHERS,)),
        ({"confusion-recent": True}, SafetyTier.URGENT_MEDICAL, (MEDICAL,)),
        ({"medical-symptoms-now": ["chest-pain"]}, SafetyTier.URGENT_MEDICAL, (MEDICAL,)),
        ({"medical-symptoms-now": ["seizure"], "harm-to-others": True, "cssrs-4": True}, SafetyTier.URGENT, (MEDICAL, SUICIDE, OTHERS)),
        ({"bp-systolic": 190, "bp-diastolic": 90, "bp-taken-on": "2026-11-23"}, SafetyTier.URGENT_MEDICAL, (MEDICAL,)),
        ({"bp-systolic": 190, "bp-diastolic": 90, "bp-taken-on": "2026-11-01"}, SafetyTier.SAME_DAY, (MEDICAL,)),
        ({"hopes": "I want to die"}, SafetyTier.SAME_DAY, (SUICIDE,)),
        ({"cssrs-6": True}, SafetyTier.WATCH, (SUICIDE,)),
    ],
)
def test_it_earns_a_tier_and_opens_the_help_page(said: dict[str, object], tier: SafetyTier, pages: tuple[HelpPage, ...]) -> None:
    reading = heard(said)
    assert (reading.tier, reading.help_pages) == (tier, pages)
    assert reading.pages_staff == (tier.rank >= SafetyTier.URGENT_MEDICAL.rank)


def test_it_calls_staff_within_the_time_of_the_tier() -> None:
    assert heard({"cssrs-4": True}).respond_within is RespondWithin.MINUTES_15
    assert heard({"confusion-recent": True}).respond_within is RespondWithin.MINUTES_60
    assert heard({}).respond_within is RespondWithin.NONE


@pytest.mark.parametrize("how", [{"passed_over": True}, {"silent": True}])
def test_it_does_not_cry_wolf_at_silence_alone(how: dict[str, bool]) -> None:
    declined = {link_id: {"state": "declined"} for link_id in ("phq9-9", "cssrs-1", "cssrs-2", "cssrs-6")}
    assert heard({"phq9-9": 0}, **how).tier is SafetyTier.NOTHING
    assert heard(dict(declined), **how).tier is SafetyTier.NOTHING
    assert heard(dict(declined), submitted=True).tier is SafetyTier.SAME_DAY


@pytest.mark.parametrize("how", [{"passed_over": True}, {"silent": True}, {"submitted": True}])
def test_it_takes_behaviour_of_unknown_date_as_recent_once_the_question_was_left(how: dict[str, bool]) -> None:
    assert heard({"cssrs-6": True}).tier is SafetyTier.WATCH
    assert heard({"cssrs-6": True}, **how).tier is SafetyTier.URGENT
    assert heard({"cssrs-6": True, "cssrs-6-recent": {"state": "unsure"}}).tier is SafetyTier.URGENT


def test_it_hears_an_answer_that_was_taken_back() -> None:
    answers = BLANK.with_answer("cssrs-4", True).with_answer("cssrs-4", False)
    assert listen(answers, Protocol(), AS_OF).tier is SafetyTier.URGENT


def test_it_listens_to_our_own_words_where_the_scale_is_off() -> None:
    drawn = intake(cssrs=False)
    told: list[tuple[dict[str, object], SafetyTier]] = [
        ({"own-1": True}, SafetyTier.WATCH),
        ({"own-1": True, "own-2": True}, SafetyTier.URGENT),
        ({"own-3": True, "own-3-recent": True}, SafetyTier.URGENT),
        ({"phq9-9": 2, "own-1": {"state": "declined"}}, SafetyTier.URGENT),
    ]
    for said, tier in told:
        assert listen(Answers.from_json(said, drawn), Protocol(), AS_OF).tier is tier


def helps(*saves: dict[str, object], end: bool = False) -> list[HelpPage | None]:
    """The help page after each save; at the last one the safety part ends where `end`."""
    answers, before, shown = BLANK, listen(BLANK, Protocol(), AS_OF), []
    for place, said in enumerate(saves, start=1):
        for link_id, raw in said.items():
            answers = answers.with_answer(link_id, raw)
        after = listen(answers, Protocol(), AS_OF)
        shown.append(help_due(before, after, ended_safety_part=end and place == len(saves)))
        before = after
    return shown


def test_it_helps_at_the_first_yes_again_when_it_turns_urgent_and_once_at_the_end() -> None:
    saves: list[dict[str, object]] = [
        {"phq9-9": 1},
        {"cssrs-1": True},
        {"cssrs-2": True},
        {"cssrs-3": True},
        {"cssrs-4": True},
        {"cssrs-5": True},
    ]
    assert helps(*saves, {"cssrs-6": False}, end=True) == [SUICIDE, None, None, None, SUICIDE, None, SUICIDE]


def test_it_does_not_interrupt_the_scale_between_two_and_three_unless_two_is_the_very_first_yes() -> None:
    assert helps({"cssrs-1": True}, {"cssrs-2": True}, {"cssrs-3": False}) == [SUICIDE, None, None]
    assert helps({"cssrs-1": False}, {"cssrs-2": True}, {"cssrs-3": True}) == [None, SUICIDE, None]


def test_it_helps_with_the_other_page_when_another_danger_is_told() -> None:
    assert helps({"cssrs-4": True}, {"overdose-today": True}, {"medical-symptoms-now": ["drowsy"]}) == [SUICIDE, INJURY, MEDICAL]


def test_it_says_nothing_at_the_end_of_a_part_in_which_nothing_was_said() -> None:
    assert helps({"phq9-9": 0}, {"cssrs-1": False}, end=True) == [None, None]


def test_it_is_settled_when_each_required_safety_question_was_answered_or_declined() -> None:
    said = dict.fromkeys([f"phq9-{number}" for number in range(1, 10)], 0) | dict.fromkeys(
        ["cssrs-1", "cssrs-2", "cssrs-6"], {"state": "declined"}
    )
    said |= dict.fromkeys(["immediate-danger", "overdose-today", "harm-to-others", "command-voices", "confusion-recent"], False)
    assert not is_settled(Answers.from_json(said, intake()))
    assert is_settled(Answers.from_json({**said, "medical-symptoms-now": []}, intake()))
    assert not is_settled(Answers.from_json({**said, "medical-symptoms-now": [], "cssrs-2": True}, intake()))
