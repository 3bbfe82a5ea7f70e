"""Whether the rule set can be what it says: every id known, every condition reachable, every yes heard, every limit read.

Each fault is one line. Notes are no faults: they say of a criterion that never fires alone what fires beside it, and why.
"""

import itertools
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from screening.alone import Reached, reach
from screening.citations import CITATIONS
from screening.conditions import (
    NEVER,
    AllOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Ever,
    EverAtLeast,
    Includes,
    LessThan,
    Limit,
    MoreThan,
    Takes,
    leaves,
    reads,
)
from screening.criterion import Clock, Criterion, HelpFor
from screening.derived import QUANTITIES
from screening.errors import ScreeningError
from screening.items import Item, ItemType
from screening.limits import LIMITS, LimitSpec
from screening.medicine_list import BENZODIAZEPINE, DOSE_MISSING, UNRECOGNISED, washout_limits
from screening.medicines import FACT_CLASSES, MEDICINE_CLASSES
from screening.plan import conditions_of, plan_for
from screening.protocol import Protocol
from screening.rule_sets import RuleSet, bank, rule_sets
from screening.sentences import rule_sentence
from screening.solving import MOST_WAYS, Patient, Solver

# Limits that no criterion reads, and why they are kept.
READ_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("fasting.food_hours", "fasting.liquid_hours"), "told to the patient"),
    **dict.fromkeys(("pc_ptsd_5.positive", "pcl5.positive"), "shown with the score"),
}
# Lower tiers that are graver than what hides them, and why.
GRAVER_BELOW: Mapping[str, str] = {"suicide-unassessed": "what the scale did show weighs more than that it was left open"}
# Heard by what it counts and nothing else: without questions that a clinic added there is nothing to hear.
WAITS_FOR_A_CLINIC = "answer-unscreened"
_RISES, _FALLS = (AtLeast, MoreThan, EverAtLeast), (AtMost, LessThan)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: faults, notes, and for each criterion that can fire alone the patient for whom it does."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    alone: Mapping[str, Patient]


def check(protocol: Protocol, as_of: date) -> Checked:
    """Look at every rule set. What cannot be judged at all is not solved for: its ids come first."""
    sets = rule_sets(protocol)
    criteria = tuple(itertools.chain.from_iterable(one.criteria for one in sets))
    faults = [
        *itertools.chain.from_iterable(_unknown_ids(one, bank()) for one in criteria),
        *itertools.chain.from_iterable(_citations(one) for one in criteria),
        *_twice(criteria),
        *_limits_never_read(criteria),
        *_families_out_of_order(criteria, protocol),
    ]
    if faults or (broken := _broken(protocol, sets)):
        return Checked((*faults, *(() if faults else broken)), (), {})
    notes: list[str] = []
    alone: dict[str, Patient] = {}
    for one in sets:
        solver = Solver(protocol, as_of, one.drawings)
        for criterion in one.criteria:
            if criterion.when == NEVER and criterion.id == WAITS_FOR_A_CLINIC:
                notes.append(f"{criterion.id}: cannot fire with the shipped questions; it hears a yes on those that a clinic adds.")
                continue
            found = reach(criterion, solver)
            faults += [*_unreached(criterion, found, bank(), protocol), *_unreachable_clocks(criterion, solver)]
            if found.best is not None and found.best.fired == (criterion.id,):
                alone[criterion.id] = found.best
            elif found.best is not None:
                notes.append(f"{criterion.id}: {found.beside}")
            if found.is_cut:
                notes.append(f"{criterion.id}: only its first {MOST_WAYS} ways were looked at.")
        faults += _yes_not_heard(one, solver)
    return Checked(tuple(dict.fromkeys(faults)), tuple(notes), alone)


def _unknown_ids(criterion: Criterion, items: Mapping[str, Item]) -> Iterator[str]:
    limits = {spec.name for spec in LIMITS}
    for leaf in itertools.chain.from_iterable(leaves(condition) for condition in conditions_of(criterion)):
        for name in sorted(reads(leaf) - items.keys() - QUANTITIES.keys()):
            yield f"{criterion.id}: reads {name}, which no questionnaire asks."
        bound = getattr(leaf, "bound", None)
        if isinstance(bound, Limit) and bound.name not in limits:
            yield f"{criterion.id}: reads the limit {bound.name}, which no protocol has."
        match leaf:
            case Takes(name) if name not in MEDICINE_CLASSES and name not in FACT_CLASSES:
                yield f"{criterion.id}: reads the class {name}, which no medicine has."
            case Includes(of, value) | Equals(of, value) | Ever(of, value) if of in items and not _can_be(items[of], value):
                yield f"{criterion.id}: {of} can never be {value!r}."


def _can_be(item: Item, value: object) -> bool:
    match item.type:
        case ItemType.BOOLEAN:
            return isinstance(value, bool)
        case ItemType.CHOICE | ItemType.CHOICES:
            return not isinstance(value, bool) and value in [option.value for option in item.options]
        case ItemType.INTEGER | ItemType.DECIMAL:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return False


def _citations(criterion: Criterion) -> Iterator[str]:
    if not criterion.citations:
        yield f"{criterion.id}: names no source."
    for key in criterion.citations:
        if key not in CITATIONS:
            yield f"{criterion.id}: names the source {key}, which there is not."


def _twice(criteria: Iterable[Criterion]) -> Iterator[str]:
    seen: set[str] = set()
    for criterion in criteria:
        if criterion.id in seen:
            yield f"{criterion.id}: two criteria have this id."
        seen.add(criterion.id)


def limits_of(conditions: Iterable[Condition], long_acting: Container[str] | None = None) -> tuple[LimitSpec, ...]:
    """The limits that conditions name or count by, in the order of the list.

    `long_acting` are the classes of which somebody can have a long-acting form, where that is known: only of these, and of
    a name that nobody recognised, does it matter how long such a form counts.
    """
    names: set[str] = set()
    for leaf in itertools.chain.from_iterable(map(leaves, conditions)):
        bound = getattr(leaf, "bound", None)
        if isinstance(bound, Limit):
            names.add(bound.name)
        if isinstance(leaf, Takes):  # whether a list was given at all is no matter of how long a medicine counts
            names.update(_washouts(leaf.medicine_class, long_acting))
        elif "diazepam-equivalent" in reads(leaf):
            names.update(_washouts(BENZODIAZEPINE, long_acting))
        if "adequate-trials" in reads(leaf):
            names.add("trd.min_weeks")
    return tuple(spec for spec in LIMITS if spec.name in names)


def _washouts(medicine_class: str, long_acting: Container[str] | None) -> tuple[str, ...]:
    of = BENZODIAZEPINE if medicine_class == DOSE_MISSING else medicine_class
    names = washout_limits(of)
    return names if long_acting is None or of == UNRECOGNISED or of in long_acting else names[:1]


def _limits_never_read(criteria: Iterable[Criterion]) -> Iterator[str]:
    read = {spec.name for spec in limits_of(itertools.chain.from_iterable(map(conditions_of, criteria)))}
    for spec in LIMITS:
        if spec.name not in read and spec.name not in READ_ELSEWHERE:
            yield f"{spec.name}: no criterion reads this limit."


def _families_out_of_order(criteria: Iterable[Criterion], protocol: Protocol) -> Iterator[str]:
    families: dict[str, list[Criterion]] = defaultdict(list)
    for criterion in criteria:
        if criterion.tier:
            families[criterion.tier.family].append(criterion)
    for family, members in families.items():
        if len({one.tier.rank for one in members if one.tier}) == 1:
            yield f"{family}: a family of tiers with one rank hides nothing."
        for lower, higher in itertools.permutations(members, 2):
            if lower.tier and higher.tier and lower.tier.rank < higher.tier.rank:
                yield from _out_of_order(lower, higher, protocol)
    limits: dict[str, list[LimitSpec]] = defaultdict(list)
    for spec in LIMITS:
        if spec.family:
            limits[spec.family].append(spec)
    for family, specs in limits.items():
        ordered = sorted(specs, key=lambda spec: spec.rank)
        for low, high in itertools.pairwise(ordered):
            if not low.default < high.default:
                yield f"{family}: {low.name} ({low.default:g}) has to be below {high.name} ({high.default:g})."


def _out_of_order(lower: Criterion, higher: Criterion, protocol: Protocol) -> Iterator[str]:
    if lower.severity > higher.severity and lower.id not in GRAVER_BELOW:
        yield f"{lower.id}: hidden by {higher.id}, which is less severe."
    for mine, theirs in itertools.product(leaves(lower.when), leaves(higher.when)):
        for relations, sign in ((_RISES, 1), (_FALLS, -1)):
            if isinstance(mine, relations) and isinstance(theirs, relations) and mine.of == theirs.of:
                low, high = _number(mine.bound, protocol), _number(theirs.bound, protocol)
                if sign * low > sign * high:
                    yield f"{lower.id}: compares {mine.of} with {low:g}, past the {high:g} of {higher.id} that hides it."


def _number(bound: float | Limit, protocol: Protocol) -> float:
    return protocol.limits[bound.name] if isinstance(bound, Limit) else bound


def _broken(protocol: Protocol, sets: Iterable[RuleSet]) -> tuple[str, ...]:
    try:
        for drawing in itertools.chain.from_iterable(one.drawings for one in sets):
            plan_for(protocol, drawing)
    except ScreeningError as error:
        return (str(error),)
    return ()


def _unreached(criterion: Criterion, found: Reached, items: Mapping[str, Item], protocol: Protocol) -> Iterator[str]:
    if found.best is None:
        yield f"{criterion.id}: no patient can make it fire."
        return
    for leaf, holds in found.unreached:
        told = rule_sentence(leaf, items, protocol.limits).rstrip(".")
        yield f"{criterion.id}: can never fire by this: {told} ({'holds' if holds else 'does not hold'})."


def _unreachable_clocks(criterion: Criterion, solver: Solver) -> Iterator[str]:
    """Other clocks and help pages that no patient comes to."""
    others: tuple[Clock | HelpFor, ...] = (*criterion.clocks, *criterion.helps)
    for other in others:
        if all(patient is None for _, patient in solver.patients(AllOf(criterion.when, other.when))):
            kind = "response time" if isinstance(other, Clock) else "help page"
            yield f"{criterion.id}: no patient can come to its other {kind}."


def _yes_not_heard(one: RuleSet, solver: Solver) -> Iterator[str]:
    """A yes that no criterion reads, in itself or by what shows the question, and whose no is not read either."""
    heard: set[tuple[str, object]] = set()
    for leaf in itertools.chain.from_iterable(leaves(criterion.when) for criterion in solver.criteria):
        match leaf:
            case Equals(of, value) | Ever(of, value) | Includes(of, value):
                heard.add((of, value))
    for item in {item.link_id: item for drawing in one.drawings for item in drawing}.values():
        if item.context or item.type not in (ItemType.BOOLEAN, ItemType.CHOICES):
            continue
        for leaf in _yeses(item):
            value = leaf.value if isinstance(leaf, Equals) else leaf.option
            if (item.link_id, value) in heard or (value is True and (item.link_id, False) in heard):
                continue
            patient = solver.patient(((leaf, True),))
            if patient is None or not patient.fired:
                what = "" if value is True else f" {value}"
                yield f"{item.link_id}: a yes{' on' if what else ''}{what} fires nothing, and no criterion reads it."


def _yeses(item: Item) -> tuple[Equals | Includes, ...]:
    if item.type is ItemType.BOOLEAN:
        return (Equals(item.link_id, True),)
    return tuple(Includes(item.link_id, str(option.value)) for option in item.options)
