"""What a patient may read of a finding: in both languages, in plain words, and without a verdict."""

import re
from itertools import pairwise

import pytest

from screening import Protocol
from screening.catalogue import all_criteria
from screening.criterion import Criterion
from screening.patient_texts import BY_CRITERION, BY_FAMILY, PatientText, patient_text
from tests.screening.patients import assessed

CRITERIA = all_criteria(Protocol())
TEXTS = tuple(dict.fromkeys((*BY_FAMILY.values(), *BY_CRITERION.values())))
# No verdict, no rule, no score, no diagnosis that the software would make, and none of the words that the house avoids.
BANNED = {
    "en": "eligib rule score limit criteri flag risk severe fail reject denied deny disqualif contraindicat exclu cannot please sorry "
    "valid required submit unfit abnormal danger disorder diagnos threshold PHQ C-SSRS AUDIT points",
    "es": "elegib regla puntaje puntos límite criterio riesgo grave rechaz negad descalif contraindic exclu por favor lo sentimos válid "
    "obligatori peligro trastorno diagnós anormal umbral PHQ C-SSRS AUDIT",
}  # fmt: skip


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_it_has_words_for_the_patient_in_both_languages(criterion: Criterion) -> None:
    text = patient_text(criterion)
    assert text.en.endswith(".")
    assert text.es.endswith(".")
    assert text.en != text.es


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.en[:40])
def test_it_names_no_rule_no_score_and_no_verdict(text: PatientText) -> None:
    for language, words in (("en", text.en), ("es", text.es)):
        for banned in re.findall(r"por favor|lo sentimos|\S+", BANNED[language]):
            assert not re.search(rf"\b{re.escape(banned.casefold())}", words.casefold()), (banned, words)
        assert not re.search(r"\d", words)


def test_it_reads_at_grade_six_or_below_in_english() -> None:
    for text in TEXTS:
        assert grade(text.en) <= 6, (grade(text.en), text.en)
    assert grade(" ".join(text.en for text in TEXTS)) <= 5


def test_it_reads_easily_in_spanish() -> None:
    """The scale of Fernández Huerta: from 80 easy, from 60 usual. A text is only a sentence or two, so each may stray."""
    for text in TEXTS:
        assert ease(text.es) >= 62, (ease(text.es), text.es)
    assert ease(" ".join(text.es for text in TEXTS)) >= 78


def test_it_has_no_text_that_nothing_uses() -> None:
    assert BY_CRITERION.keys() <= {criterion.id for criterion in CRITERIA}
    assert BY_FAMILY.keys() == {criterion.family for criterion in CRITERIA}


def test_it_tells_a_patient_never_to_stop_a_medicine_alone() -> None:
    for criterion in CRITERIA:
        if criterion.family in ("Medicines", "Combinations") and criterion.id != "medication-unrecognised":
            text = patient_text(criterion)
            assert "Do not stop" in text.en
            assert "No la deje" in text.es or "No deje" in text.es


def test_it_says_it_in_the_language_of_the_patient() -> None:
    (found,) = assessed({"bp-systolic": 162}).fired
    assert found.for_patient("en") == "We would like to talk with you about your blood pressure and take it again."
    assert found.for_patient("es") == found.for_patient("es-MX") == "Queremos hablar con usted sobre su presión y tomarla otra vez."
    assert found.for_patient("fr") == found.for_patient("en")


def test_it_says_the_same_to_the_patient_whatever_was_answered() -> None:
    texts = {assessed({"bp-systolic": value}).fired[0].for_patient("en") for value in (141, 162)}
    assert len(texts) == 1


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.?!:](?:\s|$)", text) if part.strip()]


def grade(text: str) -> float:
    """Flesch-Kincaid."""
    words = re.findall(r"[a-z']+", text.lower())
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    count = len(re.findall(r"[aeiouy]+", word))
    return max(1, count - (word.endswith("e") and not word.endswith("le") and count > 1))


def ease(text: str) -> float:
    words = re.findall(r"[a-záéíóúüñ]+", text.lower())
    return 206.84 - 60 * sum(map(silabas, words)) / len(words) - 1.02 * len(words) / len(sentences(text))


def silabas(word: str) -> int:
    """Vowel groups; two strong or accented vowels side by side are two syllables."""
    word = re.sub(r"qu|gu(?=[eiéí])", "g", word)
    count = len(re.findall(r"[aeiouáéíóúü]+", word))
    strong = "aeoáéó"
    for left, right in pairwise(word):
        both = left in "aeiouáéíóúü" and right in "aeiouáéíóúü"
        count += both and ((left in strong and right in strong) or left in "íú" or right in "íú")
    return max(1, count)
