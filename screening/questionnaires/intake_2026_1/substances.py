"""Alcohol and drugs. One gate question on drugs; the details are asked only after a yes."""

from dataclasses import replace

from screening.conditions import Equals, Not
from screening.instruments import AUDIT_C
from screening.items import Bounds, Item, ItemType, Section, Sensitivity
from screening.questionnaires.intake_2026_1.mood import scale_pages
from screening.questionnaires.intake_2026_1.pages import cards, months_ago, one, options, ticks, yes_no

_SUBSTANCE = Sensitivity.SUBSTANCE
_PRIVATE = "We ask to keep you safe with ketamine. The answer stays with your care team."
# What contradicts "never drinks" in one file is kept, so that it can be asked about.
AUDIT = tuple(replace(item, kept=True, leaves_with_parent=True) if item.enable_when is not None else item for item in AUDIT_C.items)
DAILY_SIGNS = ticks(
    "alcohol-withdrawal-signs",
    "Have any of these ever happened to you?",
    "Signs of alcohol withdrawal",
    options(
        ("shakes", "Shakes or sweats when I stop drinking"),
        ("morning", "A drink in the morning to feel steady"),
        ("seizure", "A seizure, or seeing things, after I stopped drinking"),
    ),
    why="Stopping alcohol all at once can be dangerous. We help plan it.",
    sensitivity=_SUBSTANCE,
    enable_when=Equals("audit-c-1", 4),
)
DISORDER = yes_no(
    "alcohol-disorder",
    "Have you ever been told that you have a problem with alcohol?",
    "Alcohol use disorder",
    why=_PRIVATE,
    sensitivity=_SUBSTANCE,
)
RECENT_DRINKING = yes_no(
    "alcohol-last-3-months",
    "Did you drink any alcohol in the last 3 months?",
    "Alcohol in the last 3 months",
    sensitivity=_SUBSTANCE,
    enable_when=Equals("alcohol-disorder", True),
    why="Alcohol and ketamine together can slow breathing.",
)
WITHDRAWAL_NOW = yes_no(
    "alcohol-withdrawal-now",
    "In the last 3 days, after you cut down on alcohol: did you shake, sweat, see things or have a seizure?",
    "Alcohol withdrawal now",
    why="This needs a doctor at once.",
    hint="If you did not cut down, choose No.",
    sensitivity=Sensitivity.SAFETY,
    enable_when=Not(Equals("audit-c-1", 0)),
)
ALCOHOL = Section(
    "alcohol",
    "Alcohol",
    "Your health",
    (*scale_pages(AUDIT_C, AUDIT), one(DAILY_SIGNS), one(DISORDER), one(RECENT_DRINKING), one(WITHDRAWAL_NOW)),
    intro="Questions about alcohol in the past year. There are no right answers.",
    minutes=1,
)
DRUG_PROBLEM = yes_no(
    "drug-problem",
    "Have drugs ever been a problem for you?",
    "Problem with drugs",
    why=_PRIVATE,
    hint="This means street drugs, or medicines used in another way than the doctor said. Say yes if a doctor told you so, "
    "or if two of these fit you. Using more than you meant to. Not being able to cut down. Craving. Trouble because of it. "
    "Needing more and more. Feeling ill when you stop. Alcohol, tobacco and caffeine do not count here.",
    sensitivity=_SUBSTANCE,
)
DRUG_MONTHS = months_ago(
    "drug-problem-months",
    "How many months ago did you last have a problem with drugs?",
    "Months since the last problem",
    "drug-problem",
    sensitivity=_SUBSTANCE,
    staff_label="Months since the last problem with drugs",
)
DRUG_KINDS = ticks(
    "drug-problem-kinds",
    "Which drugs were a problem?",
    "Which drugs",
    options(
        ("opioids", "Opioids, such as heroin, fentanyl or pain pills"),
        ("stimulants", "Cocaine, meth or other uppers"),
        ("sedatives", "Sleeping or calming pills"),
        ("cannabis", "Cannabis"),
        ("other", "Something else"),
    ),
    sensitivity=_SUBSTANCE,
    enable_when=Equals("drug-problem", True),
    core=False,
    why="Different drugs call for different care.",
    staff_label="Drugs that were a problem",
)
KETAMINE_USE = yes_no(
    "ketamine-pcp",
    "Have you ever used ketamine that was not prescribed to you, PCP, or a drug like these?",
    "Ketamine or PCP, not prescribed",
    why=_PRIVATE,
    sensitivity=_SUBSTANCE,
)
KETAMINE_MONTHS = months_ago(
    "ketamine-pcp-months",
    "How many months ago was the last time?",
    "Months since the last time",
    "ketamine-pcp",
    sensitivity=_SUBSTANCE,
    staff_label="Months since the last ketamine or PCP, not prescribed",
)
KETAMINE_PROBLEM = yes_no(
    "ketamine-pcp-problem",
    "Was it ever a problem for you?",
    "Ever a problem",
    hint="For example you used more than you meant to, or could not stop.",
    sensitivity=_SUBSTANCE,
    enable_when=Equals("ketamine-pcp", True),
    why="Ketamine treatment could bring the problem back.",
    staff_label="Ketamine or PCP ever a problem",
)
STIMULANTS = yes_no(
    "illicit-stimulants",
    "In the last 30 days, did you use cocaine, meth or MDMA (ecstasy)?",
    "Cocaine, meth or MDMA",
    why="These raise blood pressure, and ketamine adds to that.",
    sensitivity=_SUBSTANCE,
)
STIMULANT_DAYS = cards(
    "illicit-stimulants-days",
    "When was the last time?",
    "When the last time was",
    # The fewest days that each card allows.
    options((0, "In the last 7 days"), (8, "8 to 14 days ago"), (15, "15 to 30 days ago")),
    unit="days",
    sensitivity=_SUBSTANCE,
    enable_when=Equals("illicit-stimulants", True),
    why="The effect wears off with time.",
    staff_label="Time since cocaine, meth or MDMA",
)
CANNABIS = Item(
    "cannabis-days",
    "On how many days a week do you use cannabis?",
    ItemType.INTEGER,
    label="Cannabis, days a week",
    why=_PRIVATE,
    hint="0 to 7. If you don't use it, write 0.",
    unit="days a week",
    hard=Bounds(0, 7),
    sensitivity=_SUBSTANCE,
)
DRUGS = Section(
    "drugs",
    "Drugs",
    "Your health",
    tuple(
        map(
            one,
            (
                DRUG_PROBLEM,
                DRUG_MONTHS,
                DRUG_KINDS,
                KETAMINE_USE,
                KETAMINE_MONTHS,
                KETAMINE_PROBLEM,
                STIMULANTS,
                STIMULANT_DAYS,
                CANNABIS,
            ),
        )
    ),
    minutes=1,
)
