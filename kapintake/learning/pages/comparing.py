"""How it differs from talking therapy, from daily tablets and from other treatments."""

from kapintake.learning.content import Level, Page, Section, Text, say

COMPARING = Page(
    number=3,
    title=Text("How is it different from other care?", "¿En qué se diferencia de otros tratamientos?"),
    about=Text("Next to talking therapy, daily tablets and other care.", "Junto a la terapia, las pastillas y otros cuidados."),
    sections=(
        Section(
            Text("Talking therapy alone", "La terapia sola, sin medicina"),
            (
                say(
                    "Talking therapy works with words and time, most often once a week for some months. You stay wide awake.",
                    "La terapia usa palabras y tiempo. Suele ser una vez por semana durante unos meses. Usted está despierto todo el rato.",
                    Level.EXPERT,
                    "RECALLED",
                ),
                say(
                    "For depression, talking therapy next to daily tablets works better than tablets alone.",
                    "En la depresión, la terapia junto con pastillas diarias ayuda más que las pastillas solas.",
                    Level.STRONG,
                    "KEW23",
                ),
                say(
                    "For PTSD, talking therapies that are made for trauma have the best evidence of all.",
                    "En el TEPT, las terapias hechas para el trauma tienen la mejor evidencia de todas.",
                    Level.STRONG,
                    "FOCUS23",
                ),
                say(
                    "Do talks make ketamine work better or last longer? The studies are small and do not agree on how to do it.",
                    "¿Ayudan las charlas a que la ketamina actúe mejor o dure más? Los estudios son pequeños y muy distintos.",
                    Level.UNKNOWN,
                    "KEW23",
                ),
            ),
        ),
        Section(
            Text("Daily tablets for depression", "Pastillas diarias para la depresión"),
            (
                say(
                    "You take tablets at home, each day. They often need two to four weeks. Sleep may get better before mood does.",
                    "Las pastillas se toman en casa, cada día. Suelen tardar de dos a cuatro semanas. "
                    "El sueño puede mejorar antes que el ánimo.",
                    Level.STRONG,
                    "NIH-AD",
                ),
                say(
                    "Ketamine is given a few times, with somebody next to you, and you need a ride home.",
                    "La ketamina se da unas pocas veces, con alguien a su lado, y alguien debe llevarle a casa.",
                    Level.EXPERT,
                    "CLINIC-PAGES",
                    "KET-SPL",
                ),
                say(
                    "Most tablets act on serotonin and its kin. Ketamine acts on glutamate, another messenger in the brain.",
                    "Casi todas las pastillas usan la serotonina o algo así. "
                    "La ketamina usa el glutamato, que es otro mensajero del cerebro.",
                    Level.STRONG,
                    "MCI21",
                    "ZANOS18",
                ),
                say(
                    "You may be able to have both. A clinician looks at your list of medicines first.",
                    "Tal vez pueda tener las dos cosas. Antes, un profesional revisa su lista de medicinas.",
                    Level.OURS,
                    "POLICY",
                ),
            ),
        ),
        Section(
            Text("Other choices", "Otras opciones"),
            (
                say(
                    "ECT uses a small current while you are asleep. One trial had 403 people. With ketamine, 55 of 100 felt much better. "
                    "With ECT, 41 of 100 did.",
                    "La TEC usa una corriente pequeña mientras se duerme. Un estudio tuvo 403 personas. Con ketamina mejoraron mucho "
                    "55 de cada 100. Con TEC, 41 de cada 100.",
                    Level.SOME,
                    "ELEKT-D",
                ),
                say(
                    "In that trial ECT made memory worse for some weeks. Ketamine made more people feel far from their body.",
                    "En ese estudio, la TEC afectó la memoria por unas semanas. Con ketamina, más gente se sintió lejos de su cuerpo.",
                    Level.SOME,
                    "ELEKT-D",
                ),
                say(
                    "You can also try another tablet, a second one next to it, magnet pulses (TMS), or wait and see. Ask about each.",
                    "También se puede probar otra pastilla, sumar una segunda, usar pulsos de imán (EMT) o esperar. Pregunte por cada una.",
                    Level.EXPERT,
                    "RECALLED",
                ),
                say(
                    "A group of doctors in Canada puts ketamine third in line, after other treatments were tried.",
                    "Un grupo de médicos de Canadá pone la ketamina en tercer lugar, después de probar otras cosas.",
                    Level.EXPERT,
                    "ZAR21",
                    "CANMAT21",
                ),
            ),
        ),
    ),
)
