"""Patients of the screening tests: the unremarkable one, changed. Nobody here is real."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from screening import Answers, Assessment, Protocol, assess
from screening.questionnaires import intake
from screening.questionnaires.example import example

AS_OF = date(2026, 11, 24)
HERE = Path(__file__).parent


def read(path: Path) -> dict[str, Any]:
    """A TOML file of this folder."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def answers(changes: Mapping[str, object], *, cssrs: bool = True, blank: bool = False, ever: Mapping[str, object] | None = None) -> Answers:
    """The unremarkable patient with these answers instead; nothing but these where `blank`."""
    base = {} if blank else example(AS_OF, cssrs=cssrs)["answers"]
    assert isinstance(base, dict)
    return Answers.from_json({"answers": {**base, **changes}, "ever": ever or {}}, intake(cssrs))


def assessed(changes: Mapping[str, object], **options: Any) -> Assessment:
    """What the shipped protocol says of the unremarkable patient with these answers instead."""
    limits = options.pop("limits", {})
    return assess(answers(changes, **options), Protocol(limits), AS_OF)


def verdict(assessment: Assessment, criterion_id: str) -> str:
    """Fires, hidden (by a higher tier), unknown or silent."""
    if any(finding.id == criterion_id for finding in assessment.fired):
        return "fires"
    if any(hidden == criterion_id for hidden, _ in assessment.hidden):
        return "hidden"
    if any(one.id == criterion_id for one in assessment.unknown):
        return "unknown"
    return "silent"
