"""The whole table on one page, for the pharmacist who reviews it: `python -m screening.medicines.review > docs/medicines.md`."""

from collections.abc import Iterable, Iterator

from screening.medicines.guessing import NEVER_MEANT
from screening.medicines.look_alikes import ELSEWHERE, LOOK_ALIKES
from screening.medicines.medicine import Medicine, Product
from screening.medicines.misspellings import MISSPELLINGS
from screening.medicines.products import PRODUCTS
from screening.medicines.table import BY_INGREDIENT, MEDICINES

_HEAD = """# The medicines

Written by `python -m screening.medicines.review` out of the table itself; do not edit by hand. Brands are those of the United
States. Every row is from general knowledge unless the clinical reference names it, and a pharmacist has to check all of them
against RxNorm before a clinic relies on them. A medicine without a class fires nothing: be slow to add one.
"""


def review() -> str:
    """All names, wrong spellings, classes and sources, and what is kept apart, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    yield "## Ingredients\n"
    yield from _table(
        "ingredient | other names and brands | wrong spellings | classes | long-acting form | source", map(_medicine, MEDICINES)
    )
    yield "\n## Products with a rule of their own\n"
    yield from _table("product | parts | wrong spellings | classes | long-acting | source", map(_product, PRODUCTS))
    yield "\n## Look-alikes: nothing between two of them is guessed\n"
    yield from (f"- {' / '.join(group)}" for group in LOOK_ALIKES)
    yield "\n## Medicines on no list of ours, kept apart from those that are\n"
    yield ", ".join(ELSEWHERE)
    yield "\n## Plain words that are never guessed to be a name\n"
    yield ", ".join(sorted(NEVER_MEANT))


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {head} |"
    yield f"|{'---|' * (head.count('|') + 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _medicine(row: Medicine) -> tuple[str, ...]:
    depot = ", ".join(row.depot_classes) or "yes" if row.has_depot else ""
    classes = ", ".join(row.classes) + (f" (not for skin or eye: {', '.join(row.unless_local)})" if row.unless_local else "")
    return row.ingredient, ", ".join((*row.aliases, *row.brands)), _spellings(row.names), classes, depot, row.listing.value


def _product(row: Product) -> tuple[str, ...]:
    classes = dict.fromkeys(name for part in row.parts for name in BY_INGREDIENT[part].classes)
    local = " (for skin or eye only)" if row.local else ""
    return (
        row.name + local,
        ", ".join(row.parts),
        _spellings((row.name,)),
        ", ".join((*classes, *row.classes)),
        "yes" if row.depot else "",
        row.listing.value,
    )


def _spellings(names: Iterable[str]) -> str:
    return ", ".join(spelling for name in names for spelling in MISSPELLINGS.get(name, ()))


if __name__ == "__main__":
    print(review(), end="")  # noqa: T201  # a command line prints
