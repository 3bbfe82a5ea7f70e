"""What is not asked in the intake: registration and consent records, what staff enter, and questions before a session."""

from screening.items import AnswerOption, Bounds, EnteredBy, Item, ItemType, Phase, Sensitivity
from screening.questionnaires.intake_2026_1.pages import options

SEX = options(("male", "Male"), ("female", "Female"), ("intersex", "Intersex"), ("not-stated", "I'd rather not say"))
REGISTRATION = (
    Item(
        "birth-date",
        "When were you born?",
        ItemType.DATE,
        label="Birth date",
        entered_by=EnteredBy.REGISTRATION,
        why="The risks change with age.",
    ),
    Item(
        "sex-at-birth",
        "What sex were you given at birth?",
        ItemType.CHOICE,
        label="Sex at birth",
        options=SEX,
        sensitivity=Sensitivity.SENSITIVE,
        entered_by=EnteredBy.REGISTRATION,
        why="Some limits and some questions depend on it.",
    ),
    Item(
        "emergency-contact-name",
        "Who should we call in an emergency?",
        ItemType.TEXT,
        label="Name of your emergency contact",
        max_length=200,
        entered_by=EnteredBy.REGISTRATION,
        covered_by="emergency-contact-missing",
        why="In a crisis we may need someone who can reach you.",
    ),
    Item(
        "emergency-contact-phone",
        "What is their phone number?",
        ItemType.TEXT,
        label="Phone of your emergency contact",
        max_length=60,
        entered_by=EnteredBy.REGISTRATION,
        covered_by="emergency-contact-missing",
        why="In a crisis we may need someone who can reach you.",
    ),
    Item(
        "consent-screening",
        "Do you agree to the screening, and to how we use what you tell us?",
        ItemType.BOOLEAN,
        label="Consent to screening",
        entered_by=EnteredBy.CONSENT,
        covered_by="consent-missing",
        why="We may only look at your answers if you agree.",
    ),
)


def _staff(
    link_id: str,
    label: str,
    type_: ItemType,
    unit: str = "",
    hard: Bounds | None = None,
    soft: Bounds | None = None,
    answers: tuple[AnswerOption, ...] = (),
    sensitivity: Sensitivity = Sensitivity.ORDINARY,
    staff_label: str = "",
) -> Item:
    """Measured or seen by staff. "Not measured" is a known answer that fires nothing."""
    return Item(
        link_id,
        label,
        type_,
        unit=unit,
        hard=hard,
        soft=soft,
        options=answers,
        sensitivity=sensitivity,
        entered_by=EnteredBy.STAFF,
        core=False,
        staff_label=staff_label,
    )


_NUMBER, _WHOLE = ItemType.DECIMAL, ItemType.INTEGER
STAFF = (
    _staff("resting-pulse", "Resting pulse", _WHOLE, "per minute", Bounds(20, 300), Bounds(35, 180)),
    _staff("lvef", "Left ventricular ejection fraction", _NUMBER, "%", Bounds(0, 100), Bounds(10, 80)),
    _staff("eye-pressure", "Last eye pressure on treatment", _NUMBER, "mmHg", Bounds(0, 100), Bounds(5, 50)),
    _staff("mmse", "MMSE score", _WHOLE, "points", Bounds(0, 30)),
    _staff("tsh", "TSH", _NUMBER, "mIU/L", Bounds(0, 500), Bounds(0, 100)),
    _staff(
        "alt-ast-x-uln",
        "ALT or AST, times the upper limit",
        _NUMBER,
        "x upper limit",
        Bounds(0, 500),
        Bounds(0, 50),
        staff_label="ALT or AST",
    ),
    _staff("child-pugh", "Child-Pugh class", ItemType.CHOICE, answers=options(("a", "A"), ("b", "B"), ("c", "C"))),
    _staff("egfr", "eGFR", _NUMBER, "mL/min/1.73 m²", Bounds(0, 250), Bounds(3, 150)),
    _staff("spo2", "Oxygen saturation at rest", _NUMBER, "%", Bounds(0, 100), Bounds(60, 100)),
    _staff("ahi", "Apnoea-hypopnoea index", _NUMBER, "per hour", Bounds(0, 200), Bounds(0, 150)),
    _staff("capacity-lacking-seen", "Staff found that the person cannot decide about this now", ItemType.BOOLEAN),
    _staff("delirium-seen", "Staff or a relative saw sudden confusion", ItemType.BOOLEAN, sensitivity=Sensitivity.SAFETY),
)


def _scheduling(link_id: str, text: str, label: str, why: str) -> Item:
    return Item(link_id, text, ItemType.BOOLEAN, label=label, why=why, phase=Phase.SCHEDULING, core=False)


SCHEDULING = (
    _scheduling(
        "escort", "Will an adult take you home after treatment?", "An adult takes you home", "You will be too sleepy to travel alone."
    ),
    _scheduling(
        "no-driving",
        "Do you agree not to drive until the next day, after a night's sleep?",
        "Agrees not to drive",
        "Ketamine slows reactions for hours.",
    ),
    _scheduling(
        "fasting",
        "Can you go without food and drink for the time that we tell you?",
        "Can go without food and drink",
        "It keeps you from feeling sick.",
    ),
)
UNPAGED = (*REGISTRATION, *STAFF, *SCHEDULING)
