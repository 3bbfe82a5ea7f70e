"""The demo's consents of treatment and of the choices beside it, in both languages, in our own words.

A clinic writes its own and has its lawyer and its prescriber read it. What these say of the medicine rests on the sources
that the cards name.
"""

from kapintake.clinics.models import ConsentPurpose

_TREATMENT_EN = (
    "What this is. Ketamine is a medicine approved to put people to sleep for surgery. Its use for depression, anxiety, PTSD or other "
    "conditions of the mind is off-label: the FDA has not approved it for that. Compounded forms are not checked by the FDA.",
    "Why it is offered. Some people feel better after it, some do not. What it does may fade, and more visits may be needed. We cannot "
    "promise a result.",
    "What else you can choose. Other medicines, talk therapy, esketamine under its safety program, TMS, ECT, or no treatment now.",
    "What you may feel. Sleepiness, dizziness, nausea, a body that feels far away, changed sights and sounds, strong feelings, fear. Your "
    "blood pressure can rise for some hours.",
    "What can go wrong. A dangerous rise of blood pressure, slow breathing, a fall, confusion, mania or psychosis, a worse mood or new "
    "thoughts of suicide. With repeated use: damage to the bladder or the liver, misuse, dependence. Not everything is known about "
    "long use. Some medicines and substances do not go with it: tell us about every change.",
    "Pregnancy. It is not given in pregnancy. Tell us if you are or may be pregnant, or if you breastfeed.",
    "While you are under its effect you are easily led. We agree on touch and on who is in the room before a visit. You can stop at any "
    "time.",
    "Afterwards. You stay at least two hours. An adult takes you home. No driving, no machines, no care of children alone and no binding "
    "decisions until the next day, after a night's sleep.",
    "Food and substances. Keep to the hours without food and drink that we tell you. No alcohol or drugs before and after.",
    "In an emergency we call 911 and treat you. We may have to break confidence when somebody is in danger.",
    "The questionnaire is an aid. People at {clinic} decide. Your answers are encrypted, and you can ask who opened them.",
    "Costs, complaints, taking it back. We tell you the full price before the first visit. You can complain to us or to your state. You "
    "can take this consent back at any time, on this site or by telling us.",
)
_TREATMENT_ES = (
    "Qué es. La ketamina es una medicina aprobada para dormir a las personas en una cirugía. Su uso para la depresión, la ansiedad, el "
    "TEPT u otros problemas de salud mental es fuera de indicación: la FDA no la ha aprobado para eso. La FDA no revisa las formas "
    "preparadas por farmacias.",
    "Por qué se ofrece. Algunas personas se sienten mejor y otras no. El efecto puede pasar y pueden hacer falta más visitas. No podemos "
    "prometer un resultado.",
    "Qué más puede elegir. Otras medicinas, terapia de conversación, esketamina con su programa de seguridad, EMT, TEC, o ningún "
    "tratamiento por ahora.",
    "Qué puede sentir. Sueño, mareo, náuseas, un cuerpo que se siente lejano, cambios en lo que ve y oye, emociones fuertes, miedo. La "
    "presión puede subir unas horas.",
    "Qué puede salir mal. Una subida peligrosa de la presión, respiración lenta, una caída, confusión, manía o psicosis, peor ánimo o "
    "pensamientos nuevos de suicidio. Con uso repetido: daño a la vejiga o al hígado, mal uso, dependencia. No se sabe todo sobre el uso "
    "largo. Algunas medicinas y sustancias no van con ella: díganos cada cambio.",
    "Embarazo. No se da en el embarazo. Díganos si hay o puede haber un embarazo, o si da el pecho.",
    "Mientras dura el efecto es fácil dejarse llevar. Antes de una visita acordamos el contacto físico y quién está en la sala. Puede "
    "parar en cualquier momento.",
    "Después. Se queda al menos dos horas. Una persona adulta le lleva a casa. No maneje, no use máquinas, no cuide niños a solas y no "
    "tome decisiones que obligan hasta el día siguiente, después de dormir.",
    "Comida y sustancias. Respete las horas sin comer ni beber que le digamos. Nada de alcohol ni drogas antes y después.",
    "En una emergencia llamamos al 911 y le atendemos. Tal vez tengamos que romper la confidencialidad si alguien corre peligro.",
    "El cuestionario es una ayuda. Deciden personas en {clinic}. Sus respuestas están cifradas, y puede preguntar quién las abrió.",
    "Costos, quejas, retirar el consentimiento. Le decimos el precio completo antes de la primera visita. Puede quejarse con nosotros o "
    "con su estado. Puede retirar este consentimiento en cualquier momento, en este sitio o diciéndonoslo.",
)

# purpose, language: (summary, text)
TREATMENT_TEXTS: dict[tuple[ConsentPurpose, str], tuple[str, str]] = {
    (ConsentPurpose.TREATMENT, "en"): (
        "I want ketamine treatment with therapy at this clinic. I know that it is off-label, what it may feel like, what can go wrong, "
        "what else I could choose, and that I can stop at any time.",
        "\n\n".join(_TREATMENT_EN),
    ),
    (ConsentPurpose.TREATMENT, "es"): (
        "Quiero el tratamiento con ketamina y terapia en esta clínica. Sé que es un uso fuera de indicación, qué se puede sentir, qué "
        "puede salir mal, qué más podría elegir, y que puedo parar en cualquier momento.",
        "\n\n".join(_TREATMENT_ES),
    ),
    (ConsentPurpose.TOUCH, "en"): (
        "Supportive touch: a therapist may hold my hand or touch my shoulder when I ask for it.",
        "Only what was agreed before the visit, only when you ask for it, and it ends when you say so.",
    ),
    (ConsentPurpose.TOUCH, "es"): (
        "Contacto de apoyo: un terapeuta puede tomarme la mano o tocarme el hombro cuando yo lo pida.",
        "Solo lo acordado antes de la visita, solo cuando usted lo pide, y termina cuando usted lo dice.",
    ),
    (ConsentPurpose.RECORDING, "en"): (
        "Recording: the clinic may record the sound of my sessions, so that my therapist can listen again.",
        "The recording stays at the clinic, is heard by your therapist alone, and is deleted after ninety days or when you ask.",
    ),
    (ConsentPurpose.RECORDING, "es"): (
        "Grabación: la clínica puede grabar el sonido de mis sesiones, para que mi terapeuta las escuche de nuevo.",
        "La grabación se queda en la clínica, la escucha solo su terapeuta, y se borra a los noventa días o cuando usted lo pida.",
    ),
    (ConsentPurpose.OWN_DOCTOR, "en"): (
        "My own doctor: the clinic may talk with my doctor about this treatment.",
        "What may be told: that you are in treatment, which medicines you take, and how you are doing. Nothing else without asking you.",
    ),
    (ConsentPurpose.OWN_DOCTOR, "es"): (
        "Mi propio médico: la clínica puede hablar con mi médico sobre este tratamiento.",
        "Qué se puede contar: que está en tratamiento, qué medicinas toma y cómo está. Nada más sin preguntarle.",
    ),
}
