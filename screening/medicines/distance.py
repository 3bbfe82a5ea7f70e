"""How far a typed word is from a name: letters put in, left out, changed, or two neighbours swapped, each counts one."""

SHORTEST_NAME = 5  # letters; shorter names are never guessed
LONG_NAME = 8  # letters from which two slips are allowed


def slips_allowed(name: str) -> int:
    """How many slips still mean this name. 0: it is never guessed."""
    if len(name) < SHORTEST_NAME:
        return 0
    return 2 if len(name) >= LONG_NAME else 1


def letters_in(word: str) -> int:
    """Which letters a word has, as bits: a cheap bound before the slips are counted."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def may_be_within(one: str, other: str, slips: int, *, bits: tuple[int, int]) -> bool:
    """False only where the words are certainly further apart: a slip changes at most two of the letters that occur."""
    return abs(len(one) - len(other)) <= slips and (bits[0] ^ bits[1]).bit_count() <= 2 * slips


def distance(one: str, other: str) -> int:
    """The fewest slips that make one word the other (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before = before, row
        row = [place]
        for there, wanted in enumerate(other, start=1):
            cost = min(row[there - 1] + 1, before[there] + 1, before[there - 1] + (letter != wanted))
            if place > 1 and there > 1 and letter == other[there - 2] and one[place - 2] == wanted:
                cost = min(cost, earlier[there - 2] + 1)
            row.append(cost)
    return row[-1]
