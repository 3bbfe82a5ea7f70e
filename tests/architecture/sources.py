"""The house as text: every source file, its module name, and what it imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "audit",
    "notifications",
    "accounts",
    "clinics",
    "learning",
    "patients",
    "intake",
    "assessments",
    "alerts",
    "reviews",
    "treatment",
    "privacy",
)
TEMPLATES = ROOT / "templates"


@dataclass(frozen=True)
class Source:
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def place(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def module(self) -> str:
        return self.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def imports(self) -> Iterator[str]:
        """Every module that is imported anywhere in the file; of `from x import y` both x and x.y."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or ""
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sources(*folders: str) -> list[Source]:
    return [Source(path) for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "__pycache__" not in path.parts]


def site() -> list[Source]:
    return [source for source in sources("kapintake") if "migrations" not in source.path.parts]


def medicine() -> list[Source]:
    return sources("screening")
