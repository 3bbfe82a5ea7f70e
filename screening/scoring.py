"""Points of the scales. While items are missing a score is an interval, and there is no total and no band."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from screening.evaluation import evaluate
from screening.facts import NOTHING, UNKNOWN_NUMBER, Facts
from screening.instruments import AUDIT_C, INSTRUMENTS, PCL5, PHQ9, Instrument
from screening.instruments.pcl5 import CLUSTERS, PROVISIONAL
from screening.items import Item, Questionnaire
from screening.limits import LIMITS
from screening.truth import Truth
from screening.values import Value

DEFAULT_LIMITS: Mapping[str, float] = {spec.name: spec.default for spec in LIMITS}
MOST_MISSING = 2  # items of the PHQ-9 for which a pro-rated value may be shown


class Score(NamedTuple):
    """What is known of one scale's points. `total`, `band` and `positive` only when every scored item is answered.

    `low`, `high`, `total` and `maximum` are in the published unit (points, or the mean of the PEG, or the percentage of the
    WHO-5). `pro_rated` is no total: it may be shown to a clinician as what it is, and is never sent as a total. `parts` are
    the clusters of a complete scale, `notes` what a clinician has to know with it.
    """

    instrument: str
    title: str
    low: float
    high: float
    total: float | None
    maximum: float
    band: str | None
    answered: int
    items: int
    positive: bool | None = None
    pro_rated: int | None = None
    parts: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {**self._asdict(), "parts": [list(part) for part in self.parts], "notes": list(self.notes)}


def add_points(instrument: Instrument, said: Sequence[Value | None]) -> tuple[int, int, int]:
    """The least and the most points of the answers in order, and how many are missing. What does not apply counts 0."""
    low = high = unanswered = 0
    for value, (least, most), yes in zip(said, POINTS[instrument.id], YES[instrument.id], strict=True):
        if type(value) is int:
            low, high = low + value, high + value
        elif value is None or value is UNKNOWN_NUMBER:
            low, high, unanswered = low + least, high + most, unanswered + 1
        elif value is yes:
            low, high = low + 1, high + 1
    return low, high, unanswered


def score(instrument: Instrument, known: Mapping[str, Value], limits: Mapping[str, float] = DEFAULT_LIMITS) -> Score | None:
    """The score of one scale; None where it does not apply."""
    if all(known.get(link_id) is NOTHING for link_id in (instrument.gate, *instrument.scored) if link_id):
        return None
    low, high, unanswered = add_points(instrument, [_said(instrument, link_id, known) for link_id in instrument.scored])
    count = len(instrument.scored)
    published = instrument.published.of
    total = None if unanswered else published(low)
    return Score(
        instrument.id,
        instrument.title,
        published(low),
        published(high),
        total,
        published(instrument.maximum or 0),
        None if total is None else instrument.band(total) or None,
        count - unanswered,
        count,
        None if total is None else _is_positive(instrument, total, known, limits),
        _pro_rated(low, unanswered) if instrument is PHQ9 else None,
        tuple(_clusters(known)) if instrument is PCL5 and total is not None else (),
        tuple(_notes(instrument, known, low, unanswered)),
    )


@lru_cache(maxsize=64)
def scored_scales(questionnaire: Questionnaire) -> tuple[Instrument, ...]:
    """The scales with a total that this questionnaire asks."""
    asked = questionnaire.by_link_id.keys()
    return tuple(scale for scale in INSTRUMENTS.values() if scale.scored and asked >= set(scale.scored))


def scores(questionnaire: Questionnaire, known: Mapping[str, Value], limits: Mapping[str, float] = DEFAULT_LIMITS) -> tuple[Score, ...]:
    """The scores of all scales that were asked of this person."""
    found = (score(scale, known, limits) for scale in scored_scales(questionnaire))
    return tuple(one for one in found if one is not None)


def _said(instrument: Instrument, link_id: str, known: Mapping[str, Value]) -> Value | None:
    """The answer to one item. An item that the scale itself never leaves out is missing where it is only not measured."""
    value = known.get(link_id)
    return None if value is NOTHING and link_id in _ALWAYS[instrument.id] else value


def _is_positive(instrument: Instrument, total: float, known: Mapping[str, Value], limits: Mapping[str, float]) -> bool | None:
    """Whether the published rule is met; None where there is none, or what it asks beside the points is open."""
    if instrument.cut_off:
        return total >= limits[instrument.cut_off]
    if instrument.positive is None:
        return None
    truth = evaluate(instrument.positive, _facts(instrument, known))
    return None if truth is Truth.UNKNOWN else truth is Truth.TRUE


def _pro_rated(points: int, unanswered: int) -> int | None:
    """The mean of the answered items times their number, rounded half up."""
    count = len(PHQ9.scored)
    answered = count - unanswered
    return (2 * points * count + answered) // (2 * answered) if 1 <= unanswered <= MOST_MISSING else None


def _clusters(known: Mapping[str, Value]) -> Iterator[tuple[str, int]]:
    for name, link_ids in CLUSTERS.items():
        yield name, sum(value for link_id in link_ids if type(value := known.get(link_id)) is int)


def _notes(instrument: Instrument, known: Mapping[str, Value], points: int, unanswered: int) -> Iterator[str]:
    if instrument is PHQ9 and (value := _pro_rated(points, unanswered)) is not None:
        yield f"Pro-rated value {value}: an estimate from {len(PHQ9.scored) - unanswered} of {len(PHQ9.scored)} answers, no total."
    if instrument is AUDIT_C and not unanswered and points and points == known.get(AUDIT_C.scored[0]):
        yield "All points come from how often, so drinking is probably within limits."
    if instrument is PCL5 and not unanswered:
        is_met = evaluate(PROVISIONAL, _facts(instrument, known)) is Truth.TRUE
        yield f"The provisional rule of DSM-5 (1 B, 1 C, 2 D and 2 E items at 2 or more) is {'' if is_met else 'not '}met."


def _facts(instrument: Instrument, known: Mapping[str, Value]) -> Facts:
    return Facts(known, {}, {item.link_id: item for item in instrument.items})


def _points(item: Item) -> tuple[int, int]:
    values = [option.value for option in item.options if isinstance(option.value, int)]
    return (min(values), max(values)) if values else (0, 1)


_SCALES = tuple(scale for scale in INSTRUMENTS.values() if scale.scored)
POINTS = {scale.id: tuple(_points(item) for item in scale.items if item.link_id in scale.scored) for scale in _SCALES}
# The answer to a yes/no item that scores.
YES = {scale.id: tuple(link_id not in scale.reversed for link_id in scale.scored) for scale in _SCALES}
_ALWAYS = {
    scale.id: frozenset(item.link_id for item in scale.items if item.link_id in scale.scored and item.enable_when is None)
    for scale in _SCALES
}
