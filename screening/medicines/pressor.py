"""Medicines that raise blood pressure or pulse, or lower the seizure threshold."""

from screening.medicines.medicine import Listing, Medicine

_MAOI = ("med-maoi",)
_STIMULANT = ("med-stimulant",)
_PRESSOR = ("med-sympathomimetic",)
_THYROID = ("med-thyroid",)
_THEOPHYLLINE = ("med-theophylline",)

PRESSOR = (
    Medicine("phenelzine", ("Nardil",), _MAOI),
    Medicine("tranylcypromine", ("Parnate",), _MAOI),
    Medicine("isocarboxazid", ("Marplan",), _MAOI),
    Medicine("selegiline", ("Emsam", "Zelapar", "Eldepryl"), _MAOI),
    Medicine("rasagiline", ("Azilect",), _MAOI),
    Medicine("safinamide", ("Xadago",), _MAOI),
    Medicine("linezolid", ("Zyvox",), _MAOI),
    Medicine("methylene blue", ("ProvayBlue",), _MAOI, aliases=("methylthioninium",)),
    Medicine("moclobemide", ("Aurorix", "Manerix"), _MAOI, listing=Listing.ADDED),
    Medicine("MAO inhibitor", (), _MAOI, aliases=("MAOI", "MAOIs", "MAO inhibitors"), listing=Listing.ADDED),
    Medicine(
        "amphetamine",
        ("Adderall", "Evekeo", "Mydayis", "Adzenys", "Dyanavel"),
        _STIMULANT,
        aliases=("amphetamines", "amfetamine", "amphetamine salts", "mixed amphetamine salts"),
    ),
    Medicine("dextroamphetamine", ("Dexedrine", "Zenzedi", "Xelstrym"), _STIMULANT, aliases=("dexamphetamine",)),
    Medicine("lisdexamfetamine", ("Vyvanse",), _STIMULANT, aliases=("lisdexamphetamine",)),
    Medicine("methamphetamine", ("Desoxyn",), _STIMULANT),
    Medicine("methylphenidate", ("Ritalin", "Concerta", "Daytrana", "Metadate", "Quillivant", "Jornay"), _STIMULANT),
    Medicine("dexmethylphenidate", ("Focalin",), _STIMULANT),
    Medicine("modafinil", ("Provigil",), _STIMULANT),
    Medicine("armodafinil", ("Nuvigil",), _STIMULANT),
    Medicine("phentermine", ("Adipex-P", "Adipex", "Lomaira"), _STIMULANT),
    Medicine("solriamfetol", ("Sunosi",), _STIMULANT),
    Medicine("atomoxetine", ("Strattera",), _STIMULANT),
    Medicine("pseudoephedrine", ("Sudafed",), _PRESSOR),
    Medicine("phenylephrine", ("Sudafed PE",), _PRESSOR, unless_local=_PRESSOR),
    Medicine("midodrine", ("ProAmatine",), _PRESSOR),
    Medicine("droxidopa", ("Northera",), _PRESSOR),
    Medicine("ergotamine", ("Cafergot",), _PRESSOR),
    Medicine("dihydroergotamine", ("Migranal",), _PRESSOR, aliases=("DHE",)),
    Medicine("methylergonovine", ("Methergine",), _PRESSOR, aliases=("methylergometrine",)),
    Medicine("theophylline", ("Theo-24", "Elixophyllin", "Uniphyl"), _THEOPHYLLINE),
    Medicine("aminophylline", (), _THEOPHYLLINE),
    Medicine("levothyroxine", ("Synthroid", "Levoxyl", "Unithroid", "Tirosint", "Euthyrox", "Levo-T"), _THYROID, aliases=("thyroxine",)),
    Medicine("liothyronine", ("Cytomel",), _THYROID),
    Medicine(
        "thyroid desiccated",
        ("Armour Thyroid", "NP Thyroid"),
        _THYROID,
        aliases=("desiccated thyroid", "thyroid extract", "thyroid"),
    ),
)
