"""Many people's answers as columns: one array for each question, after branching, and what the rules read besides.

Texts are not kept: a column says whether they hold one of the crisis phrases. Names and phone numbers are in no column.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from screening.answers import Answers
from screening.columnar.spelling import (
    CODE_NOTHING,
    CODE_UNKNOWN,
    FLAG_NOTHING,
    FLAG_UNKNOWN,
    codes_of,
    ever_values,
    is_narrow,
    unknown_bit,
)
from screening.errors import MalformedInput
from screening.facts import NO_LIST, NOTHING, UNKNOWN_NUMBER
from screening.hearing import ear_for
from screening.items import Item, ItemType, Questionnaire
from screening.phrases import CRISIS_PHRASES
from screening.values import DOSES, RESULTS, AnswerState, MedicineEntry, Trial, Value

Array = npt.NDArray[Any]
Row = Sequence[Value | None]
MANY = 65_536  # people in one chunk: a column of them stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Columns:
    """Answers of many people to one drawing of a questionnaire. `arrays` are read only; a column of zeros is left out.

    `days` are the days on which each is looked at, as ordinals; `keys` name the people for whoever asks.
    """

    questionnaire: Questionnaire
    days: Array
    arrays: Mapping[str, Array]
    names: tuple[tuple[str, str], ...]  # of medicines as they were typed, and the purposes that were given
    phrases: tuple[tuple[str, ...], ...]  # what was listened for: the phrases of one protocol, or of several
    keys: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.days)

    def key(self, person: int) -> str:
        """What a person is called: their key, or their place."""
        return self.keys[person] if self.keys else str(person)

    @property
    def bytes(self) -> int:
        """How much memory the columns take."""
        return int(self.days.nbytes + sum(array.nbytes for array in self.arrays.values()))


def columns_of(
    answers: Iterable[Answers],
    as_of: date | Sequence[date],
    *,
    phrases: Sequence[tuple[str, ...]] = (CRISIS_PHRASES,),
    keys: Sequence[str] = (),
) -> Columns:
    """The columns of these people, all of whom answered the same drawing; `as_of` is one day, or one for each.

    Give the phrases of every protocol that is going to be asked about: the words themselves are not kept.
    """
    people = list(answers)
    if not people:
        raise MalformedInput("There are no columns of nobody.")
    questionnaire = people[0].questionnaire
    if any(one.questionnaire is not questionnaire for one in people):
        raise MalformedInput("Columns are of one drawing of a questionnaire.")
    days = [as_of] * len(people) if isinstance(as_of, date) else list(as_of)
    if len(days) != len(people) or len(keys) not in (0, len(people)):
        raise MalformedInput("There is one day, and one key, for each person.")
    rows = [one.row for one in people]
    arrays: dict[str, Array] = {}
    names: dict[tuple[str, str], int] = {}
    for item, said in zip(questionnaire, zip(*rows, strict=True), strict=True):
        arrays |= _encoded(item, said, names)
    arrays |= _unsure(questionnaire, people) | _earlier(questionnaire, people)
    for place, heard in enumerate(phrases):
        arrays |= _heard(questionnaire, people, rows, heard, place)
    kept = {name: array for name, array in arrays.items() if not name.startswith("heard ") or array.any()}
    ordinals = np.fromiter((day.toordinal() for day in days), np.int32, len(days))
    return Columns(questionnaire, ordinals, kept, tuple(names), tuple(phrases), tuple(keys))


def _encoded(item: Item, said: Row, names: dict[tuple[str, str], int]) -> dict[str, Array]:
    """The column of one item, and what a list holds."""
    match item.type:
        case ItemType.BOOLEAN:
            return {item.link_id: _coded(said, {False: 0, True: 1}, FLAG_UNKNOWN, FLAG_NOTHING)}
        case ItemType.CHOICE:
            codes = {value: code for code, value in enumerate(codes_of(item))}
            return {item.link_id: _coded(said, codes, CODE_UNKNOWN, CODE_NOTHING)}
        case ItemType.CHOICES:
            return {item.link_id: _ticked(item, said)}
        case ItemType.INTEGER | ItemType.DECIMAL:
            numbers = (float("-inf") if value is NOTHING else value for value in said)  # unknown is a NaN already
            return {item.link_id: np.fromiter(numbers, np.float32 if is_narrow(item) else np.float64, len(said))}
        case ItemType.DATE:
            return {item.link_id: np.fromiter(map(_ordinal, said), np.int32, len(said))}
        case ItemType.TEXT:
            return {item.link_id: _flags(said)}
        case ItemType.MEDICINES:
            return {item.link_id: _flags(said), **_medicines(said, names)}
        case ItemType.TRIALS:
            return {item.link_id: _flags(said), **_trials(said)}


def _coded(said: Row, codes: Mapping[Any, int], unknown: int, nothing: int) -> Array:
    code: dict[object, int] = {**codes, None: unknown, UNKNOWN_NUMBER: unknown, NOTHING: nothing}
    return np.fromiter(map(code.__getitem__, said), np.uint8, len(said))


def _ticked(item: Item, said: Row) -> Array:
    bit = {option.value: 1 << place for place, option in enumerate(item.options)}
    unknown = unknown_bit(item)
    masks = (unknown if value is None else sum(map(bit.__getitem__, value)) if isinstance(value, tuple) else 0 for value in said)  # type: ignore[arg-type]
    return np.fromiter(masks, _unsigned(unknown), len(said))


def _flags(said: Row) -> Array:
    flags = (FLAG_UNKNOWN if value is None else FLAG_NOTHING if value is NOTHING or value is NO_LIST else 1 for value in said)
    return np.fromiter(flags, np.uint8, len(said))


def _medicines(said: Row, names: dict[tuple[str, str], int]) -> dict[str, Array]:
    lists = [value if isinstance(value, tuple) else () for value in said]
    entries: list[MedicineEntry] = [entry for one in lists for entry in one]  # type: ignore[misc]  # a medicine list holds no others
    places = [names.setdefault((entry.name, entry.purpose), len(names)) for entry in entries]
    return {
        "medicines: how many": np.fromiter(map(len, lists), np.uint8, len(said)),
        "medicines: name": np.array(places, np.int32),
        "medicines: daily mg": np.array([np.nan if entry.daily_mg is None else entry.daily_mg for entry in entries], np.float64),
        "medicines: stopped": np.array([entry.stopped_on.toordinal() if entry.stopped_on else 0 for entry in entries], np.int32),
    }


def _trials(said: Row) -> dict[str, Array]:
    lists = [value if isinstance(value, tuple) else () for value in said]
    trials: list[Trial] = [trial for one in lists for trial in one]  # type: ignore[misc]  # a list of trials holds no others
    return {
        "trials: how many": np.fromiter(map(len, lists), np.uint8, len(said)),
        "trials: dose": np.array([0 if trial.dose is None else 1 + DOSES.index(trial.dose) for trial in trials], np.uint8),
        "trials: weeks": np.array([np.nan if trial.weeks is None else trial.weeks for trial in trials], np.float32),
        "trials: result": np.array([0 if trial.result is None else 1 + RESULTS.index(trial.result) for trial in trials], np.uint8),
    }


def _unsure(questionnaire: Questionnaire, people: Sequence[Answers]) -> dict[str, Array]:
    found: dict[str, Array] = {}
    for place, one in enumerate(people):
        for link_id, state in one.states.items():
            if state is AnswerState.UNSURE:
                found.setdefault(f"unsure {link_id}", np.zeros(len(people), np.uint8))[place] = 1
    return found


def _earlier(questionnaire: Questionnaire, people: Sequence[Answers]) -> dict[str, Array]:
    """What was said before, of safety items: one bit a value, and of numbers the highest."""
    found: dict[str, Array] = {}
    for place, one in enumerate(people):
        for link_id, values in one.ever.items():
            item = questionnaire.by_link_id[link_id]
            if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
                most = found.setdefault(f"most {link_id}", np.full(len(people), -np.inf))
                most[place] = max(value for value in values if isinstance(value, int | float))
            elif item.type in (ItemType.BOOLEAN, ItemType.CHOICE, ItemType.CHOICES):
                bits: list[object] = [*ever_values(item)]
                masks = found.setdefault(f"ever {link_id}", np.zeros(len(people), _unsigned(1 << (len(bits) - 1))))
                flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
                masks[place] = sum({1 << bits.index(part) for part in flat})
    return found


def _heard(
    questionnaire: Questionnaire, people: Sequence[Answers], rows: Sequence[Row], phrases: tuple[str, ...], place: int
) -> dict[str, Array]:
    """Which texts hold one of the phrases, now or before."""
    ear, found = ear_for(phrases), dict[str, Array]()

    def holds(text: object) -> bool:
        return isinstance(text, str) and ear.may_hear(text) and bool(ear.hear(text))

    for column, item in enumerate(questionnaire):
        if item.type is ItemType.TEXT:
            said = (holds(row[column]) for row in rows)
            before = (any(map(holds, one.ever.get(item.link_id, ()))) for one in people)
            found[f"heard {place} {item.link_id}"] = np.fromiter(said, np.uint8, len(rows))
            found[f"heard before {place} {item.link_id}"] = np.fromiter(before, np.uint8, len(rows))
    return found


def _ordinal(value: Value | None) -> int:
    return value.toordinal() if isinstance(value, date) else -1 if value is NOTHING else 0


def _unsigned(highest: int) -> type[np.unsignedinteger[Any]]:
    kinds: tuple[type[np.unsignedinteger[Any]], ...] = (np.uint8, np.uint16, np.uint32, np.uint64)
    return next(kind for kind in kinds if highest <= np.iinfo(kind).max)


def constant_of(name: str, questionnaire: Questionnaire) -> tuple[float, type[np.generic]]:
    """What a column that was left out holds for everybody."""
    if name == "medicines":  # the only item that is read by a name of its own
        return FLAG_NOTHING if name in questionnaire.left_out else FLAG_UNKNOWN, np.uint8
    return (-np.inf, np.float64) if name.startswith("most ") else (0, np.uint8)
