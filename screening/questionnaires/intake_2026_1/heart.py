"""Heart, blood pressure and blood vessels."""

from screening.conditions import Equals
from screening.items import Section, Sensitivity
from screening.questionnaires.intake_2026_1.pages import EVER_TOLD, cards, group, months_ago, one, options, ticks, yes_no

_WHY = "Ketamine makes the heart work harder for an hour or two."
HIGH_PRESSURE = yes_no(
    "high-blood-pressure",
    "High blood pressure, or you take tablets for it",
    "High blood pressure",
    why="Ketamine can raise blood pressure for an hour or two.",
)
RHYTHM = yes_no(
    "rhythm-problem",
    "A heart rhythm problem, a pacemaker or long QT",
    "Heart rhythm problem",
    why="Ketamine can upset the heart rhythm.",
)
CORONARY = yes_no(
    "coronary-disease",
    "Angina, or narrow blood vessels in the heart",
    "Angina or coronary disease",
    why="Ketamine makes the heart work harder.",
)
FAILURE = yes_no(
    "heart-failure",
    "Heart failure, or a weak heart",
    "Heart failure",
    why="Ketamine makes the heart work harder.",
)
VALVE = yes_no(
    "valve-lung-pressure",
    "A bad heart valve, or high pressure in the lungs",
    "Heart valve or lung pressure",
    why="Ketamine also raises the pressure in the lungs.",
)
RHYTHM_SIGNS = ticks(
    "rhythm-signs",
    "Do any of these fit your heart rhythm problem?",
    "About the rhythm problem",
    options(
        ("untreated", "It is not treated"),
        ("symptoms", "I still feel it: a racing heart, dizziness or faintness"),
        ("fainted", "I fainted from it in the last 6 months"),
        ("vt-no-device", "Very dangerous fast rhythm (VT or VF), and no implanted defibrillator"),
        ("block-no-pacemaker", "A serious heart block, and no pacemaker"),
    ),
    enable_when=Equals("rhythm-problem", True),
    why="Ketamine can upset the heart rhythm.",
)
FAILURE_SIGNS = ticks(
    "heart-failure-signs",
    "Do any of these fit your heart failure?",
    "About the heart failure",
    options(
        ("breathless", "I get out of breath at rest, or with very little effort"),
        ("hospital", "I was in the hospital for it in the last 6 months"),
    ),
    enable_when=Equals("heart-failure", True),
    why="They show how much the heart can bear.",
)
ATTACK = yes_no(
    "heart-attack-stroke",
    "Have you ever had a heart attack, a stroke or a mini-stroke (TIA)?",
    "Heart attack, stroke or heart procedure",
    why=_WHY,
    hint="Say yes also if your heart ever stopped, or you had a stent or a bypass.",
)
ATTACK_KINDS = ticks(
    "heart-attack-stroke-kinds",
    "Which of these was it?",
    "Which kind",
    options(
        ("heart-attack", "Heart attack"),
        ("stroke", "Stroke"),
        ("tia", "Mini-stroke (TIA)"),
        ("stent-bypass", "Stent or bypass"),
        ("cardiac-arrest", "My heart stopped"),
    ),
    enable_when=Equals("heart-attack-stroke", True),
    core=False,
    context=True,
    why="It tells us which doctor to ask.",
    staff_label="Kind of heart attack, stroke or procedure",
)
ATTACK_MONTHS = months_ago(
    "heart-attack-stroke-months",
    "How many months ago was the last one?",
    "Months since the last one",
    "heart-attack-stroke",
    sensitivity=Sensitivity.ORDINARY,
    staff_label="Months since the last heart attack, stroke or procedure",
)
CHEST_PAIN = yes_no(
    "chest-pain",
    "In the last 6 months, did you have chest pain at rest, or chest pain that was new or getting worse?",
    "Chest pain at rest, new or worse",
    why=_WHY,
)
CHEST_PAIN_MONTHS = cards(
    "chest-pain-months",
    "When did you last have that chest pain?",
    "When the chest pain last was",
    # Each value is the fewest months that the card allows, so a clinic's window errs to the safe side.
    options((0, "In the last month"), (1, "1 to 2 months ago"), (2, "2 to 3 months ago"), (3, "3 to 6 months ago")),
    unit="months",
    enable_when=Equals("chest-pain", True),
    why="New chest pain has to be looked at first.",
    staff_label="Time since the chest pain",
)
ANEURYSM = yes_no(
    "aneurysm",
    "Have you ever had an aneurysm, or an AVM?",
    "Aneurysm or AVM",
    why="With one of these, a rise in blood pressure can be dangerous.",
    hint="An aneurysm is a bulge in a blood vessel. An AVM is a tangle of blood vessels. Say yes also if it was repaired.",
)
BRAIN_BLEED = yes_no(
    "brain-bleed",
    "Have you ever had bleeding in or around your brain?",
    "Bleeding in or around the brain",
    why="With this, a rise in blood pressure can be dangerous.",
)
HEART = Section(
    "heart",
    "Heart and blood pressure",
    "Your health",
    (
        group(EVER_TOLD, HIGH_PRESSURE, RHYTHM, CORONARY, FAILURE, VALVE, why=_WHY),
        one(RHYTHM_SIGNS),
        one(FAILURE_SIGNS),
        one(ATTACK),
        one(ATTACK_KINDS),
        one(ATTACK_MONTHS),
        one(CHEST_PAIN),
        one(CHEST_PAIN_MONTHS),
        one(ANEURYSM),
        one(BRAIN_BLEED),
    ),
    minutes=2,
)
