"""Every word that a patient meets is said in Spanish too, and the catalogue holds no word that nobody says."""

import gettext
import re

import pytest

from tests.spanish.catalogue import CATALOGUE, ROOT, Entry, entries, is_for_staff, placeholders, said_in, sources

ALL = entries()
SAID = {english for path in sources() for english in said_in(path)}
# Spelled alike, or a name.
ALIKE = {
    "Error:", "No", "%(name)s, %(date)s", "%(name)s, %(when)s", '%(name)s: <a href="tel:%(dial)s">%(phone)s</a>',
    "%(time)s, version %(version)s",
}  # fmt: skip
OF_THE_DEMO = {"demo/_people.html"}  # invented people and what they are for; no clinic shows it
FAMILIAR = re.compile(r"\b(tú|tus?|te|ti|contigo|vosotros|os|puedes|tienes|quieres|haz|dinos)\b", re.IGNORECASE)
LONGER = 2.4  # Spanish needs more room; a text twice as long as its English was not written for the place


def name_of(entry: Entry) -> str:
    return entry.english[:50]


def test_it_has_every_word_that_a_patient_may_read():
    """`make messages` collects them; then each wants its Spanish."""
    assert sorted(SAID - {entry.english for entry in ALL}) == []


def test_it_has_no_word_that_nobody_says():
    assert sorted({entry.english for entry in ALL} - SAID) == []
    assert [entry.comments for entry in ALL if entry.is_obsolete] == []


@pytest.mark.parametrize("entry", ALL, ids=name_of)
def test_each_is_translated_with_the_same_blanks_to_fill_in(entry):
    assert not entry.is_fuzzy
    assert entry.spanish
    for text in entry.spanish:
        assert text.strip()
        assert placeholders(text) in (placeholders(entry.english), placeholders(entry.plural))
        assert (text[0].isspace(), text[-1].isspace()) == (entry.english[0].isspace(), entry.english[-1].isspace())
        assert not FAMILIAR.search(re.sub(r"<[^>]*>", " ", text)), text
    has_words = re.search(r"[A-Za-z]{3}", re.sub(r"%\(\w+\)[sd]", "", entry.english))
    assert entry.spanish[0] != entry.english or entry.english in ALIKE or not has_words
    assert len(entry.spanish[0]) <= LONGER * len(entry.english) + 15


def test_what_the_site_reads_is_what_was_written():
    """The compiled file stands beside the written one and says the same."""
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        read = gettext.GNUTranslations(compiled)
    for entry in ALL:
        if entry.plural:
            assert [read.ngettext(entry.english, entry.plural, number) for number in (1, 2)] == entry.spanish[:2]
        else:
            assert (read.pgettext(entry.context, entry.english) if entry.context else read.gettext(entry.english)) == entry.spanish[0]


def test_the_list_of_staff_pages_leaves_out_no_page_of_patients():
    """A path in it that a patient's page extends, includes or imports would be English in the middle of Spanish."""
    templates = ROOT / "templates"
    wrong = [
        (path.relative_to(templates), name)
        for path in sources()
        if path.suffix == ".html"
        for name in re.findall(r"{%\s*(?:include|extends) \"([^\"]+)\"", path.read_text())
        if is_for_staff(templates / name) and name not in OF_THE_DEMO
    ]
    assert wrong == []
