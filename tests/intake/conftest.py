"""A patient in the middle of her intake."""

from collections.abc import Callable
from typing import Any

import pytest

from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.services import start_response
from kapintake.patients.models import Patient
from tests.browser import Browser


@pytest.fixture
def browser(ada: Patient, signed_in: Callable[..., Any]) -> Browser:
    """Ada's browser, signed in."""
    return signed_in(Browser(), ada)


@pytest.fixture
def draft(ada: Patient, at: Any) -> QuestionnaireResponse:
    """Ada has begun."""
    return start_response(patient=ada, by=ada.user, at=at)
