"""Cards and questions: short, plain, in both languages, each with sources whose status is known."""

import re

import pytest

from kapintake.treatment.content import Said
from kapintake.treatment.content.cards import CARDS
from kapintake.treatment.content.questions import QUESTIONS
from kapintake.treatment.scheduling import SCHEDULING_ITEMS, WORDS
from screening import CITATIONS, clean_answer

MOST_WORDS, LONGEST_SENTENCE, USUAL_SENTENCE = 80, 25, 14
NOT_SAID = re.compile(r"\b(please|sorry|invalid|required|submit|denied|abuse|por favor|lo sentimos|inválid\w+|obligatori\w+|abuso)\b", re.I)


def texts():
    for card in CARDS:
        yield card.title
        yield from card.paragraphs
    for question in QUESTIONS:
        yield question.text
        yield from question.why
        yield from (pick.text for pick in question.picks)
    for pair in WORDS.values():
        yield from pair


TEXTS = list(texts())


def sentences(text):
    return [one for one in re.split(r"(?<=[.!?])\s+", text) if one]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_is_one_thought_of_eighty_words_at_most(card, language):
    assert card.words(language) <= MOST_WORDS


@pytest.mark.parametrize("language", ["en", "es"])
def test_sentences_are_short_and_no_word_shuts_a_door(language):
    said = [sentence for text in TEXTS for sentence in sentences(text.in_language(language))]
    lengths = [len(sentence.split()) for sentence in said]
    assert max(lengths) <= LONGEST_SENTENCE
    assert sum(lengths) / len(lengths) <= USUAL_SENTENCE
    assert [sentence for sentence in said if NOT_SAID.search(sentence)] == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.en[:30])
def test_each_text_has_a_spanish_of_its_own(text):
    assert text.es
    assert text.es != text.en


def test_off_label_is_said_plainly_in_both_languages():
    first = " ".join(text.en for text in CARDS[0].paragraphs), " ".join(text.es for text in CARDS[0].paragraphs)
    assert "off-label" in first[0]
    assert "fuera de indicación" in first[1]


@pytest.mark.parametrize("told", [*CARDS, *QUESTIONS], ids=lambda told: told.id)
def test_each_fact_names_a_source_that_we_know(told):
    assert told.sources
    assert set(told.sources) <= set(CITATIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_has_one_right_pick_and_two_sentences_that_answer_it(question):
    values = [pick.value for pick in question.picks]
    assert len(set(values)) == len(values) >= 3
    assert question.right in values
    assert [len(sentences(text.in_language(language))) for text in question.why for language in ("en", "es")] == [1, 1, 1, 1]


def test_the_right_pick_does_not_always_stand_in_the_same_place():
    places = {[pick.value for pick in question.picks].index(question.right) for question in QUESTIONS}
    assert len(places) > 1


def test_every_question_before_a_date_is_asked_and_takes_an_unsure():
    assert set(WORDS) == set(SCHEDULING_ITEMS)
    for item in SCHEDULING_ITEMS.values():
        assert clean_answer(item, {"state": "unsure"}) is not None


def test_other_spanish_and_other_languages_find_their_text():
    said = Said("yes", "sí")
    assert [said.in_language(code) for code in ("es-mx", "ES", "en-us", "fr")] == ["sí", "sí", "yes", "yes"]
