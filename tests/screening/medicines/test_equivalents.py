"""Diazepam equivalents: the sum, what is open, and the calculation a clinician can check."""

from math import inf

import pytest

from screening.medicines import EQUAL_TO_10_MG, DiazepamTotal, diazepam_total, match

# A medicine, its mg in a day, and what they are as diazepam.
CONVERTED = (
    ("Klonopin", 1, 20), ("alprazolam", 0.5, 10), ("Ativan", 1, 10), ("oxazepam", 20, 10), ("temazepam", 20, 10), ("Librium", 25, 10),
    ("clorazepate", 15, 10), ("clobazam", 20, 10), ("triazolam", 0.5, 10), ("estazolam", 1.5, 10), ("flurazepam", 22.5, 10),
    ("quazepam", 20, 10), ("Valium", 8, 8),
)  # fmt: skip


def total(*entries: tuple[str, float | None]) -> DiazepamTotal:
    return diazepam_total([(match(name), daily_mg) for name, daily_mg in entries])


@pytest.mark.parametrize(("name", "daily_mg", "diazepam_mg"), CONVERTED)
def test_it_converts_each_by_the_factor_of_the_reference(name: str, daily_mg: float, diazepam_mg: float) -> None:
    found = total((name, daily_mg))
    assert (found.low, found.high) == pytest.approx((diazepam_mg, diazepam_mg))
    assert found.dose_missing == ()


def test_it_adds_several_and_shows_each_calculation() -> None:
    found = total(("Klonopin", 1), ("Valium 5 mg", 5), ("Zoloft", 100))
    assert (found.low, found.high) == (25, 25)
    assert found.lines == (
        "clonazepam 1 mg a day × 10 ÷ 0.5 = 20 mg diazepam (other tables: half as much)",
        "diazepam 5 mg a day × 10 ÷ 10 = 5 mg diazepam",
    )


def test_it_is_zero_without_a_benzodiazepine() -> None:
    found = total(("Zoloft", 100), ("who knows", None))
    assert (found.low, found.high, found.lines, found.dose_missing) == (0, 0, (), ())


def test_it_leaves_the_total_open_when_a_dose_is_missing_but_keeps_what_is_proven() -> None:
    found = total(("Klonopin", 1), ("Xanax", None))
    assert (found.low, found.high) == (20, inf)
    assert found.dose_missing == ("Xanax",)


def test_it_gives_one_dose_beside_two_names_to_neither() -> None:
    found = total(("Xanax and Klonopin", 2))
    assert (found.low, found.high, found.dose_missing) == (0, inf, ("Xanax and Klonopin",))


def test_it_leaves_the_total_open_where_no_factor_is_known() -> None:
    found = total(("midazolam", 5))
    assert (found.low, found.high, found.dose_missing) == (0, inf, ())
    assert "no factor" in found.lines[0]


def test_it_takes_a_clinics_own_factors() -> None:
    own = {**EQUAL_TO_10_MG, "clonazepam": 1.0}
    assert diazepam_total([(match("Klonopin"), 1)], own).high == 10


def test_it_adds_up_what_stands_behind_an_entry_that_adds_nothing() -> None:
    assert total(("Zoloft", 100), ("Valium", 8)).low == 8
    assert (total(("Xanax", None), ("Valium", 8)).low, total(("midazolam", 5), ("Valium", 8)).low) == (8, 8)
