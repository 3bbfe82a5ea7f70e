"""The clinicians' pages: the queue, the case, and what is done on it. Each reading is in the trail before it is drawn (AU-1, AU-2)."""

from kapintake.reviews.views.asking import ask, stop_asking
from kapintake.reviews.views.deciding import decide
from kapintake.reviews.views.desk import called, desk
from kapintake.reviews.views.holding import answer_note, claim, comment, look_again, release, take_over
from kapintake.reviews.views.reading import case, queue

__all__ = [
    "answer_note",
    "ask",
    "called",
    "case",
    "claim",
    "comment",
    "decide",
    "desk",
    "look_again",
    "queue",
    "release",
    "stop_asking",
    "take_over",
]
