"""One row of the reviewed table: a medicine as an ingredient, or a product that is more than its ingredient."""

from dataclasses import dataclass
from enum import StrEnum


class Listing(StrEnum):
    """Where a row comes from. All rows need a pharmacist's check against RxNorm before a clinic relies on them."""

    REFERENCE = "named in the clinical reference"
    ADDED = "added from general knowledge"


@dataclass(frozen=True, slots=True)
class Medicine:
    """An ingredient, every name people use for it, and the classes it belongs to.

    Classes that begin with "med-" are criteria; those that begin with "is-" are facts that other criteria compare
    with ("no seizures" beside phenytoin). A medicine without a "med-" class is recognised and fires nothing.
    """

    ingredient: str  # RxNorm style, lower case
    brands: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # other names of the ingredient: "ldn", "saint john's wort"
    depot_classes: tuple[str, ...] = ()  # what it also is as a long-acting injection or implant
    has_depot: bool = False  # "injection", "decanoate" or "implant" in the text means the long-acting form
    unless_local: tuple[str, ...] = ()  # classes that its shampoo, cream or eye drops do not have
    listing: Listing = Listing.REFERENCE

    @property
    def names(self) -> tuple[str, ...]:
        return (self.ingredient, *self.aliases, *self.brands)


@dataclass(frozen=True, slots=True)
class Product:
    """A product with a rule of its own: several ingredients, a long-acting form, a fixed purpose or a local form.

    `parts` are the ingredients of the table that it holds; parts that matter to no criterion may be left out.
    """

    name: str
    parts: tuple[str, ...]
    classes: tuple[str, ...] = ()  # beside those of its parts
    depot: bool = False
    local: bool = False  # sold for the skin or the eye only
    listing: Listing = Listing.REFERENCE
