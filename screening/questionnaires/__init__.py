"""Questionnaires by the key that a response pins."""

from screening.errors import UnknownItem
from screening.items import Questionnaire
from screening.questionnaires.day_of_treatment_2026_1 import KEY as DAY_OF_TREATMENT_KEY
from screening.questionnaires.day_of_treatment_2026_1 import day_of_treatment
from screening.questionnaires.intake_2026_1 import intake

KEYS = ("intake-2026.1", DAY_OF_TREATMENT_KEY)


def questionnaire(key: str, cssrs: bool = True) -> Questionnaire:
    """The questionnaire of that key ("intake-2026.1"). Raises UnknownItem."""
    match key:
        case "intake-2026.1":
            return intake(cssrs)
        case "day-of-treatment-2026.1":
            return day_of_treatment()
        case _:
            raise UnknownItem(f"There is no questionnaire {key}. Known: {', '.join(KEYS)}.")


__all__ = ["DAY_OF_TREATMENT_KEY", "KEYS", "day_of_treatment", "intake", "questionnaire"]
