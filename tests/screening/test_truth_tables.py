"""The published tables of three-valued logic, for the walker and for both spellings of the emitter: of one person and of columns.

They are those of HL7's Clinical Quality Language, "Logical Operators" (cql.hl7.org, CQL reference and author's guide):
null there is UNKNOWN here. XOR and IMPLIES are no conditions of their own; they are written out of AND, OR and NOT.
"""

import pytest

from screening import Protocol, assess
from screening.answers import Answers
from screening.columnar import columns_of
from screening.columnar.run import judge_columns
from screening.columnar.spelling import emit_columns
from screening.conditions import AllOf, AnyOf, Condition, CountAtLeast, Equals, Not
from screening.criterion import Criterion, Severity
from screening.derived import gather
from screening.evaluation import evaluate
from screening.truth import Truth
from tests.screening.small import AS_OF, LIMITS, PHRASES, SMALL

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
A, B = Equals("yes", True), Equals("safe", True)
#  a, b: a and b, a or b, a xor b, a implies b
TABLE = (
    (T, T, T, T, F, T),
    (T, F, F, T, T, F),
    (T, U, U, T, U, U),
    (F, T, F, T, T, T),
    (F, F, F, F, F, T),
    (F, U, F, U, U, T),
    (U, T, U, T, U, T),
    (U, F, F, U, U, U),
    (U, U, U, U, U, U),
)
OPERATORS: dict[str, tuple[Condition, int]] = {
    "and": (AllOf(A, B), 2),
    "or": (AnyOf(A, B), 3),
    "xor": (AnyOf(AllOf(A, Not(B)), AllOf(Not(A), B)), 4),
    "implies": (AnyOf(Not(A), B), 5),
    "and, counted": (CountAtLeast(2, (A, B)), 2),
    "or, counted": (CountAtLeast(1, (A, B)), 3),
    "and, by De Morgan": (Not(AnyOf(Not(A), Not(B))), 2),
    "or, by De Morgan": (Not(AllOf(Not(A), Not(B))), 3),
}
SAID = {T: True, F: False, U: None}
CASES = [
    pytest.param(condition, row[0], row[1], row[place], id=f"{row[0].name} {name} {row[1].name}")
    for name, (condition, place) in OPERATORS.items()
    for row in TABLE
]


def answers(left: Truth, right: Truth, unknown: object = None) -> Answers:
    said = {**SAID, U: unknown}
    return Answers.from_json({"yes": said[left], "safe": said[right]}, SMALL)


def walked(condition: Condition, said: Answers) -> Truth:
    return evaluate(condition, gather(said, Protocol().limits, AS_OF, mentioned=lambda _: frozenset()).facts)


def compiled(condition: Condition, said: Answers) -> Truth:
    """As an assessment tells it, which runs what the emitter wrote."""
    criterion = Criterion("one", Severity.REVIEW, "One", condition, "", ("POLICY",))
    done = assess(said, Protocol(criteria=(criterion,)), AS_OF)
    return T if done.fired else U if done.unknown else F


def in_columns(condition: Condition, said: Answers) -> Truth:
    """As a row of a million is judged."""
    columns = columns_of([said], AS_OF, phrases=(PHRASES,))
    (verdict,) = judge_columns(columns, range(1), emit_columns([(0, condition)], SMALL, LIMITS), LIMITS, PHRASES)
    return Truth(int(verdict[0]) + 1)


SPELLINGS = [walked, compiled, in_columns]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("condition", "left", "right", "expected"), CASES)
def test_it_joins_truths_as_the_published_tables_do(spelling, condition: Condition, left: Truth, right: Truth, expected: Truth) -> None:  # type: ignore[no-untyped-def]
    assert spelling(condition, answers(left, right)) is expected


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("truth", "expected"), [(T, F), (F, T), (U, U)])
def test_it_negates_as_the_published_table_does(spelling, truth: Truth, expected: Truth) -> None:  # type: ignore[no-untyped-def]
    assert spelling(Not(A), answers(truth, F)) is expected
    assert spelling(Not(Not(A)), answers(truth, F)) is truth


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("state", ["declined", "unsure", "unanswered"])
@pytest.mark.parametrize(("condition", "left", "right", "expected"), CASES)
def test_it_knows_no_difference_between_the_ways_not_to_answer(  # type: ignore[no-untyped-def]
    spelling, condition: Condition, left: Truth, right: Truth, expected: Truth, state: str
) -> None:
    assert spelling(condition, answers(left, right, {"state": state})) is expected
