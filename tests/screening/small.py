"""A small questionnaire with every kind of item and branching, and random conditions and answers over it."""

from datetime import date, timedelta

from hypothesis import strategies as st

from screening.conditions import (
    AllOf,
    AnyOf,
    Asked,
    AtLeast,
    AtMost,
    Condition,
    CountAtLeast,
    Equals,
    Ever,
    EverAtLeast,
    Includes,
    LessThan,
    Limit,
    Mentions,
    MoreThan,
    Not,
    NotAbove,
    SaidUnsure,
    Takes,
    Unsettled,
)
from screening.derived import QUANTITIES
from screening.items import AnswerOption, EnteredBy, Item, ItemType, Page, PageKind, Phase, Questionnaire, Section, Sensitivity

AS_OF = date(2026, 11, 24)
SAFETY = Sensitivity.SAFETY
POINTS = tuple(AnswerOption(value, f"{value} points") for value in range(5))
WORDS = tuple(AnswerOption(value, value.upper()) for value in "abc")
PHRASES = ("end it all", "hurt myself")
LIMITS = {
    **dict.fromkeys(("washout.days", "washout.maoi_days", "washout.inducer_days"), 14),
    "trd.min_weeks": 6,
    "washout.long_acting_days": 90,
    "number.max": 5,
}
YES_CHILD = Equals("yes", True)
ITEMS = (
    Item("yes", "Yes?", ItemType.BOOLEAN),
    Item("child", "Child?", ItemType.BOOLEAN, enable_when=YES_CHILD),
    Item("grandchild", "Grandchild", ItemType.INTEGER, enable_when=Equals("child", True)),
    Item("number-child", "Number child", ItemType.CHOICES, options=WORDS, enable_when=AtLeast("number", 3)),
    Item("kept-child", "Kept child", ItemType.CHOICE, options=POINTS, enable_when=Not(Equals("scale", 0)), kept=True),
    Item("scale", "Scale", ItemType.CHOICE, options=POINTS),
    Item("word", "Word", ItemType.CHOICE, options=WORDS),
    Item("many", "Many", ItemType.CHOICES, options=WORDS),
    Item("number", "Number", ItemType.INTEGER),
    Item("decimal", "Decimal", ItemType.DECIMAL),
    Item("safe", "Safe?", ItemType.BOOLEAN, sensitivity=SAFETY),
    Item("safe-child", "Safe child?", ItemType.BOOLEAN, sensitivity=SAFETY, enable_when=Equals("safe", True)),
    Item("safe-scale", "Safe scale", ItemType.CHOICE, options=POINTS, sensitivity=SAFETY),
    Item("safe-many", "Safe many", ItemType.CHOICES, options=WORDS, sensitivity=SAFETY),
    Item("words", "In your own words", ItemType.TEXT, sensitivity=SAFETY),
    Item("medicines", "Medicines", ItemType.MEDICINES),
    Item("antidepressant-trials", "Trials", ItemType.TRIALS),
    Item("height-cm", "Height", ItemType.DECIMAL),
    Item("weight-kg", "Weight", ItemType.DECIMAL),
    Item("bp-taken-on", "Taken on", ItemType.DATE),
    *(Item(f"audit-c-{number}", f"AUDIT-C {number}", ItemType.CHOICE, options=POINTS) for number in (1, 2, 3)),
)
ELSEWHERE = (
    Item("birth-date", "Birth date", ItemType.DATE, entered_by=EnteredBy.REGISTRATION),
    Item("measured", "Measured", ItemType.INTEGER, entered_by=EnteredBy.STAFF),
    Item("later", "Later?", ItemType.BOOLEAN, phase=Phase.SCHEDULING),
)
SMALL = Questionnaire(
    "small",
    "1",
    (Section("one", "One", "Group", tuple(Page(PageKind.FIELDS, (item,)) for item in ITEMS)),),
    ELSEWHERE,
    left_out=frozenset(("gone",)),
)
BY_ID = SMALL.by_link_id
_COUNTED = (ItemType.INTEGER, ItemType.DECIMAL)
_NUMBERS = [link_id for link_id, item in BY_ID.items() if item.type in _COUNTED or item.options == POINTS]
_QUANTITIES = ["age-years", "bmi", "bp-age-days", "audit-c-score", "adequate-trials", "incomplete-trials", "diazepam-equivalent"]
_BOOLEANS = [link_id for link_id, item in BY_ID.items() if item.type is ItemType.BOOLEAN]
_CHOSEN = [link_id for link_id, item in BY_ID.items() if item.type is ItemType.CHOICES]
_SAFE = [link_id for link_id, item in BY_ID.items() if item.is_safety]
_CLASSES = ["med-opioid", "med-benzodiazepine", "med-maoi", "medication-unrecognised", "med-dose-missing"]
_NAMES = ["oxycodone", "Klonopin", "Nardil", "sertraline", "midazolam", "nobody knows"]

_bounds = st.one_of(st.integers(-2, 12), st.floats(0, 12, allow_nan=False), st.just(Limit("number.max")))
_numeric = st.sampled_from([*_NUMBERS, *_QUANTITIES, "gone"])
_compared = st.one_of(
    st.builds(Equals, st.sampled_from([*_BOOLEANS, "gone"]), st.booleans()),
    st.builds(Equals, st.just("word"), st.sampled_from("abc")),
    st.builds(Equals, st.sampled_from(["scale", "audit-c-1", "kept-child"]), st.integers(0, 4)),
    st.builds(Includes, st.sampled_from([*_CHOSEN, "gone"]), st.sampled_from("abc")),
    *(st.builds(kind, _numeric, _bounds) for kind in (AtLeast, MoreThan, AtMost, LessThan)),
    st.builds(NotAbove, _numeric, _numeric),
    st.builds(Takes, st.sampled_from(_CLASSES)),
    st.builds(Ever, st.sampled_from(["safe", "safe-child", "gone"]), st.booleans()),
    st.builds(Ever, st.just("safe-scale"), st.integers(0, 4)),
    st.builds(Ever, st.just("safe-many"), st.sampled_from("abc")),
    st.builds(EverAtLeast, st.just("safe-scale"), _bounds),
    st.builds(Asked, st.sampled_from(["safe", "gone"])),
)
_silent = st.one_of(
    st.builds(Unsettled, st.sampled_from([*BY_ID, *_QUANTITIES, "gone"])),
    st.builds(SaidUnsure, st.sampled_from([*BY_ID, "gone"])),
    st.builds(Mentions, st.just("words")),
)


def _joined(leaf: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4).map(lambda several: AllOf(*several)),
            st.lists(inner, max_size=4).map(lambda several: AnyOf(*several)),
            st.builds(Not, inner),
            st.builds(CountAtLeast, st.integers(0, 4), st.lists(inner, max_size=4).map(tuple)),
        ),
        max_leaves=8,
    )


CONDITIONS = _joined(st.one_of(_compared, _silent))
SETTLING = _joined(_compared)  # those that an answer can only settle, never unsettle

_days = st.integers(-400, 40_000).map(lambda days: (AS_OF - timedelta(days=days)).isoformat())
_medicine = st.fixed_dictionaries(
    {"name": st.sampled_from(_NAMES)},
    optional={"daily_mg": st.one_of(st.none(), st.integers(1, 40)), "stopped_on": st.one_of(st.none(), _days)},
)
_trial = st.fixed_dictionaries(
    {"name": st.just("sertraline")},
    optional={
        "dose": st.sampled_from([None, "usual-or-higher", "lower"]),
        "weeks": st.one_of(st.none(), st.integers(0, 20)),
        "result": st.sampled_from([None, "none", "some", "helped", "stopped-side-effects"]),
    },
)


def _value(item: Item) -> st.SearchStrategy[object]:
    match item.type:
        case ItemType.BOOLEAN:
            return st.booleans()
        case ItemType.CHOICE:
            return st.sampled_from([option.value for option in item.options])
        case ItemType.CHOICES:
            return st.lists(st.sampled_from("abc"), unique=True)
        case ItemType.INTEGER:
            return st.integers(-2, 12)
        case ItemType.DECIMAL:
            return st.one_of(st.integers(1, 300), st.floats(0.5, 300))
        case ItemType.DATE:
            return _days
        case ItemType.TEXT:
            return st.sampled_from(["", "all well", "I want to END it  all", "hurt myselfish", "I\u2019d hurt myself."])
        case ItemType.MEDICINES:
            return st.lists(_medicine, max_size=3)
        case ItemType.TRIALS:
            return st.lists(_trial, max_size=3)


_states = st.sampled_from(["declined", "unsure", "unanswered", "not-measured", "not-applicable"]).map(lambda state: {"state": state})
ANSWERS = st.fixed_dictionaries({}, optional={link_id: st.one_of(_value(item), st.none(), _states) for link_id, item in BY_ID.items()})
EVER = st.fixed_dictionaries({}, optional={link_id: st.lists(_value(BY_ID[link_id]), max_size=2) for link_id in _SAFE})
assert set(_QUANTITIES) <= set(QUANTITIES)
