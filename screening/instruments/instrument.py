"""What a published scale is: its fixed words, codes, bands and notice. Counting points is `scoring.py`'s work."""

from dataclasses import dataclass
from enum import StrEnum

from screening.conditions import Condition
from screening.items import Item

# Needed wherever LOINC codes are shipped or exported; stands before the scale's own notice.
LOINC_NOTICE = (
    "This material contains content from LOINC® (http://loinc.org). LOINC is copyright © 1995-2024, "
    "Regenstrief Institute, Inc. and the LOINC Committee, and is available at no cost under the license at "
    "http://loinc.org/license."
)


class Licence(StrEnum):
    """Whether a clinic may use the scale as it is."""

    FREE = "free"
    REGISTRATION = "registration"  # off until the clinic confirms that it has registered with the owner
    NON_COMMERCIAL = "non-commercial"  # off until the clinic switches it on, with its notice
    SUPPLIED = "supplied"  # only structure and scoring are shipped; the words come out of a file of the clinic


@dataclass(frozen=True, slots=True)
class Band:
    """An inclusive range of totals and its published name."""

    low: int
    high: int
    title: str


@dataclass(frozen=True, slots=True)
class Published:
    """How the points become the number that is published, where that is not their sum: a mean, a percentage."""

    factor: float = 1
    digits: int = 0

    def of(self, points: float) -> float:
        number = round(points * self.factor, self.digits)
        return int(number) if self.digits == 0 else number


@dataclass(frozen=True, slots=True)
class Instrument:
    """One scale. `scored` are the link ids that count; a total exists only when each of them is answered.

    `bands` is empty where the owner published none, `maximum` (of the points) is None where there is no total.
    A "no" to the `gate` ends the scale with 0 points. Of `reversed` yes/no items No scores. What makes the scale positive
    is the limit named `cut_off`, or the condition `positive`.
    """

    id: str
    title: str
    stem: str  # read before each item; empty where each item is a whole question
    timeframe: str
    notice: str
    licence: Licence
    panel_loinc: str
    items: tuple[Item, ...]
    scored: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    maximum: int | None = None
    total_loinc: str = ""
    result_loinc: str = ""  # a level instead of a total
    registration: str = ""  # what a clinic has to do before it switches the scale on
    source: str = ""
    gate: str = ""
    reversed: frozenset[str] = frozenset()
    published: Published = Published()
    cut_off: str = ""
    positive: Condition | None = None
    permission: str = ""  # what allows a clinic to use the words that it supplied
    language: str = "en"  # of its words

    @property
    def may_be_asked(self) -> bool:
        """Whether every question has its words."""
        return all(item.text and all(option.text for option in item.options) for item in self.items)

    @property
    def copyright(self) -> str:
        """The notices that stay with every copy and export."""
        return f"{LOINC_NOTICE} {self.notice}" if self.panel_loinc else self.notice

    def band(self, total: float) -> str:
        """The published name of a total, empty where there is none."""
        return next((band.title for band in self.bands if band.low <= total <= band.high), "")
