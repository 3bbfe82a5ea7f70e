"""Every limit, written down twice: its default, its range, its unit and its family. `limits.toml` says it after the clinical reference."""

from collections.abc import Mapping
from typing import Any

from screening.limits import LIMITS, LimitSpec
from tests.screening.patients import HERE, read

_FILE = read(HERE / "limits.toml")
FAMILIES: Mapping[str, list[str]] = _FILE.pop("families")
RANGES: Mapping[str, list[Any]] = _FILE


def range_of(spec: LimitSpec) -> list[Any]:
    """In the words of the file."""
    return [spec.default, spec.low, spec.high, spec.unit]


def test_it_has_the_defaults_and_the_ranges_of_the_reference() -> None:
    assert {spec.name: range_of(spec) for spec in LIMITS} == RANGES


def test_it_orders_each_family_as_the_reference_does() -> None:
    families: dict[str, list[LimitSpec]] = {}
    for spec in LIMITS:
        if spec.family:
            families.setdefault(spec.family, []).append(spec)
    assert {family: [one.name for one in sorted(specs, key=lambda one: one.rank)] for family, specs in families.items()} == FAMILIES
    assert all(len({one.rank for one in specs}) == len(specs) for specs in families.values())


def test_it_counts_in_whole_numbers_what_is_counted() -> None:
    broken = {spec.name for spec in LIMITS if not spec.whole}
    assert broken == {
        "fasting.food_hours", "fasting.liquid_hours", "mi.min_months", "angina.window_months", "head_injury.window_months", "tsh.min",
        "liver.review_x_uln", "liver.severe_x_uln", "weight.low", "weight.high", "bmi.low", "bmi.high", "sud.min_months",
        "ketamine.min_months", "benzodiazepine.max_diazepam_mg",
    }  # fmt: skip
    assert all(spec.default == int(spec.default) for spec in LIMITS if spec.whole)


def test_it_lets_no_default_leave_its_own_range() -> None:
    for spec in LIMITS:
        assert spec.low <= spec.default <= spec.high, spec.name
        assert spec.is_fixed is (spec.low == spec.high), spec.name
