"""Safety: thoughts of suicide (C-SSRS, or our own words where it is off), and danger right now.

Every answer here counts as soon as it is given, in a draft as well, and stays counted when it is taken back.
"""

from screening.conditions import Condition, Equals
from screening.instruments import CSSRS
from screening.items import Item, Page, Section, Sensitivity
from screening.questionnaires.intake_2026_1.mood import scale_pages
from screening.questionnaires.intake_2026_1.pages import one, options, ticks, yes_no

_SAFETY = Sensitivity.SAFETY


def _own(link_id: str, text: str, label: str, enable_when: Condition | None = None, *, why: str, staff: str) -> Item:
    """A question in our own words. Its label says on every staff page that this is not the C-SSRS."""
    return yes_no(
        link_id,
        text,
        f"{label} (not C-SSRS)",
        why=why,
        sensitivity=_SAFETY,
        enable_when=enable_when,
        covered_by="cssrs-incomplete",
        staff_label=f"{staff} (not C-SSRS)",
    )


OWN_WORDS = (
    _own(
        "own-1",
        "In the past month, have you had thoughts of killing yourself?",
        "Thoughts of killing yourself",
        why="We ask everyone. You can say it here.",
        staff="Thoughts of suicide, past month",
    ),
    _own(
        "own-2",
        "Do you have a plan to kill yourself, or do you mean to act on these thoughts?",
        "A plan, or meaning to act",
        Equals("own-1", True),
        why="It tells us how soon someone has to speak with you.",
        staff="Plan or intent",
    ),
    _own(
        "own-3",
        "Have you ever tried to end your life, or got ready to?",
        "Ever tried or got ready",
        why="It tells us how soon someone has to speak with you.",
        staff="Suicide attempt or preparation, ever",
    ),
    _own(
        "own-3-recent",
        "Was that in the last 3 months?",
        "In the last 3 months",
        Equals("own-3", True),
        why="It tells us how soon someone has to speak with you.",
        staff="Attempt or preparation, last 3 months",
    ),
)
IMMEDIATE_DANGER = yes_no(
    "immediate-danger",
    "Are you in danger of hurting yourself or anyone else right now?",
    "In danger right now",
    why="If you are, help comes first. The rest can wait.",
    sensitivity=_SAFETY,
)
OVERDOSE_TODAY = yes_no(
    "overdose-today",
    "Have you taken an overdose or hurt yourself today?",
    "Overdose or injury today",
    sensitivity=_SAFETY,
    why="You may need a doctor right now.",
)
HARM_TO_OTHERS = yes_no(
    "harm-to-others",
    "Do you have thoughts of badly hurting someone, and a plan or the wish to do it?",
    "Thoughts of hurting someone, with a plan",
    why="We ask everyone. We want to keep you and other people safe.",
    sensitivity=_SAFETY,
)
COMMAND_VOICES = yes_no(
    "command-voices",
    "Do you hear voices that tell you to hurt yourself or other people?",
    "Voices that say to hurt someone",
    sensitivity=_SAFETY,
    why="Voices like these are a reason to get help at once.",
)
CONFUSION = yes_no(
    "confusion-recent",
    "In the last 7 days, did you suddenly become very confused?",
    "Sudden confusion in the last 7 days",
    hint="For example, you did not know where you were. Or someone close to you noticed it.",
    sensitivity=_SAFETY,
    why="Sudden confusion can be the first sign of an illness.",
)
MEDICAL_NOW = ticks(
    "medical-symptoms-now",
    "Do you have any of these right now?",
    "Signs of an emergency right now",
    options(
        ("chest-pain", "Strong pressure or pain in my chest"),
        ("stroke-signs", "My face droops, an arm is weak, or it is hard to speak"),
        ("seizure", "A seizure"),
        ("breathless", "I can hardly breathe"),
        ("drowsy", "I can't stay awake"),
    ),
    why="Each of these needs a doctor at once.",
    sensitivity=_SAFETY,
)
_AFTER_THE_SCALE = tuple(map(one, (IMMEDIATE_DANGER, OVERDOSE_TODAY, HARM_TO_OTHERS, COMMAND_VOICES, CONFUSION, MEDICAL_NOW)))


def safety(*, cssrs: bool) -> Section:
    """The safety part, with the C-SSRS or with our own words."""
    asked: tuple[Page, ...] = scale_pages(CSSRS, CSSRS.items) if cssrs else tuple(map(one, OWN_WORDS))
    return Section(
        "safety",
        "Safety",
        "How you've been",
        (*asked, *_AFTER_THE_SCALE),
        intro="We ask everyone about thoughts of suicide and about safety. Being honest does not end your application.",
        minutes=3,
    )
