"""What a patient reads before she agrees to treatment, and the questions that show whether it was clear: data, in both languages.

A change of a word is a new edition; picks are kept with the edition that they were made in.
"""

from typing import NamedTuple

EDITION = "2026-1"


class Said(NamedTuple):
    """The same in English and in Spanish."""

    en: str
    es: str

    def in_language(self, language: str) -> str:
        """In the language of a code such as "es" or "es-mx"; English where we have no other."""
        return self.es if language.casefold().split("-")[0] == "es" else self.en
