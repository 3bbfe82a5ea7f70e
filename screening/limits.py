"""Every number that a clinic's protocol may set: its default, and how far a clinic may tighten or loosen it.

Defaults and ranges are those of the clinical reference. Where it gives no range, `low` and `high` equal the default:
the number is named, so that a finding can say which limit it met, but no clinic can change it.
Thresholds on suicide questions are not here: no protocol may move them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LimitSpec:
    """One named number. Within a `family` the values must strictly increase with `rank`."""

    name: str
    title: str
    unit: str
    default: float
    low: float
    high: float
    whole: bool = False
    family: str = ""
    rank: int = 0

    @property
    def is_fixed(self) -> bool:
        """No clinic may change it."""
        return self.low == self.high


def _fixed(name: str, title: str, unit: str, value: float, family: str = "", rank: int = 0) -> LimitSpec:
    return LimitSpec(name, title, unit, value, value, value, float(value).is_integer(), family, rank)


def _whole(name: str, title: str, unit: str, default: int, low: int, high: int, family: str = "", rank: int = 0) -> LimitSpec:
    return LimitSpec(name, title, unit, default, low, high, True, family, rank)


_PERSON = (
    _whole("age.min", "Youngest age", "years", 18, 18, 21, "age", 1),
    _whole("age.older", "Age from which a clinician looks", "years", 65, 60, 70, "age", 2),
    _fixed("age.most", "Oldest believable age", "years", 110, "age", 3),
    _whole("trd.min_weeks", "Weeks of an adequate antidepressant trial", "weeks", 6, 4, 8),
    _whole("trd.min_trials", "Adequate trials that make depression treatment-resistant", "trials", 2, 2, 4),
    # Said to the patient before a session; no criterion compares an answer with them.
    LimitSpec("fasting.food_hours", "Hours without solid food", "hours", 4, 2, 8),
    LimitSpec("fasting.liquid_hours", "Hours without drinks", "hours", 0.5, 0.5, 2),
)
_BLOOD_PRESSURE = (
    _fixed("bp.least_systolic", "Lowest believable systolic pressure", "mmHg", 60, "systolic", 1),
    _whole("bp.low_systolic", "Systolic pressure below which it is low", "mmHg", 90, 85, 100, "systolic", 2),
    _whole("bp.review_systolic", "Systolic pressure above which a clinician looks", "mmHg", 140, 130, 150, "systolic", 3),
    _whole("bp.uncontrolled_systolic", "Systolic pressure that stops dosing", "mmHg", 160, 150, 180, "systolic", 4),
    _whole("bp.crisis_systolic", "Systolic pressure of a crisis", "mmHg", 180, 180, 200, "systolic", 5),
    _fixed("bp.most_systolic", "Highest believable systolic pressure", "mmHg", 300, "systolic", 6),
    # Equal to the line for everybody until a clinic uses the option, so it stands outside the family.
    _whole("bp.review_systolic_from_65", "Systolic pressure above which a clinician looks, from age 65", "mmHg", 140, 130, 150),
    _fixed("bp.least_diastolic", "Lowest believable diastolic pressure", "mmHg", 30, "diastolic", 1),
    _whole("bp.low_diastolic", "Diastolic pressure below which it is low", "mmHg", 50, 45, 60, "diastolic", 2),
    _whole("bp.review_diastolic", "Diastolic pressure above which a clinician looks", "mmHg", 90, 85, 95, "diastolic", 3),
    _whole("bp.uncontrolled_diastolic", "Diastolic pressure that stops dosing", "mmHg", 100, 90, 110, "diastolic", 4),
    _whole("bp.crisis_diastolic", "Diastolic pressure of a crisis", "mmHg", 120, 110, 120, "diastolic", 5),
    _fixed("bp.most_diastolic", "Highest believable diastolic pressure", "mmHg", 200, "diastolic", 6),
    _fixed("bp.crisis_recent_days", "Days within which a crisis reading is acted on within the hour", "days", 3, "bp-days", 1),
    _whole("bp.max_age_days", "Oldest blood pressure reading that counts", "days", 90, 30, 180, "bp-days", 2),
)
_HEART = (
    _whole("pulse.low", "Resting pulse below which a clinician looks", "per minute", 50, 45, 60, "pulse", 1),
    _whole("pulse.high", "Resting pulse above which a clinician looks", "per minute", 110, 100, 120, "pulse", 2),
    # 1.5 months stands for the six weeks of the European label.
    LimitSpec("mi.min_months", "Months to wait after a heart attack or stroke", "months", 6, 1.5, 12),
    LimitSpec("angina.window_months", "Months in which new chest pain counts as unstable", "months", 2, 1, 6),
    _fixed("lvef.min", "Ejection fraction below which heart failure is severe", "%", 40),
)
_BRAIN_AND_EYES = (
    LimitSpec("head_injury.window_months", "Months in which a head injury is recent", "months", 3, 1, 12),
    _fixed("eye_pressure.max", "Eye pressure above which it is not controlled", "mmHg", 21),
    _fixed("mmse.min", "MMSE below which a clinician looks", "points", 25),
)
_ORGANS = (
    _fixed("tsh.min", "TSH below which the thyroid is overactive", "mIU/L", 0.1),
    # The lower line may go down to 2 only so that a clinic can set the upper one to 3.
    LimitSpec("liver.review_x_uln", "ALT or AST at which a clinician looks", "x upper limit", 3, 2, 3, family="liver", rank=1),
    LimitSpec("liver.severe_x_uln", "ALT or AST that stops dosing", "x upper limit", 5, 3, 5, family="liver", rank=2),
    _whole("egfr.min", "eGFR below which a clinician looks", "mL/min/1.73 m²", 30, 15, 45),
    _whole("spo2.severe", "Oxygen saturation below which dosing stops", "%", 90, 88, 92, "spo2", 1),
    _fixed("spo2.review", "Oxygen saturation up to which a clinician looks", "%", 93, "spo2", 2),
    _fixed("ahi.severe", "Apnoea-hypopnoea index of severe sleep apnoea", "per hour", 30),
)
_BODY = (
    _fixed("height.least", "Lowest believable height", "cm", 100, "height", 1),
    _fixed("height.most", "Highest believable height", "cm", 230, "height", 2),
    _fixed("weight.least", "Lowest believable weight", "kg", 30, "weight", 1),
    LimitSpec("weight.low", "Weight below which a clinician looks", "kg", 45, 45, 50, family="weight", rank=2),
    LimitSpec("weight.high", "Weight above which a clinician looks", "kg", 115, 100, 150, family="weight", rank=3),
    _fixed("weight.most", "Highest believable weight", "kg", 300, "weight", 4),
    _fixed("bmi.eating_disorder", "BMI below which an eating disorder is unstable", "kg/m²", 16),
    LimitSpec("bmi.low", "BMI below which a clinician looks", "kg/m²", 18.5, 16, 20, family="bmi", rank=1),
    LimitSpec("bmi.high", "BMI above which a clinician looks", "kg/m²", 35, 30, 40, family="bmi", rank=2),
    _fixed("pregnancy.min_age", "Youngest age at which pregnancy is asked about", "years", 12, "pregnancy-age", 1),
    _fixed("pregnancy.max_age", "Oldest age at which pregnancy is asked about", "years", 55, "pregnancy-age", 2),
)
_SUBSTANCES = (
    LimitSpec("sud.min_months", "Months since the last problem use of drugs", "months", 3, 1, 12),
    # 1200 months is "any use in a lifetime", the strictest of the protocols met.
    LimitSpec("ketamine.min_months", "Months since ketamine or PCP was last used unprescribed", "months", 12, 12, 1200),
    _fixed("audit_c.positive_other", "AUDIT-C score of unhealthy drinking, everybody but men", "points", 3, "audit-c", 1),
    _fixed("audit_c.positive_male", "AUDIT-C score of unhealthy drinking, men", "points", 4, "audit-c", 2),
    _whole("audit_c.high", "AUDIT-C score of high risk", "points", 8, 7, 10, "audit-c", 3),
    _whole("stimulant.window_days", "Days in which a street stimulant counts as recent", "days", 14, 7, 30),
    _whole("cannabis.days", "Cannabis days a week that are heavy use", "days a week", 5, 3, 7),
)
_MEDICINES = (
    LimitSpec("benzodiazepine.max_diazepam_mg", "Daily benzodiazepine dose above which it is high", "mg diazepam", 8, 5, 30),
    _fixed("washout.days", "Days after stopping in which a medicine still counts", "days", 14, "washout", 1),
    # The ranges of these two are ours: a clinic may only wait longer.
    _whole("washout.maoi_days", "The same for MAO inhibitors", "days", 14, 14, 28),
    _whole("washout.inducer_days", "The same for enzyme inducers", "days", 14, 14, 28),
    _whole("washout.long_acting_days", "The same for long-acting injections and implants", "days", 90, 30, 180, "washout", 2),
)
_DAY_OF_TREATMENT = (
    _fixed("day.stop_systolic", "Systolic pressure after the dose that is an emergency", "mmHg", 180),
    _fixed("day.stop_diastolic", "Diastolic pressure after the dose that is an emergency", "mmHg", 110),
    _fixed("day.stop_spo2", "Oxygen saturation after the dose below which it is an emergency", "%", 92),
    _whole("day.observation_minutes", "Shortest observation after the dose", "minutes", 120, 60, 240),
)
_SCALES = (
    # Shown with a score; no criterion compares an answer with them.
    _whole("pc_ptsd_5.positive", "PC-PTSD-5 score that is positive", "points", 3, 3, 4),
    _whole("pcl5.positive", "PCL-5 score that is positive", "points", 31, 31, 33),
)
LIMITS: tuple[LimitSpec, ...] = (
    *_PERSON,
    *_BLOOD_PRESSURE,
    *_HEART,
    *_BRAIN_AND_EYES,
    *_ORGANS,
    *_BODY,
    *_SUBSTANCES,
    *_MEDICINES,
    *_DAY_OF_TREATMENT,
    *_SCALES,
)
