"""The command line: three verbs, JSON out, and one clear line with exit status 2 for whatever cannot be read."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from screening.__main__ import main

ROOT = Path(__file__).parents[2]
DAY = ["--as-of", "2026-11-24"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def written(folder: Path, content: str | bytes | object) -> str:
    file = folder / "answers.json"
    raw = content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else json.dumps(content).encode()
    file.write_bytes(raw)
    return str(file)


WITHOUT_DJANGO = """
import runpy, sys
sys.argv = ["screening", "assess", "-"]
try:
    runpy.run_module("screening", run_name="__main__")
finally:
    assert not {"django", "numpy"} & sys.modules.keys()
"""


def test_it_pipes_the_example_into_an_assessment_with_the_standard_library_alone() -> None:
    made = subprocess.run([sys.executable, "-m", "screening", "example"], cwd=ROOT, capture_output=True, check=True)
    done = subprocess.run([sys.executable, "-c", WITHOUT_DJANGO], cwd=ROOT, capture_output=True, input=made.stdout)  # noqa: S603
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["outcome"], told["fired"], told["unknown"], told["missing"]) == ("no concerns found", [], [], [])


def test_it_prints_the_question_bank_with_the_shape_of_each_answer(capsys: pytest.CaptureFixture[str]) -> None:
    bank = run(capsys, "items")
    items = {item["link_id"]: item for item in bank["items"]}
    assert items["phq9-9"]["answer"] == {"enum": [0, 1, 2, 3]}
    assert items["bp-systolic"]["answer"] == {"type": "integer", "minimum": 20, "maximum": 400}
    assert items["birth-date"]["answer"]["format"] == "date"
    assert set(items["medicines"]["answer"]["items"]["properties"]) == {"name", "daily_mg", "as_needed", "stopped_on", "purpose"}
    assert set(items["antidepressant-trials"]["answer"]["items"]["properties"]) == {"name", "dose", "weeks", "result"}
    assert items["cssrs-3"]["asked_when"] == {"equals": {"of": "cssrs-2", "value": True}}
    assert "own-1" not in items
    assert "own-1" in {item["link_id"] for item in run(capsys, "items", "--own-words")["items"]}


def test_it_prints_what_fired_with_its_evidence_limit_and_sources(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = run(capsys, "example", *DAY)
    said["answers"]["bp-systolic"] = 165
    told = run(capsys, "assess", written(tmp_path, said), *DAY)
    (found,) = told["fired"]
    assert (found["id"], found["severity"], found["respond_within"]) == ("bp-uncontrolled", "contraindication", "none")
    assert found["evidence"][0]["limit"] == "bp.uncontrolled_systolic"
    assert found["evidence"][0]["limit_value"] == 160
    assert found["citations"][0]["status"]


def test_it_uses_the_limits_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = run(capsys, "example", *DAY)
    limits = tmp_path / "limits.json"
    answers = written(tmp_path, said)
    for content in ({"bmi.high": 30}, {"limits": {"bmi.high": 30}}):
        limits.write_text(json.dumps(content))
        said["answers"]["weight-kg"] = 90
        written(tmp_path, said)
        assert [one["id"] for one in run(capsys, "assess", answers, *DAY, "--limits", str(limits))["fired"]] == ["bmi-high"]
    assert run(capsys, "assess", answers, *DAY)["fired"] == []


def test_it_counts_an_earlier_value_of_a_safety_item(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = run(capsys, "example", *DAY)
    said["ever"] = {"cssrs-1": [True]}
    (found,) = run(capsys, "assess", written(tmp_path, said), *DAY)["fired"]
    assert (found["id"], found["evidence"][0]["note"]) == ("suicide-low", "later changed to no")


def test_it_names_the_questions_that_would_settle_what_is_unknown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = run(capsys, "example", *DAY)
    said["answers"]["aneurysm"] = {"state": "declined"}
    told = run(capsys, "assess", written(tmp_path, said), *DAY)
    assert {"id": "aneurysm-avm", "questions": ["aneurysm"]}.items() <= told["unknown"][0].items()
    assert told["missing"] == ["aneurysm"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "1",
        '"x"',
        "{'a': 1}",
        '{"aneurysm": true,}',
        '{"aneurysm": true, "aneurysm": false}',
        '{"weight-kg": NaN}',
        '{"weight-kg": Infinity}',
        '{"weight-kg": 1e999}',
        '{"weight-kg": -0.1}',
        '{"bp-systolic": 1' + "0" * 5000 + "}",
        '{"nobody": 1}',
        '{"\\u0000": 1}',
        '{"\\ud800": 1}',
        '{"na\\nme": 1}',
        '{"aneurysm": "yes"}',
        '{"aneurysm": 1}',
        '{"phq9-9": true}',
        '{"phq9-9": 4}',
        '{"phq9-9": 1.0}',
        '{"hopes": "\\ud800"}',
        '{"hopes": "a\\u0000"}',
        '{"hopes": 5}',
        '{"birth-date": "2026-02-30"}',
        '{"birth-date": "24.11.1990"}',
        '{"medicines": "none"}',
        '{"medicines": [{"name": "x", "mg": 1}]}',
        '{"indication": ["trd", "trd"]}',
        '{"aneurysm": {"state": "maybe"}}',
        '{"aneurysm": {"state": "declined", "x": 1}}',
        '{"answers": []}',
        '{"answers": {}, "more": 1}',
        '{"answers": {}, "ever": {"aneurysm": [true]}}',
        '{"answers": {}, "ever": {"cssrs-4": true}}',
        '{"questionnaire": "x", "answers": {}}',
        b"\xff\xfe",
        b"\x80",
        "[" * 200_000,
        '{"a":' * 200_000,
        "{} {}",
        "\u2028",
    ],
)
def test_it_refuses_a_bad_file_with_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | bytes) -> None:
    assert_refused(capsys, "assess", written(tmp_path, content), *DAY)


@pytest.mark.parametrize(
    "limits",
    [
        "{",
        "[]",
        "1",
        '{"bp.nobody": 1}',
        '{"bp.review_systolic": 151}',
        '{"bp.review_systolic": "140"}',
        '{"bp.review_systolic": null}',
        '{"bp.review_systolic": 150, "bp.uncontrolled_systolic": 150}',
        '{"limits": {"bmi.high": NaN}}',
        '{"severities": {"suicide-high": "review"}}',
    ],
)
def test_it_refuses_bad_limits_with_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path, limits: str) -> None:
    file = tmp_path / "limits.json"
    file.write_text(limits)
    assert_refused(capsys, "assess", written(tmp_path, {}), *DAY, "--limits", str(file))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nobody",),
        ("assess",),
        ("assess", "/nowhere/at/all"),
        ("assess", "/"),
        ("assess", "a\0b"),
        ("assess", "-", "--as-of", "2026-02-30"),
        ("assess", "-", "--as-of", "today"),
        ("assess", "-", "--limits", "/nowhere"),
        ("example", "--as-of", "20261124"),
        ("items", "--more"),
    ],
)
def test_it_refuses_a_bad_command_with_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert_refused(capsys, *arguments)


def test_it_names_both_limits_that_are_out_of_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "limits.json"
    file.write_text('{"bp.review_diastolic": 95, "bp.uncontrolled_diastolic": 90}')
    line = assert_refused(capsys, "assess", written(tmp_path, {}), "--limits", str(file))
    assert "bp.review_diastolic" in line
    assert "bp.uncontrolled_diastolic" in line


def assert_refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert 10 < len(told.err) < 600
    assert "Traceback" not in told.err
    return told.err
