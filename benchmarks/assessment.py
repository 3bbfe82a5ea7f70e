"""How long one assessment takes, as a multiple of `json.loads` of the same answers, in one interleaved run.

From the parsed answers to the Assessment with its findings: every answer is checked, branching applied, all criteria
judged, findings made. Target: at most 1.5 times. Sentences, scores and questions are written when somebody asks for them;
the last column is the whole document as it is stored. Remembered between runs are the functions that are emitted once for
a questionnaire and a protocol, and the names of medicines met before; no result is.
"""

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from screening import Answers, Protocol, assess, intake  # noqa: E402  # the path comes first
from screening.questionnaires.example import example  # noqa: E402

AS_OF = date(2026, 11, 24)
SICK: dict[str, object] = {
    "bp-systolic": 162,
    "bp-diastolic": 96,
    "high-blood-pressure": True,
    "phq9-9": 1,
    "cssrs-1": True,
    "seizure": True,
    "medicines": [{"name": "Klonopin", "daily_mg": 1}, {"name": "gabapentin", "daily_mg": 900}, {"name": "Zoloft", "daily_mg": 100}],
}


def patients() -> dict[str, str]:
    """The answer files, as text."""
    calm = example(AS_OF)
    answers = calm["answers"]
    assert isinstance(answers, dict)
    half = {link_id: value for place, (link_id, value) in enumerate(answers.items()) if place % 2}
    return {
        "unremarkable": json.dumps(calm),
        "many findings": json.dumps({**calm, "answers": {**answers, **SICK}}),
        "half unanswered": json.dumps({**calm, "answers": half}),
    }


def microseconds(work: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--times", type=int, default=400)
    options = parser.parse_args()
    questionnaire, protocol = intake(), Protocol.default()
    print(f"{platform.python_implementation()} {platform.python_version()}, medians of {options.rounds} interleaved rounds, microseconds")
    for name, text in patients().items():
        parsed = json.loads(text)

        def load(text: str = text) -> object:
            return json.loads(text)

        def screen(parsed: object = parsed) -> object:
            return assess(Answers.from_json(parsed, questionnaire), protocol, AS_OF)

        def render(parsed: object = parsed) -> object:
            return assess(Answers.from_json(parsed, questionnaire), protocol, AS_OF).to_json()

        fired = len(assess(Answers.from_json(parsed, questionnaire), protocol, AS_OF).fired)
        loads, screens, renders = [], [], []
        for _ in range(options.rounds):
            loads.append(microseconds(load, options.times))
            screens.append(microseconds(screen, options.times))
            renders.append(microseconds(render, options.times // 20))
        loaded, screened = statistics.median(loads), statistics.median(screens)
        rendered = statistics.median(renders)
        print(f"{name:16} {len(text):5} bytes, {fired:2} fired: json.loads {loaded:6.1f}, assess {screened:6.1f}", end="")
        print(f", ratio {screened / loaded:.2f}; with every reason written {rendered:8.1f}")


if __name__ == "__main__":
    main()
