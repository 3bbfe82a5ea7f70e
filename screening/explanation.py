"""Evidence and one plain sentence for each finding, rendered from the condition itself: there is no hand-written twin."""

from collections.abc import Iterator
from typing import NamedTuple

from screening import wording
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
from screening.items import EnteredBy, Item
from screening.truth import Truth
from screening.values import Value, as_json
from screening.wording import NOT_ANSWERED, NOT_SURE, words_of

_RELATION = {AtLeast: "at or above", MoreThan: "above", AtMost: "at or below", LessThan: "below"}
_OPPOSITE = {AtLeast: "below", MoreThan: "at or below", AtMost: "above", LessThan: "at or above"}


class Evidence(NamedTuple):
    """One answer that a finding rests on, in words and as it is, with the limit it was compared with."""

    link_id: str
    label: str
    answer: str
    value: object
    limit: str = ""
    limit_value: float | None = None
    note: str = ""  # "later changed to no"
    clause: str = ""  # its part of the sentence

    def to_json(self) -> dict[str, object]:
        told = self._asdict()
        del told["clause"]
        return told


def sentence(evidence: tuple[Evidence, ...]) -> str:
    """One plain sentence out of the evidence."""
    silent = [one.label for one in evidence if one.answer == NOT_ANSWERED]
    return wording.sentence([one.clause for one in evidence if one.answer != NOT_ANSWERED], silent)


class Explainer:
    """Explains conditions by one person's facts."""

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

    def _questions(self, condition: Condition) -> Iterator[str]:
        for leaf in open_leaves(condition, self.facts):
            for name in reads(leaf):
                for link_id in QUANTITIES[name].reads if name in QUANTITIES else (name,):
                    yield from self._question(link_id, is_list=isinstance(leaf, Takes) or name == "diazepam-equivalent")

    def _question(self, link_id: str, *, is_list: bool) -> Iterator[str]:
        """The question itself; while it is not known whether it is shown, what would tell that."""
        item = self.facts.asked.get(link_id)
        if item is None or (link_id in self.facts.known and not is_list):
            return
        if item.enable_when is not None and evaluate(item.enable_when, self.facts) is Truth.UNKNOWN:
            yield from self._questions(item.enable_when)
        else:
            yield link_id

    def _evidence(self, leaf: Condition, holds: bool) -> Evidence | None:
        match leaf:
            case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound):
                return self._compared(of, bound, (_RELATION if holds else _OPPOSITE)[type(leaf)])
            case EverAtLeast(of, bound):
                earlier = self._earlier(of, above=number(bound, self.facts)) if holds else None
                return self._compared(of, bound, "at or above" if holds else "below", earlier)
            case Ever(of, value):
                return self._said(of, self._earlier(of, value=value) if holds else None)
            case Equals(of, _) | Includes(of, _) | SaidUnsure(of):
                return self._said(of)
            case Unsettled(of):
                return self._unsettled(of) if holds else self._said(of)
            case NotAbove(of, other):
                return self._beside(of, other) if holds else None  # the usual order of two numbers is no reason
            case Takes(medicine_class):
                return self._taken(medicine_class) if holds else None
            case Mentions(of):
                return self._mentioned(of) if holds else None
            case Asked(of):
                return Evidence(of, "C-SSRS", "not asked", None, clause="the C-SSRS was not asked") if holds else None
            case _:
                raise TypeError(f"{leaf!r} is no comparison")

    def _said(self, of: str, earlier: Value | None = None) -> Evidence | None:
        if of in QUANTITIES:
            return self._measured(of)
        item = self.facts.asked.get(of)
        if item is None:
            return None
        now = self.words(of)
        if earlier is None:
            note = self._hidden_now(item)
            return Evidence(of, item.title, now, self._raw(of), note=note, clause=wording.answered(item.title, now, note))
        before, note = words_of(item, earlier), f"later changed to {now}"
        return Evidence(of, item.title, before, as_json(earlier), note=note, clause=wording.answered(item.title, before, note))

    def _measured(self, of: str) -> Evidence:
        title, (low, high) = QUANTITIES[of].title, self.facts.quantities[of]
        told = wording.amount(low, high)
        note = "; ".join(self.facts.workings.get(of, ()))
        return Evidence(of, title, told, _as_number(low, high), note=note, clause=f"{title} is {told}")

    def _compared(self, of: str, bound: Number, relation: str, earlier: Value | None = None) -> Evidence | None:
        limit, item = number(bound, self.facts), self.facts.asked.get(of)
        name = bound.name if isinstance(bound, Limit) else ""
        if of in QUANTITIES:
            told, unit, note = self._measured(of), QUANTITIES[of].unit, ""
        elif item is None or (said := self._said(of, earlier)) is None:
            return None
        elif item.options:  # the words of an option say more than a comparison of its points
            return said._replace(limit=name, limit_value=limit if name else None)
        else:
            told, unit, note = said, item.unit, said.note
        clause = wording.compared(told.label, told.answer, unit, relation, limit, is_clinics=bool(name), note=note)
        answer = f"{told.answer} {unit}" if unit else told.answer
        return told._replace(answer=answer, limit=name, limit_value=limit if name else None, clause=clause)

    def _beside(self, of: str, other: str) -> Evidence | None:
        mine, theirs = self._said(of), self._said(other)
        if mine is None or theirs is None:
            return None
        return mine._replace(clause=wording.beside(mine.label, mine.answer, theirs.label, theirs.answer))

    def _taken(self, medicine_class: str) -> Evidence:
        names = tuple(dict.fromkeys(self.facts.taken[medicine_class]))
        return Evidence("medicines", "Medicines", wording.listed(names), list(names), clause=wording.named(names))

    def _mentioned(self, of: str) -> Evidence:
        present = self.facts.known.get(of)
        texts = [text for text in (*self.facts.ever.get(of, ()), present) if isinstance(text, str)]
        heard = tuple(dict.fromkeys(phrase for text in texts for phrase in self.ear.hear(text)))
        note = "" if isinstance(present, str) and self.ear.hear(present) else "later changed"
        title, told = self.facts.asked[of].title, wording.listed([wording.quoted(phrase) for phrase in heard])
        return Evidence(of, title, told, list(heard), note=note, clause=wording.written(title, heard, note))

    def _unsettled(self, of: str) -> Evidence | None:
        if of in QUANTITIES:
            title = QUANTITIES[of].title
            return Evidence(of, title, NOT_ANSWERED, None, clause=wording.silent(title))
        item, words = self.facts.asked[of], self.words(of)
        return Evidence(of, item.title, words, None, clause=wording.answered(item.title, words))

    def _earlier(self, of: str, *, value: bool | int | str | None = None, above: float | None = None) -> Value | None:
        """The earlier value by which a taken-back answer still counts; None where the present one counts as well."""
        present, past = self.facts.known.get(of), self.facts.ever.get(of, ())
        if present is not None and present is not NOTHING and _counts(present, value, above):
            return None
        return next((one for one in past if _counts(one, value, above)), None)

    def _hidden_now(self, item: Item) -> str:
        """A kept answer whose question another answer has since ruled out says so."""
        if item.enable_when is None or not item.is_kept or item.link_id not in self.facts.known:
            return ""
        if self.facts.known[item.link_id] is NOTHING or evaluate(item.enable_when, self.facts) is not Truth.FALSE:
            return ""
        parents = [of for of in sorted(reads(item.enable_when)) if of in self.facts.asked]
        return wording.listed([f"{wording.quoted(self.facts.asked[of].title)} was later changed to {self.words(of)}" for of in parents])

    def _raw(self, of: str) -> object:
        value = self.facts.known.get(of)
        return None if value is None or value is NOTHING else as_json(value)

    def words(self, of: str) -> str:
        """The present answer in words."""
        item, value = self.facts.asked[of], self.facts.known.get(of)
        if value is None:
            return NOT_SURE if of in self.facts.unsure else NOT_ANSWERED
        if value is NOTHING:
            return "not measured" if item.entered_by is EnteredBy.STAFF else "not applicable"
        return words_of(item, value)


def _counts(past: Value, value: bool | int | str | None, above: float | None) -> bool:
    if above is not None:
        return isinstance(past, int | float) and past >= above
    return value in past if isinstance(past, tuple) else past == value


def _as_number(low: float, high: float) -> object:
    return low if low == high else [low, None if high == float("inf") else high]
