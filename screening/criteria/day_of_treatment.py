"""The criteria of the day of treatment. A contraindication here means: do not dose, or do not let go home, until it is cleared.

Both readings before the dose count, the higher one decides. What is not answered is never "all is well".
"""

from screening.conditions import AllOf, AnyOf, AtLeast, Condition, Equals, Ever, LessThan, Limit, MoreThan, Unsettled
from screening.criterion import Criterion, Priority, RespondWithin, Severity, Tier
from screening.items import Item
from screening.questionnaires.day_of_treatment_2026_1 import day_of_treatment
from screening.questionnaires.day_of_treatment_2026_1.after import HIGHEST, MINUTES, READY, SPO2
from screening.questionnaires.day_of_treatment_2026_1.before import ABOVE_REVIEW, FIRST, REPEAT, REPEATED, TEAM_AND_KIT

FAMILY = "Day of treatment"
_SYSTOLIC, _DIASTOLIC = (FIRST[0].link_id, REPEAT[0].link_id), (FIRST[1].link_id, REPEAT[1].link_id)


def _either(systolic: Limit, diastolic: Limit) -> Condition:
    return AnyOf(*(AtLeast(of, systolic) for of in _SYSTOLIC), *(AtLeast(of, diastolic) for of in _DIASTOLIC))


def _stop(id_: str, title: str, when: Condition, rationale: str, *citations: str) -> Criterion:
    return Criterion(id_, Severity.CONTRAINDICATION, title, when, rationale, citations or ("POLICY",), temporary=True, family=FAMILY)


def _look(id_: str, title: str, when: Condition, rationale: str, *citations: str) -> Criterion:
    return Criterion(id_, Severity.REVIEW, title, when, rationale, citations or ("POLICY",), priority=Priority.HIGH, family=FAMILY)


def _ask(id_: str, title: str, when: Condition, rationale: str) -> Criterion:
    return Criterion(id_, Severity.NEEDS_INFORMATION, title, when, rationale, ("POLICY",), family=FAMILY)


def _shown_and_open(item: Item) -> Condition:
    return Unsettled(item.link_id) if item.enable_when is None else AllOf(item.enable_when, Unsettled(item.link_id))


# Silence on these has a criterion of its own.
_OWN = frozenset(("day-suicide-risk", *(item.link_id for item in FIRST)))
_BLOOD_PRESSURE = (
    Criterion(
        id="day-bp-crisis",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_60,
        tier=Tier("day-blood-pressure", 3),
        title="Blood pressure crisis before the dose",
        when=_either(Limit("bp.crisis_systolic"), Limit("bp.crisis_diastolic")),
        rationale="The urgent medical path, and no dose.",
        citations=("CRISIS-BP", "POLICY"),
        family=FAMILY,
    ),
    Criterion(
        id="day-bp-too-high",
        severity=Severity.CONTRAINDICATION,
        temporary=True,
        tier=Tier("day-blood-pressure", 2),
        title="Blood pressure too high to dose today",
        when=_either(Limit("bp.uncontrolled_systolic"), Limit("bp.uncontrolled_diastolic")),
        rationale="No dose today: book again.",
        citations=("FIELD-BLOG", "POLICY"),
        family=FAMILY,
    ),
    Criterion(
        id="day-bp-review",
        severity=Severity.REVIEW,
        priority=Priority.HIGH,
        tier=Tier("day-blood-pressure", 1),
        title="Blood pressure above the line before dosing",
        when=AnyOf(
            *(MoreThan(of, Limit("bp.review_systolic")) for of in _SYSTOLIC),
            *(MoreThan(of, Limit("bp.review_diastolic")) for of in _DIASTOLIC),
        ),
        rationale="Measured again after 5 to 10 minutes of rest, then the prescriber decides.",
        citations=("PDR-SPR",),
        family=FAMILY,
    ),
    _ask(
        "day-bp-missing",
        "Blood pressure before the dose not measured",
        AnyOf(*(Unsettled(item.link_id) for item in FIRST)),
        "No dose without a reading.",
    ),
    _ask(
        "day-bp-repeat-missing",
        "Blood pressure not measured again after rest",
        AllOf(ABOVE_REVIEW, AnyOf(Equals("day-bp-repeated", False), *(Unsettled(item.link_id) for item in (REPEATED, *REPEAT)))),
        "Above the line it is measured again after 5 to 10 minutes of rest.",
    ),
)
_ARRIVAL = (
    _stop("day-identity-wrong", "Identity could not be confirmed", Equals("day-identity", False), "No dose for the wrong person."),
    _stop(
        "day-consent-withdrawn", "Consent to treatment does not stand", Equals("day-consent", False), "Consent is a condition of treatment."
    ),
    _stop("day-no-escort", "No adult to take the patient home", Equals("day-escort", False), "Driving is impaired after a dose.", "SPR-US"),
    _look(
        "day-fast-broken",
        "Fast not kept",
        Equals("day-fasting", False),
        "Food and drink before a dose: nausea and vomiting.",
        "PDR-SPR",
        "POLICY",
    ),
    _look(
        "day-alcohol-cannabis",
        "Alcohol or cannabis in the last day",
        Equals("day-alcohol-cannabis", True),
        "Both add to sedation; none for 24 hours before.",
        "NCT06036511",
    ),
    _stop("day-intoxicated", "Seems intoxicated", Equals("day-intoxicated", True), "No dose while intoxicated, and no valid consent."),
    _look(
        "day-medicines-changed",
        "A medicine changed since the review",
        Equals("day-medicines-changed", True),
        "A new medicine may interact.",
    ),
    _ask(
        "day-medicines-unchecked",
        "Medicines not gone through again",
        Equals("day-medicines-checked", False),
        "The list is checked before every dose.",
    ),
    _stop("day-pregnant", "Pregnancy test positive", Equals("day-pregnancy-test", "positive"), "No dose in pregnancy.", "SPR-US", "FIELD"),
    _ask("day-pregnancy-untested", "Pregnancy test needed and not done", Equals("day-pregnancy-test", "not-done"), "A test comes first."),
    Criterion(
        id="day-suicide-high",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_15,
        tier=Tier("day-suicide", 3),
        title="High suicide risk since the last contact",
        when=Ever("day-suicide-risk", "high"),
        rationale="Intent, plan or behaviour since the last contact: no dose before a clinician has spoken with the patient.",
        citations=("CSSRS-TRI", "POLICY"),
        family=FAMILY,
    ),
    Criterion(
        id="day-suicide-moderate",
        severity=Severity.REVIEW,
        priority=Priority.HIGH,
        respond_within=RespondWithin.SAME_DAY,
        tier=Tier("day-suicide", 2),
        title="Moderate suicide risk since the last contact",
        when=Ever("day-suicide-risk", "moderate"),
        rationale="Talked about in person before a dose.",
        citations=("CSSRS-TRI", "POLICY"),
        family=FAMILY,
    ),
    Criterion(
        id="day-suicide-low",
        severity=Severity.REVIEW,
        respond_within=RespondWithin.SAME_DAY,
        tier=Tier("day-suicide", 1),
        title="Low suicide risk since the last contact",
        when=Ever("day-suicide-risk", "low"),
        rationale="Talked about in person before a dose.",
        citations=("CSSRS-TRI", "POLICY"),
        family=FAMILY,
    ),
    Criterion(
        id="day-suicide-unasked",
        severity=Severity.REVIEW,
        priority=Priority.HIGH,
        respond_within=RespondWithin.SAME_DAY,
        title="Suicide risk not asked today",
        when=Unsettled("day-suicide-risk"),
        rationale="It is asked before every dose; silence is heard.",
        citations=("POLICY",),
        family=FAMILY,
    ),
    _stop(
        "day-team-or-kit",
        "Team or kit not complete",
        AnyOf(*(Equals(item.link_id, False) for item in TEAM_AND_KIT)),
        "A prescriber, trained staff, airway kit, oximeter and cuff are there before a dose.",
        "APA17-SUM",
        "SPR-EU-PI",
    ),
)
_AFTER = (
    Criterion(
        id="day-emergency",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_15,
        title="Stop and follow the emergency order",
        when=AnyOf(
            AtLeast(HIGHEST[0].link_id, Limit("day.stop_systolic")),
            AtLeast(HIGHEST[1].link_id, Limit("day.stop_diastolic")),
            AtLeast("day-at-40-systolic", Limit("day.stop_systolic")),
            AtLeast("day-at-40-diastolic", Limit("day.stop_diastolic")),
            LessThan(SPO2.link_id, Limit("day.stop_spo2")),
            Ever("day-chest-pain", True),
            Ever("day-deep-sedation", True),
            Ever("day-agitation", True),
        ),
        rationale="Very high pressure, chest pain, low oxygen, deep sedation or agitation: the clinic's emergency order.",
        citations=("POLICY",),
        family=FAMILY,
    ),
    _stop(
        "day-too-early-to-leave",
        "Not observed long enough to go home",
        LessThan(MINUTES.link_id, Limit("day.observation_minutes")),
        "Two hours from the dose, longer where needed.",
        "SPR-US",
        "REMS",
    ),
    _stop(
        "day-not-ready-to-leave",
        "Not ready to go home",
        AnyOf(*(Equals(item.link_id, False) for item in READY)),
        "Every point of the list has to hold before anyone goes home.",
        "PDR-SPR",
        "POLICY",
    ),
    Criterion(
        id="day-new-symptom",
        severity=Severity.URGENT,
        respond_within=RespondWithin.MINUTES_15,
        title="New suicidal or psychotic symptom after dosing",
        when=Ever("day-new-symptom", True),
        rationale="A clinician sees the patient before anyone goes home.",
        citations=("POLICY",),
        family=FAMILY,
    ),
)
_OPEN = _ask(
    "day-checks-missing",
    "Checks of the day not answered",
    AnyOf(*(_shown_and_open(item) for item in day_of_treatment() if item.core and item.link_id not in _OWN)),
    "Blank is not all is well.",
)
DAY_OF_TREATMENT: tuple[Criterion, ...] = (*_ARRIVAL, *_BLOOD_PRESSURE, *_AFTER, _OPEN)
