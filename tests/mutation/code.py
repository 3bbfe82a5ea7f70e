"""Mutants of the code of the medicine, made by mutmut: a folder for each batch, in which its modules and its tests stand alone.

A worker is forked from a process in which the modules are imported and no test has run, so that nothing is remembered
from the unchanged code. What is worked out while a module is imported cannot be asked this way: it is frozen data, which
`criteria.py` and `numbers.py` mutate.
"""

import json
import os
import resource
import shutil
import subprocess
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "mutants"
BATCHES: Mapping[str, Mapping[str, list[str]]] = tomllib.loads((Path(__file__).parent / "batches.toml").read_text(encoding="utf-8"))
MOST_MEMORY = 4 * 1024**3
_WORD = {0: "survived", 1: "killed", 3: "killed", 5: "untested", 33: "untested", None: "unchecked"}
_TIMEOUTS = {-24, 24, 36, 152, 255}


def prepare(batch: str) -> Path:
    """The folder of a batch: the package, its tests, and what mutmut has to be told."""
    folder = FOLDER / batch
    shutil.rmtree(folder, ignore_errors=True)
    quiet = shutil.ignore_patterns("__pycache__")
    for name in ("screening", "tests/screening", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=quiet)
    shutil.copy(ROOT / "tests/__init__.py", folder / "tests/__init__.py")
    chosen = BATCHES[batch]
    told: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    left_out = [part for test in chosen.get("without", []) for part in ("--deselect", f"tests/screening/{test}")]
    told |= {
        "pytest_add_cli_args": [*told["pytest_add_cli_args"], *left_out],
        "only_mutate": [f"screening/{module}" for module in chosen["modules"]],
        "pytest_add_cli_args_test_selection": [f"tests/screening/{test}" for test in chosen["tests"]],
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in told.items()]
    pytest = '[tool.pytest.ini_options]\naddopts = "--import-mode=importlib -p no:cacheprovider"\npythonpath = ["."]\n'
    (folder / "pyproject.toml").write_text("\n".join(["[tool.mutmut]", *lines, "", pytest]), encoding="utf-8")
    return folder


def run(batch: str, mutmut: Path, children: int) -> None:
    """Try every mutant of a batch."""
    folder = prepare(batch)
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / ".hypothesis")}
        command = [mutmut, "run", "--max-children", str(children)]
        subprocess.run(command, cwd=folder, stdout=log, stderr=log, env=environment, check=False, preexec_fn=_bound)  # noqa: S603


def results(batch: str) -> dict[str, dict[str, str]]:
    """Of each module of a batch, by its dotted name, the mutants and what became of each."""
    found: dict[str, dict[str, str]] = {}
    for module in BATCHES[batch]["modules"]:
        meta = FOLDER / batch / "mutants" / "screening" / f"{module}.meta"
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"] if meta.exists() else {}
        found[module.removesuffix(".py").replace("/", ".")] = {name.removeprefix("screening."): _fate(code) for name, code in codes.items()}
    return found


def counts(fates: Mapping[str, str]) -> Counter[str]:
    return Counter(fates.values())


def _bound() -> None:
    """An endless loop that gathers has to end before the memory of the machine does."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _fate(code: int | None) -> str:
    return "timeout" if code in _TIMEOUTS else _WORD.get(code, "killed")
