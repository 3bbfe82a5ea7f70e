"""Hormones, liver, kidneys, bladder, blood, breathing, anaesthesia, and ketamine before."""

from screening.conditions import Equals
from screening.items import Section
from screening.questionnaires.intake_2026_1.pages import EVER_TOLD, group, one, options, ticks, yes_no

THYROID = yes_no(
    "overactive-thyroid",
    "An overactive thyroid",
    "Overactive thyroid",
    why="An overactive thyroid makes the heart race. Ketamine adds to that.",
)
LIVER = yes_no(
    "liver-disease",
    "A liver disease, such as hepatitis or cirrhosis",
    "Liver disease",
    why="The liver breaks ketamine down.",
)
KIDNEY = yes_no(
    "kidney-disease",
    "Kidneys that work poorly, dialysis or a kidney transplant",
    "Kidney disease",
    why="With weak kidneys, blood pressure swings more.",
)
BLADDER = yes_no(
    "bladder-disease",
    "Interstitial cystitis, or a bladder damaged by ketamine",
    "Bladder disease",
    why="Ketamine can harm the bladder.",
)
PORPHYRIA = yes_no(
    "porphyria",
    "Porphyria",
    "Porphyria",
    why="Some medicines can set off an attack.",
)
THYROID_CONTROLLED = yes_no(
    "thyroid-controlled",
    "Is your overactive thyroid treated and under control now?",
    "Thyroid under control",
    why="An overactive thyroid makes the heart race. Ketamine adds to that.",
    enable_when=Equals("overactive-thyroid", True),
)
LIVER_SIGNS = ticks(
    "liver-signs",
    "Has your liver disease ever caused any of these?",
    "About the liver disease",
    options(
        ("fluid", "Fluid in the belly"),
        ("jaundice", "Yellow skin or eyes"),
        ("confusion", "Confusion"),
        ("bleeding", "Bleeding, such as throwing up blood"),
    ),
    why="The liver breaks ketamine down.",
    enable_when=Equals("liver-disease", True),
)
BLADDER_SYMPTOMS = yes_no(
    "bladder-symptoms",
    "Do you have bladder trouble now, and you don't know why?",
    "Bladder trouble now",
    why="Ketamine can harm the bladder, so we need to know how yours is today.",
    hint="Pain or blood when you pee, a sudden need to go, or going very often.",
)
BREATHING = ticks(
    "breathing",
    "Do any of these fit you?",
    "Breathing and lungs",
    options(
        ("home-oxygen", "I use oxygen at home"),
        ("co2", "I was told that my body holds on to carbon dioxide (CO2)"),
        ("copd", "COPD or emphysema"),
        ("asthma", "Asthma that needed steroid tablets or an emergency room in the last 12 months"),
        ("infection", "A chest infection now"),
        ("other", "Another lung disease that does not go away"),
    ),
    why="Ketamine can make breathing slower.",
    hint="Mild asthma with no attack in the last year is none of these.",
)
SLEEP_APNEA = yes_no(
    "sleep-apnea",
    "Have you been told that you have sleep apnea?",
    "Sleep apnea",
    why="Being very relaxed can make sleep apnea worse.",
    hint="Sleep apnea means that breathing stops for short times in sleep.",
)
APNEA_TREATED = yes_no(
    "sleep-apnea-treated",
    "Do you use CPAP or another treatment for it every night?",
    "Sleep apnea treated",
    enable_when=Equals("sleep-apnea", True),
    why="With treatment, the risk is lower.",
)
ANAESTHESIA = yes_no(
    "anaesthesia-problem",
    "Have you ever had a serious problem when you were put to sleep for an operation?",
    "Problem with anaesthesia",
    why="The team plans for it.",
    hint="A hard time getting air in, an unplanned stay in intensive care, a bad reaction, or waking up too early. "
    "Say yes also if you or a relative had malignant hyperthermia.",
)
ORGANS = Section(
    "organs",
    "Other health conditions",
    "Your health",
    (
        group(EVER_TOLD, THYROID, LIVER, KIDNEY, BLADDER, PORPHYRIA),
        one(THYROID_CONTROLLED),
        one(LIVER_SIGNS),
        one(BLADDER_SYMPTOMS),
        one(BREATHING),
        one(SLEEP_APNEA),
        one(APNEA_TREATED),
        one(ANAESTHESIA),
    ),
    minutes=2,
)
ALLERGY = yes_no(
    "ketamine-allergy",
    "Have you ever had an allergic reaction to ketamine or esketamine?",
    "Allergy to ketamine or esketamine",
    hint="For example hives, swelling, or trouble breathing. If you never had it, choose No.",
    why="A second time could be dangerous.",
)
TREATMENT = ticks(
    "ketamine-treatment",
    "If you have had ketamine or esketamine as a treatment: did any of this happen?",
    "Ketamine treatment before",
    options(
        ("bad-reaction", "A bad reaction: panic, losing touch with reality, very high blood pressure or trouble breathing"),
        ("no-benefit", "It did not help me"),
    ),
    hint="If you never had it, choose None of these.",
    why="What happened before may happen again.",
)
KETAMINE = Section("ketamine", "Ketamine before", "Your health", (one(ALLERGY), one(TREATMENT)), minutes=1)
