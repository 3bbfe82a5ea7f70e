"""Alcohol and drugs."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

_PRIVATE = "Lo preguntamos para que la ketamina sea segura para usted. La respuesta queda entre quienes le atienden."
SUBSTANCES = {
    "alcohol-withdrawal-signs": Words(
        "¿Le ha pasado alguna vez algo de esto?",
        "Señales de abstinencia del alcohol",
        why="Dejar el alcohol de golpe puede ser peligroso. Le ayudamos a planearlo.",
        options={
            "shakes": "Temblores o sudor cuando dejo de beber",
            "morning": "Un trago en la mañana para sentirme firme",
            "seizure": "Convulsiones, o ver cosas, después de dejar de beber",
        },
    ),
    "alcohol-disorder": Words("¿Le han dicho alguna vez que tiene un problema con el alcohol?", "Problema con el alcohol", why=_PRIVATE),
    "alcohol-last-3-months": Words(
        "¿Bebió alcohol en los últimos 3 meses?",
        "Alcohol en los últimos 3 meses",
        why="El alcohol y la ketamina juntos pueden hacer más lenta la respiración.",
    ),
    "alcohol-withdrawal-now": Words(
        "En los últimos 3 días, después de beber menos: ¿tembló, sudó, vio cosas o tuvo convulsiones?",
        "Abstinencia del alcohol ahora",
        why="Para esto hace falta un médico ya.",
        hint="Si no ha bebido menos, elija No.",
    ),
    "drug-problem": Words(
        "¿Las drogas han sido alguna vez un problema para usted?",
        "Problema con las drogas",
        why=_PRIVATE,
        hint="Cuentan las drogas de la calle, o medicinas usadas de otro modo que el que dijo el médico. "
        "Diga que sí si un médico se lo dijo, o si dos de estas cosas son su caso. Usar más de lo que quería. "
        "No poder usar menos. Tener muchas ganas de usar. Tener líos por eso. Necesitar cada vez más. Sentirse mal al dejarlo. "
        "El alcohol, el tabaco y la cafeína no cuentan aquí.",
    ),
    "drug-problem-months": Words("¿Hace cuántos meses tuvo el último problema con las drogas?", "Meses desde el último problema"),
    "drug-problem-kinds": Words(
        "¿Qué drogas fueron un problema?",
        "Qué drogas",
        why="Cada droga pide otro cuidado.",
        options={
            "opioids": "Opioides, como heroína, fentanilo o pastillas para el dolor",
            "stimulants": "Cocaína, metanfetamina u otros estimulantes",
            "sedatives": "Pastillas para dormir o calmarse",
            "cannabis": "Marihuana",
            "other": "Otra cosa",
        },
    ),
    "ketamine-pcp": Words(
        "¿Ha usado alguna vez ketamina que no le recetaron, PCP o una droga parecida?", "Ketamina o PCP sin receta", why=_PRIVATE
    ),
    "ketamine-pcp-months": Words("¿Hace cuántos meses fue la última vez?", "Meses desde la última vez"),
    "ketamine-pcp-problem": Words(
        "¿Fue alguna vez un problema para usted?",
        "Fue un problema alguna vez",
        why="El tratamiento con ketamina podría hacer que el problema vuelva.",
        hint="Por ejemplo, usó más de lo que quería, o no podía parar.",
    ),
    "illicit-stimulants": Words(
        "En los últimos 30 días, ¿usó cocaína, metanfetamina o MDMA (éxtasis)?",
        "Cocaína, metanfetamina o MDMA",
        why="Estas drogas suben la presión, y la ketamina la sube más.",
    ),
    "illicit-stimulants-days": Words(
        "¿Cuándo fue la última vez?",
        "Cuándo fue la última vez",
        why="El efecto se va con el tiempo.",
        options={0: "En los últimos 7 días", 8: "Hace 8 a 14 días", 15: "Hace 15 a 30 días"},
    ),
    "cannabis-days": Words(
        "¿Cuántos días a la semana usa marihuana?",
        "Marihuana, días a la semana",
        why=_PRIVATE,
        hint="De 0 a 7. Si no la usa, escriba 0.",
    ),
}
MONTHS_AGO = Words(
    "",
    why="El riesgo depende de hace cuánto fue.",
    hint="1 año son 12 meses. Menos de un mes es 0. Puede dar un número aproximado.",
)
