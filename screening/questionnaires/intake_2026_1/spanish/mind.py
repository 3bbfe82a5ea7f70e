"""Mental health: what was told, and what is now."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

_STRONGER = "La ketamina puede hacer esto más fuerte."
MIND = {
    "mental-health-diagnosis": Words(
        "¿Le han dicho alguna vez que tiene un problema de salud mental?",
        "Le han hablado de un problema de salud mental",
        why="Ayuda al médico a entender lo demás.",
        hint="Por ejemplo depresión, ansiedad, PTSD o trastorno bipolar.",
    ),
    "bipolar": Words(
        "Trastorno bipolar, o una época de manía", "Trastorno bipolar o manía", why="La ketamina puede llevar el ánimo al otro extremo."
    ),
    "past-psychosis": Words(
        "Psicosis por drogas o con depresión, que ya pasó", "Psicosis en el pasado", why="La ketamina puede hacer que vuelva."
    ),
    "dissociative-disorder": Words(
        "Un trastorno disociativo", "Trastorno disociativo", why="Con la ketamina la gente se siente por un rato lejos de sí misma."
    ),
    "personality-disorder": Words(
        "Un trastorno de la personalidad, como el límite", "Trastorno de la personalidad", why="Nos ayuda a planear la terapia con usted."
    ),
    "eating-disorder": Words(
        "Un trastorno de la alimentación que le afecta ahora",
        "Trastorno de la alimentación ahora",
        why="El peso y las sales de la sangre son importantes para el corazón.",
    ),
    "bipolar-type": Words(
        "¿De qué tipo es el trastorno bipolar?",
        "Tipo de trastorno bipolar",
        why="El riesgo de manía depende del tipo.",
        options={
            "bipolar-1": "Bipolar I (uno), o he tenido una época de manía",
            "bipolar-2": "Bipolar II (dos), sin manía",
            "unspecified": "Otro tipo, o nadie me dijo cuál",
        },
    ),
    "eating-disorder-signs": Words(
        "¿Algo de esto es su caso ahora?",
        "Sobre el trastorno de la alimentación",
        why="Estas cosas pueden alterar el ritmo del corazón.",
        options={
            "fainting": "Me desmayo",
            "purging": "Vomito o uso laxantes todos los días",
            "potassium": "Me dijeron que mi potasio está muy bajo o muy alto",
        },
    ),
    "schizophrenia": Words(
        "¿Le han dicho alguna vez que tiene esquizofrenia, trastorno esquizoafectivo o trastorno delirante?",
        "Esquizofrenia o un trastorno parecido",
        why="La ketamina puede hacer que una enfermedad así vuelva.",
    ),
    "psychosis-now": Words(
        "En el último mes, ¿vio u oyó cosas que otros no, o creyó cosas que los demás dicen que no son ciertas?",
        "Psicosis en el último mes",
        why=_STRONGER,
        hint="No cuente lo que pasó solo mientras una droga hacía efecto.",
    ),
    "mania-now": Words(
        "En las últimas 4 semanas, ¿tuvo más euforia o irritación de lo normal, con poco sueño y mucha energía?",
        "Manía en las últimas 4 semanas",
        why=_STRONGER,
        hint="Diga que sí también si alguien le dijo que está en manía, o en un estado mixto.",
    ),
    "psychosis-family": Words(
        "¿Sus padres, hermanos o hijos tienen esquizofrenia o una enfermedad parecida?",
        "Esquizofrenia en la familia",
        why="El riesgo de psicosis puede venir de familia.",
    ),
}
