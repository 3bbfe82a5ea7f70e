"""What every template keeps: no inline style or script (the policy would kill it), components that say what they take."""

import gzip
import re
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


def test_it_sends_less_style_and_script_than_a_photo_thumbnail() -> None:
    def sent(paths: list[Path]) -> int:
        return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)

    assert sent([path for path in (ROOT / "static/css").glob("*.css") if path.stem != "admin"]) < 15 * 1024
    assert sent(list((ROOT / "static/js").glob("*.js"))) < 8 * 1024


def test_it_carries_crisis_numbers_on_every_error_page_without_a_request() -> None:
    from django.template.loader import render_to_string

    for status in (400, 403, 404, 413, 415, 429, 500, 503):
        page = render_to_string(f"{status}.html", {"text": "Try again.", "request_id": "r-1"})
        assert 'href="tel:988"' in page
        assert 'href="tel:911"' in page
        assert "r-1" in page
