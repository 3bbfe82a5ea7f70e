"""Brain, nerves and eyes."""

from screening.conditions import AllOf, AnyOf, Equals, Ever, Includes, LessThan, Limit, MoreThan, Unsettled
from screening.criterion import Criterion, HelpPage, RespondWithin, Severity, Tier

_FAMILY = "Brain, nerves, eyes"

BRAIN = (
    Criterion(
        id="raised-icp-brain-mass",
        severity=Severity.CONTRAINDICATION,
        title="Raised brain pressure or brain mass",
        when=Equals("brain-pressure-mass", True),
        rationale="The pressure in the brain may rise; ketamine is not given where that is a serious risk.",
        citations=("PDR-SPR", "PDR-KET"),
        family=_FAMILY,
    ),
    Criterion(
        id="head-injury",
        severity=Severity.REVIEW,
        title="Head injury, recent or with lasting symptoms",
        when=AllOf(
            Equals("head-injury", True),
            AnyOf(
                LessThan("head-injury-months", Limit("head_injury.window_months")),
                Unsettled("head-injury-months"),
                Equals("head-injury-lasting", True),
            ),
        ),
        rationale="The US text asks for great caution; the UK label names cerebral trauma as a contraindication.",
        citations=("PDR-KET", "UK-SPC"),
        configurable_to=Severity.CONTRAINDICATION,
        family=_FAMILY,
    ),
    Criterion(
        id="seizure-disorder",
        severity=Severity.REVIEW,
        title="Seizures or epilepsy since age 5",
        when=Equals("seizure", True),
        rationale="Some clinics exclude it or ask for caution; with theophylline it is a contraindication.",
        citations=("JOURN", "MIMS"),
        family=_FAMILY,
    ),
    Criterion(
        id="glaucoma-uncontrolled",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        tier=Tier("glaucoma", 2),
        title="Eye pressure uncontrolled, or eye injury or surgery",
        when=AnyOf(
            Includes("eye-details", "not-controlled"),
            Includes("eye-details", "narrow-angle"),
            Includes("eye-details", "open-injury"),
            Includes("eye-details", "surgery"),
            MoreThan("eye-pressure", Limit("eye_pressure.max")),
        ),
        rationale="Ketamine can raise the pressure in the eyes.",
        citations=("PDR-KET", "RECALLED", "POLICY"),
        family=_FAMILY,
    ),
    Criterion(
        id="glaucoma-treated",
        severity=Severity.REVIEW,
        tier=Tier("glaucoma", 1),
        title="Glaucoma or other eye problem",
        when=Equals("eye-problem", True),
        rationale="Ketamine can raise the pressure in the eyes; the eye doctor's last value helps.",
        citations=("PDR-KET", "COHEN18"),
        family=_FAMILY,
    ),
    Criterion(
        id="dementia",
        severity=Severity.CONTRAINDICATION,
        tier=Tier("cognition", 2),
        title="Dementia",
        when=Equals("dementia", True),
        rationale="Deciding for oneself is in question, and delirium is likelier; protocols of the VA type exclude it.",
        citations=("VA-HM", "NCT03788694"),
        family=_FAMILY,
    ),
    Criterion(
        id="cognitive-impairment",
        severity=Severity.REVIEW,
        tier=Tier("cognition", 1),
        title="Memory or thinking problem",
        when=AnyOf(Equals("memory-problem", True), LessThan("mmse", Limit("mmse.min"))),
        rationale="One trial asked for an MMSE of 25 or more at age 60 to 65.",
        citations=("PMC10812090",),
        family=_FAMILY,
    ),
    Criterion(
        id="delirium-current",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_60,
        title="Sudden confusion in the last week",
        when=AnyOf(Ever("confusion-recent", True), Ever("delirium-seen", True)),
        rationale="It is an acute illness until shown otherwise.",
        citations=("VA-HM", "RECALLED"),
        help_page=HelpPage.MEDICAL,
        family=_FAMILY,
    ),
)
