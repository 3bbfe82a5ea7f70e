"""The unremarkable day: every check answered, and no criterion fires. Others are written as changes to it."""

from screening.questionnaires.day_of_treatment_2026_1.after import NEW_SYMPTOM, READY
from screening.questionnaires.day_of_treatment_2026_1.before import TEAM_AND_KIT

EXAMPLE: dict[str, object] = {
    **dict.fromkeys(("day-identity", "day-consent", "day-escort", "day-fasting", "day-medicines-checked", "day-dosed"), True),
    **dict.fromkeys(("day-alcohol-cannabis", "day-intoxicated", "day-medicines-changed", "day-bp-repeated"), False),
    "day-pregnancy-test": "negative",
    "day-suicide-risk": "none",
    "day-bp-systolic": 122,
    "day-bp-diastolic": 78,
    **dict.fromkeys((item.link_id for item in TEAM_AND_KIT), True),
    "day-highest-systolic": 148,
    "day-highest-diastolic": 92,
    "day-at-40-systolic": 138,
    "day-at-40-diastolic": 86,
    "day-spo2-lowest": 96,
    **dict.fromkeys(("day-chest-pain", "day-deep-sedation", "day-agitation", NEW_SYMPTOM.link_id), False),
    "day-minutes-observed": 130,
    **dict.fromkeys((item.link_id for item in READY), True),
}
