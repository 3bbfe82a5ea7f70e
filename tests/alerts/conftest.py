"""A draft of ada's, and readings of it as `screening.safety` gives them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from kapintake.alerts.models import AlertEvent
from kapintake.intake.models import QuestionnaireResponse
from screening.criterion import RespondWithin

WITHIN = {
    "urgent": RespondWithin.MINUTES_15,
    "urgent-medical": RespondWithin.MINUTES_60,
    "same-day": RespondWithin.SAME_DAY,
    "working-days-2": RespondWithin.WORKING_DAYS_2,
    "watch": RespondWithin.WORKING_DAYS_2,
    "nothing": RespondWithin.NONE,
}


def make_reading(tier: str, *criteria: str, answer: str = "Yes", link_id: str = "", note: str = "") -> Any:
    """What was heard: every criterion of the tier, each resting on one answer of its own."""
    findings = tuple(
        SimpleNamespace(
            id=name,
            respond_within=WITHIN[tier],
            evidence=(
                SimpleNamespace(link_id=link_id or f"about-{name}", label=f"Question of {name}", answer=answer, value=True, note=note),
            ),
        )
        for name in criteria
    )
    return SimpleNamespace(tier=tier, criteria=criteria, findings=findings, pages_staff=tier in ("urgent", "urgent-medical"))


@pytest.fixture
def reading() -> Callable[..., Any]:
    return make_reading


@pytest.fixture
def draft(ada, at) -> QuestionnaireResponse:
    """Begun, nothing answered."""
    return QuestionnaireResponse.objects.create(
        patient=ada,
        clinic=ada.clinic,
        questionnaire="intake-2026.1",
        cssrs_is_on=True,
        current={"answers": {}, "ever": {}},
        started_at=at,
    )


@pytest.fixture
def kinds() -> Callable[..., list[str]]:
    """What happened to an alert, by name and in order."""

    def of(alert) -> list[str]:
        return [event.kind for event in AlertEvent.objects.filter(alert=alert).order_by("at", "pk")]

    return of
