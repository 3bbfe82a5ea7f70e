"""The published scales of the intake, verbatim, by id."""

from screening.instruments.audit_c import AUDIT_C
from screening.instruments.cssrs import CSSRS
from screening.instruments.gad7 import GAD7
from screening.instruments.instrument import LOINC_NOTICE, Band, Instrument, Licence
from screening.instruments.phq9 import PHQ9

INSTRUMENTS: dict[str, Instrument] = {scale.id: scale for scale in (PHQ9, GAD7, CSSRS, AUDIT_C)}

__all__ = ["AUDIT_C", "CSSRS", "GAD7", "INSTRUMENTS", "LOINC_NOTICE", "PHQ9", "Band", "Instrument", "Licence"]
