"""Six cards about the treatment, at most eighty words each. Sources are keys of `screening.CITATIONS`, with their status."""

from dataclasses import dataclass

from kapintake.treatment.content import Said


@dataclass(frozen=True, slots=True)
class Card:
    """One page. Paragraphs are sentences that belong together."""

    id: str
    title: Said
    paragraphs: tuple[Said, ...]
    sources: tuple[str, ...]

    def words(self, language: str) -> int:
        """How many words stand on the card, its title among them."""
        texts = (self.title, *self.paragraphs)
        return sum(len(text.in_language(language).split()) for text in texts)


CARDS = (
    Card(
        "what-it-is",
        Said("What it is", "Qué es"),
        (
            Said(
                "Ketamine is a medicine. It has been used for many years to put people to sleep for surgery. "
                "Here you get a smaller dose, with talk therapy around it.",
                "La ketamina es una medicina. Se usa desde hace muchos años para dormir a las personas en una cirugía. "
                "Aquí recibe una dosis menor, junto con terapia de conversación.",
            ),
            Said(
                "The FDA has not approved ketamine for depression, anxiety or PTSD. Doctors may still use it for these. "
                "This is called off-label use.",
                "La FDA no ha aprobado la ketamina para la depresión, la ansiedad ni el TEPT. Los médicos pueden usarla para eso. "
                "Se llama uso fuera de indicación.",
            ),
            Said(
                "We cannot promise that it helps. What it does for you may fade.", "No podemos prometer que ayude. El efecto puede pasar."
            ),
        ),
        ("FDA23", "KET-SPL", "DORE19"),
    ),
    Card(
        "what-it-feels-like",
        Said("What it feels like", "Qué se siente"),
        (
            Said(
                "Your body may feel heavy or far away. Sights and sounds may seem strange. You may feel sleepy, dizzy or sick to "
                "your stomach.",
                "Puede sentir el cuerpo pesado o lejano. Lo que ve y oye puede parecerle extraño. Puede tener sueño, mareo o náuseas.",
            ),
            Said(
                "Strong feelings can come up. Some people get scared for a while. A trained person stays with you.",
                "Pueden venir emociones fuertes. Algunas personas sienten miedo un rato. Una persona preparada se queda con usted.",
            ),
            Said(
                "You stay at least two hours after the dose. You go home when you are steady and clear.",
                "Se queda al menos dos horas después de la dosis. Se va a casa cuando está firme y con la mente clara.",
            ),
        ),
        ("SPR-US", "KET-SPL", "REMS", "POLICY"),
    ),
    Card(
        "risks",
        Said("Risks", "Riesgos"),
        (
            Said(
                "Your blood pressure can rise for a few hours. You may throw up. Rarely, breathing slows. Mood can get worse, and "
                "thoughts of suicide can come.",
                "La presión puede subir unas horas. Puede vomitar. Rara vez, la respiración se hace lenta. El ánimo puede empeorar "
                "y pueden venir pensamientos de suicidio.",
            ),
            Said(
                "Used often or for long, ketamine can hurt the bladder and the liver. Some people come to depend on it. "
                "It is not safe in pregnancy.",
                "Si se usa mucho o por mucho tiempo, puede dañar la vejiga y el hígado. Algunas personas llegan a depender de ella. "
                "No es segura en el embarazo.",
            ),
            Said(
                "You are slower for hours. Do not drive until the next day, after a night's sleep.",
                "Reacciona más despacio por horas. No maneje hasta el día siguiente, después de dormir.",
            ),
        ),
        ("SPR-US", "PDR-SPR", "PDR-KET", "FDA23", "NCT06036511", "MEDLIB"),
    ),
    Card(
        "other-options",
        Said("Other options", "Otras opciones"),
        (
            Said(
                "You have other choices. There are other medicines, and talk therapy alone.",
                "Hay otras opciones. Hay otras medicinas, y terapia de conversación sola.",
            ),
            Said(
                "Esketamine is a nose spray. The FDA has approved it for some kinds of depression. TMS uses magnets on the head. "
                "ECT uses a short current while you sleep.",
                "La esketamina es un aerosol para la nariz. La FDA la aprobó para algunos tipos de depresión. La EMT usa imanes en la "
                "cabeza. La TEC usa una corriente corta mientras duerme.",
            ),
            Said(
                "You can also wait, or choose no treatment. Ask us what each one could do for you.",
                "También puede esperar, o no hacer ningún tratamiento. Pregúntenos qué puede hacer cada uno por usted.",
            ),
        ),
        ("SPR-US", "RECALLED"),
    ),
    Card(
        "costs",
        Said("Costs", "Costos"),
        (
            Said(
                "Health plans often do not pay for off-label ketamine. Ask us for the full price before you say yes.",
                "Muchos seguros no pagan la ketamina fuera de indicación. Pídanos el precio completo antes de decir que sí.",
            ),
            Said(
                "Ask what is in it: the visits, the medicine, the therapy talks. Ask what you pay if you miss or move a visit.",
                "Pregunte qué incluye: las visitas, la medicina, la terapia. Pregunte cuánto paga si falta o cambia una visita.",
            ),
            Said(
                "You pay for no more visits than you choose. You can stop, and then you owe only what you had.",
                "No paga más visitas que las que usted elige. Puede parar, y entonces debe solo lo que ya tuvo.",
            ),
        ),
        ("RECALLED", "POLICY"),
    ),
    Card(
        "your-right-to-stop",
        Said("Your right to stop", "Su derecho a parar"),
        (
            Said(
                "You decide. You can say no now. You can stop at any time, even during a visit. You need no reason.",
                "Usted decide. Puede decir que no ahora. Puede parar en cualquier momento, también durante una visita. No tiene que dar "
                "una razón.",
            ),
            Said(
                "If you stop after a dose, we stay with you until it is safe to go home.",
                "Si para después de una dosis, nos quedamos con usted hasta que sea seguro ir a casa.",
            ),
            Said(
                "You can take your consent back on this site, or tell us. Your other care goes on.",
                "Puede retirar su consentimiento en este sitio, o decírnoslo. Su otra atención sigue igual.",
            ),
        ),
        ("FIELD", "POLICY"),
    ),
)
