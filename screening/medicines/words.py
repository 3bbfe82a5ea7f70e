"""Which words beside a name say only how, how much or when it is taken. Every other word stays unrecognised.

Purposes ("for sleep"), history ("stopped") and negations ("no") are left out on purpose: they need a reader.
"""

import re
import unicodedata

_MARKS = re.compile(r"[®™©'’‘`´ʼ]")  # and the apostrophes that phones type: "St John’s wort"
_ABBREVIATION = re.compile(r"(?<![^\W\d_])([^\W\d_])\.(?=[^\W\d_](?:\.|\b))")
_TOKEN = re.compile(r"#\d+|\d+|[^\W\d_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STRENGTH_WORDS = _words(
    "mg mgs mcg ug g gm gram grams ml mls iu unit units meq milligram milligrams microgram micrograms percent "
    "low high dose doses strength extra maximum max half quarter one two three four five once twice hr hrs"
)
FORM_WORDS = _words(
    "xr er sr cr dr ir xl la cd xt odt ec hcl tab tabs tablet tablets cap caps capsule capsules caplet caplets softgel "
    "softgels gelcap gelcaps pill pills patch patches film films strip strips wafer lozenge lozenges troche troches "
    "gummy gummies powder packet syrup solution suspension liquid elixir drop drops spray nasal inhaler inhaled nebulizer "
    "injection injections injectable injected shot shots pen pump implant infusion iv im sc suppository ring "
    "sublingual buccal oral orally mouth po transdermal chewable chewables dissolving dispersible disintegrating "
    "extended sustained controlled delayed immediate modified slow release releasing acting long short generic brand "
    "decanoate depot lai microspheres"
)
SCHEDULE_WORDS = _words(
    "a an i my the at in on of by per every each day days daily night nights nightly bedtime morning mornings evening "
    "evenings noon afternoon lunch breakfast dinner am qd qam qpm qhs hs od bid tid qid prn q x h hour hours hourly "
    "week weeks weekly month months monthly time times as needed only when take takes taking taken use using currently "
    "with and or before after food meals"
)
IGNORED_WORDS = STRENGTH_WORDS | FORM_WORDS | SCHEDULE_WORDS
# Release forms that end a brand: "Loreev XR" is found as "Loreev" as well.
RELEASE_WORDS = _words("xr er sr cr dr ir xl la cd xt odt")
# Salts say nothing about the ingredient, right after its name only: "losartan potassium", but not "and potassium".
SALT_WORDS = _words(
    "hydrochloride hydrobromide hbr sodium potassium calcium magnesium maleate tartrate bitartrate succinate sulfate sulphate "
    "besylate mesylate dimesylate oxalate fumarate citrate phosphate acetate carbonate pamoate malate bromide nitrate "
    "monohydrate dipotassium saccharate aspartate hyclate"
)
LOCAL_FORMS = _words("shampoo cream ointment lotion foam gel topical topically ophthalmic otic")
PLACES = _words("eye eyes ear ears scalp skin")
DROPS = _words("drop drops")
SWALLOWED_WORDS = _words(
    "tab tabs tablet tablets cap caps capsule capsules caplet caplets softgel softgels gelcap gelcaps pill pills oral orally "
    "mouth po syrup suspension injection iv"
)
# Buprenorphine or methadone beside these is for an opioid problem; beside the second row only where no pain is named.
MAINTENANCE_WORDS = _words("addiction heroin oud recovery maintenance dependence dependency mat moud")
LIKELY_MAINTENANCE_WORDS = _words("opioid opioids opiate opiates clinic")
DEPOT_WORDS = _words("decanoate depot lai microspheres implant injection injections injectable injected shot shots monthly")


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, without case, accents and punctuation; "20mg" is two of them."""
    unmarked = _MARKS.sub("", text)
    plain = unicodedata.normalize("NFKD", unmarked).casefold()
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return tuple(_TOKEN.findall(_ABBREVIATION.sub(r"\1", letters)))


def is_number(word: str) -> bool:
    return word.lstrip("#").isdigit()
