"""What ketamine-assisted therapy is, what the rules say of it, and what it is not."""

from kapintake.learning.content import Level, Page, Section, Text, say

WHAT_IT_IS = Page(
    number=1,
    title=Text("What is ketamine-assisted therapy?", "¿Qué es la terapia asistida con ketamina?"),
    about=Text("The two parts of it, and what the FDA allows.", "Sus dos partes y lo que permite la FDA."),
    sections=(
        Section(
            Text("In short", "En pocas palabras"),
            (
                say(
                    "It joins two things: a medicine named ketamine, and talks with a therapist.",
                    "Une dos cosas: una medicina que se llama ketamina y charlas con un terapeuta.",
                    Level.EXPERT,
                    "CLINIC-PAGES",
                    "DORE19",
                ),
                say(
                    "You talk before the dose, to get ready. You rest while it works. You talk again after it.",
                    "Antes de la dosis se habla, para llegar con calma. Mientras hace efecto, se descansa. Después se habla otra vez.",
                    Level.EXPERT,
                    "CLINIC-PAGES",
                ),
                say(
                    "It is most often more than one visit. One large group of clinics gives four to six doses.",
                    "Casi siempre es más de una visita. Un grupo grande de clínicas da de cuatro a seis dosis.",
                    Level.EXPERT,
                    "FIELD",
                ),
            ),
        ),
        Section(
            Text("What the rules say", "Lo que dicen las reglas"),
            (
                say(
                    "The FDA checks medicines in the US. It allows ketamine for putting people to sleep for surgery.",
                    "La FDA revisa las medicinas en EE. UU. Permite la ketamina para dormir a la gente en una cirugía.",
                    Level.RULE,
                    "FDA23",
                    "FOCUS23",
                ),
                say(
                    "The FDA has not approved ketamine for depression, worry, PTSD or any other mental health problem. "
                    "So this use is called off-label.",
                    "La FDA no ha aprobado la ketamina para la depresión, la ansiedad, el TEPT ni otro problema de salud mental. "
                    "Por eso se llama uso fuera de etiqueta.",
                    Level.RULE,
                    "FDA23",
                ),
                say(
                    "Off-label means that a doctor may give it, but the FDA did not check it for this use.",
                    "Fuera de etiqueta quiere decir esto: un médico la puede dar, pero la FDA no la revisó para este uso.",
                    Level.RULE,
                    "RECALLED",
                ),
                say(
                    "Esketamine is a close relative. It is a nose spray named Spravato. "
                    "The FDA allows it for adults with depression after two or more other medicines did not help.",
                    "La esketamina es muy parecida. Es un espray para la nariz que se llama Spravato. "
                    "La FDA la permite en adultos con depresión si dos o más medicinas no ayudaron.",
                    Level.RULE,
                    "SPR-US",
                    "FDA-ESK25",
                ),
                say(
                    "Some pharmacies mix ketamine into lozenges or sprays. The FDA does not check these mixes.",
                    "Algunas farmacias preparan ketamina en pastillas para chupar o en espray. La FDA no revisa lo que ellas preparan.",
                    Level.RULE,
                    "FDA23",
                ),
            ),
        ),
        Section(
            Text("What it is not", "Lo que no es"),
            (
                say(
                    "It is not help for an emergency, and it does not take the place of a hospital. "
                    "In danger now? Call or text 988, or call 911.",
                    "No es ayuda para una emergencia y no toma el lugar de un hospital. "
                    "¿Hay peligro ahora? Llame o mande un texto al 988, o llame al 911.",
                    Level.RULE,
                    "SPR-US",
                ),
                say(
                    "It is not right for all of us. Some health problems and some medicines make it unsafe.",
                    "No es para todos. Con algunos problemas de salud y algunas medicinas no es segura.",
                    Level.RULE,
                    "SPR-US",
                    "PDR-KET",
                ),
                say(
                    "Nobody can say ahead of time that it will help you. In a large trial, a little more than half of the people "
                    "felt much better. The others did not.",
                    "Nadie puede decir antes si le va a ayudar. En un estudio grande, un poco más de la mitad se sintió mucho mejor. "
                    "El resto no.",
                    Level.SOME,
                    "ELEKT-D",
                ),
                say(
                    "Keep the care that you have. Do not stop or change a medicine because of what you read here.",
                    "Siga con la atención que ya tiene. No deje ni cambie una medicina por lo que lee aquí.",
                    Level.OURS,
                    "POLICY",
                ),
            ),
        ),
    ),
)
