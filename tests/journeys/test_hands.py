"""The whole application, from the front page to "Sent", by other hands and on the narrowest screen. By touch: test_vignettes.py."""

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.scorecard.watching import SLOW, CheapPhone
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.hands import Keyboard
from tests.journeys.live import Site
from tests.journeys.people import Patient
from tests.look.browser import SIDEWAYS

ZOOMED = {"viewport": {"width": 320, "height": 256}, "has_touch": True}  # a window of 1280 x 1024 at 400 %


def applies(patient: Patient) -> Patient:
    patient.join()
    patient.begin()
    patient.answer()
    patient.send()
    return patient


def test_it_takes_a_patient_through_by_keyboard_alone(open_browser: Callable[..., Any], site: Site) -> None:
    """Given no mouse, when she applies by Tab, arrows, Space and Enter, then every control is reached and seen when it has the focus."""
    applies(Patient(Keyboard(open_browser(DESK)), site))


def test_it_takes_a_patient_through_without_a_script(open_browser: Callable[..., Any], site: Site) -> None:
    """Given JavaScript is off, when she applies, then every page works."""
    applies(Patient(open_browser(PHONE, java_script_enabled=False), site))


def test_it_takes_a_patient_through_at_400_percent_zoom(open_browser: Callable[..., Any], site: Site) -> None:
    """Given 320 pixels across and 256 down, when she applies, then no page scrolls sideways."""
    page = open_browser(ZOOMED)
    wide: list[str] = []
    page.on("load", lambda loaded: loaded.url in wide or wide.append(loaded.url))
    patient = Patient(page, site)
    original = patient.fill

    def fill(items: Any) -> None:
        assert page.evaluate(SIDEWAYS) <= 0, page.url
        original(items)

    patient.fill = fill  # type: ignore[method-assign]  # looks at each question page before it answers
    applies(patient)
    assert len(wide) > 60


@pytest.mark.every_state
def test_it_takes_a_patient_through_far_from_the_mast(open_browser: Callable[..., Any], site: Site) -> None:
    """Given 400 kbit/s and 400 ms on a slow phone, when she applies, then it is slow, and whole."""
    page = open_browser(PHONE)
    CheapPhone(page.context, page).on(SLOW)
    applies(Patient(page, site))
