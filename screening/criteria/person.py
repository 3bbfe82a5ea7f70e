"""Age, consent, the way home, and what treatment is wanted for."""

from screening.conditions import AllOf, AnyOf, AtLeast, Equals, Includes, LessThan, Limit, Not, Unsettled
from screening.criterion import Criterion, Severity
from screening.items import Phase

_FAMILY = "Person, consent, logistics"
_TRD = Includes("indication", "trd")
_FEW_TRIALS = LessThan("adequate-trials", Limit("trd.min_trials"))
_NAMED = ("trd", "mdd-si", "bipolar-dep", "anxiety", "ptsd", "pain", "aud-sud")

PERSON = (
    Criterion(
        id="age-under-18",
        severity=Severity.CONTRAINDICATION,
        title="Younger than the clinic's lowest age",
        when=LessThan("age-years", Limit("age.min")),
        rationale="Adult protocols hold no safety data for minors, and esketamine is not approved for them.",
        citations=("SPR-US", "PSYON", "NCT03788694"),
        family=_FAMILY,
    ),
    Criterion(
        id="age-65-plus",
        severity=Severity.REVIEW,
        title="Aged 65 or older",
        when=AtLeast("age-years", Limit("age.older")),
        rationale="Exposure is higher, falls are likelier and blood pressure rises more with age; trials often stop at 60 to 65.",
        citations=("SPR-EU", "YALE24", "PMC10812090"),
        family=_FAMILY,
    ),
    Criterion(
        id="capacity-lacking",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        title="May not be able to decide now",
        when=AnyOf(Equals("follows-information", False), Equals("capacity-lacking-seen", True)),
        rationale="A consent that counts is a condition of treatment.",
        citations=("FIELD", "PMC10812090"),
        family=_FAMILY,
    ),
    Criterion(
        id="legal-guardian",
        severity=Severity.REVIEW,
        title="A guardian decides on health by law",
        when=Equals("legal-guardian", True),
        rationale="The guardian has to consent and the patient to assent.",
        citations=("FIELD", "RECALLED"),
        family=_FAMILY,
    ),
    Criterion(
        id="no-escort",
        severity=Severity.NEEDS_INFORMATION,
        title="No adult escort, or driving not ruled out",
        when=AnyOf(Equals("escort", False), Unsettled("escort"), Equals("no-driving", False), Unsettled("no-driving")),
        rationale="Driving is impaired after a dose: this holds up a date, and is no verdict on the person.",
        citations=("SPR-US", "NCT06036511"),
        phase=Phase.SCHEDULING,
        family=_FAMILY,
    ),
    Criterion(
        id="fasting-not-agreed",
        severity=Severity.NEEDS_INFORMATION,
        title="Fasting before treatment not agreed",
        when=AnyOf(Equals("fasting", False), Unsettled("fasting")),
        rationale="Food and drink shortly before a dose make nausea and vomiting likelier.",
        citations=("PDR-SPR", "SPR-US", "POLICY"),
        phase=Phase.SCHEDULING,
        family=_FAMILY,
    ),
    Criterion(
        id="emergency-contact-missing",
        severity=Severity.NEEDS_INFORMATION,
        title="No emergency contact",
        when=AnyOf(Unsettled("emergency-contact-name"), Unsettled("emergency-contact-phone")),
        rationale="In a crisis somebody has to be reached.",
        citations=("POLICY",),
        family=_FAMILY,
    ),
    Criterion(
        id="consent-missing",
        severity=Severity.NEEDS_INFORMATION,
        title="Screening consent not signed",
        when=AnyOf(Equals("consent-screening", False), Unsettled("consent-screening")),
        rationale="Consent is the legal basis for screening and for keeping the answers.",
        citations=("POLICY",),
        family=_FAMILY,
    ),
    Criterion(
        id="no-clear-indication",
        severity=Severity.REVIEW,
        title="No clear indication for treatment",
        when=AllOf(*(Not(Includes("indication", code)) for code in _NAMED)),
        rationale="Some clinics leave out people without one of the indications that ketamine was studied in.",
        citations=("PSYON",),
        family=_FAMILY,
    ),
    Criterion(
        id="trd-criteria-not-met",
        severity=Severity.REVIEW,
        title="Fewer adequate antidepressant trials than TRD needs",
        when=AllOf(_TRD, _FEW_TRIALS, LessThan("incomplete-trials", 1)),
        rationale="Treatment-resistant depression means two or more adequate trials without response; other treatments come first.",
        citations=("RPA24", "VA-HM"),
        family=_FAMILY,
    ),
    Criterion(
        id="trd-history-incomplete",
        severity=Severity.NEEDS_INFORMATION,
        title="Antidepressant history incomplete",
        when=AllOf(_TRD, AnyOf(Unsettled("antidepressant-trials"), AllOf(_FEW_TRIALS, AtLeast("incomplete-trials", 1)))),
        rationale="Whether a trial was adequate cannot be judged without its dose and weeks.",
        citations=("ATHF24",),
        family=_FAMILY,
    ),
)
