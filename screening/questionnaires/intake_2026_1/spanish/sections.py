"""Parts, their introductions, the headings of the task list, titles of pages, and units."""

from typing import NamedTuple

from screening.questionnaires.intake_2026_1.spanish.heart import WHY_HEART

_NO_RIGHT_ANSWERS = "No hay respuestas buenas ni malas."
_SKIP = "Puede saltar cualquiera."


class Part(NamedTuple):
    title: str
    intro: str = ""


PARTS = {  # by the id of the section
    "reason": Part("Por qué está aquí"),
    "body": Part("Su cuerpo"),
    "mood": Part("Ánimo", f"Diez preguntas sobre las últimas 2 semanas. {_NO_RIGHT_ANSWERS}"),
    "anxiety": Part("Preocupación", f"Siete preguntas sobre las últimas 2 semanas. {_NO_RIGHT_ANSWERS}"),
    "trauma": Part("Lo que ha vivido", f"Una pregunta sobre lo que le pudo pasar, y después hasta seis más. {_SKIP}"),
    "pain": Part("Dolor", f"Tres preguntas sobre la última semana. {_SKIP}"),
    "well-being": Part("Bienestar", "Cinco preguntas sobre las últimas dos semanas."),
    "sleep": Part("Sueño", "Siete preguntas sobre las últimas 2 semanas."),
    "safety": Part(
        "Seguridad",
        "A todos les preguntamos por ideas de suicidio y por su seguridad. Ser sincero no pone fin a su solicitud.",
    ),
    "heart": Part("Corazón y presión"),
    "brain": Part("Cerebro y ojos"),
    "organs": Part("Otros problemas de salud"),
    "ketamine": Part("Ketamina antes"),
    "reproduction": Part("Embarazo"),
    "mind": Part("Salud mental"),
    "highs": Part("Altas y bajas", "Hasta 15 preguntas sobre su vida hasta hoy."),
    "alcohol": Part("Alcohol", f"Preguntas sobre el alcohol en el último año. {_NO_RIGHT_ANSWERS}"),
    "drugs": Part("Drogas"),
    "drug-use": Part("Más sobre las drogas", "Diez preguntas sobre los últimos 12 meses."),
    "medicines": Part("Medicinas"),
    "support": Part("Sobre su vida", _SKIP),
}
GROUPS = {  # by the English heading
    "About you": "Sobre usted",
    "How you've been": "Cómo ha estado",
    "Your health": "Su salud",
    "A few last things": "Unas últimas cosas",
}
PAGES = {  # titles and reasons of pages that hold more than one question, by their English words
    "What was your last blood pressure?": "¿Cuál fue su última presión?",
    "Ketamine can raise blood pressure for an hour or two. A number from a home cuff or a pharmacy is fine. "
    "If you have no number, choose I'm not sure: we can measure it at your first visit.": (
        "La ketamina puede subir la presión por una o dos horas. Sirve un número de un aparato en casa o de una farmacia. "
        "Si no tiene ningún número, elija No lo sé bien: se la podemos tomar en su primera visita."
    ),
    "Have you ever been told that you have any of these?": "¿Le han dicho alguna vez que tiene algo de esto?",
    "Ketamine makes the heart work harder for an hour or two.": WHY_HEART,
}
UNITS = {
    "months": "meses",
    "days": "días",
    "days a week": "días a la semana",
}
