"""Side effects, misuse, who should not have it, and what to do when something is wrong."""

from kapintake.learning.content import Level, Page, Section, Text, say

SAFETY = Page(
    number=6,
    title=Text("Side effects and safety", "Efectos no deseados y seguridad"),
    about=Text("What is common, what is serious, and who should not have it.", "Lo común, lo serio y quién no debe recibirla."),
    sections=(
        Section(
            Text("Common, for a few hours", "Comunes, por unas horas"),
            (
                say(
                    "With the nose spray, 61 to 75 of 100 people felt far from themselves. Of 100, 48 to 61 felt sleepy.",
                    "Con el espray, 61 a 75 de cada 100 se sintieron lejos de sí. Con sueño, 48 a 61 de cada 100.",
                    Level.STRONG,
                    "SPR-US",
                ),
                say(
                    "You may feel dizzy, sick, numb, drunk or worried, or have a headache.",
                    "Puede tener mareo, náusea, dolor de cabeza o nervios. Puede sentir el cuerpo dormido o como si hubiera bebido.",
                    Level.STRONG,
                    "SPR-US",
                    "FDA-ESK25",
                ),
                say(
                    "Blood pressure goes up for a while. It is highest at about 40 minutes and stays up for about four hours.",
                    "La presión sube por un rato. Es más alta a los 40 minutos y sigue alta unas cuatro horas.",
                    Level.STRONG,
                    "SPR-US",
                    "YALE24",
                ),
            ),
        ),
        Section(
            Text("Less common, and serious", "Menos comunes y serios"),
            (
                say(
                    "Blood pressure can go up a lot: in 8 to 19 of 100 people. Without the drug it was 1 to 4 of 100.",
                    "La presión puede subir mucho: en 8 a 19 de cada 100 personas. Sin la medicina, en 1 a 4 de cada 100.",
                    Level.STRONG,
                    "SPR-US",
                ),
                say(
                    "Three or four of 1,000 people could not be woken for a time. Breathing can slow down.",
                    "Tres o cuatro de cada 1,000 personas no despertaban por un tiempo. La respiración puede hacerse lenta.",
                    Level.STRONG,
                    "SPR-US",
                ),
                say(
                    "Thoughts of suicide can start or get worse with medicines for depression, above all below age 25. "
                    "Tell us, or call or text 988.",
                    "Con medicinas para la depresión pueden empezar o empeorar las ideas de suicidio, más antes de los 25 años. "
                    "Cuéntenos, o llame o mande un texto al 988.",
                    Level.RULE,
                    "SPR-US",
                ),
                say(
                    "Mental health can get worse: with fear, with a high mood, or with hearing or seeing things.",
                    "La salud mental puede empeorar: con miedo, con un ánimo muy alto, o al oír o ver cosas.",
                    Level.RULE,
                    "FDA23",
                    "SPR-US",
                ),
                say(
                    "Many doses over time can harm the liver. The clinic may test your blood.",
                    "Muchas dosis con el tiempo pueden dañar el hígado. La clínica puede hacerle análisis de sangre.",
                    Level.RULE,
                    "PDR-KET",
                ),
            ),
        ),
        Section(
            Text("The bladder", "La vejiga"),
            (
                say(
                    "People who use street ketamine were asked. About 27 of 100 had trouble passing urine. More use meant more trouble. "
                    "Of those who stopped, half got better.",
                    "Se preguntó a personas que usan ketamina de la calle. Unas 27 de cada 100 tenían problemas al orinar. "
                    "A más uso, más problemas. De las que pararon, la mitad mejoró.",
                    Level.SOME,
                    "WINSTOCK12",
                ),
                say(
                    "How often this comes from doses in a clinic is not well known. Tell us about pain, blood, or going very often.",
                    "No se sabe bien cuánto pasa con las dosis de una clínica. Avise si hay dolor, sangre o ganas muy seguidas de orinar.",
                    Level.UNKNOWN,
                    "FDA23",
                ),
            ),
        ),
        Section(
            Text("Misuse, and use at home", "Mal uso, y uso en casa"),
            (
                say(
                    "Ketamine can become a habit. US law treats it as a controlled drug (Schedule III).",
                    "La ketamina puede volverse un hábito. La ley de EE. UU. la trata como sustancia controlada (Lista III).",
                    Level.RULE,
                    "FDA23",
                    "SPR-US",
                ),
                say(
                    "In 2023 the FDA warned of ketamine that is mixed by pharmacies and taken at home. Nobody watches you there. "
                    "One person's breathing slowed down.",
                    "En 2023 la FDA advirtió sobre la ketamina que preparan las farmacias y se toma en casa. Allí nadie le cuida. "
                    "A una persona se le hizo lenta la respiración.",
                    Level.RULE,
                    "FDA23",
                ),
                say(
                    "Do not mix it with alcohol, opioids, or pills that calm you or help you sleep. Ask your prescriber first.",
                    "No la mezcle con alcohol, opioides ni pastillas para dormir o calmar. Pregunte antes a su médico.",
                    Level.RULE,
                    "SPR-US",
                ),
                say(
                    "Tell us of any ketamine or Spravato that you get from somebody else. Two sources add up.",
                    "Cuéntenos si recibe ketamina o Spravato de otra persona o lugar. Las dosis se suman.",
                    Level.OURS,
                    "POLICY",
                ),
            ),
        ),
        Section(
            Text("Who should not have it", "Quién no debe recibirla"),
            (
                say(
                    "People with a weak, wide or tangled blood vessel. People who had a bleed in the brain, or who are allergic to it.",
                    "Personas con un vaso débil, ancho o mal unido. Personas que tuvieron un sangrado en el cerebro "
                    "o que le tienen alergia.",
                    Level.RULE,
                    "SPR-US",
                ),
                say(
                    "People who are pregnant: it may harm the baby. Those who nurse talk with the prescriber first.",
                    "Personas en embarazo: puede dañar al bebé. Quien da el pecho habla antes con el médico.",
                    Level.RULE,
                    "SPR-US",
                    "MEDLIB",
                ),
                say(
                    "With heart trouble, very high blood pressure, psychosis or a high mood now, clinics wait or say no.",
                    "Con problemas del corazón, presión muy alta, psicosis o un ánimo muy alto, las clínicas esperan o dicen que no.",
                    Level.EXPERT,
                    "PDR-KET",
                    "FIELD",
                ),
            ),
        ),
        Section(
            Text("When something is wrong", "Cuando algo anda mal"),
            (
                say(
                    "Call 911 at once if you see one of these signs. Chest pain. Trouble breathing. A weak face or arm. A seizure. "
                    "Somebody who does not wake up.",
                    "Llame al 911 de inmediato si ve una de estas señales. Dolor de pecho. Falta de aire. Cara o brazo débil. Convulsión. "
                    "Alguien que no despierta.",
                    Level.EXPERT,
                    "RECALLED",
                ),
            ),
        ),
    ),
)
