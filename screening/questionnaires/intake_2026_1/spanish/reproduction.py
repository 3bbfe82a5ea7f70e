"""Pregnancy and breastfeeding."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

REPRODUCTION = {
    "womb-or-menopause": Words(
        "¿Le quitaron la matriz, o ya pasó la menopausia?",
        "Sin matriz, o después de la menopausia",
        why="Si es así, saltamos las preguntas sobre el embarazo.",
    ),
    "pregnant": Words(
        "¿Está embarazada?",
        "Embarazo",
        why="La ketamina puede dañar a un bebé antes de nacer.",
        hint="Si podría estarlo y no lo sabe, elija No lo sé bien. Una prueba lo dirá.",
    ),
    "period-late": Words(
        "¿Se le ha retrasado la regla más de 7 días?", "Regla con más de 7 días de retraso", why="En ese caso, primero se hace una prueba."
    ),
    "trying-to-conceive": Words(
        "¿Está buscando un bebé, o podría quedar embarazada porque no usa un método seguro para evitarlo?",
        "Busca un bebé, o no usa un método seguro",
        why="Durante el tratamiento no debe empezar un embarazo.",
        hint="Si con sus parejas no puede haber embarazo y no lo está buscando, elija No.",
    ),
    "breastfeeding": Words(
        "¿Da el pecho, o le da a un bebé leche que se sacó?",
        "Da el pecho",
        why="Un poco de ketamina puede pasar a la leche.",
    ),
}
