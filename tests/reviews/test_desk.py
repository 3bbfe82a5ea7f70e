"""The front desk knows people and where they stand, and not a word of what they told (AC-10)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Membership
from kapintake.patients.models import Patient
from kapintake.reviews.desk import desk_for
from tests import factories

pytestmark = pytest.mark.django_db


def test_ac_10_it_shows_name_phone_and_where_it_stands(client: Any, fay: Membership, ada: Patient, signed_in: Callable[..., Any]) -> None:
    page = signed_in(client, fay).get("/home/", follow=True)
    text = page.content.decode()
    assert page.request["PATH_INFO"] == "/review/desk/"
    assert "Marlow, Ada" in text
    assert "no consent yet" in text


def test_ac_10_it_shows_no_finding_score_or_alert(client: Any, fay: Membership, ada: Patient, signed_in: Callable[..., Any]) -> None:
    review = factories.make_review(ada, aneurysm=True)
    text = signed_in(client, fay).get("/review/desk/").content.decode()
    assert "Sent, waiting to be read" in text
    assert review.headline["main"]
    assert review.headline["main"] not in text
    assert "PHQ" not in text


def test_it_opens_no_case_to_the_front_desk(client: Any, fay: Membership, ada: Patient, signed_in: Callable[..., Any]) -> None:
    review = factories.make_review(ada)
    assert signed_in(client, fay).get(f"/review/{review.pk}/").status_code == 404
    assert client.get("/review/").status_code == 403


def test_it_shows_another_clinics_patients_to_nobody(at: Any, fay: Membership, valley: Any) -> None:
    factories.make_patient(valley)
    assert desk_for(fay, at=at).rows == ()


def test_au_1_it_names_the_patients_it_showed(
    client: Any, fay: Membership, ada: Patient, ben: Patient, signed_in: Callable[..., Any]
) -> None:
    signed_in(client, fay).get("/review/desk/")
    event = AuditEvent.objects.get(action="review.desk-read")
    assert set(event.patients) == {str(ada.pk), str(ben.pk)}


def test_it_costs_the_same_for_three_and_for_sixty_patients(at: Any, fay: Membership, harbor: Any) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            desk_for(fay, at=at)
        return len(seen)

    for number in range(3):
        factories.make_patient(harbor, family=f"Quay{number}")
    few = statements()
    for number in range(60):
        factories.make_patient(harbor, family=f"Pier{number}")
    assert statements() == few
    first = desk_for(fay, at=at)
    assert len(first.rows) == 50
    rest = desk_for(fay, at=at, after=first.after)
    assert len(rest.rows) == 13
    assert not {row.patient_id for row in first.rows} & {row.patient_id for row in rest.rows}
