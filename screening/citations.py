"""The sources that criteria name, each with what was really seen of it.

A status is part of the evidence and is shown wherever the source is: a number that was only recalled, or chosen by us,
says so. Stored copies may be older than the live page; a clinic's prescriber approves before anything is in force.
"""

from dataclasses import dataclass
from enum import StrEnum


class CitationStatus(StrEnum):
    """How far the source itself was seen."""

    SEEN = "seen"  # the fact was read in the source
    ABSTRACT = "abstract"  # title, abstract or opening only; details are recalled
    SECONDARY = "secondary"  # read in a page about the source
    RECALLED = "recalled"  # general knowledge, not looked up
    POLICY = "policy"  # chosen by us; no single source stands behind the exact number


@dataclass(frozen=True, slots=True)
class Citation:
    """One source. `reference` is its bibliographic form, `used_for` what was taken from it."""

    key: str
    reference: str
    status: CitationStatus
    used_for: str = ""


_SEEN, _ABSTRACT, _SECONDARY = CitationStatus.SEEN, CitationStatus.ABSTRACT, CitationStatus.SECONDARY
_RECALLED, _POLICY = CitationStatus.RECALLED, CitationStatus.POLICY

_OURSELVES = (
    Citation("RECALLED", "General medical knowledge, not looked up for this rule.", _RECALLED),
    Citation("POLICY", "A cautious default of this project, to be approved by a prescriber of the clinic.", _POLICY),
    Citation("CRISIS-BP", "Severe hypertension at 180/120 mmHg, as in AHA/ACC practice; recalled.", _RECALLED, "The crisis line"),
)
_LABELS = (
    Citation(
        "SPR-US",
        "Janssen. Spravato (esketamine): US prescribing information and brief summary.",
        _SEEN,
        "Contraindications, rates of effects, two hours of observation, blood pressure",
    ),
    Citation("PDR-SPR", "PDR drug summary: Spravato.", _SEEN, "140/90, peak near 40 minutes, food and drink before dosing"),
    Citation("SPR-EU", "EMA. Spravato: summary of product characteristics.", _SEEN, "150/90 from age 65, liver, dialysis, interactions"),
    Citation("SPR-EU-25", "EMA. Spravato: summary of product characteristics, revision 2025.", _SEEN, "Heart events within six weeks"),
    Citation(
        "SPR-EU-PI", "Janssen UK. Spravato: prescribing information.", _SEEN, "At least two treatments; staff trained in resuscitation"
    ),
    Citation("SPR-MIMS", "MIMS Philippines. Spravato: interactions.", _SEEN, "Stimulants, MAO inhibitors, ticlopidine"),
    Citation("MPR-SPR", "Monograph summary of Spravato.", _SECONDARY, "Liver, bladder, pregnancy"),
    Citation("UTD-ESK", "Esketamine: drug information, copy of UpToDate.", _SECONDARY, "Wording on use without an antidepressant"),
    Citation("REMS", "Spravato REMS programme site.", _SEEN, "Two hours of observation"),
    Citation("REMS-JNJ", "Johnson & Johnson. Patient monitoring form of the Spravato REMS: overview.", _SEEN, "Form within seven days"),
    Citation("PDR-KET", "PDR drug summary: Ketalar (ketamine).", _SEEN, "States of serious hazard, brain and eye pressure, liver tests"),
    Citation("KET-SPL", "Par. Ketalar: US label.", _SEEN, "Emergence reactions near 12 %, escort by an adult"),
    Citation("KET-LABEL", "US ketamine injection labels (Eugia 2026, Par), as quoted in public files.", _SECONDARY, "CNS depressants"),
    Citation("MEDLIB", "Ketamine injection label, sections 5.3 to 5.5.", _SEEN, "Window of neurotoxicity in development"),
    Citation(
        "UK-SPC",
        "Pfizer. Ketalar: UK summary of product characteristics, 2019.",
        _SEEN,
        "Contraindications; its list of cautions is recalled",
    ),
    Citation("CH-KET", "Swiss product information of ketamine: contraindications.", _SEEN, "180/100, thyroid"),
    Citation("CH-INT", "Swiss product information of ketamine: interactions.", _SEEN, "Theophylline"),
    Citation("MIMS", "MIMS Philippines. Ketamax (ketamine): interactions.", _SEEN, "Seizures with theophylline, thyroid hormones"),
    Citation("RXR-KET", "RxReasoner index of ketamine precautions.", _SECONDARY, "Pressor medicines, CYP3A4, liver"),
)
_GUIDANCE = (
    Citation(
        "APA17",
        "Sanacora G et al. Consensus statement on the use of ketamine in mood disorders. JAMA Psychiatry 2017;74:399-405. "
        "doi 10.1001/jamapsychiatry.2017.0080",
        _ABSTRACT,
    ),
    Citation("APA17-SUM", "A clinic's summary of the 2017 consensus statement on ketamine.", _SECONDARY, "Team, baseline checks, review"),
    Citation(
        "MCI21",
        "McIntyre RS et al. Synthesizing the evidence for ketamine and esketamine. Am J Psychiatry 2021;178:383-399. "
        "doi 10.1176/appi.ajp.2020.20081251",
        _ABSTRACT,
        "Background only",
    ),
    Citation(
        "CANMAT21",
        "Swainson J et al. CANMAT task force recommendations on racemic ketamine. Can J Psychiatry 2021;66:113-125. "
        "doi 10.1177/0706743720970860",
        _ABSTRACT,
        "Levels of evidence",
    ),
    Citation("ZAR21", "Zarate CA. Can J Psychiatry 2021;66:537-539. doi 10.1177/07067437211004023", _SEEN, "Third-line position"),
    Citation(
        "COHEN18",
        "Cohen SP et al. Consensus guidelines on intravenous ketamine for chronic pain. Reg Anesth Pain Med 2018;43:521-546. "
        "doi 10.1097/AAP.0000000000000808",
        _SECONDARY,
        "Contraindications, evidence in pain",
    ),
    Citation("NZ23", "Beaglehole B et al. BJPsych Open 2023;9:e191. doi 10.1192/bjo.2023.577", _ABSTRACT, "Further reading"),
    Citation("RANZCP25", "RANZCP professional practice guideline, 2025. doi 10.1177/00048674251333577", _ABSTRACT, "Further reading"),
    Citation("ASKP3", "ASKP3. Standards of practice 2020, and basics 2025.", _SECONDARY, "General principles"),
    Citation(
        "FDA23", "FDA. Alert on compounded ketamine, October 2023, as reported in the news.", _SECONDARY, "Off-label use, bladder, misuse"
    ),
    Citation(
        "ICER19",
        "Institute for Clinical and Economic Review. Esketamine for treatment-resistant depression, 2019.",
        _SEEN,
        "Two or more trials",
    ),
    Citation(
        "RPA24",
        "Royal Prince Alfred Hospital: review of an interventional psychiatry clinic. PMC11193313, 2024.",
        _SEEN,
        "Definition of TRD",
    ),
    Citation(
        "ATHF24",
        "Antidepressant Treatment History Form, short form 2. J Psychiatr Res 2024. doi 10.1016/j.jpsychires.2024.05.046",
        _ABSTRACT,
        "How to judge whether a trial was adequate",
    ),
)
_CLINICS = (
    Citation("DORE19", "Dore J et al. J Psychoactive Drugs 2019;51:189-198. doi 10.1080/02791072.2019.1587556", _ABSTRACT, "Background"),
    Citation(
        "FIELD",
        "NCT05604794, criteria of the Field Trip KAP cohort.",
        _SEEN,
        "BMI 35, three months, four weeks sober, consent, pregnancy; the list was cut off after substance use",
    ),
    Citation("FIELD-PRE", "Preprint of the Field Trip KAP cohort.", _ABSTRACT, "Effect sizes in anxiety"),
    Citation("FIELD-BLOG", "Field Trip, post by a clinician, 2024.", _SEEN, "Holds treatment at 160/100 and above"),
    Citation(
        "SINAI-KAP",
        "Mount Sinai, registration of a trial of KAP against ketamine.",
        _SEEN,
        "Bipolar, psychosis, substance use, BMI above 35, non-response, ketamine or PCP in one year",
    ),
    Citation("PSYON", "Psyon, Prague: exclusion criteria of a KAP clinic.", _SEEN, "Its psychiatric part only"),
    Citation("CAROL", "Carolinas Center: exclusions from KAP.", _SEEN),
    Citation("TEMEN", "Temenos Center for Integrative Psychotherapy: criteria of a KAP clinic.", _SEEN),
    Citation("JOURN", "Journey Clinical partner page: risks and side effects.", _SEEN),
    Citation("VA-HM", "Guide to the VA's ketamine criteria, on a public health site.", _SECONDARY, "The VA's own protocol was not seen"),
)
_TRIALS = (
    Citation(
        "PMC10812090", "Trial in suicidal depression in an emergency department, table 1, 2023. PMC10812090", _SEEN, "Lorazepam, MMSE"
    ),
    Citation("NCT04173962", "Trial registration NCT04173962.", _SEEN, "Numeric limits"),
    Citation("NCT05803551", "Trial registration NCT05803551.", _SEEN, "Numeric limits"),
    Citation("NCT03788694", "Trial registration NCT03788694.", _SEEN, "Numeric limits"),
    Citation("NCT06795659", "Trial registration NCT06795659.", _SEEN, "Numeric limits"),
    Citation("NCT06036511", "Trial registration NCT06036511.", _SEEN, "Driving, cannabis, stimulants on the day"),
    Citation("NCT05193318", "Trial registration NCT05193318.", _SEEN, "Stable opioid maintenance"),
    Citation("NCT05991232", "Trial registration NCT05991232.", _SEEN, "Excludes C-SSRS 4 or 5 in the past month"),
    Citation(
        "YALE24",
        "Blood pressure during ketamine infusion in 138 patients. Gen Hosp Psychiatry 2024. doi 10.1016/j.genhosppsych.2024.07.001",
        _ABSTRACT,
    ),
    Citation("EMORY", "Blood pressure safety of 684 ketamine infusions. J Affect Disord.", _ABSTRACT),
    Citation("YIP22", "Yip R et al. Front Psychiatry 2022;13:1017504", _ABSTRACT, "Argues for less aggressive treatment of pressure"),
    Citation("FED21", "Feder A et al. Am J Psychiatry 2021. doi 10.1176/appi.ajp.2020.20050596", _ABSTRACT, "PTSD, positive trial"),
    Citation("ABD22", "Abdallah CG et al. Neuropsychopharmacology 2022. doi 10.1038/s41386-022-01266-9", _ABSTRACT, "PTSD, negative trial"),
    Citation("BOR24", "Meta-analysis of ketamine in PTSD. Eur J Psychotraumatol 2024. doi 10.1080/20008066.2023.2299124", _ABSTRACT),
    Citation("DAK20", "Dakwar E et al. Am J Psychiatry 2020. doi 10.1176/appi.ajp.2019.19070684", _ABSTRACT, "Alcohol use disorder"),
    Citation("GRAB22", "Grabski M et al. Ketamine and therapy for alcohol use disorder. Am J Psychiatry 2022", _ABSTRACT),
    Citation("TAY18", "Taylor JH et al. Ketamine for social anxiety disorder. Neuropsychopharmacology 2018", _ABSTRACT),
)
_INTERACTIONS = (
    Citation(
        "ANDR17", "Andrade C. J Clin Psychiatry 2017;78:e858-e861. doi 10.4088/JCP.17f11802", _ABSTRACT, "CYP2B6, CYP3A4, antidepressants"
    ),
    Citation(
        "VER21", "Veraart JKE et al. Int J Neuropsychopharmacol 2021;24:808-831. doi 10.1093/ijnp/pyab039", _ABSTRACT, "Drug interactions"
    ),
    Citation(
        "ANDR20",
        "Andrashko V et al. Front Psychiatry 2020;11:844. doi 10.3389/fpsyt.2020.00844",
        _ABSTRACT,
        "Above 8 mg diazepam equivalent",
    ),
    Citation("FEEN23", "Feeney A et al. J Clin Psychiatry 2023;84:22m14491", _ABSTRACT, "Benzodiazepines"),
    Citation("WILL18", "Williams NR et al. Am J Psychiatry 2018. doi 10.1176/appi.ajp.2018.18020138", _ABSTRACT, "Naltrexone"),
    Citation("PELT11", "Peltoniemi MA et al. Clin Pharmacol Ther 2011. doi 10.1038/clpt.2011.140", _ABSTRACT, "Ticlopidine, itraconazole"),
    Citation("PELT12", "Peltoniemi MA et al. Grapefruit juice and oral S-ketamine. 2012 (year recalled)", _ABSTRACT),
    Citation("PELT-SJW", "Peltoniemi MA et al. St John's wort and oral S-ketamine. 2012 (year recalled)", _ABSTRACT),
    Citation("CUANS", "University of Colorado Anschutz: news quote on stimulants and ketamine.", _SECONDARY),
    Citation("LACT", "Summary on ketamine and breastfeeding, Drugs.com.", _SEEN, "Relative infant dose below 1 %"),
    Citation("MAJ23", "Majdinasab E et al. 2023. doi 10.1097/jcp.0000000000001711", _ABSTRACT, "Transfer into milk"),
)
_SCALES = (
    Citation("CSSRS-TRI", "Columbia: clinical triage guidelines using the C-SSRS, copy.", _SECONDARY, "The most severe tier"),
    Citation("CSSRS-FORM", "C-SSRS screener form, copy.", _SECONDARY, "Which items are asked when"),
    Citation("CSSRS-JC", "Joint Commission paper on the C-SSRS, copy.", _SECONDARY, "Time windows"),
    Citation(
        "CSSRS-CODE",
        "Public analysis script with the low, moderate and high logic.",
        _SECONDARY,
        "To be confirmed against the official triage card",
    ),
    Citation("SIM13", "Simon GE et al. PHQ-9 item 9 and suicide attempts. Psychiatr Serv 2013. doi 10.1176/appi.ps.201200587", _ABSTRACT),
    Citation("LOU16", "Louzon SA et al. PHQ-9 item 9 in the VA. Psychiatr Serv 2016. doi 10.1176/appi.ps.201500149", _ABSTRACT),
    Citation("AUDC-F", "Bradley KA et al. AUDIT-C in women. Arch Intern Med 2003", _SEEN, "Cut-offs"),
    Citation("AUDC-INC", "Paper on inconsistent AUDIT-C answers.", _SEEN, "Four or more for men, three or more for women"),
    Citation("AUDC-PK", "Study of AUDIT-C and phosphatidylethanol.", _SEEN, "8 to 12 is high risk"),
    Citation(
        "DAST10",
        "Skinner HA. The drug abuse screening test. Addict Behav 1982; scoring as on comorbidityguidelines.org.au and cde.nida.nih.gov.",
        _SECONDARY,
        "Item 3 reversed, bands, three or more",
    ),
    Citation(
        "MDQ",
        "Hirschfeld RMA et al. The mood disorder questionnaire. Am J Psychiatry 2000; rule as on LOINC 85102-2 and medicalalgorithms.com.",
        _SECONDARY,
        "Seven of 13, at the same time, moderate or serious problem",
    ),
    Citation(
        "PCL5",
        "Weathers FW et al. The PTSD checklist for DSM-5, National Center for PTSD 2013; rules as in PMC10292741 and calculators of it.",
        _SECONDARY,
        "Clusters, provisional rule, cut-off, item 16 marked critical",
    ),
    Citation("988-MHA", "Description of the 988 lifeline.", _SEEN, "Call, text, chat since July 16, 2022"),
    Citation("CTL", "Crisis Text Line.", _SEEN, "HOME to 741741"),
)
CITATIONS: dict[str, Citation] = {
    source.key: source for source in (*_OURSELVES, *_LABELS, *_GUIDANCE, *_CLINICS, *_TRIALS, *_INTERACTIONS, *_SCALES)
}
