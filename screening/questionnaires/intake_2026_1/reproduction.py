"""Pregnancy and breastfeeding: asked of everyone whose sex at birth is not male.

Branching knows no date, so age plays no part here; the criteria that read these answers look at it.
"""

from screening.conditions import AllOf, AnyOf, Equals, Not, Unsettled
from screening.items import Section, Sensitivity
from screening.questionnaires.intake_2026_1.pages import one, yes_no

_SENSITIVE = Sensitivity.SENSITIVE
NOT_MALE = Not(Equals("sex-at-birth", "male"))
# Who is not sure about the womb or declines is asked all the same.
_MAY_BE = AllOf(NOT_MALE, AnyOf(Equals("womb-or-menopause", False), Unsettled("womb-or-menopause")))
_NOT_NOW = Equals("pregnant", False)
WOMB = yes_no(
    "womb-or-menopause",
    "Have you had your womb removed, or are you past menopause?",
    "Womb removed, or past menopause",
    why="If so, we skip the questions about pregnancy.",
    sensitivity=_SENSITIVE,
    enable_when=NOT_MALE,
)
PREGNANT = yes_no(
    "pregnant",
    "Are you pregnant?",
    "Pregnant",
    why="Ketamine may harm a baby before birth.",
    hint="If you could be and don't know, choose I'm not sure. A test will tell.",
    sensitivity=_SENSITIVE,
    enable_when=_MAY_BE,
    covered_by="pregnancy-possible",
    kept=True,
)
PERIOD_LATE = yes_no(
    "period-late",
    "Is your period more than 7 days late?",
    "Period more than 7 days late",
    sensitivity=_SENSITIVE,
    enable_when=_NOT_NOW,
    why="A test comes first then.",
)
TRYING = yes_no(
    "trying-to-conceive",
    "Are you trying for a baby, or could you get pregnant because you don't use birth control you can rely on?",
    "Trying for a baby, or no reliable birth control",
    why="During treatment a pregnancy should not begin.",
    hint="If no partner of yours could cause a pregnancy and you are not trying, choose No.",
    sensitivity=_SENSITIVE,
    enable_when=_NOT_NOW,
)
BREASTFEEDING = yes_no(
    "breastfeeding",
    "Are you breastfeeding, or giving a baby milk that you pumped?",
    "Breastfeeding",
    why="A little ketamine can pass into the milk.",
    sensitivity=_SENSITIVE,
    enable_when=NOT_MALE,
)
REPRODUCTION = Section(
    "reproduction",
    "Pregnancy",
    "Your health",
    tuple(map(one, (WOMB, PREGNANT, PERIOD_LATE, TRYING, BREASTFEEDING))),
    minutes=1,
)
