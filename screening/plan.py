"""What is worked out once for a protocol and a questionnaire: compiled criteria, the texts to listen to, the sources."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from screening.answers import Answers
from screening.citations import CITATIONS, Citation
from screening.conditions import Mentions, leaves
from screening.criterion import Criterion
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
    citations: tuple[tuple[Citation, ...], ...]  # of each criterion
    judge: Judge
    ear: Ear
    mentioned: Callable[[Answers], frozenset[str]]


@lru_cache(maxsize=128)
def plan_for(protocol: Protocol, questionnaire: Questionnaire) -> Plan:
    """The plan. Raises EvaluationFailed, naming the criterion, where one cannot be compiled."""
    criteria = protocol.criteria
    ear = ear_for(protocol.phrases)
    for criterion in criteria:
        _compile_alone(criterion, protocol, questionnaire)
    return Plan(
        criteria,
        tuple(tuple(CITATIONS[key] for key in criterion.citations) for criterion in criteria),
        emit_judge([criterion.when for criterion in criteria], questionnaire, protocol.limits, QUANTITIES),
        ear,
        _listener(criteria, ear),
    )


def judge(plan: Plan, facts: Facts) -> tuple[list[int], list[int]]:
    """The places of the criteria that are TRUE, and of those that are UNKNOWN. Raises EvaluationFailed."""
    try:
        return plan.judge(facts)
    except Exception as error:
        raise _culprit(plan.criteria, facts) from error


def _compile_alone(criterion: Criterion, protocol: Protocol, questionnaire: Questionnaire) -> None:
    clocks = [clock.when for clock in criterion.clocks] + [other.when for other in criterion.helps]
    try:
        emit_judge([criterion.when, *clocks], questionnaire, protocol.limits, QUANTITIES)
    except ScreeningError as error:
        raise EvaluationFailed(f"The criterion {criterion.id} could not be evaluated. {error}") from error


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
        return frozenset(of for of in texts if any(ear.hear(text) for text in _texts(answers, of)))

    return mentioned


def _texts(answers: Answers, of: str) -> list[str]:
    return [text for text in (answers.known.get(of), *answers.ever.get(of, ())) if isinstance(text, str)]
