"""Where the statements come from: sources of the screening rules by their key, and some that only these pages need.

As there, a status says what was really seen of a source, and the pages show it beside the name.
"""

from dataclasses import dataclass

from kapintake.learning.content import Text
from screening.citations import CITATIONS, Citation, CitationStatus

_SEEN, _ABSTRACT = CitationStatus.SEEN, CitationStatus.ABSTRACT
_SECONDARY, _RECALLED = CitationStatus.SECONDARY, CitationStatus.RECALLED

STATUS_WORDS: dict[CitationStatus, Text] = {
    CitationStatus.SEEN: Text("We read this.", "Lo leímos."),
    CitationStatus.ABSTRACT: Text("We read its summary.", "Leímos su resumen."),
    CitationStatus.SECONDARY: Text("We read about it in another place.", "Leímos sobre esto en otro lugar."),
    CitationStatus.RECALLED: Text("From memory. We have not looked it up.", "De memoria. No lo hemos revisado."),
    CitationStatus.POLICY: Text(
        "A rule of ours. A clinician of the clinic approves it.", "Una regla nuestra. Un profesional de la clínica la aprueba."
    ),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with the short name under which a page shows it."""

    name: Text
    citation: Citation


def _known(key: str, en: str, es: str = "") -> tuple[str, Source]:
    return key, Source(Text(en, es or en), CITATIONS[key])


def _new(key: str, en: str, es: str, reference: str, status: CitationStatus, used_for: str) -> tuple[str, Source]:
    return key, Source(Text(en, es or en), Citation(key, reference, status, used_for))


SOURCES: dict[str, Source] = dict(
    (
        _known("POLICY", "Our own rule", "Regla nuestra"),
        _known("RECALLED", "General knowledge", "Saber general"),
        _known("SPR-US", "US label of Spravato", "Hoja de Spravato en EE. UU."),
        _known("PDR-SPR", "Spravato summary", "Resumen de Spravato"),
        _known("REMS", "Spravato safety program", "Programa de seguridad de Spravato"),
        _known("PDR-KET", "Ketamine summary", "Resumen de la ketamina"),
        _known("KET-SPL", "US label of ketamine", "Hoja de la ketamina en EE. UU."),
        _known("MEDLIB", "Ketamine label, pregnancy", "Hoja de la ketamina, embarazo"),
        _known("FDA23", "FDA alert, 2023", "Aviso de la FDA, 2023"),
        _known("APA17", "US psychiatrists, 2017", "Psiquiatras de EE. UU., 2017"),
        _known("APA17-SUM", "Summary of the 2017 statement", "Resumen de la guía de 2017"),
        _known("CANMAT21", "Canadian group, 2021", "Grupo de Canadá, 2021"),
        _known("ZAR21", "Zarate 2021"),
        _known("MCI21", "McIntyre 2021"),
        _known("COHEN18", "Pain doctors, 2018", "Médicos del dolor, 2018"),
        _known("FIELD", "Clinic group, rules", "Grupo de clínicas, reglas"),
        _known("FIELD-PRE", "Clinic group, 1,806 people", "Grupo de clínicas, 1,806 personas"),
        _known("DORE19", "Dore 2019"),
        _known("FED21", "Feder 2021"),
        _known("ABD22", "Abdallah 2022"),
        _known("BOR24", "Review on PTSD, 2024", "Revisión sobre TEPT, 2024"),
        _known("DAK20", "Dakwar 2020"),
        _known("GRAB22", "Grabski 2022"),
        _known("YALE24", "Blood pressure study, 2024", "Estudio de presión, 2024"),
        _new(
            "BERMAN00", "Berman 2000", "",
            "Berman RM et al. Antidepressant effects of ketamine in depressed patients. Biol Psychiatry 2000;47:351-354",
            _ABSTRACT, "The first trial, seven people",
        ),
        _new(
            "ZARATE06", "Zarate 2006", "",
            "Zarate CA et al. An NMDA antagonist in treatment-resistant major depression. Arch Gen Psychiatry 2006;63:856-864",
            _RECALLED, "The second trial",
        ),
        _new(
            "COCHRANE21", "Cochrane 2021", "",
            "Dean RL et al. Ketamine and other glutamate receptor modulators for depression in adults with unipolar major depressive "
            "disorder. Cochrane Database Syst Rev 2021, CD011612.pub3",
            _ABSTRACT, "31 trials of ketamine and 9 of esketamine; the certainty of the evidence is recalled",
        ),
        _new(
            "COCHRANE-BD21", "Cochrane 2021, bipolar", "Cochrane 2021, bipolar",
            "Ketamine and other glutamate receptor modulators for depression in adults with bipolar disorder. "
            "Cochrane Database Syst Rev 2021",
            _ABSTRACT, "Three trials of ketamine",
        ),
        _new(
            "COCHRANE-PAIN25", "Cochrane 2025, pain", "Cochrane 2025, dolor",
            "Ferraro MC et al. Ketamine and other NMDA receptor antagonists for chronic pain. Cochrane Database Syst Rev 2025; "
            "as summarised by epocrates.com, August 21, 2025",
            _SECONDARY, "67 trials, no clear benefit, more unwanted effects",
        ),
        _new(
            "MCGIRR15", "Review of seven trials, 2015", "Revisión de siete estudios, 2015",
            "Review and meta-analysis of ketamine and other NMDA antagonists in depression. Am J Psychiatry 2015. "
            "doi 10.1176/appi.ajp.2015.15040465",
            _ABSTRACT, "Benefit at 24 hours, which fades",
        ),
        _new(
            "ELEKT-D", "Anand 2023", "",
            "Anand A et al. Ketamine versus ECT for nonpsychotic treatment-resistant major depression. N Engl J Med 2023. "
            "doi 10.1056/NEJMoa2302399",
            _ABSTRACT, "55.4 % against 41.2 % after three weeks; memory",
        ),
        _new(
            "SUSTAIN1", "Daly 2019", "",
            "Daly EJ et al. Esketamine nasal spray plus oral antidepressant for relapse prevention. JAMA Psychiatry 2019;76:893-903. "
            "doi 10.1001/jamapsychiatry.2019.1189",
            _ABSTRACT, "Relapse in 26.7 % against 45.3 % of those who were well",
        ),
        _new(
            "FDA-ESK25", "FDA approvals, 2019 and 2025", "Permisos de la FDA, 2019 y 2025",
            "FDA approvals of esketamine in 2019 and, without an oral antidepressant, in January 2025; as reported by epocrates.com",
            _SECONDARY, "Dates and uses",
        ),
        _new(
            "LII23", "Lii 2023", "",
            "Lii TR et al. Randomized trial of ketamine masked by surgical anesthesia in patients with depression. Nat Ment Health "
            "2023;1:876-886. doi 10.1038/s44220-023-00140-x",
            _ABSTRACT, "No difference where nobody could feel which one it was",
        ),
        _new(
            "KEW23", "Kew 2023", "",
            "Kew BM et al. Ketamine and psychotherapy for the treatment of psychiatric disorders: systematic review. BJPsych Open 2023",
            _ABSTRACT, "Whether talks add to ketamine; relapse after a course",
        ),
        _new(
            "ABBAR22", "Abbar 2022", "",
            "Abbar M et al. Ketamine for the acute treatment of severe suicidal ideation. BMJ 2022;376:e067194",
            _ABSTRACT, "63.0 % against 31.6 % at day 3; the result at week 6 is recalled",
        ),
        _new(
            "WHITTAKER21", "Whittaker 2021", "",
            "Whittaker E et al. Ketamine in refractory anxiety spectrum disorders. Ther Adv Psychopharmacol 2021;11. "
            "doi 10.1177/20451253211056743",
            _ABSTRACT, "Six trials: two social anxiety, three PTSD, one OCD",
        ),
        _new(
            "WINSTOCK12", "Winstock 2012", "",
            "Winstock AR et al. Urinary symptoms among recreational ketamine users. BJU Int 2012;110:1762-1766. "
            "doi 10.1111/j.1464-410X.2012.11028.x",
            _ABSTRACT, "26.6 % had symptoms; 51 % of those who told of it got better after stopping",
        ),
        _new(
            "ZANOS18", "Zanos 2018", "",
            "Zanos P, Gould TD. Mechanisms of ketamine action as an antidepressant. Mol Psychiatry 2018;23:801-811",
            _ABSTRACT, "What is thought to happen in the brain",
        ),
        _new(
            "COLLA21", "Colla 2021", "",
            "Colla M et al. Novel insights into the neurobiology of the antidepressant response from ketamine research. "
            "Front Behav Neurosci 2021. doi 10.3389/fnbeh.2021.759466",
            _ABSTRACT, "First made in 1962",
        ),
        _new(
            "DOMINO10", "Domino 2010", "",
            "Domino EF. Taming the ketamine tiger. Anesthesiology 2010;113:678-684; as told by resus.me",
            _SECONDARY, "First people in 1964",
        ),
        _new(
            "FOCUS23", "Review on PTSD, 2023", "Revisión sobre TEPT, 2023",
            "Ketamine for PTSD. Focus (Am Psychiatr Publ) 2023. doi 10.1176/appi.focus.23021014",
            _ABSTRACT, "FDA approval as an anesthetic in 1970; talking therapies for trauma have the most support",
        ),
        _new(
            "ALSHIRAWI", "Al Shirawi 2017", "",
            "Al Shirawi MI et al. Oral ketamine in treatment-resistant depression. J Clin Psychopharmacol 2017",
            _ABSTRACT, "How much of a dose reaches the blood, by mouth and by nose; the year is recalled",
        ),
        _new(
            "NIH-AD", "NIH page on depression", "Página del NIH sobre depresión",
            "NIHSeniorHealth: Depression, how do I know if an antidepressant is working",
            _SEEN, "Two to four weeks, sleep before mood",
        ),
        _new(
            "CLINIC-PAGES", "Pages of clinics", "Páginas de clínicas",
            "Pages of several US clinics on ketamine-assisted therapy: miresource.com, psychedelichealingcolorado.net, "
            "mindspacewellbeing.com",
            _SEEN, "Preparation, room, 60 to 90 minutes, integration",
        ),
        _new(
            "PRICES", "Price guides", "Guías de precios",
            "Public price guides: healingmaps.com, aware.md",
            _SEEN, "300 to 1,500 dollars for an infusion; insurance",
        ),
    )
)  # fmt: skip
