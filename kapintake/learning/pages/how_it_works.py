"""What ketamine does in the body, where it comes from, and what nobody knows yet."""

from kapintake.learning.content import Level, Page, Section, Text, say

HOW_IT_WORKS = Page(
    number=2,
    title=Text("How does ketamine work?", "¿Cómo actúa la ketamina?"),
    about=Text("In the body, its history, and what nobody knows yet.", "En el cuerpo, su historia y lo que aún no se sabe."),
    sections=(
        Section(
            Text("In the body", "En el cuerpo"),
            (
                say(
                    "Ketamine blocks a kind of switch on nerve cells. The switch is called the NMDA receptor.",
                    "La ketamina bloquea una especie de llave en las células nerviosas. Se llama receptor NMDA.",
                    Level.STRONG,
                    "ZANOS18",
                    "MCI21",
                ),
                say(
                    "After that, nerve cells may build new links with each other. Most of this was seen in animals.",
                    "Después, las células nerviosas tal vez formen nuevos enlaces. Casi todo esto se vio en animales.",
                    Level.EARLY,
                    "ZANOS18",
                ),
                say(
                    "How this changes a person's mood is not known. There are several ideas, and more than one may be true.",
                    "No se sabe cómo cambia esto el ánimo. Hay varias ideas, y más de una puede ser cierta.",
                    Level.UNKNOWN,
                    "ZANOS18",
                ),
                say(
                    "For an hour or so you may feel far from your body, and sounds or time may seem odd. "
                    "This is called dissociation. Most people have it.",
                    "Durante más o menos una hora puede sentirse lejos de su cuerpo. Los sonidos o el tiempo pueden parecer raros. "
                    "Se llama disociación. A la mayoría le pasa.",
                    Level.STRONG,
                    "SPR-US",
                ),
            ),
        ),
        Section(
            Text("Where it comes from", "De dónde viene"),
            (
                say("Ketamine was first made in 1962.", "La ketamina se hizo por primera vez en 1962.", Level.RULE, "COLLA21"),
                say("The first people were given it in 1964.", "Las primeras personas la recibieron en 1964.", Level.RULE, "DOMINO10"),
                say(
                    "The FDA approved it in 1970, for putting people to sleep for surgery.",
                    "La FDA la aprobó en 1970 para dormir a la gente en una cirugía.",
                    Level.RULE,
                    "FOCUS23",
                ),
                say(
                    "In 2000 a trial with seven people gave a first hint that it may lift depression.",
                    "En el año 2000, un estudio con siete personas dio la primera señal de que podía aliviar la depresión.",
                    Level.EARLY,
                    "BERMAN00",
                ),
                say(
                    "In 2006 a second small trial found the same. These people had tried other medicines without success.",
                    "En 2006 otro estudio pequeño halló lo mismo. A esas personas no les habían ayudado otras medicinas.",
                    Level.EARLY,
                    "ZARATE06",
                ),
                say(
                    "In 2019 the FDA approved the nose spray, esketamine, along with a daily tablet. Since 2025 it may also be used alone.",
                    "En 2019 la FDA aprobó el espray, la esketamina, junto con una pastilla diaria. Desde 2025 también se puede usar solo.",
                    Level.RULE,
                    "FDA-ESK25",
                ),
            ),
        ),
        Section(
            Text("What is known", "Lo que se sabe"),
            (
                say(
                    "In trials, more people felt less depressed one day after ketamine than after a dummy drug.",
                    "En los estudios, un día después había más gente con menos depresión con ketamina que sin ella.",
                    Level.STRONG,
                    "COCHRANE21",
                    "MCGIRR15",
                ),
                say(
                    "The effect of one dose fades, often within days.",
                    "El efecto de una dosis pasa, muchas veces en días.",
                    Level.STRONG,
                    "MCGIRR15",
                ),
                say(
                    "After up to six doses, half of those whom it had helped were ill again in about 18 days. This was one study.",
                    "Después de hasta seis dosis, la mitad de quienes habían mejorado recayó en unos 18 días. Fue un solo estudio.",
                    Level.EARLY,
                    "KEW23",
                ),
            ),
        ),
        Section(
            Text("What is not known", "Lo que no se sabe"),
            (
                say(
                    "How safe it is to use for months or years, and how well it keeps working.",
                    "Si es seguro usarla por meses o años, y si sigue dando efecto.",
                    Level.UNKNOWN,
                    "APA17",
                    "MCI21",
                ),
                say(
                    "Which dose, how many visits and which kind of talks are best.",
                    "Qué dosis, cuántas visitas y qué tipo de charla son mejores.",
                    Level.UNKNOWN,
                    "APA17",
                    "KEW23",
                ),
                say(
                    "How much is due to the drug, and how much to hope. In most trials people could feel which one they got.",
                    "Cuánto se debe a la medicina y cuánto a la esperanza. En casi todos los estudios, la gente notó qué le dieron.",
                    Level.UNKNOWN,
                    "LII23",
                ),
                say(
                    "In one small trial, 40 people were asleep for surgery and could not tell. "
                    "Those with ketamine did not do clearly better than those without.",
                    "En un estudio pequeño, 40 personas dormían por una cirugía y no lo podían notar. "
                    "Con ketamina no les fue claramente mejor que sin ella.",
                    Level.EARLY,
                    "LII23",
                ),
            ),
        ),
    ),
)
