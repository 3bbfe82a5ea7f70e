"""The questions before a date: how she gets home, and whether she can keep from food and drink. Items of the screening."""

from collections.abc import Mapping

from kapintake.treatment.content import Said
from screening import Item, Phase, Protocol, intake

SCHEDULING_ITEMS: Mapping[str, Item] = {item.link_id: item for item in intake(True) if item.phase is Phase.SCHEDULING}
SCHEDULING_CRITERIA = frozenset(one.id for one in Protocol.default().criteria if one.phase is Phase.SCHEDULING)

# The screening's items are in English. What a patient reads stands here in both languages, and a test holds that each has its own.
WORDS: Mapping[str, tuple[Said, Said]] = {
    "escort": (
        Said("Do you have an adult who can bring you home?", "¿Hay una persona adulta que puede llevarle a casa?"),
        Said(
            "You will be too sleepy to travel alone. You need not tell us who it is.",
            "Tendrá mucho sueño para viajar sin compañía. No tiene que decirnos quién es.",
        ),
    ),
    "no-driving": (
        Said(
            "Can you keep from driving until the next day, after a night's sleep?",
            "¿Puede no manejar hasta el día siguiente, después de dormir?",
        ),
        Said("Ketamine slows you for hours.", "Con la ketamina reacciona más despacio por horas."),
    ),
    "fasting": (
        Said(
            "Can you go without food and drink for the time that we tell you?",
            "¿Puede estar sin comer ni beber el tiempo que le digamos?",
        ),
        Said("It keeps you from feeling sick.", "Así no tendrá náuseas."),
    ),
}
