"""The published scales, verbatim, by id; of those that may not be shipped the structure and the scoring."""

from screening.instruments.audit_c import AUDIT_C
from screening.instruments.cssrs import CSSRS
from screening.instruments.gad7 import GAD7
from screening.instruments.instrument import LOINC_NOTICE, Band, Instrument, Licence, Published
from screening.instruments.pc_ptsd_5 import PC_PTSD_5
from screening.instruments.pcl5 import PCL5
from screening.instruments.peg import PEG
from screening.instruments.phq9 import PHQ9
from screening.instruments.supplied import DAST10, ISI, MDQ, STRUCTURES, with_words_of
from screening.instruments.who5 import WHO5

INSTRUMENTS: dict[str, Instrument] = {
    scale.id: scale for scale in (PHQ9, GAD7, CSSRS, AUDIT_C, PC_PTSD_5, PCL5, PEG, WHO5, DAST10, MDQ, ISI)
}

__all__ = [
    "AUDIT_C",
    "CSSRS",
    "DAST10",
    "GAD7",
    "INSTRUMENTS",
    "ISI",
    "LOINC_NOTICE",
    "MDQ",
    "PCL5",
    "PC_PTSD_5",
    "PEG",
    "PHQ9",
    "STRUCTURES",
    "WHO5",
    "Band",
    "Instrument",
    "Licence",
    "Published",
    "with_words_of",
]
