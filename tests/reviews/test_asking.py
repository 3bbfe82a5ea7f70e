"""A clinician asks for what is missing: the case waits, her reply is heard and judged anew, and the case comes back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kapintake.alerts.models import SafetyAlert, Tier
from kapintake.assessments.models import Assessment
from kapintake.audit.models import AuditEvent
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.notifications.letters import letter_for
from kapintake.notifications.models import Message, Template
from kapintake.pathway.asking import NotAsked, ask_patient, reply_to_request, return_unanswered, take_request_back
from kapintake.reviews.asking import ANSWERED, CALL_ME, DONT_HAVE, Asked
from kapintake.reviews.models import InformationReply, InformationRequest, PatientNote, Review, ReviewState
from kapintake.reviews.requests import askable, open_request_for, requests_of
from kapintake.reviews.selectors import queue_for
from kapintake.reviews.services import ReviewChanged, ReviewTaken, claim_review
from kapintake.work import JOBS
from tests import factories

UNSURE = {"state": "unsure"}
BY = date(2026, 12, 1)
PRESSURE = {"bp-systolic": 118, "bp-diastolic": 76, "bp-taken-on": "2026-11-20"}


@pytest.fixture
def unclear(ada):
    """She does not know her blood pressure."""
    return factories.make_review(ada, bp_systolic=UNSURE, bp_diastolic=UNSURE)


def fresh(review):
    return Review.objects.select_related("patient", "patient__user", "clinic", "response").get(pk=review.pk)


def ask(review, member, at, questions=("bp-systolic",), words="", version=None, key=None):
    review = fresh(review)
    asked = Asked(tuple(questions), words, "Your blood pressure decides about the dose.", BY)
    return ask_patient(review=review, asked=asked, member=member, key=key or uuid4(), version=version or review.version, at=at)


def reply(request, at, part=1, how=ANSWERED, values=None, words="", key=None):
    request = InformationRequest.objects.select_related("review", "review__response", "review__patient", "clinic").get(pk=request.pk)
    return reply_to_request(
        request=request, part=part, how=how, values=values or {}, words=words, key=key or uuid4(), by=request.patient.user, at=at
    )


def test_what_is_missing_or_unclear_can_be_asked_one_a_page(unclear):
    """The two numbers of the pressure stand on one page; lists are asked in the clinician's own words."""
    found = [item.link_id for item in askable(unclear)]
    assert "bp-systolic" in found
    assert not {"bp-diastolic", "medicines"} & set(found)


def test_the_case_waits_for_the_patient_and_she_gets_a_mail_that_tells_nothing(unclear, clara, ada, at):
    request = ask(unclear, clara, at)
    assert fresh(unclear).state == ReviewState.ON_HOLD
    assert [row.review_id for row in queue_for(clara, view="waiting", at=at).rows] == [unclear.pk]
    assert queue_for(clara, view="needs-us", at=at).rows == ()
    message = Message.objects.get(template=Template.UPDATE_WAITING, recipient_id=ada.user.pk)
    letter = letter_for(message)
    assert "/application/asked/" in letter.body
    assert "blood" not in (letter.subject + letter.body).lower()
    assert open_request_for(ada.user) == request


def test_somebody_elses_case_is_not_asked_about(unclear, clara, dev, at):
    claim_review(review=fresh(unclear), by=dev.user, role=dev.role, at=at)
    with pytest.raises(ReviewTaken):
        ask(unclear, clara, at)
    with pytest.raises(ReviewChanged):
        ask(unclear, dev, at, version=1)
    assert not InformationRequest.objects.exists()


def test_pressed_twice_it_is_one_request_and_one_mail(unclear, clara, at):
    key = uuid4()
    assert ask(unclear, clara, at, key=key) == ask(unclear, clara, at, key=key)
    assert Message.objects.filter(template=Template.UPDATE_WAITING).count() == 1


def test_a_reply_brings_a_new_assessment_beside_the_old_and_the_case_back(unclear, clara, at):
    before = Assessment.objects.get(response=unclear.response)
    sent = QuestionnaireResponse.objects.get(pk=unclear.response_id)
    request = ask(unclear, clara, at)
    assert reply(request, at + timedelta(hours=1), values=PRESSURE).is_over
    case = fresh(unclear)
    assert (case.state, case.owner) == (ReviewState.REQUESTED, None)
    newest = Assessment.objects.exclude(pk=before.pk).get(response=unclear.response)
    assert case.assessment_id == newest.pk
    assert "bp-missing" in {one["id"] for one in before.result["fired"]}
    assert "bp-missing" not in {one["id"] for one in newest.result["fired"]}
    response = QuestionnaireResponse.objects.get(pk=unclear.response_id)
    assert (response.frozen, response.current, response.status) == (sent.frozen, sent.current, ResponseStatus.AMENDED)
    part = requests_of(unclear)[0].parts[0]
    assert (part.values["bp-systolic"], part.before["bp-systolic"]) == (118, UNSURE)


def test_an_added_answer_is_judged_like_a_sent_one(unclear, clara, at):
    request = ask(unclear, clara, at)
    reply(request, at, values={**PRESSURE, "bp-systolic": 172, "bp-diastolic": 104})
    assert fresh(unclear).severity == 3


def test_it_comes_back_when_every_part_is_replied_to(unclear, clara, at):
    request = ask(unclear, clara, at, words="Which dose of the sleep aid?")
    assert not reply(request, at, values=PRESSURE).is_over
    assert fresh(unclear).state == ReviewState.ON_HOLD
    assert reply(request, at, part=2, words="Half a tablet").is_over
    assert [part.reply for part in requests_of(unclear)[0].parts] == ["", "Half a tablet"]


@pytest.mark.parametrize(("how", "notes"), [(DONT_HAVE, 0), (CALL_ME, 1)])
def test_she_may_not_have_it_or_would_rather_be_called(unclear, clara, at, how, notes):
    request = ask(unclear, clara, at)
    assert reply(request, at, how=how).is_over
    assert fresh(unclear).state == ReviewState.REQUESTED
    assert Assessment.objects.filter(response=unclear.response).count() == 1
    assert PatientNote.objects.filter(kind="call-me").count() == notes


def test_a_second_press_is_one_reply(unclear, clara, at):
    request = ask(unclear, clara, at, words="And then?")
    key = uuid4()
    for _press in range(2):
        reply(request, at, values=PRESSURE, key=key)
    assert InformationReply.objects.count() == 1


def test_a_safety_answer_in_a_reply_is_heard_at_once(ada, clara, at):
    review = factories.make_review(ada, phq9_9={"state": "declined"})
    request = ask(review, clara, at, questions=("phq9-9",))
    came = reply(request, at, values={"phq9-9": 3})
    assert came.help_page == "suicide"
    assert SafetyAlert.objects.get(response=review.response).tier in (Tier.SAME_DAY, Tier.URGENT, Tier.WORKING_DAYS_2)
    assert any(entry["link_id"] == "phq9-9" and entry["is_answer"] for entry in SafetyAlert.objects.get().said["evidence"])


def test_words_of_danger_in_a_reply_are_heard_at_once(unclear, clara, at):
    request = ask(unclear, clara, at, questions=(), words="How are you?")
    assert reply(request, at, words="I want to die").help_page == "suicide"
    assert SafetyAlert.objects.get().tier == Tier.SAME_DAY


def test_after_it_was_taken_back_nothing_is_taken(unclear, clara, at):
    request = ask(unclear, clara, at)
    request = InformationRequest.objects.select_related("review", "review__response", "clinic").get(pk=request.pk)
    assert take_request_back(request=request, member=clara, at=at)
    assert not take_request_back(request=request, member=clara, at=at)
    assert fresh(unclear).state == ReviewState.REQUESTED
    with pytest.raises(NotAsked):
        reply(request, at, values=PRESSURE)
    assert not InformationReply.objects.exists()


def test_without_a_reply_the_case_comes_back_the_day_after_the_date(unclear, clara, at):
    ask(unclear, clara, at)
    assert return_unanswered(at=at + timedelta(days=7)) == 0  # the evening of the date itself
    assert return_unanswered(at=at + timedelta(days=8)) == 1
    assert return_unanswered(at=at + timedelta(days=8)) == 0
    assert fresh(unclear).state == ReviewState.REQUESTED
    assert InformationRequest.objects.get().ending == "ran-out"
    assert "unanswered-requests" in {job.name for job in JOBS}


def test_each_step_is_in_the_trail(unclear, clara, ada, at):
    request = ask(unclear, clara, at)
    reply(request, at, values=PRESSURE)
    acts = AuditEvent.objects.filter(action__startswith="request.").order_by("seq")
    assert [(event.action, event.role, event.patients) for event in acts] == [
        ("request.sent", "prescriber", [str(ada.pk)]),
        ("request.replied", "patient", [str(ada.pk)]),
    ]
    kinds = list(unclear.events.order_by("at").values_list("kind", flat=True))
    assert {"asked", "replied", "reassessed"} <= set(kinds)


# --- pages -----------------------------------------------------------------------------------------------------------


def body(answer):
    return answer.content.decode()


def test_the_clinician_ticks_what_is_missing_on_the_case(unclear, client, signed_in, clara):
    signed_in(client, clara)
    page = body(client.get(f"/review/{unclear.pk}/"))
    assert "Ask the patient" in page
    fields = {
        "questions": ["bp-systolic"],
        "words": "",
        "why": "It decides about the dose.",
        "answer_by": (timezone.now() + timedelta(days=5)).strftime("%m/%d/%Y"),
        "key": str(uuid4()),
        "version": str(fresh(unclear).version),
    }
    refused = client.post(f"/review/{unclear.pk}/ask/", {**fields, "why": "You were rejected"})
    assert refused.status_code == 422
    assert "Say it in another way" in body(refused)
    assert client.post(f"/review/{unclear.pk}/ask/", {**fields, "questions": []}).status_code == 422
    assert client.post(f"/review/{unclear.pk}/ask/", {**fields, "answer_by": "1/1/2020"}).status_code == 422
    assert client.post(f"/review/{unclear.pk}/ask/", fields).headers["Location"].endswith("#asked")
    assert "waiting for the patient" in body(client.get(f"/review/{unclear.pk}/"))
    client.post(f"/review/{unclear.pk}/stop-asking/")
    assert fresh(unclear).state == ReviewState.REQUESTED
    assert client.post(f"/review/{unclear.pk}/stop-asking/").status_code == 404


@pytest.fixture
def hers(client, signed_in, ada):
    return signed_in(client, ada)


def test_she_goes_straight_to_the_one_thing_asked(unclear, hers, clara, at):
    ask(unclear, clara, at)
    assert "The clinic asks you something" in body(hers.get("/application/status/"))
    assert hers.get("/application/asked/").headers["Location"] == "/application/asked/1/"
    page = body(hers.get("/application/asked/1/"))
    for told in ("Clara Osei", "Your blood pressure decides about the dose.", "December 1", "You&#x27;re not sure"):
        assert told in page
    assert 'name="bp-systolic"' in page
    answer = hers.post("/application/asked/1/", {"key": str(uuid4()), "bp-systolic": "abc", "bp-diastolic": "76"})
    assert answer.status_code == 422
    assert 'value="abc"' in body(answer)
    taken = {"bp-taken-on_0": "11", "bp-taken-on_1": "20", "bp-taken-on_2": "2026"}
    answer = hers.post("/application/asked/1/", {"key": str(uuid4()), "bp-systolic": "118", "bp-diastolic": "76", **taken})
    assert answer.status_code == 303
    assert fresh(unclear).state == ReviewState.REQUESTED
    assert hers.get("/application/asked/1/").headers["Location"] == "/application/status/"


@pytest.mark.parametrize("act", ["dont-have", "call-me"])
def test_two_buttons_stand_beside_the_question(unclear, hers, clara, at, act):
    ask(unclear, clara, at)
    assert hers.post("/application/asked/1/", {"key": str(uuid4()), "act": act}).status_code == 303
    assert fresh(unclear).state == ReviewState.REQUESTED


def test_another_patient_finds_nothing_of_it(unclear, client, signed_in, clara, ben, at):
    ask(unclear, clara, at)
    factories.make_review(ben)
    signed_in(client, ben)
    assert client.get("/application/asked/").headers["Location"] == "/application/status/"
    client.post("/application/asked/1/", {"key": str(uuid4()), "act": "dont-have"})
    assert not InformationReply.objects.exists()


def test_a_reply_is_read_on_the_case_with_what_it_was_before(unclear, client, signed_in, clara, at):
    request = ask(unclear, clara, at)
    reply(request, at, values=PRESSURE)
    page = body(signed_in(client, clara).get(f"/review/{unclear.pk}/"))
    assert "118 mmHg" in page
    assert "before: You&#x27;re not sure" in page


@pytest.mark.parametrize(("path", "fields"), [("1", {"bp-systolic": "118"}), ("2", {"words": "Half a tablet"})])
def test_a_change_of_language_keeps_what_was_typed(unclear, hers, clara, at, path, fields):
    ask(unclear, clara, at, words="Which dose?")
    back = f"/application/asked/{path}/"
    hers.post("/language/", {"language": "es", "next": back, **fields}, HTTP_REFERER=f"http://testserver{back}")
    page = body(hers.get(back))
    assert 'lang="es"' in page
    assert next(iter(fields.values())) in page
