"""Everything that we write for patients, page by page: templates, forms, questions, mails, learning pages, texts about findings.

A template is a patient's when it extends the patients' frame, or when such a one includes it; so a new page counts by itself.
Spanish is read from the catalogue and, where the words are data, from beside the English ones.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kapintake.learning.content import LEVELS
from kapintake.learning.pages import PAGES
from kapintake.learning.sources import STATUS_WORDS
from screening import Item, PageKind, Questionnaire, intake
from screening.patient_texts import BY_CRITERION, BY_FAMILY
from screening.questionnaires.spoken import in_language
from tests.architecture.sources import ROOT, TEMPLATES

FRAMES = ("base_patient.html", "error_base.html")
EXTENDS = re.compile(r"{%-?\s*extends\s+\"([^\"]+)\"")
INCLUDES = re.compile(r"{%-?\s*include\s+\"([^\"]+)\"")
SHORT = re.compile(r"{%-?\s*trans(?:late)?\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|_\((\"[^\"]*\"|'[^']*')\)")
LONG = re.compile(r"{%-?\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%-?\s*endblocktrans(?:late)?\s*-?%}", re.DOTALL)
PLURAL = re.compile(r"{%-?\s*plural\s*-?%}")
VARIABLE = re.compile(r"{{\s*([^}|\s]+)[^}]*}}")
OURS_IN_SPANISH = re.compile(r"<(\w+)[^>]*\slang=\"es\"[^>]*>(.*?)</\1>", re.DOTALL)
COMMENT = re.compile(r"{%-?\s*comment\b.*?{%-?\s*endcomment\s*-?%}|{#.*?#}", re.DOTALL)

# Python that speaks to patients. Staff have their own words, and admin its own readers.
PYTHON = ("accounts", "intake", "learning", "patients", "pathway", "notifications", "treatment", "alerts/promises.py", "")
NOT_PATIENTS = ("admin.py", "models.py", "access.py", "settings.py", "second_factor.py", "passkeys.py", "migrations")
STAFF_MAILS = ("review-waiting", "safety-alert", "invitation", "update-waiting-staff")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# The words of others, printed as they were published.
SCALE_KINDS = (PageKind.SCALE,)


class Piece(NamedTuple):
    """One text, and where it stands."""

    text: str
    place: str


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


# --- templates -------------------------------------------------------------------------------------------------------


@cache
def all_templates() -> dict[str, str]:
    return {name_of(path): COMMENT.sub("", path.read_text()) for path in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")])}


@cache
def patient_templates() -> tuple[str, ...]:
    """The frame, whatever stands in it, and whatever those include."""
    found = set(FRAMES) & set(all_templates())
    while True:
        more = {
            name
            for name, source in all_templates().items()
            if name not in found
            and (
                (base := EXTENDS.search(source)) and base[1] in found or any(name in INCLUDES.findall(all_templates()[by]) for by in found)
            )
        }
        if not more:
            return tuple(sorted(found))
        found |= more


def mails() -> tuple[str, ...]:
    """Mails that go to patients, or to whoever has an account."""
    return tuple(
        name for name in all_templates() if name.endswith(".txt") and not any(Path(name).name.startswith(staff) for staff in STAFF_MAILS)
    )


def msgids_of(source: str) -> Iterator[str]:
    """What gettext is asked for by a template, as it is written into the catalogue."""
    for double, single in SHORT.findall(source):
        yield ast.literal_eval(double or single)
    for options, body in LONG.findall(source):
        for text in PLURAL.split(body):
            said = VARIABLE.sub(lambda found: f"%({found[1]})s", text)
            yield " ".join(line.strip() for line in said.strip().splitlines()) if "trimmed" in options else said


def template_pieces(name: str) -> list[Piece]:
    return [Piece(text, name) for text in msgids_of(all_templates()[name])]


def spanish_in_english(name: str) -> list[Piece]:
    """What an English page says in Spanish, for whoever reads no English."""
    return [Piece(body, name) for _tag, body in OURS_IN_SPANISH.findall(all_templates()[name])]


# --- Python ----------------------------------------------------------------------------------------------------------


@cache
def patient_modules() -> tuple[Path, ...]:
    site = ROOT / "kapintake"
    found: set[Path] = set()
    for place in PYTHON:
        path = site / place
        found |= {path} if path.suffix else set(path.glob("*.py") if not place else path.rglob("*.py"))
    return tuple(sorted(path for path in found if path.exists() and not set(path.parts) & set(NOT_PATIENTS)))


def module_pieces(path: Path) -> list[Piece]:
    """The constant texts of every call of gettext."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            name = node.func.id
            texts = node.args[:2] if name.startswith("ngettext") else node.args[1:2] if name.startswith("pgettext") else node.args[:1]
            found += [Piece(arg.value, str(path.relative_to(ROOT))) for arg in texts if isinstance(arg, ast.Constant)]
    return found


# --- what is data ----------------------------------------------------------------------------------------------------


@cache
def questionnaires(language: str) -> tuple[Questionnaire, ...]:
    return tuple(in_language(intake(cssrs), language) for cssrs in (True, False))


def item_texts(item: Item) -> tuple[str, ...]:
    return (item.text, item.why, item.hint, *(option.text for option in item.options))


def questionnaire_pages(language: str) -> dict[str, list[Piece]]:
    """Our own questions by section; the items of published scales are their owners' words."""
    found: dict[str, list[Piece]] = {}
    for questionnaire in questionnaires(language):
        for section in questionnaire.sections:
            pieces = [Piece(section.intro, section.id)]
            for page in section.pages:
                pieces += [Piece(text, section.id) for text in (page.title, page.why)]
                if page.kind not in SCALE_KINDS and not page.instrument and page.language == language:
                    pieces += [Piece(text, item.link_id) for item in page.items for text in item_texts(item)]
            known = {piece.text for piece in found.get(section.id, [])}
            found.setdefault(section.id, []).extend(piece for piece in pieces if piece.text and piece.text not in known)
    return found


def learning_pages(language: str) -> dict[str, list[Piece]]:
    found = {
        f"learn/{page.number}": [
            Piece(text.said_in(language), f"learn/{page.number}")
            for text in (
                page.title,
                page.about,
                *(section.title for section in page.sections),
                *(statement.text for statement in page.statements),
            )
        ]
        for page in PAGES
    }
    labels = (*(level.meaning for level in LEVELS.values()), *STATUS_WORDS.values())
    found["learn/labels"] = [Piece(text.said_in(language), "learn/labels") for text in labels]
    return found


def finding_texts(language: str) -> dict[str, list[Piece]]:
    """What a patient may read about a finding, by criterion or family."""
    texts = {**BY_FAMILY, **BY_CRITERION}
    return {"findings": [Piece(text, key) for key, said in texts.items() for text in (getattr(said, language),)]}


def consent_summaries() -> dict[str, list[Piece]]:
    """The plain summary beside the consent; its legal text is exempt."""
    from kapintake.demo import consent_texts

    return {
        "consent": [
            Piece(value, name) for name, value in vars(consent_texts).items() if name.endswith("_SUMMARY") and isinstance(value, str)
        ]
    }


# --- the catalogue ---------------------------------------------------------------------------------------------------

CATALOGUE = ROOT / "kapintake" / "locale" / "es" / "LC_MESSAGES" / "django.po"


@cache
def catalogue() -> dict[str, str]:
    """msgid to Spanish; plural forms stand under their own msgids. Fuzzy and empty ones are left out."""
    if not CATALOGUE.exists():
        return {}
    found: dict[str, str] = {}
    for entry in re.split(r"\n\s*\n", CATALOGUE.read_text()):
        if re.search(r"^#,.*\bfuzzy\b", entry, re.MULTILINE) or "#~" in entry:
            continue
        parts: dict[str, str] = {}
        key = ""
        for line in entry.splitlines():
            if begins := re.match(r"(msgid_plural|msgid|msgstr(?:\[\d\])?) (\".*\")", line):
                key = begins[1]
                parts[key] = ast.literal_eval(begins[2])
            elif line.startswith('"') and key:
                parts[key] += ast.literal_eval(line)
        if parts.get("msgid"):
            found[parts["msgid"]] = parts.get("msgstr") or parts.get("msgstr[0]", "")
            if "msgid_plural" in parts:
                found[parts["msgid_plural"]] = parts.get("msgstr[1]", "")
    return {msgid: said for msgid, said in found.items() if said}


# --- all of it -------------------------------------------------------------------------------------------------------


def english() -> dict[str, list[Piece]]:
    """Every page and every other unit of text, by name."""
    templates = {name: template_pieces(name) for name in (*patient_templates(), *mails())}
    modules = {str(path.relative_to(ROOT)): module_pieces(path) for path in patient_modules()}
    data = {**questionnaire_pages("en"), **learning_pages("en"), **finding_texts("en"), **consent_summaries()}
    return {name: pieces for name, pieces in {**templates, **modules, **data}.items() if pieces}


def spanish() -> dict[str, list[Piece]]:
    """The same units, as far as they have Spanish."""
    known = catalogue()
    found: dict[str, list[Piece]] = {}
    for name, pieces in english().items():
        said = [Piece(known[piece.text], piece.place) for piece in pieces if piece.text in known]
        if name in all_templates():
            said += spanish_in_english(name)
        found[name] = said
    found.update({**questionnaire_pages("es"), **learning_pages("es"), **finding_texts("es")})
    return {name: pieces for name, pieces in found.items() if pieces}
