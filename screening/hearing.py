"""Listening for the protocol's crisis phrases in what was typed: as whole words, in any case and any apostrophe."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")
# ASCII text as small letters, with a space for whatever belongs to no word.
_PLAIN_BYTES = bytes(ord(chr(code).lower()) if re.match(r"\w", chr(code), re.ASCII) else 32 for code in range(256))


@lru_cache(maxsize=64)
def ear_for(phrases: tuple[str, ...]) -> "Ear":
    return Ear(phrases)


class Ear:
    """Hears one list of phrases. `may_hear` passes quickly over a text none of whose words begins one."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        plain = {_plain(phrase): phrase for phrase in phrases}
        self._first_words = frozenset(words[0] for phrase in plain if (words := _WORD.findall(phrase)))
        self._first_bytes = frozenset(word.encode() for word in self._first_words if word.isascii())
        self._patterns = {phrase: re.compile(rf"(?<!\w){re.escape(heard)}(?!\w)") for heard, phrase in plain.items()}

    def may_hear(self, text: str) -> bool:
        """Whether the text has a word that begins a phrase: cheap, and never false where `hear` would hear."""
        if text.isascii():
            return not self._first_bytes.isdisjoint(text.encode().translate(_PLAIN_BYTES).split())
        return not self._first_words.isdisjoint(_WORD.findall(_plain(text)))

    def hear(self, text: str) -> tuple[str, ...]:
        """The phrases that the text contains."""
        plain = _plain(text)
        return tuple(phrase for phrase, pattern in self._patterns.items() if pattern.search(plain))


def _plain(text: str) -> str:
    """Small letters, straight apostrophes, single spaces, no invisible characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("’", "'").replace("ʼ", "'").replace("`", "'")
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return " ".join(text.casefold().split())
