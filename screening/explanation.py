"""Evidence and one plain sentence for each finding, rendered from the condition itself: there is no hand-written twin."""

from collections.abc import Iterator
from datetime import date
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
from screening.derived import QUANTITIES, answers_to
from screening.evaluation import evaluate, number, open_leaves, reasons
from screening.facts import NOTHING, Facts
from screening.hearing import Ear
from screening.items import EnteredBy, Item, Phase
from screening.medicine_list import washout_limit
from screening.medicines import match
from screening.truth import Truth
from screening.values import MedicineEntry, Value, as_json
from screening.wording import NOT_ANSWERED, OF_STATE, words_of

RELATION = {AtLeast: "at or above", MoreThan: "above", AtMost: "at or below", LessThan: "below"}
OPPOSITE = {AtLeast: "below", MoreThan: "at or below", AtMost: "above", LessThan: "at or above"}


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
    silence: str = ""  # "not answered", "answered “rather not say”": where that there is no answer is the reason

    def to_json(self) -> dict[str, object]:
        told = self._asdict()
        del told["clause"], told["silence"]
        return told


def sentence(evidence: tuple[Evidence, ...]) -> str:
    """One plain sentence out of the evidence."""
    silent = [(one.label, one.silence) for one in evidence if one.silence]
    return wording.sentence([one.clause for one in evidence if not one.silence], silent)


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

    def words(self, of: str) -> str:
        """The present answer in words; where there is none, why: declined, unsure, not answered, or not asked."""
        item, value = self.facts.asked[of], self.facts.known.get(of)
        if value is NOTHING:
            return self._nothing(item)
        if value is not None:
            return words_of(item, value)
        if item.enable_when is not None and (state := evaluate(item.enable_when, self.facts)) is not Truth.TRUE:
            return wording.not_asked(self._because(item.enable_when, state))
        return OF_STATE.get(self.facts.states[of], NOT_ANSWERED) if of in self.facts.states else NOT_ANSWERED

    def _questions(self, condition: Condition) -> Iterator[str]:
        for leaf in open_leaves(condition, self.facts):
            names = reads(leaf)
            for link_id in answers_to(names):
                yield from self._question(link_id, is_list=isinstance(leaf, Takes) or "diazepam-equivalent" in names)

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
                return self._compared(of, bound, (RELATION if holds else OPPOSITE)[type(leaf)])
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
                return self._was_asked(of) if holds else None
            case _:
                raise TypeError(f"{leaf!r} is no comparison")

    def _said(self, of: str, earlier: Value | None = None, against: str = "") -> Evidence | None:
        if of in QUANTITIES:
            return self._measured(of)
        item = self.facts.asked.get(of)
        if item is None:
            return None
        title = item.staff_title
        now = self.words(of)
        if earlier is None:
            note = self._hidden_now(item)
            return Evidence(of, title, now, self._raw(of), note=note, clause=wording.answered(title, now, note, against))
        before, note = words_of(item, earlier), f"later changed to {now}"
        return Evidence(of, title, before, as_json(earlier), note=note, clause=wording.answered(title, before, note, against))

    def _measured(self, of: str) -> Evidence:
        title, (low, high) = QUANTITIES[of].title, self.facts.quantities[of]
        told = wording.amount(low, high)
        note = "; ".join(self.facts.workings.get(of, ()))
        return Evidence(of, title, told, _as_number(low, high), note=note, clause=f"{wording.within(title)} is {told}")

    def _compared(self, of: str, bound: Number, relation: str, earlier: Value | None = None) -> Evidence | None:
        limit, item = number(bound, self.facts), self.facts.asked.get(of)
        name = bound.name if isinstance(bound, Limit) else ""
        if of in QUANTITIES:
            told, unit = self._measured(of), QUANTITIES[of].unit
        elif item is None:
            return None
        else:
            unit = item.unit
            # The words of an option say more than a comparison of its points, beside the clinic's own limit if there is one.
            against = f"{relation} {wording.limit_words(limit, name, unit)}" if name and item.options else ""
            said = self._said(of, earlier, against)
            if said is None or item.options:
                return said and said._replace(limit=name, limit_value=limit if name else None)
            told = said
        words = wording.limit_words(limit, name, wording.unit_of(told.label, unit))
        clause = wording.compared(told.label, told.answer, relation, words, told.note)
        answer = f"{told.answer} {unit}" if unit else told.answer
        return told._replace(answer=answer, limit=name, limit_value=limit if name else None, clause=clause)

    def _beside(self, of: str, other: str) -> Evidence | None:
        mine, theirs = self._said(of), self._said(other)
        if mine is None or theirs is None:
            return None
        return mine._replace(clause=wording.beside(mine.label, mine.answer, theirs.label, theirs.answer))

    def _taken(self, medicine_class: str) -> Evidence:
        """What is taken, and what was stopped so short a time ago that it still counts."""
        names = tuple(dict.fromkeys(self.facts.taken[medicine_class]))
        stopped = {name: day for name in names if (day := self._stopped_on(name)) is not None}
        current = tuple(name for name in names if name not in stopped)
        waits = {name: washout_limit(match(name), medicine_class, self.facts.limits) for name in stopped}
        told = wording.listed([*current, *(f"{name} (stopped on {day.isoformat()})" for name, day in stopped.items())])
        clause = wording.taken(current, [(name, day, self.facts.limits[waits[name]]) for name, day in stopped.items()])
        limit = next(iter(waits.values()), "")
        value = self.facts.limits[limit] if limit else None
        return Evidence("medicines", "Medicines", told, list(names), limit, value, clause=clause)

    def _stopped_on(self, name: str) -> date | None:
        """The last day of a medicine that counts; None while it is taken."""
        entries = self.facts.known.get("medicines")
        days = (
            [entry.stopped_on for entry in entries if isinstance(entry, MedicineEntry) and entry.name == name]
            if isinstance(entries, tuple)
            else []
        )
        return None if None in days else max((day for day in days if day is not None), default=None)

    def _mentioned(self, of: str) -> Evidence:
        present = self.facts.known.get(of)
        texts = [text for text in (*self.facts.ever.get(of, ()), present) if isinstance(text, str)]
        heard = tuple(dict.fromkeys(phrase for text in texts for phrase in self.ear.hear(text)))
        note = "" if isinstance(present, str) and self.ear.hear(present) else "later changed"
        title, told = self.facts.asked[of].staff_title, wording.listed([wording.quoted(phrase) for phrase in heard])
        return Evidence(of, title, told, list(heard), note=note, clause=wording.written(title, heard, note))

    def _was_asked(self, of: str) -> Evidence:
        title = self.facts.asked[of].staff_title
        return Evidence(of, title, "asked", None, clause=f"{wording.quoted(title)} was asked")

    def _unsettled(self, of: str) -> Evidence | None:
        if of in QUANTITIES:
            title, words = QUANTITIES[of].title, "not known"
        elif of in self.facts.asked:
            title, words = self.facts.asked[of].staff_title, self.words(of)
        else:
            return None
        done = wording.predicate(words)
        return Evidence(of, title, words, None, clause=f"{wording.quoted(title)} was {done}", silence=done)

    def _nothing(self, item: Item) -> str:
        """Why a question that applies to nobody, or not to her, or not yet, has no answer."""
        if item.enable_when is not None and evaluate(item.enable_when, self.facts) is Truth.FALSE:
            return wording.not_asked(self._because(item.enable_when, Truth.FALSE))
        if item.entered_by is EnteredBy.STAFF:
            return "not measured"
        return "not asked yet" if item.phase is Phase.SCHEDULING else "not applicable"

    def _because(self, condition: Condition, state: Truth) -> list[str]:
        """The answers that keep a question from being shown."""
        if state is Truth.FALSE:
            leaves = [leaf for leaf, _ in reasons(condition, self.facts, holds=False)]
        else:
            leaves = list(open_leaves(condition, self.facts))
        parents = dict.fromkeys(of for leaf in leaves for of in sorted(reads(leaf)) if of in self.facts.asked)
        return [wording.answered(self.facts.asked[of].staff_title, self.words(of)) for of in parents]

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
        return wording.listed(
            [f"{wording.quoted(self.facts.asked[of].staff_title)} was later changed to {self.words(of)}" for of in parents]
        )

    def _raw(self, of: str) -> object:
        value = self.facts.known.get(of)
        return None if value is None or value is NOTHING else as_json(value)


def _counts(past: Value, value: bool | int | str | None, above: float | None) -> bool:
    if above is not None:
        return isinstance(past, int | float) and past >= above
    return value in past if isinstance(past, tuple) else past == value


def _as_number(low: float, high: float) -> object:
    return low if low == high else [low, None if high == float("inf") else high]
