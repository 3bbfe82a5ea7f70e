"""What is worked out once for a protocol and a questionnaire: compiled criteria, the texts to listen to, the sources."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from screening.answers import Answers
from screening.citations import CITATIONS, Citation
from screening.conditions import Condition, Mentions, leaves, reads
from screening.criterion import Criterion, Severity
from screening.derived import QUANTITIES
from screening.emission import Judge, emit_judge
from screening.errors import EvaluationFailed, ScreeningError
from screening.evaluation import evaluate
from screening.facts import Facts
from screening.hearing import Ear, ear_for
from screening.items import Questionnaire
from screening.protocol import Protocol


@dataclass(frozen=True, slots=True)
class Plan:
    """One protocol, ready for one questionnaire."""

    criteria: tuple[Criterion, ...]
    severities: tuple[Severity, ...]  # of each criterion, as this clinic chose
    citations: tuple[tuple[Citation, ...], ...]
    judge: Judge
    quantities: tuple[str, ...]  # those that a criterion reads
    ear: Ear
    mentioned: Callable[[Answers], frozenset[str]]


@lru_cache(maxsize=128)
def plan_for(protocol: Protocol, questionnaire: Questionnaire) -> Plan:
    """The plan. Raises EvaluationFailed, naming the criterion, where one cannot be compiled."""
    criteria = protocol.criteria
    ear = ear_for(protocol.phrases)
    for criterion in criteria:
        _check(criterion, protocol, questionnaire)
    read = frozenset(name for criterion in criteria for condition in conditions_of(criterion) for name in reads(condition))
    return Plan(
        criteria,
        tuple(protocol.severity(criterion) for criterion in criteria),
        tuple(tuple(CITATIONS[key] for key in criterion.citations) for criterion in criteria),
        emit_judge([criterion.when for criterion in criteria], questionnaire, protocol.limits, QUANTITIES),
        tuple(name for name in QUANTITIES if name in read),
        ear,
        _listener(criteria, ear),
    )


def judge(plan: Plan, facts: Facts) -> tuple[list[int], list[int]]:
    """The places of the criteria that are TRUE, and of those that are UNKNOWN. Raises EvaluationFailed."""
    try:
        return plan.judge(facts)
    except Exception as error:
        raise _culprit(plan.criteria, facts) from error


def conditions_of(criterion: Criterion) -> tuple[Condition, ...]:
    """Its own condition, and those of its clocks and help pages."""
    return (criterion.when, *(clock.when for clock in criterion.clocks), *(other.when for other in criterion.helps))


def _check(criterion: Criterion, protocol: Protocol, questionnaire: Questionnaire) -> None:
    try:
        emit_judge(conditions_of(criterion), questionnaire, protocol.limits, QUANTITIES)
    except ScreeningError as error:
        raise EvaluationFailed(f"The criterion {criterion.id} could not be evaluated. {error}") from error
    if unknown := [key for key in criterion.citations if key not in CITATIONS]:
        raise EvaluationFailed(f"The criterion {criterion.id} names a source that there is not: {unknown[0]}.")


def _culprit(criteria: tuple[Criterion, ...], facts: Facts) -> EvaluationFailed:
    for criterion in criteria:
        try:
            evaluate(criterion.when, facts)
        except Exception:
            return EvaluationFailed(f"The criterion {criterion.id} could not be evaluated.")
    return EvaluationFailed("A criterion could not be evaluated.")


def _listener(criteria: tuple[Criterion, ...], ear: Ear) -> Callable[[Answers], frozenset[str]]:
    """Which of the texts that criteria listen to hold a crisis phrase, in what is said now or was said before."""
    texts = tuple({leaf.of: None for criterion in criteria for leaf in leaves(criterion.when) if isinstance(leaf, Mentions)})

    def mentioned(answers: Answers) -> frozenset[str]:
        known, ever = answers.known, answers.ever
        said = [(of, text) for of in texts if isinstance(text := known.get(of), str)]
        if ever:
            said += [(of, text) for of in texts for text in ever.get(of, ()) if isinstance(text, str)]
        if not said or not ear.may_hear(" ".join([text for _, text in said])):
            return frozenset()
        return frozenset(of for of, text in said if ear.hear(text))

    return mentioned
