"""`make bench-rules`: forty of the shipped criteria, here and in other rule engines, over the same 2,000 people.

A fifth of the answers is missing. Prints microseconds a person, each as a multiple of ours in the same interleaved run,
and what each engine makes of a missing answer. The forty are those of the shipped criteria that every engine can say at
all: no points added up, no medicine lists, no questions that depend on another.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.engines import OTHERS, Engine, Facts, name_of  # noqa: E402  # the path comes first
from benchmarks.people import AS_OF, people  # noqa: E402
from benchmarks.two_valued import two_valued  # noqa: E402
from screening import Answers, Criterion, ItemType, Protocol, Truth, intake  # noqa: E402
from screening.conditions import (  # noqa: E402
    AllOf,
    AtLeast,
    AtMost,
    Condition,
    Equals,
    Ever,
    Includes,
    LessThan,
    Limit,
    MoreThan,
    Not,
    NotAbove,
    Unsettled,
    leaves,
    reads,
)  # fmt: skip
from screening.derived import gather  # noqa: E402
from screening.emission import has_default  # noqa: E402
from screening.evaluation import evaluate  # noqa: E402
from screening.hearing import ear_for  # noqa: E402
from screening.judging import emit_judge  # noqa: E402

HOW_MANY = 40
QUESTIONNAIRE, PROTOCOL = intake(), Protocol.default()
_SAYABLE = (Equals, Includes, AtLeast, MoreThan, AtMost, LessThan, NotAbove, Ever, Unsettled)


def chosen() -> list[Criterion]:
    """The forty, with each limit as its number."""
    found = [one for one in PROTOCOL.criteria if _is_sayable(one.when)][:HOW_MANY]
    return [Criterion(one.id, one.severity, one.title, plain(one.when), one.rationale, one.citations) for one in found]


def _is_sayable(condition: Condition) -> bool:
    items = [QUESTIONNAIRE.by_link_id.get(name) for name in reads(condition)]
    asked = all(item and item.enable_when is None and not has_default(item) and item.type is not ItemType.TEXT for item in items)
    return bool(items) and asked and all(isinstance(leaf, _SAYABLE) for leaf in leaves(condition))


def plain(condition: Condition) -> Condition:
    """The condition without limits and without earlier values, of which these people have none."""
    match condition:
        case AllOf(conditions):
            return type(condition)(*map(plain, conditions))
        case Not(inner):
            return Not(plain(inner))
        case AtLeast(of, Limit(name)) | MoreThan(of, Limit(name)) | AtMost(of, Limit(name)) | LessThan(of, Limit(name)):
            return type(condition)(of, PROTOCOL.limits[name])
        case Ever(of, value):
            several = QUESTIONNAIRE.item(of).type is ItemType.CHOICES
            return Includes(of, str(value)) if several else Equals(of, value)
        case _:
            return condition


def facts_for_others(raw: dict[str, object], names: Sequence[str]) -> Facts:
    """What the other engines are given: every name that is read, null where it was not answered, decimals as floats."""
    decimal = {item.link_id for item in QUESTIONNAIRE if item.type is ItemType.DECIMAL}
    said = {name: raw.get(name) for name in names}
    return {name_of(name): float(value) if name in decimal and isinstance(value, int) else value for name, value in said.items()}


def microseconds(run: Callable[..., object], everybody: Sequence[tuple[object, ...]]) -> float:
    start = time.process_time()
    for arguments in everybody:
        run(*arguments)
    return (time.process_time() - start) / len(everybody) * 1e6


def answer(engine: Engine, place: int, facts: Facts) -> str:
    """What an engine makes of one criterion, in its plain form."""
    try:
        said = engine.one(place, facts)
    except Exception:
        return "raises"
    return "fired" if said is True else "did not fire" if said is False else "unknown"


def table(engine: Engine, everybody: Sequence[Facts], truths: Sequence[Sequence[Truth]]) -> str:
    words = {Truth.TRUE: "fired", Truth.FALSE: "did not fire", Truth.UNKNOWN: "unknown"}
    open_cells: Counter[str] = Counter()
    right = cells = 0
    for facts, row in zip(everybody, truths, strict=True):
        for place, truth in enumerate(row):
            said = answer(engine, place, facts)
            right, cells = right + (said == words[truth]), cells + 1
            if truth is Truth.UNKNOWN:
                open_cells[said] += 1
    total = sum(open_cells.values()) or 1
    shares = "".join(f"{100 * open_cells[word] / total:8.1f} %" for word in ("unknown", "raises", "did not fire", "fired"))
    return f"{100 * right / cells:7.1f} %{shares}"


def engines(criteria: Sequence[Criterion]) -> list[Engine]:
    """The plain function, and those of the others that are installed here."""
    found = [Engine("two-valued Python by hand", two_valued, lambda place, facts: two_valued(facts)[place])]
    for package, makers in OTHERS.items():
        try:
            told = version(package)
        except PackageNotFoundError:
            print(f"  {package}: not installed here, so not measured")
            continue
        print(f"  {package} {told}")
        found.extend(make(criteria, QUESTIONNAIRE) for make in makers)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--people", type=int, default=2000)
    options = parser.parse_args()
    criteria = chosen()
    conditions = [one.when for one in criteria]
    names = sorted({name for condition in conditions for name in reads(condition)})
    raws = list(people(options.people))
    answers = [Answers.from_json(raw, QUESTIONNAIRE) for raw in raws]
    facts = [gather(one, PROTOCOL.limits, AS_OF, mentioned=lambda _: frozenset(), quantities=()).facts for one in answers]
    truths = [[evaluate(condition, one) for condition in conditions] for one in facts]
    print(f"{platform.python_implementation()} {platform.python_version()}, {len(criteria)} criteria, {len(raws)} people, "
          f"medians of {options.rounds} interleaved rounds, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    others = engines(criteria)
    judge = emit_judge(conditions, QUESTIONNAIRE, PROTOCOL.limits, ear_for(()))
    nobody: frozenset[str] = frozenset()
    for one, row in zip(answers, truths, strict=True):
        true, open_, _ = judge(one.said, one.ever, nobody, AS_OF)
        emitted = [Truth.TRUE if place in true else Truth.UNKNOWN if place in open_ else Truth.FALSE for place in range(len(row))]
        assert emitted == row, "the emitted function and the walker have to agree"
    told = [facts_for_others(raw, names) for raw in raws]
    texts = [json.dumps({name: raw.get(name) for name in names}) for raw in raws]
    judged = [(one.said, one.ever, nobody, AS_OF) for one in answers]
    rows: list[tuple[str, Callable[..., object], list[tuple[object, ...]]]] = [
        ("ours, emitted", judge, judged),
        ("ours, with every answer checked first", _checked(judge, nobody), [(raw,) for raw in raws]),
        ("ours, walked (the oracle)", lambda one: [evaluate(when, one) for when in conditions], [(one,) for one in facts]),
        ("json.loads of the answers read", json.loads, [(text,) for text in texts]),
        *((engine.name, engine.run, [(one,) for one in told]) for engine in others),
    ]
    taken: dict[str, list[float]] = {name: [] for name, _, _ in rows}
    for _ in range(options.rounds):
        for name, run, everybody in rows:
            taken[name].append(microseconds(run, everybody))
    ours = statistics.median(taken["ours, emitted"])
    print(f"\n{'microseconds a person, all criteria':40}{'median':>10}{'to ours':>10}")
    for name, times in taken.items():
        print(f"{name:40}{statistics.median(times):10.1f}{statistics.median(times) / ours:9.1f}x")
    asked = sum(row.count(Truth.UNKNOWN) for row in truths)
    print(f"\n{asked} of {len(truths) * len(criteria)} verdicts cannot be given, for want of an answer. Of these, and of all:")
    print(f"{'':40}{'all right':>9}{'unknown':>10}{'raises':>10}{'no fire':>10}{'fired':>10}")
    print(f"{'ours':40}{100.0:7.1f} %{100.0:8.1f} %{0.0:8.1f} %{0.0:8.1f} %{0.0:8.1f} %")
    for engine in others:
        print(f"{engine.name:40}{table(engine, told, truths)}", flush=True)


def _checked(judge: Callable[..., object], nobody: frozenset[str]) -> Callable[[Facts], object]:
    def run(raw: Facts) -> object:
        one = Answers.from_json(raw, QUESTIONNAIRE)
        return judge(one.said, one.ever, nobody, AS_OF)

    return run


if __name__ == "__main__":
    main()
