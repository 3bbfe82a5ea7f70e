"""The one condition language: frozen data that branching, criteria and explanations share.

A condition names what it reads (a `link_id`, or a derived quantity of `derived.py` such as "age-years") and
holds no code. `evaluation.py` walks it for one patient, `emission.py` compiles it, and both must agree.

Truth of a comparison, by the state of the answer it reads:
    a known value            TRUE or FALSE
    unanswered, declined, unsure, not shown (parent unknown)   UNKNOWN
    not applicable (the parent's known answer rules it out, or this drawing of the questionnaire leaves the item
    out because another set feeds the same criteria), not measured (staff items)   FALSE
An interval [low, high] (a partial score, an incomplete list) is TRUE or FALSE where both ends agree, else UNKNOWN.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that the clinic's protocol sets, by its name in `protocol.LIMITS`."""

    name: str


Number = float | int | Limit


@dataclass(frozen=True, slots=True)
class Equals:
    """The answer is exactly this value (true, false, an option's value, a number)."""

    of: str
    value: bool | int | str


@dataclass(frozen=True, slots=True)
class Includes:
    """A several-choice answer has this option among those chosen."""

    of: str
    option: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """quantity >= bound."""

    of: str
    bound: Number


@dataclass(frozen=True, slots=True)
class MoreThan:
    """quantity > bound (strict)."""

    of: str
    bound: Number


@dataclass(frozen=True, slots=True)
class AtMost:
    """quantity <= bound."""

    of: str
    bound: Number


@dataclass(frozen=True, slots=True)
class LessThan:
    """quantity < bound (strict)."""

    of: str
    bound: Number


@dataclass(frozen=True, slots=True)
class NotAbove:
    """One quantity is at or below another (systolic <= diastolic)."""

    of: str
    other: str


@dataclass(frozen=True, slots=True)
class Takes:
    """A current medicine, or one stopped within its wash-out, belongs to this class ("med-opioid").

    TRUE on one match whatever else is listed; FALSE only when the list is known and none matches;
    UNKNOWN when the list is unanswered, declined or unsure.
    """

    medicine_class: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """A free-text answer contains one of the protocol's crisis phrases, as whole words, in any case.

    It reads only what was typed: FALSE while nothing was (an empty box holds no words, and is no "no").
    """

    of: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """TRUE of unanswered, declined, unsure and not-shown-because-the-parent-is-unknown; else FALSE. Never UNKNOWN."""

    of: str


@dataclass(frozen=True, slots=True)
class SaidUnsure:
    """TRUE when the person said "I'm not sure"; else FALSE. Never UNKNOWN."""

    of: str


@dataclass(frozen=True, slots=True)
class Asked:
    """TRUE when this drawing of the questionnaire has the item, FALSE when it leaves it out. Never UNKNOWN."""

    of: str


@dataclass(frozen=True, slots=True)
class Ever:
    """TRUE when this value is the answer or was ever given in this response (safety items), else as Equals.

    Of a several-choice item: the option is or was ever among those chosen.
    """

    of: str
    value: bool | int | str


@dataclass(frozen=True, slots=True)
class EverAtLeast:
    """As AtLeast, over the present value and every earlier value (safety items)."""

    of: str
    bound: Number


@dataclass(frozen=True, slots=True)
class Not:
    """Negation: UNKNOWN stays UNKNOWN."""

    condition: "Condition"


class AllOf:
    """Every condition holds: AllOf(a, b, ...)."""

    __slots__ = ("conditions",)
    __match_args__ = ("conditions",)
    conditions: tuple["Condition", ...]

    def __init__(self, *conditions: "Condition") -> None:
        object.__setattr__(self, "conditions", conditions)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("conditions are frozen")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.conditions == self.conditions

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.conditions))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.conditions))})"


class AnyOf(AllOf):
    """At least one condition holds: AnyOf(a, b, ...)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CountAtLeast:
    """At least `count` of the conditions hold; TRUE or FALSE as soon as the open ones cannot change it."""

    count: int
    conditions: tuple["Condition", ...]


Condition = (
    Equals | Includes | AtLeast | MoreThan | AtMost | LessThan | NotAbove | Takes | Mentions | Unsettled
    | SaidUnsure | Asked | Ever | EverAtLeast | Not | AllOf | AnyOf | CountAtLeast
)  # fmt: skip
NEVER = AnyOf()
ALWAYS = AllOf()


def leaves(condition: Condition) -> Iterator[Condition]:
    """The comparisons that a condition is made of, in reading order."""
    match condition:
        case Not(inner):
            yield from leaves(inner)
        case AllOf(conditions) | CountAtLeast(_, conditions):
            for inner in conditions:
                yield from leaves(inner)
        case _:
            yield condition


def without(condition: Condition, parts: tuple[Condition, ...]) -> Condition:
    """A conjunction without some of its parts; any other condition as it is."""
    if type(condition) is not AllOf or not parts:
        return condition
    left = tuple(inner for inner in condition.conditions if inner not in parts)
    return left[0] if len(left) == 1 else AllOf(*left)


def reads(condition: Condition) -> frozenset[str]:
    """The link ids and quantities that a condition names; "medicines" for a medicine class."""
    names: set[str] = set()
    for leaf in leaves(condition):
        match leaf:
            case Takes():
                names.add("medicines")
            case NotAbove(of, other):
                names.update((of, other))
            case Not() | AllOf() | CountAtLeast():
                raise TypeError("not a leaf")
            case _:
                names.add(leaf.of)
    return frozenset(names)
