"""One criterion for each class of medicines, out of the reviewed table."""

from screening.conditions import AllOf, Condition, Limit, MoreThan, Takes
from screening.criterion import Criterion, Tier
from screening.medicines import MEDICINE_CLASSES, MedicineClass

_FAMILY = "Medicines"
_BENZODIAZEPINE = Takes("med-benzodiazepine")
# Where belonging to a class is not the whole rule.
_SPECIAL: dict[str, Condition] = {
    "med-benzodiazepine-high": AllOf(_BENZODIAZEPINE, MoreThan("diazepam-equivalent", Limit("benzodiazepine.max_diazepam_mg"))),
}
_TIERS = {"med-benzodiazepine-high": Tier("benzodiazepine", 2), "med-benzodiazepine": Tier("benzodiazepine", 1)}


def _criterion(row: MedicineClass) -> Criterion:
    return Criterion(
        id=row.id,
        severity=row.severity,
        priority=row.priority,
        tier=_TIERS.get(row.id),
        title=row.title,
        when=_SPECIAL.get(row.id, Takes(row.id)),
        rationale=row.effect,
        citations=row.citations or ("POLICY",),
        configurable_to=row.configurable_to,
        family=_FAMILY,
    )


MEDICINES = tuple(map(_criterion, MEDICINE_CLASSES.values()))
