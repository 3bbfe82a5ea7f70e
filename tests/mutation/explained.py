"""The mutants that nobody can notice, each with the reason: `explained.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

_FILE = tomllib.loads((Path(__file__).parent / "explained.toml").read_text(encoding="utf-8"))
EXPLAINED: Mapping[str, Mapping[str, str]] = {
    group: {name: reason["why"] for reason in reasons for name in reason["mutants"]} for group, reasons in _FILE.items()
}


def explained(group: str) -> frozenset[str]:
    """The names of a group."""
    return frozenset(EXPLAINED.get(group, {}))
