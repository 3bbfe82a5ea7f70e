"""Medicines that sedate or slow breathing, and the opioid blockers."""

from screening.medicines.medicine import Listing, Medicine

_BENZODIAZEPINE = ("med-benzodiazepine",)
_Z_DRUG = ("med-z-drug",)
_OPIOID = ("med-opioid",)
_GABAPENTINOID = ("med-gabapentinoid",)
_SEDATIVE = ("med-sedative-other",)
_NALTREXONE = ("med-naltrexone",)
_ADDED = Listing.ADDED

SEDATING = (
    Medicine("alprazolam", ("Xanax",), _BENZODIAZEPINE),
    Medicine("clonazepam", ("Klonopin",), _BENZODIAZEPINE),
    Medicine("diazepam", ("Valium",), _BENZODIAZEPINE),
    Medicine("lorazepam", ("Ativan", "Loreev XR"), _BENZODIAZEPINE),
    Medicine("chlordiazepoxide", ("Librium",), _BENZODIAZEPINE),
    Medicine("clorazepate", ("Tranxene",), _BENZODIAZEPINE),
    Medicine("clobazam", ("Onfi", "Sympazan"), _BENZODIAZEPINE),
    Medicine("oxazepam", ("Serax",), _BENZODIAZEPINE),
    Medicine("temazepam", ("Restoril",), _BENZODIAZEPINE),
    Medicine("triazolam", ("Halcion",), _BENZODIAZEPINE),
    Medicine("estazolam", ("ProSom",), _BENZODIAZEPINE),
    Medicine("flurazepam", ("Dalmane",), _BENZODIAZEPINE),
    Medicine("quazepam", ("Doral",), _BENZODIAZEPINE),
    Medicine("midazolam", ("Versed", "Nayzilam"), _BENZODIAZEPINE),
    Medicine("zolpidem", ("Ambien", "Edluar", "Intermezzo"), _Z_DRUG),
    Medicine("eszopiclone", ("Lunesta",), _Z_DRUG),
    Medicine("zaleplon", ("Sonata",), _Z_DRUG),
    Medicine("zopiclone", ("Imovane",), _Z_DRUG, listing=_ADDED),
    Medicine("oxycodone", ("OxyContin", "Roxicodone", "Xtampza"), _OPIOID),
    Medicine("hydrocodone", ("Hysingla", "Zohydro"), _OPIOID),
    Medicine("morphine", ("MS Contin", "Kadian"), _OPIOID),
    Medicine("hydromorphone", ("Dilaudid",), _OPIOID),
    Medicine("oxymorphone", ("Opana",), _OPIOID),
    Medicine("fentanyl", ("Duragesic",), _OPIOID),
    Medicine("tramadol", ("Ultram", "ConZip"), _OPIOID),
    Medicine("tapentadol", ("Nucynta",), _OPIOID),
    Medicine("codeine", (), _OPIOID),
    Medicine("meperidine", ("Demerol",), _OPIOID, aliases=("pethidine",)),
    Medicine("methadone", ("Dolophine", "Methadose"), (*_OPIOID, "is-methadone")),
    Medicine("buprenorphine", (), (*_OPIOID, "is-buprenorphine"), has_depot=True),
    Medicine("kratom", (), _OPIOID, aliases=("mitragynine",)),
    Medicine("butorphanol", ("Stadol",), _OPIOID, listing=_ADDED),
    Medicine("levorphanol", (), _OPIOID, listing=_ADDED),
    Medicine("naltrexone", ("ReVia",), _NALTREXONE, aliases=("low-dose naltrexone", "LDN"), has_depot=True),
    Medicine("samidorphan", (), _NALTREXONE),
    Medicine("nalmefene", ("Selincro",), _NALTREXONE),
    Medicine("gabapentin", ("Neurontin", "Gralise"), _GABAPENTINOID, aliases=("gabapentin enacarbil",)),
    Medicine("pregabalin", ("Lyrica",), _GABAPENTINOID),
    Medicine("butalbital", (), _SEDATIVE),
    Medicine("sodium oxybate", ("Xyrem", "Lumryz", "Xywav"), _SEDATIVE, aliases=("oxybate", "GHB")),
    Medicine("carisoprodol", ("Soma",), _SEDATIVE),
    Medicine("cyclobenzaprine", ("Flexeril", "Amrix"), _SEDATIVE),
    Medicine("tizanidine", ("Zanaflex",), _SEDATIVE),
    Medicine("baclofen", ("Lioresal",), _SEDATIVE),
    Medicine("methocarbamol", ("Robaxin",), _SEDATIVE),
    Medicine("suvorexant", ("Belsomra",), _SEDATIVE),
    Medicine("lemborexant", ("Dayvigo",), _SEDATIVE),
    Medicine("daridorexant", ("Quviviq",), _SEDATIVE),
    Medicine("trazodone", ("Desyrel", "Oleptro"), _SEDATIVE),
    Medicine("doxepin", ("Silenor",), _SEDATIVE),
    Medicine("hydroxyzine", ("Vistaril", "Atarax"), _SEDATIVE),
    Medicine("diphenhydramine", ("Benadryl", "ZzzQuil"), _SEDATIVE),
    Medicine("doxylamine", ("Unisom",), _SEDATIVE),
    Medicine("promethazine", ("Phenergan",), _SEDATIVE),
    Medicine("barbiturate", (), _SEDATIVE, aliases=("barbiturates", "secobarbital", "pentobarbital")),
    # Named by class: what people write when the exact name is not at hand.
    Medicine("benzodiazepine", (), _BENZODIAZEPINE, aliases=("benzodiazepines",), listing=_ADDED),
    Medicine("opioid", (), _OPIOID, aliases=("opioids", "opiate", "opiates"), listing=_ADDED),
)
