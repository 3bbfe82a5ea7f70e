"""The counters themselves, against words whose syllables are known."""

import pytest

from tests.words.grade import english_syllables, read, sentences, spanish_syllables, words

ENGLISH = {
    1: "a the help here there are were done made time safe used clothes asked changed called lives rules drinks "
    "eye you're don't blood pain brain house weight",
    2: "answer clinic people doctor settled started needed trials quiet table simple houses changes places being going "
    "safely useful statement before creates carried worried valued breathing pressure session sometimes depressed voices measured ounces "
    "little problem answers nervous",
    3: "medicine clinician together remember hospital idea however family radio company possible already important depression injection",
    4: "information anxiety emergency available usually community psychiatrist",
}
SPANISH = {
    1: "a y el la con muy hoy más que bien pie seis fue qué ley",
    2: "aunque casa agua cuando puede quiere guerra lengua siete día oír leer aire causa tiene bueno doctor usted país",
    3: "clínica ayuda médico preguntas ansioso pingüino ahora ciudades países respuesta tratarse suicidio",
    5: "maravilloso",
    4: "medicina emergencia importante terapeuta enfermedad energía todavía",
}


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, all_words in ENGLISH.items() for word in all_words.split()])
def test_it_counts_english_syllables(count: int, word: str) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, all_words in SPANISH.items() for word in all_words.split()])
def test_it_counts_spanish_syllables(count: int, word: str) -> None:
    assert spanish_syllables(word) == count


def test_a_name_of_a_medicine_weighs_the_same_whatever_its_length() -> None:
    assert english_syllables("esketamine") == spanish_syllables("Ketamina") == 2


def test_it_parts_sentences_where_a_reader_does() -> None:
    assert sentences("Dr. Lee calls at 3 p.m. today. Is 0.5 mg right? <b>Yes</b>, %(name)s.") == [
        "Dr Lee calls at 3 pm today.", "Is 0.5 mg right?", "Yes , Ana.",
    ]  # fmt: skip
    assert len(words("Call 1-800-222-1222, or text 988: it's free")) == 10


def test_grades_rise_with_longer_words_and_sentences() -> None:
    easy = read(["We read what you tell us. Then we call you. You can ask us to stop."])
    hard = read(["Administration necessitates comprehensive psychiatric evaluation preceding individualized pharmacological intervention."])
    assert easy.grade < 2 < 12 < hard.grade
    easy, hard = (
        read(["Lo leemos todo. Te llamamos hoy mismo."], "es"),
        read(["Administramos medicamentos individualizados previamente."], "es"),
    )
    assert easy.ease > 90 > 50 > hard.ease


def test_labels_are_no_sentences() -> None:
    assert read(["Continue", "Get help now", "Save and come back later"]).sentences == 1


def test_the_classic_sentence_has_its_known_grade() -> None:
    """ "The cat sat on the mat": six words, six syllables, grade -1.45."""
    assert round(read(["The cat sat on the mat."]).grade, 2) == -1.45
