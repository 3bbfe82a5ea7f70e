"""Three-valued truth: what can be said of a condition when some answers are missing.

The order FALSE < UNKNOWN < TRUE makes AND the minimum, OR the maximum and NOT the mirror image (strong
Kleene logic, as in HL7 CQL). Nothing in this package turns UNKNOWN into FALSE.
"""

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """FALSE (0), UNKNOWN (1) or TRUE (2)."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def negated(self) -> "Truth":
        """NOT: TRUE and FALSE change places, UNKNOWN stays."""
        return Truth(2 - self)

    def __bool__(self) -> bool:
        raise TypeError("A Truth has three values: compare it with Truth.TRUE, do not use it as a bool.")


def all_of(truths: Iterable[Truth]) -> Truth:
    """AND: the least of the truths; TRUE when there are none."""
    return min(truths, default=Truth.TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """OR: the greatest of the truths; FALSE when there are none."""
    return max(truths, default=Truth.FALSE)
