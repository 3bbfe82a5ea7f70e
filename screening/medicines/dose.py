"""The daily dose out of what was typed, where no number was given: "1 mg at night", "0.5 twice a day", ".5 mg tid prn".

It reads the largest total in any 24 hours. A reading is certain where the unit stands beside the number and it is said
how often it is taken; anything else is at best a floor ("at least this much"), and whoever reads it has to ask.
"""

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache

_TOKEN = re.compile(r"\d+(?:\.\d+)?|\.\d+|[^\W\d_]+|[-–—/×,;+&()%]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_TO_MG = {
    **dict.fromkeys(("mg", "mgs", "milligram", "milligrams"), 1.0),
    **dict.fromkeys(("mcg", "ug", "µg", "μg", "microgram", "micrograms"), 0.001),
    **dict.fromkeys(("g", "gm", "gram", "grams"), 1000.0),
}
_NUMBERS = {"half": 0.5, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}
_TIMES = {"once": 1, "twice": 2, "thrice": 3, "bid": 2, "tid": 3, "qid": 4, "qd": 1, "qday": 1, "daily": 1}
_SLOTS = {
    **dict.fromkeys(("morning", "mornings", "am", "qam", "breakfast"), "morning"),
    **dict.fromkeys(("noon", "lunch", "midday", "lunchtime"), "noon"),
    **dict.fromkeys(("afternoon", "afternoons"), "afternoon"),
    **dict.fromkeys(("evening", "evenings", "pm", "qpm", "dinner", "supper"), "evening"),
    **dict.fromkeys(("night", "nights", "nightly", "bedtime", "hs", "qhs", "bed"), "night"),
}
_RANGE = frozenset(("-", "–", "—", "to", "or"))
_HOURS = frozenset(("hour", "hours", "hr", "hrs", "h"))
_A_DAY = frozenset(("a", "per", "each", "every", "/", "in"))
_CAP = frozenset(("max", "maximum", "limit", "most"))
# Where one of these stands the largest day is only a floor.
_UNSTEADY_WORDS = (
    "week weekly weeks month monthly other alternate taper tapering tapered sometimes about around usually mostly extra more another "
    "additional least minimum plus"
)
_UNSTEADY = frozenset(_UNSTEADY_WORDS.split())
_UNITS_WORDS = "tablet tablets tab tabs pill pills capsule capsules cap caps film films strip strips dose doses"
_UNITS_TAKEN = frozenset(_UNITS_WORDS.split())
_AS_NEEDED = frozenset(("as", "prn", "if", "when"))  # after "and": beside what is taken anyway
_MOST_MG = 1_000_000
_MOST_AT_ONCE = 4  # tablets; a higher number right before a strength is something else


@dataclass(frozen=True, slots=True)
class DailyDose:
    """Milligrams in the largest 24 hours. `certain` is False where it may be more, or something else is meant."""

    mg: float
    certain: bool
    text: str


@dataclass(slots=True)
class _Amount:
    """One number of milligrams and how often it is taken, while it is read."""

    mg: float
    has_unit: bool
    count: float = 1.0
    times: float = 0.0
    slots: set[str] = field(default_factory=set)
    is_cap: bool = False

    @property
    def often(self) -> float:
        return max(self.times, float(len(self.slots)))

    @property
    def a_day(self) -> float:
        return self.mg * self.count * self.often


@lru_cache(maxsize=2048)
def daily_dose(text: str) -> DailyDose | None:
    """What the text says is taken in a day; None where it does not say how much, or not how often."""
    reader = _Reader(_tokens(text))
    reader.read()
    amounts = reader.amounts
    caps = [amount.a_day for amount in amounts if amount.is_cap and amount.often]
    if not amounts or any(not amount.often for amount in amounts if not caps or amount.is_cap):
        return None
    mg = max(sum(amount.a_day for amount in amounts if not amount.is_cap), *caps, 0.0)
    if not 0 < mg <= _MOST_MG:
        return None
    certain = reader.is_steady and all(amount.has_unit for amount in amounts)
    return DailyDose(round(mg, 6), certain, text)


def _tokens(text: str) -> list[str]:
    for sign, decimal in _FRACTIONS.items():
        text = text.replace(sign, decimal)
    plain = _DECIMAL_COMMA.sub(".", _THOUSANDS.sub("", text.casefold()))
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", plain)  # b.i.d.
    plain = re.sub(r"\b1\s*/\s*2\b", ".5", plain)
    return _TOKEN.findall(plain)


class _Reader:
    """Goes through the words once, from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.amounts: list[_Amount] = []
        self.is_steady = True
        self._before = _Amount(0, False)  # how often, said before how much

    def read(self) -> None:
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            value = self._number_at(self.place)
            if token in ("every", "q") and self._reads_hours():
                continue
            if value is not None:
                self._read_number(value)
                continue
            self._read_word(token)
            self.place += 1
        if len(self.amounts) == 1:
            (amount,) = self.amounts
            amount.times, amount.slots = max(amount.times, self._before.times), amount.slots | self._before.slots
        elif self._before.often:
            self.amounts = []  # nobody knows which of them it belongs to
        if self._before.count != 1:  # 1 mg nightly, 2 tablets: how many, said of nothing that follows
            self.is_steady = False

    @property
    def _last(self) -> _Amount:
        return self.amounts[-1] if self.amounts else self._before

    def _number_at(self, place: int) -> float | None:
        if place >= len(self.tokens):
            return None
        token = self.tokens[place]
        return float(token) if token[0].isdecimal() or token[0] == "." else _NUMBERS.get(token)

    def _next(self, ahead: int = 0) -> str:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def _read_number(self, value: float) -> None:
        """A range counts as its upper end: the largest day."""
        self.place += 1
        while self._next() in _RANGE and (upper := self._number_at(self.place + 1)) is not None:
            value = max(value, upper)
            self.place += 2
        word = self._next()
        if word in ("-", "–") and self._next(1) in _TO_MG:  # 1-mg tablets
            self.place += 1
            word = self._next()
        if word in _TO_MG:
            self.place += 1
            self._begin(value * _TO_MG[word], has_unit=True)
        elif word in ("times", "time", "x", "×"):
            self.place += 1
            after = self._number_at(self.place)
            if after is not None:  # 2 x 0.5 mg
                self._last_or_next().count *= value
            else:
                self._last.times = max(self._last.times, value)
        elif word in _UNITS_TAKEN or word == "a" and self._next(1) in _UNITS_TAKEN:
            self.place += 1
            self._last_or_next().count *= value
        elif value <= _MOST_AT_ONCE and self._is_strength_ahead():  # half a 1 mg tablet, two 0.5 mg tablets
            self._before.count *= value
        elif self._starts_schedule(self.place) and self.amounts and self._last.has_unit:
            if self._last.often:  # 0.5 mg, 1 in the morning and 2 at night
                self.amounts.append(_Amount(self._last.mg, True))
            self._last.count *= value
        elif self._starts_schedule(self.place) or not self.amounts and self._is_bare():
            self._begin(value, has_unit=False)
        else:
            self.is_steady = False

    def _is_strength_ahead(self) -> bool:
        ahead = self.place
        while ahead < len(self.tokens) and self.tokens[ahead] in ("a", "of", "an"):
            ahead += 1
        return self._number_at(ahead) is not None and ahead + 1 < len(self.tokens) and self.tokens[ahead + 1] in _TO_MG

    def _last_or_next(self) -> _Amount:
        return self._last if self.amounts and not self._last.often else self._before

    def _is_bare(self) -> bool:
        """A number without a unit that what follows may tell how often it is taken: ".5 prn bid"."""
        return any(self._starts_schedule(place) for place in range(self.place, min(self.place + 4, len(self.tokens))))

    def _starts_schedule(self, place: int) -> bool:
        words = self.tokens[place : place + 4]
        while words and words[0] in ("at", "in", "the", "every", "each", "a", "per", "/", "before", "with", "up", "to"):
            words = words[1:]
        return bool(words) and (words[0] in _TIMES or words[0] in _SLOTS or words[0] in ("day", "days"))

    def _begin(self, mg: float, *, has_unit: bool) -> None:
        amount = _Amount(mg, has_unit, is_cap=bool(_CAP & set(self.tokens[max(0, self.place - 5) : self.place])) and bool(self.amounts))
        amount.count, self._before.count = self._before.count, 1.0
        self.amounts.append(amount)

    def _reads_hours(self) -> bool:
        """Every 8 hours, q6h, q 4-6 h: the shortest gap gives the largest day."""
        gap = self._number_at(self.place + 1)
        if gap is None:
            return False
        place = self.place + 2
        while place + 1 < len(self.tokens) and self.tokens[place] in _RANGE and (other := self._number_at(place + 1)) is not None:
            gap, place = min(gap, other), place + 2
        if place >= len(self.tokens) or self.tokens[place] not in _HOURS or gap <= 0:
            return False
        self._last.times = max(self._last.times, math.ceil(24 / gap))  # at 0, 7, 14 and 21 hours: four times in a day
        self.place = place + 1
        return True

    def _read_word(self, word: str) -> None:
        if word in _TIMES:
            self._last.times = max(self._last.times, float(_TIMES[word]))
        elif word in _SLOTS:
            self._last.slots.add(_SLOTS[word])
        elif word in ("day", "days") and self.tokens[self.place - 1] in _A_DAY:
            self._last.times = max(self._last.times, 1.0)
        if word in _UNSTEADY or word == "and" and self._next(1) in _AS_NEEDED:
            self.is_steady = False
