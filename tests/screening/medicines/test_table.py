"""The table holds what the clinical reference names, each in its class, and nothing under two meanings."""

from pathlib import Path

import pytest

from screening.criterion import Priority, Severity
from screening.medicines import FACT_CLASSES, LISTED_NAMES, MEDICINE_CLASSES, MEDICINES, PRODUCTS, Product, match
from screening.medicines.misspellings import MISSPELLINGS
from screening.medicines.review import review
from screening.medicines.table import BY_INGREDIENT, listed_entries
from screening.medicines.words import FORM_WORDS, IGNORED_WORDS, SALT_WORDS, words_of

# Section 3 of the clinical reference, written again by hand: names by class.
REFERENCE = {
    "med-maoi": "phenelzine Nardil, tranylcypromine Parnate, isocarboxazid Marplan, selegiline Emsam Zelapar Eldepryl, rasagiline Azilect, "
    "safinamide Xadago, linezolid Zyvox, methylene_blue ProvayBlue",
    "med-benzodiazepine": "alprazolam Xanax, clonazepam Klonopin, diazepam Valium, lorazepam Ativan Loreev_XR, chlordiazepoxide Librium "
    "Librax, clorazepate Tranxene, clobazam Onfi Sympazan, oxazepam Serax, temazepam Restoril, triazolam Halcion, estazolam ProSom, "
    "flurazepam Dalmane, quazepam Doral, midazolam Versed Nayzilam",
    "med-z-drug": "zolpidem Ambien Edluar Intermezzo, eszopiclone Lunesta, zaleplon Sonata",
    "med-lamotrigine": "lamotrigine Lamictal Subvenite",
    "med-opioid": "oxycodone OxyContin Roxicodone Percocet, hydrocodone Norco Vicodin, morphine MS_Contin, hydromorphone Dilaudid, "
    "oxymorphone Opana, fentanyl Duragesic, tramadol Ultram ConZip, tapentadol Nucynta, codeine Tylenol_#3, meperidine Demerol, "
    "methadone Dolophine Methadose, buprenorphine Suboxone Subutex Zubsolv Sublocade Brixadi Butrans Belbuca, kratom",
    "med-naltrexone": "naltrexone Vivitrol ReVia Contrave low-dose_naltrexone, samidorphan Lybalvi, nalmefene",
    "med-stimulant": "amphetamine Adderall Evekeo Mydayis, dextroamphetamine Dexedrine Zenzedi, lisdexamfetamine Vyvanse, methamphetamine "
    "Desoxyn, methylphenidate Ritalin Concerta Daytrana, dexmethylphenidate Focalin, modafinil Provigil, armodafinil Nuvigil, phentermine "
    "Adipex-P Qsymia, solriamfetol Sunosi, atomoxetine Strattera",
    "med-sympathomimetic": "pseudoephedrine Sudafed, phenylephrine_oral phenylephrine, midodrine ProAmatine, droxidopa Northera, "
    "ergotamine Cafergot, dihydroergotamine Migranal, methylergonovine Methergine",
    "med-theophylline": "theophylline Theo-24 Elixophyllin, aminophylline",
    "med-thyroid": "levothyroxine Synthroid Levoxyl Unithroid Tirosint Euthyrox, liothyronine Cytomel, thyroid_desiccated Armour_Thyroid "
    "NP_Thyroid",
    "med-cyp-inhibitor": "clarithromycin Biaxin, erythromycin, ketoconazole_oral ketoconazole, itraconazole Sporanox, voriconazole Vfend, "
    "posaconazole Noxafil, fluconazole Diflucan, ritonavir Norvir Paxlovid, cobicistat Stribild Genvoya, nefazodone, diltiazem Cardizem, "
    "verapamil Calan, fluvoxamine Luvox, grapefruit, ticlopidine Ticlid, clopidogrel Plavix, orphenadrine Norflex",
    "med-cyp-inducer": "rifampin Rifadin, rifapentine Priftin, carbamazepine Tegretol Equetro Carbatrol, phenytoin Dilantin, "
    "phenobarbital, primidone Mysoline, efavirenz Sustiva, enzalutamide Xtandi, apalutamide Erleada, St_John's_wort",
    "med-nmda-antagonist": "memantine Namenda Namzaric, amantadine Symmetrel Gocovri Osmolex_ER, dextromethorphan Auvelity Nuedexta Delsym "
    "NyQuil, riluzole Rilutek, acamprosate",
    "med-ketamine-elsewhere": "esketamine Spravato, ketamine ketamine_lozenge ketamine_troche ketamine_nasal_spray",
    "med-gabapentinoid": "gabapentin Neurontin Gralise Horizant, pregabalin Lyrica",
    "med-sedative-other": "butalbital Fioricet phenobarbital barbiturates, sodium_oxybate Xyrem Lumryz Xywav, carisoprodol Soma, "
    "cyclobenzaprine Flexeril, tizanidine Zanaflex, baclofen, methocarbamol Robaxin, suvorexant Belsomra, lemborexant Dayvigo, "
    "daridorexant Quviviq, trazodone, doxepin Silenor, hydroxyzine Vistaril Atarax, diphenhydramine Benadryl, doxylamine Unisom, "
    "promethazine Phenergan",
    "med-antipsychotic": "haloperidol Haldol, risperidone Risperdal, clozapine Clozaril Versacloz, olanzapine Zyprexa Lybalvi Symbyax, "
    "quetiapine Seroquel, aripiprazole Abilify, lurasidone Latuda, ziprasidone Geodon, cariprazine Vraylar, brexpiprazole Rexulti, "
    "lumateperone Caplyta, paliperidone Invega",
}
NO_FLAG = (
    "sertraline Zoloft escitalopram Lexapro citalopram Celexa fluoxetine Prozac paroxetine Paxil vortioxetine Trintellix vilazodone "
    "Viibryd venlafaxine Effexor desvenlafaxine Pristiq duloxetine Cymbalta bupropion Wellbutrin mirtazapine Remeron buspirone lithium "
    "Lithobid nortriptyline amitriptyline prazosin propranolol metoprolol atenolol lisinopril losartan amlodipine hydrochlorothiazide "
    "atorvastatin Lipitor rosuvastatin Crestor metformin semaglutide Ozempic Wegovy insulin omeprazole levonorgestrel methimazole "
    "melatonin ibuprofen acetaminophen albuterol_inhaler latanoprost latanoprost_eye_drops timolol_eye_drops birth_control_pill"
)


def names(text: str) -> list[str]:
    return [name.replace("_", " ") for name in text.replace(",", " ").split()]


@pytest.mark.parametrize(("medicine_class", "name"), [(row, name) for row, text in REFERENCE.items() for name in names(text)])
def test_it_finds_every_name_of_the_reference_in_its_class(medicine_class: str, name: str) -> None:
    found = match(name)
    assert medicine_class in found.classes
    assert found.recognised


@pytest.mark.parametrize("name", names(NO_FLAG))
def test_it_recognises_what_fires_nothing_by_default(name: str) -> None:
    found = match(name)
    assert found.recognised
    assert not [row for row in found.classes if row.startswith("med-")]


@pytest.mark.parametrize("name", LISTED_NAMES)
def test_it_recognises_every_listed_name_in_any_case_and_punctuation(name: str) -> None:
    found = match(name)
    assert found.recognised
    assert match(name.upper()).classes == match(f"  {name.lower()}!  ").classes == found.classes


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)
def test_it_fires_every_class_of_every_part_of_a_combination(product: Product) -> None:
    found = match(product.name)
    assert found.ingredients == product.parts
    local = ("med-cyp-inhibitor",) if product.local else ()
    assert {row for part in product.parts for row in BY_INGREDIENT[part].classes if row not in local} <= set(found.classes)


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("Contrave", {"med-naltrexone"}),
        ("Lybalvi", {"med-antipsychotic", "med-naltrexone"}),
        ("Symbyax", {"med-antipsychotic"}),
        ("Stribild", {"med-cyp-inhibitor"}),
        ("Paxlovid", {"med-cyp-inhibitor"}),
        ("Librax", {"med-benzodiazepine"}),
        ("Fioricet", {"med-sedative-other"}),
        ("Fioricet with codeine", {"med-sedative-other", "med-opioid"}),
        ("phenobarbital", {"med-cyp-inducer", "med-sedative-other"}),
        ("NyQuil", {"med-nmda-antagonist", "med-sedative-other"}),
        ("Auvelity", {"med-nmda-antagonist"}),
        ("Wellbutrin XL", set()),
    ],
)
def test_it_gives_exactly_these_classes(name: str, classes: set[str]) -> None:
    assert {row for row in match(name).classes if row.startswith("med-")} == classes


def test_it_knows_every_class_that_a_row_names_and_uses_every_class() -> None:
    used = {row for entry in listed_entries() for row in entry.classes} | {row for one in MEDICINES for row in one.depot_classes}
    by_rule = {row.id for row in MEDICINE_CLASSES.values() if not row.by_membership}
    assert used == (set(MEDICINE_CLASSES) | set(FACT_CLASSES)) - by_rule
    assert by_rule == {"med-benzodiazepine-high", "med-dose-missing", "medication-unrecognised"}


def test_it_lists_no_ingredient_twice() -> None:
    assert len(BY_INGREDIENT) == len(MEDICINES)
    assert len({product.name for product in PRODUCTS}) == len(PRODUCTS)


def test_it_has_no_name_that_is_only_a_form_or_schedule_word() -> None:
    for entry in listed_entries():
        assert entry.words
        assert set(entry.words) - IGNORED_WORDS - SALT_WORDS or entry.name == "eye drops"


def test_it_keeps_the_severities_of_the_reference() -> None:
    review = {row.id for row in MEDICINE_CLASSES.values() if row.severity is Severity.REVIEW}
    assert set(MEDICINE_CLASSES) - review == {"med-dose-missing", "medication-unrecognised"}
    high = {row.id for row in MEDICINE_CLASSES.values() if row.priority is Priority.HIGH}
    assert high == {"med-benzodiazepine-high", "med-opioid", "med-ketamine-elsewhere"}
    low = {row.id for row in MEDICINE_CLASSES.values() if row.priority is Priority.LOW}
    assert low == {"med-thyroid", "med-cyp-inducer"}
    configurable = {row.id for row in MEDICINE_CLASSES.values() if row.configurable_to is Severity.CONTRAINDICATION}
    assert configurable == {"med-maoi", "med-opioid"}


def test_it_titles_each_class_in_at_most_eight_words() -> None:
    assert all(len(row.title.split()) <= 8 for row in MEDICINE_CLASSES.values())


def test_it_reads_names_as_words_and_numbers() -> None:
    assert words_of("Theo-24, 200mg (b.i.d.)") == ("theo", "24", "200", "mg", "bid")
    assert "xr" in FORM_WORDS


def test_it_keeps_the_page_that_a_pharmacist_reviews_current() -> None:
    assert (Path(__file__).parents[3] / "docs" / "medicines.md").read_text(encoding="utf-8") == review()
    assert all(spelling in review() for spellings in MISSPELLINGS.values() for spelling in spellings)
