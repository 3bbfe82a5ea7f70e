"""Random people over the whole intake: the unremarkable patient or a blank form, changed in any way, in either drawing."""

import itertools
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from screening import LIMITS, Answers, Criterion, LimitSpec, Protocol
from screening.conditions import AllOf, reads
from screening.criteria import CRITERIA
from screening.derived import QUANTITIES
from screening.items import Item, ItemType, Questionnaire
from screening.questionnaires import intake
from tests.screening.patients import AS_OF, example

NAMES = (
    "oxycodone",
    "Klonopin",
    "Nardil",
    "Adderall",
    "theophylline",
    "gabapentin",
    "zolpidem",
    "lithium",
    "Dilantin",
    "Vivitrol",
    "nobody knows",
)
STATES = st.sampled_from(["declined", "unsure", "unanswered"]).map(lambda state: {"state": state})
_days = st.one_of(st.integers(0, 200), st.integers(-3, 36_000)).map(lambda days: (AS_OF - timedelta(days=days)).isoformat())
_birth = st.integers(-200, 42_000).map(lambda days: (AS_OF - timedelta(days=days)).isoformat())
_medicine = st.fixed_dictionaries(
    {"name": st.sampled_from(NAMES)}, optional={"daily_mg": st.sampled_from([None, 0.5, 2, 40]), "stopped_on": st.one_of(st.none(), _days)}
)
_trial = st.fixed_dictionaries(
    {"name": st.just("sertraline")},
    optional={
        "dose": st.sampled_from([None, "usual-or-higher", "lower"]),
        "weeks": st.sampled_from([None, 2, 5, 6, 8, 20]),
        "result": st.sampled_from([None, "none", "some", "helped"]),
    },
)
_NUMBERS = sorted({float(number) for spec in LIMITS for number in (spec.low, spec.default, spec.high)})


BANK = {item.link_id: item for drawing in (intake(True), intake(False)) for item in drawing}


def questions_of(criterion: Criterion) -> frozenset[str]:
    """The questions that a criterion reads, and those by which they are shown."""
    names = reads(criterion.when)
    found = {link_id for name in names for link_id in (QUANTITIES[name].reads if name in QUANTITIES else (name,))}
    return frozenset(found | {parent for link_id in found for parent in reads(BANK[link_id].enable_when or AllOf())})


def definite(item: Item) -> st.SearchStrategy[Any]:
    """Any value that the item can have."""
    values = [option.value for option in item.options]
    match item.type:
        case ItemType.BOOLEAN:
            return st.booleans()
        case ItemType.CHOICE:
            return st.sampled_from(values)
        case ItemType.CHOICES:
            return st.lists(st.sampled_from(values), unique=True, max_size=3)
        case ItemType.INTEGER | ItemType.DECIMAL:
            return _number(item)
        case ItemType.DATE:
            return _birth if item.link_id == "birth-date" else _days
        case ItemType.TEXT:
            return st.sampled_from(["none", "My sister", "I want to kill myself"])
        case ItemType.MEDICINES:
            return st.lists(_medicine, max_size=3)
        case ItemType.TRIALS:
            return st.lists(_trial, max_size=3)


def _number(item: Item) -> st.SearchStrategy[Any]:
    low, high = (item.hard.low, item.hard.high) if item.hard else (0, 1000)
    near = [number + step for number in _NUMBERS for step in (-1, 0, 1) if low <= number + step <= high]
    if item.type is ItemType.INTEGER:
        whole = [int(number) for number in near if float(number).is_integer()]
        return st.one_of(st.integers(int(low), int(high)), st.sampled_from(whole or [int(low)]))
    return st.one_of(st.sampled_from(near or [low]), st.floats(low, high))


def near(link_id: str, spec: LimitSpec) -> st.SearchStrategy[Any]:
    """An answer near the range of a limit that is compared with it, however the limit counts; or an unremarkable one."""
    plain = unremarkable(intake(link_id in intake(True).by_link_id)).get(link_id, {"state": "not-measured"})
    return st.just(plain) if link_id == "height-cm" else st.one_of(st.just(plain), _near(link_id, spec))


def _near(link_id: str, spec: LimitSpec) -> st.SearchStrategy[Any]:
    span = st.integers(int(spec.low) - 2, int(spec.high) + 2)
    item = BANK[link_id]
    match item.type:
        case ItemType.DATE:
            days = span.map(lambda count: int(count * 365.25)) if link_id == "birth-date" else span
            return days.map(lambda count: (AS_OF - timedelta(days=max(count, 0))).isoformat())
        case ItemType.DECIMAL if link_id == "weight-kg" and spec.unit == "kg/m²":
            return st.floats(spec.low - 2, spec.high + 2).map(lambda count: round(count * 1.7**2, 1))
        case ItemType.INTEGER | ItemType.DECIMAL if item.hard:
            low, high = max(item.hard.low, spec.low - 2), min(item.hard.high, spec.high + 2)
            if low > high:  # read beside what the limit is compared with
                return definite(item)
            return st.integers(int(low), int(high)) if item.type is ItemType.INTEGER else st.floats(low, high)
        case ItemType.MEDICINES:
            stopped = span.map(lambda count: (AS_OF - timedelta(days=max(count, 0))).isoformat())
            names = st.sampled_from([*NAMES, "rifampin", "Invega Sustenna"])
            return st.lists(
                st.fixed_dictionaries(
                    {"name": names, "stopped_on": st.one_of(st.none(), stopped), "daily_mg": st.sampled_from([0.25, 0.5, 1, 2])}
                ),
                min_size=1,
                max_size=2,
            )
        case _:
            return definite(item)


def said_by(item: Item) -> st.SearchStrategy[Any]:
    return st.one_of(definite(item), STATES)


READ_TOGETHER = tuple(sorted({tuple(sorted(questions_of(criterion))) for criterion in CRITERIA if len(questions_of(criterion)) < 20}))


@st.composite
def people(draw: st.DrawFn, about: Mapping[str, st.SearchStrategy[Any]] | None = None, most: int = 3) -> Answers:
    """Somebody: mostly the unremarkable patient with the questions of some criteria answered in another way.

    Sometimes a form hardly begun. `about` are questions to answer in any case, and how.
    """
    drawing = intake(draw(st.booleans()))
    base: dict[str, Any] = {} if most and draw(st.integers(0, 4)) == 0 else dict(unremarkable(drawing))
    chosen = draw(st.lists(st.sampled_from(READ_TOGETHER), unique=True, max_size=most))
    others = draw(st.lists(st.sampled_from(sorted(drawing.by_link_id)), unique=True, max_size=most))
    changed = [link_id for link_id in dict.fromkeys((*itertools.chain.from_iterable(chosen), *others)) if link_id in drawing.by_link_id]
    changes = {link_id: draw(said_by(drawing.item(link_id))) for link_id in changed}
    changes |= {link_id: draw(answer) for link_id, answer in (about or {}).items() if link_id in drawing.by_link_id}
    safety = [link_id for link_id, item in drawing.by_link_id.items() if item.is_safety and item.type is ItemType.BOOLEAN]
    ever = (
        {link_id: [True] for link_id in draw(st.lists(st.sampled_from(safety), unique=True, max_size=1))}
        if draw(st.integers(0, 5)) == 0
        else {}
    )
    return Answers.from_json({"answers": {**base, **changes}, "ever": ever}, drawing)


def unremarkable(drawing: Questionnaire) -> Mapping[str, Any]:
    answers = example(AS_OF, cssrs=drawing is intake(True))["answers"]
    assert isinstance(answers, dict)
    return answers


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """Any protocol that is in order: each limit somewhere in its range, or as shipped where that would break its family."""
    return Protocol(in_order({spec.name: draw(st.integers(0, 4)) for spec in LIMITS if not spec.is_fixed}))


def in_order(places: Mapping[str, int]) -> dict[str, float]:
    """Limits at quarters of their range; those of a family that would get out of order stay as shipped."""
    chosen = {spec.name: _quarter(spec, places[spec.name]) if spec.name in places else spec.default for spec in LIMITS}
    for family in {spec.family for spec in LIMITS if spec.family}:
        specs = sorted((spec for spec in LIMITS if spec.family == family), key=lambda spec: spec.rank)
        values = [chosen[spec.name] for spec in specs]
        if any(low >= high for low, high in zip(values, values[1:], strict=False)):
            chosen.update({spec.name: spec.default for spec in specs})
    return chosen


def _quarter(spec: Any, place: int) -> float:
    value = float(spec.low + (spec.high - spec.low) * place / 4)
    return round(value) if spec.whole else value
