"""Invented answers in any number: the unremarkable patient, with some answers changed and a fifth of them missing."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from screening import Item, ItemType, intake
from screening.questionnaires.example import example

AS_OF = date(2026, 11, 24)
MISSING = 0.2
CHANGED = 0.12
NAMES = ("Zoloft", "Klonopin 0.5 mg", "gabapentin", "Xanax", "lisinopril", "Lamictal", "Nardil", "metformin", "oxycodone", "Vivitrol")
WORDS = ("To enjoy my days again", "sleep better, worry less", "My sister", "none", "I don't want to live", "Dr Lee at the health center")


def people(count: int, *, seed: int = 1, missing: float = MISSING) -> Iterator[dict[str, object]]:
    """Answers as parsed JSON, the same ones for the same seed."""
    dice, items = random.Random(seed), list(intake())
    base = example(AS_OF)["answers"]
    assert isinstance(base, dict)
    for _ in range(count):
        said = {item.link_id: _value(item, dice) if dice.random() < CHANGED else base.get(item.link_id) for item in items}
        yield {link_id: value for link_id, value in said.items() if value is not None and dice.random() >= missing}


def _value(item: Item, dice: random.Random) -> object:
    options = [option.value for option in item.options]
    match item.type:
        case ItemType.BOOLEAN:
            return dice.random() < 0.5
        case ItemType.CHOICE:
            return dice.choice(options)
        case ItemType.CHOICES:
            return dice.sample(options, dice.randint(0, 2))
        case ItemType.INTEGER | ItemType.DECIMAL:
            soft = item.soft or item.hard
            assert soft is not None
            number = dice.uniform(soft.low, soft.high)
            return round(number) if item.type is ItemType.INTEGER else round(number, 1)
        case ItemType.DATE:
            days = dice.randint(6_000, 28_000) if item.link_id == "birth-date" else dice.randint(0, 120)
            return (AS_OF - timedelta(days=days)).isoformat()
        case ItemType.TEXT:
            return dice.choice(WORDS)
        case ItemType.MEDICINES:
            return [{"name": name, "daily_mg": dice.choice((None, 0.5, 1, 50))} for name in dice.sample(NAMES, dice.randint(0, 3))]
        case ItemType.TRIALS:
            weeks, result = dice.randint(1, 12), dice.choice(("none", "some", "helped"))
            return [{"name": "sertraline", "dose": "usual-or-higher", "weeks": weeks, "result": result}] * dice.randint(0, 3)
