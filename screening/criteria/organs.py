"""Hormones, liver, kidney, bladder, blood."""

from screening.conditions import AnyOf, AtLeast, Equals, Includes, LessThan, Limit
from screening.criterion import Criterion, Severity, Tier

_FAMILY = "Hormones, liver, kidney, bladder, blood"

ORGANS = (
    Criterion(
        id="hyperthyroid-uncontrolled",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        tier=Tier("thyroid", 2),
        title="Overactive thyroid not under control",
        when=AnyOf(Equals("thyroid-controlled", False), LessThan("tsh", Limit("tsh.min"))),
        rationale="Fast pulse and high pressure add up; the Swiss label names it as a contraindication.",
        citations=("CH-KET", "PDR-KET", "RECALLED"),
        family=_FAMILY,
    ),
    Criterion(
        id="hyperthyroid-treated",
        severity=Severity.REVIEW,
        tier=Tier("thyroid", 1),
        title="Overactive thyroid",
        when=Equals("overactive-thyroid", True),
        rationale="A current TSH shows whether it is under control.",
        citations=("CAROL",),
        family=_FAMILY,
    ),
    Criterion(
        id="liver-severe",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        tier=Tier("liver", 2),
        title="Severe liver disease",
        when=AnyOf(
            Includes("liver-signs", "fluid"),
            Includes("liver-signs", "jaundice"),
            Includes("liver-signs", "confusion"),
            Includes("liver-signs", "bleeding"),
            Equals("child-pugh", "c"),
            AtLeast("alt-ast-x-uln", Limit("liver.severe_x_uln")),
        ),
        rationale="In severe impairment esketamine is not recommended.",
        citations=("SPR-EU", "COHEN18", "RECALLED"),
        family=_FAMILY,
    ),
    Criterion(
        id="liver-disease",
        severity=Severity.REVIEW,
        tier=Tier("liver", 1),
        title="Liver disease or raised liver values",
        when=AnyOf(
            Equals("liver-disease", True),
            Equals("child-pugh", "a"),
            Equals("child-pugh", "b"),
            AtLeast("alt-ast-x-uln", Limit("liver.review_x_uln")),
        ),
        rationale="Observation is longer in moderate impairment, and repeated ketamine can injure the bile ducts: ALP and GGT first.",
        citations=("MPR-SPR", "PDR-KET"),
        family=_FAMILY,
    ),
    Criterion(
        id="kidney-disease",
        severity=Severity.REVIEW,
        title="Severe kidney disease, dialysis or transplant",
        when=AnyOf(Equals("kidney-disease", True), LessThan("egfr", Limit("egfr.min"))),
        rationale="It was not studied on dialysis, and blood pressure swings more.",
        citations=("SPR-EU",),
        family=_FAMILY,
    ),
    Criterion(
        id="bladder-cystitis",
        severity=Severity.CONTRAINDICATION,
        title="Interstitial cystitis or ketamine bladder damage",
        when=Equals("bladder-disease", True),
        rationale="Damage to the bladder is a known harm of ketamine.",
        citations=("FDA23", "CAROL"),
        family=_FAMILY,
    ),
    Criterion(
        id="bladder-symptoms",
        severity=Severity.REVIEW,
        title="Unexplained bladder symptoms now",
        when=Equals("bladder-symptoms", True),
        rationale="They are worked up before ketamine, which also gives a baseline.",
        citations=("SPR-US", "CAROL"),
        family=_FAMILY,
    ),
    Criterion(
        id="porphyria",
        severity=Severity.REVIEW,
        title="Porphyria",
        when=Equals("porphyria", True),
        rationale="The UK label asks for caution: a specialist should be asked.",
        citations=("UK-SPC", "RECALLED"),
        family=_FAMILY,
    ),
)
