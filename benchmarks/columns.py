"""A million people at once: all criteria in memory, one limit changed, and out of sealed chunks. Peak memory is printed.

20,000 invented people, a fifth of whose answers is missing, are repeated to a million. Everything is interleaved in one run,
in seconds of one processor, so that others on the machine count for little; the ratios count. Targets: all criteria at most
0.3 s, a changed limit at most a tenth of that, from sealed chunks at most 3 s.
Cached between rounds are the compiled functions of each protocol and the names of medicines met before, nothing else.
"""

import argparse
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np  # noqa: E402  # the path comes first
from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: E402

from benchmarks.people import AS_OF, people  # noqa: E402
from screening import Answers, Columns, Protocol, assess, columns_of, intake, pack_columns, screen_columns, unpack_columns, what_if  # noqa: E402
from screening.columnar import MANY  # noqa: E402
from screening.conditions import reads  # noqa: E402
from screening.derived import QUANTITIES  # noqa: E402

PROTOCOL = Protocol.default()
LIMITS = (("bmi.high", 30), ("bp.review_systolic", 135), ("washout.long_acting_days", 60))
CHANGED = {name: Protocol({name: value}) for name, value in LIMITS}


def repeated(columns: Columns, times: int) -> Columns:
    """The same people again and again."""
    arrays = {name: np.tile(array, times) for name, array in columns.arrays.items()}
    return Columns(columns.questionnaire, np.tile(columns.days, times), arrays, columns.names, columns.phrases)


def used(columns: Columns) -> list[np.ndarray]:
    """The columns that a criterion reads, with what the lists hold and what was said before."""
    named = {name for one in PROTOCOL.criteria for name in reads(one.when)}
    items = named | {item for name in named & QUANTITIES.keys() for item in QUANTITIES[name].reads}
    unread = columns.questionnaire.by_link_id.keys() - items
    return [columns.days, *(array for name, array in columns.arrays.items() if name not in unread)]


def read_once(arrays: list[np.ndarray]) -> int:
    """Every byte of the columns, looked at once."""
    return sum(int(np.bitwise_or.reduce(np.ascontiguousarray(array).view(np.uint8).reshape(-1)[: array.nbytes // 8 * 8].view(np.uint64)))
               for array in arrays)  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=50)
    options = parser.parse_args()
    answers = [Answers.from_json(raw, intake()) for raw in people(options.people)]
    making = time.perf_counter()
    some = columns_of(answers, AS_OF)
    making = time.perf_counter() - making
    columns = repeated(some, options.times)
    arrays, before = used(columns), screen_columns(columns, PROTOCOL)
    for start in range(0, len(answers), max(1, len(answers) // 500)):
        assert before.outcome(start) is assess(answers[start], PROTOCOL, AS_OF).outcome, "columns and one person have to agree"

    key, each = AESGCM(AESGCM.generate_key(256)), max(1, MANY // len(some))
    chunk, many = pack_columns(repeated(some, each)), -(-options.times // each)  # some 60,000 people in each chunk
    sealed = [(nonce, key.encrypt(nonce, chunk, None)) for nonce in (os.urandom(12) for _ in range(many))]

    def from_sealed() -> int:
        found = 0
        for nonce, text in sealed:
            opened = screen_columns(unpack_columns(key.decrypt(nonce, text, None)), PROTOCOL)
            found += len(opened.codes)
        return found

    def scalar() -> None:
        for one in answers[:1000]:
            assess(one, PROTOCOL, AS_OF)

    works: dict[str, Callable[[], object]] = {
        "reading the used columns once": lambda: read_once(arrays),
        "all criteria": lambda: screen_columns(columns, PROTOCOL),
        **{f"only what reads {name}": lambda to=to: screen_columns(columns, to, before) for name, to in CHANGED.items()},  # type: ignore[misc]
        "what if bmi.high were 30 (both runs, all counts)": lambda: what_if(columns, PROTOCOL, CHANGED["bmi.high"]),
        "out of sealed chunks: open, unpack, all criteria": from_sealed,
    }
    for work in (*works.values(), scalar):
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    one_by_one: list[float] = []
    for _ in range(options.rounds):
        for name, work in works.items():
            taken[name].append(seconds(work))
        one_by_one.append(seconds(scalar) / 1000 * len(columns))
    whole, once = statistics.median(taken["all criteria"]), statistics.median(taken["reading the used columns once"])
    sealed_mb = many * len(sealed[0][1]) / 1e6
    python = f"{platform.python_implementation()} {platform.python_version()}, numpy {np.__version__}"
    print(f"{python}, {len(columns):,} people, {len(before.plan.criteria)} criteria")
    print(
        f"medians of {options.rounds} interleaved rounds, load {os.getloadavg()[0]:.1f}; columns {columns.bytes / len(columns):.0f} bytes"
    )
    print(f"a person, made from answers at {making / len(answers) * 1e6:.0f} microseconds a person")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:50}{median:8.3f} s {median / whole:7.2f} of all criteria {median / once:7.1f} x reading them once")
    loop, count = statistics.median(one_by_one), many * each * len(some)
    print(f"{'one after the other (a thousand, scaled up)':50}{loop:8.1f} s {loop / whole:7.1f} of all criteria")
    print(f"sealed: {many} chunks, {count:,} people, {sealed_mb * 1e6 / count:.0f} bytes a person")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB, of which columns {columns.bytes / 1e6:,.0f} MB and sealed {sealed_mb:,.0f} MB")


if __name__ == "__main__":
    main()
