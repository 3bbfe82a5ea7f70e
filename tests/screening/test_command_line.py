"""The command line: JSON or plain text out, and one clear line with exit status 2 for whatever cannot be read."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from screening import LIMITS, Answers, Criterion, Protocol, assess
from screening.__main__ import main
from screening.catalogue import all_criteria
from screening.instruments import DAST10
from screening.rule_sets import rule_sets, unremarkable
from tests.screening.instruments.words import file_of
from tests.screening.patients import AS_OF

CRITERIA = all_criteria(Protocol())
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


def test_it_screens_the_day_of_treatment(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    day = ["--questionnaire", "day-of-treatment-2026.1"]
    said = run(capsys, "example", *day)
    file = written(tmp_path, said)
    assert run(capsys, "assess", file, *day, *DAY)["outcome"] == "no concerns found"
    said["answers"]["day-bp-systolic"] = 165
    written(tmp_path, said)
    assert [one["id"] for one in run(capsys, "assess", file, *day, *DAY)["fired"]] == ["day-bp-too-high", "day-bp-repeat-missing"]
    assert "day-dosed" in {item["link_id"] for item in run(capsys, "items", *day)["items"]}
    assert_refused(capsys, "assess", file, *DAY)  # not these questions
    assert_refused(capsys, "items", "--questionnaire", "nobody")
    assert_refused(capsys, "items", *day, "--scale", "who-5")


def test_it_adds_the_scales_of_a_clinic(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = tmp_path / "dast.json"
    words.write_text(json.dumps(file_of(DAST10)))
    scales = ["--scale", str(words), "--scale", "pcl-5"]
    said = run(capsys, "example", *DAY)
    said["answers"] |= {"drug-problem": True, "drug-problem-months": 20, "pcl5-16": 3}
    said["answers"] |= {f"dast10-{number}": True for number in range(1, 11)}
    told = run(capsys, "assess", written(tmp_path, said), *DAY, *scales)
    assert [one["id"] for one in told["fired"]] == ["sud-remission", "dast10-moderate", "dast10-withdrawal", "pcl5-item16"]
    (found,) = [one for one in told["scores"] if one["instrument"] == "dast-10"]
    assert (found["total"], found["band"]) == (9, "severe")
    for name in ("dast-10", "phq-9", "nobody", str(tmp_path)):
        assert_refused(capsys, "items", "--scale", name)


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
        ("explain",),
        ("explain", "nobody"),
        ("explain", "bp-crisis", "--limits", "/nowhere"),
        ("explain", "\ud800"),
        ("rules", "all"),
        ("check", "bp-crisis"),
    ],
)
def test_it_refuses_a_bad_command_with_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert_refused(capsys, *arguments)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_it_explains_a_criterion_from_its_rule_to_a_patient(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "explain", "bp-uncontrolled", *DAY)
    for part in (
        "bp-uncontrolled: Blood pressure above the clinic's limit",
        "Systolic at or above the clinic's limit of 160 mmHg, or diastolic at or above 100.",
        "Contraindication, temporary.",
        "hidden while bp-crisis is true; hides bp-review while it is true.",
        "bp.uncontrolled_systolic = 160 mmHg (default 160, allowed 150 to 180)",
        "FIELD-BLOG (seen): Field Trip, post by a clinician, 2024.",
        '{"bp-systolic": 160}',
        "Nothing else fires.",
        "We would like to talk with you about your blood pressure",
        "Queremos hablar con usted sobre su presión",
    ):
        assert part in told


def test_it_explains_the_other_response_time(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "explain", "bp-crisis", *DAY)
    assert "Urgent; respond within 60 minutes" in told
    assert "Respond the same day, where: Age of the blood pressure reading above the fixed limit of 3 days." in told


def test_it_explains_by_the_limits_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    limits = tmp_path / "limits.json"
    limits.write_text('{"bp.uncontrolled_systolic": 155}')
    told = printed(capsys, "explain", "bp-uncontrolled", *DAY, "--limits", str(limits))
    assert "clinic's limit of 155 mmHg" in told
    assert '{"bp-systolic": 155}' in told


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_it_explains_every_criterion_with_a_patient_that_an_assessment_agrees_with(
    criterion: Criterion, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(capsys, "explain", criterion.id, *DAY)
    assert all(f"{key} (" in told for key in criterion.citations)
    if criterion.id == "answer-unscreened":
        return
    changes = next((line.strip() for line in told.splitlines() if line.strip().startswith("{")), "{}")
    home = next(one for one in rule_sets(Protocol()) if criterion in one.criteria)
    drawing = home.drawings["where the C-SSRS is off" in told]
    said = Answers.from_json({**unremarkable(drawing, AS_OF), **json.loads(changes)}, drawing)
    assert criterion.id in {one.id for one in assess(said, Protocol(), AS_OF).fired}


def test_it_names_the_criteria_near_a_wrong_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert "bp-uncontrolled" in assert_refused(capsys, "explain", "bp-uncontroled")


def test_it_keeps_the_readable_rules_current(capsys: pytest.CaptureFixture[str]) -> None:
    current = printed(capsys, "rules")
    kept = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert kept == current, "docs/rules.md is behind the rules: python -m screening rules > docs/rules.md"
    assert all(f"### {criterion.id}: " in current for criterion in CRITERIA)
    assert all(f"`{spec.name}`" in current for spec in LIMITS)


def test_it_checks_the_rules_and_finds_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "check", *DAY).splitlines()
    assert told[-1].startswith("Nothing is wrong.")
    assert any(line.startswith("maoi-stimulant: never fires alone") for line in told)


def test_it_prints_each_fault_in_a_line_and_ends_with_status_1(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tuple(replace(one, citations=()) if one.id in ("porphyria", "dementia") else one for one in Protocol().criteria)
    monkeypatch.setattr("screening.__main__._protocol", lambda _: Protocol(criteria=broken))
    assert main(["check", *DAY]) == 1
    assert capsys.readouterr().out.splitlines() == ["dementia: names no source.", "porphyria: names no source."]


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
