"""AC-6, the patient's rows: what she may do in each state of her answers and her case; everything else changes nothing.

Each cell is a crafted POST, as she or somebody with her browser could send it.
"""

from uuid import uuid4

import pytest
from django.utils import timezone

from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.selectors import response_for
from kapintake.intake.services import start_response
from kapintake.pathway.asking import ask_patient
from kapintake.pathway.intake import withdraw
from kapintake.patients.models import Consent, ConsentWithdrawal
from kapintake.reviews.asking import Asked
from kapintake.reviews.models import Decision, DecisionKind, InformationReply, PatientNote, Review
from kapintake.reviews.services import claim_review
from kapintake.treatment.models import CheckAnswer, SchedulingAnswers
from kapintake.treatment.selectors import texts_to_sign
from tests import factories

UNSURE = {"state": "unsure"}
STATES = ("draft", "sent", "being-read", "asked", "go-on", "clear", "not-right-now", "withdrawn", "withdrawn-after-go-on")

# What each act may do, by the state in which it may: everywhere else nothing changes.
MAY = {
    "answer": {"draft"},
    "send": set(),  # the draft of this test is not complete
    "add": {"sent", "being-read", "asked", "go-on", "clear", "not-right-now"},
    "look-again": {"go-on", "clear", "not-right-now"},
    "reply": {"asked"},
    "pick": {"go-on"},  # in "clear" every question is settled already
    "sign": {"clear"},
    "before-date": {"go-on", "clear"},
    "take-back": {"draft", "sent", "being-read", "asked", "go-on", "clear", "not-right-now"},
}


@pytest.fixture
def in_state(ada, clara, at, decided, pick):
    """Puts ada's answers and case into a state."""

    def put(state):
        if state == "draft":
            start_response(patient=ada, by=ada.user, at=at)
            return
        review = factories.make_review(ada, **({"bp_systolic": UNSURE, "bp_diastolic": UNSURE} if state == "asked" else {}))
        if state == "being-read":
            claim_review(review=review, by=clara.user, role=clara.role, at=at)
        elif state == "asked":
            asked = Asked(("bp-systolic",), "", "For the dose.", timezone.now().date())
            ask_patient(review=review, asked=asked, member=clara, key=uuid4(), version=review.version, at=at)
        elif state == "not-right-now":
            decided(review, DecisionKind.NOT_RIGHT_NOW)
        elif state in ("go-on", "clear"):
            review = decided(review)
            for place in range(5 if state == "clear" else 0):
                pick(review, place)
        elif state == "withdrawn-after-go-on":
            decided(review)
            withdraw(response=response_for(ada.user), by=ada.user, at=at)
        elif state == "withdrawn":
            withdraw(response=response_for(ada.user), by=ada.user, at=at)

    return put


def key():
    return {"key": str(uuid4())}


def posts(ada):
    """The crafted requests, by act."""
    review = Review.objects.filter(patient=ada).select_related("clinic").first()
    text = texts_to_sign(review, language="en", at=timezone.now())[0] if review else None
    plan = {"escort": "yes", "no-driving": "yes", "fasting": "yes"}
    return {
        "answer": ("/application/1/1/", {**key(), "version": "1", "answer-state": "declined"}),
        "send": ("/application/send/", {}),
        "add": ("/application/add/", {**key(), "words": "One more thing"}),
        "look-again": ("/application/look-again/", {**key(), "words": "Look again"}),
        "reply": ("/application/asked/1/", {**key(), "act": "dont-have"}),
        "pick": ("/next/question/1/", {**key(), "pick": "off-label"}),
        "sign": ("/next/sign/", {"text_id": str(text.pk) if text else str(uuid4()), "typed_name": "Ada Marlow"}),
        "before-date": ("/next/plan/", {**key(), **plan}),
        "take-back": ("/application/withdraw/", {}),
    }


def snapshot():
    """Everything that a patient's act may change."""
    counted = (PatientNote, InformationReply, CheckAnswer, SchedulingAnswers, Consent, ConsentWithdrawal, Decision)
    return (
        [model.objects.count() for model in counted],
        list(QuestionnaireResponse.objects.values_list("pk", "status", "answer_count", "version")),
        list(Review.objects.values_list("pk", "state", "assessment")),
    )


@pytest.mark.parametrize("act", MAY)
@pytest.mark.parametrize("state", STATES)
def test_ac_6_a_patient_does_what_the_state_allows_and_nothing_else(client, signed_in, ada, in_state, state, act):
    in_state(state)
    signed_in(client, ada)
    path, fields = posts(ada)[act]
    before = snapshot()
    answer = client.post(path, fields)
    assert answer.status_code < 500
    changed = snapshot() != before
    assert changed is (state in MAY[act]), f"{act} in {state}: {answer.status_code}"


@pytest.mark.parametrize("act", MAY)
@pytest.mark.parametrize("who", ["clara", "dev", "fay", "finn", "pia", "eva"])
def test_ac_6_no_member_of_staff_does_a_patients_act(request, client, signed_in, ada, in_state, act, who):
    in_state("clear")
    signed_in(client, request.getfixturevalue(who))
    path, fields = posts(ada)[act]
    before = snapshot()
    assert client.post(path, fields).status_code in (403, 404)
    assert snapshot() == before


@pytest.mark.parametrize("act", MAY)
def test_ac_1_another_patients_act_does_not_reach_her(client, signed_in, ada, ben, in_state, act):
    in_state("clear")
    hers = list(QuestionnaireResponse.objects.filter(patient=ada).values_list("pk", "status", "version"))
    signed_in(client, ben)
    path, fields = posts(ada)[act]
    client.post(path, fields)
    assert list(QuestionnaireResponse.objects.filter(patient=ada).values_list("pk", "status", "version")) == hers
    assert not PatientNote.objects.filter(patient=ada).exists()
    assert CheckAnswer.objects.filter(review__patient=ada).count() == 5
    assert Consent.objects.filter(patient=ada).count() == 1
