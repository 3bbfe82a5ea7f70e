"""Medicines, and the easy end: who is there for the person and what she hopes for. No criterion reads the end."""

from screening.conditions import Equals
from screening.items import Item, ItemType, Section, Sensitivity
from screening.questionnaires.intake_2026_1.pages import one, options

MEDICINE_LIST = Item(
    "medicines",
    "Which medicines do you take?",
    ItemType.MEDICINES,
    label="Medicines",
    why="Some medicines and ketamine don't go well together. Don't stop or change any medicine because of this form.",
    hint="Easy to forget: birth control, inhalers, eye drops, sleep aids, vitamins, anything bought online, "
    "and what you stopped in the last 6 months.",
    sensitivity=Sensitivity.SENSITIVE,
)
MEDICINES = Section("medicines", "Medicines", "Your health", (one(MEDICINE_LIST),), minutes=3)


def _context(
    link_id: str, text: str, label: str, type_: ItemType, *, hint: str = "", parent: str = "", answers: tuple[tuple[str, str], ...] = ()
) -> Item:
    return Item(
        link_id,
        text,
        type_,
        label=label,
        why="It helps us to know you. You can skip it.",
        hint=hint,
        options=options(*answers),
        sensitivity=Sensitivity.SENSITIVE,
        enable_when=Equals(parent, True) if parent else None,
        core=False,
        context=True,
    )


_TEXT, _YES_NO, _TICKS = ItemType.TEXT, ItemType.BOOLEAN, ItemType.CHOICES
SUPPORT_ITEMS = (
    _context("allergies", "Do you have any allergies?", "Allergies", _TEXT, hint="Medicines, foods, latex. If none, write none."),
    _context(
        "hospital-stay",
        "Have you stayed in a hospital for your mental health in the last 12 months?",
        "Hospital stay for mental health",
        _YES_NO,
    ),
    _context(
        "treatments-before",
        "Which other treatments have you had?",
        "Other treatments",
        _TICKS,
        answers=(
            ("talking", "Talking therapy"),
            ("augmentation", "A second medicine to help an antidepressant"),
            ("tms", "Magnetic treatment (TMS)"),
            ("ect", "ECT"),
        ),
    ),
    _context(
        "treated-by", "Who treats you now?", "Who treats you now", _TEXT, hint="A doctor, nurse or therapist. If nobody, write nobody."
    ),
    _context("may-contact", "May we talk with them about your care?", "May we contact them", _YES_NO),
    _context("support-at-home", "Who is there for you at home?", "Support at home", _TEXT, hint="A partner, family, a friend, a pet."),
    _context("hopes", "What do you hope will be different after treatment?", "What you hope for", _TEXT),
)
SUPPORT = Section(
    "support",
    "About your life",
    "A few last things",
    tuple(map(one, SUPPORT_ITEMS)),
    intro="You can skip any of these.",
    minutes=2,
)
