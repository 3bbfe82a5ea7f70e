"""Lines that the house does not have."""

import ast
from io import StringIO

import pytest
from django.core.management import call_command

from tests.architecture.sources import ROOT, Source, medicine, site, sources

VIEWS = [source for source in site() if source.path.name in ("views.py", "presenters.py") or "views" in source.path.parts]
BANNED_CALLS = {"mark_safe", "format_html_join", "extra", "RawSQL", "eval", "exec"}
LONGEST_FILE, LONGEST_TEST = 400, 700
READS_THE_CLOCK = ("kapintake/accounts/services.py",)  # the sign-in library's counters read it themselves
TABLES_OF_DATA = ("table", "listed")  # content laid out in rows, not reasoning


@pytest.mark.parametrize("source", VIEWS, ids=lambda source: source.place)
def test_a_view_asks_a_selector_and_never_a_table(source):
    assert ".objects" not in source.text
    assert "_default_manager" not in source.text


@pytest.mark.parametrize("source", site(), ids=lambda source: source.place)
def test_nothing_is_marked_safe_or_sent_raw(source):
    """WB-8, IN-2."""
    called = {getattr(node.func, "id", getattr(node.func, "attr", "")) for node in ast.walk(source.tree) if isinstance(node, ast.Call)}
    assert not called & (BANNED_CALLS - ({"exec"} if source.place.endswith("emission.py") else set()))


@pytest.mark.parametrize("source", site(), ids=lambda source: source.place)
def test_the_clock_is_read_at_the_edges_alone(source):
    """A service takes `at`: otherwise no test could tell tomorrow from today."""
    acts = source.path.name in ("services.py", "selectors.py", "models.py") or "pathway" in source.path.parts
    if acts and source.place not in READS_THE_CLOCK:
        assert "timezone.now()" not in source.text


@pytest.mark.parametrize("source", [*site(), *medicine(), *sources("tests")], ids=lambda source: source.place)
def test_a_file_can_be_read_in_one_sitting(source):
    if not any(word in source.path.stem for word in TABLES_OF_DATA):
        assert len(source.text.splitlines()) <= (LONGEST_TEST if source.place.startswith("tests/") else LONGEST_FILE)


@pytest.mark.parametrize("source", [*site(), *medicine()], ids=lambda source: source.place)
def test_a_file_says_what_it_is_for(source):
    assert source.text.strip() == "" or ast.get_docstring(source.tree)


def test_no_name_says_nothing():
    """House names: no managers, helpers, utils, data, processors of anything."""
    vague = ("helper", "helpers", "utils", "util", "manager", "misc", "data", "process")
    assert [source.place for source in [*site(), *medicine()] if source.path.stem in vague] == []


def test_the_domain_has_no_signals():
    uses = [source.place for source in site() if "django.dispatch" in source.text and "sign_in" not in source.place]
    assert uses == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_no_file_tells_of_the_machine_that_wrote_it():
    places = [*site(), *medicine(), *sources("tests"), *(Source(path) for path in sorted((ROOT / "docs").rglob("*.md")))]
    told = [f"/{folder}/" for folder in ("work/main", "home/user", "tmp/kap")]
    assert [source.place for source in places if any(word in source.text for word in told)] == []


@pytest.mark.parametrize("source", [source for source in site() if source.path.name == "forms.py"], ids=lambda source: source.place)
def test_in_1_what_a_person_writes_is_taken_by_the_field_that_keeps_it_or_says_why_not(source):
    """A plain CharField would keep a hidden character. Passwords and codes are compared, not kept."""
    compared = ("password", "password1", "code", "field")
    kept = [
        node.lineno
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign | ast.Return) and "forms.CharField(" in ast.unparse(node)
        if isinstance(node, ast.Return) or getattr(node.targets[0], "id", "") not in compared
    ]
    assert kept == []
