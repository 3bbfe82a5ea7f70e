"""Exclusive tiers, resolved after evaluation: only a criterion that is TRUE hides a lower one of its family."""

from collections.abc import Iterable, Sequence

from screening.criterion import Criterion


def highest_of_families(fired: Iterable[Criterion]) -> dict[str, Criterion]:
    """Of each family the highest criterion among those that fired."""
    above: dict[str, Criterion] = {}
    for criterion in fired:
        if criterion.tier and (criterion.tier.family not in above or _rank(criterion) > _rank(above[criterion.tier.family])):
            above[criterion.tier.family] = criterion
    return above


def hidden_by(criterion: Criterion, above: dict[str, Criterion]) -> str:
    """The id of the higher tier that hides a criterion; empty where nothing does."""
    if criterion.tier is None or (highest := above.get(criterion.tier.family)) is None:
        return ""
    return highest.id if _rank(highest) > _rank(criterion) else ""


def hides(criteria: Sequence[Criterion]) -> tuple[frozenset[int], ...]:
    """Of each criterion the places of those that it hides when it is TRUE."""
    return tuple(
        frozenset(place for place, other in enumerate(criteria) if hidden_by(other, {one.tier.family: one} if one.tier else {}))
        for one in criteria
    )


def _rank(criterion: Criterion) -> int:
    return criterion.tier.rank  # type: ignore[union-attr]  # asked of those that have a tier alone
