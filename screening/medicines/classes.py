"""What each class of medicines means beside ketamine. Criteria are built from these entries.

`configurable_to` names what a clinic's protocol may choose instead. Citations are keys of `citations.CITATIONS`; an
entry without one is policy or general knowledge.
"""

from dataclasses import dataclass

from screening.criterion import Priority, Severity


@dataclass(frozen=True, slots=True)
class MedicineClass:
    """One row of the interaction table. `by_membership` is False where belonging to a class is not the whole rule."""

    id: str
    title: str
    effect: str
    citations: tuple[str, ...]
    severity: Severity = Severity.REVIEW
    priority: Priority = Priority.NORMAL
    configurable_to: Severity | None = None
    by_membership: bool = True


_ROWS = (
    MedicineClass(
        "med-maoi",
        "Takes an MAO inhibitor",
        "Blood pressure may rise: the label asks for close monitoring. Case reports with tranylcypromine showed no "
        "relevant change; at least one clinic stops the medicine first.",
        ("SPR-MIMS", "VER21", "PSYON"),
        configurable_to=Severity.CONTRAINDICATION,
    ),
    MedicineClass(
        "med-benzodiazepine-high",
        "Takes a high daily benzodiazepine dose",
        "A high daily dose was linked to a weaker antidepressant response, and adds sedation. It must not be stopped "
        "abruptly: withdrawal and seizures.",
        ("ANDR20", "FEEN23", "VER21", "PMC10812090"),
        priority=Priority.HIGH,
        by_membership=False,  # the total in diazepam equivalents decides
    ),
    MedicineClass(
        "med-benzodiazepine",
        "Takes a benzodiazepine",
        "May weaken the antidepressant response and adds sedation; esketamine trial data did not confirm the weakening. "
        "It must not be stopped abruptly.",
        ("ANDR20", "FEEN23", "VER21", "PMC10812090"),
    ),
    MedicineClass(
        "med-z-drug",
        "Takes a sleeping medicine (z-drug)",
        "Adds sedation; one to leave out on the night of treatment where it is used close to a session.",
        ("SPR-US",),
    ),
    MedicineClass(
        "med-lamotrigine",
        "Takes lamotrigine",
        "May blunt the effect (two of five studies) and may lower side effects. It must never be stopped abruptly for a "
        "session without the prescriber.",
        ("VER21", "ANDR17"),
    ),
    MedicineClass(
        "med-opioid",
        "Takes an opioid",
        "Profound sedation and slow breathing. Trials accepted a stable maintenance dose of at least four weeks; at "
        "least one clinic does not combine opioids at all.",
        ("KET-LABEL", "NCT05193318", "CAROL"),
        priority=Priority.HIGH,
        configurable_to=Severity.CONTRAINDICATION,
    ),
    MedicineClass(
        "med-naltrexone",
        "Takes an opioid blocker (naltrexone)",
        "Blocked the antidepressant effect in a small crossover trial (12 completers).",
        ("WILL18",),
    ),
    MedicineClass(
        "med-stimulant",
        "Takes a stimulant",
        "Raises blood pressure and pulse; left out on the day of treatment where the prescriber agrees.",
        ("SPR-MIMS", "NCT06036511"),
    ),
    MedicineClass(
        "med-sympathomimetic",
        "Takes a medicine that raises blood pressure",
        "Adds to the rise in blood pressure.",
        ("RXR-KET", "SPR-EU"),
    ),
    MedicineClass(
        "med-theophylline",
        "Takes theophylline or aminophylline",
        "Together they lower the seizure threshold; with a seizure disorder another agent is considered.",
        ("MIMS", "CH-INT"),
    ),
    MedicineClass(
        "med-thyroid",
        "Takes thyroid hormone",
        "More high blood pressure and fast pulse.",
        ("MIMS", "SPR-EU"),
        priority=Priority.LOW,
    ),
    MedicineClass(
        "med-cyp-inhibitor",
        "Takes an inhibitor of CYP3A4 or CYP2B6",
        "Higher exposure to ketamine, mostly where the dose is swallowed; the size differs between inhibitors.",
        ("PELT11", "PELT12", "SPR-MIMS", "ANDR17"),
    ),
    MedicineClass(
        "med-cyp-inducer",
        "Takes an enzyme inducer",
        "Lower exposure to ketamine, mostly where the dose is swallowed.",
        ("PELT-SJW", "ANDR17"),
        priority=Priority.LOW,
    ),
    MedicineClass(
        "med-nmda-antagonist",
        "Takes a medicine with ketamine's target",
        "Acts on the same target: the effect may change in an unknown way and effects on the brain add up. One trial "
        "excludes these medicines.",
        ("NCT05803551",),
    ),
    MedicineClass(
        "med-ketamine-elsewhere",
        "Gets ketamine or esketamine elsewhere",
        "Double dosing, misuse and more load on the bladder.",
        ("FDA23",),
        priority=Priority.HIGH,
    ),
    MedicineClass(
        "med-gabapentinoid",
        "Takes gabapentin or pregabalin",
        "Adds sedation and slows breathing; one clinic warns of a blunted effect.",
        ("CAROL",),
    ),
    MedicineClass(
        "med-sedative-other",
        "Takes another sedating medicine",
        "Adds to the depression of the central nervous system.",
        ("KET-LABEL", "RXR-KET"),
    ),
    MedicineClass(
        "med-antipsychotic",
        "Takes an antipsychotic",
        "Some blunting (clozapine, haloperidol, risperidone); a reason to check the diagnosis.",
        ("VER21",),
    ),
    MedicineClass(
        "med-dose-missing",
        "Benzodiazepine listed without a daily dose",
        "Without the dose it cannot be told whether it is a high one.",
        (),
        severity=Severity.NEEDS_INFORMATION,
        by_membership=False,
    ),
    MedicineClass(
        "medication-unrecognised",
        "A medicine was not recognised",
        "What is not on the list may interact; someone has to read the name.",
        (),
        severity=Severity.NEEDS_INFORMATION,
        by_membership=False,
    ),
)
MEDICINE_CLASSES: dict[str, MedicineClass] = {row.id: row for row in _ROWS}

# Facts about a medicine that are compared with what was said about health (contradictions); no criterion by themselves.
FACT_CLASSES: dict[str, str] = {
    "is-lithium": "lithium",
    "is-clozapine": "clozapine",
    "is-long-acting-antipsychotic": "a long-acting antipsychotic",
    "is-buprenorphine": "buprenorphine",
    "is-methadone": "methadone",
    "is-opioid-maintenance": "buprenorphine or methadone for an opioid problem",
    "is-phenytoin": "phenytoin",
    "is-antithyroid": "methimazole or propylthiouracil",
}
CLASS_ORDER: dict[str, int] = {name: place for place, name in enumerate((*MEDICINE_CLASSES, *FACT_CLASSES))}
