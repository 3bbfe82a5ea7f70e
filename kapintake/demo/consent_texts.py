"""The demo's screening consent, in our own words and both languages. A clinic writes its own and has its lawyer read it."""

SCREENING_SUMMARY = (
    "We ask about your health, your medicines and your safety to see whether this treatment could suit you. "
    "A clinician reads every answer. You can skip questions, stop, and take this agreement back."
)

_PARAGRAPHS = (
    "What we ask. Your health now and before, your medicines, alcohol and drugs, your mood, and whether you are safe.",
    "Why we ask. Some conditions and medicines make ketamine unsafe. Your answers tell a clinician where to look.",
    "Who reads it. The clinicians of {clinic}. The front desk sees your name, how to reach you and where your application "
    "stands, not your answers.",
    "What the computer does. It sorts your answers and shows a clinician what to look at. It never decides. People decide.",
    "When you tell us that you are in danger. We show you where to get help at once, and the clinician on duty is told. We may "
    "call you, and if we cannot reach you we may call the contact you gave us, or emergency services.",
    "How it is kept. Your answers are encrypted. We keep a record of who opened them, and you can ask to see it.",
    "What you can do. Leave a question open, say that you would rather not say, stop, or take this agreement back at any time. "
    "Answering does not commit you to treatment.",
)
SCREENING_TEXT = "\n\n".join(_PARAGRAPHS)

_SUMMARY_IN_SPANISH = (
    "Le preguntamos por su salud, sus medicinas y su seguridad, para ver si este tratamiento podría ser para usted. "
    "Un profesional lee cada respuesta. Puede saltar preguntas, parar y retirar este acuerdo."
)
_SPANISH = (
    "Qué preguntamos. Su salud de ahora y de antes, sus medicinas, alcohol y drogas, su ánimo, y si está a salvo.",
    "Por qué preguntamos. Con algunas enfermedades y medicinas la ketamina no es segura. Sus respuestas dicen al profesional dónde mirar.",
    "Quién lo lee. Los profesionales de {clinic}. La recepción ve su nombre, cómo llamarle y cómo va su solicitud. No ve sus respuestas.",
    "Qué hace la computadora. Ordena sus respuestas y muestra al profesional qué debe mirar. Nunca decide. Deciden las personas.",
    "Cuando nos dice que está en peligro. Le mostramos dónde pedir ayuda ya, y se avisa al profesional de turno. Puede que le "
    "llamemos. Si no le encontramos, puede que llamemos al contacto que nos dio, o a emergencias.",
    "Cómo se guarda. Sus respuestas están cifradas. Anotamos quién las abre, y usted puede pedir verlo.",
    "Qué puede hacer usted. Dejar una pregunta abierta, decir que prefiere no decirlo, parar, o retirar este acuerdo cuando quiera. "
    "Contestar no le obliga a hacer el tratamiento.",
)
SCREENING_TEXTS = {"en": (SCREENING_SUMMARY, SCREENING_TEXT), "es": (_SUMMARY_IN_SPANISH, "\n\n".join(_SPANISH))}
