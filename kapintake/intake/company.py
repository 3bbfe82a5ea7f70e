"""Who can see the screen: asked before the parts that are nobody else's business, once a sitting."""

from screening import Section

PRIVATE = frozenset(("trauma", "safety", "drugs", "drug-use"))  # ids of sections
ALONE = "alone"  # in the session: she said that nobody can see it


def is_private(section: Section) -> bool:
    return section.id in PRIVATE
