"""What a patient typed, found in the table by listed name. No guessing: what is not listed is said to be unrecognised.

A name adds its classes wherever it stands in the text. The text as a whole counts as recognised only when nothing is
left but strength, form and schedule words, so a match can add a flag and never hide what stands beside it.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from screening.medicines.table import BY_INGREDIENT, NAMES_BY_FIRST_WORD, Listed, in_order
from screening.medicines.words import (
    DEPOT_WORDS,
    DROPS,
    IGNORED_WORDS,
    LIKELY_MAINTENANCE_WORDS,
    LOCAL_FORMS,
    MAINTENANCE_WORDS,
    PLACES,
    SALT_WORDS,
    SWALLOWED_WORDS,
    is_number,
    words_of,
)

# "Tylenol 3 times a day" is not Tylenol 3, but "Theo-24 a day" is Theo-24.
_COUNTS = frozenset({"3", "4"})
# Where these stand, a form may belong to something else: "eye drops and erythromycin".
_SEPARATOR = re.compile(r"[,;/&+\n]|\b(?:and|or|with|plus)\b", re.IGNORECASE)
_COUNT_WORDS = frozenset({"times", "time", "x", "per", "a"})
_EYE_DROPS = BY_INGREDIENT["eye drops"]  # a name of its own, but only a form beside any other name


class MatchedBy(StrEnum):
    """How the whole text was recognised. NONE may still carry classes, of a listed name within it."""

    LISTED = "listed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MedicineMatch:
    """What one typed entry of the medicine list was recognised as.

    Fires "medication-unrecognised" when `by` is NONE, whatever `classes` holds.
    """

    typed: str
    ingredient: str | None = None  # the first listed one
    classes: tuple[str, ...] = ()
    by: MatchedBy = MatchedBy.NONE
    ingredients: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()  # words that nothing explains
    depot: bool = False  # a long-acting injection or implant

    @property
    def recognised(self) -> bool:
        return self.by is not MatchedBy.NONE


def match(text: str) -> MedicineMatch:
    """Find every listed name in the text. Never raises, whatever was typed."""
    words = words_of(text)
    entries, rest = _names_in(words)
    entries = [entry for entry in entries if entry.medicines != (_EYE_DROPS,)] or entries
    leftover = tuple(word for word in rest if not _says_only_how(word))
    if not entries:
        return MedicineMatch(text, leftover=leftover)
    depot = any(_is_depot(entry, words) for entry in entries)
    alone = len({entry.medicines for entry in entries}) == 1 and not leftover and not _SEPARATOR.search(text)
    classes = {name for entry in entries for name in _classes_of(entry, words, alone=alone)}
    classes |= _maintenance_of(classes, words)
    ingredients = tuple(dict.fromkeys(medicine.ingredient for entry in entries for medicine in entry.medicines))
    by = MatchedBy.NONE if leftover else MatchedBy.LISTED
    return MedicineMatch(text, ingredients[0], in_order(classes), by, ingredients, leftover, depot)


def with_purpose(found: MedicineMatch, purpose: str | None) -> MedicineMatch:
    """The match, with what the given purpose adds: methadone or buprenorphine for an opioid problem."""
    added = _maintenance_of(set(found.classes), words_of(purpose or ""))
    return replace(found, classes=in_order({*found.classes, *added})) if added else found


def _names_in(words: tuple[str, ...]) -> tuple[list[Listed], list[str]]:
    """The listed names from left to right, the longest first at each place, and the words between them."""
    entries: list[Listed] = []
    rest: list[str] = []
    after_name = False
    place = 0
    while place < len(words):
        name, entry = _name_at(words, place)
        if entry is not None:
            if entry not in entries:
                entries.append(entry)
            place += len(name)
            after_name = True
            continue
        if not (after_name and words[place] in SALT_WORDS):
            rest.append(words[place])
            after_name = False
        place += 1
    return entries, rest


def _name_at(words: tuple[str, ...], place: int) -> tuple[tuple[str, ...], Listed | None]:
    for name, entry in NAMES_BY_FIRST_WORD.get(words[place], ()):
        end = place + len(name)
        counts = name[-1] in _COUNTS and end < len(words) and words[end] in _COUNT_WORDS
        if words[place:end] == name and not counts:
            return name, entry
    return (), None


def _says_only_how(word: str) -> bool:
    return is_number(word) or word in IGNORED_WORDS or word in LOCAL_FORMS or word in PLACES


def _classes_of(entry: Listed, words: tuple[str, ...], *, alone: bool) -> set[str]:
    classes = set(entry.classes)
    if _is_depot(entry, words):
        classes.update(name for medicine in entry.medicines for name in medicine.depot_classes)
    if (entry.local or (alone and _is_local(entry, words))) and SWALLOWED_WORDS.isdisjoint(words):
        classes.difference_update(*(medicine.unless_local for medicine in entry.medicines))
    return classes


def _is_local(entry: Listed, words: tuple[str, ...]) -> bool:
    """A form for the skin, the eye or the ear, named after the medicine. Drops alone may be swallowed."""
    after = words[words.index(entry.words[0]) :]
    drops_in_place = not DROPS.isdisjoint(after) and not PLACES.isdisjoint(after)
    return drops_in_place or not LOCAL_FORMS.isdisjoint(after) or "eyedrops" in after or "topical" in words


def _is_depot(entry: Listed, words: tuple[str, ...]) -> bool:
    return entry.depot or (any(medicine.has_depot for medicine in entry.medicines) and not DEPOT_WORDS.isdisjoint(words))


def _maintenance_of(classes: set[str], words: tuple[str, ...]) -> set[str]:
    if not classes & {"is-buprenorphine", "is-methadone"}:
        return set()
    likely = not LIKELY_MAINTENANCE_WORDS.isdisjoint(words) and "pain" not in words
    return {"is-opioid-maintenance"} if likely or not MAINTENANCE_WORDS.isdisjoint(words) else set()
