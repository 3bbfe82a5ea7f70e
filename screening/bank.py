"""The question bank as plain data: every item, with the JSON shape of its answer and when it is asked."""

from dataclasses import fields, is_dataclass

from screening.conditions import AllOf, AnyOf, Condition, Limit
from screening.items import AnswerOption, Bounds, Item, ItemType, Questionnaire
from screening.values import DOSES, RESULTS

_NAME = {"type": "string", "minLength": 1, "maxLength": 200}
_DAY = {"type": "string", "format": "date", "description": "YYYY-MM-DD"}
_MEDICINE = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": _NAME,
        "daily_mg": {"type": ["number", "null"], "exclusiveMinimum": 0, "description": "largest total in 24 hours; null when not known"},
        "as_needed": {"type": ["boolean", "null"]},
        "stopped_on": {**_DAY, "type": ["string", "null"], "description": "YYYY-MM-DD; null while it is taken"},
        "purpose": {"type": ["string", "null"]},
    },
}
_TRIAL = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": _NAME,
        "dose": {"enum": [*DOSES, None]},
        "weeks": {"type": ["integer", "null"], "minimum": 0, "maximum": 2000},
        "result": {"enum": [*RESULTS, None]},
    },
}
_STATES = ["declined", "unsure", "unanswered", "not-measured", "not-applicable"]
NO_VALUE = {"oneOf": [{"type": "null"}, {"type": "object", "properties": {"state": {"enum": _STATES}}, "required": ["state"]}]}


def question_bank(questionnaire: Questionnaire) -> dict[str, object]:
    """The whole bank of one drawing. Shapes are JSON Schema; instead of a value each answer may be as in "no_value"."""
    placed = {item.link_id: section.id for section in questionnaire.sections for item in section.items}
    return {
        "questionnaire": questionnaire.key(),
        "no_value": NO_VALUE,
        "left_out": sorted(questionnaire.left_out),
        "items": [_item(item, placed.get(item.link_id, "")) for item in questionnaire],
    }


def shape(item: Item) -> dict[str, object]:
    """The JSON Schema of an answer's value."""
    values = [option.value for option in item.options]
    match item.type:
        case ItemType.BOOLEAN:
            return {"type": "boolean"}
        case ItemType.CHOICE:
            return {"enum": values}
        case ItemType.CHOICES:
            return {"type": "array", "items": {"enum": values}, "uniqueItems": True, "description": "[] for none of these"}
        case ItemType.INTEGER:
            return {"type": "integer", **_range(item.hard)}
        case ItemType.DECIMAL:
            return {"type": "number", **_range(item.hard)}
        case ItemType.DATE:
            return dict(_DAY)
        case ItemType.TEXT:
            return {"type": "string", "maxLength": item.max_length}
        case ItemType.MEDICINES:
            return {"type": "array", "items": _MEDICINE, "description": "[] for no medicines"}
        case ItemType.TRIALS:
            return {"type": "array", "items": _TRIAL, "description": "[] for none tried"}


def _item(item: Item, section: str) -> dict[str, object]:
    told: dict[str, object] = {
        "link_id": item.link_id,
        "section": section,
        "text": item.text,
        "label": item.title,
        "why": item.why,
        "hint": item.hint,
        "type": item.type.value,
        "answer": shape(item),
        "unit": item.unit,
        "options": [_option(option) for option in item.options],
        "hard_range": _pair(item.hard),
        "soft_range": _pair(item.soft),
        "sensitivity": item.sensitivity.value,
        "entered_by": item.entered_by.value,
        "phase": item.phase.value,
        "core": item.core,
        "may_be_unsure": item.may_be_unsure,
        "loinc": item.loinc,
        "asked_when": condition_json(item.enable_when) if item.enable_when else None,
    }
    return {key: value for key, value in told.items() if value not in ("", None, [])}


def condition_json(condition: Condition) -> dict[str, object]:
    """A condition as data: {"equals": {"of": "cssrs-2", "value": true}}."""
    if isinstance(condition, AllOf):
        return {"any_of" if isinstance(condition, AnyOf) else "all_of": [condition_json(inner) for inner in condition.conditions]}
    parts = {part.name: getattr(condition, part.name) for part in fields(condition)}
    return {_snake(type(condition).__name__): {name: _part(value) for name, value in parts.items()}}


def _part(value: object) -> object:
    if isinstance(value, Limit):
        return {"limit": value.name}
    if isinstance(value, tuple):
        return [condition_json(inner) for inner in value]
    return condition_json(value) if isinstance(value, AllOf) or is_dataclass(value) else value  # type: ignore[arg-type]  # a condition


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _option(option: AnswerOption) -> dict[str, object]:
    told: dict[str, object] = {"value": option.value, "text": option.text}
    return told | ({"days_ago": option.days_ago} if option.days_ago is not None else {})


def _range(bounds: Bounds | None) -> dict[str, object]:
    return {"minimum": bounds.low, "maximum": bounds.high} if bounds else {}


def _pair(bounds: Bounds | None) -> list[float] | None:
    return [bounds.low, bounds.high] if bounds else None
