"""The measures, their targets and the bound beyond which nothing ships. Data; nothing here measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One line of the scorecard. Lower is better in all of them. A `stop` of None: the target is the bound."""

    name: str
    unit: str
    target: float
    stop: float | None = None

    def verdict(self, value: float) -> str:
        """Where the figure stands: met, between target and stop, or beyond it."""
        if value <= self.target:
            return "met"
        return "beyond the bound" if self.stop is None or value > self.stop else "short of the target"


MEASURES = {
    "pages": Measure("Typical application: pages", "", 90, 100),
    "taps": Measure("Typical application: taps", "", 125, 150),
    "typed": Measure("Typical application: typed fields", "", 28, 34),
    "phq9-taps": Measure("PHQ-9 with the question on difficulty: taps", "", 11, 15),
    "first-kb": Measure("First view: everything, gzip", "KB", 60, 100),
    "first-requests": Measure("First view: requests", "", 8, 15),
    "first-fonts": Measure("First view: fonts", "", 0, 1),
    "css": Measure("Style sheets of a patient's page, gzip", "KB", 15, 25),
    "patient-js": Measure("Scripts of a patient's page, gzip", "KB", 8, 40),
    "staff-js": Measure("Scripts of a staff page, gzip", "KB", 32, 50),
    "question-html": Measure("Question page, HTML, gzip", "KB", 6, 12),
    "next-kb": Measure("Next question, everything transferred, gzip", "KB", 10, 20),
    "lcp": Measure("Question page: largest contentful paint", "ms", 1800, 2500),
    "interactive": Measure("Question page: scripts done", "ms", 2200, 3500),
    "inp": Measure("Question page: slowest reaction to a tap", "ms", 150, 200),
    "cls": Measure("Question page: layout shift", "", 0.02, 0.1),
    "tap": Measure("Tap to next question, 1.6 Mbit/s and 150 ms", "ms", 800, 1500),
    "tap-slow": Measure("Tap to next question, 400 kbit/s and 400 ms", "ms", 2500, 4000),
    "sideways": Measure("Pages that scroll sideways at 320 px", "", 0),
    "taps-to-988": Measure("Taps from a question page to a call to 988", "", 2, 3),
    "help-delay": Measure("From a positive safety answer to the full help page", "ms", 1000),
    "help-pages-between": Measure("Pages between that answer and the help page", "", 0),
    "queue-clicks": Measure("Clicks from the queue to a signed decision", "", 3, 4),
    "queue-html": Measure("Queue, HTML, gzip", "KB", 25, 60),
}

NOT_HERE = (
    ("Lighthouse", "the tool is no part of the house; its inputs (paint, shift, bytes) stand above"),
    ("Median time to send, share sent within 7 days", "needs real patients"),
    ("Time for a clinician to name the top finding", "needs real clinicians"),
    ("axe violations, keyboard failures, answers lost", "counted by tests/journeys, where each is 0 or the suite fails"),
    ("Reading grade, strings missing in Spanish", "held by tests/words and the tests of the catalogue"),
    ("Queue of 50 from 5,000", "statements and times: `make bench`"),
)
