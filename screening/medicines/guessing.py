"""What a word that is not listed was probably meant to be. A guess adds flags; it never makes a text recognised.

A guess needs a name of at least five letters, one slip below eight letters and two from there, no other medicine within
its own bound of the same word, and no look-alike nearly as near. Everything else stays a suggestion for the page.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from screening.medicines.distance import LONG_NAME, distance, letters_in, may_be_within, slips_allowed
from screening.medicines.look_alikes import ELSEWHERE, LOOK_ALIKES
from screening.medicines.table import Listed, listed_entries, without_release
from screening.medicines.words import words_of

MOST_WORDS = 3  # "gaba pentin", "saint johns wart"
_SHORT = 3  # letters of the words that make up a name; "Mucinex D" and "Tylenol PM" are too near to what they are not
_MARGIN = 1  # slips by which a look-alike has to be further away
MOST_SUGGESTIONS = 3
# Plain words that lie within the bound of a name.
_PLAIN_WORDS = (
    "ability ambient compressor concept concepts concerns concrete contra contract contrast control convert coral creator examine "
    "horizon lyric lyrics metadata pressor printed printer prover restoring soprano sprint sprite symmetric symmetry ultra"
)
NEVER_MEANT = frozenset(_PLAIN_WORDS.split())


class Name(NamedTuple):
    """A name that a word is compared with. `listed` is None for one that is only kept apart from the listed ones."""

    name: str
    letters: str
    bits: int
    slips: int
    listed: Listed | None

    @property
    def meaning(self) -> object:
        """What tells two names of one medicine from names of two."""
        return self.letters if self.listed is None else (self.listed.medicines, self.listed.classes, self.listed.depot)


def joined(words: Iterable[str]) -> str:
    return "".join(words)


def guess(words: tuple[str, ...]) -> Listed | None:
    """The one listed name that these words, read as one, can stand for."""
    typed = joined(words)
    if typed in NEVER_MEANT:
        return None
    near = names_near(typed)
    if len({name.meaning for _, name in near}) != 1:
        return None
    slips, nearest = min(near, key=lambda one: one[0])
    twins = (other for _, name in near for other in _PARTNERS.get(name.letters, ()))
    return None if any(distance(typed, other) <= slips + _MARGIN for other in twins) else nearest.listed


def names_near(typed: str) -> list[tuple[int, Name]]:
    """Every name within its own bound of what was typed, with the slips between them."""
    found = ((distance(typed, name.letters), name) for name in _near(typed))
    return [(slips, name) for slips, name in found if slips <= name.slips]


def suggestions_for(words: tuple[str, ...]) -> tuple[str, ...]:
    """Names that these words may stand for, nearest first, look-alikes included; one slip further where none is within."""
    typed = joined(words)
    found = [(distance(typed, name.letters), name) for name in _near(typed, more=1)]
    if any(slips == 0 for slips, _ in found):
        return ()  # written as it is meant
    near = [(slips, name.name) for slips, name in found if slips <= name.slips]
    wider = [(slips, name.name) for slips, name in found if slips <= name.slips + 1]
    return tuple(name for _, name in sorted(near or wider))[:MOST_SUGGESTIONS]


def _near(typed: str, more: int = 0) -> Iterator[Name]:
    """The names that a cheap look does not rule out."""
    bits = letters_in(typed)
    for length in range(len(typed) - LONG_SLIPS - more, len(typed) + LONG_SLIPS + more + 1):
        for name in NAMES_BY_LENGTH.get(length, ()):
            if may_be_within(typed, name.letters, name.slips + more, bits=(bits, name.bits)):
                yield name


def _names() -> Iterator[Name]:
    for entry in listed_entries():
        words = without_release(entry.words)
        if all(len(word) >= _SHORT and word.isalpha() for word in words):
            yield _name(entry.name, joined(words), entry)
    apart = (*ELSEWHERE, *(name for group in LOOK_ALIKES for name in group))
    for name in apart:
        yield _name(name, joined(words_of(name)), None)


def _name(name: str, letters: str, listed: Listed | None) -> Name:
    return Name(name, letters, letters_in(letters), slips_allowed(letters), listed)


def _by_length() -> dict[int, tuple[Name, ...]]:
    found: dict[str, Name] = {}
    for name in _names():
        if name.slips:
            found.setdefault(name.letters, name)  # the listed ones come first
    lengths: dict[int, list[Name]] = {}
    for name in found.values():
        lengths.setdefault(len(name.letters), []).append(name)
    return {length: tuple(names) for length, names in lengths.items()}


def _partners() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for group in LOOK_ALIKES:
        spelled = [joined(words_of(name)) for name in group]
        for letters in spelled:
            found.setdefault(letters, []).extend(other for other in spelled if other != letters)
    return {letters: tuple(dict.fromkeys(others)) for letters, others in found.items()}


LONG_SLIPS = slips_allowed("x" * LONG_NAME)
NAMES_BY_LENGTH = _by_length()
_PARTNERS = _partners()
