"""About forty invented patients: one in each state and severity that can occur. Data; `seed.py` plays them.

`answers` are what differs from the unremarkable patient of the rules' own example; `ends` is how far the story went.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Ends(StrEnum):
    """How far a patient got."""

    JOINED = "joined"  # details given, no consent yet
    AGREED = "agreed"  # consent signed, no answer yet
    STARTED = "started"  # some parts done
    SENT = "sent"
    CLAIMED = "claimed"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"  # taken back after sending


class Care(StrEnum):
    """What the clinic did about a safety alert."""

    NOTHING = "nothing"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Later(StrEnum):
    """What a patient did after sending, or after the decision."""

    ADDED = "added"  # a note beside her answers
    ANOTHER_LOOK = "another-look"
    ASKED = "asked"  # by the clinic, for something that is missing
    CLEAR = "clear"  # right at every question of the consent
    TO_DISCUSS = "to-discuss"  # two misses at one of them
    SIGNED = "signed"
    TAKEN_BACK = "taken-back"
    READY = "ready"  # yes to everything that a date needs
    NO_ESCORT = "no-escort"


@dataclass(frozen=True, slots=True)
class DaysAgo:
    """A date of an answer, counted back from the day on which it was given."""

    days: int


@dataclass(frozen=True, slots=True)
class Story:
    """One invented patient."""

    given: str
    family: str
    born: date
    sex: str
    about: str
    ends: Ends = Ends.SENT
    clinic: str = "Harbor Clinic"
    hours_ago: float = 20
    answers: dict[str, Any] = field(default_factory=dict)
    then: dict[str, Any] = field(default_factory=dict)  # answers changed afterwards, in the same draft
    stops_after: str = ""  # the last section answered, of a story that was not sent
    decision: str = ""
    care: Care = Care.NOTHING
    language: str = "en"
    not_assessed: bool = False
    later: tuple[Later, ...] = ()
    account: str = ""  # the part of the address before the @, where the name alone would clash

    @property
    def full_name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def email(self) -> str:
        return f"{self.account or f'{self.given}.{self.family}'.lower().replace(' ', '')}@mail.example"


def takes(*medicines: tuple[str, float | None]) -> list[dict[str, Any]]:
    """A medicine list as the intake stores it."""
    return [{"name": name, "daily_mg": mg, "as_needed": False, "stopped_on": None} for name, mg in medicines]


DECLINED = {"state": "declined"}
NO_SAFETY_ANSWER = {f"cssrs-{number}": DECLINED for number in (1, 2, 6)}

STORIES = (
    # not sent yet
    Story("Ivy", "Castell", date(1990, 2, 11), "female", "gave her details, has not agreed yet", Ends.JOINED, hours_ago=2),
    Story("Omar", "Haddad", date(1987, 7, 30), "male", "agreed, has not begun", Ends.AGREED, hours_ago=30),
    Story("Lena", "Fischer", date(1995, 12, 3), "female", "some parts done", Ends.STARTED, stops_after="body", hours_ago=50),
    Story("Hugo", "Marin", date(1979, 4, 22), "male", "everything answered, not sent", Ends.STARTED, stops_after="support", hours_ago=4),
    Story(
        "Nora", "Quist", date(1992, 6, 14), "female", "safety watch: item 9 of the PHQ-9 just now", Ends.STARTED,
        answers={"phq9-9": 1}, stops_after="mood", hours_ago=0.02,
    ),
    Story(
        "Jonas", "Weber", date(1984, 9, 9), "male", "urgent in a draft: a plan, closed the tab", Ends.STARTED,
        answers={"phq9-9": 3, "cssrs-1": True, "cssrs-2": True, "cssrs-3": True, "cssrs-4": True, "cssrs-5": True},
        stops_after="safety", hours_ago=0.2,
    ),
    Story(
        "Tess", "Maddox", date(1999, 1, 19), "female", "fell silent after item 9: backup told", Ends.STARTED,
        answers={"phq9-9": 2}, stops_after="mood", hours_ago=1.2, care=Care.ESCALATED,
    ),
    Story(
        "Bruno", "Salas", date(1976, 3, 5), "male", "item 9 at 1, then silence: same day", Ends.STARTED,
        answers={"phq9-9": 1}, stops_after="mood", hours_ago=3,
    ),
    Story(
        "Mia", "Ostrow", date(2001, 10, 27), "female", "wish to be dead, safety part finished: 2 working days", Ends.STARTED,
        answers={"cssrs-1": True}, stops_after="safety", hours_ago=6,
    ),
    Story("Paul", "Ferro", date(1968, 5, 17), "male", "took a draft back", Ends.WITHDRAWN, stops_after="body", hours_ago=90),
    # sent and waiting, gravest first
    Story(
        "Ana", "Rivera", date(1985, 2, 2), "female", "urgent: thoughts with intent", hours_ago=0.4,
        answers={"phq9-9": 3, "cssrs-1": True, "cssrs-2": True, "cssrs-3": True, "cssrs-4": True, "cssrs-5": False},
    ),
    Story("Ray", "Donovan-Hill", date(1971, 8, 8), "male", "urgent: blood pressure 192/124 today", hours_ago=0.7,
          answers={"bp-systolic": 192, "bp-diastolic": 124, "bp-taken-on": DaysAgo(0)}),
    Story("Iris", "Bellamy", date(1993, 11, 1), "female", "urgent, acknowledged: injured herself today", hours_ago=5,
          answers={"overdose-today": True}, care=Care.ACKNOWLEDGED),
    Story("Karl", "Jensen", date(1980, 12, 12), "male", "urgent: voices that command", hours_ago=1.5,
          answers={"command-voices": True}, care=Care.ACKNOWLEDGED),
    Story("Zoe", "Whitlock", date(1996, 3, 30), "female", "urgent: item 9 at 2, C-SSRS left out", hours_ago=2.5,
          answers={"phq9-9": 2, **NO_SAFETY_ANSWER}, care=Care.ACKNOWLEDGED),
    Story("Sam", "Arden", date(1989, 5, 25), "male", "took back item 4: stays urgent, marked changed; alert closed", hours_ago=70,
          answers={"cssrs-1": True, "cssrs-2": True, "cssrs-3": False, "cssrs-4": True, "cssrs-5": False}, then={"cssrs-4": False},
          care=Care.CLOSED, ends=Ends.CLAIMED),
    Story("Min", "Cho", date(1968, 10, 10), "male", "stop: blood pressure 162/96, known hypertension", hours_ago=26,
          answers={"bp-systolic": 162, "bp-diastolic": 96, "high-blood-pressure": True, "medicines": takes(("lisinopril", 10))}),
    Story("Grace", "Lindholm", date(1997, 1, 15), "female", "stop: pregnant", hours_ago=28, answers={"pregnant": True}),
    Story("Vera", "Novotny", date(1981, 7, 7), "female", "stop: repaired brain aneurysm", hours_ago=44, answers={"aneurysm": True}),
    Story("Leo", "Barros", date(1986, 4, 4), "male", "stop: schizoaffective disorder, takes Abilify", hours_ago=47,
          answers={"schizophrenia": True, "medicines": takes(("Abilify", 10))}),
    Story("Kim", "Alvarez", date(2009, 3, 1), "female", "stop: not yet 18", hours_ago=12, answers={}),
    Story("Ned", "Pruitt", date(1982, 9, 21), "male", "stop: Nardil plus Adderall", hours_ago=18,
          answers={"medicines": takes(("Nardil", 45), ("Adderall", 20))}),
    Story("Dana", "Whitfield", date(1988, 11, 11), "female", "declined item 9 and the whole C-SSRS: same day", hours_ago=1,
          answers={"phq9-9": DECLINED, **NO_SAFETY_ANSWER}),
    Story("Cole", "Brandt", date(1988, 6, 6), "male", "caution, same day: an attempt six years ago", hours_ago=9,
          answers={"cssrs-6": True, "cssrs-6-recent": False}, care=Care.ACKNOWLEDGED),
    Story("Joan", "Tremblay", date(2000, 5, 5), "female", "caution: wish to be dead, item 9 at 1", hours_ago=16,
          answers={"phq9-9": 1, "cssrs-1": True}),
    Story("Ruth", "Okafor", date(1976, 2, 20), "female", "caution, high: Suboxone and gabapentin", hours_ago=33,
          answers={"drug-problem": True, "drug-problem-months": 24, "drug-problem-kinds": ["opioids"],
                   "medicines": takes(("Suboxone", 16), ("gabapentin", 900))}),
    Story("Olga", "Petrova", date(1990, 8, 18), "female", "caution: clonazepam 1 mg at night", hours_ago=36,
          answers={"medicines": takes(("Klonopin", 1))}),
    Story("Amos", "Reed", date(1958, 6, 2), "male", "caution: over 65", hours_ago=40, answers={}),
    Story("Lily", "Hart", date(1992, 9, 29), "female", "caution, low: thyroid hormone", hours_ago=52,
          answers={"medicines": takes(("Synthroid", 0.1))}),
    Story("Ella", "Brooks", date(1987, 12, 24), "female", "missing: does not know her blood pressure", hours_ago=22,
          answers={"bp-systolic": {"state": "unsure"}, "bp-diastolic": {"state": "unsure"}}),
    Story("Max", "Keller", date(1991, 3, 13), "male", "missing: a medicine nobody knows", hours_ago=25,
          answers={"medicines": takes(("zorbinol", 20))}),
    Story("Jean", "Moreau", date(1979, 4, 16), "male", "nothing found", hours_ago=24, answers={}),
    Story("Fern", "Abbott", date(1994, 10, 2), "female", "nothing found, over due", hours_ago=130, answers={}),
    Story("Otis", "Grant", date(1983, 1, 31), "male", "could not be assessed", hours_ago=3, answers={}, not_assessed=True),
    Story("Jean", "Moreau", date(1979, 4, 16), "male", "same name and birth date as another record", hours_ago=8, answers={},
          account="jean.moreau.2"),
    Story("Rosa", "Delgado", date(1990, 5, 5), "female", "prefers Spanish: own-words safety questions", hours_ago=14, language="es",
          answers={}),
    Story("Wade", "Colburn", date(1977, 7, 17), "male", "being reviewed", Ends.CLAIMED, hours_ago=29,
          answers={"medicines": takes(("Lamictal", 200))}),
    # decided
    Story("June", "Sandoval", date(1986, 6, 26), "female", "decided: go on to consultation", Ends.DECIDED, hours_ago=60,
          decision="go-on", answers={}),
    Story("Carl", "Nyberg", date(1975, 2, 8), "male", "decided: go on with conditions", Ends.DECIDED, hours_ago=80,
          decision="with-conditions", answers={"medicines": takes(("lorazepam", 0.5))}),
    Story("Elsa", "Quinn", date(1969, 11, 19), "female", "decided: medical review first", Ends.DECIDED, hours_ago=75,
          decision="medical-review-first", answers={"rhythm-problem": True, "rhythm-signs": []}),
    Story("Ivan", "Stone", date(1973, 1, 4), "male", "decided: not right now", Ends.DECIDED, hours_ago=100,
          decision="not-right-now", answers={"ketamine-pcp": True, "ketamine-pcp-months": 4, "ketamine-pcp-problem": False}),
    Story("Nell", "Ashby", date(1984, 3, 9), "female", "nothing found; added something after sending", hours_ago=27, answers={},
          later=(Later.ADDED,)),
    Story("Gwen", "Talbot", date(1983, 2, 27), "female", "missing: blood pressure not known; the clinic asks her for it", hours_ago=38,
          answers={"bp-systolic": {"state": "unsure"}, "bp-diastolic": {"state": "unsure"}}, later=(Later.ASKED,)),
    Story("Dirk", "Vance", date(1970, 6, 1), "male", "decided: not right now; asks for another look", Ends.DECIDED, hours_ago=110,
          decision="not-right-now", answers={"ketamine-pcp": True, "ketamine-pcp-months": 11, "ketamine-pcp-problem": False},
          later=(Later.ANOTHER_LOOK,)),
    Story("Lucia", "Serrano", date(1991, 12, 8), "female", "decided: go on; a question of the consent to discuss", Ends.DECIDED,
          hours_ago=65, decision="go-on", language="es", answers={}, later=(Later.TO_DISCUSS, Later.CLEAR)),
    Story("Abel", "Norton", date(1982, 4, 3), "male", "decided: go on; everything clear, not signed yet", Ends.DECIDED, hours_ago=66,
          decision="go-on", answers={}, later=(Later.CLEAR,)),
    Story("Wren", "Holloway", date(1989, 9, 19), "female", "decided: go on; consent signed, ready for a date", Ends.DECIDED,
          hours_ago=85, decision="go-on", answers={}, later=(Later.SIGNED, Later.READY)),
    Story("Ezra", "Finch", date(1978, 1, 25), "male", "decided: go on; consent signed, nobody to take him home", Ends.DECIDED,
          hours_ago=90, decision="go-on", answers={}, later=(Later.SIGNED, Later.NO_ESCORT)),
    Story("Maud", "Carver", date(1995, 5, 14), "female", "decided: go on; took the consent back", Ends.DECIDED, hours_ago=95,
          decision="go-on", answers={}, later=(Later.SIGNED, Later.TAKEN_BACK)),
    Story("Hope", "Larsen", date(1998, 8, 28), "female", "took it back after sending", Ends.WITHDRAWN, hours_ago=55, answers={}),
    # the other clinic, where the C-SSRS is off
    Story("Ben", "Tanaka", date(1990, 9, 10), "male", "own-words safety questions, nothing told", clinic="Valley Clinic", hours_ago=21),
    Story("Ada", "Lowell", date(1988, 4, 14), "female", "own words: a plan", clinic="Valley Clinic", hours_ago=0.6,
          answers={"own-1": True, "own-2": True}),
    Story("Theo", "Marsh", date(1972, 12, 30), "male", "stop: stent three months ago", clinic="Valley Clinic", hours_ago=31,
          answers={"heart-attack-stroke": True, "heart-attack-stroke-kinds": ["stent-bypass"], "heart-attack-stroke-months": 3}),
)  # fmt: skip
