"""Questionnaires by the key that a response pins."""

from collections.abc import Callable

from screening.errors import UnknownItem
from screening.items import Questionnaire
from screening.questionnaires.intake_2026_1 import intake

_DRAWINGS: dict[str, Callable[[bool], Questionnaire]] = {"intake-2026.1": intake}


def questionnaire(key: str, cssrs: bool = True) -> Questionnaire:
    """The questionnaire of that key ("intake-2026.1"). Raises UnknownItem."""
    try:
        return _DRAWINGS[key](cssrs)
    except KeyError:
        raise UnknownItem(f"There is no questionnaire {key}. Known: {', '.join(_DRAWINGS)}.") from None


__all__ = ["intake", "questionnaire"]
