"""What it costs, how consent works, and what to ask before you decide."""

from kapintake.learning.content import Level, Page, Section, Text, say

DECIDING = Page(
    number=7,
    title=Text("Cost, consent and questions to ask", "Costo, permiso y preguntas"),
    about=Text("What to find out before you decide.", "Lo que conviene saber antes de decidir."),
    sections=(
        Section(
            Text("Cost", "Costo"),
            (
                say(
                    "Prices differ a lot. One public guide names 300 to 1,500 dollars for one drip. Talks may cost more on top.",
                    "Los precios varían mucho. Una guía pública habla de 300 a 1,500 dólares por dosis en la vena. "
                    "Las charlas se pueden cobrar aparte.",
                    Level.EXPERT,
                    "PRICES",
                ),
                say(
                    "Health plans often do not pay for off-label ketamine. Many pay for Spravato, if they agree first.",
                    "Los seguros muchas veces no pagan la ketamina fuera de etiqueta. Muchos pagan Spravato si lo aprueban antes.",
                    Level.EXPERT,
                    "PRICES",
                ),
                say(
                    "Ask for the price of the whole plan in writing: all visits, talks and tests, and what you pay if you stop.",
                    "Pida por escrito el precio de todo el plan: visitas, charlas, análisis y qué paga si lo deja.",
                    Level.OURS,
                    "POLICY",
                ),
            ),
        ),
        Section(
            Text("Consent", "Permiso"),
            (
                say(
                    "Answering our questions does not bind you to anything. Treatment has a consent of its own, later.",
                    "Contestar nuestras preguntas no le obliga a nada. El tratamiento tiene su propio permiso, más adelante.",
                    Level.OURS,
                    "POLICY",
                ),
                say(
                    "Before you sign, we tell you what it may do for you, what can go wrong, and what else there is.",
                    "Antes de firmar le decimos qué puede lograr, qué puede salir mal y qué más existe.",
                    Level.OURS,
                    "POLICY",
                ),
                say(
                    "You can say no, take your time, or stop later, even in the middle of a session. You can bring somebody.",
                    "Puede decir que no, tomarse su tiempo o parar después, aun en medio de una sesión. Puede venir con alguien.",
                    Level.OURS,
                    "POLICY",
                ),
                say(
                    "Under ketamine people are easy to sway. So agree before on touch, on who is in the room, and on filming.",
                    "Bajo la ketamina es fácil dejarse llevar. Por eso acuerde antes si le pueden tocar, quién está en el cuarto "
                    "y si se graba.",
                    Level.OURS,
                    "POLICY",
                ),
            ),
        ),
        Section(
            Text("Questions to ask", "Preguntas para hacer"),
            (
                say(
                    "Why do you think this may help me, and what else could I try first?",
                    "¿Por qué cree que esto me puede ayudar y qué más podría probar antes?",
                    Level.OURS,
                    "POLICY",
                ),
                say(
                    "Who is with me, and what is their training? What do you do if my blood pressure or breathing goes wrong?",
                    "¿Quién está conmigo y qué estudios tiene? ¿Qué hacen si falla mi presión o mi respiración?",
                    Level.EXPERT,
                    "APA17-SUM",
                ),
                say(
                    "How will we know if it helps, and when do we stop?",
                    "¿Cómo sabremos si ayuda y cuándo paramos?",
                    Level.EXPERT,
                    "APA17-SUM",
                ),
                say(
                    "How often do you check my bladder, my liver and my memory?",
                    "¿Cada cuánto revisan mi vejiga, mi hígado y mi memoria?",
                    Level.OURS,
                    "POLICY",
                ),
                say(
                    "Whom do I call at night or on a weekend if I feel worse?",
                    "¿A quién llamo de noche o en fin de semana si me siento peor?",
                    Level.OURS,
                    "POLICY",
                ),
            ),
        ),
    ),
)
