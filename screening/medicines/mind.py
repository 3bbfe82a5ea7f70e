"""Lamotrigine and the antipsychotics."""

from screening.medicines.medicine import Listing, Medicine

_ANTIPSYCHOTIC = ("med-antipsychotic",)
LONG_ACTING = ("is-long-acting-antipsychotic",)
_ADDED = Listing.ADDED


def _depot(ingredient: str, brands: tuple[str, ...], aliases: tuple[str, ...] = (), listing: Listing = Listing.REFERENCE) -> Medicine:
    """An antipsychotic that also exists as a long-acting injection."""
    return Medicine(ingredient, brands, _ANTIPSYCHOTIC, aliases, depot_classes=LONG_ACTING, has_depot=True, listing=listing)


MIND = (
    Medicine("lamotrigine", ("Lamictal", "Subvenite"), ("med-lamotrigine",)),
    _depot("haloperidol", ("Haldol",)),
    _depot("risperidone", ("Risperdal",)),
    Medicine("clozapine", ("Clozaril", "Versacloz"), (*_ANTIPSYCHOTIC, "is-clozapine")),
    _depot("olanzapine", ("Zyprexa",)),
    Medicine("quetiapine", ("Seroquel",), _ANTIPSYCHOTIC),
    _depot("aripiprazole", ("Abilify",)),
    Medicine("lurasidone", ("Latuda",), _ANTIPSYCHOTIC),
    Medicine("ziprasidone", ("Geodon",), _ANTIPSYCHOTIC),
    Medicine("cariprazine", ("Vraylar",), _ANTIPSYCHOTIC),
    Medicine("brexpiprazole", ("Rexulti",), _ANTIPSYCHOTIC),
    Medicine("lumateperone", ("Caplyta",), _ANTIPSYCHOTIC),
    _depot("paliperidone", ("Invega",)),
    _depot("fluphenazine", ("Prolixin",), listing=_ADDED),
    Medicine("chlorpromazine", ("Thorazine",), _ANTIPSYCHOTIC, listing=_ADDED),
    Medicine("perphenazine", ("Trilafon",), _ANTIPSYCHOTIC, listing=_ADDED),
    Medicine("asenapine", ("Saphris", "Secuado"), _ANTIPSYCHOTIC, listing=_ADDED),
    Medicine("iloperidone", ("Fanapt",), _ANTIPSYCHOTIC, listing=_ADDED),
    Medicine("antipsychotic", (), _ANTIPSYCHOTIC, aliases=("antipsychotics",), listing=_ADDED),
)
