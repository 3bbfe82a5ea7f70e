"""After the dose: what stops a session, when somebody may go home, and what is noted of each session."""

from screening.items import Bounds, Section, Sensitivity
from screening.questionnaires.day_of_treatment_2026_1.items import DOSE_GIVEN, GROUP, card, check, choice, fields, number, pressure

_SAFETY = Sensitivity.SAFETY
HIGHEST = pressure("day-highest", "at its highest after the dose", when=DOSE_GIVEN)
AT_40 = pressure("day-at-40", "about 40 minutes after the dose", when=DOSE_GIVEN)
SPO2 = number(
    "day-spo2-lowest", "Lowest oxygen saturation", "Lowest oxygen saturation", "%", Bounds(0, 100), Bounds(60, 100), when=DOSE_GIVEN
)
CHEST_PAIN = check("day-chest-pain", "Chest pain", "Chest pain", when=DOSE_GIVEN, sensitivity=_SAFETY)
DEEP_SEDATION = check("day-deep-sedation", "Deep sedation: hard to rouse", "Deep sedation", when=DOSE_GIVEN, sensitivity=_SAFETY)
AGITATION = check("day-agitation", "Agitation that could not be calmed", "Unmanageable agitation", when=DOSE_GIVEN, sensitivity=_SAFETY)
AFTER = Section(
    "after",
    "During and after the dose",
    GROUP,
    (
        fields("Highest blood pressure", *HIGHEST),
        fields("About 40 minutes after the dose", *AT_40),
        fields("Oxygen saturation", SPO2),
        card(CHEST_PAIN),
        card(DEEP_SEDATION),
        card(AGITATION),
    ),
    minutes=5,
)
MINUTES = number(
    "day-minutes-observed",
    "Minutes from the dose until now",
    "Minutes observed",
    "minutes",
    Bounds(0, 1440),
    Bounds(30, 600),
    when=DOSE_GIVEN,
)
READY = (
    check("day-alert", "Alert and oriented as before", "Alert and oriented", when=DOSE_GIVEN),
    check("day-bp-falling", "Blood pressure falling and near where it began", "Blood pressure near baseline", when=DOSE_GIVEN),
    check("day-spo2-baseline", "Oxygen saturation as before, on room air", "Oxygen saturation at baseline", when=DOSE_GIVEN),
    check("day-walks", "Walks steadily", "Walks steadily", when=DOSE_GIVEN),
    check("day-nausea-controlled", "Nausea under control", "Nausea controlled", when=DOSE_GIVEN),
    check("day-dissociation-gone", "Dissociation gone", "Dissociation gone", when=DOSE_GIVEN),
    check("day-escort-present", "The escort is here", "Escort present", when=DOSE_GIVEN),
    check("day-instructions", "Written instructions handed over", "Written instructions given", when=DOSE_GIVEN),
)
NEW_SYMPTOM = check(
    "day-new-symptom",
    "Any new suicidal or psychotic symptom?",
    "New suicidal or psychotic symptom",
    when=DOSE_GIVEN,
    sensitivity=_SAFETY,
)
LEAVING = Section(
    "leaving",
    "Before going home",
    GROUP,
    (fields("Time", MINUTES), *map(card, READY), card(NEW_SYMPTOM)),
    minutes=5,
)
GRADES = (("none", "None"), ("mild", "Mild"), ("moderate", "Moderate"), ("severe", "Severe"))
_EFFECTS = (
    ("dissociation", "Dissociation"),
    ("sedation", "Sedation"),
    ("nausea", "Nausea or vomiting"),
    ("dizziness", "Dizziness"),
    ("headache", "Headache"),
    ("anxiety", "Anxiety"),
    ("confusion", "Confusion"),
    ("emergence", "Emergence reaction"),
    ("breathing", "Respiratory depression"),
    ("injection-site", "Problem at the injection site"),
)
EFFECTS = tuple(choice(f"day-effect-{name}", words, words, GRADES, when=DOSE_GIVEN, core=False, context=True) for name, words in _EFFECTS)
NOTED = Section("effects", "Side effects of this session", GROUP, tuple(map(card, EFFECTS)), minutes=3)
