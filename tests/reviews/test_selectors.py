"""Which cases somebody may read, in which order, and what a patient sees of hers."""

from datetime import timedelta

import pytest

from kapintake.reviews.models import Review
from kapintake.reviews.outcomes import outcome_for_patient
from kapintake.reviews.selectors import (
    PAGE_ROWS,
    ended_case_for,
    next_case_for,
    other_records_of,
    queue_for,
    review_for,
)
from kapintake.reviews.services import add_comment, claim_review
from tests import factories


def ids(queue):
    return [row.review_id for row in queue.rows]


def test_what_is_due_first_comes_first_then_the_graver_then_the_older(quiet, clara, at):
    factories.make_many_reviews(quiet, 12)
    rows = queue_for(clara, view="needs-us", at=at).rows
    assert list(rows) == sorted(rows, key=lambda row: (row.due_at, -row.severity, row.opened_at, row.review_id))


def test_the_pages_of_a_long_queue_hold_every_case_once(quiet, clara, at):
    factories.make_many_reviews(quiet, 120)
    seen, after = [], None
    while True:
        page = queue_for(clara, view="needs-us", at=at, after=after)
        seen += ids(page)
        after = page.after
        if after is None:
            break
        assert len(page.rows) == PAGE_ROWS
    assert len(seen) == len(set(seen)) == 121
    assert page.counts["needs-us"] == 121


def test_decided_cases_have_pages_too(quiet, clara, at):
    factories.make_many_reviews(quiet, 60)
    for place, review in enumerate(Review.objects.all()):
        Review.objects.filter(pk=review.pk).update(state="completed", owner=clara.user, completed_at=at - timedelta(minutes=place // 2))
    first = queue_for(clara, view="decided", at=at)
    second = queue_for(clara, view="decided", at=at, after=first.after)
    assert len({*ids(first), *ids(second)}) == len(ids(first)) + len(ids(second)) == 61
    assert [row.completed_at for row in first.rows] == sorted((row.completed_at for row in first.rows), reverse=True)


@pytest.mark.django_db
def test_ac_3_only_clinicians_of_the_clinic_find_the_case(quiet, clara, dev, eva, fay, finn, pia, at):
    for member in (clara, dev):
        assert review_for(member, quiet.pk) == quiet
    for member in (eva, fay, finn, pia):
        assert review_for(member, quiet.pk) is None
        assert queue_for(member, view="needs-us", at=at).rows == ()
        assert queue_for(member, view="needs-us", at=at).counts["needs-us"] == 0
        assert ended_case_for(member, quiet.pk) is None


def test_ac_9_a_decided_case_is_read_and_counted_by_those_who_acted_on_it(quiet, clara, dev, rosa, signing, at):
    add_comment(review=quiet, by=dev.user, role=dev.role, text="Ready", at=at)
    signing(quiet, clara)
    for member, reads in ((clara, True), (dev, True), (rosa, False)):
        assert (review_for(member, quiet.pk) == quiet) is reads
        queue = queue_for(member, view="decided", at=at)
        assert (ids(queue) == [quiet.pk]) is reads
        assert queue.counts["decided"] == int(reads)
    assert ended_case_for(rosa, quiet.pk) == quiet


def test_the_next_case_is_free_or_mine(quiet, clara, dev, at):
    claim_review(review=quiet, by=dev.user, role=dev.role, at=at)
    assert next_case_for(clara) is None
    assert next_case_for(dev) == quiet.pk


def test_en_6_a_line_that_cannot_be_read_says_so_and_is_not_quiet(quiet, clara, at, settings):
    settings.FIELD_KEYS = [b"x" * 32]
    row = queue_for(clara, view="needs-us", at=at).rows[0]
    assert (row.can_be_read, row.main, row.banner.identity) == (False, "", None)


def test_another_record_of_the_same_name_tells_its_last_outcome(harbor, ada, quiet, clara, signing, at):
    signing(quiet, clara)
    again = factories.make_review(factories.make_patient(harbor, given="Ada", family="Marlow"))
    (other,) = other_records_of(again)
    assert (other.reference, other.decision, other.is_waiting) == (ada.reference, "Go on to consultation", False)


def test_the_patient_sees_plain_words_and_never_a_rule_or_the_staff_note(ada, quiet, clara, signing):
    assert outcome_for_patient(ada.user).outcome is None
    signing(quiet, clara, staff_note="Call her sister", reasons=("bp-uncontrolled",))
    outcome = outcome_for_patient(ada.user).outcome
    assert (outcome.text, outcome.next_step) == ("We would like to meet you.", "We will call you this week.")
    assert "sister" not in repr(outcome)
    assert "bp-uncontrolled" not in repr(outcome)


def test_en_6_an_outcome_that_cannot_be_read_sends_the_patient_to_the_phone(ada, quiet, clara, signing, settings):
    signing(quiet, clara)
    settings.FIELD_KEYS = [b"x" * 32]
    outcome = outcome_for_patient(ada.user).outcome
    assert outcome.text == "We cannot show this right now."
    assert "Call us" in outcome.next_step
