"""Heart, blood pressure and blood vessels."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

WHY_HEART = "La ketamina hace que el corazón trabaje más por una o dos horas."
_HARDER = "La ketamina hace que el corazón trabaje más."
_RHYTHM = "La ketamina puede alterar el ritmo del corazón."
HEART = {
    "high-blood-pressure": Words(
        "Presión alta, o toma pastillas para la presión", "Presión alta", why="La ketamina puede subir la presión por una o dos horas."
    ),
    "rhythm-problem": Words("Un problema del ritmo del corazón, un marcapasos o QT largo", "Problema del ritmo del corazón", why=_RHYTHM),
    "coronary-disease": Words("Angina de pecho, o vasos estrechos en el corazón", "Angina o enfermedad de las coronarias", why=_HARDER),
    "heart-failure": Words("Insuficiencia cardíaca, o un corazón débil", "Insuficiencia cardíaca", why=_HARDER),
    "valve-lung-pressure": Words(
        "Una válvula del corazón dañada, o presión alta en los pulmones",
        "Válvula del corazón o presión en los pulmones",
        why="La ketamina también sube la presión en los pulmones.",
    ),
    "rhythm-signs": Words(
        "¿Algo de esto es cierto de su problema del ritmo?",
        "Sobre el problema del ritmo",
        why=_RHYTHM,
        options={
            "untreated": "No tiene tratamiento",
            "symptoms": "Todavía lo siento: el corazón se acelera, o siento mareo o debilidad",
            "fainted": "Perdí el sentido por eso en los últimos 6 meses",
            "vt-no-device": "Un ritmo rápido muy peligroso (TV o FV), y no tengo desfibrilador implantado",
            "block-no-pacemaker": "Un bloqueo grave del corazón, y no tengo marcapasos",
        },
    ),
    "heart-failure-signs": Words(
        "¿Algo de esto es cierto de su insuficiencia cardíaca?",
        "Sobre la insuficiencia cardíaca",
        why="Muestra cuánto aguanta el corazón.",
        options={
            "breathless": "Me falta el aire en reposo, o con muy poco esfuerzo",
            "hospital": "Estuve en el hospital por eso en los últimos 6 meses",
        },
    ),
    "heart-attack-stroke": Words(
        "¿Ha tenido un infarto, un derrame cerebral o un miniderrame (TIA)?",
        "Infarto, derrame o procedimiento del corazón",
        why=WHY_HEART,
        hint="Diga que sí también si su corazón se paró alguna vez, o si le pusieron un stent o un bypass.",
    ),
    "heart-attack-stroke-kinds": Words(
        "¿Cuál de estos fue?",
        "De qué tipo",
        why="Así sabemos a qué médico preguntar.",
        options={
            "heart-attack": "Infarto",
            "stroke": "Derrame cerebral",
            "tia": "Miniderrame (TIA)",
            "stent-bypass": "Stent o bypass",
            "cardiac-arrest": "Se me paró el corazón",
        },
    ),
    "heart-attack-stroke-months": Words("¿Hace cuántos meses fue el último?", "Meses desde el último"),
    "chest-pain": Words(
        "En los últimos 6 meses, ¿tuvo dolor en el pecho en reposo, o un dolor que era nuevo o iba peor?",
        "Dolor en el pecho en reposo, nuevo o peor",
        why=WHY_HEART,
    ),
    "chest-pain-months": Words(
        "¿Cuándo tuvo ese dolor por última vez?",
        "Cuándo tuvo ese dolor por última vez",
        why="Un dolor nuevo en el pecho se tiene que revisar primero.",
        options={0: "En el último mes", 1: "Hace 1 a 2 meses", 2: "Hace 2 a 3 meses", 3: "Hace 3 a 6 meses"},
    ),
    "aneurysm": Words(
        "¿Ha tenido alguna vez un aneurisma, o una malformación de vasos (MAV)?",
        "Aneurisma o MAV",
        why="Con algo así, una subida de la presión puede ser peligrosa.",
        hint="Un aneurisma es un bulto en un vaso de sangre. Una MAV es un nudo de vasos. Diga que sí también si ya se lo repararon.",
    ),
    "brain-bleed": Words(
        "¿Ha tenido alguna vez sangre dentro del cerebro o alrededor de él?",
        "Sangre en el cerebro o alrededor",
        why="Con esto, una subida de la presión puede ser peligrosa.",
    ),
}
