"""Points of the scales. While items are missing a score is an interval, and there is no total and no band."""

from collections.abc import Mapping
from typing import NamedTuple

from screening.facts import NOTHING, Interval
from screening.instruments import INSTRUMENTS, Instrument
from screening.items import Item
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
    low = high = answered = nothing = 0
    for link_id, (least, most) in zip(instrument.scored, _POINTS[instrument.id], strict=True):
        points = known.get(link_id)
        if points is None:
            low += least
            high += most
        elif points is NOTHING:
            nothing += 1
        elif type(points) is int:
            low += points
            high += points
            answered += 1
    count = len(instrument.scored)
    if nothing == count:
        return None
    total = low if answered + nothing == count else None
    band = None if total is None else instrument.band(total) or None
    return Score(instrument.id, instrument.title, low, high, total, instrument.maximum or 0, band, answered + nothing, count)


def scored_scales(asked: Mapping[str, Item]) -> tuple[Instrument, ...]:
    """The scales with a total that this questionnaire asks."""
    return tuple(scale for scale in INSTRUMENTS.values() if scale.scored and all(link_id in asked for link_id in scale.scored))


def interval_of(found: Score | None) -> Interval:
    """The score as a quantity; no points where the scale does not apply."""
    return (found.low, found.high) if found is not None else (0, 0)


def _points(item: Item) -> tuple[int, int]:
    values = [option.value for option in item.options if isinstance(option.value, int)]
    return min(values), max(values)


_POINTS = {
    scale.id: tuple(_points(item) for item in scale.items if item.link_id in scale.scored) for scale in INSTRUMENTS.values() if scale.scored
}
