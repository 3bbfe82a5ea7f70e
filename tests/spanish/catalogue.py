"""The Spanish catalogue as data, and the words of the site as its templates and its code say them. Needs no gettext."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "kapintake" / "locale" / "es" / "LC_MESSAGES" / "django.po"
CALLED = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
_QUOTED = r"u?('(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
CALL = re.compile(rf"(?<!\w)(_|n?gettext|pgettext)\(\s*{_QUOTED}(?:\s*,\s*{_QUOTED})?")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|</?[a-z]+")


class Entry:
    """One message: what is said in English, in the plural where there is one, and in Spanish."""

    def __init__(self, block: str) -> None:
        self.comments = [line for line in block.splitlines() if line.startswith("#")]
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            found = re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line)
            if found:
                name = found[1]
                fields[name] = ast.literal_eval(found[2])
            elif line.startswith('"'):
                fields[name] += ast.literal_eval(line)
        self.english, self.plural = fields.get("msgid", ""), fields.get("msgid_plural", "")
        self.context = fields.get("msgctxt", "")
        self.spanish = [text for field, text in fields.items() if field.startswith("msgstr")]

    @property
    def is_fuzzy(self) -> bool:
        return any(line.startswith("#,") and "fuzzy" in line for line in self.comments)

    @property
    def is_obsolete(self) -> bool:
        return any(line.startswith("#~") for line in self.comments)


def entries() -> list[Entry]:
    """Every message of the catalogue, without its header."""
    blocks = re.split(r"\n\n+", CATALOGUE.read_text().strip())
    return [entry for entry in map(Entry, blocks) if entry.english or entry.is_obsolete]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def staff_only() -> list[str]:
    """The paths that `make messages` leaves out: one list, for the command and for the test."""
    found = re.search(r"^STAFF_ONLY := ((?:.*\\\n)*.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert found is not None
    return found[1].replace("\\\n", " ").split()


def is_for_staff(path: Path) -> bool:
    place = str(path.relative_to(ROOT))
    return any(fnmatch(place, pattern) or fnmatch(place, f"{pattern}/*") for pattern in staff_only())


def sources(*, staff: bool = False) -> Iterator[Path]:
    """Templates and modules of the site; those of staff pages besides, where they are asked for."""
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt"), *(ROOT / "kapintake").rglob("*.py")]
    for path in sorted(files):
        if staff or not is_for_staff(path):
            yield path


def said_in(path: Path) -> set[str]:
    """What gettext is asked for in this file."""
    return set(_in_code(path) if path.suffix == ".py" else _in_template(path))


def _in_template(path: Path) -> Iterator[str]:
    for name, first, second in CALL.findall(templatize(path.read_text(), origin=str(path))):
        yield ast.literal_eval(second if name == "pgettext" else first)


def _in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLED:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = 1 if name in CONTEXT else 0
            words = node.args[place] if len(node.args) > place else None
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value
