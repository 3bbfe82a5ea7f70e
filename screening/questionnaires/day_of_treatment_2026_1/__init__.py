"""The checks on the day of treatment, version 2026.1: answered by staff, before and after the dose. Silence is never "all is well".

It follows section 5 of the clinical reference. The questions after the dose are asked once it was given.
"""

from functools import cache

from screening.items import Questionnaire
from screening.questionnaires.day_of_treatment_2026_1.after import AFTER, LEAVING, NOTED
from screening.questionnaires.day_of_treatment_2026_1.before import ARRIVAL, BLOOD_PRESSURE, DOSED, ROOM

KEY = "day-of-treatment-2026.1"


@cache
def day_of_treatment() -> Questionnaire:
    """The one drawing of it."""
    return Questionnaire(id="day-of-treatment", version="2026.1", sections=(ARRIVAL, BLOOD_PRESSURE, ROOM, DOSED, AFTER, LEAVING, NOTED))
