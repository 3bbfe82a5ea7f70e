"""An answer in words, as its question words it: for the check page, the frozen copy and "Keep which?"."""

from collections.abc import Iterable, Mapping
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
        return "; ".join(medicine_words(entry) for entry in with_typed(value, typed)) or _("None")
    if item.type is ItemType.TRIALS:
        return "; ".join(trial_words(entry) for entry in value) or _("None")
    return str(value)


def with_typed(entries: Iterable[Mapping[str, Any]], typed: Any) -> list[dict[str, Any]]:
    """The entries of a list, each with what was typed for it where that was kept."""
    kept = typed if isinstance(typed, list) else []
    return [{**entry, "typed": kept[place] if place < len(kept) else {}} for place, entry in enumerate(entries)]


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
    """Sertraline 50 mg, once a day; Klonopin (typed as klonopn) 1 mg, only when needed; Lithium (dose: not sure)."""
    typed = entry.get("typed") or {}
    name = str(entry.get("name", ""))
    if typed.get("name") and typed["name"].casefold() != name.casefold():
        name = _("%(name)s (typed as %(typed)s)") % {"name": name, "typed": typed["name"]}
    parts = _dose_in_words(name, typed) if "often" in typed else _dose_in_mg(name, entry)
    if entry.get("stopped_on"):
        parts.append(_("stopped %(date)s") % {"date": long_date(entry["stopped_on"])})
    elif typed.get("taking") == "no":
        parts.append(_("stopped, not sure when"))
    return ", ".join(parts)


def _dose_in_words(name: str, typed: Mapping[str, Any]) -> list[str]:
    """As she put it."""
    unit = unit_words().get(typed.get("unit", ""), "")
    parts = [f"{name} {typed['amount']} {unit}" if typed.get("amount") else _("%(name)s (dose: not sure)") % {"name": name}]
    if typed.get("often") in often_words():
        parts.append(often_words()[typed["often"]])
    if typed.get("most"):
        parts.append(_("at most %(amount)s %(unit)s in a day") % {"amount": typed["most"], "unit": unit})
    return parts


def _dose_in_mg(name: str, entry: Mapping[str, Any]) -> list[str]:
    """Of an entry that holds nothing but milligrams."""
    parts = [name]
    if entry.get("daily_mg") is not None:
        parts.append(_("%(amount)s mg a day") % {"amount": plain_number(entry["daily_mg"])})
    if entry.get("as_needed"):
        parts.append(_("only when needed"))
    return parts


def often_words() -> dict[str, str]:
    return {
        "once": _("once a day"),
        "twice": _("twice a day"),
        "three": _("three times a day"),
        "needed": _("only when needed"),
    }


def unit_words() -> dict[str, str]:
    """More than seven, so that they stand in a list to choose from."""
    return {
        "mg": _("mg"),
        "mcg": _("mcg (micrograms)"),
        "g": _("g (grams)"),
        "ml": _("mL"),
        "tablets": _("tablets or capsules"),
        "drops": _("drops"),
        "puffs": _("puffs or sprays"),
        "patches": _("patches"),
        "units": _("units"),
        "not-sure": _("not sure"),
    }


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
