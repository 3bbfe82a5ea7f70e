"""Pounds, feet and inches to kilograms and centimetres, and numbers as people type them."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

KG_PER_LB = Decimal("0.45359237")
CM_PER_INCH = Decimal("2.54")
INCHES_PER_FOOT = 12
US, METRIC = "us", "metric"
SPOKEN_UNITS = re.compile(
    r"(lbs?|pounds?|kgs?|kilos?|kilograms?|cms?|centimet(?:er|re)s?|ft|feet|foot|in|inch(?:es)?"
    r"|mm ?hg|mgs?|mg/day|weeks?|months?|days?|years?|[\"'])\.?$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[0-9]{0,9}(\.[0-9]{0,6})?")


class NotANumber(ValueError):
    """What was typed is no number."""


def read_number(text: str) -> Decimal | None:
    """The number in a box, None when it is empty. Spaces, thousands commas and a unit behind it are let pass."""
    plain = SPOKEN_UNITS.sub("", text.strip()).replace(" ", "").replace("\u00a0", "")
    if not plain:
        if text.strip():
            raise NotANumber(text)
        return None
    if "," in plain:
        plain = plain.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?", plain) else plain.replace(",", ".", 1)
    if not NUMBER.fullmatch(plain) or not any(letter.isdigit() for letter in plain):
        raise NotANumber(text)
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise NotANumber(text) from None


def plain_number(value: float | Decimal) -> str:
    """Without trailing zeros or an exponent: 77.1, 170, 0.5."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: int = 1) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def kg_from_lb(pounds: Decimal) -> float:
    return float(rounded(pounds * KG_PER_LB, 2))


def lb_from_kg(kilograms: float) -> str:
    return plain_number(rounded(Decimal(str(kilograms)) / KG_PER_LB, 0))


def cm_from_feet(feet: Decimal, inches: Decimal) -> float:
    return float(rounded((feet * INCHES_PER_FOOT + inches) * CM_PER_INCH, 1))


def feet_from_cm(centimetres: float) -> tuple[str, str]:
    """Feet and inches, to the whole inch: (5, 7)."""
    inches = int(rounded(Decimal(str(centimetres)) / CM_PER_INCH, 0))
    return str(inches // INCHES_PER_FOOT), str(inches % INCHES_PER_FOOT)


def feet_words(centimetres: float) -> str:
    feet, inches = feet_from_cm(centimetres)
    return f"{feet} ft {inches} in" if inches != "0" else f"{feet} ft"


def in_other_unit(stored: float, shown: str) -> str:
    """What is stored, in the unit that the boxes do not show: "170 cm" under feet and inches."""
    if shown == "ft-in":
        return f"{plain_number(rounded(Decimal(str(stored)), 0))} cm"
    if shown == "lb":
        return f"{plain_number(rounded(Decimal(str(stored))))} kg"
    return feet_words(stored) if shown == "cm" else f"{lb_from_kg(stored)} lb"
