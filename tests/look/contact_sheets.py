"""Contact sheets: every page of the site on seeded data, small and side by side, for a person to look over.

`python -m tests.look.contact_sheets [folder]` (or `make sheets`) writes one PNG for each device and theme, and the pages
themselves beside it. The sheets are drawn by the browser too, so nothing else is needed to make them.
"""

import base64
import html
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEVICES = {"390": {"width": 390, "height": 844}, "1280": {"width": 1280, "height": 900}}
THEMES = ("light", "dark")
LONGEST = 1600  # px of one page that are shown; what is below is cut
COLUMNS = {"390": 8, "1280": 4}
WIDTH = {"390": 220, "1280": 460}  # of one picture on the sheet
A_SHEET = 24  # pages on one sheet: more would be too small to see anything


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def photograph(browser: Any, site: Any, device: str, theme: str, folder: Path, language: str = "en") -> Iterator[tuple[str, Path]]:
    """One picture of each page, by its name; a page that cannot be reached is said and left out."""
    from tests.journeys.test_accessibility import sign_in, speak, visits_of
    from tests.journeys.visits import people_in_order

    for who in people_in_order():
        context = browser.new_context(base_url=site.url, viewport=DEVICES[device], color_scheme=theme)
        context.set_default_timeout(20_000)
        page = context.new_page()
        sign_in(page, who)
        speak(page, language, who)
        for visit in visits_of(who):
            try:
                visit.open(page)
            except Exception as error:  # the rest of the pages is still worth looking at
                say(f"{visit.name}: not reached: {str(error).splitlines()[0]}")
                continue
            name = f"{visit.layout} {visit.name}"
            path = folder / (name.replace(" ", "-").replace(":", "-").replace("/", "_") + ".png")
            tall = min(LONGEST, max(DEVICES[device]["height"], page.evaluate("document.documentElement.scrollHeight")))
            page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": DEVICES[device]["width"], "height": tall})
            yield name, path
        context.close()


def sheet(browser: Any, pictures: list[tuple[str, Path]], device: str, theme: str, to: Path) -> None:
    """The pictures on one page, each with its name, photographed as a whole."""
    background, ink = ("#ddd", "#000") if theme == "light" else ("#444", "#fff")
    figures = "".join(
        f'<figure><img src="data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}">'
        f"<figcaption>{html.escape(name)}</figcaption></figure>"
        for name, path in pictures
    )
    style = (
        f"body{{margin:12px;background:{background};color:{ink};font:11px sans-serif;display:grid;gap:12px;align-items:start;"
        f"grid-template-columns:repeat({COLUMNS[device]},{WIDTH[device]}px)}}"
        "figure{margin:0}img{width:100%;display:block;border:1px solid #888}"
    )
    page = browser.new_page(viewport={"width": COLUMNS[device] * (WIDTH[device] + 12) + 24, "height": 800})
    page.set_content(f"<style>{style}</style>{figures}")
    page.screenshot(path=to, full_page=True)
    page.close()


def make_sheets(folder: Path) -> None:
    from tests.journeys.live import Site, build_seeded
    from tests.look.browser import chromium

    with tempfile.TemporaryDirectory() as seeded, chromium() as browser:
        site = Site(build_seeded(Path(seeded)), with_worker=False).start()
        try:
            for device in DEVICES:
                for theme in THEMES:
                    pages = folder / f"{device}-{theme}"
                    pages.mkdir(parents=True, exist_ok=True)
                    pictures = list(photograph(browser, site, device, theme, pages))
                    for number, start in enumerate(range(0, len(pictures), A_SHEET), start=1):
                        to = folder / f"sheet-{device}-{theme}-{number}.png"
                        sheet(browser, pictures[start : start + A_SHEET], device, theme, to)
                        say(str(to))
        finally:
            site.stop()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    make_sheets(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var") / "sheets")
