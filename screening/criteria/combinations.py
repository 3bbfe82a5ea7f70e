"""What is risky only together with something else."""

from screening.conditions import AllOf, AnyOf, CountAtLeast, Equals, Takes
from screening.criteria.substances import ALCOHOL_HIGH_RISK
from screening.criterion import Criterion, Priority, Severity

_FAMILY = "Combinations"

COMBINATIONS = (
    Criterion(
        id="cns-depressant-stack",
        severity=Severity.REVIEW,
        priority=Priority.HIGH,
        title="Two or more sedating substances",
        when=CountAtLeast(
            2,
            (
                Takes("med-opioid"),
                Takes("med-benzodiazepine"),
                Takes("med-z-drug"),
                Takes("med-gabapentinoid"),
                Takes("med-sedative-other"),
                ALCOHOL_HIGH_RISK,
            ),
        ),
        rationale="Sedation and slow breathing add up.",
        citations=("KET-LABEL", "SPR-US"),
        family=_FAMILY,
    ),
    Criterion(
        id="theophylline-seizure",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        title="Theophylline with a seizure disorder",
        when=AllOf(Takes("med-theophylline"), Equals("seizure", True)),
        rationale="Theophylline and ketamine together lower the seizure threshold.",
        citations=("MIMS", "CH-INT"),
        family=_FAMILY,
    ),
    Criterion(
        id="maoi-stimulant",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        title="MAO inhibitor with a pressor medicine",
        when=AllOf(Takes("med-maoi"), AnyOf(Takes("med-stimulant"), Takes("med-sympathomimetic"))),
        rationale="Together they can drive blood pressure very high, and ketamine adds to it.",
        citations=("SPR-MIMS", "VER21"),
        family=_FAMILY,
    ),
)
