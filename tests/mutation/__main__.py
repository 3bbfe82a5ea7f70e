"""`make mutants`: every mutant of the rules, of their numbers and of the code, counted by group, with those that nobody noticed.

    python -m tests.mutation                 everything; an hour or so on one core
    python -m tests.mutation rules           the rules and their numbers alone; seconds
    python -m tests.mutation tiers scoring   those batches of the code alone (tests/mutation/batches.toml)

The exit status is 1 where a group stays under the share that is asked for, or a mutant survives without a reason.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.mutation import code, criteria, numbers
from tests.mutation.explained import explained

LEAST = 0.95
CHILDREN = 1


def main(chosen: list[str]) -> int:
    os.nice(10)
    if unknown := [one for one in chosen if one not in {"rules", *code.BATCHES}]:
        print(f"There is no batch {unknown[0]}. There are: rules, {', '.join(code.BATCHES)}.")
        return 2
    begun = time.monotonic()
    print(f"{'group':28} {'killed':>7} {'timeout':>7} {'survived':>8} {'explained':>9} {'share':>7}")
    kept = [report(*one) for one in _fates(chosen or ["rules", *code.BATCHES])]
    print(f"{time.monotonic() - begun:.0f} seconds")
    return 0 if all(kept) else 1


def report(group: str, fates: Mapping[str, str]) -> bool:
    """One line of figures, one for each survivor without a reason; whether the group is as it should be."""
    counted = code.counts(fates)
    killed, timeouts = counted["killed"], counted["timeout"]
    survivors = {name for name, fate in fates.items() if fate not in ("killed", "timeout")}
    named = explained(group) & survivors
    share = (killed + timeouts) / len(fates) if fates else 0.0
    print(f"{group:28} {killed:7} {timeouts:7} {len(survivors):8} {len(named):9} {share:7.1%}")
    for name in sorted(survivors - named):
        print(f"    {fates[name]}, no reason given: {name}")
    for name in sorted(explained(group) - survivors):
        print(f"    noticed after all, or gone: {name}")
    return share >= LEAST and explained(group) == survivors


def _fates(chosen: list[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name in chosen:
        if name == "rules":
            found: dict[str, dict[str, str]] = {}
            for mutant in (*criteria.mutants(), *numbers.mutants()):
                found.setdefault(mutant.group, {})[mutant.name] = "killed" if mutant.is_killed() else "survived"
            yield from found.items()
        else:
            code.run(name, Path(sys.executable).with_name("mutmut"), CHILDREN)
            yield from code.results(name).items()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
