"""What a patient typed, found in the table: by listed name, by a reviewed wrong spelling, or by a guess.

A name adds its classes wherever it stands in the text. The text as a whole counts as recognised only when every name in
it is a listed one and nothing is left but strength, form and schedule words: a match, and a guess all the more, can add a
flag and never hide what stands beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from screening.medicines.guessing import MOST_WORDS, guess, suggestions_for
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
    """How the whole text was recognised. NONE may still carry classes, of a name within it."""

    LISTED = "listed"
    MISSPELT = "misspelt"  # a wrong spelling of the reviewed table
    GUESSED = "guessed"  # a slip or two away from one listed name
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MedicineMatch:
    """What one typed entry of the medicine list was recognised as.

    Fires "medication-unrecognised" unless `by` is LISTED, whatever `classes` holds.
    """

    typed: str
    ingredient: str | None = None  # the first listed one, else the first guessed one
    classes: tuple[str, ...] = ()
    by: MatchedBy = MatchedBy.NONE
    ingredients: tuple[str, ...] = ()  # of listed names
    leftover: tuple[str, ...] = ()  # words that nothing explains
    depot: bool = False  # a long-acting injection or implant
    guessed: tuple[str, ...] = ()  # ingredients of names that are spelled wrongly here

    @property
    def recognised(self) -> bool:
        return self.by is MatchedBy.LISTED


@lru_cache(maxsize=8192)  # the same few hundred names are typed all day
def match(text: str) -> MedicineMatch:
    """Find every name in the text. Never raises, whatever was typed."""
    words = words_of(text)
    found, runs = _names_in(words)
    listed = _without_eye_drops([entry for entry in found if not entry.misspelt])
    misspelt = [entry for entry in found if entry.misspelt]
    guessed, leftover = _guesses_in(runs)
    entries = [*listed, *misspelt, *guessed]
    if not entries:
        return MedicineMatch(text, leftover=leftover)
    alone = len({entry.medicines for entry in entries}) == 1 and listed == entries and not leftover and not _SEPARATOR.search(text)
    classes = {name for entry in entries for name in _classes_of(entry, words, alone=alone)}
    classes |= _maintenance_of(classes, words)
    certain, likely = _ingredients_of(listed), _ingredients_of([*misspelt, *guessed])
    by = MatchedBy.GUESSED if guessed else MatchedBy.MISSPELT if misspelt else MatchedBy.LISTED
    return MedicineMatch(
        text,
        (certain or likely)[0],
        in_order(classes),
        MatchedBy.NONE if leftover else by,
        certain,
        leftover,
        any(_is_depot(entry, words) for entry in entries),
        likely,
    )


def suggestions(text: str) -> tuple[str, ...]:
    """Names to offer for what was not recognised ("Did you mean ..."), nearest first. Nothing is taken without a pick."""
    found, runs = _names_in(words_of(text))
    meant = [entry.name for entry in found if entry.misspelt]
    near = (name for run in runs for words in _windows(run) for name in suggestions_for(words))
    return tuple(dict.fromkeys([*meant, *near]))


def with_purpose(found: MedicineMatch, purpose: str | None) -> MedicineMatch:
    """The match, with what the given purpose adds: methadone or buprenorphine for an opioid problem."""
    added = _maintenance_of(set(found.classes), words_of(purpose or ""))
    return replace(found, classes=in_order({*found.classes, *added})) if added else found


def _names_in(words: tuple[str, ...]) -> tuple[list[Listed], list[tuple[str, ...]]]:
    """The names from left to right, the longest first at each place, and the runs of other words between them."""
    entries: list[Listed] = []
    rest: list[str | None] = []  # None stands for a name
    after_name = False
    place = 0
    while place < len(words):
        name, entry = _name_at(words, place)
        if entry is not None:
            if entry not in entries:
                entries.append(entry)
            rest.append(None)
            place += len(name)
            after_name = True
            continue
        if not (after_name and words[place] in SALT_WORDS):
            rest.append(words[place])
            after_name = False
        place += 1
    runs = groupby(rest, key=lambda word: word is not None and not _says_only_how(word))
    return entries, [tuple(word for word in run if word is not None) for is_rest, run in runs if is_rest]


def _guesses_in(runs: list[tuple[str, ...]]) -> tuple[list[Listed], tuple[str, ...]]:
    """The names that words nothing explains can stand for, and the words that still nothing explains."""
    guessed: list[Listed] = []
    leftover: list[str] = []
    for run in runs:
        place = 0
        while place < len(run):
            for words in _from(run, place):
                if (entry := guess(words)) is not None:
                    guessed.append(entry)
                    place += len(words)
                    break
            else:
                leftover.append(run[place])
                place += 1
    return guessed, tuple(leftover)


def _from(run: tuple[str, ...], place: int) -> Iterator[tuple[str, ...]]:
    """The words from that place on which may be one name, the longest first."""
    return (run[place : place + count] for count in range(min(MOST_WORDS, len(run) - place), 0, -1))


def _windows(run: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words for place in range(len(run)) for words in _from(run, place))


def _without_eye_drops(entries: list[Listed]) -> list[Listed]:
    return [entry for entry in entries if entry.medicines != (_EYE_DROPS,)] or entries


def _ingredients_of(entries: list[Listed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(medicine.ingredient for entry in entries for medicine in entry.medicines))


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
    after = words[words.index(entry.words[0]) :] if entry.words[0] in words else ()
    drops_in_place = not DROPS.isdisjoint(after) and not PLACES.isdisjoint(after)
    return drops_in_place or not LOCAL_FORMS.isdisjoint(after) or "eyedrops" in after or "topical" in words


def _is_depot(entry: Listed, words: tuple[str, ...]) -> bool:
    return entry.depot or (any(medicine.has_depot for medicine in entry.medicines) and not DEPOT_WORDS.isdisjoint(words))


def _maintenance_of(classes: set[str], words: tuple[str, ...]) -> set[str]:
    if not classes & {"is-buprenorphine", "is-methadone"}:
        return set()
    likely = not LIKELY_MAINTENANCE_WORDS.isdisjoint(words) and "pain" not in words
    return {"is-opioid-maintenance"} if likely or not MAINTENANCE_WORDS.isdisjoint(words) else set()
