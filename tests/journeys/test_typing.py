"""Typing in a real browser: Enter goes on, an error takes the focus, the other unit follows, a medicine is found."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.live import Site
from tests.journeys.people import Patient

LENA = "lena.fischer@mail.example"  # some parts done


@pytest.mark.parametrize("script", [True, False])
def test_enter_goes_on_and_an_error_takes_the_focus(open_browser: Callable[..., Any], site: Site, script: bool) -> None:
    """Given a box, when Enter is pressed, then it is Continue: a wrong word is told first of all, a number is saved."""
    lena = Patient(open_browser(PHONE, java_script_enabled=script), site)
    lena.sign_in_to_demo(LENA)
    lena.open_question("weight-kg")
    box = lena.page.locator("[name=weight-kg]")
    box.fill("heavy")
    box.press("Enter")
    lena.page.locator("[data-testid=error-summary]:focus").wait_for()
    assert lena.page.title().startswith("Error:")
    assert box.input_value() == "heavy"
    lena.page.locator("[data-testid=error-summary] a").click()
    lena.page.locator("[name=weight-kg]:focus").wait_for()
    box.fill("170")
    box.press("Enter")
    lena.page.wait_for_url(lambda url: "/2/2/" not in url)
    lena.open_question("weight-kg")
    assert lena.page.locator("[data-testid=other-unit]").inner_text() == "= 77.1 kg"


def test_the_other_unit_follows_what_is_typed(open_browser: Callable[..., Any], site: Site) -> None:
    """Given feet and inches, when they are typed or shown as centimeters, then the other unit stands underneath."""
    lena = Patient(open_browser(PHONE), site)
    lena.sign_in_to_demo(LENA)
    lena.open_question("height-cm")
    lena.page.locator("[name=height-cm_0]").fill("6")
    lena.page.locator("[name=height-cm_1]").fill("2")
    other = lena.page.locator("[data-testid=other-unit]")
    assert other.inner_text() == "= 188 cm"
    lena.page.get_by_role("button", name="Use centimeters instead").click()
    lena.page.locator("[name=height-cm]").wait_for()
    assert other.inner_text() == "= 6 ft 2 in"


def test_a_medicine_is_found_and_told_with_the_keyboard(open_browser: Callable[..., Any], site: Site) -> None:
    """Given a name with a slip, when she looks for it and chooses, then both stand in her list."""
    lena = Patient(open_browser(PHONE), site)
    lena.sign_in_to_demo(LENA)
    lena.open_question("medicines")
    page = lena.page
    page.locator("[data-testid=add]").click()
    page.locator("[name=name]").fill("klonopn")
    page.locator("[name=name]").press("Enter")
    page.get_by_role("button", name="Klonopin (clonazepam)").press("Enter")
    page.locator("[name=amount]").fill("0.5")
    page.locator("[name=often][value=twice]").check()
    page.locator("[name=amount]").press("Enter")
    page.get_by_role("heading", name="Your medicines (1)").wait_for()
    assert "Klonopin (typed as klonopn) 0.5 mg, twice a day" in page.inner_text("[data-testid=entries]")
