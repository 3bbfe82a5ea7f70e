"""What patients read is plain: US grade 6 or less in English, 70 or more of 100 in Spanish, short sentences, no word that blames.

A unit is a page, a form's module, a part of the questionnaire or a mail. Units of few words are graded together, as three
long words in one line say nothing of a page. Published scales, the consent's legal text and names of medicines are exempt.
"""

import re

import pytest

from tests.words import corpus
from tests.words.corpus import Piece
from tests.words.grade import AVERAGE_WORDS, MOST_WORDS, Reading, read, sentences, words

HIGHEST_GRADE, HIGHEST_OF_ALL = 7.0, 6.0
LOWEST_EASE = 70.0
FEW = 40  # words
SMALL = "units of few words, together"
UNSAID = {
    "en": re.compile(
        r"\b(please|sorry|oops|valid|invalid|required|submit\w*|denied|abus\w*|addict\w*|committed suicide|commit suicide|non-?compliant|"
        r"you failed|rejected|ineligible|disqualified)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(por favor|lo sentimos|lo siento|disculpe|perdón|válid\w*|inválid\w*|obligatori\w*|denegad\w*|rechazad\w*|abus\w*|adict\w*|"
        r"cometió suicidio|cometer suicidio|incumpl\w*|descalificad\w*)\b",
        re.IGNORECASE,
    ),
}
# Words that stand on a page for a reason, whole piece by whole piece.
SAID_FOR_A_REASON = {
    "Todavía lo siento: el corazón se acelera, o siento mareo o debilidad": "I still feel it, not I am sorry",
}


def units(language: str) -> dict[str, list[Piece]]:
    return corpus.english() if language == "en" else corpus.spanish()


def readings(language: str) -> dict[str, Reading]:
    """Units of some length by name, the small ones as one."""
    small: list[str] = []
    found: dict[str, Reading] = {}
    for name, pieces in units(language).items():
        texts = [piece.text for piece in pieces]
        reading = read(texts, language)
        if reading.words < FEW:
            small += texts
        else:
            found[name] = reading
    found[SMALL] = read(small, language)
    return found


def test_english_is_grade_six_or_less() -> None:
    found = readings("en")
    hard = {name: round(reading.grade, 1) for name, reading in found.items() if reading.grade > HIGHEST_GRADE}
    assert hard == {}
    every = read([piece.text for pieces in units("en").values() for piece in pieces])
    assert every.grade <= HIGHEST_OF_ALL
    above = {name: round(reading.grade, 1) for name, reading in found.items() if reading.grade > HIGHEST_OF_ALL}
    assert len(above) <= len(found) / 20, above


def test_spanish_is_easy() -> None:
    hard = {name: round(reading.ease, 1) for name, reading in readings("es").items() if reading.ease < LOWEST_EASE}
    assert hard == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_sentences_are_short(language: str) -> None:
    """On average 14 words, and none over 25."""
    averages = {name: round(reading.average, 1) for name, reading in readings(language).items() if reading.average > AVERAGE_WORDS}
    assert averages == {}
    long = [
        f"{name}: {len(words(sentence))} words: {sentence}"
        for name, pieces in units(language).items()
        for piece in pieces
        for sentence in sentences(piece.text)
        if len(words(sentence)) > MOST_WORDS
    ]
    assert long == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_word_blames_or_commands(language: str) -> None:
    found = [
        f"{name}: {said[0]!r} in {piece.text!r}"
        for name, pieces in units(language).items()
        for piece in pieces
        if (said := UNSAID[language].search(piece.text)) and piece.text not in SAID_FOR_A_REASON
    ]
    assert found == []


def test_the_texts_are_really_read() -> None:
    """Should a page move, its words are still found: names that must be there, and as many words as there were."""
    found = corpus.english()
    for name in (
        "base_patient.html", "patients/landing.html", "intake/page.html", "alerts/help_now.html", "components/crisis_help.html", "404.html",
        "account/signup.html", "emails/intake-received-body.txt", "kapintake/patients/forms.py", "heart", "medicines", "learn/4",
        "learn/labels", "findings", "consent",
    ):  # fmt: skip
        assert found.get(name), name
    assert sum(len(words(piece.text)) for pieces in found.values() for piece in pieces) > 10_000
    assert "reviews/case.html" not in found
    assert "base_clinician.html" not in found


def test_every_page_that_stands_in_the_patients_frame_is_read() -> None:
    read_here = set(corpus.patient_templates())
    for name, source in corpus.all_templates().items():
        if '{% extends "base_patient.html" %}' in source:
            assert name in read_here


def test_words_of_templates_are_found_as_gettext_finds_them() -> None:
    source = """{% translate "One" %} {% firstof x _("Two") %} {% blocktranslate trimmed with n=a.b count k=3 %}
      Three {{ n }}
      more.{% plural %}Three {{ n|upper }}.{% endblocktranslate %}"""
    assert list(corpus.msgids_of(source)) == ["One", "Two", "Three %(n)s more.", "Three %(n)s."]
