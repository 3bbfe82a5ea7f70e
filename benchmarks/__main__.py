"""`make bench`: all of them, each in a process of its own, ratios and medians in one run."""

import subprocess
import sys

ALL = (
    ("One assessment", "benchmarks.assessment"),
    ("A million people", "benchmarks.columns"),
    ("One saved answer", "benchmarks.autosave"),
    ("The queue", "benchmarks.queue"),
    ("A million stored intakes", "benchmarks.rescreen"),
)

if __name__ == "__main__":
    failed = 0
    for title, module in ALL:
        print(f"\n{title}\n{'-' * len(title)}", flush=True)
        failed = subprocess.run([sys.executable, "-m", module]).returncode or failed
    sys.exit(failed)
