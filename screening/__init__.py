"""Screening for ketamine-assisted psychotherapy: questions, criteria and scales as data, and what they say of one person.

Standard library only, but for the columns of many people, which want numpy and are loaded when one of them is first
named. Everything that is used from outside is named here.
"""

import importlib
from typing import TYPE_CHECKING

from screening.answers import Answers
from screening.assessment import Assessment, assess
from screening.citations import CITATIONS, Citation, CitationStatus
from screening.cleaning import MOST_ENTRIES, clean_answer, is_unlikely
from screening.criterion import Criterion, HelpPage, Priority, RespondWithin, Severity
from screening.errors import (
    EvaluationFailed,
    InvalidAnswer,
    InvalidProtocol,
    InvalidQuestionnaire,
    InvalidScale,
    MalformedInput,
    ScreeningError,
    UnknownItem,
)
from screening.explanation import Evidence
from screening.findings import Finding, OpenCriterion, Outcome
from screening.instruments import INSTRUMENTS, LOINC_NOTICE, Instrument
from screening.items import (
    AnswerOption,
    EnteredBy,
    Item,
    ItemType,
    Page,
    PageKind,
    Phase,
    Questionnaire,
    Section,
    Sensitivity,
)
from screening.limits import LIMITS, LimitSpec
from screening.medicines import MedicineMatch, match
from screening.progress import NumberedPage, SectionStatus, next_page, open_items, pages, section_status
from screening.protocol import Protocol
from screening.questionnaires import intake, questionnaire
from screening.questionnaires.example import example
from screening.safety import SafetyReading, SafetyTier
from screening.scoring import Score
from screening.strict_json import read_json
from screening.truth import Truth
from screening.values import AnswerState, MedicineEntry, Trial, Value, as_json
from screening.version import VERSION as __version__

if TYPE_CHECKING:
    from screening.columnar import (
        Columns,
        Screened,
        WhatIf,
        columns_of,
        join_columns,
        only_people,
        pack_columns,
        screen_columns,
        unpack_columns,
        what_if,
    )

_OF_COLUMNS = (
    "Columns",
    "Screened",
    "WhatIf",
    "columns_of",
    "join_columns",
    "only_people",
    "pack_columns",
    "screen_columns",
    "unpack_columns",
    "what_if",
)

__all__ = [
    "AnswerOption",
    "AnswerState",
    "Answers",
    "Assessment",
    "CITATIONS",
    "Citation",
    "CitationStatus",
    "Columns",
    "Criterion",
    "EnteredBy",
    "EvaluationFailed",
    "Evidence",
    "Finding",
    "HelpPage",
    "INSTRUMENTS",
    "Instrument",
    "InvalidAnswer",
    "InvalidProtocol",
    "InvalidQuestionnaire",
    "InvalidScale",
    "Item",
    "ItemType",
    "LIMITS",
    "LOINC_NOTICE",
    "LimitSpec",
    "MOST_ENTRIES",
    "MalformedInput",
    "MedicineEntry",
    "MedicineMatch",
    "NumberedPage",
    "OpenCriterion",
    "Outcome",
    "Page",
    "PageKind",
    "Phase",
    "Priority",
    "Protocol",
    "Questionnaire",
    "RespondWithin",
    "SafetyReading",
    "SafetyTier",
    "Score",
    "Screened",
    "ScreeningError",
    "Section",
    "SectionStatus",
    "Sensitivity",
    "Severity",
    "Trial",
    "Truth",
    "UnknownItem",
    "Value",
    "WhatIf",
    "__version__",
    "as_json",
    "assess",
    "clean_answer",
    "columns_of",
    "example",
    "intake",
    "is_unlikely",
    "join_columns",
    "match",
    "next_page",
    "only_people",
    "open_items",
    "pack_columns",
    "pages",
    "questionnaire",
    "read_json",
    "screen_columns",
    "section_status",
    "unpack_columns",
    "what_if",
]


def __getattr__(name: str) -> object:
    if name in _OF_COLUMNS:
        return getattr(importlib.import_module("screening.columnar"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
