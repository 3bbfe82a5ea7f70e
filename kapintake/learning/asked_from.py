"""From which question a patient would want to read which page: by section of the questionnaire, or by link id.

Nothing of mood, safety or trauma is here: there the next thing is help, never reading about a treatment.
"""

from kapintake.learning.content import Page
from kapintake.learning.pages import page_numbered

WHAT_IT_IS, HOW_IT_WORKS, COMPARING, USES, SESSION, SAFETY, DECIDING = range(1, 8)

PAGE_FOR: dict[str, int] = {
    "indication": USES,
    "antidepressant-trials": COMPARING,
    "body": SESSION,
    "heart": SAFETY,
    "brain": SAFETY,
    "organs": SAFETY,
    "ketamine": SAFETY,
    "reproduction": SAFETY,
    "alcohol": SAFETY,
    "drugs": SAFETY,
    "medicines": COMPARING,
    "treatments-before": COMPARING,
    "hopes": USES,
}
NEVER_FROM = ("mood", "anxiety", "trauma", "pain", "safety", "mind")


def page_for(section: str, *link_ids: str) -> Page | None:
    """The page to read beside this question; the question's own before that of its section."""
    if section in NEVER_FROM:
        return None
    number = next((PAGE_FOR[name] for name in (*link_ids, section) if name in PAGE_FOR), None)
    return page_numbered(number) if number else None
