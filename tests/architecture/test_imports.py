"""Who may know whom: house.md, rules 1 to 3."""

import sys

import pytest

from kapintake import records_migrations
from tests.architecture.sources import APPS, Source, medicine, site

GROUND, RECORDS, ACTS, PATHWAY, EDGE = range(5)
EDGE_NAMES = {
    "views",
    "forms",
    "presenters",
    "urls",
    "admin",
    "apps",
    "context",
    "templatetags",
    "management",
    "work",
    "adapters",
    "sign_in_events",
}
GROUND_OF_THE_SITE = {"access", "sealing", "plain_input", "records", "startup", "records_migrations", ""}
MAY_KNOW_THE_MEDICINE = ("learning", "intake", "assessments", "alerts", "reviews", "treatment", "pathway", "demo")
SERVICES_FOR_ALL = {
    "kapintake.audit.services",
    "kapintake.notifications.services",
    "kapintake.accounts.services",  # sign_document: a signature is made in the transaction of what it signs
}


def app_of(module: str) -> str:
    """The app that a module of the site belongs to; empty for the site's own files."""
    name = module.split(".")[1] if "." in module else ""
    return name if name in APPS else ""


def band(module: str) -> int:
    """Records are models; acts are whatever else an app has below its edges."""
    parts = module.split(".")[1:]
    if not app_of(module):
        first = parts[0] if parts else ""
        return PATHWAY if first == "pathway" else GROUND if first in GROUND_OF_THE_SITE else EDGE
    rest = parts[1:]
    if not rest:
        return GROUND
    if module == "kapintake.audit.context":
        return GROUND  # a context variable, no edge
    if EDGE_NAMES & set(rest):
        return EDGE
    return RECORDS if rest[0] == "models" else ACTS


def modules_imported(source: Source) -> set[str]:
    """Modules of the site only: `kapintake.x.models.Y` counts as `kapintake.x.models`."""
    known = {other.module for other in site()}
    found = {name for name in source.imports() if name.split(".")[0] == "kapintake"}
    return {name if name in known else name.rpartition(".")[0] for name in found} & known - {"kapintake", source.module}


def broken(rule) -> list[str]:
    return [
        f"{source.place} imports {other}" for source in site() for other in sorted(modules_imported(source)) if rule(source.module, other)
    ]


def test_a_module_imports_from_its_own_band_or_lower():
    def upwards(module, other):
        if module == "kapintake.settings" or module.split(".")[-1] == "apps":
            return False  # they name things for Django to find
        return band(other) > band(module)

    assert broken(upwards) == []


def test_an_app_imports_those_before_it_and_never_those_after():
    def later(module, other):
        mine, its = app_of(module), app_of(other)
        return bool(mine and its) and mine != its and band(module) < PATHWAY and APPS.index(its) > APPS.index(mine)

    assert broken(later) == []


def test_of_other_apps_services_only_the_trail_and_the_outbox_are_called():
    def foreign_act(module, other):
        mine, its = app_of(module), app_of(other)
        between = bool(mine and its) and mine != its and band(module) in (RECORDS, ACTS)
        return between and other.endswith(".services") and other not in SERVICES_FOR_ALL

    assert broken(foreign_act) == []


def test_no_app_uses_another_apps_pages_or_private_names():
    def foreign_edge(module, other):
        mine, its = app_of(module), app_of(other)
        return bool(mine and its) and mine != its and other.split(".")[-1] in ("views", "forms", "presenters")

    private = [
        f"{source.place} imports {name}"
        for source in site()
        for name in source.imports()
        if name.startswith("kapintake") and name.split(".")[-1].startswith("_") and app_of(name) != app_of(source.module)
    ]
    assert broken(foreign_edge) + private == []


@pytest.mark.parametrize("source", medicine(), ids=lambda source: source.module)
def test_the_medicine_imports_the_standard_library_and_itself(source):
    allowed = {*sys.stdlib_module_names, "screening", *(["numpy"] if source.module.startswith("screening.columnar") else [])}
    assert {name.split(".")[0] for name in source.imports() if name} <= allowed


@pytest.mark.parametrize("source", medicine(), ids=lambda source: source.module)
def test_the_medicine_has_no_clock_and_no_dice(source):
    """Same input, same output, for ever: `as_of` and the protocol are arguments."""
    assert not {"random", "secrets", "time", "uuid"} & {name.split(".")[0] for name in source.imports()}
    if source.module != "screening.__main__":
        assert not [call for call in ("date.today(", "datetime.now(", "os.environ", "utcnow(") if call in source.text]


def test_only_those_who_judge_answers_know_the_medicine_and_only_by_its_public_names():
    knows = {source.place: {name for name in source.imports() if name.split(".")[0] == "screening"} for source in site()}
    strangers = [place for place, names in knows.items() if names and place.split("/")[1] not in MAY_KNOW_THE_MEDICINE]
    public = {place: {name.replace(".__version__", "") for name in names} for place, names in knows.items()}
    private = [f"{place}: {name}" for place, names in public.items() for name in names if "._" in name]
    assert strangers + private == []


def test_every_append_only_table_is_one_of_ours():
    from django.apps import apps

    tables = {model._meta.db_table for model in apps.get_models()}
    assert set(records_migrations.APPEND_ONLY) <= tables
