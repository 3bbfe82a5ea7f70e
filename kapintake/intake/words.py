"""An answer in words, as its question words it: for the check page, the frozen copy and "Keep which?"."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kapintake.intake.document import is_state
from kapintake.intake.units import feet_words, plain_number
from screening import Instrument, Item, ItemType

METRIC_UNITS = ("kg", "cm")


def state_words(value: Any) -> str:
    """What the absence of an answer is called."""
    words = {
        "declined": _("You'd rather not say"),
        "unsure": _("You're not sure"),
        "not-measured": _("Not measured"),
        "not-applicable": _("Not asked"),
    }
    return words.get((value or {}).get("state", ""), _("Not answered"))


def answer_words(item: Item, value: Any, typed: Mapping[str, Any] | None = None) -> str:
    """One line for a reader. Numbers show what was typed first, then the unit that is stored."""
    if value is None or is_state(value):
        return state_words(value)
    if item.type is ItemType.BOOLEAN:
        return _("Yes") if value else _("No")
    if item.type is ItemType.CHOICE:
        return option_text(item, value)
    if item.type is ItemType.CHOICES:
        return "; ".join(option_text(item, chosen) for chosen in value) or _("None of these")
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        return number_words(item, value, typed)
    if item.type is ItemType.DATE:
        return date_words(item, value, typed)
    if item.type is ItemType.MEDICINES:
        return "; ".join(medicine_words(entry) for entry in value) or _("None")
    if item.type is ItemType.TRIALS:
        return "; ".join(trial_words(entry) for entry in value) or _("None")
    return str(value)


def option_text(item: Item, value: Any) -> str:
    return next((option.text for option in item.options if option.value == value), str(value))


def number_words(item: Item, value: float, typed: Mapping[str, Any] | None = None) -> str:
    """170 lb (77.1 kg); 5 ft 7 in (170.2 cm); 120 mmHg."""
    stored = f"{plain_number(value)} {item.unit}".strip()
    unit = (typed or {}).get("unit", "")
    if unit == "lb":
        return f"{typed['value']} lb ({stored})"  # type: ignore[index]  # a unit is only there when something was typed
    if unit == "ft-in":
        return f"{feet_words(value)} ({stored})"
    return stored


def typed_words(item: Item, value: float, typed: Mapping[str, Any] | None = None) -> str:
    """The number as she put it, for "You entered 700 lb. Is that right?"."""
    unit = (typed or {}).get("unit", "")
    if unit == "lb":
        return f"{typed['value']} lb"  # type: ignore[index]  # as above
    if unit == "ft-in":
        return feet_words(value)
    return f"{plain_number(value)} {item.unit}".strip()


def long_date(value: str) -> str:
    return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")


def date_words(item: Item, value: str, typed: Mapping[str, Any] | None = None) -> str:
    card = (typed or {}).get("card")
    if card is not None:
        return option_text(item, card)
    return long_date(value)


def medicine_words(entry: Mapping[str, Any]) -> str:
    """Sertraline, 50 mg a day, only when needed, stopped June 14, 2026."""
    parts = [str(entry.get("name", ""))]
    if entry.get("daily_mg") is not None:
        parts.append(_("%(amount)s mg a day") % {"amount": plain_number(entry["daily_mg"])})
    if entry.get("as_needed"):
        parts.append(_("only when needed"))
    if entry.get("stopped_on"):
        parts.append(_("stopped %(date)s") % {"date": long_date(entry["stopped_on"])})
    return ", ".join(parts)


def trial_words(entry: Mapping[str, Any]) -> str:
    """Sertraline, usual dose or higher, 10 weeks, it did not help."""
    parts = [str(entry.get("name", ""))]
    for name, words in (("dose", dose_words()), ("result", result_words())):
        if name == "result" and entry.get("weeks") is not None:
            parts.append(_("%(weeks)s weeks") % {"weeks": plain_number(entry["weeks"])})
        if entry.get(name) in words:
            parts.append(words[entry[name]])
    return ", ".join(parts)


def dose_words() -> dict[str, str]:
    return {"usual-or-higher": _("usual dose or higher"), "lower": _("lower dose")}


def result_words() -> dict[str, str]:
    return {
        "none": _("it did not help"),
        "some": _("it helped a little"),
        "helped": _("it helped"),
        "stopped-side-effects": _("stopped because of side effects"),
    }


def timeframe_words(scale: Instrument) -> str:
    """What period a scale asks about, in the language of the page; as its owner put it, where we have no words."""
    words = {
        "last 2 weeks": _("last 2 weeks"),
        "last two weeks": _("last two weeks"),
        "past week": _("past week"),
        "past month": _("past month"),
        "past month; behaviour: lifetime and past 3 months": _("past month, and for what you did: your life and the past 3 months"),
        "past year": _("past year"),
        "past 12 months": _("past 12 months"),
        "lifetime": _("your life so far"),
    }
    return words.get(scale.timeframe, scale.timeframe)
