"""A protocol file that does not fit is refused with the file, the key and what is allowed, before anything is begun."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kapintake.assessments.models import RescreenRun
from kapintake.assessments.rescreen_file import ProtocolFileRefused, range_of, read_protocol_file
from screening import LIMITS, Protocol

TODAY = date(2026, 11, 24)
HEAVY = {"weight-kg": 95, "height-cm": 170}
BAD: list[tuple[Any, str]] = [
    ({"limits": {"bp.reviw_systolic": 140}}, "limits.bp.reviw_systolic: there is no such limit; near it: bp.review_systolic"),
    ({"limits": {"bp.review_systolic": 151}}, "limits.bp.review_systolic: bp.review_systolic is 151; allowed is from 130 to 150 mmHg"),
    ({"limits": {"bp.review_systolic": 129}}, "allowed is from 130 to 150 mmHg"),
    ({"limits": {"bp.review_systolic": 140.5}}, "it is a whole number. bp.review_systolic: allowed is from 130 to 150 mmHg, whole numbers"),
    ({"limits": {"lvef.min": 41}}, "limits.lvef.min: lvef.min is 41; allowed is 40 %"),
    ({"limits": {"bp.review_systolic": "140"}}, "limits.bp.review_systolic: '140' is not a number; allowed is from 130 to 150 mmHg"),
    ({"limits": {"bp.review_systolic": True}}, "True is not a number"),
    ({"limits": {"bp.review_systolic": None}}, "None is not a number"),
    ({"limits": {"bp.review_systolic": [140]}}, "[140] is not a number"),
    (
        {"limits": {"bp.review_systolic": {"value": 18.7, "unit": "kPa"}}},
        "limits.bp.review_systolic.unit: 'kPa' is not its unit; allowed is from 130 to 150 mmHg",
    ),
    ({"limits": {"bp.review_systolic": {"value": 140}}}, "limits.bp.review_systolic.unit: None is not its unit"),
    ({"limits": {"bp.review_systolic": {"unit": "mmHg"}}}, "None is not a number"),
    ({"limits": {"bp.review_systolic": {"value": 140, "unit": "mmHg", "max": 3}}}, "'max': there is no such key; allowed are value, unit"),
    (
        {"limits": {"bp.review_systolic": 150, "bp.uncontrolled_systolic": 150}},
        "bp.review_systolic (150) has to be below bp.uncontrolled_systolic (150). bp.review_systolic: allowed is from 130 to 150 mmHg",
    ),
    ({"limits": []}, "limits: allowed is a JSON object"),
    ({"severities": {"no-such-thing": "review"}}, "severities: There is no criterion 'no-such-thing'"),
    ({"severities": {"bmi-high": "needs-information"}}, "severities: bmi-high is review, and no clinic can change it"),
    ({"severities": {"bmi-high": "grave"}}, "severities: The severity of 'bmi-high' is one of"),
    ({"severities": ["bmi-high"]}, "severities: allowed is a JSON object"),
    ({"phrases": "sing"}, "phrases: phrases is a list of texts"),
    ({"phrases": [""]}, "phrases: A phrase is a text of 1 to 100 characters"),
    ({"thresholds": {}}, "'thresholds': there is no such key; allowed are limits, severities, phrases, cases"),
    ([], "the whole file: allowed is a JSON object"),
    ({"cases": {}}, "cases: allowed is a list"),
    ({"cases": ["heavy"]}, "cases[1]: allowed is a JSON object"),
    ({"cases": [{"outcome": "fine"}]}, "cases[1].outcome: 'fine' is no outcome; allowed are urgent, contraindicated"),
    ({"cases": [{"outcome": ["urgent"]}]}, "cases[1].outcome: ['urgent'] is no outcome"),
    ({"cases": [{"outcome": "urgent", "when": 1}]}, "cases[1].'when': there is no such key"),
    ({"cases": [{"outcome": "urgent", "as_of": 17}]}, "cases[1].as_of: 17 is no day"),
    ({"cases": [{"outcome": "urgent", "cssrs": "no"}]}, "cases[1].cssrs: allowed are true and false"),
    ({"cases": [{"outcome": "urgent", "answers": {"wait": 1}}]}, "cases[1].answers: "),
    ({"cases": [{"outcome": "urgent", "answers": {"weight-kg": "heavy"}}]}, "cases[1].answers: weight-kg: "),
    ({"cases": [{"outcome": "urgent", "fires": ["bmi-hihg"]}]}, "cases[1].fires: there is no criterion 'bmi-hihg'; near it: bmi-high"),
    ({"cases": [{"outcome": "urgent", "fires": "bmi-high"}]}, "cases[1].fires: allowed is a list of criteria"),
    (
        {"limits": {"bmi.high": 34}, "cases": [{"name": "Heavy", "answers": HEAVY, "outcome": "needs review"}]},
        "cases[1]: the case ('Heavy') has to come out as 'needs review', and comes out as 'no concerns found'",
    ),
    (
        {"limits": {"bmi.high": 32}, "cases": [{"answers": HEAVY, "outcome": "needs review", "fires": ["bmi-low"]}]},
        "cases[1]: in the case bmi-low has to fire; what fires is bmi-high",
    ),
]
BAD_TEXTS: list[tuple[str | bytes, str]] = [
    ("", "This is not JSON"),
    ("{'limits': {}}", "This is not JSON"),
    (b"\xff\xfe{", "This is not UTF-8 text"),
    ('{"limits": {"bmi.high": NaN}}', "NaN is not a JSON number"),
    ('{"limits": {"bmi.high": 1e999}}', "limits.bmi.high: bmi.high is a number. bmi.high: allowed is from 30 to 40 kg"),
    ('{"limits": {"bmi.high": 32, "bmi.high": 33}}', "stands twice"),
    ("[" * 100_000, "nested too deeply"),
    ('{"limits": {"bmi.high": ' + "9" * 10_000 + "}}", "too long"),
    ('{"phrases": ["' + "x" * 1_000_000 + '"]}', "longer than 1,000,000 bytes"),
]


@pytest.mark.parametrize(("content", "line"), BAD, ids=[line[:60] for _, line in BAD])
def test_a_file_that_does_not_fit_is_refused_with_key_and_range(protocol_file: Any, content: Any, line: str) -> None:
    path = protocol_file(content)
    with pytest.raises(ProtocolFileRefused) as refused:
        read_protocol_file(Path(path), today=TODAY)
    assert str(refused.value).startswith(f"{path}: ")
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("text", "line"), BAD_TEXTS, ids=[line for _, line in BAD_TEXTS])
def test_a_file_that_is_no_strict_json_is_refused(protocol_file: Any, text: Any, line: str) -> None:
    with pytest.raises(ProtocolFileRefused, match=line):
        read_protocol_file(Path(protocol_file(text=text)), today=TODAY)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(ProtocolFileRefused, match="cannot be read"):
            read_protocol_file(path, today=TODAY)


def test_every_limit_is_refused_outside_its_range_and_taken_inside_with_its_unit(protocol_file: Any) -> None:
    for spec in LIMITS:
        for value in (spec.low - 1, spec.high + 1):
            with pytest.raises(ProtocolFileRefused) as refused:
                read_protocol_file(Path(protocol_file({"limits": {spec.name: value}})), today=TODAY)
            assert f"limits.{spec.name}" in str(refused.value)
            assert range_of(spec).removesuffix(", whole numbers") in str(refused.value)
        told = {spec.name: {"value": spec.default, "unit": spec.unit}}
        assert read_protocol_file(Path(protocol_file({"limits": told})), today=TODAY) == Protocol()


def test_a_file_whose_cases_hold_is_read(protocol_file: Any) -> None:
    cases = [
        {"name": "Heavy", "answers": HEAVY, "outcome": "needs review", "fires": ["bmi-high"], "as_of": "2026-11-01"},
        {"answers": {"weight-kg": None}, "outcome": "needs review", "cssrs": False},
    ]
    content = {"limits": {"bmi.high": 32}, "severities": {"med-maoi": "contraindication"}, "cases": cases}
    protocol = read_protocol_file(Path(protocol_file(content)), today=TODAY)
    assert protocol.digest == Protocol.from_json({name: content[name] for name in ("limits", "severities")}).digest


@pytest.mark.django_db
def test_nothing_is_begun_with_a_refused_file_and_the_exit_is_2(harbor: Any, protocol_file: Any) -> None:
    path = protocol_file({"limits": {"bmi.high": 41}})
    with pytest.raises(CommandError) as refused:
        call_command("rescreen", "--protocol", path, "--since", "2026-11-01")
    assert refused.value.returncode == 2
    assert str(refused.value) == f"{path}: limits.bmi.high: bmi.high is 41; allowed is from 30 to 40 kg/m²."
    assert not RescreenRun.objects.exists()
