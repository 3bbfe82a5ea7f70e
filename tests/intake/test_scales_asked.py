"""Scales that are asked of those who come for it: trauma and pain. A published scale that none of our rules reads can be skipped."""

from typing import Any

import pytest

from tests.browser import Browser
from tests.intake.test_views import say, stored, text
from tests.intake.typist import press, url_of

pytestmark = pytest.mark.django_db


def test_it_asks_how_strong_the_pain_is_from_nought_to_ten(browser: Browser, draft: Any) -> None:
    say(draft, indication=["pain"])
    page = browser.get(url_of(draft, "peg-1"))
    assert "What number best describes your pain on average" in text(page)
    assert "10 - Pain as bad as you can imagine" in text(page)
    press(browser, url_of(draft, "peg-1"), answer="10")
    assert stored(draft)["answers"]["peg-1"] == 10


def test_it_ends_the_questions_on_trauma_after_a_no(browser: Browser, draft: Any) -> None:
    say(draft, indication=["ptsd"])
    sent = press(browser, url_of(draft, "pc-ptsd-5-event"), answer="yes")
    assert sent.headers["Location"].startswith(url_of(draft, "pc-ptsd-5-1"))
    sent = press(browser, url_of(draft, "pc-ptsd-5-event"), answer="no")
    assert stored(draft)["answers"]["pc-ptsd-5-event"] is False
    assert not any(sent.headers["Location"].startswith(url_of(draft, f"pc-ptsd-5-{number}")) for number in range(1, 6))


def test_it_asks_about_trauma_of_whoever_tells_of_it(browser: Browser, draft: Any) -> None:
    say(draft, indication=["trd"])
    sent = press(browser, url_of(draft, "trauma-told"), answer="yes")
    assert sent.headers["Location"].startswith(url_of(draft, "pc-ptsd-5-event"))
    sent = press(browser, url_of(draft, "trauma-told"), answer="no")
    assert "pc-ptsd-5" not in sent.headers["Location"]
