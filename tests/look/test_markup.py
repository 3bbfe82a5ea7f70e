"""What every template keeps: no inline style or script (the policy would kill it), components that say what they take."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_it_holds_no_inline_style_or_script(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates/components").glob("*.html")), ids=lambda path: path.stem)
def test_it_names_what_a_component_takes_on_its_first_line(path: Path) -> None:
    assert path.read_text().splitlines()[0].startswith("{% comment %} inputs: ")


def gzipped(paths: Iterable[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def scripts_of_questions() -> set[Path]:
    """What the pages of the intake may load: the modules that their templates and boxes name, and what those import."""
    pages = [page for pattern in ("intake/*.html", "components/*.html", "base*.html") for page in (ROOT / "templates").glob(pattern)]
    named = {name for page in pages for names in re.findall(r'data-module="([a-z -]+)"', page.read_text()) for name in names.split()}
    found, waiting = set(), {"app", "worker", "counter", *named}
    while waiting:
        path = ROOT / f"static/js/{waiting.pop()}.js"
        found.add(path)
        waiting |= set(re.findall(r'from "\./([a-z-]+)\.js"', path.read_text())) - {one.stem for one in found}
    return found


def test_a_question_page_loads_less_style_and_script_than_a_photo_thumbnail() -> None:
    assert gzipped(path for path in (ROOT / "static/css").glob("*.css") if path.stem != "admin") < 15 * 1024
    assert len(scripts_of_questions()) > 6
    assert gzipped(scripts_of_questions()) < 8 * 1024


def test_it_carries_crisis_numbers_on_every_error_page_without_a_request() -> None:
    from django.template.loader import render_to_string

    for status in (400, 403, 404, 413, 415, 429, 500, 503):
        page = render_to_string(f"{status}.html", {"text": "Try again.", "request_id": "r-1"})
        assert 'href="tel:988"' in page
        assert 'href="tel:911"' in page
        assert "r-1" in page
