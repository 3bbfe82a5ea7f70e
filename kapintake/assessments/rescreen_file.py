"""A proposed protocol out of a file: read strictly, and held to the cases that stand in it before anything is asked.

    {"limits": {"bp.review_systolic": 135, "bmi.high": {"value": 32, "unit": "kg/m²"}},
     "severities": {"med-maoi": "contraindication"}, "phrases": ["..."],
     "cases": [{"name": "Heavy", "answers": {"weight-kg": 98}, "outcome": "needs review", "fires": ["bmi-high"]}]}

What is left out has its shipped value. A case is the unremarkable patient of `screening example` with these answers
instead (null: not answered). Whatever does not fit is refused with the file, the key and what is allowed.
"""

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import screening
from screening import LIMITS, InvalidProtocol, LimitSpec, Outcome, Protocol, ScreeningError

MOST_BYTES = 1_000_000
MOST_CASES = 1_000
PARTS = ("limits", "severities", "phrases", "cases")
PARTS_OF_A_CASE = ("name", "answers", "outcome", "fires", "as_of", "cssrs")
SPECS = {spec.name: spec for spec in LIMITS}


class ProtocolFileRefused(Exception):
    """One line: file, key, what is wrong, what is allowed."""


def read_protocol_file(path: Path, *, today: date) -> Protocol:
    """The protocol, whose own cases all came out as they say. Raises ProtocolFileRefused."""
    try:
        protocol, cases = _read(path)
        for number, case in enumerate(cases, start=1):
            _try_case(case, number, protocol, today)
    except OSError as problem:
        raise ProtocolFileRefused(f"{path}: cannot be read: {problem.strerror}") from None
    except (_Refused, ScreeningError) as problem:
        raise ProtocolFileRefused(f"{path}: {problem}") from None
    return protocol


class _Refused(Exception):
    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}")


def _read(path: Path) -> tuple[Protocol, list[Any]]:
    with path.open("rb") as file:
        text = file.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise _Refused("the whole file", f"it is longer than {MOST_BYTES:,} bytes, the most that is read")
    parts = _object(screening.read_json(text), "the whole file")
    _only(parts, PARTS, "")
    limits = {name: _limit(name, value) for name, value in _object(parts.get("limits", {}), "limits").items()}
    cases = parts.get("cases", [])
    if not isinstance(cases, list) or len(cases) > MOST_CASES:
        raise _Refused("cases", f"allowed is a list of at most {MOST_CASES} cases")
    if "severities" in parts:
        _object(parts["severities"], "severities")
    try:
        return Protocol.from_json({**{name: parts[name] for name in ("severities", "phrases") if name in parts}, "limits": limits}), cases
    except InvalidProtocol as problem:
        raise _Refused(_key_of(str(problem)), f"{problem}{_ranges_in(str(problem))}") from None


def _limit(name: str, value: object) -> object:
    """The number of a limit, that may stand with its unit. The engine checks range and order."""
    key, spec = f"limits.{name}"[:100], SPECS.get(name)
    if spec is None:
        raise _Refused(key, f"there is no such limit; {_near(name, SPECS)}")
    if isinstance(value, Mapping):
        _only(value, ("value", "unit"), f"{key}.")
        if value.get("unit") != spec.unit:
            raise _Refused(f"{key}.unit", f"{_said(value.get('unit'))} is not its unit; allowed is {range_of(spec)}")
        value = value.get("value")
    if type(value) not in (int, float):
        raise _Refused(key, f"{_said(value)} is not a number; allowed is {range_of(spec)}")
    return value


def range_of(spec: LimitSpec) -> str:
    """From 130 to 150 mmHg, whole numbers."""
    numbers = f"{spec.low:g}" if spec.is_fixed else f"from {spec.low:g} to {spec.high:g}"
    return f"{numbers} {spec.unit}{', whole numbers' if spec.whole and not spec.is_fixed else ''}"


def _ranges_in(message: str) -> str:
    """The ranges of the limits that a line of the engine names, where it does not tell them itself."""
    named = [spec for spec in LIMITS if spec.name in message.replace("(", " ").split()]
    if "allowed is" in message or not named:
        return ""
    return " " + "; ".join(f"{spec.name}: allowed is {range_of(spec)}" for spec in named) + "."


def _key_of(message: str) -> str:
    """Under which key of the file the engine found fault."""
    first = message.split(maxsplit=1)[0]
    if first in SPECS:
        return f"limits.{first}"
    return "phrases" if "phrase" in message.casefold() else "severities"


# --- cases -------------------------------------------------------------------------------------------------------


def _try_case(case: object, number: int, protocol: Protocol, today: date) -> None:
    key = f"cases[{number}]"
    told = _object(case, key)
    _only(told, PARTS_OF_A_CASE, f"{key}.")
    expected = told.get("outcome")
    if expected not in list(Outcome):
        raise _Refused(f"{key}.outcome", f"{_said(expected)} is no outcome; allowed are {', '.join(Outcome)}")
    fires = told.get("fires", [])
    if not isinstance(fires, list):
        raise _Refused(f"{key}.fires", "allowed is a list of criteria")
    known = {criterion.id for criterion in protocol.criteria}
    for name in fires:
        if not isinstance(name, str) or name not in known:
            raise _Refused(f"{key}.fires", f"there is no criterion {_said(name)}; {_near(str(name), known)}")
    done = _assessed(told, key, protocol, today)
    title = f" ({told['name']!a:.80})" if "name" in told else ""
    if done.outcome != expected:
        raise _Refused(key, f"the case{title} has to come out as {expected!r}, and comes out as {str(done.outcome)!r}")
    found = [finding.id for finding in done.fired]
    if missing := [name for name in fires if name not in found]:
        raise _Refused(key, f"in the case{title} {missing[0]} has to fire; what fires is {', '.join(found) or 'nothing'}")


def _assessed(told: Mapping[str, Any], key: str, protocol: Protocol, today: date) -> screening.Assessment:
    cssrs, day = told.get("cssrs", True), told.get("as_of", today.isoformat())
    if not isinstance(cssrs, bool):
        raise _Refused(f"{key}.cssrs", "allowed are true and false")
    try:
        as_of = date.fromisoformat(day)
    except (TypeError, ValueError):
        raise _Refused(f"{key}.as_of", f"{_said(day)} is no day; allowed is a date as 2026-11-24") from None
    changes = _object(told.get("answers", {}), f"{key}.answers")
    base = screening.example(as_of, cssrs=cssrs)["answers"]
    try:
        answers = screening.Answers.from_json({"answers": {**base, **changes}}, screening.intake(cssrs))  # type: ignore[dict-item]
        return screening.assess(answers, protocol, as_of)
    except ScreeningError as problem:
        raise _Refused(f"{key}.answers", str(problem)) from None


# --- shapes ------------------------------------------------------------------------------------------------------


def _object(value: object, key: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Refused(key, "allowed is a JSON object")
    return value


def _only(value: Mapping[str, Any], allowed: Iterable[str], prefix: str) -> None:
    for name in value:
        if name not in allowed:
            raise _Refused(f"{prefix}{name!a:.80}", f"there is no such key; allowed are {', '.join(allowed)}")


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name[:100], list(known), 3)
    return f"near it: {', '.join(near)}" if near else "allowed are those of docs/rules.md"


def _said(value: object) -> str:
    return f"{value!a:.60}"
