"""Brain, nerves and eyes."""

from screening.conditions import AtLeast, Equals
from screening.items import Section
from screening.questionnaires.intake_2026_1.pages import EVER_TOLD, cards, group, one, options, ticks, yes_no

PRESSURE_MASS = yes_no(
    "brain-pressure-mass",
    "Have you ever had raised pressure in your brain, or a growth in it?",
    "Raised pressure or a mass in the brain",
    why="Ketamine may raise the pressure in the brain.",
    hint="Say yes also for water on the brain, a shunt or a brain tumor.",
)
SEIZURE = yes_no(
    "seizure",
    "A seizure or epilepsy, at any time since you were 5",
    "Seizures or epilepsy",
    why="We plan for it, and some medicines raise the risk.",
)
HEAD_INJURY = yes_no(
    "head-injury",
    "A head injury with a blackout or hospital care",
    "Head injury",
    why="Ketamine may raise the pressure in the brain.",
)
EYE = yes_no(
    "eye-problem",
    "Glaucoma, or an eye injury or eye operation",
    "Glaucoma or other eye problem",
    why="Ketamine can raise the pressure in the eyes.",
)
MEMORY = yes_no(
    "memory-problem",
    "A memory or thinking problem that is being looked into",
    "Memory or thinking problem",
    why="We want to be sure that you can follow and decide.",
)
DEMENTIA = yes_no(
    "dementia",
    "Dementia",
    "Dementia",
    why="Ketamine can make confusion worse.",
)
INJURY_MONTHS = cards(
    "head-injury-months",
    "When was your last head injury?",
    "When the head injury was",
    # The fewest months that each card allows.
    options((0, "In the last month"), (1, "1 to 3 months ago"), (3, "3 to 6 months ago"), (6, "6 to 12 months ago"), (12, "Longer ago")),
    unit="months",
    enable_when=Equals("head-injury", True),
    why="A brain needs time to heal.",
    staff_label="Time since the head injury",
)
INJURY_LASTING = yes_no(
    "head-injury-lasting",
    "Do you still have problems from that head injury?",
    "Still has problems from it",
    hint="For example headaches, dizziness, or trouble thinking.",
    enable_when=AtLeast("head-injury-months", 1),
    why="It shows whether the brain has healed.",
    staff_label="Problems that last from the head injury",
)
EYE_DETAILS = ticks(
    "eye-details",
    "Which of these fit you now?",
    "About the eye problem",
    options(
        ("not-controlled", "My eye pressure is not under control"),
        ("narrow-angle", "Narrow-angle glaucoma that was not treated"),
        ("open-injury", "An open eye injury"),
        ("surgery", "An eye operation in the last 6 weeks"),
        ("controlled", "Glaucoma that is under control"),
    ),
    why="Ketamine can raise the pressure in the eyes.",
    enable_when=Equals("eye-problem", True),
)
BRAIN = Section(
    "brain",
    "Brain and eyes",
    "Your health",
    (
        one(PRESSURE_MASS),
        group(EVER_TOLD, SEIZURE, HEAD_INJURY, EYE, MEMORY, DEMENTIA),
        one(INJURY_MONTHS),
        one(INJURY_LASTING),
        one(EYE_DETAILS),
    ),
    minutes=1,
)
