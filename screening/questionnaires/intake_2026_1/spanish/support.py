"""Medicines, and the easy end."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

_WHY = "Nos ayuda a conocerle. Puede saltarla."
SUPPORT = {
    "medicines": Words(
        "¿Qué medicinas toma?",
        "Medicinas",
        why="Algunas medicinas y la ketamina no van bien juntas. No deje ni cambie ninguna medicina por este formulario.",
        hint="Es fácil olvidar: anticonceptivos, inhaladores, gotas para los ojos, ayudas para dormir, vitaminas. También lo que "
        "compra por internet y lo que dejó en los últimos 6 meses.",
    ),
    "allergies": Words("¿Tiene alguna alergia?", "Alergias", why=_WHY, hint="Medicinas, comidas, látex. Si no tiene, escriba ninguna."),
    "hospital-stay": Words(
        "En los últimos 12 meses, ¿estuvo en un hospital por su salud mental?", "En el hospital por salud mental", why=_WHY
    ),
    "treatments-before": Words(
        "¿Qué otros tratamientos ha tenido?",
        "Otros tratamientos",
        why=_WHY,
        options={
            "talking": "Terapia de conversación",
            "augmentation": "Una segunda medicina para ayudar a un antidepresivo",
            "tms": "Tratamiento magnético (TMS)",
            "ect": "Terapia electroconvulsiva (ECT)",
        },
    ),
    "treated-by": Words(
        "¿Quién le atiende ahora?", "Quién le atiende ahora", why=_WHY, hint="Un médico, enfermero o terapeuta. Si nadie, escriba nadie."
    ),
    "may-contact": Words("¿Podemos hablar con ellos sobre su atención?", "Podemos hablar con ellos", why=_WHY),
    "support-at-home": Words("¿Con quién cuenta en casa?", "Apoyo en casa", why=_WHY, hint="Pareja, familia, una amistad, una mascota."),
    "hopes": Words("¿Qué espera que sea distinto después del tratamiento?", "Lo que espera", why=_WHY),
}
