"""What is missing, what contradicts itself, and a yes that nothing else hears. Built from the question bank."""

from collections.abc import Iterable

from screening.conditions import AllOf, AnyOf, AtLeast, Condition, Equals, Includes, LessThan, Limit, MoreThan, Not, Takes, Unsettled, reads
from screening.criterion import Criterion, Priority, Severity
from screening.items import EnteredBy, Item, ItemType, Phase, Questionnaire
from screening.questionnaires.intake_2026_1 import intake

_FAMILY = "Missing or contradictory answers"
_BANK: dict[str, Item] = {item.link_id: item for drawing in (intake(True), intake(False)) for item in drawing}


def core_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items that missing-core-answers looks at: core ones that no more specific criterion covers."""
    return tuple(
        item
        for item in items
        if item.core and not item.covered_by and item.entered_by is not EnteredBy.STAFF and item.phase is Phase.INTAKE
    )


def _missing(item: Item) -> Condition:
    """Shown, and without an answer. Hidden because its parent is unknown, it is the parent that is missing."""
    return Unsettled(item.link_id) if item.enable_when is None else AllOf(item.enable_when, Unsettled(item.link_id))


def unscreened_items(questionnaire: Iterable[Item], criteria: Iterable[Criterion]) -> tuple[Item, ...]:
    """Health questions whose yes no criterion reads, context ones left out. The shipped bank has none."""
    read = frozenset(name for criterion in criteria for name in reads(criterion.when))
    return tuple(
        item
        for item in questionnaire
        if item.type in (ItemType.BOOLEAN, ItemType.CHOICES) and not item.context and item.link_id not in read
    )


def heard(items: Iterable[Item]) -> Condition:
    """Any yes on these items: what answer-unscreened asks."""
    conditions: list[Condition] = []
    for item in items:
        if item.type is ItemType.BOOLEAN:
            conditions.append(Equals(item.link_id, True))
        else:
            conditions.extend(Includes(item.link_id, str(option.value)) for option in item.options)
    return AnyOf(*conditions)


# The letters are those of the clinical reference.
_PAIRS = {
    "a": AllOf(Equals("cssrs-2", False), AnyOf(Equals("cssrs-3", True), Equals("cssrs-4", True), Equals("cssrs-5", True))),
    "a, own words": AllOf(Equals("own-1", False), Equals("own-2", True)),
    # Our own words ask about killing oneself only; item 9 is wider, so the two do not contradict each other.
    "b": AllOf(AtLeast("phq9-9", 1), Equals("cssrs-1", False), Equals("cssrs-2", False)),
    "c": AllOf(Equals("sex-at-birth", "male"), Equals("pregnant", True)),
    "d": AllOf(Equals("audit-c-1", 0), AnyOf(AtLeast("audit-c-2", 1), AtLeast("audit-c-3", 1))),
    "e": AllOf(
        Equals("mental-health-diagnosis", False),
        AnyOf(Takes("is-lithium"), Takes("is-clozapine"), Takes("is-long-acting-antipsychotic")),
    ),
    "f": AllOf(Takes("is-opioid-maintenance"), Not(Includes("drug-problem-kinds", "opioids"))),
    "g": AllOf(Equals("seizure", False), Takes("is-phenytoin")),
    "h": AllOf(Equals("overactive-thyroid", False), Takes("is-antithyroid")),
    "i": AnyOf(LessThan("age-years", 0), MoreThan("age-years", Limit("age.most"))),
}
MISSING = Criterion(
    id="missing-core-answers",
    severity=Severity.NEEDS_INFORMATION,
    title="Core questions not answered",
    when=AnyOf(
        *map(_missing, core_items(_BANK.values())),
        # Outside the ages of pregnancy-possible, silence on pregnancy has no criterion of its own.
        AllOf(
            Unsettled("pregnant"),
            AnyOf(
                LessThan("age-years", Limit("pregnancy.min_age")),
                MoreThan("age-years", Limit("pregnancy.max_age")),
            ),
        ),
    ),
    rationale="Blank is not no.",
    citations=("POLICY",),
    family=_FAMILY,
)
CONTRADICTION = Criterion(
    id="answers-contradict",
    severity=Severity.NEEDS_INFORMATION,
    title="Answers contradict each other",
    when=AnyOf(*_PAIRS.values()),
    rationale="The more dangerous answer counts until somebody has asked.",
    citations=("POLICY",),
    family=_FAMILY,
)


def answer_unscreened(items: Iterable[Item]) -> Criterion:
    """A yes on any of these questions, which no other criterion reads."""
    return Criterion(
        id="answer-unscreened",
        severity=Severity.REVIEW,
        priority=Priority.NORMAL,
        title="A yes that no rule reads",
        when=heard(items),
        rationale="A clinic may add questions: any yes is heard.",
        citations=("POLICY",),
        family=_FAMILY,
    )


def shipped_questions() -> tuple[Item, ...]:
    """Every question of both drawings of the intake."""
    return tuple(_BANK.values())


def unscreened(questionnaire: Questionnaire, criteria: Iterable[Criterion]) -> Criterion:
    """answer-unscreened for a clinic's own questions."""
    return answer_unscreened(unscreened_items(questionnaire, criteria))
