"""What an answer may be: a value, or the state that says why there is none."""

from datetime import date
from enum import Enum
from typing import NamedTuple


class AnswerState(Enum):
    """Why there is no value.

    UNANSWERED, DECLINED and UNSURE are unknown in every rule. NOT_MEASURED is a known answer that fires nothing, of
    items that staff measure; NOT_APPLICABLE likewise, where a known answer of the parent rules the item out or it
    is not yet asked (scheduling). Claimed for any other item both count as unanswered: nobody can wave a question away.
    """

    UNANSWERED = "unanswered"
    DECLINED = "declined"
    UNSURE = "unsure"
    NOT_MEASURED = "not-measured"
    NOT_APPLICABLE = "not-applicable"


class MedicineEntry(NamedTuple):
    """One medicine as the patient names it. `daily_mg` is the largest total in 24 hours, None when not known."""

    name: str
    daily_mg: float | None = None
    as_needed: bool = False
    stopped_on: date | None = None
    purpose: str = ""


DOSES = ("usual-or-higher", "lower")
RESULTS = ("none", "some", "stopped-side-effects", "helped")


class Trial(NamedTuple):
    """One antidepressant tried in this episode: dose and result are one of DOSES and RESULTS, None when not known."""

    name: str
    dose: str | None = None
    weeks: int | None = None
    result: str | None = None


Value = bool | int | float | str | date | tuple[str, ...] | tuple[MedicineEntry, ...] | tuple[Trial, ...]


def as_json(value: Value | AnswerState) -> object:
    """The value in the JSON shape that reads back as the same value."""
    match value:
        case AnswerState.UNANSWERED:
            return None
        case AnswerState():
            return {"state": value.value}
        case date():
            return value.isoformat()
        case tuple():
            return [_entry(entry) for entry in value]
        case _:
            return value


def _entry(entry: str | MedicineEntry | Trial) -> object:
    match entry:
        case MedicineEntry(name, daily_mg, as_needed, stopped_on, purpose):
            stopped = stopped_on.isoformat() if stopped_on else None
            return {"name": name, "daily_mg": daily_mg, "as_needed": as_needed, "stopped_on": stopped, "purpose": purpose}
        case Trial(name, dose, weeks, result):
            return {"name": name, "dose": dose, "weeks": weeks, "result": result}
        case _:
            return entry
