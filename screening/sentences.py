"""A condition as one plain sentence, out of its own structure: what a rule says of anybody.

"Systolic at or above the clinic's limit of 160, or diastolic at or above 100." Every question and every limit that a
condition reads is named; the short form counts the rest of a long list. `explanation.py` says the same of one person.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from screening.conditions import (
    AllOf,
    AnyOf,
    Asked,
    AtLeast,
    AtMost,
    Condition,
    CountAtLeast,
    Equals,
    Ever,
    EverAtLeast,
    Includes,
    LessThan,
    Limit,
    Mentions,
    MoreThan,
    Not,
    NotAbove,
    Number,
    SaidUnsure,
    Takes,
    Unsettled,
)
from screening.derived import QUANTITIES
from screening.explanation import OPPOSITE, RELATION
from screening.items import Item, ItemType
from screening.medicines import FACT_CLASSES, MEDICINE_CLASSES
from screening.wording import finished, limit_words, listed, quoted, unit_of, within

MOST_NAMED, NAMED_OF_MORE = 12, 5  # questions of which the same is said, in the short form


def rule_sentence(condition: Condition, items: Mapping[str, Item], limits: Mapping[str, float], *, short: bool = False) -> str:
    """The condition as a sentence. `items` are those that it may read; one that is not among them is named by its id.

    In short, of more than MOST_NAMED questions of which the same is said the first are named and the others counted; and of
    one that is missing where it is asked it is said so, not by which answers it is asked.
    """
    return finished(_Teller(items, limits, short).told(condition).words)


@dataclass(frozen=True, slots=True)
class _Clause:
    """One comparison: who is told about, how it is told, and what it is compared with."""

    subject: str
    verb: str
    object: str = ""
    limit: str = ""  # the number alone, where the object is a clinic's limit: said shortly beside another one

    @property
    def words(self) -> str:
        return " ".join(part for part in (self.subject, self.verb, self.object) if part)


@dataclass(frozen=True, slots=True)
class _Told:
    """Words, and how loosely they hang together: 0 a clause, 1 joined by commas, 2 joined by semicolons."""

    words: str
    looseness: int = 0

    def tight(self) -> str:
        return f"({self.words})" if self.looseness > 1 else self.words


@dataclass(frozen=True, slots=True)
class _Teller:
    items: Mapping[str, Item]
    limits: Mapping[str, float]
    short: bool

    def told(self, condition: Condition, holds: bool = True) -> _Told:
        match condition:
            case Not(inner):
                return self.told(inner, not holds)
            case AnyOf(conditions):
                return self._joined(conditions, "or" if holds else "and", holds) if conditions else _Told(_ALWAYS[not holds])
            case AllOf(conditions):
                return self._joined(conditions, "and" if holds else "or", holds) if conditions else _Told(_ALWAYS[holds])
            case CountAtLeast(count, conditions):
                few = f"at least {count}" if holds else f"fewer than {count}"
                parts = [self.told(inner).tight() for inner in conditions]
                return _Told(f"{few} of these: {' / '.join(parts) or 'nothing'}", 2)
            case _:
                return _Told(self._clause(condition, holds).words)

    def _joined(self, conditions: Sequence[Condition], word: str, holds: bool) -> _Told:
        """Clauses that share their ends are told together; what is joined within is set off by semicolons or brackets."""
        plain = [_unwrapped(condition, holds) for condition in conditions]
        clauses = [(self._clause_of(inner, positive), inner, positive) for inner, positive in plain]
        parts = [_Told(words) for words in _merged([clause for clause, _, _ in clauses if clause], word, short=self.short)]
        parts += [self.told(inner, positive) for clause, inner, positive in clauses if clause is None]
        if len(parts) == 1:
            return parts[0]
        if all(part.looseness == 0 for part in parts):
            return _Told(f", {word} ".join(part.words for part in parts), 1)
        return _Told(f"; {word} ".join(part.tight() for part in parts), 2)

    def _clause_of(self, condition: Condition, holds: bool) -> _Clause | None:
        """One comparison; or, in short, "shown and without an answer". None for what joins several."""
        match condition:
            case AllOf((shown, Unsettled(of))) if self.short and holds and of in self.items and self.items[of].enable_when == shown:
                return _Clause(self._name(of), "is asked and has no answer")
            case AllOf() | CountAtLeast():
                return None
            case _:
                return self._clause(condition, holds)

    def _clause(self, leaf: Condition, holds: bool) -> _Clause:
        match leaf:
            case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound):
                return self._compared(of, (RELATION if holds else OPPOSITE)[type(leaf)], bound)
            case EverAtLeast(of, bound):
                return self._compared(of, "now or earlier at or above" if holds else "now and earlier below", bound)
            case NotAbove(of, other):
                return _Clause(self._number(of), "at or below" if holds else "above", self._number(other))
            case Equals(of, value):
                return _Clause(self._name(of), "is" if holds else "is not", self._value(of, value))
            case Includes(of, option):
                return _Clause(self._name(of), "includes" if holds else "does not include", self._value(of, option))
            case Ever(of, value) if self._is_list(of):
                return _Clause(self._name(of), "includes or once included" if holds else "never included", self._value(of, value))
            case Ever(of, value):
                return _Clause(self._name(of), "is or once was" if holds else "is not and never was", self._value(of, value))
            case Takes(medicine_class):
                return _of_medicines(medicine_class, holds)
            case Mentions(of):
                return _Clause(self._name(of), "holds a crisis phrase" if holds else "holds no crisis phrase")
            case Unsettled(of):
                return _Clause(self._name(of), "has no answer" if holds else "has an answer")
            case SaidUnsure(of):
                return _Clause(self._name(of), "is" if holds else "is not", "“not sure”")
            case Asked(of):
                return _Clause(self._name(of), "is asked" if holds else "is not asked")
            case _:
                raise TypeError(f"{leaf!r} is no comparison")

    def _compared(self, of: str, verb: str, bound: Number) -> _Clause:
        name = bound.name if isinstance(bound, Limit) else ""
        limit = self.limits[name] if isinstance(bound, Limit) else bound
        title, item = self._number(of), self.items.get(of)
        unit = QUANTITIES[of].unit if of in QUANTITIES else item.unit if item else ""
        if item is not None and item.options and not name:  # points and cards are told by their words
            return _Clause(title, verb, self._value(of, bound if isinstance(bound, int) else str(bound)))
        return _Clause(title, verb, limit_words(limit, name, unit_of(title, unit)), f"{limit:g}" if name else "")

    def _name(self, of: str) -> str:
        return quoted(self._title(of))

    def _number(self, of: str) -> str:
        """A number is told about without quotes: it reads as a word of the sentence."""
        return within(self._title(of))

    def _title(self, of: str) -> str:
        return QUANTITIES[of].title if of in QUANTITIES else self.items[of].staff_title if of in self.items else of

    def _is_list(self, of: str) -> bool:
        return of in self.items and self.items[of].type is ItemType.CHOICES

    def _value(self, of: str, value: object) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        options = self.items[of].options if of in self.items else ()
        return quoted(next((option.text for option in options if option.value == value), str(value)))


_ALWAYS = {True: "always", False: "never"}


def _unwrapped(condition: Condition, holds: bool) -> tuple[Condition, bool]:
    while isinstance(condition, Not):
        condition, holds = condition.condition, not holds
    return condition, holds


def _of_medicines(medicine_class: str, holds: bool) -> _Clause:
    """A class by the name that its criterion has: takes “an opioid”; the medicine list shows “a medicine was not recognised”."""
    row = MEDICINE_CLASSES.get(medicine_class)
    words = row.title if row else f"Takes {FACT_CLASSES.get(medicine_class, medicine_class)}"
    if words.startswith("Takes "):
        return _Clause("", "takes" if holds else "does not take", quoted(words.removeprefix("Takes ")))
    return _Clause("the medicine list", "shows" if holds else "does not show", quoted(within(words)))


def _merged(clauses: Sequence[_Clause], word: str, *, short: bool) -> list[str]:
    """Clauses in words: those of one verb and object, or of one subject and verb, told together in the place of the first."""
    told: list[str] = []
    left = list(clauses)
    previous: _Clause | None = None
    while left:
        first = left[0]
        together = _like(left, lambda one, first=first: (one.verb, one.object) == (first.verb, first.object))  # type: ignore[misc]
        if len(together) > 1:
            named = [one.subject for one in together]
            subjects = listed(_counted(named) if short else named, word)
            told.append(_Clause(f"each of {subjects}" if word == "and" else subjects, first.verb, first.object).words)
        else:
            same = _like(left, lambda one, first=first: (one.subject, one.verb) == (first.subject, first.verb))  # type: ignore[misc]
            together = same if _may_share(first, word) else [first]
            if len(together) > 1:
                joint = "or" if "not" in first.verb or "never" in first.verb else word
                told.append(_Clause(first.subject, first.verb, listed([one.object for one in together], joint)).words)
            else:
                told.append(_shortly(first, previous).words)
        previous = together[-1]
        left = [one for one in left if one not in together]
    return told


def _counted(subjects: list[str]) -> list[str]:
    if len(subjects) <= MOST_NAMED:
        return subjects
    return [*subjects[:NAMED_OF_MORE], f"{len(subjects) - NAMED_OF_MORE} more questions"]


def _like(clauses: Sequence[_Clause], alike: Callable[[_Clause], bool]) -> list[_Clause]:
    return list(dict.fromkeys(one for one in clauses if alike(one)))


def _may_share(clause: _Clause, word: str) -> bool:
    """ "Includes a, b or c" and, of all of them denied, "does not include a, b or c". Comparisons stand alone."""
    is_denied = "not" in clause.verb or "never" in clause.verb
    return clause.object.startswith("“") and is_denied == (word == "and")


def _shortly(clause: _Clause, previous: _Clause | None) -> _Clause:
    """Right after another limit of the clinic only the number is said."""
    if (
        previous is None
        or not (clause.limit and previous.limit)
        or clause.object.startswith("the fixed")
        or previous.object.startswith("the fixed")
    ):
        return clause
    return _Clause(clause.subject, clause.verb, clause.limit)
