"""Medicines that change how fast ketamine is broken down, that share its target, or that are ketamine."""

from screening.medicines.medicine import Listing, Medicine

_INHIBITOR = ("med-cyp-inhibitor",)
_INDUCER = ("med-cyp-inducer",)
_NMDA = ("med-nmda-antagonist",)
_KETAMINE = ("med-ketamine-elsewhere",)

ENZYMES = (
    Medicine("clarithromycin", ("Biaxin",), _INHIBITOR),
    Medicine("erythromycin", ("Ery-Tab",), _INHIBITOR, unless_local=_INHIBITOR),
    Medicine("ketoconazole", ("Nizoral",), _INHIBITOR, unless_local=_INHIBITOR),
    Medicine("itraconazole", ("Sporanox",), _INHIBITOR),
    Medicine("voriconazole", ("Vfend",), _INHIBITOR),
    Medicine("posaconazole", ("Noxafil",), _INHIBITOR),
    Medicine("fluconazole", ("Diflucan",), _INHIBITOR),
    Medicine("ritonavir", ("Norvir",), _INHIBITOR),
    Medicine("cobicistat", ("Tybost",), _INHIBITOR),
    Medicine("nefazodone", ("Serzone",), _INHIBITOR),
    Medicine("diltiazem", ("Cardizem",), _INHIBITOR, unless_local=_INHIBITOR),
    Medicine("verapamil", ("Calan",), _INHIBITOR),
    Medicine("fluvoxamine", ("Luvox",), _INHIBITOR),
    Medicine("grapefruit", (), _INHIBITOR, aliases=("grapefruit juice",)),
    Medicine("ticlopidine", ("Ticlid",), _INHIBITOR),
    Medicine("clopidogrel", ("Plavix",), _INHIBITOR),
    Medicine("orphenadrine", ("Norflex",), _INHIBITOR),
    Medicine("rifampin", ("Rifadin",), _INDUCER, aliases=("rifampicin",)),
    Medicine("rifapentine", ("Priftin",), _INDUCER),
    Medicine("carbamazepine", ("Tegretol", "Equetro", "Carbatrol"), _INDUCER),
    Medicine("phenytoin", ("Dilantin",), (*_INDUCER, "is-phenytoin"), aliases=("fosphenytoin",)),
    Medicine("phenobarbital", (), (*_INDUCER, "med-sedative-other"), aliases=("phenobarb", "phenobarbitone")),
    Medicine("primidone", ("Mysoline",), _INDUCER),
    Medicine("efavirenz", ("Sustiva",), _INDUCER),
    Medicine("enzalutamide", ("Xtandi",), _INDUCER),
    Medicine("apalutamide", ("Erleada",), _INDUCER),
    Medicine("St John's wort", (), _INDUCER, aliases=("Saint John's wort", "St John wort", "Saint John wort", "hypericum", "SJW")),
    Medicine("memantine", ("Namenda",), _NMDA),
    Medicine("amantadine", ("Symmetrel", "Gocovri", "Osmolex ER"), _NMDA),
    Medicine("dextromethorphan", ("Delsym",), _NMDA, aliases=("DXM",)),
    Medicine("riluzole", ("Rilutek",), _NMDA),
    Medicine("acamprosate", ("Campral",), _NMDA),
    Medicine("ketamine", ("Ketalar",), _KETAMINE),
    Medicine("esketamine", ("Spravato",), _KETAMINE),
    Medicine("ketamine from a website", (), _KETAMINE, aliases=("Mindbloom",), listing=Listing.ADDED),
)
