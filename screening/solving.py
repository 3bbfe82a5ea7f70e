"""A small solver: the ways in which a condition can hold, and for each a patient made of the unremarkable one.

Pure and deterministic: the same criteria give the same patients. The tree is taken apart into alternatives, each a list
of comparisons that have to hold or not to hold; for the questions that these read together, values near the ones already
given are tried until all of them do. Then what those answers opened is answered as harmlessly as possible.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from screening.answers import Answers
from screening.assessment import Assessment, assess
from screening.candidates import candidates
from screening.conditions import AllOf, AnyOf, Asked, Condition, CountAtLeast, Not, reads
from screening.criterion import Criterion
from screening.derived import answers_to, gather
from screening.errors import ScreeningError
from screening.evaluation import evaluate
from screening.facts import Facts
from screening.items import Questionnaire
from screening.plan import plan_for
from screening.protocol import Protocol
from screening.questionnaires import intake
from screening.rule_sets import unremarkable
from screening.truth import Truth

Literal = tuple[Condition, bool]  # a comparison, and whether it has to hold
Way = tuple[Literal, ...]
MOST_WAYS = 400  # of one condition; no shipped one comes near
MOST_TRIES = 4000  # of values for questions that are read together
MOST_ROUNDS = 8  # of mending a patient
_ALONE = (0, 0, 0, 1)  # what a patient is worth in whom nothing else fires and nothing is missing


@dataclass(frozen=True, eq=False)
class Patient:
    """The unremarkable patient with these answers instead, and what is found in her."""

    changes: Mapping[str, object]
    answers: Answers
    assessment: Assessment

    @property
    def fired(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.assessment.fired)


def ways(condition: Condition, holds: bool = True) -> Iterator[Way]:
    """Each alternative in which a condition is TRUE (or FALSE), the plainest first within a part."""
    match condition:
        case Not(inner):
            yield from ways(inner, not holds)
        case AnyOf(conditions) if holds:
            yield from itertools.chain.from_iterable(ways(inner) for inner in conditions)
        case AnyOf(conditions):
            yield from _together(conditions, holds)
        case AllOf(conditions) if holds:
            yield from _together(conditions, holds)
        case AllOf(conditions):
            yield from itertools.chain.from_iterable(ways(inner, holds) for inner in conditions)
        case CountAtLeast(count, conditions):
            size = count if holds else len(conditions) - count + 1
            for some in itertools.combinations(conditions, max(size, 0)):
                yield from _together(some, holds)
        case _:
            yield ((condition, holds),)


def _together(conditions: Sequence[Condition], holds: bool) -> Iterator[Way]:
    for parts in itertools.product(*(tuple(itertools.islice(ways(inner, holds), MOST_WAYS)) for inner in conditions)):
        yield tuple(dict.fromkeys(itertools.chain.from_iterable(parts)))


@dataclass(frozen=True)
class Solver:
    """Makes patients for one protocol and one day, in drawings of a questionnaire of which the first is tried first."""

    protocol: Protocol
    as_of: date
    drawings: tuple[Questionnaire, ...] = (intake(True), intake(False))
    _base: dict[Questionnaire, dict[str, object]] = field(default_factory=dict, repr=False)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All that are judged in these drawings."""
        return plan_for(self.protocol, self.drawings[0]).criteria

    def patients(self, condition: Condition) -> Iterator[tuple[Way, Patient | None]]:
        """For each way in which the condition can hold a patient in whom it does, None where there can be none."""
        for way in itertools.islice(ways(condition), MOST_WAYS):
            yield way, self.patient(way)

    def patient(self, way: Way) -> Patient | None:
        """A patient for whom all of this holds, with nothing answered that it does not need.

        Where it can be so, every question that is answered is shown; a kept answer may also stand without its parent's.
        """
        for drawing in self._drawings(way):
            for kept_too in (True, False):
                if (changes := self._solve(_shown(way, drawing, kept_too=kept_too), drawing)) is not None:
                    return self._made(changes, drawing)
        return None

    def mended(self, patient: Patient, way: Way, wanted: Criterion) -> Patient:
        """The same with what her answers opened answered, and other answers changed, so that as little else as can be fires."""
        best, worth = patient, _worth(patient, wanted)
        for _ in range(MOST_ROUNDS):
            if worth < _ALONE:
                break
            better = self._step(best, way, wanted, worth)
            if better is None:
                break
            best, worth = better
        return best

    def _step(self, patient: Patient, way: Way, wanted: Criterion, worth: tuple[int, ...]) -> tuple[Patient, tuple[int, ...]] | None:
        """The best change of one answer; None where none is better."""
        drawing = patient.answers.questionnaire
        for link_id in self._loose(patient, wanted):
            if link_id not in drawing.by_link_id:
                continue
            best: tuple[Patient, tuple[int, ...]] | None = None
            said = patient.changes.get(link_id, self._said(drawing, link_id))
            for value in candidates(drawing.item(link_id), way, self.protocol, self.as_of, said):
                tried = self._made({**patient.changes, link_id: value}, drawing)
                if (
                    tried is not None
                    and self.holds(way, tried.answers)
                    and (reached := _worth(tried, wanted)) < (best[1] if best else worth)
                ):
                    best = (tried, reached)
            if best is not None:
                return best
        return None

    def questions_of(self, way: Way, drawing: Questionnaire) -> frozenset[str]:
        """The questions that this way reads, and those by which they are shown."""
        found = _read(way)
        while more := _parents(found, drawing) - found:
            found |= more
        return found

    def _loose(self, patient: Patient, wanted: Criterion) -> tuple[str, ...]:
        """The questions to look at: those that are open, then those that others fire by."""
        found = [*patient.assessment.missing, *(link_id for one in patient.assessment.unknown for link_id in one.questions)]
        for finding in patient.assessment.fired:
            if finding.id != wanted.id:
                found.extend(answers_to(sorted(reads(finding.criterion.when))))
        return tuple(dict.fromkeys(found))

    def _solve(self, way: Way, drawing: Questionnaire) -> dict[str, object] | None:
        changes: dict[str, object] = {}
        for group in _groups(way, drawing):
            items = [link_id for link_id in sorted(_read(group)) if link_id in drawing.by_link_id]
            found = self._try(items, group, changes, drawing)
            if found is None:
                return None
            changes.update(found)
        made = self._made(changes, drawing)
        return changes if made is not None and self.holds(way, made.answers) else None

    def _try(self, items: Sequence[str], group: Way, changes: Mapping[str, object], drawing: Questionnaire) -> dict[str, object] | None:
        # Height is changed last: a patient of another weight is likelier than one of another height.
        costs = [10 if one == "height-cm" else 1 for one in items]
        choices = [candidates(drawing.item(one), group, self.protocol, self.as_of, self._said(drawing, one)) for one in items]
        picks = itertools.islice(itertools.product(*map(enumerate, choices)), MOST_TRIES)
        ranked = sorted(picks, key=lambda pick: sum(cost * place for cost, (place, _) in zip(costs, pick, strict=True)))
        for pick in ranked:
            tried = {link_id: value for link_id, (place, value) in zip(items, pick, strict=True) if place}
            answers = self.with_answers({**changes, **tried}, drawing)
            if answers is not None and self.holds(group, answers):
                return tried
        return None

    def holds(self, way: Way, answers: Answers) -> bool:
        """Whether all of it does, of these answers."""
        facts = self.facts(answers)
        return all(evaluate(leaf, facts) is (Truth.TRUE if holds else Truth.FALSE) for leaf, holds in way)

    def facts(self, answers: Answers) -> Facts:
        """What the criteria would read of these answers."""
        plan = plan_for(self.protocol, answers.questionnaire)
        return gather(answers, self.protocol.limits, self.as_of, mentioned=plan.mentioned).facts

    def _made(self, changes: Mapping[str, object], drawing: Questionnaire) -> Patient | None:
        answers = self.with_answers(changes, drawing)
        return None if answers is None else Patient(dict(changes), answers, assess(answers, self.protocol, self.as_of))

    def with_answers(self, changes: Mapping[str, object], drawing: Questionnaire) -> Answers | None:
        """The unremarkable patient\'s answers with these instead; None where nobody could enter one of them."""
        try:
            return Answers.from_json({"answers": {**self._unremarkable(drawing), **changes}}, drawing)
        except ScreeningError:
            return None

    def _said(self, drawing: Questionnaire, link_id: str) -> object:
        return self._unremarkable(drawing).get(link_id)

    def _unremarkable(self, drawing: Questionnaire) -> dict[str, object]:
        if drawing not in self._base:
            self._base[drawing] = unremarkable(drawing, self.as_of)
        return self._base[drawing]

    def _drawings(self, way: Way) -> Iterator[Questionnaire]:
        """The drawings that ask what has to hold."""
        needed = {link_id for leaf, holds in way if holds for link_id in _read(((leaf, holds),))}
        without = {leaf.of for leaf, holds in way if isinstance(leaf, Asked) and not holds}
        return (one for one in self.drawings if needed <= one.by_link_id.keys() and not without & one.by_link_id.keys())


def _worth(patient: Patient, wanted: Criterion) -> tuple[int, ...]:
    """How far she is from one in whom only this fires: the less the better, in this order."""
    done = patient.assessment
    others = [one for one in done.fired if one.id != wanted.id]
    lost = int(len(others) == len(done.fired))
    gravity = sum(10 * one.severity + one.priority for one in others)
    return (lost, len(others), gravity, len(done.missing), len(done.open), len(patient.changes))


def _read(way: Iterable[Literal]) -> frozenset[str]:
    """The questions that comparisons read."""
    return frozenset(answers_to(name for leaf, _ in way for name in reads(leaf)))


def _shown(way: Way, drawing: Questionnaire, *, kept_too: bool) -> Way:
    """The comparisons, and those by which the questions that they read are shown. A question is shown before it is answered."""
    found: dict[Literal, None] = dict.fromkeys(way)
    waiting = list(way)
    seen: set[str] = set()
    while waiting:
        leaf, holds = waiting.pop()
        for link_id in sorted(_read(((leaf, holds),))):
            item = drawing.by_link_id.get(link_id)
            if item is None or item.enable_when is None or link_id in seen or not holds or (item.is_kept and not kept_too):
                continue
            seen.add(link_id)
            more = _first_fitting(item.enable_when, tuple(found))
            waiting.extend(one for one in more if one not in found)
            found.update(dict.fromkeys(more))
    return tuple(found)


def _first_fitting(condition: Condition, way: Way) -> Way:
    """The first alternative that does not deny what has to hold already."""
    denied = {(leaf, not holds) for leaf, holds in way}
    options = list(itertools.islice(ways(condition), MOST_WAYS))
    return next((one for one in options if not denied & set(one)), options[0] if options else ())


def _groups(way: Way, drawing: Questionnaire) -> list[Way]:
    """Comparisons that read a question in common, together; what shows a question before what is asked of it."""
    groups: list[list[Literal]] = []
    for literal in way:
        mine = _read((literal,))
        touching = [group for group in groups if _read(group) & mine]
        for group in touching[1:]:
            touching[0].extend(group)
            groups.remove(group)
        if touching:
            touching[0].append(literal)
        else:
            groups.append([literal])
    return sorted((tuple(group) for group in groups), key=lambda group: max((_depth(one, drawing) for one in _read(group)), default=0))


def _parents(link_ids: Iterable[str], drawing: Questionnaire) -> frozenset[str]:
    items = [drawing.by_link_id[link_id] for link_id in link_ids if link_id in drawing.by_link_id]
    return frozenset(itertools.chain.from_iterable(reads(item.enable_when) for item in items if item.enable_when is not None))


def _depth(link_id: str, drawing: Questionnaire) -> int:
    """How many questions have to be answered before this one is shown."""
    item = drawing.by_link_id.get(link_id)
    if item is None or item.enable_when is None:
        return 0
    return 1 + max((_depth(parent, drawing) for parent in reads(item.enable_when)), default=0)
