"""The forty criteria of `make bench-rules` as plain two-valued Python, the way they are mostly written: what is missing is no.

Written once from the rule set; `rules.py` compares it with the oracle, so that it cannot fall behind unseen.
"""

from typing import Any


def two_valued(facts: dict[str, Any]) -> list[bool]:
    get = facts.get
    return [
        (get("immediate_danger") is True or get("overdose_today") is True),  # immediate-danger
        (
            "chest-pain" in (get("medical_symptoms_now") or ())
            or "stroke-signs" in (get("medical_symptoms_now") or ())
            or "seizure" in (get("medical_symptoms_now") or ())
            or "breathless" in (get("medical_symptoms_now") or ())
            or "drowsy" in (get("medical_symptoms_now") or ())
        ),  # urgent-medical-symptoms
        (
            get("phq9_1") is None
            or get("phq9_2") is None
            or get("phq9_3") is None
            or get("phq9_4") is None
            or get("phq9_5") is None
            or get("phq9_6") is None
            or get("phq9_7") is None
            or get("phq9_8") is None
            or get("phq9_9") is None
        ),  # phq9-incomplete
        get("legal_guardian") is True,  # legal-guardian
        (get("consent_screening") is False or get("consent_screening") is None),  # consent-missing
        (
            "trd" not in (get("indication") or ())
            and "mdd-si" not in (get("indication") or ())
            and "bipolar-dep" not in (get("indication") or ())
            and "anxiety" not in (get("indication") or ())
            and "ptsd" not in (get("indication") or ())
            and "pain" not in (get("indication") or ())
            and "aud-sud" not in (get("indication") or ())
        ),  # no-clear-indication
        (
            (get("bp_systolic") is None or get("bp_diastolic") is None or not (get("bp_systolic") or 1) <= (get("bp_diastolic") or 0))
            and ((get("bp_systolic") or 0) >= 180 or (get("bp_diastolic") or 0) >= 120)
        ),  # bp-crisis
        (
            (get("bp_systolic") is None or get("bp_diastolic") is None or not (get("bp_systolic") or 1) <= (get("bp_diastolic") or 0))
            and ((get("bp_systolic") or 0) >= 160 or (get("bp_diastolic") or 0) >= 100)
        ),  # bp-uncontrolled
        (
            (get("bp_systolic") is None or get("bp_diastolic") is None or not (get("bp_systolic") or 1) <= (get("bp_diastolic") or 0))
            and ((get("bp_systolic") or 90) < 90 or (get("bp_diastolic") or 50) < 50)
        ),  # bp-low
        get("high_blood_pressure") is True,  # hypertension-diagnosed
        get("coronary_disease") is True,  # coronary-stable
        get("heart_failure") is True,  # heart-failure
        get("rhythm_problem") is True,  # arrhythmia-history
        get("aneurysm") is True,  # aneurysm-avm
        get("brain_bleed") is True,  # intracerebral-haemorrhage
        get("valve_lung_pressure") is True,  # pulmonary-htn-valve
        get("brain_pressure_mass") is True,  # raised-icp-brain-mass
        get("seizure") is True,  # seizure-disorder
        get("eye_problem") is True,  # glaucoma-treated
        get("dementia") is True,  # dementia
        get("overactive_thyroid") is True,  # hyperthyroid-treated
        get("bladder_disease") is True,  # bladder-cystitis
        get("bladder_symptoms") is True,  # bladder-symptoms
        get("porphyria") is True,  # porphyria
        get("anaesthesia_problem") is True,  # anaesthesia-complication
        ((get("weight_kg") or 45) < 45 or (get("weight_kg") or 0) > 115),  # weight-extreme
        (
            get("height_cm") is None
            or get("weight_kg") is None
            or (get("height_cm") or 100) < 100
            or (get("height_cm") or 0) > 230
            or (get("weight_kg") or 30) < 30
            or (get("weight_kg") or 0) > 300
        ),  # body-measurements-missing
        get("ketamine_allergy") is True,  # ketamine-allergy
        "bad-reaction" in (get("ketamine_treatment") or ()),  # ketamine-adverse-reaction
        "no-benefit" in (get("ketamine_treatment") or ()),  # ketamine-nonresponse
        get("psychosis_now") is True,  # psychosis-current
        get("command_voices") is True,  # command-hallucinations
        get("schizophrenia") is True,  # schizophrenia-spectrum
        get("past_psychosis") is True,  # psychosis-history
        get("psychosis_family") is True,  # psychosis-family-history
        get("mania_now") is True,  # mania-current
        get("dissociative_disorder") is True,  # dissociative-disorder
        get("personality_disorder") is True,  # personality-disorder
        get("eating_disorder") is True,  # eating-disorder
        get("harm_to_others") is True,  # harm-to-others
    ]
