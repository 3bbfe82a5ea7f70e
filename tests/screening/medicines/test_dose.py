"""Daily doses out of what people write: the largest day, how certain it is, and no dose where none is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.medicines import daily_dose, diazepam_total, match


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("Klonopin 1mg at night", 1), (".5 mg tid prn", 1.5), ("Ativan 1mg b.i.d.", 2), ("1 mg 3x a day", 3), ("1 mg 3 times daily", 3),
        ("1 mg three times a day", 3), ("2 tablets of 0.5 mg at night", 1), ("0.25-0.5 mg up to 3 times a day", 1.5),
        ("0.5 to 1 mg at bedtime", 1), ("1 or 2 mg at night", 2), ("1 mg every 8 hours", 3), ("1mg q6h prn", 4), ("10 mg q4-6h", 60),
        ("500 mcg at bedtime", 0.5), ("0.5 mg in the morning and 1 mg at night", 1.5), ("0.5 mg twice a day and 2 mg at night", 3),
        ("Klonopin 0.5 mg, 2 at night", 1), ("0.5mg 1 in am 2 at night", 1.5), ("half a 1 mg tablet at night", 0.5),
        ("1/2 tablet of 1mg daily", 0.5), ("½ mg at night", 0.5), ("2 x 0.5 mg at night", 1), ("0.5mg x2 daily", 1),
        ("one 0.5 mg tablet three times daily", 1.5), ("twice a day 0.5 mg", 1), ("1mg am and pm", 2), ("1 mg/day", 1),
        ("1,5 mg daily", 1.5), ("1,000 mg twice daily", 2000), ("10mg nightly as needed", 10), ("0.5 mg as needed, max 2 mg a day", 2),
        ("1-mg tablet at night", 1), ("Librium 25 mg qid", 100), ("up to 2 mg a day", 2),
        # How many at once, said in front, behind, and several times over.
        ("1–mg tablet at night", 1), ("2 × 0.5 mg at night", 1), ("0.5mg ×2 daily", 1), ("2 x 0.5 mg twice a day", 2),
        ("2 x 2 x 0.5 mg at night", 2), ("2 x 2 tablets of 0.5 mg at night", 2), ("2 x half a 1 mg tablet at night", 1),
        ("0.5 mg, 2 tablets, 2 at night", 2), ("Klonopin half a tablet of 1 mg at night", 0.5), ("2 tablets 0.5 mg at night", 1),
        ("4 0.5 mg tablets at night", 2), ("two of 0.5 mg at night", 1), ("half an 1 mg tablet at night", 0.5),
        ("half of a 1 mg tablet at night", 0.5), ("at night two 0.5 mg", 1), ("0.5 mg, 2 tablets at night", 1),
        ("1 mg in the morning, 2 tablets of 0.5 mg at night", 2),
        # How often, in other words.
        ("0.5 mg 1 time a day", 0.5), ("0.5 mg 2 times per day", 1), ("0.5 mg 2 in the night", 1), ("0.5 mg 2 every night", 1),
        ("0.5 mg 2 each night", 1), ("0.5 mg 2 a night", 1), ("0.5 mg 2 per day", 1), ("0.5 mg 2 / day", 1), ("0.5 mg 2 per days", 1),
        ("0.5 mg 2 before bed", 1), ("0.5 mg 2 with dinner", 1), ("0.5 mg 2 up to twice a day", 2), ("1 mg per days", 1),
        # Every so many hours: the largest day has one more where they do not fit evenly.
        ("every 8 hours 1 mg", 3), ("q 8 h 1 mg", 3), ("1 mg every 8 to 6 hours", 4), ("1 mg every 1 hour", 24), ("1 mg every 24 hours", 1),
        ("1 mg every 5 hours", 5), ("1 mg every 7 hours", 4), ("1 mg every 36 hours", 1), ("1 mg q8h and 2 mg at night", 5),
        # A limit is told right before its number; further off it is another dose, which counts on top.
        ("0.5 mg at night, max a day 2 mg a day", 2), ("max 1 mg 2 mg a day", 2), ("0.5 mg at night, max of the day 2 mg a day", 2.5),
    ],
)  # fmt: skip
def test_it_reads_the_largest_day(text: str, mg: float) -> None:
    found = daily_dose(text)
    assert found is not None
    assert (found.mg, found.certain) == (pytest.approx(mg), True)


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("0.5 twice a day", 1), ("10 mg once a week", 10), ("1mg at night and as needed", 1), ("1mg at night, sometimes 2", 1),
        ("1 mg at night, extra when bad", 1), ("about 2 mg a day", 2), ("1 mg daily, tapering", 1), ("0.5 prn bid", 1),
        ("2 white tablets of 0.5 mg at night", 0.5), ("1 mg at night, 3 if bad in the morning", 2), ("0.5 mg 2 for sleep at night", 0.5),
        ("0.5 mg 2 up to in the night", 0.5), ("1 mg nightly 2 tablets", 1), ("1 mg at night, 3 pills", 1),
    ],
)  # fmt: skip
def test_it_takes_what_is_not_certain_for_a_floor_only(text: str, mg: float) -> None:
    found = daily_dose(text)
    assert found is not None
    assert (found.mg, found.certain) == (mg, False)


@pytest.mark.parametrize(
    "text",
    ["", "no", "XANAX .5", "wellbutrin xl 300", "Xanax XR 1 mg", "1 mg as needed", "1mg 1mg", "Morning 0.5 mg, night 1 mg",
     "Xanax 7 1 mg daily",
     "twice a day", "0 mg daily", "every 8 hours", "9999999 mg daily", "1 2 at night", "at night .5", "q 8", "1 mg every 8", "1 mg every",
     "0.5 as needed for sleep at night", "1 mg every 2 days", "1 mg every 0 hours", "1 mg in the car", "1000001 mg daily"],
)  # fmt: skip
def test_it_reads_no_dose_where_it_is_not_said_how_much_or_how_often(text: str) -> None:
    assert daily_dose(text) is None


@given(st.text())
def test_it_never_raises_whatever_was_typed(text: str) -> None:
    found = daily_dose(text)
    assert found is None or 0 < found.mg <= 1_000_000


PIECES = (
    "1 2 .5 0.25 ½ 1/2 mg mcg g tablet tablets x × times a day daily at night morning and or to - every 8 hours q h bid tid prn max up "
    "half one two week , ; other extra klonopin"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=14))
def test_it_never_raises_on_words_of_doses_in_any_order(words: list[str]) -> None:
    found = daily_dose(" ".join(words))
    assert found is None or 0 < found.mg <= 1_000_000


def test_it_shows_where_a_dose_was_read() -> None:
    total = diazepam_total([(match("Klonopin 1mg at night"), None)])
    assert (total.low, total.high, total.dose_missing) == (20, 20, ())
    assert total.lines == (
        'clonazepam 1 mg a day (read from "Klonopin 1mg at night") × 10 ÷ 0.5 = 20 mg diazepam (other tables: half as much)',
    )


def test_it_counts_an_uncertain_dose_as_a_floor_and_still_asks_for_it() -> None:
    total = diazepam_total([(match("ativan 0.5 twice a day"), None)])
    assert (total.low, total.high, total.dose_missing) == (10, float("inf"), ("ativan 0.5 twice a day",))
    assert total.lines == ('lorazepam at least 1 mg a day (read from "ativan 0.5 twice a day") × 10 ÷ 1 = 10 mg diazepam',)


def test_it_prefers_the_number_that_was_given() -> None:
    assert diazepam_total([(match("Valium 5 mg at night"), 10)]).low == 10


def test_it_never_lowers_a_total_because_a_word_beside_was_guessed() -> None:
    alone, beside = diazepam_total([(match("Klonopin"), 1)]), diazepam_total([(match("Klonopin zolooft"), 1)])
    assert (alone.low, alone.high) == (beside.low, beside.high) == (20, 20)
    two = diazepam_total([(match("Klonopin lorazepom"), 1)])
    assert (two.low, two.high, two.dose_missing) == (20, float("inf"), ("Klonopin lorazepom",))
    unclear = diazepam_total([(match("Zoloft lorazepom"), 1)])
    assert (unclear.low, unclear.high, unclear.dose_missing) == (0, float("inf"), ("Zoloft lorazepom",))


def test_it_counts_the_dose_of_a_guessed_name() -> None:
    total = diazepam_total([(match("klonapin"), 1)])
    assert (total.low, total.high, total.dose_missing) == (20, 20, ())
