"""The reviewed table of medicines, the matching of what a patient typed, and what the criteria need to know of it."""

from screening.medicines.classes import FACT_CLASSES, MEDICINE_CLASSES, MedicineClass
from screening.medicines.equivalents import EQUAL_TO_10_MG, DiazepamTotal, diazepam_total
from screening.medicines.matching import MatchedBy, MedicineMatch, match, suggestions, with_purpose
from screening.medicines.medicine import Listing, Medicine, Product
from screening.medicines.products import PRODUCTS
from screening.medicines.table import LISTED_NAMES, MEDICINES
from screening.medicines.washout import is_current

__all__ = [
    "EQUAL_TO_10_MG",
    "FACT_CLASSES",
    "LISTED_NAMES",
    "MEDICINES",
    "MEDICINE_CLASSES",
    "PRODUCTS",
    "DiazepamTotal",
    "Listing",
    "MatchedBy",
    "Medicine",
    "MedicineClass",
    "MedicineMatch",
    "Product",
    "diazepam_total",
    "is_current",
    "match",
    "suggestions",
    "with_purpose",
]
