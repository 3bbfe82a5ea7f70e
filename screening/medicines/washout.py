"""Whether a medicine that was stopped still counts."""

from datetime import date

from screening.medicines.matching import MedicineMatch


def is_current(found: MedicineMatch, stopped_on: date | None, as_of: date, *, days: float, depot_days: float) -> bool:
    """True while taken, and up to and including the last day of the wash-out (`depot_days` for long-acting forms)."""
    if stopped_on is None:
        return True
    return (as_of - stopped_on).days <= (max(days, depot_days) if found.depot else days)
