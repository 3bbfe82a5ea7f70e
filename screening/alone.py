"""Of one criterion: every way in which it fires, the patient in whom the fewest others do, and why others do as well."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from screening.answers import Answers
from screening.candidates import candidates
from screening.conditions import Unsettled
from screening.criterion import Criterion
from screening.evaluation import evaluate
from screening.items import Item, ItemType
from screening.solving import MOST_WAYS, Literal, Patient, Solver, Way
from screening.truth import Truth
from screening.wording import listed

MOST_SPLIT = 2  # questions whose every answer is tried, to prove that one of several others always fires
_FINITE = (ItemType.BOOLEAN, ItemType.CHOICE)


@dataclass(frozen=True, slots=True)
class Reached:
    """What was found of one criterion. `beside` says why it never fires alone; empty where `best` does, or where none fires."""

    best: Patient | None
    beside: str
    unreached: tuple[Literal, ...]
    is_cut: bool  # more ways than are looked at


def reach(criterion: Criterion, solver: Solver) -> Reached:
    """Take one criterion apart."""
    wanted: dict[Literal, None] = {}
    reached: set[Literal] = set()
    made: list[tuple[Way, Patient]] = []
    count = 0
    for way, patient in solver.patients(criterion.when):
        count += 1
        wanted.update(dict.fromkeys(way))
        if patient is not None:
            reached.update(way)
            made.append((way, patient))
    unreached = tuple(one for one in wanted if one not in reached)
    best: Patient | None = None
    companions: list[tuple[Way, Patient]] = []
    for way, patient in made:
        mended = solver.mended(patient, way, criterion)
        if criterion.id not in mended.fired:  # hidden, this way
            continue
        if best is None or len(mended.fired) < len(best.fired):
            best = mended
        if mended.fired == (criterion.id,):
            return Reached(mended, "", unreached, count >= MOST_WAYS)
        companions.append((way, mended))
    return Reached(best, _why(criterion, best, companions, solver) if best else "", unreached, count >= MOST_WAYS)


def _why(criterion: Criterion, best: Patient, companions: list[tuple[Way, Patient]], solver: Solver) -> str:
    """Why it never fires alone: proved where the same answers make others fire, or where every answer to a question does."""
    order = [one.id for one in solver.criteria]
    ways = [frozenset(patient.fired) & _forced(way, patient, solver) - {criterion.id} for way, patient in companions]
    if always := frozenset.intersection(*ways):
        return f"never fires alone: what makes it fire makes {_in_order(always, order)} fire as well."
    least = _in_order(frozenset(best.fired) - {criterion.id}, order)
    if all(ways):
        return f"never fires alone: what makes it fire makes others fire as well, such as {least}."
    split = [_cornered(criterion, way, patient, solver) for (way, patient), forced in zip(companions, ways, strict=True) if not forced]
    if all(split):
        questions = listed(sorted(frozenset().union(*(one for one in split if one))))
        return f"never fires alone: whatever is answered to {questions}, another fires, such as {least}."
    return f"no patient was found for whom it fires alone: at least {least} fires beside it, or others do."


def _forced(way: Way, patient: Patient, solver: Solver) -> frozenset[str]:
    """What fires by the answers alone that this way reads."""
    return _fire_by(patient.answers, solver.questions_of(way, patient.answers.questionnaire), solver)


def _fire_by(answers: Answers, needed: frozenset[str], solver: Solver) -> frozenset[str]:
    """What fires by these answers alone, with every other question open, and silence on those counting for nothing."""
    drawing = answers.questionnaire
    said = answers.to_json()["answers"]
    kept = {link_id: raw for link_id, raw in said.items() if link_id in needed} if isinstance(said, Mapping) else {}
    facts = solver.facts(Answers.from_json({"answers": kept}, drawing))
    facts.pending = frozenset(drawing.by_link_id.keys() - needed)
    return frozenset(one.id for one in solver.criteria if evaluate(one.when, facts) is Truth.TRUE)


def _cornered(criterion: Criterion, way: Way, patient: Patient, solver: Solver) -> frozenset[str]:
    """The questions of which every answer, and no answer, makes another criterion fire; empty where nothing is proved."""
    drawing = patient.answers.questionnaire
    needed = solver.questions_of(way, drawing)
    others = [one.criterion for one in patient.assessment.fired if one.id != criterion.id]
    asked = {name for other in others for name in _deciding(other, patient) if name in drawing.by_link_id} - needed
    items = [drawing.item(link_id) for link_id in sorted(asked)]
    own = [drawing.item(link_id) for link_id in sorted(needed)]
    if not items or len(items) > MOST_SPLIT or not all(item.type in _FINITE for item in (*items, *own)):
        return frozenset()
    for said in _every_answer((*own, *items), solver):
        tried = solver.with_answers({**patient.changes, **said}, drawing)
        if tried is None or not solver.holds(way, tried):
            continue
        if not _fire_by(tried, needed | asked, solver) - {criterion.id}:
            return frozenset()
    return frozenset(asked)


def _deciding(other: Criterion, patient: Patient) -> Iterator[str]:
    """The questions by which another criterion fires in her."""
    finding = next(one for one in patient.assessment.fired if one.id == other.id)
    yield from (one.link_id for one in finding.evidence)


def _every_answer(items: Sequence[Item], solver: Solver) -> Iterator[dict[str, object]]:
    choices = [candidates(item, ((Unsettled(item.link_id), True),), solver.protocol, solver.as_of, None) for item in items]
    for picked in itertools.product(*choices):
        yield dict(zip((item.link_id for item in items), picked, strict=True))


def _in_order(names: Iterable[str], order: Iterable[str]) -> str:
    wanted = frozenset(names)
    return listed([name for name in order if name in wanted])
