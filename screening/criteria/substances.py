"""Alcohol and drugs."""

from screening.conditions import AllOf, AnyOf, AtLeast, AtMost, Equals, Ever, Includes, LessThan, Limit, Not, Unsettled
from screening.criterion import Criterion, HelpPage, Priority, RespondWithin, Severity, Tier

_FAMILY = "Substances"
_DRUGS, _DRUG_MONTHS = Equals("drug-problem", True), "drug-problem-months"
_KETAMINE, _KETAMINE_MONTHS = Equals("ketamine-pcp", True), "ketamine-pcp-months"
_NOT_KNOWN_MALE = AnyOf(Unsettled("sex-at-birth"), Not(Equals("sex-at-birth", "male")))
ALCOHOL_HIGH_RISK = AnyOf(
    AtLeast("audit-c-score", Limit("audit_c.high")),
    AllOf(Equals("alcohol-disorder", True), Equals("alcohol-last-3-months", True)),
)

SUBSTANCES = (
    Criterion(
        id="sud-active",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        tier=Tier("drug-problem", 2),
        title="Problem with drugs, recent",
        when=AllOf(_DRUGS, AnyOf(LessThan(_DRUG_MONTHS, Limit("sud.min_months")), Unsettled(_DRUG_MONTHS))),
        rationale="Protocols ask for 3 to 12 months without problem use; a last use without a date counts as recent.",
        citations=("FIELD", "NCT06795659", "SINAI-KAP", "PSYON", "COHEN18"),
        family=_FAMILY,
    ),
    Criterion(
        id="sud-remission",
        severity=Severity.REVIEW,
        tier=Tier("drug-problem", 1),
        title="Problem with drugs in the past",
        when=AllOf(_DRUGS, AtLeast(_DRUG_MONTHS, Limit("sud.min_months"))),
        rationale="A drug that can be misused may bring the problem back.",
        citations=("SPR-US",),
        family=_FAMILY,
    ),
    Criterion(
        id="ketamine-pcp-misuse",
        severity=Severity.CONTRAINDICATION,
        tier=Tier("ketamine-use", 2),
        title="Misuse of ketamine or PCP",
        when=AllOf(
            _KETAMINE,
            AnyOf(
                LessThan(_KETAMINE_MONTHS, Limit("ketamine.min_months")),
                Unsettled(_KETAMINE_MONTHS),
                Equals("ketamine-pcp-problem", True),
            ),
        ),
        rationale="Misuse and harm to the bladder; a last use without a date counts as recent.",
        citations=("SINAI-KAP", "NCT06795659", "VA-HM"),
        family=_FAMILY,
    ),
    Criterion(
        id="ketamine-past-use",
        severity=Severity.REVIEW,
        tier=Tier("ketamine-use", 1),
        title="Used ketamine or PCP long ago",
        when=AllOf(_KETAMINE, AtLeast(_KETAMINE_MONTHS, Limit("ketamine.min_months"))),
        rationale="It never was a problem, and misuse is still worth talking about.",
        citations=("PMC10812090",),
        family=_FAMILY,
    ),
    Criterion(
        id="alcohol-audit-c",
        severity=Severity.REVIEW,
        tier=Tier("alcohol", 1),
        title="AUDIT-C shows unhealthy drinking",
        when=AnyOf(
            AtLeast("audit-c-score", Limit("audit_c.positive_male")),
            AllOf(_NOT_KNOWN_MALE, AtLeast("audit-c-score", Limit("audit_c.positive_other"))),
        ),
        rationale="The validated lines are four points for men and three for everybody else.",
        citations=("AUDC-F", "AUDC-INC"),
        family=_FAMILY,
    ),
    Criterion(
        id="alcohol-high-risk",
        severity=Severity.REVIEW,
        priority=Priority.HIGH,
        tier=Tier("alcohol", 2),
        title="High-risk drinking",
        when=ALCOHOL_HIGH_RISK,
        rationale="Eight points and more are used as the band of high risk: sedation and withdrawal.",
        citations=("AUDC-PK",),
        family=_FAMILY,
    ),
    Criterion(
        id="alcohol-withdrawal-risk",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        title="Daily drinking with withdrawal signs",
        when=AllOf(
            Equals("audit-c-1", 4),
            AnyOf(
                Includes("alcohol-withdrawal-signs", "shakes"),
                Includes("alcohol-withdrawal-signs", "morning"),
                Includes("alcohol-withdrawal-signs", "seizure"),
            ),
        ),
        rationale="Withdrawal is treated first, then come some weeks sober; one protocol asks for four.",
        citations=("FIELD",),
        family=_FAMILY,
    ),
    Criterion(
        id="alcohol-withdrawal-now",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_60,
        title="Alcohol withdrawal now",
        when=Ever("alcohol-withdrawal-now", True),
        rationale="Withdrawal is a medical emergency.",
        citations=("RECALLED",),
        help_page=HelpPage.MEDICAL,
        family=_FAMILY,
    ),
    Criterion(
        id="illicit-stimulant-recent",
        severity=Severity.REVIEW,
        title="Cocaine, methamphetamine or MDMA recently",
        when=AllOf(
            Equals("illicit-stimulants", True),
            AnyOf(AtMost("illicit-stimulants-days", Limit("stimulant.window_days")), Unsettled("illicit-stimulants-days")),
        ),
        rationale="Both raise blood pressure.",
        citations=("CUANS", "POLICY"),
        family=_FAMILY,
    ),
    Criterion(
        id="cannabis-heavy",
        severity=Severity.REVIEW,
        title="Cannabis on most days",
        when=AtLeast("cannabis-days", Limit("cannabis.days")),
        rationale="It adds sedation, anxiety and a risk of psychosis; none for 24 hours before a session.",
        citations=("NCT06036511", "POLICY"),
        family=_FAMILY,
    ),
)
