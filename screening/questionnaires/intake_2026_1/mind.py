"""Mental health: what was told, and what is now."""

from screening.conditions import Equals
from screening.items import Section, Sensitivity
from screening.questionnaires.intake_2026_1.pages import EVER_TOLD, cards, group, one, options, ticks, yes_no

_SENSITIVE = Sensitivity.SENSITIVE
TOLD = yes_no(
    "mental-health-diagnosis",
    "Have you ever been told that you have a mental health condition?",
    "Told of a mental health condition",
    hint="For example depression, anxiety, PTSD or bipolar disorder.",
    sensitivity=_SENSITIVE,
    why="It helps the clinician to understand the rest.",
)
BIPOLAR = yes_no(
    "bipolar",
    "Bipolar disorder, or a time of mania",
    "Bipolar disorder or mania",
    sensitivity=_SENSITIVE,
    why="Ketamine can tip the mood over.",
)
PAST_PSYCHOSIS = yes_no(
    "past-psychosis",
    "Psychosis from drugs or with depression, now gone",
    "Psychosis in the past",
    sensitivity=_SENSITIVE,
    why="Ketamine can bring it back.",
)
DISSOCIATIVE = yes_no(
    "dissociative-disorder",
    "A dissociative disorder",
    "Dissociative disorder",
    sensitivity=_SENSITIVE,
    why="Ketamine makes people feel far from themselves for a while.",
)
PERSONALITY = yes_no(
    "personality-disorder",
    "A personality disorder, such as borderline",
    "Personality disorder",
    sensitivity=_SENSITIVE,
    why="It helps us plan the therapy with you.",
)
EATING = yes_no(
    "eating-disorder",
    "An eating disorder that affects you now",
    "Eating disorder now",
    sensitivity=_SENSITIVE,
    why="Weight and salts in the blood matter for the heart.",
)
BIPOLAR_TYPE = cards(
    "bipolar-type",
    "Which kind of bipolar disorder is it?",
    "Kind of bipolar disorder",
    options(
        ("bipolar-1", "Bipolar I (one), or I have had a time of mania"),
        ("bipolar-2", "Bipolar II (two), with no mania"),
        ("unspecified", "Another kind, or nobody told me which"),
    ),
    sensitivity=_SENSITIVE,
    enable_when=Equals("bipolar", True),
    why="The risk of mania depends on the kind.",
)
EATING_SIGNS = ticks(
    "eating-disorder-signs",
    "Do any of these fit you now?",
    "About the eating disorder",
    options(
        ("fainting", "I faint"),
        ("purging", "I throw up or use laxatives every day"),
        ("potassium", "I was told that my potassium is too low or too high"),
    ),
    why="These can upset the heart rhythm.",
    sensitivity=_SENSITIVE,
    enable_when=Equals("eating-disorder", True),
)
SCHIZOPHRENIA = yes_no(
    "schizophrenia",
    "Have you ever been told that you have schizophrenia, schizoaffective or delusional disorder?",
    "Schizophrenia or a related disorder",
    why="Ketamine can bring such an illness back.",
    sensitivity=_SENSITIVE,
)
PSYCHOSIS_NOW = yes_no(
    "psychosis-now",
    "In the last month, did you see or hear things that others don't, or hold beliefs that others say are not true?",
    "Psychosis in the last month",
    why="Ketamine can make this stronger.",
    hint="Leave out what happened only while a drug was working.",
    sensitivity=_SENSITIVE,
)
MANIA_NOW = yes_no(
    "mania-now",
    "In the last 4 weeks, were you unusually high or irritable, with little sleep and a lot of energy?",
    "Mania in the last 4 weeks",
    why="Ketamine can make this stronger.",
    hint="Say yes also if someone told you that you are manic, or in a mixed state.",
    sensitivity=_SENSITIVE,
)
FAMILY = yes_no(
    "psychosis-family",
    "Does a parent, brother, sister or child of yours have schizophrenia or an illness like it?",
    "Schizophrenia in the family",
    sensitivity=_SENSITIVE,
    why="The risk of psychosis can run in families.",
)
MIND = Section(
    "mind",
    "Mental health",
    "Your health",
    (
        one(TOLD),
        group(EVER_TOLD, BIPOLAR, PAST_PSYCHOSIS, DISSOCIATIVE, PERSONALITY, EATING),
        one(BIPOLAR_TYPE),
        one(EATING_SIGNS),
        one(SCHIZOPHRENIA),
        one(PSYCHOSIS_NOW),
        one(MANIA_NOW),
        one(FAMILY),
    ),
    minutes=2,
)
