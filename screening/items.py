"""A question as data (FHIR Questionnaire.item): its words, type, options, ranges, branching and sensitivity.

The code that shows, checks and evaluates an item is written once, elsewhere; an item holds none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from screening.conditions import Condition

if TYPE_CHECKING:
    from screening.instruments import Instrument


class ItemType(StrEnum):
    """What an answer is. The JSON shape of each stands beside it.

    BOOLEAN true or false · CHOICE one option's value · CHOICES a list of options' values, [] is "none of these"
    INTEGER, DECIMAL a finite number in the item's unit · DATE "YYYY-MM-DD" · TEXT a string
    MEDICINES a list of {"name", "daily_mg", "as_needed", "stopped_on"}, [] is "takes none"
    TRIALS a list of {"name", "dose", "weeks", "result"}, [] is "tried none"
    """

    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"
    MEDICINES = "medicines"
    TRIALS = "trials"


class Sensitivity(StrEnum):
    """How carefully an item is shown. ORDINARY titles alone may be named to the front desk."""

    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"
    SUBSTANCE = "substance"  # 42 CFR Part 2: kept apart for access and export
    SAFETY = "safety"  # never removed by branching; every value ever given counts


class EnteredBy(StrEnum):
    """Who gives the answer. REGISTRATION and CONSENT items are filled from those records and not asked again."""

    PATIENT = "patient"
    STAFF = "staff"  # default "not-measured", a known answer that fires nothing
    REGISTRATION = "registration"
    CONSENT = "consent"


class Phase(StrEnum):
    """When an item is asked. A SCHEDULING item that was not asked yet fires nothing."""

    INTAKE = "intake"
    SCHEDULING = "scheduling"


@dataclass(frozen=True, slots=True)
class Bounds:
    """An inclusive range, in the item's unit."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer to choose. `value` is what is stored and what conditions compare with."""

    value: int | str
    text: str
    loinc: str = ""  # LA code
    days_ago: int | None = None  # DATE items shown as cards: the oldest date that this card allows


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    `hard` bounds refuse a value; outside `soft` ones the page asks once "Is that right?" and then accepts.
    `core` items are required to send (an answer, "not sure" or "rather not say"); left open they fire
    missing-core-answers, unless `covered_by` names the more specific NEEDS_INFORMATION criterion.
    `context` items are for the clinician; no criterion reads them.
    `kept` items stay in the rules' input when branching would hide them but an answer was given, because a
    contradiction is looked for ("never drinks" beside six drinks a day). Safety items are always kept.
    `leaves_with_parent` items are kept in a file that states both, but where questions are answered one after the other
    a new answer to the parent takes them back: nobody contradicts herself with an answer that she can no longer reach.
    """

    link_id: str
    text: str
    type: ItemType
    label: str = ""  # short name for summaries, errors and staff pages ("Top number"); the text when empty
    why: str = ""
    hint: str = ""
    unit: str = ""
    options: tuple[AnswerOption, ...] = ()
    hard: Bounds | None = None
    soft: Bounds | None = None
    max_length: int = 2000
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    entered_by: EnteredBy = EnteredBy.PATIENT
    phase: Phase = Phase.INTAKE
    enable_when: Condition | None = None
    core: bool = True
    covered_by: str = ""
    context: bool = False
    may_be_unsure: bool = True  # published scales have no such option
    loinc: str = ""
    kept: bool = False
    leaves_with_parent: bool = False
    # What a sentence for staff calls it, where the label is long, verbatim, or leans on the question before it.
    staff_label: str = ""

    @property
    def title(self) -> str:
        """The short name, else the question itself."""
        return self.label or self.text

    @property
    def staff_title(self) -> str:
        """What staff call it; no patient page uses it."""
        return self.staff_label or self.title

    @property
    def is_safety(self) -> bool:
        return self.sensitivity is Sensitivity.SAFETY

    @property
    def is_kept(self) -> bool:
        """A given answer counts although the item is not shown now."""
        return self.kept or self.is_safety


class PageKind(StrEnum):
    """How a page is answered: one tap on a card, boxes and Continue, ticks, a scale item, or a list builder."""

    CARDS = "cards"  # one BOOLEAN or CHOICE (up to 7 options), or a DATE with card options
    FIELDS = "fields"  # one or a few typed items that belong together (the two numbers of a blood pressure)
    TICKS = "ticks"  # one CHOICES item
    GROUP = "group"  # up to seven BOOLEAN items as "have you ever been told that you have ..."
    SCALE = "scale"  # one item of an instrument, with its stem
    MEDICINES = "medicines"
    TRIALS = "trials"


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked on one screen. `title` is the h1 where the page holds more than one item."""

    kind: PageKind
    items: tuple[Item, ...]
    title: str = ""
    why: str = ""
    instrument: str = ""  # id in screening.instruments, for SCALE pages
    language: str = "en"  # of its words: a scale may be in English alone on an otherwise Spanish drawing


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the questionnaire, as the patient's task list names it."""

    id: str
    title: str
    group: str  # heading of the task list under which it stands
    pages: tuple[Page, ...]
    intro: str = ""
    minutes: int = 1

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for page in self.pages for item in page.items)


@dataclass(frozen=True, eq=False)  # one drawing is itself and no other: compared by identity, so that it can key a cache
class Questionnaire:
    """All sections in order. `id` and `version` are pinned on a response and never reused for other content."""

    id: str  # "intake"
    version: str  # "2026.1"
    sections: tuple[Section, ...]
    unpaged: tuple[Item, ...] = ()  # registration, consent, staff and scheduling items: answered elsewhere
    # Link ids that this drawing does not ask, because another set feeds the same criteria (C-SSRS or own words).
    # They are not applicable here; a link id that is neither asked nor left out is a mistake and raises.
    left_out: frozenset[str] = frozenset()
    by_link_id: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        from screening.errors import InvalidQuestionnaire

        found: dict[str, Item] = {}
        for item in self:
            if item.link_id in found:
                raise InvalidQuestionnaire(f"The link id {item.link_id} is used twice.")
            found[item.link_id] = item
        object.__setattr__(self, "by_link_id", found)

    def __iter__(self) -> Iterator[Item]:
        for section in self.sections:
            yield from section.items
        yield from self.unpaged

    def key(self) -> str:
        """What a response pins: "intake-2026.1"."""
        return f"{self.id}-{self.version}"

    def in_language(self, language: str, supplied: "tuple[Instrument, ...]" = ()) -> "Questionnaire":
        """The same questions in other words: link ids, values, branching and what the rules read stay what they are.

        `language` is a code such as "es" or "es-mx"; what we have no words for stays English. `supplied` are scales whose
        owner's words in that language came out of a file (`instruments.with_words_of`).
        """
        from screening.questionnaires.spoken import in_language

        return in_language(self, language, supplied)

    def item(self, link_id: str) -> Item:
        """The item of that link id. Raises UnknownItem."""
        from screening.errors import UnknownItem

        try:
            return self.by_link_id[link_id]
        except KeyError:
            raise UnknownItem(f"There is no question with the id {link_id}.") from None
