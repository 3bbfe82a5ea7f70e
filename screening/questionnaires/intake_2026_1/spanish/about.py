"""Why the person comes, and her body."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

_DOSE = "La dosis depende de su estatura y su peso."
_PRESSURE = "La ketamina puede subir la presión por una o dos horas."
ABOUT = {
    "indication": Words(
        "¿En qué le gustaría recibir ayuda?",
        "En qué quiere ayuda",
        why="Así sabemos qué otras preguntas son útiles en su caso.",
        hint="Elija todo lo que sea su caso.",
        options={
            "trd": "Depresión que no mejoró con medicinas",
            "mdd-si": "Depresión con ideas de quitarme la vida",
            "bipolar-dep": "Épocas de bajón en el trastorno bipolar",
            "anxiety": "Ansiedad, miedo a la gente o TOC",
            "ptsd": "Estrés postraumático (PTSD), después de algo terrible",
            "pain": "Dolor que no se quita",
            "aud-sud": "Alcohol o drogas",
            "other": "Otra cosa",
        },
    ),
    "indication-words": Words(
        "Díganos con sus palabras en qué le gustaría recibir ayuda.",
        "Con sus palabras",
        why="Sus palabras dicen más que una lista.",
        hint="Una o dos frases bastan.",
    ),
    "antidepressant-trials": Words(
        "¿Qué antidepresivos ha probado en esta depresión?",
        "Antidepresivos que ha probado",
        why="Cuánto tomó y por cuánto tiempo ayuda a saber qué probar ahora.",
        hint="Agregue cada uno: el nombre, cuántas semanas más o menos, la dosis y si le ayudó. Puede dar un número aproximado.",
    ),
    "height-cm": Words("¿Cuánto mide usted?", "Estatura", why=_DOSE),
    "weight-kg": Words("¿Cuánto pesa usted?", "Peso", why=_DOSE, hint="Puede dar un número aproximado."),
    "bp-systolic": Words("¿Cuál fue el número de arriba la última vez que le tomaron la presión?", "Número de arriba", why=_PRESSURE),
    "bp-diastolic": Words("¿Cuál fue el número de abajo la última vez que le tomaron la presión?", "Número de abajo", why=_PRESSURE),
    "bp-taken-on": Words(
        "¿Cuándo le tomaron esa presión?",
        "Cuándo le tomaron la presión",
        why="Un número viejo nos dice menos que uno nuevo.",
        hint="Elija la respuesta más cercana.",
        options={
            "today": "Hoy",
            "this-week": "En los últimos 7 días",
            "this-month": "En el último mes",
            "three-months": "Hace 1 a 3 meses",
            "longer": "Hace más tiempo",
        },
    ),
    "follows-information": Words(
        "¿Puede leer o seguir lo que le decimos, y decidir por su cuenta?",
        "Puede entender y decidir por su cuenta",
        why="Usted decide sobre su atención. Si necesita ayuda para eso, la planeamos.",
    ),
    "legal-guardian": Words(
        "Según la ley, ¿otra persona decide sobre su salud?",
        "Otra persona decide según la ley",
        why="Esa persona también tiene que estar de acuerdo.",
        hint="Muchas veces se le llama tutor legal.",
    ),
}
