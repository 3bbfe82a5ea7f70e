"""Before the dose: arrival, blood pressure, the room and the team."""

from screening.conditions import AnyOf, Equals, Limit, MoreThan
from screening.items import Section, Sensitivity
from screening.questionnaires.day_of_treatment_2026_1.items import GROUP, card, check, choice, fields, group, pressure

_SAFETY, _SUBSTANCE, _SENSITIVE = Sensitivity.SAFETY, Sensitivity.SUBSTANCE, Sensitivity.SENSITIVE
IDENTITY = check("day-identity", "Is this the right person (name and birth date checked)?", "Identity checked")
CONSENT = check("day-consent", "Does the consent to treatment still stand?", "Consent stands")
ESCORT = check("day-escort", "Is the adult who takes the patient home named and reachable?", "Escort named")
FASTING = check("day-fasting", "Did the patient go without food and drink for the time agreed?", "Kept the fast")
ALCOHOL_CANNABIS = check(
    "day-alcohol-cannabis", "Any alcohol or cannabis in the last 24 hours?", "Alcohol or cannabis in 24 hours", sensitivity=_SUBSTANCE
)
INTOXICATED = check("day-intoxicated", "Does the patient seem intoxicated?", "Seems intoxicated", sensitivity=_SUBSTANCE)
MEDICINES = check("day-medicines-checked", "Was the medicine list gone through again?", "Medicines checked again")
MEDICINES_CHANGED = check(
    "day-medicines-changed", "Did any medicine change since the last review?", "A medicine changed", sensitivity=_SENSITIVE
)
PREGNANCY = choice(
    "day-pregnancy-test",
    "Pregnancy test",
    "Pregnancy test",
    (("negative", "Negative"), ("positive", "Positive"), ("not-needed", "Not needed"), ("not-done", "Needed, not done")),
    sensitivity=_SENSITIVE,
)
# The form "since last contact" of the C-SSRS stays with its owner: staff enter what it gave, not its words.
SUICIDE = choice(
    "day-suicide-risk",
    "What did the C-SSRS since the last contact give?",
    "Suicide risk since the last contact",
    (("none", "None"), ("low", "Low"), ("moderate", "Moderate"), ("high", "High")),
    hint="Ask it in person. Not asked stays open.",
    sensitivity=_SAFETY,
)
ARRIVAL = Section(
    "arrival",
    "Arrival",
    GROUP,
    (
        group("On arrival", IDENTITY, CONSENT, ESCORT, FASTING),
        group("Substances", ALCOHOL_CANNABIS, INTOXICATED),
        group("Medicines", MEDICINES, MEDICINES_CHANGED),
        card(PREGNANCY),
        card(SUICIDE),
    ),
    minutes=5,
)
FIRST = pressure("day-bp", "before the dose")
REPEATED = check("day-bp-repeated", "Was it measured again after 5 to 10 minutes of rest?", "Blood pressure measured again")
REPEAT = pressure("day-bp-repeat", "repeated before the dose", when=Equals("day-bp-repeated", True))
# Above the line at which a clinician looks it is measured again.
ABOVE_REVIEW = AnyOf(MoreThan("day-bp-systolic", Limit("bp.review_systolic")), MoreThan("day-bp-diastolic", Limit("bp.review_diastolic")))
BLOOD_PRESSURE = Section(
    "blood-pressure",
    "Blood pressure before the dose",
    GROUP,
    (fields("Before the dose", *FIRST), card(REPEATED), fields("After 5 to 10 minutes of rest", *REPEAT)),
    minutes=2,
)
PRESCRIBER = check("day-prescriber", "Is a prescriber on site or at hand at once?", "Prescriber at hand")
TRAINED = check("day-trained-staff", "Is somebody here who is trained in resuscitation?", "Staff trained in resuscitation")
AIRWAY = check("day-airway-kit", "Are suction, oxygen and airway kit ready?", "Suction, oxygen and airway kit ready")
OXIMETER = check("day-oximeter", "Is the pulse oximeter working?", "Pulse oximeter working")
CUFF = check("day-cuff", "Is the automatic blood pressure cuff working?", "Automatic cuff working")
TEAM_AND_KIT = (PRESCRIBER, TRAINED, AIRWAY, OXIMETER, CUFF)
ROOM = Section("room", "Team and kit", GROUP, (group("Ready", *TEAM_AND_KIT),), minutes=1)
DOSE = check("day-dosed", "Was the dose given?", "Dose given", hint="The questions below are asked once it was.")
DOSED = Section("dose", "The dose", GROUP, (card(DOSE),), minutes=1)
