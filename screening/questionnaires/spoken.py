"""Questionnaires in other languages than English. Each drawing is put into a language once."""

from functools import lru_cache

from screening.instruments import Instrument
from screening.items import Questionnaire
from screening.questionnaires.intake_2026_1.spanish import in_spanish

IN = {("intake", "es"): in_spanish}  # by id: a link id means the same in every version


@lru_cache(maxsize=64)
def in_language(questionnaire: Questionnaire, language: str, supplied: tuple[Instrument, ...] = ()) -> Questionnaire:
    """`Questionnaire.in_language`."""
    put = IN.get((questionnaire.id, language.casefold().split("-")[0]))
    return put(questionnaire, supplied) if put else questionnaire
