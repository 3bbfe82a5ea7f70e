"""All criteria over columns, block by block; and again after a protocol changed, only what reads the change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce

import numpy as np

from screening.checking import limits_of
from screening.columnar.columns import MANY, Array, Columns, constant_of
from screening.columnar.measures import Block, Both, Lists, quantity_of
from screening.columnar.medicine_words import long_acting_classes
from screening.columnar.spelling import Evaluate, emit_columns
from screening.conditions import Mentions, leaves
from screening.criterion import Criterion
from screening.errors import InvalidProtocol
from screening.findings import OUTCOME_OF, Outcome
from screening.items import Questionnaire
from screening.plan import Plan, plan_for
from screening.protocol import Protocol
from screening.truth import Truth

Compiled = tuple[Evaluate, tuple[str, ...]]
TRUE, UNKNOWN, FALSE = 1, 0, -1  # how a verdict stands in an array
_FEW = 8  # where fewer than one in so many people change, only theirs are decided anew


@dataclass(frozen=True, eq=False)
class Screened:
    """What one protocol says of everybody. `verdicts` has an array for each criterion, before tiers hide anything."""

    columns: Columns
    protocol: Protocol
    plan: Plan
    verdicts: tuple[Array, ...]
    codes: Array  # of the outcomes: their place in `findings.OUTCOME_OF`

    def truth(self, criterion_id: str, person: int) -> Truth:
        """What is known of one criterion and one person."""
        return Truth(int(self.verdicts[self._places[criterion_id]][person]) + 1)

    def outcome(self, person: int) -> Outcome:
        return OUTCOME_OF[int(self.codes[person])]

    def outcomes(self) -> dict[Outcome, int]:
        """How many people have each outcome."""
        counts = np.bincount(self.codes, minlength=len(OUTCOME_OF))
        return {outcome: int(count) for outcome, count in zip(OUTCOME_OF, counts, strict=True)}

    def fires(self, criterion_id: str) -> Array:
        """For whom a criterion fires and no higher tier hides it; for nobody where the protocol has no such criterion."""
        place = self._places.get(criterion_id)
        if place is None:
            return np.zeros(len(self.codes), bool)
        above = [other for other, hidden in enumerate(self.plan.hides) if place in hidden]
        return reduce(lambda fires, other: fires & (self.verdicts[other] != TRUE), above, self.verdicts[place] == TRUE)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {criterion.id: place for place, criterion in enumerate(self.plan.criteria)}


def screen_columns(columns: Columns, protocol: Protocol, before: Screened | None = None) -> Screened:
    """Judge all criteria for everybody. With an earlier run over the same columns, only what reads a change is judged.

    Raises EvaluationFailed as for one person, and InvalidProtocol where the columns were not made for its phrases.
    """
    plan = plan_for(protocol, columns.questionnaire)
    every = range(len(plan.criteria))
    known = before is not None and before.columns is columns and before.plan.criteria == plan.criteria
    places = [*every]
    if known and before:
        depots = long_acting_classes(columns.names)
        places = [place for place in every if _reads_change(plan.criteria[place], before.protocol, protocol, depots)]
    fresh: dict[int, Array] = {}
    if places:
        compiled = _compiled(protocol, columns.questionnaire, tuple(places))
        fresh = dict(zip(places, judge_columns(columns, places, compiled, protocol.limits, protocol.phrases), strict=True))
    if before is None or not known:
        verdicts = tuple(fresh.values())
        return Screened(columns, protocol, plan, verdicts, _decided(plan, verdicts, len(columns)))
    verdicts = tuple(fresh.get(place, verdict) for place, verdict in enumerate(before.verdicts))
    return Screened(columns, protocol, plan, verdicts, _decided_again(before, plan, verdicts, places))


def judge_columns(
    columns: Columns, places: Sequence[int], compiled: Compiled, limits: Mapping[str, float], phrases: tuple[str, ...]
) -> list[Array]:
    """The verdicts of some criteria, of which each put one at its place."""
    evaluate, classes = compiled
    lists = Lists(columns, limits, classes)
    verdicts = [np.empty(len(columns), np.int8) for _ in places]
    rows = dict(zip(places, verdicts, strict=True))
    constants: dict[str, Array] = {}
    for start in range(0, len(columns), MANY):
        block = Block(columns, start, min(start + MANY, len(columns)))
        _judge_block(evaluate, block, lists, rows, constants, _listened(columns, phrases))
    return verdicts


def _judge_block(
    evaluate: Evaluate,
    block: Block,
    lists: Lists,
    rows: Mapping[int, Array],
    constants: dict[str, Array],
    phrases: Callable[[], int],
) -> None:
    here = slice(block.start, block.stop)
    measured: dict[str, Both] = {}

    def column(name: str) -> Array:
        found = block.column(name)
        if found is None:
            if name not in constants or len(constants[name]) < len(block):
                value, kind = constant_of(name, block.questionnaire)
                constants[name] = np.full(len(block), value, kind)
            return constants[name][: len(block)]
        return found

    def quantity(name: str) -> Both:
        if name not in measured:
            measured[name] = quantity_of(name, block, lists)
        return measured[name]

    def word(place: int) -> Array:
        return lists.words[place][here]

    def heard(when: str, link_id: str) -> Array:
        return column(f"heard {when}{phrases()} {link_id}")

    def put(place: int, true: Array | bool, false: Array | bool) -> None:
        verdict = rows[place][here]
        if isinstance(true, np.ndarray) and isinstance(false, np.ndarray):
            np.subtract(true.view(np.int8), false.view(np.int8), out=verdict)
        else:  # a count of nothing is one truth for everybody
            verdict[:] = np.asarray(true, np.int8) - np.asarray(false, np.int8)

    def put_all(place: int, verdict: int) -> None:
        rows[place][here] = verdict

    evaluate(column, quantity, word, heard, put, put_all, _count, _points, _finite)


def _count(*truths: Array | bool) -> Array | int:
    return sum((np.asarray(truth).astype(np.int16) for truth in truths), start=0)


def _points(codes: Array, values: tuple[int, ...]) -> Array:
    table = np.full(256, np.nan)
    table[: len(values)] = values
    return table[codes]


def _finite(numbers: Array) -> Array:
    return np.where(numbers == -np.inf, np.nan, numbers)


def _listened(columns: Columns, phrases: tuple[str, ...]) -> Callable[[], int]:
    """Which of the columns' lists of phrases this is; asked for only where a criterion listens."""

    def place() -> int:
        if phrases not in columns.phrases:
            raise InvalidProtocol("The columns were made listening for other phrases: make them anew with those of this protocol.")
        return columns.phrases.index(phrases)

    return place


@lru_cache(maxsize=128)
def _compiled(protocol: Protocol, questionnaire: Questionnaire, places: tuple[int, ...]) -> Compiled:
    criteria = plan_for(protocol, questionnaire).criteria
    return emit_columns([(place, criteria[place].when) for place in places], questionnaire, protocol.limits)


def _reads_change(criterion: Criterion, before: Protocol, after: Protocol, depots: frozenset[str]) -> bool:
    """Whether the two protocols may say something different of a criterion; `depots` are classes of long-acting forms that are taken."""
    limits = any(before.limits[spec.name] != after.limits[spec.name] for spec in limits_of((criterion.when,), depots))
    return limits or (before.phrases != after.phrases and any(isinstance(leaf, Mentions) for leaf in leaves(criterion.when)))


def _decided(plan: Plan, verdicts: Sequence[Array], size: int) -> Array:
    """The outcome of everybody, as `assessment.assess` decides it."""
    codes, above = np.zeros(size, np.uint8), _above(plan)
    for start in range(0, size, MANY):
        here = slice(start, min(start + MANY, size))
        codes[here] = _outcomes(plan, above, [verdict[here] for verdict in verdicts])
    return codes


def _decided_again(before: Screened, plan: Plan, verdicts: tuple[Array, ...], places: Sequence[int]) -> Array:
    """The outcomes after some criteria were judged anew: only those of the people for whom one says something else."""
    if before.plan.severities != plan.severities:
        return _decided(plan, verdicts, len(before.codes))
    differs = np.zeros(len(before.codes), bool)
    for place in places:
        differs |= verdicts[place] != before.verdicts[place]
    people = np.nonzero(differs)[0]
    if len(people) * _FEW > len(differs):
        return _decided(plan, verdicts, len(differs))
    codes = before.codes.copy()
    codes[people] = _outcomes(plan, _above(plan), [verdict[people] for verdict in verdicts]) if len(people) else 0
    return codes


def _outcomes(plan: Plan, above: Sequence[Sequence[int]], verdicts: Sequence[Array]) -> Array:
    """The highest severity that fired; where nothing fired but something is open, more information is needed."""
    size = len(verdicts[0]) if verdicts else 0
    highest = {severity: np.full(size, FALSE, np.int8) for severity in range(1, len(OUTCOME_OF))}
    for place, verdict in enumerate(verdicts):
        shown = verdict
        for other in above[place]:  # where a higher tier is TRUE this one is as good as FALSE
            shown = np.where(verdicts[other] == TRUE, np.int8(FALSE), shown)
        severity = int(plan.severities[place])
        np.maximum(highest[severity], shown, out=highest[severity])
    codes = (reduce(np.maximum, highest.values()) >= UNKNOWN).astype(np.uint8)
    for severity, verdict in highest.items():
        codes[verdict == TRUE] = severity
    return codes


def _above(plan: Plan) -> list[list[int]]:
    """Of each criterion the places of the higher tiers that hide it."""
    return [[other for other, hidden in enumerate(plan.hides) if place in hidden] for place in range(len(plan.criteria))]
