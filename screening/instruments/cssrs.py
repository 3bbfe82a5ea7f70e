"""C-SSRS screener, recent: suicidal thoughts in the past month, behaviour in a lifetime and the past 3 months.

Wording may not be changed and the notice stays on every version. It is off until the clinic has registered; the
own-words questions that stand in for it are ours and belong to the questionnaire.
"""

from screening.conditions import Condition, Equals
from screening.instruments.instrument import Instrument, Licence
from screening.items import AnswerOption, Item, ItemType, Sensitivity

# How Yes and No are coded on export; the answers themselves are true and false.
YES_NO = (AnswerOption("true", "Yes", "LA33-6"), AnswerOption("false", "No", "LA32-8"))
RISK_LEVELS = (  # of result 93374-7, list LL465-6; there is no code for "none"
    AnswerOption("low", "Low", "LA9194-7"),
    AnswerOption("moderate", "Moderate", "LA6751-7"),
    AnswerOption("high", "High", "LA9193-9"),
)
_SHORT = {  # for sentences that staff read; pages show the published words
    "cssrs-1": "C-SSRS 1 (wish to be dead)",
    "cssrs-2": "C-SSRS 2 (thoughts of suicide)",
    "cssrs-3": "C-SSRS 3 (thoughts of a method)",
    "cssrs-4": "C-SSRS 4 (some intent)",
    "cssrs-5": "C-SSRS 5 (plan and intent)",
    "cssrs-6": "C-SSRS 6 (behavior, ever)",
    "cssrs-6-recent": "C-SSRS 6 (behavior, past 3 months)",
}
_HAS_THOUGHTS = Equals("cssrs-2", True)


def _item(link_id: str, loinc: str, period: str, text: str, enable_when: Condition | None = None) -> Item:
    return Item(
        link_id,
        text,
        ItemType.BOOLEAN,
        hint=period,  # the column heading of the form
        sensitivity=Sensitivity.SAFETY,
        enable_when=enable_when,
        covered_by="cssrs-incomplete",
        may_be_unsure=False,
        loinc=loinc,
        staff_label=_SHORT[link_id],
    )


CSSRS = Instrument(
    id="cssrs-screener",
    title="C-SSRS screener",
    stem="",
    timeframe="past month; behaviour: lifetime and past 3 months",
    notice=(
        "© 2008 The Research Foundation for Mental Hygiene, Inc. Developed by Posner, K.; Brent, D.; Lucas, C.; "
        "Gould, M.; Stanley, B.; Brown, G.; Fisher, P.; Zelazny, J.; Burke, A.; Oquendo, M.; Mann, J. "
        "For inquiries and training: posnerk@nyspi.columbia.edu"
    ),
    licence=Licence.REGISTRATION,
    registration=(
        "Register with the Columbia Lighthouse Project (cssrs.columbia.edu) before you switch this scale on. It is free "
        "of charge in care settings. The wording may not be changed and the notice stays with it. Sources disagree on "
        "whether training is needed: ask them when you register."
    ),
    panel_loinc="93373-9",
    result_loinc="93374-7",
    items=(
        _item("cssrs-1", "93246-7", "Past month", "Have you wished you were dead or wished you could go to sleep and not wake up?"),
        _item("cssrs-2", "93247-5", "Past month", "Have you actually had any thoughts of killing yourself?"),
        _item("cssrs-3", "93248-3", "Past month", "Have you been thinking about how you might do this?", _HAS_THOUGHTS),
        _item(
            "cssrs-4",
            "93249-1",
            "Past month",
            "Have you had these thoughts and had some intention of acting on them?",
            _HAS_THOUGHTS,
        ),
        _item(
            "cssrs-5",
            "93250-9",
            "Past month",
            "Have you started to work out or worked out the details of how to kill yourself? Do you intend to carry out this plan?",
            _HAS_THOUGHTS,
        ),
        _item(
            "cssrs-6",
            "93267-3",
            "Lifetime",
            "Have you ever done anything, started to do anything, or prepared to do anything to end your life?",
        ),
        _item("cssrs-6-recent", "93269-9", "Past 3 months", "Was this within the past 3 months?", Equals("cssrs-6", True)),
    ),
    source="Posner and others 2008, Columbia Lighthouse Project",
)
