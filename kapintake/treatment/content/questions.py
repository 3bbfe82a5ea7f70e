"""Five questions about what the cards said. They are no test: a wrong pick brings the two sentences that answer it."""

from dataclasses import dataclass

from kapintake.treatment.content import Said


@dataclass(frozen=True, slots=True)
class Pick:
    """One answer to choose. `value` is what is kept."""

    value: str
    text: Said


@dataclass(frozen=True, slots=True)
class Question:
    """`why` are the two sentences that answer it, and that a wrong pick brings."""

    id: str
    text: Said
    picks: tuple[Pick, ...]
    right: str
    why: tuple[Said, Said]
    sources: tuple[str, ...]


QUESTIONS = (
    Question(
        "off-label",
        Said("Has the FDA approved ketamine for depression?", "¿La FDA ha aprobado la ketamina para la depresión?"),
        (
            Pick("yes", Said("Yes", "Sí")),
            Pick("off-label", Said("No. Doctors use it off-label", "No. Los médicos la usan fuera de indicación")),
            Pick("tablets", Said("Only as tablets", "Solo en tabletas")),
        ),
        "off-label",
        (
            Said("The FDA has approved ketamine for surgery.", "La FDA ha aprobado la ketamina para cirugías."),
            Said("For depression, doctors use it off-label.", "Para la depresión, los médicos la usan fuera de indicación."),
        ),
        ("FDA23",),
    ),
    Question(
        "no-promise",
        Said("Is it sure that ketamine will help you?", "¿Es seguro que la ketamina le va a ayudar?"),
        (
            Pick("everyone", Said("Yes, it helps everyone", "Sí, ayuda a todas las personas")),
            Pick("often", Said("Yes, if I have it often", "Sí, si la recibo muchas veces")),
            Pick("no", Said("No, and what it does may fade", "No, y el efecto puede pasar")),
        ),
        "no",
        (
            Said("Ketamine helps some people and not others.", "La ketamina ayuda a algunas personas y a otras no."),
            Said("What it does for you may fade with time.", "El efecto puede pasar con el tiempo."),
        ),
        ("DORE19", "RECALLED"),
    ),
    Question(
        "blood-pressure",
        Said("What can your blood pressure do after a dose?", "¿Qué puede hacer su presión después de una dosis?"),
        (
            Pick("nothing", Said("Nothing", "Nada")),
            Pick("rises", Said("It can go up for a few hours", "Puede subir por unas horas")),
            Pick("falls", Said("It always goes down", "Siempre baja")),
        ),
        "rises",
        (
            Said("Ketamine can raise blood pressure for a few hours.", "La ketamina puede subir la presión por unas horas."),
            Said("That is why we measure it, and you stay with us.", "Por eso la medimos, y usted se queda con nosotros."),
        ),
        ("SPR-US", "PDR-SPR"),
    ),
    Question(
        "driving",
        Said("When may you drive again?", "¿Cuándo puede volver a manejar?"),
        (
            Pick("awake", Said("As soon as I feel awake", "Cuando me sienta con la mente clara")),
            Pick("two-hours", Said("Two hours after the dose", "Dos horas después de la dosis")),
            Pick("next-day", Said("The next day, after a night's sleep", "Al día siguiente, después de dormir")),
        ),
        "next-day",
        (
            Said(
                "Ketamine slows you for hours, even when you feel awake.",
                "Con la ketamina reacciona más despacio por horas, aunque se sienta bien.",
            ),
            Said("You may drive the next day, after a night's sleep.", "Puede manejar al día siguiente, después de dormir."),
        ),
        ("SPR-US", "NCT06036511"),
    ),
    Question(
        "stopping",
        Said("Who can stop the treatment?", "¿Quién puede parar el tratamiento?"),
        (
            Pick("clinician", Said("Only the clinician", "Solo el médico")),
            Pick("before", Said("I can, but only before the first dose", "Yo, pero solo antes de la primera dosis")),
            Pick("any-time", Said("I can, at any time", "Yo, en cualquier momento")),
        ),
        "any-time",
        (
            Said("You can stop at any time, even during a visit.", "Puede parar en cualquier momento, también durante una visita."),
            Said("You need no reason, and your other care goes on.", "No tiene que dar una razón, y su otra atención sigue igual."),
        ),
        ("FIELD", "POLICY"),
    ),
)
