"""A decided case that a newly approved protocol finds graver comes back into sight; what was signed stays as it was signed."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from kapintake.assessments.models import Assessment, SecondLook
from kapintake.assessments.services import approve_protocol, change_draft, draft_protocol
from kapintake.audit.models import AuditEvent
from kapintake.pathway.rescreen import reassess
from kapintake.reviews.again import second_looks_for, settle_second_look
from kapintake.reviews.models import Decision, Review, ReviewState
from kapintake.reviews.selectors import review_for
from tests import factories
from tests.browser import Browser
from tests.reviews.conftest import signing  # noqa: F401  # a signed decision

pytestmark = pytest.mark.django_db
HEAVY = {"weight_kg": 95, "height_cm": 170}  # BMI 32.9
HOUR = timedelta(hours=1)


@pytest.fixture
def approve(clara: Any, at: Any) -> Any:
    """`approve(bmi__high=32)`: harbor's prescriber puts these limits in force."""

    def put(**limits: float) -> Any:
        draft = draft_protocol(clinic=clara.clinic, by=None, at=at, from_in_force=True)
        given = {name.replace("__", "."): value for name, value in limits.items()}
        draft = change_draft(draft=draft, limits=given, note="", by=None, at=at)
        return approve_protocol(draft=draft, by=clara, at=at)

    return put


@pytest.fixture
def decided(ada: Any, clara: Any, at: Any, signing: Any) -> Review:  # noqa: F811
    """Ada is heavy; nothing was found, and Clara signed."""
    review = factories.make_review(ada, at=at, **HEAVY)
    signing(review, clara)
    return Review.objects.get(pk=review.pk)


def signed(review: Review) -> Any:
    decision = Decision.objects.select_related("signature").get(review=review)
    return decision.assessment_id, decision.kind, decision.content, decision.decided_at, decision.signature.pk


def test_it_comes_back_into_sight_and_the_decision_stays_as_it_was_signed(
    decided: Review, approve: Any, clara: Any, dev: Any, at: Any
) -> None:
    before = signed(decided)
    made = reassess(response=decided.response, protocol=approve(bmi__high=32), at=at + HOUR)
    assert made is not None
    now = Review.objects.get(pk=decided.pk)
    assert (now.state, now.assessment_id, now.severity) == (ReviewState.COMPLETED, decided.assessment_id, 0)
    assert signed(now) == before
    for member in (clara, dev):  # whoever decided it, and a colleague who never saw it
        row = second_looks_for(member, at=at)[0]
        assert (row.review_id, row.before, row.after) == (decided.pk, "no concerns found", "needs review")
        assert row.due_at == made.due_at
        assert review_for(member, decided.pk) is not None
    assert AuditEvent.objects.filter(action="review.second-look-asked", patients=[str(decided.patient_id)]).count() == 1


def test_what_became_milder_or_was_taken_back_does_not_wait(ada: Any, clara: Any, approve: Any, at: Any, signing: Any) -> None:  # noqa: F811
    review = factories.make_review(ada, at=at, weight_kg=103, height_cm=170)  # BMI 35.6
    signing(review, clara, kind="medical-review-first")
    assert reassess(response=review.response, protocol=approve(bmi__high=38), at=at + HOUR) is not None
    assert not SecondLook.objects.exists()


def test_a_case_that_nobody_decided_moves_in_the_queue_instead(ada: Any, clara: Any, approve: Any, at: Any) -> None:
    review = factories.make_review(ada, at=at, **HEAVY)
    assert reassess(response=review.response, protocol=approve(bmi__high=32), at=at + HOUR) is not None
    assert second_looks_for(clara, at=at) == ()


def test_the_clinic_alone_sees_it_and_of_its_staff_only_clinicians(decided: Review, approve: Any, eva: Any, fay: Any, at: Any) -> None:
    reassess(response=decided.response, protocol=approve(bmi__high=32), at=at + HOUR)
    for member in (eva, fay):
        assert second_looks_for(member, at=at) == ()
        assert review_for(member, decided.pk) is None


def test_it_waits_once_and_tells_of_the_newest(decided: Review, approve: Any, clara: Any, at: Any) -> None:
    reassess(response=decided.response, protocol=approve(bmi__high=32), at=at + HOUR)
    reassess(response=decided.response, protocol=approve(bmi__high=40), at=at + 2 * HOUR)
    reassess(response=decided.response, protocol=approve(bmi__high=32), at=at + 3 * HOUR)
    assert Assessment.objects.filter(response=decided.response).count() == 4
    look = SecondLook.objects.get()
    assert look.assessment.assessed_at == at + 3 * HOUR


def test_a_clinician_reads_what_is_new_and_says_what_she_made_of_it(
    decided: Review, approve: Any, clara: Any, signed_in: Any, at: Any
) -> None:
    made = reassess(response=decided.response, protocol=approve(bmi__high=32), at=at + HOUR)
    assert made is not None
    browser, address = signed_in(Browser(), clara), reverse("reviews:case", args=[decided.pk])
    queue = unescape(browser.get(reverse("queue")).content.decode())
    assert "1 decided case to look at again" in queue
    assert "No concerns found, now Caution" in queue
    page = unescape(browser.get(address).content.decode())
    assert made.result["fired"][0]["title"] in page
    assert "The signed decision stands as it was." in page
    send = reverse("reviews:look_again", args=[decided.pk])
    empty = browser.post(send, {"text": "", "key": str(uuid4())})
    assert empty.status_code == 422
    assert "Write what you made of it first" in unescape(empty.content.decode())
    browser.post(send, {"text": "Weighed here: 84 kg. Stays as decided.", "key": str(uuid4())})
    look = SecondLook.objects.get()
    assert look.settled_by == clara.user
    assert second_looks_for(clara, at=at) == ()
    page = unescape(browser.get(address).content.decode())
    assert "Weighed here: 84 kg. Stays as decided." in page
    assert "To look at again" not in page


def test_a_second_press_changes_nothing(decided: Review, approve: Any, clara: Any, at: Any) -> None:
    reassess(response=decided.response, protocol=approve(bmi__high=32), at=at + HOUR)
    key = uuid4()
    assert settle_second_look(review=decided, by=clara, words="Looked", key=key, at=at + 2 * HOUR)
    assert not settle_second_look(review=decided, by=clara, words="Looked", key=key, at=at + 2 * HOUR)
    assert decided.events.filter(kind="commented").count() == 1
    assert AuditEvent.objects.filter(action="review.second-look-settled").count() == 1


def test_rules_that_fail_under_the_new_limits_are_to_be_looked_at_too(
    decided: Review, approve: Any, clara: Any, signed_in: Any, at: Any, monkeypatch: Any
) -> None:
    version = approve(bmi__high=32)

    def broken(*given: Any) -> Any:
        raise ArithmeticError

    with monkeypatch.context() as patched:
        patched.setattr("screening.assess", broken)
        reassess(response=decided.response, protocol=version, at=at + HOUR)
    assert second_looks_for(clara, at=at)[0].after == "not-assessed"
    page = unescape(signed_in(Browser(), clara).get(reverse("reviews:case", args=[decided.pk])).content.decode())
    assert "Treat it as not assessed." in page
