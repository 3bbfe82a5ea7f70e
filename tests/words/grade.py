"""How hard a text is to read: Flesch-Kincaid for English, Fernandez-Huerta for Spanish, both by syllable counters of our own.

Names of medicines count as words of two syllables, whatever their length: nobody can choose them. A number counts as one
word with a syllable for each digit, at most three. Labels of fewer than four words are no sentences and are not scored.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS, AVERAGE_WORDS = 25, 14
FEWEST_WORDS = 4  # below that it is a label
NAMED = 2  # syllables of the name of a medicine
PLACEHOLDER = "Ana"  # what stands for a value that the page fills in
# Names of medicines, substances and published scales, in both languages.
NAMES = frozenset(
    "ketamine esketamine ketamina esketamina spravato ketalar antidepressant antidepressants antidepresivo antidepresivos sertraline "  # noqa: SIM905  # a list of words
    "zoloft lithium benzodiazepine benzodiazepines opioid opioids opioide opioides naltrexone lamotrigine cannabis marijuana marihuana "
    "cocaine cocaína methamphetamine metanfetamina amphetamine kratom phq gad audit dast mdq peg pcl ssrs ptsd fda rems cpap".split()
)
ABBREVIATIONS = re.compile(r"\b(Dr|Mr|Ms|Mrs|St|a\.m|p\.m|U\.S|EE\. ?UU|e\.g|i\.e|etc|Sr|Sra|No)\.")
ENDS = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d,.:/]*")
MARKUP = re.compile(r"<[^>]+>")
FILLED_IN = re.compile(r"%\([^)]+\)[sd]|%[sd]|\{\{.*?\}\}|\{[a-z_0-9.!]*\}")
ADDRESS = re.compile(r"\S+@\S+|\b\S+\.(?:org|com|gov|example)\S*")


def plain(text: str) -> str:
    """The text as it is read: no markup, a word where the page fills one in."""
    text = ADDRESS.sub("page", FILLED_IN.sub(PLACEHOLDER, MARKUP.sub(" ", text)))
    return ABBREVIATIONS.sub(lambda found: found[0].replace(".", ""), text.replace("&nbsp;", " ")).strip()


def sentences(text: str) -> list[str]:
    return [part.strip() for part in ENDS.split(plain(text)) if WORD.search(part)]


def words(text: str) -> list[str]:
    return WORD.findall(text)


# --- English ---------------------------------------------------------------------------------------------------------

ENGLISH_EXCEPTIONS = {
    "area": 3, "areas": 3, "being": 2, "business": 2, "clinician": 3, "clinicians": 3, "create": 2, "creates": 2, "created": 3,
    "client": 2, "clients": 2, "theater": 3, "doing": 2, "every": 2, "everyone": 3, "everything": 3, "different": 3, "family": 3,
    "going": 2, "idea": 3, "ideas": 3, "medicine": 3, "medicines": 3, "people": 2, "period": 3, "quiet": 2, "really": 2, "science": 2,
    "seeing": 2, "someone": 2, "something": 2, "sometimes": 2, "somewhere": 2, "somebody": 3, "trial": 2, "trials": 2, "diary": 3,
    "violent": 3, "anyone": 3, "anything": 3, "one": 1, "once": 1, "are": 1, "were": 1, "there": 1, "where": 1, "here": 1, "minutes": 2,
    "careful": 2, "safely": 2, "safety": 2, "lozenge": 2, "lozenges": 3, "hours": 1, "hour": 1, "our": 1, "fire": 1, "tired": 1,
    "eye": 1, "eyes": 1, "blood": 1, "don't": 1, "won't": 1, "can't": 1, "isn't": 2, "doesn't": 2, "didn't": 2, "haven't": 2,
    "you'd": 1, "they've": 1, "voluntary": 4, "suicide": 3, "suicidal": 4, "question": 2, "questions": 2, "answered": 2, "usually": 4,
    "useful": 2, "diagnosis": 4, "psychiatrist": 4, "therapist": 3, "therapy": 3, "clothes": 1, "used": 1, "use": 1, "uses": 2,
    "rules": 1, "unsure": 2, "statement": 2, "reuse": 2, "myself": 2, "yourself": 2, "themselves": 2, "having": 2, "driving": 2,
    "bipolar": 3, "ideally": 4, "reliable": 4, "variety": 4, "society": 4, "anxiety": 4, "riot": 2, "diet": 2,
}  # fmt: skip
VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are said apart, though they stand together.
APART = re.compile(
    r"i(?:a(?!l\b|lly|n\b|ns\b)|o(?!n|us))|eo(?!us|ple)|ua(?!l\b|ge|rd|nt|lly|li)|uou|[^q]ua(?=l)|ie(?=t|nc)|(?<=[^aeiou])yi|oe(?=m)|eing|uing|oing|ying|(?<=[cs])ea(?=t(?:e|i)v?)"
)

# "made", but "table" and "free"; "times", but "houses"; "asked", but "started" and "settled".
SILENT_ENDING = re.compile(
    r"(?<![aeiouy])(?<![^aeiouyl]l)e$|(?<![aeiouysxzcg])(?<![cs]h)(?<![^aeiouyl]l)es$|(?<![aeiouytd])(?<![^aeiouyl]l)ed$"
)


@lru_cache(maxsize=10_000)
def english_syllables(word: str) -> int:
    """How many syllables; within one of what a dictionary says for most words, and right for those of the tests."""
    word = word.lower().replace("’", "'")
    if word in NAMES:
        return NAMED
    if word[0].isdigit():
        return min(3, len(re.sub(r"\D", "", word)))
    if word in ENGLISH_EXCEPTIONS:
        return ENGLISH_EXCEPTIONS[word]
    if "'" in word:
        stem, _apostrophe, _end = word.partition("'")
        return english_syllables(stem) if stem else 1
    count = len(VOWELS.findall(word)) + len(APART.findall(word)) - bool(SILENT_ENDING.search(word))
    if re.search(r"[aeiouy][^aeiouy]e(?:ment|ments|ful|less|ly|ty)$", word):
        count -= 1
    if word.endswith(("sm", "sms")):
        count += 1
    return max(1, count)


def flesch_kincaid(text_words: int, text_sentences: int, syllables: int) -> float:
    """The US school grade."""
    return 0.39 * text_words / text_sentences + 11.8 * syllables / text_words - 15.59


# --- Spanish ---------------------------------------------------------------------------------------------------------

STRONG, WEAK, WEAK_STRESSED = "aeoáéó", "iuü", "íú"


@lru_cache(maxsize=10_000)
def spanish_syllables(word: str) -> int:
    """Counts nuclei: strong vowels part from each other, an accented weak one parts from a strong one, the rest glide."""
    word = word.lower()
    if word in NAMES:
        return NAMED
    if word[0].isdigit():
        return min(3, len(re.sub(r"\D", "", word)))
    word = re.sub(r"qu(?=[eiéí])", "k", word)
    word = re.sub(r"gu(?=[eiéí])", "g", word)
    word = re.sub(r"y(?=$|[^aeiouáéíóú])", "i", word)
    count, before = 0, ""
    for letter in word:
        if letter in STRONG:
            glides = before != "" and before in WEAK
            count += 0 if glides else 1
            before = letter
        elif letter in WEAK:
            glides = before != "" and before in STRONG + WEAK
            count += 0 if glides else 1
            before = letter if not glides or before in WEAK else "-"  # a vowel that closed a diphthong opens no other
        elif letter in WEAK_STRESSED:
            glides = before != "" and before in WEAK and before != letter
            count += 0 if glides else 1
            before = letter
        else:
            before = ""
    return max(1, count)


def fernandez_huerta(text_words: int, text_sentences: int, syllables: int) -> float:
    """0 (hard) to 100 (easy), by the corrected form: syllables per word and words per sentence."""
    return 206.84 - 60 * syllables / text_words - 1.02 * text_words / text_sentences


# --- a text ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """The measures of one text, and its longest sentence."""

    words: int
    sentences: int
    syllables: int
    longest: str

    @property
    def average(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def grade(self) -> float:
        """English; the lower, the easier."""
        return flesch_kincaid(self.words, self.sentences, self.syllables) if self.words else 0.0

    @property
    def ease(self) -> float:
        """Spanish; the higher, the easier."""
        return fernandez_huerta(self.words, self.sentences, self.syllables) if self.words else 100.0


def read(texts: list[str], language: str = "en") -> Reading:
    """Reads pieces of one page; each piece ends its sentence."""
    count = spanish_syllables if language == "es" else english_syllables
    said = [said for text in texts for said in sentences(text) if len(words(said)) >= FEWEST_WORDS]
    all_words = [word for sentence in said for word in words(sentence)]
    longest = max(said, key=lambda sentence: len(words(sentence)), default="")
    return Reading(len(all_words), len(said), sum(count(word) for word in all_words), longest)
