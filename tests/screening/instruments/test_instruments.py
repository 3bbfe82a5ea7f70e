"""The scales are what their owners published: words, codes, points and notices."""

import re

import pytest

from screening.conditions import Equals, Not
from screening.instruments import (
    AUDIT_C,
    CSSRS,
    DAST10,
    GAD7,
    INSTRUMENTS,
    ISI,
    LOINC_NOTICE,
    MDQ,
    PC_PTSD_5,
    PCL5,
    PEG,
    PHQ9,
    STRUCTURES,
    WHO5,
    Instrument,
    Licence,
)
from screening.instruments.cssrs import RISK_LEVELS, YES_NO
from screening.items import ItemType, Sensitivity


def check_digit(number: str) -> str:
    """LOINC's Mod 10: double every second digit from the right, add the digits, fill up to ten."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return str(-total % 10)


def codes_of(scale: Instrument) -> list[str]:
    codes = [scale.panel_loinc, scale.total_loinc, scale.result_loinc, *(item.loinc for item in scale.items)]
    return [code for code in codes if code]


# LOINC has a panel or a total for these at most; the link ids stand for the items.
WITHOUT_ITEM_CODES = {"pcl-5", "who-5", "dast-10", "mdq", "isi"}
scales = pytest.mark.parametrize("scale", INSTRUMENTS.values(), ids=lambda scale: scale.id)


@scales
def test_it_carries_loinc_codes_whose_check_digit_holds(scale: Instrument) -> None:
    for code in codes_of(scale):
        number, _, digit = code.partition("-")
        assert digit == check_digit(number), code


def test_it_tells_an_invented_code_from_a_real_one() -> None:
    assert check_digit("44249") == "1"
    assert check_digit("89708") != "7"  # met in other software for the WHO-5


def test_it_never_uses_a_code_for_two_questions() -> None:
    codes = [code for scale in INSTRUMENTS.values() for code in codes_of(scale)]
    assert len(codes) == len(set(codes))
    assert "68517-2" not in codes  # heavy drinking days
    assert "75624-7" not in codes  # total of the ten-item AUDIT
    assert not {"70221-7", "70220-9", "70222-5", "70223-3"} & set(codes)  # the older 17-item list of PTSD
    assert not {"82665-1", "71354-5", "89708-7"} & set(codes)  # 28-item DAST, the EPDS, and no code at all


@scales
def test_it_has_answer_codes_of_the_right_form_and_points_from_zero(scale: Instrument) -> None:
    for item in scale.items:
        assert bool(item.loinc) == (scale.id not in WITHOUT_ITEM_CODES)
        if item.link_id != "mdq-problem":
            assert sorted(int(option.value) for option in item.options) == list(range(len(item.options)))
        for option in item.options:
            assert bool(option.loinc) == bool(item.loinc)
            assert not option.loinc or re.fullmatch(r"LA\d+-\d", option.loinc)
        assert bool(item.options) == (item.type is ItemType.CHOICE)


@scales
def test_it_offers_no_answer_that_the_published_scale_does_not_have(scale: Instrument) -> None:
    assert not any(item.may_be_unsure for item in scale.items)


@scales
def test_it_covers_every_total_with_one_band_or_none_at_all(scale: Instrument) -> None:
    points = sum(max((int(option.value) for option in item.options), default=1) for item in scale.items if item.link_id in scale.scored)
    assert points == (scale.maximum or 0)
    totals = [scale.published.of(total) for total in range(points + 1)]
    if scale.bands:
        assert [sum(band.low <= total <= band.high for band in scale.bands) for total in totals] == [1] * (points + 1)
    assert scale.band(totals[-1] + 1) == ""


@scales
def test_it_keeps_the_notices_with_every_copy(scale: Instrument) -> None:
    has_codes = bool(scale.panel_loinc)
    assert scale.copyright == (f"{LOINC_NOTICE} {scale.notice}" if has_codes else scale.notice)
    assert has_codes == bool(codes_of(scale))
    assert scale.notice


def test_it_asks_the_phq_9_in_the_published_order_though_the_codes_are_not() -> None:
    assert [item.loinc for item in PHQ9.items] == [
        "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8", "69722-7",
    ]  # fmt: skip
    assert [item.link_id for item in PHQ9.items] == [f"phq9-{number}" for number in range(1, 11)]
    assert PHQ9.items[8].text == "Thoughts that you would be better off dead, or of hurting yourself in some way"
    assert PHQ9.items[5].text == "Feeling bad about yourself - or that you are a failure or have let yourself or your family down"
    assert PHQ9.stem == "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
    assert [option.text for option in PHQ9.items[0].options] == [
        "Not at all", "Several days", "More than half the days", "Nearly every day",
    ]  # fmt: skip


def test_it_gives_very_difficult_the_later_code() -> None:
    difficulty = PHQ9.items[9]
    assert [(option.value, option.text, option.loinc) for option in difficulty.options[2:]] == [
        (2, "Very difficult", "LA6575-0"),
        (3, "Extremely difficult", "LA6574-3"),
    ]
    assert difficulty.link_id not in PHQ9.scored
    assert not difficulty.core


def test_it_counts_a_phq_9_of_zero_as_minimal_and_keeps_the_published_limits() -> None:
    totals = (0, 4, 5, 9, 10, 14, 15, 19, 20, 27)
    assert [PHQ9.band(total) for total in totals] == [
        "minimal", "minimal", "mild", "mild", "moderate", "moderate", "moderately severe", "moderately severe", "severe", "severe",
    ]  # fmt: skip
    assert [GAD7.band(total) for total in (0, 4, 5, 9, 10, 14, 15, 21)] == [
        "minimal", "minimal", "mild", "mild", "moderate", "moderate", "severe", "severe",
    ]  # fmt: skip


def test_it_says_not_at_all_and_more_than_half_the_days_throughout_the_gad_7() -> None:
    for item in GAD7.items:
        assert (item.options[0].text, item.options[0].loinc) == ("Not at all", "LA6568-5")
        assert (item.options[2].text, item.options[2].loinc) == ("More than half the days", "LA6570-1")
    assert [item.loinc for item in GAD7.items] == ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"]
    assert GAD7.stem.endswith("bothered by the following problems?")


def test_it_asks_the_c_ssrs_word_for_word_and_in_its_periods() -> None:
    asked = {item.link_id: (item.hint, item.text) for item in CSSRS.items}
    assert asked == {
        "cssrs-1": ("Past month", "Have you wished you were dead or wished you could go to sleep and not wake up?"),
        "cssrs-2": ("Past month", "Have you actually had any thoughts of killing yourself?"),
        "cssrs-3": ("Past month", "Have you been thinking about how you might do this?"),
        "cssrs-4": ("Past month", "Have you had these thoughts and had some intention of acting on them?"),
        "cssrs-5": (
            "Past month",
            "Have you started to work out or worked out the details of how to kill yourself? Do you intend to carry out this plan?",
        ),
        "cssrs-6": (
            "Lifetime",
            "Have you ever done anything, started to do anything, or prepared to do anything to end your life?",
        ),
        "cssrs-6-recent": ("Past 3 months", "Was this within the past 3 months?"),
    }
    assert [item.loinc for item in CSSRS.items] == [
        "93246-7", "93247-5", "93248-3", "93249-1", "93250-9", "93267-3", "93269-9",
    ]  # fmt: skip


def test_it_asks_methods_intent_and_plan_only_after_thoughts_and_recency_only_after_behaviour() -> None:
    shown = {item.link_id: item.enable_when for item in CSSRS.items}
    assert [shown[f"cssrs-{number}"] for number in (1, 2, 6)] == [None] * 3
    assert [shown[f"cssrs-{number}"] for number in (3, 4, 5)] == [Equals("cssrs-2", True)] * 3
    assert shown["cssrs-6-recent"] == Equals("cssrs-6", True)


def test_it_keeps_the_c_ssrs_off_until_the_clinic_has_registered() -> None:
    assert {scale.id for scale in INSTRUMENTS.values() if scale.licence is Licence.REGISTRATION} == {"cssrs-screener"}
    assert "cssrs.columbia.edu" in CSSRS.registration
    assert CSSRS.notice.startswith("© 2008 The Research Foundation for Mental Hygiene, Inc.")
    assert [option.loinc for option in YES_NO] == ["LA33-6", "LA32-8"]
    assert {option.value: option.loinc for option in RISK_LEVELS} == {"low": "LA9194-7", "moderate": "LA6751-7", "high": "LA9193-9"}


def test_it_marks_the_suicide_items_as_safety_and_alcohol_as_substance() -> None:
    safety = {item.link_id for scale in INSTRUMENTS.values() for item in scale.items if item.is_safety}
    assert safety == {"phq9-9", *(item.link_id for item in CSSRS.items)}
    assert {item.sensitivity for item in AUDIT_C.items} == {Sensitivity.SUBSTANCE}


def test_it_skips_the_other_alcohol_questions_only_for_those_who_never_drink() -> None:
    assert AUDIT_C.items[0].enable_when is None
    assert [item.enable_when for item in AUDIT_C.items[1:]] == [Not(Equals("audit-c-1", 0))] * 2
    assert AUDIT_C.items[0].loinc == "68518-0"
    assert AUDIT_C.items[0].options[4].text == "4 or more times a week"
    assert [option.text for option in AUDIT_C.items[1].options] == ["1 or 2", "3 or 4", "5 or 6", "7 to 9", "10 or more"]
    assert not AUDIT_C.bands


def test_it_ships_no_words_of_scales_that_may_not_be_copied() -> None:
    assert {scale.id for scale in INSTRUMENTS.values() if scale.licence is Licence.SUPPLIED} == {"dast-10", "mdq", "isi"}
    for scale in STRUCTURES.values():
        assert not scale.may_be_asked
        assert scale.stem == ""
        assert not any(item.text or any(option.text for option in item.options) for item in scale.items)
        assert "docs/scales.md" in scale.registration
    assert all(scale.may_be_asked for scale in INSTRUMENTS.values() if scale.id not in STRUCTURES)


def test_it_keeps_the_well_being_scale_off_and_its_licence_with_it() -> None:
    assert WHO5.licence is Licence.NON_COMMERCIAL
    assert "CC BY-NC-SA 3.0 IGO" in WHO5.copyright
    assert [option.value for option in WHO5.items[0].options] == [5, 4, 3, 2, 1, 0]
    assert [WHO5.band(WHO5.published.of(points)) for points in (0, 7, 8, 12, 13, 25)] == [
        "likely depression", "likely depression", "low well-being", "low well-being", "no low well-being", "no low well-being",
    ]  # fmt: skip


def test_it_asks_the_ptsd_scales_in_their_order_and_with_their_codes() -> None:
    assert [item.loinc for item in PC_PTSD_5.items] == ["102011-4", "102012-2", "102013-0", "102014-8", "102015-5", "102016-3"]
    assert (PC_PTSD_5.panel_loinc, PC_PTSD_5.total_loinc) == ("102010-6", "102017-1")
    assert [item.enable_when for item in PC_PTSD_5.items] == [None, *[Equals("pc-ptsd-5-event", True)] * 5]
    assert (PCL5.panel_loinc, PCL5.total_loinc) == ("101697-1", "101698-9")
    assert [option.text for option in PCL5.items[0].options] == ["Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"]
    assert PCL5.items[15].text == "Taking too many risks or doing things that could cause you harm?"
    assert len(PCL5.items) == 20
    assert not any(item.is_safety for item in PCL5.items)  # item 16 is no suicide item


def test_it_asks_pain_from_nought_to_ten_with_the_codes_of_the_numbers() -> None:
    assert [item.loinc for item in PEG.items] == ["75893-8", "91145-3", "91146-1"]
    assert [(option.value, option.loinc) for option in PEG.items[0].options][4:6] == [(4, "LA6115-5"), (5, "LA10137-0")]
    assert (PEG.panel_loinc, PEG.total_loinc) == ("91148-7", "91147-9")


def test_it_knows_the_shape_of_the_scales_that_clinics_supply() -> None:
    assert [len(scale.items) for scale in (DAST10, MDQ, ISI)] == [10, 15, 7]
    assert DAST10.reversed == {"dast10-3"}
    assert (DAST10.panel_loinc, DAST10.total_loinc, MDQ.panel_loinc, MDQ.total_loinc) == ("82666-9", "82667-7", "85102-2", "84773-1")
    assert [DAST10.band(total) for total in (0, 1, 2, 3, 5, 6, 8, 9, 10)] == [
        "none", "low", "low", "moderate", "moderate", "substantial", "substantial", "severe", "severe",
    ]  # fmt: skip
    assert [ISI.band(total) for total in (0, 7, 8, 14, 15, 21, 22, 28)] == [
        "none", "none", "subthreshold", "subthreshold", "moderate", "moderate", "severe", "severe",
    ]  # fmt: skip
    assert MDQ.scored == tuple(f"mdq-{number}" for number in range(1, 14))
    assert {item.sensitivity for item in DAST10.items} == {Sensitivity.SUBSTANCE}
