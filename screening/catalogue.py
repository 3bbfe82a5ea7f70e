"""The rule set for readers: one criterion explained in plain text, and all of them as Markdown (docs/rules.md)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from screening.alone import reach
from screening.checking import limits_of
from screening.citations import CITATIONS
from screening.conditions import reads
from screening.criterion import Criterion, Priority, RespondWithin, Severity
from screening.derived import QUANTITIES
from screening.items import Item, Phase
from screening.limits import LIMITS, LimitSpec
from screening.patient_texts import patient_text
from screening.plan import conditions_of
from screening.protocol import Protocol
from screening.rule_sets import bank, rule_sets
from screening.sentences import rule_sentence
from screening.solving import Solver
from screening.version import VERSION
from screening.wording import listed

_SEVERITIES = {
    Severity.URGENT: "Urgent",
    Severity.CONTRAINDICATION: "Contraindication",
    Severity.REVIEW: "Needs review",
    Severity.NEEDS_INFORMATION: "Needs information",
}
_INTRO = f"""# The rules

Written by `python -m screening rules` out of the rules themselves, release {VERSION}; do not edit by hand.

Every rule knows three truths: what is not answered, declined or not sure is never "no". A criterion fires when its
sentence is true of the answers; while an answer is open that could make it true, it is listed as unknown with the
questions that would settle it. Limits are the shipped ones; a clinic's protocol may move those that have a range.
A source says how far it was seen: read in the source, abstract only, secondary page, recalled, or our own policy.
A clinic's prescriber approves a protocol before it is in force.
"""


def rules(protocol: Protocol) -> str:
    """The readable catalogue as Markdown."""
    families: dict[str, list[Criterion]] = defaultdict(list)
    criteria = all_criteria(protocol)
    for criterion in criteria:
        families[criterion.family].append(criterion)
    parts = [_INTRO]
    for family, members in families.items():
        parts.append(f"## {family}\n")
        parts += [_entry(one, protocol, criteria) for one in members]
    parts += [_limits_table(protocol), _sources_table(criteria)]
    return "\n".join(parts)


def all_criteria(protocol: Protocol) -> tuple[Criterion, ...]:
    """Of every rule set, in reading order."""
    return tuple(criterion for one in rule_sets(protocol) for criterion in one.criteria)


def explain(criterion: Criterion, protocol: Protocol, as_of: date) -> str:
    """One criterion in plain text: its sentence, limits, tier, clock, sources, and a patient for whom it fires."""
    items = bank()
    limits = [f"{spec.name} = {protocol.limits[spec.name]:g} {spec.unit} ({_allowed(spec)}): {spec.title}" for spec in _limits(criterion)]
    parts = {
        "Rule": [_rule(criterion, items, protocol), *_guards(criterion, items, protocol)],
        "When it fires": [_verdict(criterion, protocol), *_clocks(criterion, items, protocol), *_helps(criterion, items, protocol)],
        "Tier": [_tier(criterion, all_criteria(protocol)) or "None: it hides nothing and nothing hides it."],
        "Limits": limits or ["None."],
        "Reads": _questions(criterion, items),
        "Why": [criterion.rationale],
        "Sources": [f"{key} ({CITATIONS[key].status.value}): {CITATIONS[key].reference}" for key in criterion.citations],
        "What the patient may read": list(patient_text(criterion)),
        "A patient for whom it fires": _patient(criterion, protocol, as_of),
    }
    told = [f"{criterion.id}: {criterion.title}"]
    for heading, lines in parts.items():
        told += ["", heading, *(f"  {line}" for line in lines)]
    return "\n".join(told)


def _entry(criterion: Criterion, protocol: Protocol, criteria: Sequence[Criterion]) -> str:
    items = bank()
    limits = [f"`{spec.name}` {protocol.limits[spec.name]:g} {spec.unit} ({_range(spec)})" for spec in _limits(criterion)]
    sources = [f"{key} ({CITATIONS[key].status.value})" for key in criterion.citations]
    lines = [
        f"**{_verdict(criterion, protocol)}**",
        " ".join((_rule(criterion, items, protocol), *_guards(criterion, items, protocol))),
        f"Reads: {'; '.join(_titles(criterion, items))}." if _is_counted(criterion, items, protocol) else "",
        *_clocks(criterion, items, protocol),
        *_helps(criterion, items, protocol),
        _tier(criterion, criteria),
        f"Limits: {'; '.join(limits)}." if limits else "",
        f"Why: {criterion.rationale}",
        f"Sources: {', '.join(sources)}.",
    ]
    return f"### {criterion.id}: {criterion.title}\n\n" + "\n".join(f"- {line}" for line in lines if line) + "\n"


def _verdict(criterion: Criterion, protocol: Protocol) -> str:
    words = [_SEVERITIES[protocol.severity(criterion)] + (", temporary" if criterion.temporary else "")]
    if criterion.priority is not Priority.NORMAL:
        words.append(f"priority {criterion.priority.name.lower()}")
    if criterion.respond_within is not RespondWithin.NONE:
        words.append(_in_time(criterion.respond_within))
    if criterion.help_page:
        words.append(f"the patient sees the help page “{criterion.help_page.value}”")
    if criterion.configurable_to:
        words.append(f"a clinic may choose {_SEVERITIES[criterion.configurable_to].lower()}")
    if criterion.phase is Phase.SCHEDULING:
        words.append("asked when a date is planned")
    return "; ".join(words) + "."


def _rule(criterion: Criterion, items: Mapping[str, Item], protocol: Protocol) -> str:
    return rule_sentence(criterion.reason, items, protocol.limits, short=True)


def _is_counted(criterion: Criterion, items: Mapping[str, Item], protocol: Protocol) -> bool:
    """Whether its sentence leaves questions unnamed, so that they are listed beside it."""
    return _rule(criterion, items, protocol) != rule_sentence(criterion.reason, items, protocol.limits)


def _titles(criterion: Criterion, items: Mapping[str, Item]) -> list[str]:
    read = reads(criterion.reason)
    return [
        *(QUANTITIES[name].title for name in sorted(read & QUANTITIES.keys())),
        *(items[name].staff_title for name in items if name in read),
    ]


def _guards(criterion: Criterion, items: Mapping[str, Item], protocol: Protocol) -> list[str]:
    return [f"Judged only where this holds: {rule_sentence(guard, items, protocol.limits)}" for guard in criterion.guards]


def _clocks(criterion: Criterion, items: Mapping[str, Item], protocol: Protocol) -> list[str]:
    told = []
    for clock in criterion.clocks:
        priority = "" if clock.priority is Priority.NORMAL else f", priority {clock.priority.name.lower()}"
        told.append(f"{_in_time(clock.respond_within).capitalize()}{priority}, where: {rule_sentence(clock.when, items, protocol.limits)}")
    return told


def _in_time(time: RespondWithin) -> str:
    return "respond the same day" if time is RespondWithin.SAME_DAY else f"respond within {time.value}"


def _helps(criterion: Criterion, items: Mapping[str, Item], protocol: Protocol) -> list[str]:
    return [f"Help page “{one.help_page.value}”, where: {rule_sentence(one.when, items, protocol.limits)}" for one in criterion.helps]


def _tier(criterion: Criterion, criteria: Iterable[Criterion]) -> str:
    """What hides it while that is true, and what it hides."""
    if criterion.tier is None:
        return ""
    family = [one for one in criteria if one.tier and one.tier.family == criterion.tier.family]
    above = [one.id for one in family if one.tier and one.tier.rank > criterion.tier.rank]
    below = [one.id for one in family if one.tier and one.tier.rank < criterion.tier.rank]
    told = [f"hidden while {listed(above, 'or')} is true"] if above else []
    told += [f"hides {listed(below)} while it is true"] if below else []
    return f"Tier {criterion.tier.rank} of {criterion.tier.family}: {'; '.join(told)}."


def _limits(criterion: Criterion) -> tuple[LimitSpec, ...]:
    return limits_of(conditions_of(criterion))


def _allowed(spec: LimitSpec) -> str:
    return "fixed" if spec.is_fixed else f"default {spec.default:g}, allowed {_range(spec)}"


def _range(spec: LimitSpec) -> str:
    return "fixed" if spec.is_fixed else f"{spec.low:g} to {spec.high:g}"


def _questions(criterion: Criterion, items: Mapping[str, Item]) -> list[str]:
    names = {name for condition in conditions_of(criterion) for name in reads(condition)}
    derived = {name: QUANTITIES[name] for name in sorted(names) if name in QUANTITIES}
    told = [f"{name} ({one.title}, worked out from {listed(one.reads)})" for name, one in derived.items()]
    return [*told, *(f"{link_id} ({item.staff_title})" for link_id, item in items.items() if link_id in names)] or ["Nothing."]


def _patient(criterion: Criterion, protocol: Protocol, as_of: date) -> list[str]:
    """The unremarkable patient with these answers instead: one in whom as little else as can be fires."""
    home = next(one for one in rule_sets(protocol) if criterion in one.criteria)
    best = reach(criterion, Solver(protocol, as_of, home.drawings)).best
    if best is None:
        return ["There is none among the shipped questions."]
    why = next(one.why for one in best.assessment.fired if one.id == criterion.id)
    others = [one for one in best.fired if one != criterion.id]
    return [
        f"{home.base}{home.drawing_words(best.answers.questionnaire)}, with these answers instead:",
        json.dumps(dict(best.changes), ensure_ascii=False) if best.changes else "none",
        f"Why: {why}",
        f"Beside it fires {listed(others)}." if others else "Nothing else fires.",
    ]


def _limits_table(protocol: Protocol) -> str:
    rows = [(f"`{spec.name}`", spec.title, f"{protocol.limits[spec.name]:g} {spec.unit}", _range(spec)) for spec in LIMITS]
    return "## Limits\n\n" + "\n".join(_table(("limit", "what it is", "shipped", "range"), rows)) + "\n"


def _sources_table(criteria: Iterable[Criterion]) -> str:
    used = {key for criterion in criteria for key in criterion.citations}
    rows = [(key, one.status.value, one.reference) for key, one in CITATIONS.items() if key in used]
    return "## Sources\n\n" + "\n".join(_table(("key", "how far it was seen", "reference"), rows)) + "\n"


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heading)} |"
    yield f"| {' | '.join('---' for _ in heading)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
