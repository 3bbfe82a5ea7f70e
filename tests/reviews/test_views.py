"""The queue and the case in a browser without script: who may, what is audited, what is refused and what stays typed."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kapintake.audit.models import AuditEvent
from kapintake.audit.services import TrailUnavailable
from kapintake.reviews.models import Decision, Review
from kapintake.reviews.services import add_comment, claim_review, take_over_review
from tests import factories
from tests.browser import Browser

pytestmark = pytest.mark.django_db
QUEUE = reverse("queue")


@pytest.fixture
def browser(clara, signed_in):
    return signed_in(Browser(), clara)


def case_of(review, kind=""):
    return reverse("reviews:case", args=[review.pk]) + (f"?decide={kind}" if kind else "")


def decide_at(review):
    return reverse("reviews:decide", args=[review.pk])


def form_in(html):
    """The fields of the decision form as a browser would send them."""
    form = html[html.index('<form id="decision-form"') :]
    form = form[: form.index("</form>")]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("type") == "checkbox":
            if " checked" in tag:
                fields.setdefault(told["name"], []).append(told["value"])
        elif told["name"] != "csrfmiddlewaretoken":
            fields[told["name"]] = told.get("value", "")
    for name, text in re.findall(r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL):
        fields[name] = text.strip()
    return fields


def filled(browser, review, kind="go-on", **more):
    html = browser.get(case_of(review, kind)).content.decode()
    return {**form_in(html), "password": factories.PASSWORD, "then": "queue", **more}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- the queue -----------------------------------------------------------------------------------------------------


def test_the_queue_tells_level_patient_reason_waiting_and_the_next_act(browser, stopped):
    html = browser.get(QUEUE).content.decode()
    row = html[html.index('data-testid="queue-row"') :]
    for words in ("Stop", "Marlow, Ada", "Blood pressure above the clinic&#x27;s limit", "PHQ-9 14", "Claim"):
        assert words in row, words


def test_au_1_the_queue_is_one_event_that_names_its_patients(browser, clara, harbor, stopped):
    other = factories.make_review(factories.make_patient(harbor, given="Ben", family="Quill"), immediate_danger=True)
    browser.get(QUEUE)
    (event,) = AuditEvent.objects.filter(action="review.queue-read")
    assert set(event.patients) == {str(stopped.patient_id), str(other.patient_id)}
    assert (event.actor_id, event.role) == (clara.user.pk, "prescriber")


def test_a_safety_answer_stands_on_top_although_nothing_was_sent(browser, ada, at):
    from kapintake.intake.services import start_response
    from kapintake.pathway.intake import record_answer

    draft = start_response(patient=ada, by=ada.user, at=at)
    record_answer(response=draft, values={"immediate-danger": True}, key=str(uuid4()), version=None, by=ada.user, at=at)
    html = browser.get(QUEUE).content.decode()
    now = html[html.index('data-testid="now-urgent"') :]
    for words in ("Marlow, Ada", "form not sent yet", "Acknowledge"):
        assert words in now, words
    assert "(1) Queue" in html


def statements(browser, path):
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(path).status_code == 200
    return len(caught)


def test_the_queue_costs_the_same_number_of_statements_at_10_and_1000_cases(browser, quiet):
    browser.get(QUEUE)
    factories.make_many_reviews(quiet, 9)
    few = statements(browser, QUEUE)
    factories.make_many_reviews(quiet, 990, first=10)
    deep = Review.objects.order_by("due_at", "-severity", "opened_at", "pk")[700].pk
    assert statements(browser, QUEUE) == few
    assert statements(browser, f"{QUEUE}?after={deep}") <= few + 1  # the one that finds where the page begins


@pytest.mark.parametrize(
    "query", ["view=nonsense", "after=nonsense", "after=00000000-0000-4000-8000-000000000000", "view=mine", "view=decided"]
)
def test_a_strange_address_shows_a_queue(browser, quiet, query):
    assert browser.get(f"{QUEUE}?{query}").status_code == 200


def test_an_empty_queue_says_so(browser):
    assert "Nothing needs you." in text_of(browser.get(QUEUE))


# --- who may -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ada", "fay", "finn", "pia", "eva"])
@pytest.mark.parametrize("act", ["case", "claim", "release", "take_over", "comment", "decide"])
def test_ac_3_a_case_is_not_there_for_whoever_may_not_have_it_in_any_way(request, signed_in, quiet, who, act):
    stranger = signed_in(Browser(), request.getfixturevalue(who))
    address = reverse(f"reviews:{act}", args=[quiet.pk])
    for response in (stranger.get(address), stranger.post(address, {"mark": "x", "text": "x", "reason": "x"})):
        assert response.status_code in (404, 405)
        assert b"Marlow" not in response.content
    assert not Decision.objects.exists()
    assert Review.objects.get(pk=quiet.pk).version == quiet.version


def test_ac_3_a_foreign_an_absent_and_a_malformed_case_are_the_same_page(signed_in, eva, quiet):
    stranger = signed_in(Browser(), eva)
    pages = [stranger.get(address) for address in (case_of(quiet), f"/review/{uuid4()}/", "/review/not-an-id/")]
    bodies = {re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", page.content) for page in pages}
    assert {page.status_code for page in pages} == {404}
    assert len(bodies) == 1
    assert len({frozenset(page.headers.keys()) for page in pages}) == 1


def test_ac_2_the_queue_is_for_clinicians(signed_in, fay, ada):
    assert signed_in(Browser(), fay).get(QUEUE).status_code == 403
    assert signed_in(Browser(), ada).get(QUEUE).status_code == 403
    assert Browser().get(QUEUE).status_code == 302


# --- the case ------------------------------------------------------------------------------------------------------


def test_the_case_tells_everything_on_one_page(browser, stopped):
    page = text_of(browser.get(case_of(stopped)))
    for words in ("Ada Marlow", "she/her", "Allergies: none", "Stop", "172 mmHg", "limit: Systolic pressure that stops dosing: 160 mmHg",
                  "bp-uncontrolled", "Protocol version 1", "checks passed", "14 of 27", "More than half the days", "Sent the answers",
                  "a second signer is needed", "Emergency contact: Noor Marlow (sister)"):  # fmt: skip
        assert words in page, words


def test_the_title_names_no_person(browser, quiet, ada):
    html = browser.get(case_of(quiet)).content.decode()
    title = re.search(r"<title>(.*?)</title>", html).group(1)
    assert title.startswith(f"Case {ada.reference}")
    assert "Marlow" not in title


def test_au_1_reading_a_case_is_an_event_that_names_the_patient(browser, quiet, clara):
    browser.get(case_of(quiet))
    event = AuditEvent.objects.get(action="review.read")
    assert (event.patients, event.object_id, event.actor_id) == ([str(quiet.patient_id)], str(quiet.pk), clara.user.pk)


def test_au_2_nothing_is_shown_when_the_reading_cannot_be_written_down(browser, quiet, monkeypatch):
    def broken(*args, **more):
        raise TrailUnavailable

    for page in ("reading", "page"):
        monkeypatch.setattr(f"kapintake.reviews.views.{page}.record_read", broken)
    browser.raise_request_exception = False
    for address in (QUEUE, case_of(quiet)):
        response = browser.get(address)
        assert response.status_code == 503
        assert b"Marlow" not in response.content


def test_en_6_a_case_that_cannot_be_read_says_so_and_raises_an_alarm(browser, quiet, monkeypatch):
    from kapintake.sealing import CannotBeRead, SealedField, sealed_field

    opened = SealedField.open_for
    sealed_away = {sealed_field(type(quiet.assessment), "result"), sealed_field(type(quiet.response), "frozen")}

    def partly(self, row_id, value):
        if self in sealed_away:
            raise CannotBeRead
        return opened(self, row_id, value)

    monkeypatch.setattr(SealedField, "open_for", partly)
    page = text_of(browser.get(case_of(quiet)))
    assert "Findings: cannot be read" in page
    assert "Answers: cannot be read" in page
    assert "Allergies: Cannot be read" in page
    assert "No check found a concern" not in page
    assert "None told" not in page
    event = AuditEvent.objects.get(action="review.cannot-be-read")
    assert (event.outcome, event.fields) == ("error", ["findings", "answers"])


def test_a_case_that_was_not_assessed_says_so_on_top(browser, ada):
    html = browser.get(case_of(factories.make_review(ada, not_assessed=True))).content.decode()
    assert html.index("This case could not be assessed") < html.index('id="findings"')


def test_hostile_words_are_shown_as_words(browser, quiet, clara, at):
    add_comment(review=quiet, by=clara.user, role=clara.role, text="<script>alert(1)</script>", at=at)
    html = browser.get(case_of(quiet)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


# --- who holds it --------------------------------------------------------------------------------------------------


def test_claiming_from_the_queue_opens_the_case(browser, quiet, clara):
    response = browser.post(reverse("reviews:claim", args=[quiet.pk]))
    assert response.url == case_of(quiet)
    assert "Being reviewed by you since" in text_of(browser.get(response.url))


def test_claiming_what_another_holds_says_who(browser, quiet, dev):
    claim_review(review=quiet, by=dev.user, role=dev.role, at=timezone.now())
    response = browser.post(reverse("reviews:claim", args=[quiet.pk]))
    assert response.status_code == 409
    assert "Dev Patel holds this case. Nothing was changed." in text_of(response)


def test_taking_over_asks_for_a_reason_and_keeps_the_page(browser, quiet, dev, clara):
    claim_review(review=quiet, by=dev.user, role=dev.role, at=timezone.now())
    address = reverse("reviews:take_over", args=[quiet.pk])
    nothing = browser.post(address, {"reason": "", "version": quiet.version})
    assert nothing.status_code == 422
    assert "Say in a word why you take it over" in text_of(nothing)
    assert browser.post(address, {"reason": "Dev is away", "version": quiet.version}).status_code == 302
    assert Review.objects.get(pk=quiet.pk).owner == clara.user


def test_co_2_taking_over_from_an_older_page_is_a_409_that_keeps_the_reason(browser, quiet, dev, rosa, clara):
    claim_review(review=quiet, by=dev.user, role=dev.role, at=timezone.now())
    old = quiet.version
    take_over_review(review=quiet, by=rosa.user, role=rosa.role, reason="x", at=timezone.now())
    response = browser.post(reverse("reviews:take_over", args=[quiet.pk]), {"reason": "Dev is away", "version": old})
    assert response.status_code == 409
    assert "Dev is away" in response.content.decode()


def test_giving_back_leads_to_the_queue(browser, quiet, clara):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=timezone.now())
    assert browser.post(reverse("reviews:release", args=[quiet.pk])).url == QUEUE
    assert Review.objects.get(pk=quiet.pk).state == "requested"


def test_a_comment_stands_beside_the_case_once(browser, quiet):
    told = {"text": "Spoke with her therapist.", "key": str(uuid4())}
    for _again in range(2):
        browser.post(reverse("reviews:comment", args=[quiet.pk]), told)
    assert text_of(browser.get(case_of(quiet))).count("Spoke with her therapist.") == 2  # beside the case, and in the timeline


# --- deciding ------------------------------------------------------------------------------------------------------


def test_from_queue_to_signed_decision_in_three_steps(browser, quiet, clara):
    browser.get(QUEUE)
    response = browser.post(decide_at(quiet), filled(browser, quiet))
    assert response.status_code == 302
    decision = Decision.objects.get()
    assert (decision.kind, decision.decided_by, decision.signature.method) == ("go-on", clara.user, "password")
    assert "we would like to meet you" in decision.content["patient_text"]
    assert decision.content["suggested"] == "no concerns found"
    page = text_of(browser.get(case_of(quiet)))
    assert "Signed by Clara Osei, prescriber, with password" in page
    assert "Signed version differs" not in page


def test_sign_and_next_opens_the_next_case(browser, harbor, quiet):
    other = factories.make_review(factories.make_patient(harbor, given="Ben", family="Quill"))
    assert browser.post(decide_at(quiet), filled(browser, quiet, then="next")).url == case_of(other)


def test_it_is_signed_with_a_code_of_the_authenticator(browser, quiet):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    code = format_hotp_value(hotp_value(factories.TOTP_SECRET, next(iter(yield_hotp_counters_from_time()))))
    fields = filled(browser, quiet, password="", code=code)
    assert browser.post(decide_at(quiet), fields).status_code == 302
    assert Decision.objects.get().signature.method == "totp"


def test_a_wrong_password_keeps_everything_typed_but_the_password(browser, quiet):
    fields = filled(browser, quiet, patient_text="Words of mine", staff_note="A note of mine", password="not the password")
    response = browser.post(decide_at(quiet), fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert "That did not match" in html
    for words in ("Words of mine", "A note of mine", fields["key"]):
        assert words in html
    assert "not the password" not in html
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"other_reason": "", "reasons": []}, "Tick a reason, or write one"),
        ({"patient_text": ""}, "Write what the patient will read"),
        ({"next_step": ""}, "Write the next step"),
        ({"patient_text": "You were denied."}, "Say it in another way than “denied”"),
        ({"password": ""}, "Sign with your password or a code"),
        ({"reasons": ["made-up"]}, "Tick reasons from the list on this page"),
        ({"patient_text": "x" * 5000}, "Keep this under 4,000 characters"),
        ({"staff_note": "a\x07b"}, "There is a hidden character"),
    ],
)
def test_what_is_missing_or_unfit_is_told_and_nothing_is_signed(browser, quiet, more, told):
    response = browser.post(decide_at(quiet), filled(browser, quiet, **more))
    assert response.status_code == 422
    assert told in text_of(response)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("day", ["2/30/2027", "tomorrow", "1/1/2020", "1/1/2199"])
def test_an_impossible_day_is_told(browser, quiet, day):
    response = browser.post(decide_at(quiet), filled(browser, quiet, "not-right-now", recheck_on=day, other_reason="Too early"))
    assert response.status_code == 422
    assert day in response.content.decode()
    assert not Decision.objects.exists()


def test_conditions_are_asked_for_and_reach_the_patient(browser, quiet, ada):
    from kapintake.reviews.outcomes import outcome_for_patient

    nothing = browser.post(decide_at(quiet), filled(browser, quiet, "with-conditions", other_reason="Blood pressure"))
    assert "Write at least one condition" in text_of(nothing)
    browser.post(
        decide_at(quiet),
        filled(browser, quiet, "with-conditions", other_reason="Blood pressure", conditions="Measure twice\n\nBring the list"),
    )
    assert outcome_for_patient(ada.user).outcome.conditions == ("Measure twice", "Bring the list")


@pytest.mark.parametrize("kind", ["go-on", "with-conditions", "medical-review-first", "not-right-now"])
def test_the_wording_starts_kind_and_with_a_next_step(browser, quiet, kind):
    from kapintake.reviews.wording import word_not_said

    fields = form_in(browser.get(case_of(quiet, kind)).content.decode())
    assert len(fields["patient_text"]) > 40
    assert "call you" in fields["next_step"]
    assert "+1 555 0100" in fields["next_step"]
    assert not word_not_said(fields["patient_text"] + fields["next_step"])


def test_each_stop_is_marked_first_and_marking_keeps_what_was_typed(browser, stopped):
    fields = filled(browser, stopped, "not-right-now", patient_text="Words of mine")
    refused = browser.post(decide_at(stopped), fields)
    assert refused.status_code == 409
    assert "Read first, and mark as reviewed: “Blood pressure above the clinic&#x27;s limit”." in text_of(refused)
    assert AuditEvent.objects.filter(action="review.decision-refused", outcome="denied", reason="unreviewed").exists()
    marked = browser.post(decide_at(stopped), {**fields, "mark": "bp-uncontrolled"})
    assert "Words of mine" in marked.content.decode()
    assert factories.PASSWORD not in marked.content.decode()
    assert "Reviewed by Clara Osei" in text_of(marked)
    again = {**form_in(marked.content.decode()), "password": factories.PASSWORD}
    assert browser.post(decide_at(stopped), again).status_code == 302
    assert Decision.objects.get().content["patient_text"] == "Words of mine"


def test_past_a_contraindication_nobody_goes_on_and_the_page_says_why(browser, stopped):
    browser.post(decide_at(stopped), {"mark": "bp-uncontrolled"})
    page = text_of(browser.get(case_of(stopped)))
    assert "a second signer is needed. That comes with a later version." in page
    response = browser.post(decide_at(stopped), filled(browser, stopped, "go-on"))
    assert response.status_code == 409
    assert not Decision.objects.exists()


def test_with_an_open_alert_nobody_goes_on_and_the_page_leads_to_it(browser, ada):
    from kapintake.alerts.models import SafetyAlert

    review = factories.make_review(ada, immediate_danger=True)
    html = browser.get(case_of(review)).content.decode()
    assert reverse("alert", args=[SafetyAlert.objects.get().pk]) in html
    assert "A safety alert is open. Close it first." in html
    fields = filled(browser, review, "go-on")
    assert "A safety alert is open. Close it first." in text_of(browser.post(decide_at(review), fields))


def test_a_possible_duplicate_is_shown_with_its_outcome_and_answered_on_the_page(browser, harbor, ada, quiet, clara, signing):
    signing(quiet, clara)
    again = factories.make_review(factories.make_patient(harbor, given="Ada", family="Marlow", email="ada2@patients.example"))
    page = text_of(browser.get(case_of(again)))
    assert ada.reference in page
    assert "Last outcome: Go on to consultation" in page
    assert set(AuditEvent.objects.filter(action="review.read").latest("seq").patients) == {str(again.patient_id), str(ada.pk)}
    fields = filled(browser, again, patient_text="Words of mine")
    assert "Say first whether the other record is the same person." in text_of(browser.post(decide_at(again), fields))
    answered = browser.post(decide_at(again), {**fields, "duplicate": "other"})
    assert "Somebody else, says Clara Osei" in text_of(answered)
    assert browser.post(decide_at(again), {**form_in(answered.content.decode()), "password": factories.PASSWORD}).status_code == 302


def test_co_2_a_stale_page_keeps_what_was_typed_and_shows_what_changed(browser, quiet, clara, dev):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=timezone.now())
    fields = filled(browser, quiet, patient_text="Words of mine")
    take_over_review(review=quiet, by=dev.user, role=dev.role, reason="Clara is ill", at=timezone.now())
    take_over_review(review=quiet, by=clara.user, role=clara.role, reason="Well again", at=timezone.now() + timedelta(seconds=1))
    response = browser.post(decide_at(quiet), fields)
    assert response.status_code == 409
    assert re.search(r"Dev Patel, [\d:]+ (?:[ap]\.m\.|[AP]M): taken over", text_of(response))
    assert "Words of mine" in response.content.decode()
    again = {**form_in(response.content.decode()), "password": factories.PASSWORD}
    assert browser.post(decide_at(quiet), again).status_code == 302


def test_co_3_who_comes_second_reads_who_was_first_and_keeps_her_words(signed_in, browser, quiet, rosa, signing):
    fields = filled(browser, quiet, patient_text="Words of mine", staff_note="A note of mine")
    signing(quiet, rosa)
    response = browser.post(decide_at(quiet), fields)
    assert response.status_code == 409
    page = text_of(response)
    assert "Rosa Prescott has signed a decision on this case." in page
    assert "Words of mine" in page
    assert "A note of mine" in page
    assert Decision.objects.count() == 1
    assert AuditEvent.objects.filter(action="review.decision-refused", outcome="denied").count() == 1


def test_co_3_who_acted_on_the_case_still_sees_it_and_what_she_typed(browser, stopped, clara, rosa, signing, at):
    from kapintake.reviews.services import mark_finding_reviewed

    fields = filled(browser, stopped, "not-right-now", patient_text="Words of mine")
    browser.post(decide_at(stopped), {"mark": "bp-uncontrolled"})
    mark_finding_reviewed(review=stopped, by=rosa.user, role=rosa.role, criterion="bp-uncontrolled", at=at)
    signing(stopped, rosa, "medical-review-first")
    response = browser.post(decide_at(stopped), fields)
    assert response.status_code == 409
    assert "Rosa Prescott has signed a decision on this case." in text_of(response)
    assert "Words of mine" in text_of(response)


def test_co_5_the_same_form_sent_twice_is_one_decision(browser, quiet):
    fields = filled(browser, quiet)
    assert browser.post(decide_at(quiet), fields).status_code == browser.post(decide_at(quiet), fields).status_code == 302
    assert Decision.objects.count() == 1


def test_a_therapist_signs_a_medical_review_and_no_more(signed_in, dev, quiet):
    browser = signed_in(Browser(), dev)
    assert "A prescriber signs this." in text_of(browser.get(case_of(quiet)))
    assert browser.post(decide_at(quiet), filled(browser, quiet, "go-on")).status_code == 409
    assert browser.post(decide_at(quiet), filled(browser, quiet, "medical-review-first", other_reason="ECG first")).status_code == 302


@pytest.mark.parametrize(
    "fields", [{}, {"kind": "nonsense"}, {"mark": "bp-crisis"}, {"duplicate": "maybe"}, {"kind": "go-on", "version": "9" * 30}]
)
def test_crafted_posts_are_answered_and_change_nothing(browser, quiet, fields):
    assert browser.post(decide_at(quiet), fields).status_code in (404, 409, 422)
    assert not Decision.objects.exists()
    assert Review.objects.get(pk=quiet.pk).version == quiet.version


def test_es_1_a_text_that_is_not_what_was_signed_is_called_so(browser, quiet, clara, signing, monkeypatch):
    signing(quiet, clara)
    monkeypatch.setattr("kapintake.reviews.presenters.decision.signature_stands", lambda decision: False)
    assert "Signed version differs" in text_of(browser.get(case_of(quiet)))


def test_wb_4_looking_changes_nothing(browser, quiet):
    for address in (QUEUE, case_of(quiet), case_of(quiet, "go-on"), decide_at(quiet), reverse("reviews:claim", args=[quiet.pk])):
        browser.get(address)
    after = Review.objects.get(pk=quiet.pk)
    assert (after.version, after.state, after.events.count()) == (quiet.version, "requested", 1)
