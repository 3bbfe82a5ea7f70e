"""Brain, nerves and eyes."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

_BRAIN = "La ketamina puede subir la presión en el cerebro."
_EYES = "La ketamina puede subir la presión en los ojos."
BRAIN = {
    "brain-pressure-mass": Words(
        "¿Ha tenido alguna vez presión alta en el cerebro, o algo que crece en él?",
        "Presión alta o un bulto en el cerebro",
        why=_BRAIN,
        hint="Diga que sí también si tuvo agua en el cerebro, una válvula de drenaje o un tumor cerebral.",
    ),
    "seizure": Words(
        "Convulsiones o epilepsia, en cualquier momento desde los 5 años",
        "Convulsiones o epilepsia",
        why="Lo tomamos en cuenta, y hay medicinas que suben el riesgo.",
    ),
    "head-injury": Words("Un golpe en la cabeza con desmayo o con atención de hospital", "Golpe en la cabeza", why=_BRAIN),
    "eye-problem": Words("Glaucoma, o una herida u operación de los ojos", "Glaucoma u otro problema de los ojos", why=_EYES),
    "memory-problem": Words(
        "Un problema de memoria o para pensar que le están estudiando",
        "Problema de memoria o para pensar",
        why="Queremos saber que usted puede entender y decidir.",
    ),
    "dementia": Words("Demencia", "Demencia", why="La ketamina puede empeorar la confusión."),
    "head-injury-months": Words(
        "¿Cuándo fue su último golpe en la cabeza?",
        "Cuándo fue el golpe en la cabeza",
        why="El cerebro necesita tiempo para sanar.",
        options={0: "En el último mes", 1: "Hace 1 a 3 meses", 3: "Hace 3 a 6 meses", 6: "Hace 6 a 12 meses", 12: "Hace más tiempo"},
    ),
    "head-injury-lasting": Words(
        "¿Todavía tiene problemas por ese golpe?",
        "Todavía tiene problemas por el golpe",
        why="Muestra si el cerebro ya sanó.",
        hint="Por ejemplo, dolor de cabeza, mareo o problemas para pensar.",
    ),
    "eye-details": Words(
        "¿Cuál de estas cosas es su caso ahora?",
        "Sobre el problema de los ojos",
        why=_EYES,
        options={
            "not-controlled": "La presión de mis ojos no está bajo control",
            "narrow-angle": "Glaucoma de ángulo estrecho sin tratar",
            "open-injury": "Una herida abierta en un ojo",
            "surgery": "Una operación de los ojos en las últimas 6 semanas",
            "controlled": "Glaucoma que está bajo control",
        },
    ),
}
