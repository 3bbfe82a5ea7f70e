"""The gate of every answer: one check an item, built once, that returns the cleaned value or raises InvalidAnswer.

Booleans are no numbers, numbers are finite and inside the hard range, text holds no control characters and no half
characters (surrogates), choices are among the options. Nothing is repaired in silence.
"""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from operator import itemgetter

from screening.errors import InvalidAnswer
from screening.items import Item, ItemType
from screening.values import DOSES, RESULTS, AnswerState, MedicineEntry, Trial, Value

Check = Callable[[object], Value | AnswerState]

MOST_ENTRIES = 100  # medicines or trials in one list
MOST_NUMBER = 10**15  # of an answer without a range of its own; up to here whole numbers and floats are the same
MOST_DOSE = 1_000_000  # milligrams a day
MOST_WEEKS = 2000
MOST_NAME = 200  # characters of a medicine's name
_OF_MEDICINE = dict.fromkeys(("name", "daily_mg", "as_needed", "stopped_on", "purpose"))
_OF_TRIAL = dict.fromkeys(("name", "dose", "weeks", "result"))
_fields_of_trial = itemgetter(*_OF_TRIAL)
_new = tuple.__new__  # a named tuple of fields that were checked, without the way through its keywords
_STATES = {state.value: state for state in AnswerState}


def clean_answer(item: Item, raw: object) -> Value | AnswerState:
    """One answer, checked against its item. Raises InvalidAnswer, which names the item and what is allowed."""
    return check_for(item)(raw)


def is_unlikely(item: Item, value: Value | AnswerState) -> bool:
    """Whether a value is allowed but outside the item's soft range, so that one asks "Is that right?"."""
    if item.soft is None or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return not item.soft.low <= value <= item.soft.high


def allowed(item: Item) -> str:
    """What an answer to this item may be, in words."""
    return f'{_allowed_value(item)}, null, or {{"state": "declined"}}'


def check_for(item: Item) -> Check:
    """The check of one item."""

    def otherwise(raw: object) -> Value | AnswerState:
        return _state(item, raw)

    match item.type:
        case ItemType.BOOLEAN:
            return lambda raw: raw if raw is True or raw is False else otherwise(raw)
        case ItemType.CHOICE:
            return _choice(item, otherwise)
        case ItemType.CHOICES:
            return _choices(item, otherwise)
        case ItemType.INTEGER | ItemType.DECIMAL:
            return _number(item, otherwise)
        case ItemType.DATE:
            return lambda raw: _date(item, raw) if isinstance(raw, str | date) else otherwise(raw)
        case ItemType.TEXT:
            return lambda raw: _text(item, raw) if isinstance(raw, str) else otherwise(raw)
        case ItemType.MEDICINES:
            return _entries(item, _plain_medicine, _medicine, otherwise)
        case ItemType.TRIALS:
            return _entries(item, _plain_trial, _trial, otherwise)


def _state(item: Item, raw: object) -> AnswerState:
    if raw is None:
        return AnswerState.UNANSWERED
    if isinstance(raw, AnswerState):
        return raw
    if isinstance(raw, dict) and raw.keys() == {"state"}:
        state = raw["state"]
        if isinstance(state, str) and state in _STATES:
            return _STATES[state]
        raise InvalidAnswer(item.link_id, f"a state is one of {', '.join(_STATES)}")
    raise _refused(item)


def _refused(item: Item) -> InvalidAnswer:
    return InvalidAnswer(item.link_id, f"the answer is {allowed(item)}")


def _allowed_value(item: Item) -> str:
    options = ", ".join(str(option.value) for option in item.options)
    match item.type:
        case ItemType.BOOLEAN:
            return "true or false"
        case ItemType.CHOICE:
            return f"one of {options}"
        case ItemType.CHOICES:
            return f"a list of some of {options}, each once, [] for none of these"
        case ItemType.INTEGER:
            return f"a whole number{_range(item)}"
        case ItemType.DECIMAL:
            return f"a number{_range(item)}"
        case ItemType.DATE:
            return 'a date as "YYYY-MM-DD"'
        case ItemType.TEXT:
            return f"a text of at most {item.max_length} characters, without control characters"
        case ItemType.MEDICINES:
            return 'a list of {"name", "daily_mg", "as_needed", "stopped_on", "purpose"}, [] for none'
        case ItemType.TRIALS:
            return 'a list of {"name", "dose", "weeks", "result"}, [] for none'


def _range(item: Item) -> str:
    unit = f" {item.unit}" if item.unit else ""
    return f" from {item.hard.low:g} to {item.hard.high:g}{unit}" if item.hard else unit and f" of{unit}"


def _choice(item: Item, otherwise: Check) -> Check:
    words = frozenset(option.value for option in item.options if type(option.value) is str)
    points = frozenset(option.value for option in item.options if type(option.value) is int)

    def check(raw: object) -> Value | AnswerState:
        if type(raw) is int and raw in points or type(raw) is str and raw in words:
            return raw
        return otherwise(raw)

    return check


def _choices(item: Item, otherwise: Check) -> Check:
    order = [str(option.value) for option in item.options]
    values = frozenset(order)

    def check(raw: object) -> Value | AnswerState:
        if not isinstance(raw, list | tuple):
            return otherwise(raw)
        if not raw:
            return ()
        if len(raw) == 1 and type(raw[0]) is str and raw[0] in values:
            return (raw[0],)
        if not all(type(value) is str for value in raw):
            raise _refused(item)
        chosen = frozenset(raw)
        if len(chosen) != len(raw) or not chosen <= values:
            raise _refused(item)
        return tuple([value for value in order if value in chosen])

    return check


def _number(item: Item, otherwise: Check) -> Check:
    low, high = (item.hard.low, item.hard.high) if item.hard else (-MOST_NUMBER, MOST_NUMBER)
    whole = item.type is ItemType.INTEGER

    def check(raw: object) -> Value | AnswerState:
        if type(raw) is int or (type(raw) is float and not whole):
            if low <= raw <= high:  # never true of a NaN
                return raw
            raise _refused(item)
        return otherwise(raw)

    return check


def _date(item: Item, raw: str | date) -> date:
    if isinstance(raw, datetime):
        raise _refused(item)
    if isinstance(raw, date):
        return raw
    try:
        if len(raw) == 10 and raw[4] == raw[7] == "-":  # no week dates, which are as long
            return date.fromisoformat(raw)
    except ValueError:
        pass
    raise _refused(item)


def _text(item: Item, raw: str) -> str | AnswerState:
    text = raw.strip()
    if len(text) > item.max_length or not text.isprintable() and not all(map(_is_plain, text)):
        raise _refused(item)
    return text or AnswerState.UNANSWERED


def _is_plain(character: str) -> bool:
    return character in "\n\t\r" or unicodedata.category(character) not in ("Cc", "Cs")


Entry = MedicineEntry | Trial


def _entries(item: Item, plain: Callable[[object], Entry | None], full: Callable[[Item, object], Entry], otherwise: Check) -> Check:
    """The check of a list: `plain` recognises at once what nearly every entry is, `full` cleans or refuses the others."""

    def check(raw: object) -> Value | AnswerState:
        if not isinstance(raw, list | tuple):
            return otherwise(raw)
        if len(raw) > MOST_ENTRIES:
            raise InvalidAnswer(item.link_id, f"the list has at most {MOST_ENTRIES} entries")
        return tuple([plain(one) or full(item, one) for one in raw])  # type: ignore[return-value]  # all of one kind

    return check


def _plain_medicine(raw: object) -> MedicineEntry | None:
    if type(raw) is not dict or "name" not in raw:
        return None
    get = raw.get
    name, dose = raw["name"], get("daily_mg")
    if len(raw) != 1 + ("daily_mg" in raw):  # there is more to it
        as_needed = get("as_needed")
        if not raw.keys() <= _OF_MEDICINE.keys() or (as_needed is not None and as_needed is not False):
            return None
        if get("stopped_on") is not None or get("purpose") is not None:
            return None
    if _is_plain_name(name) and (dose is None or (type(dose) is int or type(dose) is float) and 0 < dose <= MOST_DOSE):
        return _new(MedicineEntry, (name, dose, False, None, ""))
    return None


def _plain_trial(raw: object) -> Trial | None:
    if type(raw) is not dict or len(raw) != len(_OF_TRIAL):
        return None
    try:
        name, dose, weeks, result = fields = _fields_of_trial(raw)
    except KeyError:
        return None
    if dose in DOSES and type(weeks) is int and 0 <= weeks <= MOST_WEEKS and result in RESULTS and _is_plain_name(name):
        return _new(Trial, fields)
    return None


def _is_plain_name(name: object) -> bool:
    return type(name) is str and 0 < len(name) <= MOST_NAME and name.isprintable() and name.strip() is name


def _fields(item: Item, raw: object, blank: dict[str, object]) -> Iterable[object]:
    """The fields of one entry in order, None where one was left out."""
    if isinstance(raw, dict):
        fields = blank | raw
        if len(fields) == len(blank):
            return fields.values()
    raise InvalidAnswer(item.link_id, f"each entry is an object of {', '.join(sorted(blank))}")


def _name(item: Item, raw: object) -> str:
    if isinstance(raw, str):
        text = raw.strip()
        if text and len(text) <= MOST_NAME and (text.isprintable() or all(map(_is_plain, text))):
            return text
    raise InvalidAnswer(item.link_id, f"each entry has a name of 1 to {MOST_NAME} characters, without control characters")


def _medicine(item: Item, raw: object) -> MedicineEntry:
    if isinstance(raw, MedicineEntry):
        return raw
    name, dose, as_needed, stopped_on, purpose = _fields(item, raw, _OF_MEDICINE)
    if dose is not None and not ((type(dose) is int or type(dose) is float) and 0 < dose <= MOST_DOSE):
        raise InvalidAnswer(item.link_id, "daily_mg is a number above 0 (milligrams in 24 hours), or null when not known")
    if as_needed is not None and as_needed is not True and as_needed is not False:
        raise InvalidAnswer(item.link_id, "as_needed is true or false")
    return MedicineEntry(
        _name(item, name),
        dose,
        as_needed is True,
        None if stopped_on is None else _stopped_on(item, stopped_on),
        _purpose(item, purpose) if purpose else "",
    )


def _stopped_on(item: Item, raw: object) -> date:
    if isinstance(raw, str | date):
        return _date(item, raw)
    raise InvalidAnswer(item.link_id, 'stopped_on is a date as "YYYY-MM-DD", or null while it is taken')


def _purpose(item: Item, raw: object) -> str:
    words = _text(item, raw) if isinstance(raw, str) else None
    if words is None:
        raise InvalidAnswer(item.link_id, "purpose is a text, or null")
    return words if isinstance(words, str) else ""


def _trial(item: Item, raw: object) -> Trial:
    if isinstance(raw, Trial):
        return raw
    name, dose, weeks, result = _fields(item, raw, _OF_TRIAL)
    if weeks is not None and not (type(weeks) is int and 0 <= weeks <= MOST_WEEKS):
        raise InvalidAnswer(item.link_id, "weeks is a whole number from 0 to 2000, or null when not known")
    if dose is not None and dose not in DOSES:
        raise InvalidAnswer(item.link_id, f"dose is one of {', '.join(DOSES)}, or null when not known")
    if result is not None and result not in RESULTS:
        raise InvalidAnswer(item.link_id, f"result is one of {', '.join(RESULTS)}, or null when not known")
    return Trial(_name(item, name), dose, weeks, result)
