"""Sent intakes of ada, and the people who read them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from kapintake.access import Role
from kapintake.accounts.models import SigningMethod
from kapintake.clinics.models import Membership
from kapintake.pathway.review import decide
from kapintake.reviews.models import Decision, DecisionKind, Review
from kapintake.reviews.services import DecisionDraft
from kapintake.reviews.signing import must_be_read, result_of
from tests import factories

HIGH_PRESSURE = {"bp_systolic": 172, "bp_diastolic": 104}


@pytest.fixture
def quiet(ada: Any) -> Review:
    """Nothing was found."""
    return factories.make_review(ada)


@pytest.fixture
def stopped(ada: Any) -> Review:
    """A contraindication stands: the blood pressure."""
    return factories.make_review(ada, **HIGH_PRESSURE)


@pytest.fixture
def rosa(harbor: Any) -> Membership:
    """Another prescriber of harbor."""
    return factories.make_member(Role.PRESCRIBER, harbor, name="Rosa Prescott", email="rosa@harbor.example")


def draft(kind: str = DecisionKind.GO_ON, **more: Any) -> DecisionDraft:
    """A decision as somebody would write it."""
    words = {"reasons": ("nothing found",), "patient_text": "We would like to meet you.", "next_step": "We will call you this week."}
    return DecisionDraft(kind=DecisionKind(kind), **{**words, **more})


@pytest.fixture
def signing(at: Any) -> Callable[..., Decision]:
    """`signing(review, clara, "go-on")`: she signs, from a page that she has just opened."""

    def sign(
        review: Review, member: Membership, kind: str = DecisionKind.GO_ON, *, version: int | None = None, key: str = "", **more: Any
    ) -> Decision:
        fresh = Review.objects.get(pk=review.pk)
        return decide(
            review=fresh,
            draft=draft(kind, **more),
            member=member,
            method=SigningMethod.PASSWORD,
            key=key or str(uuid4()),
            version=version or fresh.version,
            at=at,
        )

    return sign


def to_be_read(review: Review) -> tuple[str, ...]:
    return must_be_read(result_of(review.assessment))
