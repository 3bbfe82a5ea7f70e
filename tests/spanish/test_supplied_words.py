"""A clinic that has the owner's Spanish of a scale supplies it in a file; one that does not fit stops the start."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from kapintake.intake.questionnaires import _places, _worded
from kapintake.intake.selectors import answers_of, reread
from kapintake.intake.services import start_response
from kapintake.intake.supplied_words import supplied
from kapintake.pathway.language import speak
from screening.instruments import CSSRS, PHQ9, Instrument
from tests.browser import Browser
from tests.intake.typist import url_of
from tests.screening.instruments.words import file_of


@pytest.fixture
def supply(tmp_path: Path, settings: Any) -> Any:
    """Puts the words of these scales into files that the settings name."""

    def put(*scales: Instrument, **changes: Any) -> None:
        files = []
        for scale in scales:
            file = tmp_path / f"{scale.id}.json"
            file.write_text(json.dumps(file_of(scale) | {"language": "es"} | changes))
            files.append(str(file))
        settings.SCALE_FILES = files
        _worded.cache_clear()
        _places.cache_clear()

    yield put
    settings.SCALE_FILES = []
    _worded.cache_clear()
    _places.cache_clear()


@pytest.mark.django_db
def test_the_scale_is_asked_in_spanish_and_says_no_more_that_it_is_in_english(supply: Any, signed_in: Any, ada: Any, at: Any) -> None:
    supply(PHQ9)
    draft = start_response(patient=ada, by=ada.user, at=at)
    speak(user=ada.user, language="es", at=at)
    html = signed_in(Browser(), ada).get(url_of(draft, "phq9-1")).content.decode()
    assert "Invented question 1 of the PHQ-9?" in html
    assert "In the past months:" in html
    assert "está solo en inglés" not in html
    assert "está solo en inglés" in signed_in(Browser(), ada).get(url_of(draft, "audit-c-1")).content.decode()


@pytest.mark.django_db
def test_with_the_owners_spanish_of_it_the_c_ssrs_goes_on_after_the_switch(supply: Any, ada: Any, at: Any) -> None:
    supply(CSSRS)
    draft = start_response(patient=ada, by=ada.user, at=at)
    assert draft.cssrs_is_on
    speak(user=ada.user, language="es", at=at)
    asked = {item.link_id for section in answers_of(reread(draft)).questionnaire.sections for item in section.items}
    assert ("cssrs-1" in asked, "own-1" in asked) == (True, False)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"language": "en"}, "scale is one of dast-10, mdq, isi"),
        ({"permission": " "}, "permission is a text"),
        ({"items": []}, "items is a list of 10, in the order of the PHQ-9."),
    ],
)
def test_a_file_that_does_not_fit_stops_the_start_with_one_clear_line(supply: Any, changes: dict[str, Any], says: str) -> None:
    supply(PHQ9, **changes)
    with pytest.raises(ImproperlyConfigured) as told:
        apps.get_app_config("intake").ready()
    assert says in str(told.value)
    assert str(told.value).startswith("SCALE_FILES: ")
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_or_says_the_same_twice_stops_the_start(supply: Any, settings: Any, tmp_path: Path) -> None:
    settings.SCALE_FILES = [str(tmp_path / "absent.json")]
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        supplied()
    supply(PHQ9)
    settings.SCALE_FILES *= 2
    with pytest.raises(ImproperlyConfigured, match="the same scale in the same language"):
        supplied()
