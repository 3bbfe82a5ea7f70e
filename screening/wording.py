"""Answers in words, and clauses joined to one plain sentence."""

from collections.abc import Sequence
from datetime import date

from screening.items import Item
from screening.values import MedicineEntry, Trial, Value

MOST_CLAUSES = 3  # of one sentence; what is left is counted
NOT_ANSWERED, NOT_SURE = "not answered", "not sure"


def words_of(item: Item, value: Value) -> str:
    """A value as its item says it: yes, "Several days", 162, a list of names."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case tuple():
            return listed([_entry(item, entry) for entry in value]) or "none of these"
        case float() | int() if not item.options:
            return f"{value:g}"
        case _:
            return _option(item, value)


def amount(low: float, high: float) -> str:
    """A quantity that may be known only in part."""
    if low == high:
        return f"{low:.4g}"
    return f"at least {low:.4g}" if high == float("inf") else f"{low:.4g} to {high:.4g}"


def answered(title: str, answer: str, note: str = "") -> str:
    """ "“Pregnant” was answered yes (later changed to no)"."""
    said = answer if answer in ("yes", "no", NOT_SURE) else f"“{answer}”"
    return f"{quoted(title)} was answered {said}{_aside(note)}"


def silent(title: str) -> str:
    """ "“Height” was not answered"."""
    return f"{quoted(title)} was {NOT_ANSWERED}"


def compared(title: str, answer: str, unit: str, relation: str, limit: float, *, is_clinics: bool, note: str = "") -> str:
    """ "top number is 162 mmHg, at or above the clinic's limit of 160"."""
    told = f"{answer} {unit}" if unit and answer[-1:].isdigit() else answer
    against = f"the clinic's limit of {limit:g}" if is_clinics else f"{limit:g}"
    return f"{_within(title)} is {told}{_aside(note)}, {relation} {against}"


def beside(title: str, answer: str, other: str, other_answer: str) -> str:
    """ "top number is 80, not above bottom number 120"."""
    return f"{_within(title)} is {answer}, not above {_within(other)} {other_answer}"


def named(names: Sequence[str]) -> str:
    """ "Nardil and Adderall are on the medicine list"."""
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'} on the medicine list"


def written(title: str, phrases: Sequence[str], note: str) -> str:
    """What was heard in a free text."""
    return f"{quoted(title)} says {listed([quoted(phrase) for phrase in phrases])}{_aside(note)}"


def sentence(clauses: Sequence[str], silent_titles: Sequence[str]) -> str:
    """The clauses, then the questions without an answer, as one sentence; what would make it too long is counted."""
    told = list(clauses[:MOST_CLAUSES])
    if len(clauses) > MOST_CLAUSES:
        told.append(f"{len(clauses) - MOST_CLAUSES} more reasons")
    if silent_titles:
        told.append(_silent(silent_titles))
    joined = "; ".join(told)
    return f"{joined[:1].upper()}{joined[1:]}." if joined else ""


def listed(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def quoted(words: str) -> str:
    return f"“{words.rstrip('?.')}”"


def _silent(titles: Sequence[str]) -> str:
    if len(titles) == 1:
        return silent(titles[0])
    shown = [quoted(title) for title in titles[:2]]
    if len(titles) > len(shown):
        left = len(titles) - len(shown)
        shown.append(f"{left} other question{'s' if left > 1 else ''}")
    return f"{listed(shown)} were {NOT_ANSWERED}"


def _within(title: str) -> str:
    """A title within a sentence: a small letter, unless it begins with an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _aside(note: str) -> str:
    return f" ({note})" if note else ""


def _entry(item: Item, entry: str | MedicineEntry | Trial) -> str:
    return _option(item, entry) if isinstance(entry, str) else entry.name


def _option(item: Item, value: object) -> str:
    return next((option.text for option in item.options if option.value == value), str(value))
