"""How long a medicine that was stopped still counts, by what it is: the names of the limits."""

from collections.abc import Mapping

USUAL, LONG_ACTING = "washout.days", "washout.long_acting_days"
# The limit that holds for a class; every other class has the usual one, and every long-acting form its own.
WASHOUT_OF: Mapping[str, str] = {"med-maoi": "washout.maoi_days", "med-cyp-inducer": "washout.inducer_days"}
WASHOUT_LIMITS: tuple[str, ...] = (USUAL, *WASHOUT_OF.values(), LONG_ACTING)
