"""Points of the scales. While items are missing a score is an interval, and there is no total and no band."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from screening.facts import NOTHING, UNKNOWN_NUMBER
from screening.instruments import INSTRUMENTS, Instrument
from screening.items import Item, Questionnaire
from screening.values import Value


class Score(NamedTuple):
    """What is known of one scale's points. `total` and `band` only when every scored item is answered."""

    instrument: str
    title: str
    low: int
    high: int
    total: int | None
    maximum: int
    band: str | None
    answered: int
    items: int

    def to_json(self) -> dict[str, object]:
        return self._asdict()


def add_points(instrument: Instrument, said: Sequence[Value | None]) -> tuple[int, int, int]:
    """The least and the most points of the answers in order, and how many are missing. What does not apply counts 0."""
    low = high = unanswered = 0
    for value, (least, most) in zip(said, POINTS[instrument.id], strict=True):
        if type(value) is int:
            low, high = low + value, high + value
        elif value is None or value is UNKNOWN_NUMBER:
            low, high, unanswered = low + least, high + most, unanswered + 1
    return low, high, unanswered


def score(instrument: Instrument, known: Mapping[str, Value]) -> Score | None:
    """The score of one scale; None where it does not apply."""
    if all(known.get(link_id) is NOTHING for link_id in instrument.scored):
        return None
    low, high, unanswered = add_points(instrument, [known.get(link_id) for link_id in instrument.scored])
    count = len(instrument.scored)
    total = None if unanswered else low
    band = None if total is None else instrument.band(total) or None
    return Score(instrument.id, instrument.title, low, high, total, instrument.maximum or 0, band, count - unanswered, count)


@lru_cache(maxsize=64)
def scored_scales(questionnaire: Questionnaire) -> tuple[Instrument, ...]:
    """The scales with a total that this questionnaire asks."""
    asked = questionnaire.by_link_id.keys()
    return tuple(scale for scale in INSTRUMENTS.values() if scale.scored and asked >= set(scale.scored))


def scores(questionnaire: Questionnaire, known: Mapping[str, Value]) -> tuple[Score, ...]:
    """The scores of all scales that were asked of this person."""
    found = (score(scale, known) for scale in scored_scales(questionnaire))
    return tuple(one for one in found if one is not None)


def _points(item: Item) -> tuple[int, int]:
    values = [option.value for option in item.options if isinstance(option.value, int)]
    return min(values), max(values)


POINTS = {
    scale.id: tuple(_points(item) for item in scale.items if item.link_id in scale.scored) for scale in INSTRUMENTS.values() if scale.scored
}
