"""Hormones, liver, kidneys, bladder, blood, breathing, anaesthesia, and ketamine before."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

_THYROID = "Con la tiroides muy activa el corazón se acelera. La ketamina lo acelera más."
_LIVER = "El hígado es el que descompone la ketamina."
ORGANS = {
    "overactive-thyroid": Words("Tiroides que trabaja de más (hipertiroidismo)", "Tiroides que trabaja de más", why=_THYROID),
    "liver-disease": Words("Una enfermedad del hígado, como hepatitis o cirrosis", "Enfermedad del hígado", why=_LIVER),
    "kidney-disease": Words(
        "Riñones que trabajan mal, diálisis o un trasplante de riñón",
        "Enfermedad de los riñones",
        why="Con los riñones débiles, la presión sube y baja más.",
    ),
    "bladder-disease": Words(
        "Cistitis intersticial, o una vejiga dañada por la ketamina", "Enfermedad de la vejiga", why="La ketamina puede dañar la vejiga."
    ),
    "porphyria": Words("Porfiria", "Porfiria", why="Hay medicinas que pueden causar un ataque."),
    "thyroid-controlled": Words("¿Recibe tratamiento para la tiroides, y está bajo control ahora?", "Tiroides bajo control", why=_THYROID),
    "liver-signs": Words(
        "¿La enfermedad del hígado le ha causado algo de esto?",
        "Sobre la enfermedad del hígado",
        why=_LIVER,
        options={
            "fluid": "Líquido en el vientre",
            "jaundice": "Piel u ojos amarillos",
            "confusion": "Confusión",
            "bleeding": "Sangrado, como vomitar sangre",
        },
    ),
    "bladder-symptoms": Words(
        "¿Tiene molestias de la vejiga ahora, y no sabe por qué?",
        "Molestias de la vejiga ahora",
        why="La ketamina puede dañar la vejiga, por eso queremos saber cómo está hoy.",
        hint="Dolor o sangre al orinar, ganas de ir de repente, o ir muy seguido.",
    ),
    "breathing": Words(
        "¿Algo de esto es su caso?",
        "Respiración y pulmones",
        why="La ketamina puede hacer más lenta la respiración.",
        hint="Si tiene asma leve sin ataques en el último año, elija Nada de esto.",
        options={
            "home-oxygen": "Uso oxígeno en casa",
            "co2": "Me dijeron que mi cuerpo retiene dióxido de carbono (CO2)",
            "copd": "EPOC o enfisema",
            "asthma": "Asma que en los últimos 12 meses necesitó pastillas de esteroides o ir a emergencias",
            "infection": "Una infección del pecho ahora",
            "other": "Otra enfermedad de los pulmones que no se quita",
        },
    ),
    "sleep-apnea": Words(
        "¿Le han dicho que tiene apnea del sueño?",
        "Apnea del sueño",
        why="Al relajarse mucho, la apnea del sueño puede empeorar.",
        hint="Apnea del sueño quiere decir que al dormir se deja de respirar por ratos cortos.",
    ),
    "sleep-apnea-treated": Words(
        "¿Usa CPAP u otro tratamiento para la apnea todas las noches?",
        "Apnea del sueño con tratamiento",
        why="Con tratamiento, el riesgo es menor.",
    ),
    "anaesthesia-problem": Words(
        "¿Ha tenido alguna vez un problema grave cuando le durmieron para una operación?",
        "Problema con la anestesia",
        why="El equipo lo toma en cuenta.",
        hint="Que fue difícil meterle aire, que acabó en cuidados intensivos sin que se esperara, una mala reacción, o despertar antes de "
        "tiempo. Diga que sí también si usted o un familiar tuvo hipertermia maligna.",
    ),
    "ketamine-allergy": Words(
        "¿Ha tenido alguna vez una alergia a la ketamina o la esketamina?",
        "Alergia a la ketamina o la esketamina",
        why="Una segunda vez podría ser peligrosa.",
        hint="Por ejemplo ronchas, hinchazón o problemas para respirar. Si nunca la ha tomado, elija No.",
    ),
    "ketamine-treatment": Words(
        "Si ya le trataron con ketamina o esketamina: ¿pasó algo de esto?",
        "Tratamiento con ketamina antes",
        why="Lo que pasó antes puede volver a pasar.",
        hint="Si nunca la ha recibido, elija Nada de esto.",
        options={
            "bad-reaction": "Una mala reacción: pánico, perder el contacto con la realidad, presión muy alta o problemas para respirar",
            "no-benefit": "No me ayudó",
        },
    ),
}
