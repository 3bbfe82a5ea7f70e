"""What it is used for, and how strong the evidence is for each."""

from kapintake.learning.content import Level, Page, Section, Text, say

USES = Page(
    number=4,
    title=Text("What is it used for, and does it help?", "¿Para qué se usa y ayuda?"),
    about=Text("How strong the evidence is, for each reason to ask.", "Qué tan fuerte es la evidencia para cada motivo."),
    sections=(
        Section(
            Text("Depression that other medicines did not help", "Depresión que no mejoró con otras medicinas"),
            (
                say(
                    "This is where the evidence is best. One drip into a vein helped more people than a dummy drug did, for some days.",
                    "Aquí la evidencia es mejor. Una dosis por la vena ayudó a más personas que no recibirla, por unos días.",
                    Level.STRONG,
                    "CANMAT21",
                    "COCHRANE21",
                ),
                say(
                    "For many doses in a row, and for staying well, the evidence is weaker.",
                    "Para varias dosis seguidas y para seguir bien, la evidencia es más débil.",
                    Level.SOME,
                    "CANMAT21",
                ),
                say(
                    "Some people had become well with the nose spray. Of those who went on with it, 27 of 100 fell ill again. "
                    "Of those who stopped, 45 of 100 did.",
                    "Algunas personas se habían puesto bien con el espray. De las que siguieron con él, recayeron 27 de cada 100. "
                    "De las que lo dejaron, 45 de cada 100.",
                    Level.SOME,
                    "SUSTAIN1",
                ),
                say(
                    "Lozenges, tablets and shots were studied much less than the drip.",
                    "Las pastillas y las inyecciones se han estudiado mucho menos que la vía por la vena.",
                    Level.EARLY,
                    "CANMAT21",
                ),
                say(
                    "For low mood in bipolar disorder there are only three trials, all small.",
                    "Para la depresión en el trastorno bipolar hay solo tres estudios, todos pequeños.",
                    Level.EARLY,
                    "COCHRANE-BD21",
                ),
            ),
        ),
        Section(
            Text("Thoughts of suicide", "Pensamientos de suicidio"),
            (
                say(
                    "In danger now? Call or text 988, or call 911. Ketamine does not take the place of that help, or of a hospital.",
                    "¿Hay peligro ahora? Llame o mande un texto al 988, o llame al 911. "
                    "La ketamina no toma el lugar de esa ayuda ni de un hospital.",
                    Level.RULE,
                    "SPR-US",
                ),
                say(
                    "It has not been shown that ketamine or esketamine keeps people from dying by suicide.",
                    "No se ha demostrado que la ketamina o la esketamina eviten la muerte por suicidio.",
                    Level.RULE,
                    "SPR-US",
                ),
                say(
                    "In a trial in hospitals, 156 people got two drips. After three days the thoughts were gone in 63 of 100 "
                    "with ketamine. "
                    "With salt water it was 32 of 100.",
                    "En un estudio en hospitales, 156 personas recibieron dos dosis por la vena. A los tres días ya no tenían esas ideas "
                    "63 de cada 100 con ketamina. Con agua con sal, 32 de cada 100.",
                    Level.SOME,
                    "ABBAR22",
                ),
                say(
                    "After six weeks the two groups were no longer clearly apart.",
                    "A las seis semanas, los dos grupos ya no eran claramente distintos.",
                    Level.SOME,
                    "ABBAR22",
                ),
            ),
        ),
        Section(
            Text("Anxiety", "Ansiedad"),
            (
                say(
                    "There are few trials, and they are small. Two looked at fear of other people, and both found some help.",
                    "Hay pocos estudios, y son pequeños. Dos miraron el miedo a estar con otros, y los dos hallaron algo de ayuda.",
                    Level.EARLY,
                    "WHITTAKER21",
                ),
                say(
                    "For obsessions and compulsions (OCD) there was one small trial.",
                    "Para las obsesiones (TOC) había un solo estudio pequeño.",
                    Level.EARLY,
                    "WHITTAKER21",
                ),
                say(
                    "A group of clinics followed 1,806 people. They had less worry after three and six months. "
                    "But there was no group without ketamine to compare with.",
                    "Un grupo de clínicas siguió a 1,806 personas. Tenían menos ansiedad a los tres y a los seis meses. "
                    "Pero no hubo un grupo sin ketamina para comparar.",
                    Level.EARLY,
                    "FIELD-PRE",
                ),
            ),
        ),
        Section(
            Text("PTSD", "Estrés postraumático (TEPT)"),
            (
                say(
                    "The trials do not agree. With 30 people, most of them civilians, six drips helped more than another calming drug. "
                    "It lasted about four weeks.",
                    "Los estudios no dicen lo mismo. Con 30 personas, casi todas civiles, seis dosis ayudaron más que otro calmante. "
                    "Duró unas cuatro semanas.",
                    Level.EARLY,
                    "FED21",
                ),
                say(
                    "With 158 veterans and soldiers, ketamine did not help their PTSD more than salt water. Their mood did get better.",
                    "Con 158 veteranos y soldados, la ketamina no alivió el TEPT más que el agua con sal. El ánimo sí mejoró.",
                    Level.SOME,
                    "ABD22",
                ),
                say(
                    "A review of six trials found a small effect, which may be no effect at all.",
                    "Una revisión de seis estudios halló un efecto pequeño, que tal vez no sea ninguno.",
                    Level.SOME,
                    "BOR24",
                ),
            ),
        ),
        Section(
            Text("Pain that lasts", "Dolor que no se va"),
            (
                say(
                    "A large review looked at 67 trials. It saw no clear sign that ketamine or its kin ease lasting pain. "
                    "It saw more side effects.",
                    "Una revisión miró 67 estudios. No vio una señal clara de que la ketamina o algo parecido alivie el dolor que dura. "
                    "Sí vio más efectos no deseados.",
                    Level.SOME,
                    "COCHRANE-PAIN25",
                ),
                say(
                    "Earlier, groups of pain doctors saw some help in one illness, CRPS, for up to 12 weeks.",
                    "Antes, grupos de médicos del dolor vieron algo de ayuda en una enfermedad, el SDRC, hasta por 12 semanas.",
                    Level.EXPERT,
                    "COHEN18",
                ),
            ),
        ),
        Section(
            Text("Alcohol and drugs", "Alcohol y drogas"),
            (
                say(
                    "One trial had 96 people. With ketamine and therapy they had more days without a drink: about 10 of 100 more. "
                    "There was no clear difference in how many drank again.",
                    "En un estudio con 96 personas, con ketamina hubo más días sin alcohol: unos 10 más de cada 100. "
                    "No hubo diferencia clara en cuántas volvieron a beber.",
                    Level.EARLY,
                    "GRAB22",
                ),
                say(
                    "Another small trial, with 40 people, also found fewer days of heavy drinking.",
                    "Otro estudio pequeño, con 40 personas, también halló menos días de beber mucho.",
                    Level.EARLY,
                    "DAK20",
                ),
                say(
                    "Both were special programs. If you drink a lot or use drugs now, the clinic may first help you to get other care.",
                    "Los dos eran programas especiales. Si ahora bebe mucho o usa drogas, tal vez la clínica le ayude antes "
                    "con otro cuidado.",
                    Level.EXPERT,
                    "FIELD",
                ),
            ),
        ),
    ),
)
