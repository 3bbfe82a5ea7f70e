"""Answers in words, and clauses joined to one plain sentence."""

from collections.abc import Iterable, Sequence
from datetime import date

from screening.items import Item
from screening.limits import LIMITS
from screening.values import AnswerState, MedicineEntry, Trial, Value

MOST_CLAUSES = 3  # of one sentence; what is left is counted
NOT_ANSWERED, NOT_SURE, RATHER_NOT, NOT_ASKED = "not answered", "not sure", "rather not say", "not asked"
OF_STATE = {AnswerState.DECLINED: RATHER_NOT, AnswerState.UNSURE: NOT_SURE}
_FIXED = frozenset(spec.name for spec in LIMITS if spec.is_fixed)


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


def answered(title: str, answer: str, note: str = "", against: str = "") -> str:
    """ "“Pregnant” was answered yes (later changed to no)"."""
    return f"{quoted(title)} was {predicate(answer)}{_aside(note)}{', ' + against if against else ''}"


def predicate(answer: str) -> str:
    """What was done with a question: "answered yes", "answered “Several days”", "not answered", "not asked, because ..."."""
    if answer.startswith("not ") and answer != NOT_SURE:
        return answer
    return f"answered {answer}" if answer in ("yes", "no") else f"answered “{answer}”"


def not_asked(reasons: Sequence[str]) -> str:
    """ "not asked, because “Heart failure” was answered no"."""
    return f"{NOT_ASKED}, because {listed(reasons)}" if reasons else NOT_ASKED


def limit_words(limit: float, name: str, unit: str = "") -> str:
    """ "the clinic's limit of 160 mmHg"; "the fixed limit of 300" where no clinic can change it; "65" where it has no name."""
    number = f"{limit:g} {unit}".strip()
    if not name:
        return number
    return f"the fixed limit of {number}" if name in _FIXED else f"the clinic's limit of {number}"


def compared(title: str, answer: str, relation: str, limit: str, note: str = "") -> str:
    """ "systolic 162 is at or above the clinic's limit of 160 mmHg"."""
    return f"{within(title)} {answer}{_aside(note)} is {relation} {limit}"


def unit_of(title: str, unit: str) -> str:
    """The unit, unless the title already says it ("Months since ...")."""
    return "" if unit.split(" ")[0].casefold() in title.casefold().split() else unit


def beside(title: str, answer: str, other: str, other_answer: str) -> str:
    """ "systolic 80 is not above diastolic 120"."""
    return f"{within(title)} {answer} is not above {within(other)} {other_answer}"


def taken(names: Sequence[str], stopped: Iterable[tuple[str, date, float]]) -> str:
    """ "Nardil and Adderall are on the medicine list; Klonopin was stopped on 2026-11-20, within the clinic's 14 days"."""
    parts = [f"{listed(names)} {'is' if len(names) == 1 else 'are'} on the medicine list"] if names else []
    parts += [f"{name} was stopped on {day.isoformat()}, within the clinic's {days:g} days" for name, day, days in stopped]
    return "; ".join(parts)


def written(title: str, phrases: Sequence[str], note: str) -> str:
    """What was heard in a free text."""
    return f"{quoted(title)} says {listed([quoted(phrase) for phrase in phrases])}{_aside(note)}"


def sentence(clauses: Sequence[str], silent: Sequence[tuple[str, str]] = ()) -> str:
    """The clauses, then the questions without an answer by what was done with them, as one sentence.

    What would make it too long is counted; the evidence beside it is complete.
    """
    told = list(clauses[:MOST_CLAUSES])
    if (left := len(clauses) - MOST_CLAUSES) > 0:
        told.append(f"{left} more reason{'s' if left > 1 else ''}")
    direct = [(title, done) for title, done in silent if not done.startswith(NOT_ASKED)]
    for done in dict.fromkeys(done for _, done in direct or silent):
        told.append(_silent([title for title, one in direct or silent if one == done], done))
    if direct and (left := len(silent) - len(direct)) > 0:
        told.append(f"{left} question{'s' if left > 1 else ''} that would have followed {'were' if left > 1 else 'was'} {NOT_ASKED}")
    return finished("; ".join(told))


def finished(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    return f" {last} ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def quoted(words: str) -> str:
    return f"“{words.rstrip('?.')}”"


def within(title: str) -> str:
    """A title within a sentence: a small letter, unless it begins with an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[:2] == "A " else title


def _silent(titles: Sequence[str], done: str) -> str:
    shown = [quoted(title) for title in titles[:2]]
    if left := len(titles) - len(shown):
        shown.append(f"{left} other question{'s' if left > 1 else ''}")
    return f"{listed(shown)} {'was' if len(titles) == 1 else 'were'} {done}"


def _aside(note: str) -> str:
    return f" ({note})" if note else ""


def _entry(item: Item, entry: str | MedicineEntry | Trial) -> str:
    return _option(item, entry) if isinstance(entry, str) else entry.name


def _option(item: Item, value: object) -> str:
    return next((option.text for option in item.options if option.value == value), str(value))
