"""What is worked out once for a protocol and a questionnaire: compiled criteria, the texts to listen to, the sources."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from screening.answers import Answers
from screening.citations import CITATIONS, Citation
from screening.conditions import Condition, leaves, reads
from screening.criteria import criteria_of
from screening.criterion import Criterion, Severity
from screening.derived import QUANTITIES, answers_to, gather
from screening.errors import EvaluationFailed, ScreeningError
from screening.evaluation import evaluate
from screening.facts import Facts
from screening.hearing import Ear, ear_for
from screening.items import Questionnaire
from screening.judging import Judge, Judged, PersonWriter, emit_judge, hear, texts_of
from screening.protocol import Protocol
from screening.tiers import hides
from screening.values import AnswerState

_NOBODY: frozenset[str] = frozenset()
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """One protocol, ready for one questionnaire."""

    criteria: tuple[Criterion, ...]
    severities: tuple[Severity, ...]  # of each criterion, as this clinic chose
    citations: tuple[tuple[Citation, ...], ...]
    entries: tuple[tuple[Criterion, Severity, tuple[Citation, ...]], ...]  # these three, for each criterion
    ranks: tuple[int, ...]  # the severities as plain numbers, which are quicker to compare
    hides: tuple[frozenset[int], ...]  # of each criterion the places of the lower tiers that it hides when it fires
    judge: Judge
    quantities: tuple[str, ...]  # those that a criterion reads
    ear: Ear
    mentioned: Callable[[Answers], frozenset[str]]

    def hidden_by(self, true: Sequence[int]) -> frozenset[int]:
        """The places of the lower tiers beside these criteria that are true."""
        hidden, hides = _NONE, self.hides
        for place in true:
            if hides[place]:
                hidden |= hides[place]
        return hidden


@lru_cache(maxsize=128)
def plan_for(protocol: Protocol, questionnaire: Questionnaire) -> Plan:
    """The plan. Raises EvaluationFailed, naming the criterion, where one cannot be compiled."""
    criteria = criteria_of(questionnaire, protocol.criteria)
    ear = ear_for(protocol.phrases)
    for criterion in criteria:
        _check(criterion, protocol, questionnaire)
    conditions = [criterion.when for criterion in criteria]
    read = frozenset(name for criterion in criteria for condition in conditions_of(criterion) for name in reads(condition))
    severities = tuple(protocol.severity(criterion) for criterion in criteria)
    citations = tuple(tuple(CITATIONS[key] for key in criterion.citations) for criterion in criteria)
    return Plan(
        criteria,
        severities,
        citations,
        tuple(zip(criteria, severities, citations, strict=True)),
        tuple(map(int, severities)),
        hides(criteria),
        emit_judge(conditions, questionnaire, protocol.limits, ear),
        tuple(name for name in QUANTITIES if name in read),
        ear,
        _listener(texts_of(conditions, questionnaire), ear),
    )


def judge(plan: Plan, answers: Answers, protocol: Protocol, as_of: date) -> Judged:
    """The places of the criteria that are TRUE, of those that are UNKNOWN, and the medicines. Raises EvaluationFailed."""
    states = answers.states
    unsure = frozenset(link_id for link_id, state in states.items() if state is AnswerState.UNSURE) if states else _NOBODY
    try:
        return plan.judge(answers.said, answers.ever, unsure, as_of)
    except Exception as error:  # whatever it was: a criterion that fails never reads as one that did not fire
        raise _culprit(plan, answers, protocol, as_of) from error


def conditions_of(criterion: Criterion) -> tuple[Condition, ...]:
    """Its own condition, and those of its clocks and help pages."""
    return (criterion.when, *(clock.when for clock in criterion.clocks), *(other.when for other in criterion.helps))


def _check(criterion: Criterion, protocol: Protocol, questionnaire: Questionnaire) -> None:
    try:
        writer = PersonWriter(questionnaire, protocol.limits, QUANTITIES)
        for condition in conditions_of(criterion):
            writer.pair(condition)
    except ScreeningError as error:
        raise EvaluationFailed(f"The criterion {criterion.id} could not be evaluated. {error}", criterion=criterion.id) from error
    if unknown := [key for key in criterion.citations if key not in CITATIONS]:
        raise EvaluationFailed(f"The criterion {criterion.id} names a source that there is not: {unknown[0]}.", criterion=criterion.id)


def _culprit(plan: Plan, answers: Answers, protocol: Protocol, as_of: date) -> EvaluationFailed:
    """Which criterion failed, and on which answers: found out by the walker, comparison by comparison."""
    try:
        facts = gather(answers, protocol.limits, as_of, mentioned=plan.mentioned, quantities=plan.quantities).facts
    except EvaluationFailed as failed:  # before any criterion was asked: the first that reads these answers stands for all
        readers = (one.id for one in plan.criteria if set(failed.answers) & {*answers_to(reads(one.when))})
        return EvaluationFailed(failed.message, criterion=next(readers, ""), answers=failed.answers)
    for criterion in plan.criteria:
        if failing := [leaf for leaf in leaves(criterion.when) if not _can_be_asked(leaf, facts)]:
            read = answers_to(sorted(frozenset[str]().union(*map(reads, failing))))
            return EvaluationFailed(f"The criterion {criterion.id} could not be evaluated.", criterion=criterion.id, answers=read)
    return EvaluationFailed("A criterion could not be evaluated.")


def _can_be_asked(leaf: Condition, facts: Facts) -> bool:
    try:
        evaluate(leaf, facts)
    except Exception:  # of any kind: what raises here is what is looked for, and it is told of by its answers alone
        return False
    return True


def _listener(texts: tuple[str, ...], ear: Ear) -> Callable[[Answers], frozenset[str]]:
    """Which of the texts that criteria listen to hold a crisis phrase, in what is said now or was said before."""

    def mentioned(answers: Answers) -> frozenset[str]:
        return hear(ear, texts, answers.ever, *map(answers.known.get, texts))

    return mentioned
