"""PHQ-9: depression over the last two weeks. Published wording, unchanged.

Trap: LOINC's codes do not run in the order of the items (item 2 is 44255-8, item 7 is 44252-5).
"""

from screening.conditions import AnyOf, AtLeast
from screening.instruments.instrument import Band, Instrument, Licence
from screening.items import AnswerOption, Item, ItemType, Sensitivity

STEM = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
NOTICE = (
    "Copyright © Pfizer Inc. All rights reserved. Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, "
    "Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, "
    "translate, display or distribute."
)
HOW_OFTEN = (  # LOINC list LL358-3
    AnswerOption(0, "Not at all", "LA6568-5"),
    AnswerOption(1, "Several days", "LA6569-3"),
    AnswerOption(2, "More than half the days", "LA6570-1"),
    AnswerOption(3, "Nearly every day", "LA6571-9"),
)
HOW_DIFFICULT = (  # LOINC list LL359-1; its last two codes are not in numeric order
    AnswerOption(0, "Not difficult at all", "LA6572-7"),
    AnswerOption(1, "Somewhat difficult", "LA6573-5"),
    AnswerOption(2, "Very difficult", "LA6575-0"),
    AnswerOption(3, "Extremely difficult", "LA6574-3"),
)
_WORDS = (
    ("44250-9", "Little interest or pleasure in doing things"),
    ("44255-8", "Feeling down, depressed, or hopeless"),
    ("44259-0", "Trouble falling or staying asleep, or sleeping too much"),
    ("44254-1", "Feeling tired or having little energy"),
    ("44251-7", "Poor appetite or overeating"),
    ("44258-2", "Feeling bad about yourself - or that you are a failure or have let yourself or your family down"),
    ("44252-5", "Trouble concentrating on things, such as reading the newspaper or watching television"),
    (
        "44253-3",
        "Moving or speaking so slowly that other people could have noticed. Or the opposite - being so fidgety or "
        "restless that you have been moving around a lot more than usual",
    ),
    ("44260-8", "Thoughts that you would be better off dead, or of hurting yourself in some way"),
)
_SHORT = (  # for sentences that staff read; pages show the published words
    "little interest",
    "feeling down",
    "sleep",
    "tiredness",
    "appetite",
    "feeling bad about oneself",
    "concentration",
    "slowed or restless",
    "thoughts of death or self-harm",
)
_SCORED = tuple(
    Item(
        f"phq9-{number}",
        text,
        ItemType.CHOICE,
        options=HOW_OFTEN,
        sensitivity=Sensitivity.SAFETY if number == 9 else Sensitivity.SENSITIVE,
        covered_by="phq9-incomplete",
        may_be_unsure=False,
        loinc=code,
        staff_label=f"PHQ-9 item {number} ({_SHORT[number - 1]})",
    )
    for number, (code, text) in enumerate(_WORDS, start=1)
)
_DIFFICULTY = Item(
    "phq9-10",
    "If you checked off any problems, how difficult have these problems made it for you to do your work, take care "
    "of things at home, or get along with other people?",
    ItemType.CHOICE,
    options=HOW_DIFFICULT,
    sensitivity=Sensitivity.SENSITIVE,
    enable_when=AnyOf(*(AtLeast(item.link_id, 1) for item in _SCORED)),
    core=False,
    context=True,
    may_be_unsure=False,
    loinc="69722-7",
    staff_label="PHQ-9 item 10 (difficulty in daily life)",
)
PHQ9 = Instrument(
    id="phq-9",
    title="PHQ-9",
    stem=STEM,
    timeframe="last 2 weeks",
    notice=NOTICE,
    licence=Licence.FREE,
    panel_loinc="44249-1",
    total_loinc="44261-6",
    items=(*_SCORED, _DIFFICULTY),
    scored=tuple(item.link_id for item in _SCORED),
    bands=(
        Band(0, 4, "minimal"),  # LOINC's help text starts at 1; 0 belongs here
        Band(5, 9, "mild"),
        Band(10, 14, "moderate"),
        Band(15, 19, "moderately severe"),
        Band(20, 27, "severe"),
    ),
    maximum=27,
    source="Kroenke, Spitzer, Williams 2001",
)
