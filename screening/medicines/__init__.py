"""The reviewed table of medicines, the matching of what a patient typed, and what the criteria need to know of it."""

from screening.medicines.classes import FACT_CLASSES, MEDICINE_CLASSES, MedicineClass
from screening.medicines.dose import DailyDose, daily_dose
from screening.medicines.equivalents import EQUAL_TO_10_MG, DiazepamTotal, diazepam_total
from screening.medicines.matching import MatchedBy, MedicineMatch, match, suggestions, with_purpose
from screening.medicines.medicine import Listing, Medicine, Product
from screening.medicines.products import PRODUCTS
from screening.medicines.table import LISTED_NAMES, MEDICINES
from screening.medicines.washout import LONG_ACTING, USUAL, WASHOUT_LIMITS, WASHOUT_OF

__all__ = [
    "EQUAL_TO_10_MG",
    "FACT_CLASSES",
    "LISTED_NAMES",
    "LONG_ACTING",
    "MEDICINES",
    "MEDICINE_CLASSES",
    "PRODUCTS",
    "DailyDose",
    "DiazepamTotal",
    "Listing",
    "MatchedBy",
    "Medicine",
    "MedicineClass",
    "MedicineMatch",
    "Product",
    "USUAL",
    "WASHOUT_LIMITS",
    "WASHOUT_OF",
    "daily_dose",
    "diazepam_total",
    "match",
    "suggestions",
    "with_purpose",
]
