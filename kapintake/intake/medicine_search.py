"""What a patient typed, found among the names of the reviewed table, as buttons to choose from. Nothing is chosen for her.

The names that begin as she typed come first, then those that a slip or two away may have been meant. Names that look
alike are listed side by side, and what she typed can always be used as it is.
"""

from dataclasses import dataclass
from functools import cache

from screening.medicines import MEDICINES, PRODUCTS, match, suggestions
from screening.medicines.words import words_of

MOST = 6  # names; with "as I typed it" there are at most seven buttons
SHORTEST_BEGINNING = 2  # letters of a name that are worth a look


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to choose: "Klonopin (clonazepam)" is stored as "Klonopin"."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    suggestions: tuple[Suggestion, ...]
    is_guess: bool  # nothing begins like that: "Did you mean"


@cache
def _names() -> tuple[tuple[tuple[str, ...], Suggestion], ...]:
    """Every name with its words, ingredients first."""
    found: dict[str, Suggestion] = {}
    for medicine in MEDICINES:
        brand = f" ({medicine.brands[0]})" if medicine.brands else ""
        own = _capital(medicine.ingredient)
        found.setdefault(medicine.ingredient, Suggestion(own, f"{own}{brand}"))
        for name in (*medicine.aliases, *medicine.brands):
            found.setdefault(name, Suggestion(_capital(name), f"{_capital(name)} ({medicine.ingredient})"))
    for product in PRODUCTS:
        found.setdefault(product.name, Suggestion(_capital(product.name), f"{_capital(product.name)} ({', '.join(product.parts)})"))
    return tuple((words_of(name), suggestion) for name, suggestion in found.items())


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def find(text: str) -> Found:
    """At most MOST names for what was typed. An empty answer is no mistake: free text is always accepted."""
    typed = words_of(text)
    if not typed:
        return Found((), is_guess=False)
    ranked = sorted((rank, order, one) for order, (words, one) in enumerate(_names()) if (rank := _rank(words, typed)) is not None)
    exact = any(rank == 0 for rank, _, _ in ranked)
    begun = [one for _, _, one in ranked]
    guessed = [] if exact else [_suggestion(name) for name in suggestions(text)]
    kept = begun[: MOST - min(len(guessed), MOST // 2)]
    return Found(tuple(dict.fromkeys([*kept, *guessed]))[:MOST], is_guess=not begun)


def _rank(words: tuple[str, ...], typed: tuple[str, ...]) -> int | None:
    """0 for the name itself, then a name in what was typed, a beginning, and a beginning further in; None for none of these."""
    if words == typed:
        return 0
    if any(typed[place : place + len(words)] == words for place in range(len(typed))):
        return 1
    beginning = " ".join(typed)
    if len(beginning) < SHORTEST_BEGINNING:
        return None
    if " ".join(words).startswith(beginning):
        return 2
    return 3 if any(" ".join(words[place:]).startswith(beginning) for place in range(1, len(words))) else None


def _suggestion(name: str) -> Suggestion:
    """With its ingredient where it is a listed name; a look-alike that the table does not know stands as it is."""
    known = {one.name.casefold(): one for _, one in _names()}
    return known.get(name.casefold(), Suggestion(_capital(name), _capital(name)))


def says_more(typed: str, chosen: str) -> bool:
    """Whether what was typed holds more than the chosen name: a second medicine, a form, a word that nothing explains.

    Then the typed text stays the entry, for a choice must never hide what stands beside it.
    """
    whole, name = match(typed), match(chosen)
    if not whole.ingredients:
        return False
    beside = set(whole.guessed) - set(name.ingredients)
    return bool(whole.leftover or beside) or (whole.classes, whole.depot) != (name.classes, name.depot)
