"""What a patient may read about a finding: what we would like to talk about, and nothing else.

No rule, no number, no score, no verdict: a finding is for a clinician to judge. A criterion without a text of its own has
that of its family. Both languages are written here, side by side, so that neither is forgotten.
"""

from collections.abc import Mapping
from typing import NamedTuple

from screening.criterion import Criterion


class PatientText(NamedTuple):
    """The same in English and in Spanish."""

    en: str
    es: str

    def in_language(self, language: str) -> str:
        """In the language of a code such as "es" or "es-mx"; English where we have no other."""
        return self.es if language.casefold().split("-")[0] == "es" else self.en


def patient_text(criterion: Criterion) -> PatientText:
    """The text of the criterion itself, else of its family. Raises KeyError where neither has one."""
    return BY_CRITERION.get(criterion.id) or BY_FAMILY[criterion.family]


BY_FAMILY: Mapping[str, PatientText] = {
    "Day of treatment": PatientText(
        "We would like to go over a few things with you today.",
        "Queremos repasar unas cosas con usted hoy.",
    ),
    "Suicide risk and acute danger": PatientText(
        "We would like to talk with you about how safe you feel. You do not have to go through this alone.",
        "Queremos hablar con usted sobre cómo se siente y si está a salvo. No tiene que pasar por esto sin ayuda.",
    ),
    "Person, consent, logistics": PatientText(
        "We would like to go over a few things about you before we plan a visit.",
        "Queremos repasar unas cosas con usted antes de planear una visita.",
    ),
    "Heart, blood pressure, vessels": PatientText(
        "We would like to talk with you about your heart and blood flow.",
        "Queremos hablar con usted sobre su corazón y su sangre.",
    ),
    "Brain, nerves, eyes": PatientText(
        "We would like to talk with you about your head, your nerves or your eyes.",
        "Queremos hablar con usted sobre su cabeza, sus nervios o sus ojos.",
    ),
    "Hormones, liver, kidney, bladder, blood": PatientText(
        "We would like to talk with you about your health and maybe do a blood test.",
        "Queremos hablar con usted sobre su salud y tal vez hacer un análisis de sangre.",
    ),
    "Breathing, body size, anaesthesia, reproduction, prior ketamine": PatientText(
        "We would like to talk with you about your body and your health.",
        "Queremos hablar con usted sobre su cuerpo y su salud.",
    ),
    "Mental health": PatientText(
        "We would like to talk with you about how your mind has been, now and in the past.",
        "Queremos hablar con usted sobre cómo ha estado su ánimo, ahora y antes.",
    ),
    "Substances": PatientText(
        "We would like to talk with you about alcohol or drugs. We ask to keep you safe.",
        "Queremos hablar con usted sobre el alcohol o las drogas. Lo hacemos para cuidar de usted.",
    ),
    "Medicines": PatientText(
        "We would like to talk with you about a medicine that you take. Do not stop or change it on your own.",
        "Queremos hablar con usted sobre una medicina que toma. No la deje ni la cambie por su cuenta.",
    ),
    "Combinations": PatientText(
        "We would like to talk with you about things that you take or have at the same time. Do not stop a medicine on your own.",
        "Queremos hablar con usted sobre cosas que toma o tiene al mismo tiempo. No deje una medicina por su cuenta.",
    ),
    "Missing or contradictory answers": PatientText(
        "A few answers are still open. We would like to go over them with you.",
        "Faltan unas respuestas. Queremos verlas con usted.",
    ),
}
_THOUGHTS = PatientText(
    "Thank you for telling us how you feel. We would like to talk with you about it. If you are not safe now, get help at once.",
    "Gracias por decirnos cómo se siente. Queremos hablar de eso con usted. Si ahora no está a salvo, pida ayuda ya.",
)
_NOW = PatientText(
    "What you told us may need a doctor right now. If you feel it now, get emergency help at once.",
    "Puede que un médico tenga que ver ya lo que nos dijo. Si lo siente ahora, pida ayuda de urgencia.",
)
_PRESSURE = PatientText(
    "We would like to talk with you about your blood pressure and take it again.",
    "Queremos hablar con usted sobre su presión y tomarla otra vez.",
)
_HEART = PatientText("We would like to talk with you about your heart.", "Queremos hablar con usted sobre su corazón.")
_BRAIN = PatientText("We would like to talk with you about your head and brain.", "Queremos hablar con usted sobre su cabeza.")
_EYES = PatientText("We would like to talk with you about your eyes.", "Queremos hablar con usted sobre sus ojos.")
_MEMORY = PatientText(
    "We would like to talk with you about memory and thinking.", "Queremos hablar con usted sobre la memoria y cómo piensa."
)
_THYROID = PatientText("We would like to talk with you about your thyroid.", "Queremos hablar con usted sobre su tiroides.")
_LIVER = PatientText("We would like to talk with you about your liver.", "Queremos hablar con usted sobre su hígado.")
_BLADDER = PatientText("We would like to talk with you about your bladder.", "Queremos hablar con usted sobre su vejiga.")
_BREATH = PatientText("We would like to talk with you about how you breathe.", "Queremos hablar con usted sobre cómo respira.")
_SIZE = PatientText(
    "We would like to talk with you about your height and weight.", "Queremos hablar con usted sobre su peso y su estatura."
)
_PREGNANCY = PatientText(
    "We would like to talk with you about pregnancy and birth control.",
    "Queremos hablar con usted sobre el embarazo y cómo evitarlo.",
)
_KETAMINE = PatientText(
    "We would like to talk with you about the ketamine you had before.", "Queremos hablar con usted sobre la ketamina que ya tomó."
)
_FOOD = PatientText("We would like to talk with you about food and eating.", "Queremos hablar con usted sobre la comida.")
_ALCOHOL = PatientText(
    "We would like to talk with you about alcohol. If you drink a lot, do not stop all at once.",
    "Queremos hablar con usted sobre el alcohol. Si toma mucho, no lo deje de golpe.",
)
_DEPRESSION = PatientText(
    "We would like to talk with you about the medicines you tried for your mood.",
    "Queremos hablar con usted sobre las medicinas que ha tomado para el ánimo.",
)
_DECIDE = PatientText(
    "We would like to talk with you about how you make choices about your health.",
    "Queremos hablar con usted sobre cómo decide lo de su salud.",
)
_AGE = PatientText("We would like to talk with you about your age.", "Queremos hablar con usted sobre su edad.")
_BOOKING = PatientText(
    "We would like to plan the day of your visit with you: who takes you home, and when to eat and drink.",
    "Queremos planear con usted el día de la visita: quién le lleva a casa, y cuándo comer y beber.",
)
_SAFE_TOGETHER = PatientText(
    "Thank you for telling us. We would like to talk with you soon, so that you and others are safe.",
    "Gracias por decirnos. Queremos hablar con usted pronto, para que usted y los demás estén a salvo.",
)
BY_CRITERION: Mapping[str, PatientText] = {
    **dict.fromkeys(("suicide-high", "suicide-moderate", "suicide-low", "immediate-danger", "suicide-unassessed"), _THOUGHTS),
    **dict.fromkeys(("urgent-medical-symptoms", "delirium-current", "alcohol-withdrawal-now"), _NOW),
    "cssrs-incomplete": PatientText(
        "Some questions about how you feel are still open. We would like to ask you in person.",
        "Faltan unas respuestas sobre cómo se siente. Queremos hablarlo con usted en persona.",
    ),
    "cssrs-not-done": PatientText(
        "We would like to ask you more about how you feel when we talk.",
        "Queremos saber más de cómo se siente cuando hablemos.",
    ),
    "phq9-incomplete": PatientText(
        "A few answers about your mood are still open. We would like to go over them with you.",
        "Faltan unas respuestas sobre su ánimo. Queremos verlas con usted.",
    ),
    **dict.fromkeys(("harm-to-others", "command-hallucinations"), _SAFE_TOGETHER),
    **dict.fromkeys(("age-under-18", "age-65-plus"), _AGE),
    **dict.fromkeys(("capacity-lacking", "legal-guardian"), _DECIDE),
    **dict.fromkeys(("no-escort", "fasting-not-agreed"), _BOOKING),
    **dict.fromkeys(("trd-criteria-not-met", "trd-history-incomplete"), _DEPRESSION),
    "no-clear-indication": PatientText(
        "We would like to hear more about what you want help with.", "Queremos saber más sobre en qué quiere ayuda."
    ),
    "emergency-contact-missing": PatientText(
        "We would like to know who we can call if you need help fast.", "Queremos saber a quién llamar si usted necesita ayuda pronto."
    ),
    "consent-missing": PatientText(
        "We would like to go over with you how we use what you tell us.", "Queremos repasar con usted cómo usamos lo que nos dice."
    ),
    "bp-crisis": PatientText(
        "A doctor should look at your blood pressure today. If your chest hurts or it is hard to speak or see, get emergency help at once.",
        "Un médico debe ver su presión hoy. Si le duele el pecho o le cuesta hablar o ver, pida ayuda de urgencia.",
    ),
    **dict.fromkeys(("bp-uncontrolled", "bp-review", "bp-low", "bp-missing", "bp-implausible", "hypertension-diagnosed"), _PRESSURE),
    **dict.fromkeys(
        (
            "pulse-abnormal", "mi-stroke-recent", "mi-stroke-past", "unstable-angina", "coronary-stable", "heart-failure-severe",
            "heart-failure", "arrhythmia-unstable", "arrhythmia-history", "pulmonary-htn-valve",
        ),
        _HEART,
    ),
    **dict.fromkeys(("intracerebral-haemorrhage", "raised-icp-brain-mass", "head-injury", "seizure-disorder"), _BRAIN),
    **dict.fromkeys(("glaucoma-uncontrolled", "glaucoma-treated"), _EYES),
    **dict.fromkeys(("dementia", "cognitive-impairment"), _MEMORY),
    **dict.fromkeys(("hyperthyroid-uncontrolled", "hyperthyroid-treated"), _THYROID),
    **dict.fromkeys(("liver-severe", "liver-disease"), _LIVER),
    "kidney-disease": PatientText("We would like to talk with you about your kidneys.", "Queremos hablar con usted sobre sus riñones."),
    **dict.fromkeys(("bladder-cystitis", "bladder-symptoms"), _BLADDER),
    **dict.fromkeys(("respiratory-severe", "respiratory-disease", "sleep-apnea-untreated"), _BREATH),
    "anaesthesia-complication": PatientText(
        "We would like to hear what happened when you were put to sleep before.",
        "Queremos saber qué pasó cuando le durmieron antes.",
    ),
    **dict.fromkeys(("bmi-high", "bmi-low", "weight-extreme", "body-measurements-missing"), _SIZE),
    **dict.fromkeys(("pregnancy", "pregnancy-possible", "trying-to-conceive"), _PREGNANCY),
    "breastfeeding": PatientText(
        "We would like to talk with you about feeding your baby.", "Queremos hablar con usted sobre cómo da de comer a su bebé."
    ),
    **dict.fromkeys(("ketamine-allergy", "ketamine-adverse-reaction", "ketamine-nonresponse"), _KETAMINE),
    **dict.fromkeys(("eating-disorder-unstable", "eating-disorder"), _FOOD),
    **dict.fromkeys(("alcohol-audit-c", "alcohol-high-risk", "alcohol-withdrawal-risk"), _ALCOHOL),
    "med-dose-missing": PatientText(
        "We would like to know how much of one medicine you take. Do not stop or change it on your own.",
        "Queremos saber cuánto toma de una medicina. No la deje ni la cambie por su cuenta.",
    ),
    "medication-unrecognised": PatientText(
        "We would like to know more about one of the medicines on your list.", "Queremos saber más sobre una de las medicinas de su lista."
    ),
}  # fmt: skip
