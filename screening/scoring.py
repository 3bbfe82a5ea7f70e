"""Points of the scales. While items are missing a score is an interval, and there is no total and no band."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

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


def score(instrument: Instrument, known: Mapping[str, Value]) -> Score | None:
    """The score of one scale; None where its items do not apply. An item that does not apply within it counts 0."""
    said = [known.get(link_id) for link_id in instrument.scored]
    points = [value for value in said if type(value) is int]
    count, silent = len(said), said.count(None)
    if not points and not silent:
        return None
    low = high = sum(points)
    if silent:
        for value, (least, most) in zip(said, _POINTS[instrument.id], strict=True):
            if value is None:
                low, high = low + least, high + most
        return Score(instrument.id, instrument.title, low, high, None, instrument.maximum or 0, None, count - silent, count)
    return Score(instrument.id, instrument.title, low, high, low, instrument.maximum or 0, _BANDS[instrument.id][low], count, count)


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


_POINTS = {
    scale.id: tuple(_points(item) for item in scale.items if item.link_id in scale.scored) for scale in INSTRUMENTS.values() if scale.scored
}
_BANDS = {
    scale.id: tuple(scale.band(total) or None for total in range((scale.maximum or 0) + 1))
    for scale in INSTRUMENTS.values()
    if scale.scored
}
