"""Our own question beside the scales. The words of a scale are its owner's, and are never translated here."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

SCALES = {
    "trauma-told": Words(
        "¿Le sigue afectando algo terrible que le pasó?",
        "Algo terrible que le sigue afectando",
        why="Así sabemos qué apoyo puede necesitar.",
        hint="Por ejemplo un accidente, violencia, una guerra o una muerte repentina. No tiene que decir qué fue.",
    ),
}
