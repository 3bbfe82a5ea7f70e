"""The contrast of every pair of colours that meet, recomputed from the stylesheet in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
SOFT = ["primary-soft", "support-soft", "urgent-soft", "stop-soft", "caution-soft", "note-soft", "clear-soft"]
GROUND = ["paper", "surface", "sunken"]
PAIRS = [
    (4.5, ["ink"], [*GROUND, "selected", *SOFT]),
    (4.5, ["muted"], GROUND),
    (4.5, ["link", "visited"], [*GROUND, "selected", "support-soft"]),
    (4.5, ["on-primary"], ["primary", "primary-strong"]),
    (4.5, ["on-support"], ["support"]),
    (4.5, ["primary"], ["paper", "surface", "primary-soft", "selected"]),
    (4.5, ["support"], ["paper", "surface", "support-soft", "selected"]),
    *((4.5, [name], [f"{name}-soft", "surface", "paper"]) for name in ("urgent", "stop", "caution", "note", "clear")),
    (3.0, ["control"], GROUND),
    (3.0, ["focus-ring"], [*GROUND, "focus-halo"]),
    (3.0, ["focus-halo"], ["primary", "support"]),
    (3.0, ["chart-1", "chart-2", "chart-3", "chart-4"], ["surface"]),
]
SEEN_WORST = {"light": ("ink", "selected", 11.60), "dark": ("ink", "selected", 7.99)}  # the figures of the design, to prove the formula


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", css))


def themes() -> dict[str, dict[str, str]]:
    light = colours(TOKENS[: TOKENS.index("@media (prefers-color-scheme: dark)")])
    dark = colours(TOKENS[TOKENS.index("@media (prefers-color-scheme: dark)") : TOKENS.index("/* The same dark values")])
    chosen = colours(TOKENS[TOKENS.index(':root[data-theme="dark"] {') : TOKENS.index(':root[data-theme="light"]')])
    paper = colours(TOKENS[TOKENS.index("@media print") :])
    return {"light": light, "dark": light | dark, "dark by choice": light | chosen, "paper": light | paper}


def luminance(colour: str) -> float:
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "dark by choice"])
def test_it_keeps_every_pair_of_colours_apart(theme: str) -> None:
    token = themes()[theme]
    weak = [
        f"{front} on {back}: {ratio(token[front], token[back]):.2f}, needs {needed}"
        for needed, fronts, backs in PAIRS
        for front in fronts
        for back in backs
        if ratio(token[front], token[back]) < needed
    ]
    assert weak == []


def test_it_prints_dark_on_white_whatever_the_theme() -> None:
    token = themes()["paper"]
    for front in ("ink", "muted", "link", "primary", "support", "urgent", "stop", "caution", "note", "clear"):
        assert ratio(token[front], "#FFFFFF") >= 4.5


@pytest.mark.parametrize("theme", SEEN_WORST)
def test_it_computes_the_published_figures(theme: str) -> None:
    front, back, figure = SEEN_WORST[theme]
    assert ratio(themes()[theme][front], themes()[theme][back]) == pytest.approx(figure, abs=0.005)


def test_it_gives_people_who_choose_the_dark_the_same_dark() -> None:
    assert themes()["dark"] == themes()["dark by choice"]


def test_it_names_colours_in_one_file_alone() -> None:
    sheets = [sheet for sheet in (Path(__file__).parents[2] / "static/css").glob("*.css") if sheet.name != "tokens.css"]
    loose = {sheet.name: re.findall(r"#[0-9A-Fa-f]{3,8}\b(?![\w-])", sheet.read_text()) for sheet in sheets}
    assert {name: found for name, found in loose.items() if found} == {}
