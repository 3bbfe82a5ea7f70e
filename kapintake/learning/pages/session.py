"""What a session is like: before, the ways to give it, what people feel, and after."""

from kapintake.learning.content import Level, Page, Section, Text, say

SESSION = Page(
    number=5,
    title=Text("What is a session like?", "¿Cómo es una sesión?"),
    about=Text("Before, during and after, step by step.", "Antes, durante y después, paso a paso."),
    sections=(
        Section(
            Text("Before", "Antes"),
            (
                say(
                    "A clinician reads what you told us and goes over your health and your medicines.",
                    "Un profesional lee lo que usted nos contó y repasa su salud y sus medicinas.",
                    Level.OURS,
                    "POLICY",
                ),
                say(
                    "You meet the therapist once or more. You talk about what you hope for and what you fear.",
                    "Usted se ve con el terapeuta una o más veces. Hablan de lo que espera y de lo que teme.",
                    Level.EXPERT,
                    "CLINIC-PAGES",
                ),
                say(
                    "You stop eating and drinking for a while. The label of the nose spray says two hours for food "
                    "and 30 minutes for drinks. Clinics may ask for longer.",
                    "Por un rato no come ni bebe. La hoja del espray dice dos horas para la comida y 30 minutos para la bebida. "
                    "La clínica puede pedir más.",
                    Level.RULE,
                    "PDR-SPR",
                ),
                say(
                    "You plan your ride. An adult takes you home.",
                    "Usted planea la vuelta. Una persona adulta le lleva a casa.",
                    Level.RULE,
                    "KET-SPL",
                    "SPR-US",
                ),
            ),
        ),
        Section(
            Text("Ways to give it", "Formas de darla"),
            (
                say(
                    "By drip: a thin tube in a vein, in most trials for 40 minutes. It can be stopped at once.",
                    "Por la vena: un tubo fino, en casi todos los estudios por 40 minutos. Se puede parar en el acto.",
                    Level.SOME,
                    "ELEKT-D",
                ),
                say(
                    "By nose spray: you spray, a nurse or doctor watches. Spravato may only be used in places that have signed up for it.",
                    "Por la nariz: usted se lo aplica y alguien de salud observa. Spravato solo se puede usar en lugares inscritos.",
                    Level.RULE,
                    "SPR-US",
                    "REMS",
                ),
                say(
                    "By lozenge: it melts in your mouth. Less of it gets into the blood, and how much differs.",
                    "Por la boca: una pastilla que se deshace. A la sangre llega menos, y no siempre lo mismo.",
                    Level.EARLY,
                    "ALSHIRAWI",
                ),
            ),
        ),
        Section(
            Text("During", "Durante"),
            (
                say(
                    "The room is calm and the light is low. Many people lie back, cover their eyes and hear soft music.",
                    "El cuarto es tranquilo y hay poca luz. Mucha gente se recuesta, se tapa los ojos y oye música suave.",
                    Level.EXPERT,
                    "CLINIC-PAGES",
                ),
                say(
                    "You are not left alone. Your blood pressure is checked before, and about 40 minutes after the dose.",
                    "No le dejan sin compañía. Le miden la presión antes y unos 40 minutos después de la dosis.",
                    Level.RULE,
                    "PDR-SPR",
                    "APA17-SUM",
                ),
                say(
                    "The strong part lasts about 60 to 90 minutes.",
                    "La parte fuerte dura unos 60 a 90 minutos.",
                    Level.EXPERT,
                    "CLINIC-PAGES",
                ),
                say(
                    "You may float, dream with open eyes, or lose track of time. It can be calm, sad or scary. It wears off.",
                    "Puede sentir que flota, soñar con los ojos abiertos o perder la noción del tiempo. "
                    "Puede dar calma, tristeza o miedo. Luego pasa.",
                    Level.STRONG,
                    "SPR-US",
                    "ABD22",
                ),
                say(
                    "You can ask for help, or to stop, at any time. Nobody touches you in a way that you did not agree to before.",
                    "Puede pedir ayuda, o parar, en cualquier momento. Nadie le toca de una forma que usted no aceptó antes.",
                    Level.OURS,
                    "POLICY",
                ),
            ),
        ),
        Section(
            Text("After", "Después"),
            (
                say(
                    "You rest. You stay at least two hours from the dose, and longer if you are not yet steady.",
                    "Usted descansa. Se queda al menos dos horas desde la dosis, y más si aún no está firme.",
                    Level.RULE,
                    "SPR-US",
                    "REMS",
                ),
                say(
                    "Do not drive, use machines or sign important papers until the next day, after a night of sleep.",
                    "No maneje, no use máquinas ni firme papeles importantes hasta el otro día, después de dormir.",
                    Level.RULE,
                    "SPR-US",
                ),
                say(
                    "Within one to three days you talk with the therapist about what you felt. This is called integration.",
                    "De uno a tres días después habla con el terapeuta de lo que sintió. Esto se llama integración.",
                    Level.EXPERT,
                    "FIELD",
                    "CLINIC-PAGES",
                ),
                say(
                    "How much these talks add is still being studied.",
                    "Todavía se estudia cuánto suman estas charlas.",
                    Level.UNKNOWN,
                    "KEW23",
                ),
            ),
        ),
    ),
)
