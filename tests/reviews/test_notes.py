"""What a patient says after sending: kept beside her answers, heard at once, in front of a clinician until it is dealt with."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kapintake.alerts.models import SafetyAlert, Tier
from kapintake.audit.models import AuditEvent
from kapintake.intake.amending import NotSent
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.intake.selectors import response_for
from kapintake.notifications.models import Message, Template
from kapintake.pathway.afterwards import add_after_sending
from kapintake.pathway.intake import withdraw
from kapintake.reviews.models import PatientNote, Review
from kapintake.reviews.noted import notes_of, open_notes_for, own_notes
from kapintake.reviews.notes import answer_note
from kapintake.reviews.selectors import review_for
from kapintake.reviews.services import ReviewChanged
from tests import factories

WORDS = "My sister had a stroke last year"
ADDED, ANOTHER_LOOK = PatientNote.Kind.ADDED, PatientNote.Kind.ANOTHER_LOOK


def write(review, *, at, words=WORDS, safe="", kind=ADDED, key=None):
    response = QuestionnaireResponse.objects.select_related("patient", "clinic").get(pk=review.response_id)
    key = key or uuid4()
    return add_after_sending(response=response, kind=kind, words=words, safe=safe, key=key, by=review.patient.user, at=at)


def test_a_note_stands_beside_the_answers_and_changes_none(quiet, ada, at):
    before = QuestionnaireResponse.objects.get(pk=quiet.response_id)
    write(quiet, at=at)
    after = QuestionnaireResponse.objects.get(pk=quiet.response_id)
    assert (after.frozen, after.current) == (before.frozen, before.current)
    assert after.status == ResponseStatus.AMENDED
    assert [note.words for note in own_notes(ada.user)] == [WORDS]


def test_a_second_press_keeps_one_note(quiet, at):
    key = uuid4()
    for _press in range(2):
        write(quiet, at=at, key=key)
    assert PatientNote.objects.count() == 1
    assert quiet.events.filter(kind="note-added").count() == 1


def test_nobody_signs_without_having_read_it(quiet, clara, at, signing):
    drawn = Review.objects.get(pk=quiet.pk).version
    write(quiet, at=at)
    with pytest.raises(ReviewChanged):
        signing(quiet, clara, version=drawn)


def test_it_waits_above_the_queue_of_her_clinic_alone(quiet, clara, eva, fay, at):
    write(quiet, at=at)
    assert [row.review_id for row in open_notes_for(clara, at=at)] == [quiet.pk]
    assert open_notes_for(eva, at=at) == ()
    assert open_notes_for(fay, at=at) == ()


def test_a_decided_case_is_open_to_every_clinician_while_a_note_waits(quiet, clara, dev, at, signing):
    signing(quiet, clara)
    assert review_for(dev, quiet.pk) is None
    note = write(quiet, at=at, kind=ANOTHER_LOOK).note
    assert review_for(dev, quiet.pk) == quiet
    answer_note(note=note, by=clara, words="Called her", at=at)
    assert review_for(dev, quiet.pk) is None
    assert open_notes_for(clara, at=at) == ()


def test_what_was_done_is_kept_once_and_in_the_trail(quiet, clara, at):
    note = write(quiet, at=at).note
    for words in ("Called her", "Called her again"):
        answer_note(note=note, by=clara, words=words, at=at)
    assert [one.done for one in notes_of(quiet)] == ["Called her"]
    assert AuditEvent.objects.filter(action="note.answered").count() == 1
    assert [event.patients for event in AuditEvent.objects.filter(action="note.sent")] == [[str(quiet.patient_id)]]


def test_nothing_is_added_to_what_was_not_sent_or_was_taken_back(quiet, ada, at):
    withdraw(response=response_for(ada.user), by=ada.user, at=at)
    with pytest.raises(NotSent):
        write(quiet, at=at)
    assert not PatientNote.objects.exists()


# --- hearing -----------------------------------------------------------------------------------------------------


def test_a_quiet_note_calls_for_nobody(quiet, at):
    assert write(quiet, at=at, safe="yes").help_page == ""
    assert not SafetyAlert.objects.exists()


@pytest.mark.parametrize("words", ["I want to die", "some days I think of SUICIDE", "podría, no sé… kill myself"])
def test_words_of_danger_bring_help_at_once_and_a_person_the_same_day(quiet, at, words):
    assert write(quiet, at=at, words=words).help_page == "suicide"
    alert = SafetyAlert.objects.get()
    assert alert.tier == Tier.SAME_DAY
    assert any(words in entry["answer"] for entry in alert.said["evidence"])


def test_not_sure_that_she_is_safe_wants_a_person_the_same_day(quiet, at):
    assert write(quiet, at=at, safe="unsure").help_page == "suicide"
    assert SafetyAlert.objects.get().tier == Tier.SAME_DAY


def test_not_safe_pages_the_one_on_duty(quiet, clara, dev, at):
    assert write(quiet, at=at, safe="no").help_page == "suicide"
    assert SafetyAlert.objects.get().tier == Tier.URGENT
    assert Message.objects.filter(template=Template.SAFETY_ALERT, recipient_id=clara.user.pk).exists()


def test_what_is_said_again_after_an_alert_was_closed_is_heard_again(quiet, at):
    write(quiet, at=at, words="I want to die")
    SafetyAlert.objects.update(state="closed", closed_at=at)
    write(quiet, at=at + timedelta(hours=1), words="I want to die")
    assert SafetyAlert.objects.exclude(state="closed").count() == 1


def test_an_open_alert_binds_the_decision(quiet, clara, at, signing):
    write(quiet, at=at, safe="unsure")
    with pytest.raises(Exception, match="alert-open"):
        signing(quiet, clara)


def test_when_it_cannot_be_listened_to_a_person_looks(quiet, at, monkeypatch):
    monkeypatch.setattr("kapintake.pathway.afterwards.listening_protocol", lambda clinic: 1 / 0)
    assert write(quiet, at=at).help_page == "suicide"
    assert SafetyAlert.objects.get().tier == Tier.SAME_DAY


# --- pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def hers(client, signed_in, ada):
    return signed_in(client, ada)


def post(client, path, **fields):
    return client.post(path, {"key": str(uuid4()), **fields})


def test_she_adds_something_and_finds_it_on_her_page(quiet, hers):
    assert post(hers, "/application/add/", words=WORDS).headers["Location"] == "/application/status/"
    page = hers.get("/application/status/").content.decode()
    assert WORDS in page
    assert "Not read yet" in page


def test_what_calls_for_help_is_answered_with_help(quiet, hers):
    assert post(hers, "/application/add/", words=WORDS, safe="no").headers["Location"] == "/application/help/"
    assert 'data-help="suicide"' in hers.get("/application/help/").content.decode()
    hers.post("/application/help/", {"act": "call"})
    assert SafetyAlert.objects.get().events.filter(kind="call-asked").exists()


def test_an_empty_note_says_what_to_do_and_keeps_the_answer_beside_it(quiet, hers):
    page = post(hers, "/application/add/", words=" ", safe="unsure")
    assert page.status_code == 422
    assert "Write a few words first" in page.content.decode()
    assert 'value="unsure" id="id_safe_1" checked' in page.content.decode().replace(" required", "")
    assert not PatientNote.objects.exists()


@pytest.mark.parametrize("path", ["/application/add/", "/application/look-again/"])
def test_before_sending_there_is_nothing_to_add_to(ada, hers, at, path):
    from kapintake.intake.services import start_response

    start_response(patient=ada, by=ada.user, at=at)
    assert post(hers, path, words=WORDS).headers["Location"] == "/application/status/"
    assert not PatientNote.objects.exists()


def test_a_clinician_reads_it_on_the_case_and_says_what_came_of_it(quiet, client, signed_in, clara, dev, at):
    write(quiet, at=at)
    signed_in(client, clara)
    assert "1 message from a patient" in client.get("/review/").content.decode()
    assert WORDS in client.get(f"/review/{quiet.pk}/").content.decode()
    note = PatientNote.objects.get()
    refused = client.post(f"/review/{quiet.pk}/note/", {"note": str(note.pk), "words": ""})
    assert (refused.status_code, "Say in a word what you did" in refused.content.decode()) == (422, True)
    assert client.post(f"/review/{quiet.pk}/note/", {"note": "%s%d", "words": "x"}).status_code == 422
    client.post(f"/review/{quiet.pk}/note/", {"note": str(note.pk), "words": "Called her"})
    assert "message from a patient" not in client.get("/review/").content.decode()
    assert "Called her" in client.get(f"/review/{quiet.pk}/").content.decode()


def test_a_note_of_another_case_is_not_there(quiet, ben, client, signed_in, clara, at):
    other = factories.make_review(ben)
    note = write(other, at=at).note
    signed_in(client, clara)
    assert client.post(f"/review/{quiet.pk}/note/", {"note": str(note.pk), "words": "x"}).status_code == 404
    assert open_notes_for(clara, at=at)
