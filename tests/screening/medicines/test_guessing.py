"""Names as people write them: wrong spellings and slips add flags, and what may be two things stays unrecognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.conditions import Not, Takes, leaves
from screening.criteria import CRITERIA
from screening.medicines import LISTED_NAMES, MatchedBy, guessing, match, suggestions
from screening.medicines.distance import distance, letters_in, may_be_within, slips_allowed
from screening.medicines.guessing import NAMES_BY_LENGTH, NEVER_MEANT, guess, joined, names_near
from screening.medicines.look_alikes import ELSEWHERE, LOOK_ALIKES
from screening.medicines.misspellings import MISSPELLINGS
from screening.medicines.table import listed_entries, without_release
from screening.medicines.words import IGNORED_WORDS, words_of

SPELLINGS = [(name, spelling) for name, spellings in MISSPELLINGS.items() for spelling in spellings]
APART = (*ELSEWHERE, *(name for pair in LOOK_ALIKES for name in pair))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SPELLED = {joined(without_release(entry.words)): entry for entry in listed_entries()}
GUESSABLE = sorted({name.letters for names in NAMES_BY_LENGTH.values() for name in names if name.listed})


@pytest.mark.parametrize(
    ("text", "ingredient", "by"),
    [
        ("Klonopin 1mg at night", "clonazepam", MatchedBy.LISTED),
        ("klonapin", "clonazepam", MatchedBy.MISSPELT),
        ("XANAX .5", "alprazolam", MatchedBy.LISTED),
        ("wellbutrin xl 300", "bupropion", MatchedBy.LISTED),
        ("suboxone strips", "buprenorphine", MatchedBy.LISTED),
        ("zanax 1 mg", "alprazolam", MatchedBy.MISSPELT),
        ("wel butrin XL 300 mg", "bupropion", MatchedBy.MISSPELT),
        ("st johns wart", "St John's wort", MatchedBy.MISSPELT),
        ("lorazepom", "lorazepam", MatchedBy.GUESSED),
        ("Zolotf 50", "sertraline", MatchedBy.GUESSED),
        ("oxy codone 5mg", "oxycodone", MatchedBy.GUESSED),
        ("sublocaid shot", "buprenorphine", MatchedBy.GUESSED),
        ("abilify maintaina", "aripiprazole", MatchedBy.NONE),
    ],
)
def test_it_finds_what_was_meant(text: str, ingredient: str, by: MatchedBy) -> None:
    found = match(text)
    assert (found.ingredient, found.by) == (ingredient, by)
    assert found.recognised is (by is MatchedBy.LISTED)


def test_it_adds_the_flags_of_a_guess_to_those_of_a_listed_name() -> None:
    assert match("Nardil and aderal").classes == ("med-maoi", "med-stimulant")
    assert match("ketaconazole shampoo").classes == ("med-cyp-inhibitor",)  # a guess takes no flag away
    assert match("sublocaid").depot


@pytest.mark.parametrize(
    "text",
    [
        "clonidine", "lamivudine", "hydralazine", "naloxone", "oxcarbazepine", "Celebrex", "Lamisil", "Zyrtec", "Claritin", "prednisone",
        "hydroxazine", "hydraxyzine", "clonadine", "clonidin", "lamivudin", "hydralizine", "clorazepam", "topiramat", "celebrx",
        "xan", "somma", "buprospirone", *sorted(NEVER_MEANT),
    ],
)  # fmt: skip
def test_it_guesses_nothing_between_two_names_or_from_a_short_one(text: str) -> None:
    found = match(text)
    assert (found.ingredient, found.classes, found.by) == (None, (), MatchedBy.NONE)


def test_it_takes_no_look_alike_for_its_twin() -> None:
    for text in APART:
        found = match(text)
        assert found.guessed == (), text
        assert found.ingredient is None or joined(words_of(text)) in SPELLED, text


def test_it_reads_each_reviewed_spelling_as_the_name_that_is_meant() -> None:
    for name, spelling in SPELLINGS:
        meant, found = match(name), match(f"{spelling} 10 mg daily")
        assert (found.classes, found.by) == (meant.classes, MatchedBy.MISSPELT), spelling
        assert found.guessed == meant.ingredients, spelling
        assert name in suggestions(spelling), spelling


def test_it_reviews_no_spelling_that_another_class_of_medicine_is_near_to() -> None:
    for name, spelling in SPELLINGS:
        near = [one for _, one in names_near(joined(words_of(spelling)))]
        assert {match(one.name).classes for one in near if one.listed} <= {match(name).classes}, spelling
        assert all(one.listed for one in near), spelling


def slips_of(name: str) -> set[str]:
    """Every form that is one slip of deletion, doubling or swapping away, and some of the others."""
    forms = {name[:place] + name[place + 1 :] for place in range(len(name))}
    forms |= {name[:place] + name[place] + name[place:] for place in range(len(name))}
    forms |= {name[:place] + name[place + 1] + name[place] + name[place + 2 :] for place in range(len(name) - 1)}
    return forms | {name[:place] + "aeiousc"[place % 7] + name[place + 1 :] for place in range(len(name))}


def assert_no_other_meaning(name: str, typed: str) -> None:
    """Where the form is no listed or reviewed name itself, it means this name or nothing."""
    found = match(typed)
    if typed in SPELLED or found.by is MatchedBy.MISSPELT or typed in IGNORED_WORDS:
        return
    assert found.classes == () or found.classes == match(SPELLED[name].name).classes, typed
    assert not found.recognised, typed


def test_it_never_lands_in_a_wrong_class_one_slip_away_from_any_name() -> None:
    for name in GUESSABLE:
        for typed in slips_of(name):
            assert_no_other_meaning(name, typed)


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(GUESSABLE))
    typed = name
    for _ in range(draw(st.integers(1, slips_allowed(name)))):
        place = draw(st.integers(0, len(typed) - 1))
        letter = draw(st.sampled_from(LETTERS))
        kind = draw(st.sampled_from(("out", "in", "other", "swap")))
        if kind == "out":
            typed = typed[:place] + typed[place + 1 :]
        elif kind == "in":
            typed = typed[:place] + letter + typed[place:]
        elif kind == "other":
            typed = typed[:place] + letter + typed[place + 1 :]
        else:
            typed = typed[:place] + typed[place : place + 2][::-1] + typed[place + 2 :]
    return name, typed


@given(slipped())
def test_it_never_lands_in_a_wrong_class_within_the_bound_of_any_name(made: tuple[str, str]) -> None:
    assert_no_other_meaning(*made)


@given(st.sampled_from(LISTED_NAMES), st.text(alphabet=LETTERS, min_size=4, max_size=12))
def test_it_takes_no_flag_away_when_a_word_is_guessed(name: str, word: str) -> None:
    assert set(match(name).classes) <= set(match(f"{name} and {word}").classes)


@given(st.text(alphabet="abcx", max_size=8), st.text(alphabet="abcx", max_size=8), st.integers(0, 3))
def test_it_rules_out_only_what_is_too_far(one: str, other: str, slips: int) -> None:
    far = distance(one, other)
    assert far == distance(other, one)
    assert (far == 0) == (one == other)
    if far <= slips:
        assert may_be_within(one, other, slips, bits=(letters_in(one), letters_in(other)))


@pytest.mark.parametrize(("one", "other", "slips"), [("xanax", "xnaax", 1), ("abc", "", 3), ("klonopin", "clonidine", 4), ("ab", "ba", 1)])
def test_it_counts_a_swap_as_one_slip(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == slips


def test_it_lets_longer_names_slip_twice_and_short_ones_never() -> None:
    assert [slips_allowed("x" * length) for length in (4, 5, 7, 8)] == [0, 1, 1, 2]
    assert guess(("sonta",)) is not None
    assert guess(("sonntta",)) is None


def test_it_asks_did_you_mean_with_both_twins() -> None:
    assert suggestions("hydroxazine") == ("hydroxyzine", "hydralazine")
    assert suggestions("klonapin") == ("Klonopin",)
    assert suggestions("xnnxx") == ("Xanax",)  # one slip more than means it, and still worth asking
    assert suggestions("qsvmis") == ("Qsymia",)
    assert suggestions("lorazepamxyz") == suggestions("lorzpm") == ("lorazepam",)
    assert suggestions("zannxx") == ()
    assert suggestions("lorazepom") == ("lorazepam",)  # what is near leaves out what is further
    assert suggestions("Klonopin 1 mg") == suggestions("clonidine") == suggestions("") == ()
    assert len(suggestions("oxazepem lorazepem diazepem")) <= 9


def test_it_fires_no_criterion_on_not_taking_a_medicine() -> None:
    """Else a guess, which only adds classes, could take a finding away."""
    for criterion in CRITERIA:
        for condition in negated(criterion.when):
            assert not any(isinstance(leaf, Takes) for leaf in leaves(condition)), criterion.id


def negated(condition: object) -> list[Not]:
    if isinstance(condition, Not):
        return [condition]
    return [one for inner in getattr(condition, "conditions", ()) for one in negated(inner)]


def test_it_works_out_the_names_the_same_way_whenever_it_is_asked() -> None:
    """They are worked out once, when the module is read; this asks again."""
    assert guessing._by_length() == NAMES_BY_LENGTH
    assert guessing._partners() == guessing._PARTNERS
    names = list(guessing._names())
    assert len(names) > len(GUESSABLE)
    assert {name.letters for name in names if name.listed} >= set(GUESSABLE)
    for length, kept in NAMES_BY_LENGTH.items():
        for name in kept:
            assert (len(name.letters), letters_in(name.letters), slips_allowed(name.letters)) == (length, name.bits, name.slips)
            assert name.slips > 0


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("a", "", 1), ("", "abc", 3), ("abc", "abd", 1), ("abc", "ab", 1), ("ab", "xab", 1), ("abcd", "badc", 2),
     ("abc", "cab", 2),     ("kitten", "sitting", 3), ("ca", "abc", 3), ("aabb", "abab", 1), ("abba", "baab", 2)],
)  # fmt: skip
def test_it_counts_the_fewest_slips(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == distance(other, one) == slips


def test_it_tells_the_letters_of_a_word_as_bits() -> None:
    assert letters_in("") == 0
    assert letters_in("aa") == letters_in("a") == 1 << (ord("a") % 64)
    assert letters_in("ab") == letters_in("ba") == letters_in("a") | letters_in("b")
    assert letters_in("ÿ") == 1 << (0xFF % 64)


def test_it_looks_closer_only_where_the_lengths_and_the_letters_allow_it() -> None:
    bits = letters_in("abc")
    assert may_be_within("abc", "abcd", 1, bits=(bits, letters_in("abcd")))
    assert not may_be_within("abc", "abcde", 1, bits=(bits, letters_in("abcde")))
    assert may_be_within("abc", "abd", 1, bits=(bits, letters_in("abd")))
    assert not may_be_within("abc", "ade", 1, bits=(bits, letters_in("ade")))
    assert not may_be_within("abc", "abde", 1, bits=(bits, letters_in("abde")))
    assert not may_be_within("abc", "abd", 0, bits=(bits, letters_in("abd")))


def test_it_guesses_only_where_the_look_alike_is_two_slips_further() -> None:
    assert guess(("fanax",)) is None  # one from Xanax, two from Fanapt
    assert guess(("fanat",)) is None
    found = guess(("clopnazepam",))  # one from clonazepam, three from clozapine
    assert found is not None
    assert found.name == "clonazepam"
