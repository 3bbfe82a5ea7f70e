"""Ada, with whom the clinic decided to go on, and her browser."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from kapintake.accounts.models import SigningMethod
from kapintake.pathway.review import decide
from kapintake.pathway.treatment import answer_check
from kapintake.reviews.models import DecisionKind, Review
from kapintake.reviews.services import DecisionDraft
from kapintake.treatment.content.questions import QUESTIONS
from tests import factories

WORDS = {"reasons": ("nothing found",), "patient_text": "We would like to meet you.", "next_step": "We will call you this week."}


@pytest.fixture
def decided(clara: Any, at: Any) -> Callable[..., Review]:
    """`decided(review, "go-on")`: clara signs."""

    def sign(review: Review, kind: str = DecisionKind.GO_ON) -> Review:
        review = Review.objects.select_related("patient", "patient__user", "clinic", "assessment").get(pk=review.pk)
        draft = DecisionDraft(kind=DecisionKind(kind), **WORDS)
        decide(review=review, draft=draft, member=clara, method=SigningMethod.PASSWORD, key=str(uuid4()), version=review.version, at=at)
        return Review.objects.select_related("patient", "patient__user", "clinic", "response").get(pk=review.pk)

    return sign


@pytest.fixture
def going_on(ada: Any, decided: Any) -> Review:
    """Her case, on which the clinic goes on."""
    return decided(factories.make_review(ada))


@pytest.fixture
def pick(at: Any) -> Callable[..., Any]:
    """`pick(review, 0)`: she picks the right answer at that question, or another with `right=False`."""

    def choose(review: Review, place: int, *, right: bool = True, key: Any = None) -> Any:
        question = QUESTIONS[place]
        wrong = next(one.value for one in question.picks if one.value != question.right)
        picked = question.right if right else wrong
        return answer_check(review=review, question=question, picked=picked, key=key or uuid4(), by=review.patient.user, at=at)

    return choose


@pytest.fixture
def clear(going_on: Review, pick: Any) -> Review:
    """Every question is settled."""
    for place in range(len(QUESTIONS)):
        pick(going_on, place)
    return going_on


@pytest.fixture
def hers(client: Any, signed_in: Any, ada: Any) -> Any:
    """Her browser."""
    return signed_in(client, ada)
