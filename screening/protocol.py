"""A clinic's protocol: its limits, the severities it chose where a criterion allows a choice, and its crisis phrases.

A clinic can tighten or loosen inside the permitted range, never invent. Thresholds on suicide questions are not here.
"""

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from screening.criteria import CRITERIA
from screening.criterion import Criterion, Severity
from screening.errors import InvalidProtocol
from screening.limits import LIMITS, LimitSpec
from screening.phrases import CRISIS_PHRASES

MOST_PHRASES = 500
LONGEST_PHRASE = 100
_SPECS = {spec.name: spec for spec in LIMITS}
_WORD_OF = {severity: severity.name.lower().replace("_", "-") for severity in Severity}
_SEVERITY_OF = {word: severity for severity, word in _WORD_OF.items()}


@dataclass(frozen=True, eq=False)
class Protocol:
    """Limits left out have their defaults. Raises InvalidProtocol, naming what is wrong and what is allowed."""

    limits: Mapping[str, float] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    phrases: tuple[str, ...] = CRISIS_PHRASES
    criteria: tuple[Criterion, ...] = field(default=CRITERIA, repr=False)

    def __post_init__(self) -> None:
        complete = {name: _number(self.limits.get(name, spec.default), spec) for name, spec in _SPECS.items()}
        if unknown := sorted(map(str, self.limits.keys() - _SPECS.keys())):
            raise InvalidProtocol(f"There is no limit {unknown[0]!a:.80}.")
        _check_order(complete)
        _check_severities(self.severities, self.criteria)
        _check_phrases(self.phrases)
        object.__setattr__(self, "limits", MappingProxyType(complete))
        object.__setattr__(self, "severities", MappingProxyType(dict(self.severities)))
        object.__setattr__(self, "phrases", tuple(self.phrases))

    @classmethod
    def default(cls) -> "Protocol":
        """The shipped protocol, before a prescriber changes anything."""
        return cls()

    @classmethod
    def from_json(cls, data: object) -> "Protocol":
        """A protocol out of parsed JSON: {"limits", "severities", "phrases"}, each of which may be left out."""
        parts = _object(data, "A protocol")
        if unknown := sorted(map(str, parts.keys() - {"limits", "severities", "phrases"})):
            raise InvalidProtocol(f"A protocol has limits, severities and phrases, not {unknown[0]!a:.80}.")
        limits = _object(parts.get("limits", {}), "limits")
        words = _object(parts.get("severities", {}), "severities")
        phrases = parts.get("phrases", CRISIS_PHRASES)
        if not isinstance(phrases, list | tuple):
            raise InvalidProtocol("phrases is a list of texts.")
        severities = {name: _severity(name, word) for name, word in words.items()}
        return cls(limits, severities, tuple(phrases))  # type: ignore[arg-type]  # __post_init__ checks every number

    def to_json(self) -> dict[str, object]:
        """The JSON that `from_json` reads back, complete."""
        severities = {name: _WORD_OF[severity] for name, severity in sorted(self.severities.items())}
        return {"limits": dict(self.limits), "severities": severities, "phrases": list(self.phrases)}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the whole content; two protocols with the same digest are the same."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def severity(self, criterion: Criterion) -> Severity:
        """The severity that holds in this clinic."""
        return self.severities.get(criterion.id, criterion.severity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Protocol) and self.digest == other.digest and self.criteria == other.criteria

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.digest)


def _number(value: object, spec: LimitSpec) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):  # type: ignore[arg-type]  # a number, by its type
        raise InvalidProtocol(f"{spec.name} is a number.")
    number: float = value  # type: ignore[assignment]
    if not spec.low <= number <= spec.high:
        allowed = f"{spec.low:g}" if spec.is_fixed else f"from {spec.low:g} to {spec.high:g}"
        raise InvalidProtocol(f"{spec.name} is {number:g}; allowed is {allowed} {spec.unit}.")
    if spec.whole and number != int(number):
        raise InvalidProtocol(f"{spec.name} is {number:g}; it is a whole number.")
    return int(number) if number == int(number) else number


def _check_order(limits: Mapping[str, float]) -> None:
    families: dict[str, list[LimitSpec]] = defaultdict(list)
    for spec in LIMITS:
        if spec.family:
            families[spec.family].append(spec)
    for family in families.values():
        ordered = sorted(family, key=lambda spec: spec.rank)
        for lower, upper in zip(ordered, ordered[1:], strict=False):
            if not limits[lower.name] < limits[upper.name]:
                raise InvalidProtocol(f"{lower.name} ({limits[lower.name]:g}) has to be below {upper.name} ({limits[upper.name]:g}).")


def _check_severities(severities: Mapping[str, Severity], criteria: tuple[Criterion, ...]) -> None:
    by_id = {criterion.id: criterion for criterion in criteria}
    for name, severity in severities.items():
        criterion = by_id.get(name)
        if criterion is None:
            raise InvalidProtocol(f"There is no criterion {name!a:.80}.")
        if severity not in (criterion.severity, criterion.configurable_to):
            choice = f" or {_WORD_OF[criterion.configurable_to]}" if criterion.configurable_to else ", and no clinic can change it"
            raise InvalidProtocol(f"{name} is {_WORD_OF[criterion.severity]}{choice}.")


def _check_phrases(phrases: tuple[object, ...]) -> None:
    if len(phrases) > MOST_PHRASES:
        raise InvalidProtocol(f"There are at most {MOST_PHRASES} phrases.")
    for phrase in phrases:
        if not isinstance(phrase, str) or not phrase.strip() or len(phrase) > LONGEST_PHRASE or not phrase.isprintable():
            raise InvalidProtocol(f"A phrase is a text of 1 to {LONGEST_PHRASE} characters, not {phrase!a:.80}.")


def _severity(name: str, word: object) -> Severity:
    if not isinstance(word, str) or word not in _SEVERITY_OF:
        raise InvalidProtocol(f"The severity of {name!a:.80} is one of {', '.join(_SEVERITY_OF)}.")
    return _SEVERITY_OF[word]


def _object(data: object, name: str) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise InvalidProtocol(f"{name} is a JSON object.")
    return data
