"""What a published scale is: its fixed words, codes, bands and notice. Counting points is `scoring.py`'s work."""

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Band:
    """An inclusive range of totals and its published name."""

    low: int
    high: int
    title: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """One scale. `scored` are the link ids that count; a total exists only when each of them is answered.

    `bands` is empty where the owner published none, `maximum` is None where there is no total.
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

    @property
    def copyright(self) -> str:
        """The notices that stay with every copy and export."""
        return f"{LOINC_NOTICE} {self.notice}"

    def band(self, total: int) -> str:
        """The published name of a total, empty where there is none."""
        return next((band.title for band in self.bands if band.low <= total <= band.high), "")
