"""The whole table, and every listed name found by its words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from screening.medicines.classes import CLASS_ORDER
from screening.medicines.enzymes import ENZYMES
from screening.medicines.medicine import Medicine, Product
from screening.medicines.mind import MIND
from screening.medicines.misspellings import MISSPELLINGS
from screening.medicines.no_flag import NO_FLAG
from screening.medicines.pressor import PRESSOR
from screening.medicines.products import PRODUCTS
from screening.medicines.sedating import SEDATING
from screening.medicines.words import RELEASE_WORDS, words_of

MEDICINES: tuple[Medicine, ...] = (*SEDATING, *PRESSOR, *ENZYMES, *MIND, *NO_FLAG)
BY_INGREDIENT: dict[str, Medicine] = {medicine.ingredient: medicine for medicine in MEDICINES}


@dataclass(frozen=True, slots=True)
class Listed:
    """A name of the table and what it stands for."""

    name: str
    words: tuple[str, ...]
    medicines: tuple[Medicine, ...]
    classes: tuple[str, ...]
    depot: bool = False
    local: bool = False
    misspelt: bool = False  # found by a spelling of misspellings.py; `name` is what is meant


def in_order(classes: set[str]) -> tuple[str, ...]:
    """The classes in the order of the table, so that a result reads the same each time."""
    return tuple(sorted(classes, key=CLASS_ORDER.__getitem__))


def _listed(name: str, medicines: tuple[Medicine, ...], product: Product | None = None) -> Listed:
    classes = {name for medicine in medicines for name in medicine.classes}
    if product is None:
        return Listed(name, words_of(name), medicines, in_order(classes))
    return Listed(name, words_of(name), medicines, in_order(classes | set(product.classes)), product.depot, product.local)


def listed_entries() -> Iterator[Listed]:
    """Every name of the table with its meaning."""
    for medicine in MEDICINES:
        for name in medicine.names:
            yield _listed(name, (medicine,))
    for product in PRODUCTS:
        yield _listed(product.name, tuple(BY_INGREDIENT[part] for part in product.parts), product)


def misspelt_entries() -> Iterator[Listed]:
    """Every reviewed wrong spelling, with the meaning of the name that is meant."""
    by_name = {entry.name: entry for entry in listed_entries()}
    for name, spellings in MISSPELLINGS.items():
        for spelling in spellings:
            yield replace(by_name[name], words=words_of(spelling), misspelt=True)


def without_release(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 1 and words[-1] in RELEASE_WORDS else words


def _index() -> dict[str, tuple[tuple[tuple[str, ...], Listed], ...]]:
    found: dict[tuple[str, ...], Listed] = {}
    for entry in (*listed_entries(), *misspelt_entries()):
        for words in {entry.words, without_release(entry.words)}:
            other = found.setdefault(words, entry)
            if other.medicines != entry.medicines:
                raise ValueError(f"{entry.name} and {other.name} are one name for two medicines.")
    by_first: dict[str, list[tuple[tuple[str, ...], Listed]]] = {}
    for words, entry in found.items():
        by_first.setdefault(words[0], []).append((words, entry))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_first.items()}


# First word of a name -> (words of the name, entry), longest name first.
NAMES_BY_FIRST_WORD = _index()
# For a list to pick from.
LISTED_NAMES: tuple[str, ...] = tuple(sorted({entry.name for entry in listed_entries()}, key=str.casefold))
