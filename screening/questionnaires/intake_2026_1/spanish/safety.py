"""Safety: our own words on thoughts of suicide, and danger right now. The C-SSRS is never translated by us."""

from screening.questionnaires.intake_2026_1.spanish.words import Words

_SOON = "Así sabemos qué tan pronto alguien tiene que hablar con usted."
SAFETY = {
    "own-1": Words("En el último mes, ¿ha pensado en matarse?", "Ideas de matarse", why="Se lo preguntamos a todos. Aquí lo puede decir."),
    "own-2": Words("¿Tiene un plan para matarse, o piensa llevar a cabo estas ideas?", "Un plan, o la intención de hacerlo", why=_SOON),
    "own-3": Words("¿Alguna vez trató de quitarse la vida, o se preparó para hacerlo?", "Lo intentó o se preparó alguna vez", why=_SOON),
    "own-3-recent": Words("¿Fue en los últimos 3 meses?", "En los últimos 3 meses", why=_SOON),
    "immediate-danger": Words(
        "¿Corre peligro ahora mismo de hacerse daño o de hacerle daño a alguien?",
        "En peligro ahora mismo",
        why="Si es así, primero está la ayuda. Lo demás puede esperar.",
    ),
    "overdose-today": Words(
        "¿Hoy tomó una sobredosis o se hizo daño?", "Sobredosis o herida hoy", why="Puede que necesite un médico ahora mismo."
    ),
    "harm-to-others": Words(
        "¿Piensa en hacerle mucho daño a alguien, y tiene un plan o ganas de hacerlo?",
        "Ideas de dañar a alguien, con un plan",
        why="Se lo preguntamos a todos. Queremos que usted y los demás estén a salvo.",
    ),
    "command-voices": Words(
        "¿Oye voces que le dicen que se haga daño o que dañe a otros?",
        "Voces que dicen que dañe a alguien",
        why="Si oye voces así, hay que buscar ayuda ya.",
    ),
    "confusion-recent": Words(
        "En los últimos 7 días, ¿sintió de repente mucha confusión?",
        "Confusión repentina en los últimos 7 días",
        why="La confusión repentina puede ser la primera señal de una enfermedad.",
        hint="Por ejemplo, no sabía dónde estaba. O alguien cercano lo notó.",
    ),
    "medical-symptoms-now": Words(
        "¿Tiene algo de esto ahora mismo?",
        "Señales de emergencia ahora mismo",
        why="Para cada una de estas cosas hace falta un médico ya.",
        options={
            "chest-pain": "Mucha presión o dolor en el pecho",
            "stroke-signs": "Se me cae la cara, un brazo está débil, o me cuesta hablar",
            "seizure": "Convulsiones",
            "breathless": "Casi no puedo respirar",
            "drowsy": "No puedo evitar dormirme",
        },
    ),
}
