"""What people type: forms, strengths, two names at once, half-known texts. A match adds flags and never hides one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.medicine_list import read_medicines
from screening.medicines import LISTED_NAMES, MatchedBy, match, with_purpose
from screening.medicines.words import (
    DEPOT_WORDS,
    DROPS,
    FORM_WORDS,
    IGNORED_WORDS,
    LOCAL_FORMS,
    PLACES,
    SCHEDULE_WORDS,
    STRENGTH_WORDS,
    words_of,
)
from screening.values import MedicineEntry


@pytest.mark.parametrize(
    ("text", "ingredient"),
    [
        ("ADDERALL XR 20mg", "amphetamine"),
        ("Wellbutrin-XL 300 mg in the morning", "bupropion"),
        ("klonopin 0.5 mg tablets, twice a day as needed", "clonazepam"),
        ("Zoloft® 50mg b.i.d.", "sertraline"),
        ("  lamictal ODT ", "lamotrigine"),
        ("Emsam patch 6mg/24hr", "selegiline"),
        ("St. John’s Wort 300mg x3", "St John's wort"),
        ("Saint John's-wort", "St John's wort"),
        ("METHYLENE   BLUE", "methylene blue"),
        ("sodium oxybate solution", "sodium oxybate"),
        ("lithium carbonate ER 450", "lithium"),
        ("Metoprolol succinate", "metoprolol"),
        ("I take Lexapro every night", "escitalopram"),
        ("generic adderall", "amphetamine"),
        ("Theo-24 a day", "theophylline"),
        ("Loreev", "lorazepam"),
    ],
)
def test_it_looks_through_strength_form_and_schedule(text: str, ingredient: str) -> None:
    found = match(text)
    assert (found.ingredient, found.by, found.leftover) == (ingredient, MatchedBy.LISTED, ())
    assert found.typed == text


@pytest.mark.parametrize(
    "text", ["", "   ", "none", "???", "🙂", "50 mg", "tablet", "xan", "my heart pill", "somatic", "eye", "5-HTP", "Ⅻ"]
)
def test_it_recognises_nothing_in_what_is_not_listed(text: str) -> None:
    found = match(text)
    assert (found.ingredient, found.classes, found.by) == (None, (), MatchedBy.NONE)


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Xanax for sleep", ("med-benzodiazepine",)),
        ("Zoloft and blue thing", ()),
        ("no Nardil since May", ("med-maoi",)),
        ("Suboxone + zzyzx", ("med-opioid", "is-buprenorphine", "is-opioid-maintenance")),
        ("losartan and potassium", ()),
        ("ibuprofen PM", ()),
        ("Claritin something", ()),
    ],
)
def test_it_flags_the_listed_name_and_still_says_that_words_remain(text: str, classes: tuple[str, ...]) -> None:
    found = match(text)
    assert found.classes == classes
    assert not found.recognised
    assert found.leftover


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Nardil and Adderall", ("med-maoi", "med-stimulant")),
        ("Xanax/Ambien", ("med-benzodiazepine", "med-z-drug")),
        ("Zoloft, Lamictal 25 mg", ("med-lamotrigine",)),
        ("acetaminophen-codeine", ("med-opioid",)),
    ],
)
def test_it_fires_both_of_two_names_in_one_text(text: str, classes: tuple[str, ...]) -> None:
    found = match(text)
    assert (found.classes, found.recognised, len(found.ingredients)) == (classes, True, 2)


def test_it_tells_tylenol_3_from_three_times_a_day() -> None:
    assert match("Tylenol #3").classes == match("tylenol 3 tablets").classes == ("med-opioid",)
    assert match("Tylenol 3 times a day").classes == match("Tylenol 500 mg 4x per day").classes == ()


@pytest.mark.parametrize(
    "text",
    ["ketoconazole shampoo", "Ketoconazole 2% cream", "Nizoral A-D", "Nizoral (ketoconazole) shampoo", "erythromycin eye ointment",
     "erythromycin eye drops", "Phenylephrine 2.5% eye drops"],
)  # fmt: skip
def test_it_recognises_a_form_for_skin_or_eye_and_fires_nothing(text: str) -> None:
    found = match(text)
    assert (found.classes, found.recognised) == ((), True)


@pytest.mark.parametrize(
    "text",
    ["ketoconazole", "ketoconazole tablets", "ketoconazole tablets and shampoo", "ketoconazole and Zoloft cream",
     "ketoconazole odd shampoo", "erythromycin drops", "Nizoral A-D and grapefruit",
     "eye drops and fluvoxamine", "fluvoxamine eye drops", "eye drops erythromycin", "erythromycin, eye drops", "verapamil\neye drops"],
)  # fmt: skip
def test_it_keeps_the_flag_where_some_of_it_may_be_swallowed(text: str) -> None:
    assert "med-cyp-inhibitor" in match(text).classes


def test_it_keeps_sedation_of_a_cream_because_only_enzyme_rules_are_local() -> None:
    assert match("doxepin cream").classes == ("med-sedative-other",)
    assert match("ketamine cream").classes == ("med-ketamine-elsewhere",)


def test_it_knows_the_facts_that_answers_are_compared_with() -> None:
    assert match("Lithobid").classes == ("is-lithium",)
    assert match("methimazole").classes == match("PTU").classes == ("is-antithyroid",)
    assert "is-phenytoin" in match("Dilantin").classes
    assert "is-clozapine" in match("Clozaril").classes
    assert "is-methadone" in match("Methadose").classes


@pytest.mark.parametrize("text", ["Invega Sustenna", "Abilify Maintena", "haloperidol decanoate", "Risperdal injection", "Aristada"])
def test_it_tells_a_long_acting_antipsychotic_from_tablets(text: str) -> None:
    assert match(text).depot
    assert "is-long-acting-antipsychotic" in match(text).classes


@pytest.mark.parametrize("text", ["Invega", "Abilify 5 mg", "Haldol", "quetiapine injection", "naltrexone tablets"])
def test_it_takes_no_tablet_for_a_long_acting_form(text: str) -> None:
    assert not match(text).depot
    assert "is-long-acting-antipsychotic" not in match(text).classes


def test_it_tells_treatment_of_an_opioid_problem_from_pain() -> None:
    maintenance = "is-opioid-maintenance"
    assert maintenance in match("Suboxone").classes
    assert maintenance in match("methadone clinic").classes
    assert maintenance not in match("Butrans patch").classes
    assert maintenance not in match("methadone").classes
    assert maintenance in with_purpose(match("methadone"), "opioid addiction").classes
    assert maintenance not in with_purpose(match("methadone"), "pain clinic").classes
    assert with_purpose(match("Zoloft"), "recovery") == match("Zoloft")
    assert with_purpose(match("methadone"), None) == match("methadone")


def test_it_counts_a_stopped_medicine_to_the_last_day_of_its_wash_out() -> None:
    today, limits = (
        date(2026, 11, 24),
        {"washout.days": 14, "washout.maoi_days": 21, "washout.inducer_days": 28, "washout.long_acting_days": 90},
    )

    def counts(text: str, days_ago: int) -> bool:
        entry = MedicineEntry(text, None, False, today - timedelta(days=days_ago), "")
        return bool(read_medicines((entry,), limits, today).taken)

    assert read_medicines((MedicineEntry("Nardil", None, False, None, ""),), limits, today).taken
    assert [counts("Ambien", days) for days in (0, 14, 15)] == [True, True, False]
    assert [counts("Nardil", days) for days in (14, 21, 22)] == [True, True, False]
    assert [counts("St John's wort", days) for days in (28, 29)] == [True, False]
    assert [counts("Vivitrol", days) for days in (15, 90, 91)] == [True, True, False]
    assert [counts("naltrexone injection", days) for days in (90, 91)] == [True, False]
    assert [counts("nobody knows what", days) for days in (90, 91)] == [True, False]
    assert counts("Nardil", -3)  # a date still to come
    # Each class of a medicine has its own.
    entry = MedicineEntry("phenobarbital", None, False, today - timedelta(days=20), "")
    assert list(read_medicines((entry,), limits, today).taken) == ["med-cyp-inducer"]


@given(st.text())
def test_it_never_raises_and_keeps_what_was_typed(text: str) -> None:
    found = match(text)
    assert found.typed == text
    assert found.recognised is bool(found.ingredients and not found.leftover and not found.guessed)
    assert found.recognised or not found.classes or found.leftover or found.guessed


# "Tylenol 3" may be a count, and "tablets" beside a shampoo mean another product: those change the meaning on purpose.
STEADY_NAMES = [name for name in LISTED_NAMES if words_of(name)[-1] not in {"3", "4"} and name != "Nizoral A-D"]
SAYS_HOW = sorted((STRENGTH_WORDS | FORM_WORDS | SCHEDULE_WORDS) - DEPOT_WORDS - LOCAL_FORMS - DROPS)
HOW = st.lists(
    st.sampled_from(SAYS_HOW) | st.integers(5, 900).map(str) | st.sampled_from(["20mg", "0.5 mg", "(XR)", "2.5%", "q8h"]), max_size=5
)


@given(st.sampled_from(STEADY_NAMES), HOW, HOW)
def test_it_gives_the_same_classes_with_strength_and_form_words_around(name: str, before: list[str], after: list[str]) -> None:
    found = match(" ".join([*before, name, *after]))
    assert found.classes == match(name).classes
    assert found.recognised


@given(st.sampled_from(LISTED_NAMES), st.sampled_from(LISTED_NAMES), st.text(alphabet="bcdfgkpvz", min_size=4, max_size=9))
def test_it_never_removes_a_flag_when_more_is_typed(first: str, second: str, unknown: str) -> None:
    assert set(match(first).classes) | set(match(second).classes) <= set(match(f"{first} and {second}").classes)
    beside = match(f"{first} and {unknown}")
    assert set(match(first).classes) <= set(beside.classes)
    assert not beside.recognised


def test_it_ignores_no_word_that_would_hide_a_purpose_a_denial_or_a_history() -> None:
    assert IGNORED_WORDS.isdisjoint({"no", "not", "stopped", "for", "pain", "sleep", "pm", "d", "dm", "plus"})
    assert IGNORED_WORDS.isdisjoint(PLACES)


def test_it_reads_a_salt_as_part_of_the_name_before_it_alone() -> None:
    assert match("hydrochloride").leftover == ("hydrochloride",)
    assert match("hydrochloride Klonopin").leftover == ("hydrochloride",)
    assert match("Klonopin hydrochloride").leftover == ()


def test_it_knows_a_form_for_the_skin_or_the_eye_by_its_word() -> None:
    assert match("ketoconazole").classes == ("med-cyp-inhibitor",)
    for text in ("topical ketoconazole", "ketoconazole topical", "ketoconazole eyedrops"):
        assert match(text).classes == (), text


def test_it_knows_buprenorphine_for_addiction_as_it_knows_methadone() -> None:
    for text in ("buprenorphine for addiction", "methadone for addiction"):
        assert "is-opioid-maintenance" in match(text).classes, text


def test_it_goes_on_behind_a_guess_and_behind_a_word_that_nothing_explains() -> None:
    found = match("florbinex lorazepom wurble sertralinne glump")
    assert found.guessed == ("lorazepam", "sertraline")
    assert found.leftover == ("florbinex", "wurble", "glump")
