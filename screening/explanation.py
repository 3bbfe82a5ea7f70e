"""Evidence and one plain sentence for each finding, rendered from the condition itself: there is no hand-written twin."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from screening.conditions import (
    Asked,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Ever,
    EverAtLeast,
    Includes,
    LessThan,
    Limit,
    Mentions,
    MoreThan,
    NotAbove,
    Number,
    SaidUnsure,
    Takes,
    Unsettled,
    reads,
)
from screening.derived import QUANTITIES
from screening.evaluation import evaluate, number, open_leaves, reasons
from screening.facts import NOTHING, Facts
from screening.hearing import Ear
from screening.items import EnteredBy, Item, ItemType
from screening.truth import Truth
from screening.values import MedicineEntry, Trial, Value, as_json

MOST_CLAUSES = 3  # of one sentence; what is left is counted
_ABOVE = {AtLeast: "at or above", MoreThan: "above", AtMost: "at or below", LessThan: "below"}
_OPPOSITE = {AtLeast: "below", MoreThan: "at or below", AtMost: "above", LessThan: "at or above"}


class Evidence(NamedTuple):
    """One answer that a finding rests on, in words and as it is, with the limit it was compared with."""

    link_id: str
    label: str
    answer: str
    value: object
    limit: str
    limit_value: float | None
    note: str
    clause: str  # its part of the sentence

    def to_json(self) -> dict[str, object]:
        told = self._asdict()
        del told["clause"]
        return told


class Explainer:
    """Explains conditions of one patient."""

    def __init__(self, facts: Facts, ear: Ear) -> None:
        self.facts = facts
        self.ear = ear

    def evidence(self, condition: Condition) -> tuple[Evidence, ...]:
        """The answers that make a condition TRUE, each once."""
        found: dict[tuple[str, str], Evidence] = {}
        for leaf, holds in reasons(condition, self.facts):
            if (one := self._evidence(leaf, holds)) is not None:
                found.setdefault((one.link_id, one.clause), one)
        return tuple(found.values())

    def questions(self, condition: Condition) -> tuple[str, ...]:
        """The link ids whose answers would settle a condition that is UNKNOWN, in the order of the questionnaire."""
        wanted = set(self._questions(condition))
        return tuple(link_id for link_id in self.facts.asked if link_id in wanted)

    def _questions(self, condition: Condition) -> Iterable[str]:
        for leaf in open_leaves(condition, self.facts):
            for name in reads(leaf):
                for link_id in QUANTITIES[name].reads if name in QUANTITIES else (name,):
                    item = self.facts.asked.get(link_id)
                    if item is None or (link_id in self.facts.known and not isinstance(leaf, Takes) and item.type not in _LISTS):
                        continue
                    hidden = item.enable_when is not None and evaluate(item.enable_when, self.facts) is Truth.UNKNOWN
                    if hidden and item.enable_when is not None:
                        yield from self._questions(item.enable_when)
                    else:
                        yield link_id

    def _evidence(self, leaf: Condition, holds: bool) -> Evidence | None:
        match leaf:
            case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound):
                word = (_ABOVE if holds else _OPPOSITE)[type(leaf)]
                return self._compared(of, bound, word)
            case EverAtLeast(of, bound):
                return self._compared(of, bound, "at or above" if holds else "below", self._earlier(of, above=number(bound, self.facts)))
            case Ever(of, value):
                return self._said(of, self._earlier(of, value=value) if holds else None)
            case NotAbove(of, other):
                return self._beside(of, other) if holds else None  # the usual order of two numbers is no reason
            case Takes(medicine_class):
                return self._taken(medicine_class) if holds else None
            case Mentions(of):
                return self._mentioned(of) if holds else None
            case Asked(of):
                return None if holds else Evidence(of, of, "not asked", None, "", None, "", f"{of} is not part of this questionnaire")
            case Unsettled(of):
                return self._unsettled(of) if holds else self._said(of)
            case SaidUnsure(of):
                return self._said(of)
            case Equals(of, _) | Includes(of, _):
                return self._said(of)
            case _:
                raise TypeError(f"{leaf!r} is no comparison")

    def _said(self, of: str, earlier: Value | None = None) -> Evidence:
        item = self.facts.asked.get(of)
        if item is None:
            return Evidence(of, of, "not asked", None, "", None, "", f"{of} is not part of this questionnaire")
        now = self.words(of)
        if earlier is None:
            note = self._hidden_now(item)
            return Evidence(of, item.title, now, self._raw(of), "", None, note, _clause(item.title, now, note))
        before, note = _words(item, earlier), f"later changed to {now}"
        return Evidence(of, item.title, before, as_json(earlier), "", None, note, _clause(item.title, before, note))

    def _compared(self, of: str, bound: Number, word: str, earlier: Value | None = None) -> Evidence:
        quantity, item = QUANTITIES.get(of), self.facts.asked.get(of)
        limit = number(bound, self.facts)
        name = bound.name if isinstance(bound, Limit) else ""
        title = quantity.title if quantity else item.title if item else of
        unit = quantity.unit if quantity else item.unit if item else ""
        if quantity:
            low, high = self.facts.quantities[of]
            answer = f"{low:.4g}" if low == high else f"at least {low:.4g}" if high == float("inf") else f"{low:.4g} to {high:.4g}"
            value: object = low if low == high else [low, None if high == float("inf") else high]
        else:
            answer = self.words(of) if earlier is None or item is None else _words(item, earlier)
            value = self._raw(of) if earlier is None else as_json(earlier)
        note = f"later changed to {self.words(of)}" if earlier is not None else self._hidden_now(item) if item else ""
        told = f"{answer} {unit}" if unit and answer[:1].isdigit() else answer
        against = f"the clinic's limit of {limit:g}" if name else f"{limit:g}"
        is_scale = item is not None and item.options  # an option's words say more than a comparison of its points
        clause = _clause(title, answer, note) if is_scale else f"{title} {told} is {word} {against}" + (f" ({note})" if note else "")
        return Evidence(of, title, told if not is_scale else answer, value, name, limit if name else None, note, clause)

    def _beside(self, of: str, other: str) -> Evidence:
        mine, theirs = self._compared(of, 0, ""), self._compared(other, 0, "")
        clause = f"{mine.label} {mine.answer} is not above {theirs.label.lower()} {theirs.answer}"
        return Evidence(of, mine.label, mine.answer, mine.value, "", None, "", clause)

    def _taken(self, medicine_class: str) -> Evidence:
        names = self.facts.taken[medicine_class]
        told = _and(names)
        return Evidence("medicines", "Medicines", told, list(names), "", None, "", f"the medicine list names {told}")

    def _mentioned(self, of: str) -> Evidence:
        texts = [text for text in (*self.facts.ever.get(of, ()), self.facts.known.get(of)) if isinstance(text, str)]
        heard = tuple(dict.fromkeys(phrase for text in texts for phrase in self.ear.hear(text)))
        title = self.facts.asked[of].title
        told = _and(tuple(f"“{phrase}”" for phrase in heard))
        present = self.facts.known.get(of)
        note = "" if isinstance(present, str) and self.ear.hear(present) else "later changed"
        return Evidence(of, title, told, list(heard), "", None, note, f"“{title}” says {told}" + (f" ({note})" if note else ""))

    def _unsettled(self, of: str) -> Evidence:
        if of in QUANTITIES:
            return Evidence(of, QUANTITIES[of].title, "not known", None, "", None, "", f"{QUANTITIES[of].title} is not known")
        item = self.facts.asked[of]
        words = self.words(of)
        clause = _clause(item.title, words) if of in self.facts.unsure else f"“{item.title.rstrip('?.')}” was {words}"
        return Evidence(of, item.title, words, None, "", None, "", clause)

    def _earlier(self, of: str, *, value: bool | int | str | None = None, above: float | None = None) -> Value | None:
        """The earlier value that a taken-back answer still counts by; None where the present one says the same."""
        for past in (self.facts.known.get(of), *self.facts.ever.get(of, ())):
            if past is None or past is NOTHING:
                continue
            counts = (
                isinstance(past, int | float) and past >= above
                if above is not None
                else value in past
                if isinstance(past, tuple)
                else past == value
            )
            if counts:
                return None if past == self.facts.known.get(of) else past
        return None

    def _hidden_now(self, item: Item) -> str:
        """A kept answer whose question another answer has since ruled out says so."""
        if item.enable_when is None or not item.is_kept or item.link_id not in self.facts.known:
            return ""
        if evaluate(item.enable_when, self.facts) is not Truth.FALSE:
            return ""
        parent = next(iter(sorted(reads(item.enable_when))))
        return f"“{self.facts.asked[parent].title}” was later changed to {self.words(parent)}" if parent in self.facts.asked else ""

    def _raw(self, of: str) -> object:
        value = self.facts.known.get(of)
        return None if value is None or value is NOTHING else as_json(value)

    def words(self, of: str) -> str:
        """The present answer in words."""
        item, value = self.facts.asked[of], self.facts.known.get(of)
        if value is None:
            return "not sure" if of in self.facts.unsure else "not answered"
        if value is NOTHING:
            return "not measured" if item.entered_by is EnteredBy.STAFF else "not applicable"
        return _words(item, value)


_LISTS = (ItemType.MEDICINES, ItemType.TRIALS)


def sentence(evidence: tuple[Evidence, ...]) -> str:
    """One plain sentence out of the evidence."""
    clauses = list(dict.fromkeys(one.clause for one in evidence))
    if len(clauses) > MOST_CLAUSES:
        clauses = [*clauses[:MOST_CLAUSES], f"{len(clauses) - MOST_CLAUSES} more"]
    told = _and(tuple(clauses))
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _clause(title: str, answer: str, note: str = "") -> str:
    return f"“{title.rstrip('?.')}” was answered “{answer}”" + (f" ({note})" if note else "")


def _words(item: Item, value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case tuple():
            return _and(tuple(_one(item, entry) for entry in value)) or "none of these"
        case float() | int() if not item.options:
            return f"{value:g}"
        case _:
            return _option(item, value)


def _one(item: Item, entry: str | MedicineEntry | Trial) -> str:
    return _option(item, entry) if isinstance(entry, str) else entry.name


def _option(item: Item, value: object) -> str:
    return next((option.text for option in item.options if option.value == value), str(value))


def _and(words: tuple[str, ...]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
