"""Why the person comes, and her body: the easy beginning."""

from screening.conditions import AnyOf, AtLeast, Includes
from screening.items import AnswerOption, Bounds, Item, ItemType, Page, PageKind, Section, Sensitivity
from screening.questionnaires.intake_2026_1.pages import one, options, ticks, yes_no

# The page of a blood pressure date: a card stores the oldest date that it allows.
READING_DATES = (
    AnswerOption("today", "Today", days_ago=0),
    AnswerOption("this-week", "In the last 7 days", days_ago=7),
    AnswerOption("this-month", "In the last month", days_ago=31),
    AnswerOption("three-months", "1 to 3 months ago", days_ago=90),
    AnswerOption("longer", "Longer ago", days_ago=400),
)
INDICATION = ticks(
    "indication",
    "What would you like help with?",
    "What you would like help with",
    options(
        ("trd", "Depression that did not get better with medicine"),
        ("mdd-si", "Depression with thoughts of ending my life"),
        ("bipolar-dep", "Low times in bipolar disorder"),
        ("anxiety", "Anxiety, fear of people, or OCD"),
        ("ptsd", "PTSD, after something terrible happened"),
        ("pain", "Pain that does not go away"),
        ("aud-sud", "Alcohol or drugs"),
        ("other", "Something else"),
    ),
    why="It tells the clinician which other questions matter for you.",
    hint="Choose all that fit.",
    sensitivity=Sensitivity.SENSITIVE,
    staff_label="Indication",
)
INDICATION_WORDS = Item(
    "indication-words",
    "Tell us in your own words what you would like help with.",
    ItemType.TEXT,
    label="In your own words",
    staff_label="Indication, in own words",
    hint="A sentence or two is enough.",
    sensitivity=Sensitivity.SENSITIVE,
    enable_when=Includes("indication", "other"),
    core=False,
    context=True,
    why="Your own words say more than a list.",
)
TRIALS = Item(
    "antidepressant-trials",
    "Which antidepressants have you tried in this depression?",
    ItemType.TRIALS,
    label="Antidepressants you have tried",
    staff_label="Antidepressant trials",
    why="How long and how much you took shows what to try next.",
    hint="Add each one: the name, about how many weeks, the dose, and if it helped. A good guess is fine.",
    sensitivity=Sensitivity.SENSITIVE,
    enable_when=Includes("indication", "trd"),
    covered_by="trd-history-incomplete",
)
REASON = Section("reason", "Why you're here", "About you", (one(INDICATION), one(INDICATION_WORDS), one(TRIALS)), minutes=2)

HEIGHT = Item(
    "height-cm",
    "How tall are you?",
    ItemType.DECIMAL,
    label="Height",
    why="The dose depends on height and weight.",
    unit="cm",
    hard=Bounds(61, 272),  # 2 ft to 8 ft 11 in
    soft=Bounds(100, 230),
    covered_by="body-measurements-missing",
)
WEIGHT = Item(
    "weight-kg",
    "How much do you weigh?",
    ItemType.DECIMAL,
    label="Weight",
    why="The dose depends on height and weight.",
    hint="A good guess is fine.",
    unit="kg",
    hard=Bounds(10, 500),
    soft=Bounds(30, 300),
    covered_by="body-measurements-missing",
)
SYSTOLIC = Item(
    "bp-systolic",
    "What was the top number of your last blood pressure?",
    ItemType.INTEGER,
    label="Top number",
    staff_label="Systolic",
    unit="mmHg",
    hard=Bounds(20, 400),  # wider than what is believable, so that a typing error is asked about and not refused
    soft=Bounds(60, 300),
    covered_by="bp-missing",
    why="Ketamine can raise blood pressure for an hour or two.",
)
DIASTOLIC = Item(
    "bp-diastolic",
    "What was the bottom number of your last blood pressure?",
    ItemType.INTEGER,
    label="Bottom number",
    staff_label="Diastolic",
    unit="mmHg",
    hard=Bounds(10, 400),
    soft=Bounds(30, 200),
    covered_by="bp-missing",
    why="Ketamine can raise blood pressure for an hour or two.",
)
TAKEN_ON = Item(
    "bp-taken-on",
    "When was that blood pressure taken?",
    ItemType.DATE,
    label="When your blood pressure was taken",
    staff_label="Date of the blood pressure",
    hint="Choose the one that fits best.",
    options=READING_DATES,
    enable_when=AnyOf(AtLeast("bp-systolic", 0), AtLeast("bp-diastolic", 0)),
    covered_by="bp-missing",
    why="An old number tells us less than a new one.",
)
FOLLOWS = yes_no(
    "follows-information",
    "Can you read or follow what we tell you, and decide for yourself?",
    "Can follow and decide for yourself",
    why="You decide about your care. If you need help with that, we plan for it.",
)
GUARDIAN = yes_no(
    "legal-guardian",
    "Does someone else make your health decisions by law?",
    "Someone else decides by law",
    hint="This is often called a legal guardian.",
    why="That person has to agree as well.",
)
BODY = Section(
    "body",
    "Your body",
    "About you",
    (
        one(HEIGHT),
        one(WEIGHT),
        Page(
            PageKind.FIELDS,
            (SYSTOLIC, DIASTOLIC),
            "What was your last blood pressure?",
            "Ketamine can raise blood pressure for an hour or two. A number from a home cuff or a pharmacy is fine. "
            "If you have no number, choose I'm not sure: we can measure it at your first visit.",
        ),
        one(TAKEN_ON),
        one(FOLLOWS),
        one(GUARDIAN),
    ),
    minutes=2,
)
