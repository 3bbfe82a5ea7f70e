"""Three of the worked vignettes, by touch on a phone from the front page to the clinician's screen."""

from collections.abc import Callable
from typing import Any

from tests.journeys.conftest import DESK
from tests.journeys.hands import Finger
from tests.journeys.live import Site
from tests.journeys.people import Clinician, Patient
from tests.screening.patients import HERE, read

VIGNETTES = {path.stem.split("-")[0]: path for path in (HERE / "vignettes").glob("*.toml")}


def typed_by(open_browser: Callable[..., Any], site: Site, number: str, **who: Any) -> Patient:
    """The vignette's patient joins, answers everything and sends it."""
    vignette = read(VIGNETTES[number])
    patient = Patient(Finger(open_browser()), site, changes=vignette.get("changes", {}), **who)
    patient.join()
    patient.begin()
    patient.answer()
    patient.send()
    return patient


def case_of(open_browser: Callable[..., Any], name: str) -> Any:
    """Clara finds the case in her queue and opens it."""
    clara = Clinician(open_browser(DESK))
    clara.sign_in()
    clara.page.locator(f"[data-testid=queue-row]:has-text('{name}') a").first.click()
    clara.page.wait_for_url("**/review/*-*/")
    return clara.page


def test_it_screens_the_urgent_vignette_as_the_reference_does(open_browser: Callable[..., Any], site: Site) -> None:
    """Given vignette 7, when she answers, then help stands on the next page, and Clara sees the case among the urgent ones."""
    patient = typed_by(open_browser, site, "07", name=("Willa", "Stroud"), email="willa@mail.example")
    assert ("phq9-9", "suicide") in patient.helps
    assert ("cssrs-4", "suicide") in patient.helps
    page = case_of(open_browser, "Stroud")
    text = page.content()
    assert "suicide-high" in text
    assert "phq9-item9" in text


def test_it_screens_the_contraindicated_vignette_as_the_reference_does(open_browser: Callable[..., Any], site: Site) -> None:
    """Given vignette 11, when she has sent it, then Clara reads why, from which answer and on what authority."""
    patient = typed_by(open_browser, site, "11", name=("Moira", "Kane"), email="moira@mail.example")
    assert patient.helps == []
    page = case_of(open_browser, "Kane")
    text = page.content()
    assert "aneurysm-avm" in text
    assert "Spravato" in text  # the source stands on the page


def test_it_screens_the_vignette_with_nothing_found_as_the_reference_does(open_browser: Callable[..., Any], site: Site) -> None:
    """Given vignette 1, when she has sent it, then nothing fires, Clara goes on, signs, and she reads the outcome in plain words."""
    patient = typed_by(open_browser, site, "01", name=("Fenna", "Vale"), email="fenna@mail.example")
    page = case_of(open_browser, "Vale")
    assert "No concerns found" in page.content() or "no concerns found" in page.content()
    patient.page.goto("/application/status/")
    assert "score" not in patient.page.inner_text("main").lower()
