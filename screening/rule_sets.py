"""The rule sets that are explained and checked: the intake in both drawings, with every scale added, and the day of treatment."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from screening.criteria import DAY_OF_TREATMENT, SCALE_CRITERIA
from screening.criterion import Criterion
from screening.instruments import Instrument
from screening.items import EnteredBy, Item, ItemType, Questionnaire
from screening.protocol import Protocol
from screening.questionnaires import day_of_treatment, intake
from screening.questionnaires.day_of_treatment_2026_1.example import EXAMPLE as DAY
from screening.questionnaires.example import example
from screening.questionnaires.intake_2026_1.scales import OPTIONAL


@dataclass(frozen=True, eq=False)
class RuleSet:
    """Criteria, the drawings in which they are judged (the first is tried first), and what their patient is called."""

    title: str
    criteria: tuple[Criterion, ...]
    drawings: tuple[Questionnaire, ...]
    base: str = "The unremarkable patient"

    def drawing_words(self, drawing: Questionnaire) -> str:
        """What sets a drawing apart from the first."""
        return "" if drawing is self.drawings[0] else ", where the C-SSRS is off"


def rule_sets(protocol: Protocol) -> tuple[RuleSet, ...]:
    """All of them, in reading order."""
    return (
        RuleSet("intake", protocol.criteria, (intake(True), intake(False))),
        RuleSet("scales", SCALE_CRITERIA, (with_every_scale(),), "The unremarkable patient, asked every scale"),
        RuleSet("day of treatment", DAY_OF_TREATMENT, (day_of_treatment(),), "The unremarkable day"),
    )


@cache
def bank() -> dict[str, Item]:
    """Every question of every drawing, by its link id."""
    drawings = (intake(True), intake(False), with_every_scale(), day_of_treatment())
    return {item.link_id: item for drawing in drawings for item in drawing}


@cache
def with_every_scale() -> Questionnaire:
    """The intake with all that a clinic may add; names stand where only the clinic has the words."""
    return intake(True, tuple(scale if scale.may_be_asked else _named(scale) for scale in OPTIONAL))


def unremarkable(drawing: Questionnaire, as_of: date) -> dict[str, object]:
    """The answers in which nothing fires: those of the example, and of added scales the ones that score least."""
    if drawing is day_of_treatment():
        return dict(DAY)
    answers = example(as_of, cssrs="own-1" not in drawing.by_link_id)["answers"]
    found = dict(answers) if isinstance(answers, dict) else {}
    asked = intake(True).by_link_id.keys() | intake(False).by_link_id.keys()
    return found | {item.link_id: _least(item) for item in drawing if item.link_id not in asked and item.entered_by is not EnteredBy.STAFF}


def _least(item: Item) -> object:
    return False if item.type is ItemType.BOOLEAN else item.options[0].value if item.options else None


def _named(scale: Instrument) -> Instrument:
    items = tuple(
        replace(
            item, text=item.staff_label, options=tuple(replace(option, text=option.text or str(option.value)) for option in item.options)
        )
        for item in scale.items
    )
    return replace(scale, items=items)
