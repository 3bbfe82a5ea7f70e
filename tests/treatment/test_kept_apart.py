"""What is said after sending is sealed at rest (EN-1), and shown to nobody who does not treat her (AC-1, AC-10)."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from kapintake.pathway.afterwards import add_after_sending
from kapintake.pathway.asking import ask_patient, reply_to_request
from kapintake.pathway.treatment import answer_before_date
from kapintake.reviews.asking import ANSWERED, Asked
from kapintake.reviews.models import InformationRequest, PatientNote, Review
from kapintake.reviews.notes import answer_note
from tests import factories
from tests.architecture.test_addresses import OURS
from tests.ground.test_dump import dump, spellings

NOTE, WHY, QUESTION, REPLY, DONE = (f"canary-{word}-heron" for word in ("note", "why", "question", "reply", "done"))
CANARIES = (NOTE, WHY, QUESTION, REPLY, DONE)


@pytest.fixture
def said(ada, clara, decided, pick, at):
    """A note, a question with its reply, then "go on", picks, and the answers before a date."""
    review = factories.make_review(ada)
    note = add_after_sending(
        response=review.response, kind=PatientNote.Kind.ADDED, words=NOTE, safe="yes", key=uuid4(), by=ada.user, at=at
    ).note
    answer_note(note=note, by=clara, words=DONE, at=at)
    review = Review.objects.select_related("clinic", "response", "patient").get(pk=review.pk)
    asked = Asked((), QUESTION, WHY, timezone.now().date())
    request = ask_patient(review=review, asked=asked, member=clara, key=uuid4(), version=review.version, at=at)
    request = InformationRequest.objects.select_related("review", "review__response", "clinic").get(pk=request.pk)
    reply_to_request(request=request, part=1, how=ANSWERED, values={}, words=REPLY, key=uuid4(), by=ada.user, at=at)
    review = decided(review)
    pick(review, 0, right=False)
    answer_before_date(review=review, values={"escort": False}, key=uuid4(), by=ada.user, at=at)
    return review


def test_en_1_a_thief_with_the_dump_finds_no_word_of_it(said):
    found = dump()
    for canary in CANARIES:
        assert [how for how, spelled in spellings(canary).items() if spelled in found] == [], canary
    assert b'"escort"' not in found
    assert b"off-label" not in found


def pages(browser, review):
    """Every address of ours, with the id of her case."""
    for address in OURS:
        kinds = {name: type(converter).__name__ for name, converter in address.converters.items()}
        ids = {"UUIDConverter": review.pk, "IntConverter": 1, "SlugConverter": "safety"}
        if set(kinds.values()) <= set(ids):
            path = reverse(address.name, kwargs={name: ids[kind] for name, kind in kinds.items()})
            yield path, browser.get(path).content.decode(errors="replace")


@pytest.mark.parametrize("who", ["ben", "eva", "fay", "finn", "pia"])
def test_ac_1_ac_10_who_does_not_treat_her_finds_no_word_of_it(request, client, signed_in, said, who):
    signed_in(client, request.getfixturevalue(who))
    told = {(path, canary) for path, page in pages(client, said) for canary in CANARIES if canary in page}
    assert told == set()


def test_whoever_treats_her_finds_it_so_that_the_walk_is_real(client, signed_in, said, clara):
    signed_in(client, clara)
    page = client.get(f"/review/{said.pk}/").content.decode()
    assert [canary for canary in CANARIES if canary not in page] == []


def test_her_own_words_are_hers_to_read_and_what_staff_wrote_for_staff_is_not(client, signed_in, said, ada):
    signed_in(client, ada)
    page = client.get("/application/status/").content.decode()
    assert NOTE in page
    assert DONE not in page
