"""Registration and consent, and questions before a session."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

_CRISIS = "En una crisis puede que necesitemos a alguien que pueda llegar a usted."
ELSEWHERE = {
    "birth-date": Words("¿Cuándo nació usted?", "Fecha de nacimiento", why="Los riesgos cambian con la edad."),
    "sex-at-birth": Words(
        "¿Qué sexo le pusieron al nacer?",
        "Sexo al nacer",
        why="De eso dependen unos límites y unas preguntas.",
        options={"male": "Masculino", "female": "Femenino", "intersex": "Intersexual", "not-stated": "Prefiero no decirlo"},
    ),
    "emergency-contact-name": Words("¿A quién llamamos en una emergencia?", "Nombre de su contacto de emergencia", why=_CRISIS),
    "emergency-contact-phone": Words("¿Cuál es el teléfono de esa persona?", "Teléfono de su contacto de emergencia", why=_CRISIS),
    "consent-screening": Words(
        "¿Está de acuerdo con esta evaluación y con cómo usamos lo que nos dice?",
        "Permiso para la evaluación",
        why="Solo podemos ver sus respuestas si usted está de acuerdo.",
    ),
    "escort": Words(
        "¿Un adulto le llevará a casa después del tratamiento?",
        "Un adulto le lleva a casa",
        why="Tendrá demasiado sueño para ir sin compañía.",
    ),
    "no-driving": Words(
        "¿Promete no manejar hasta el día siguiente, después de dormir toda la noche?",
        "No maneja hasta el día siguiente",
        why="La ketamina hace más lentas las reacciones por horas.",
    ),
    "fasting": Words(
        "¿Puede estar sin comer ni beber el tiempo que le digamos?",
        "Puede estar sin comer ni beber",
        why="Así evita las náuseas.",
    ),
}
