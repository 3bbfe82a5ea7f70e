"""What stands on the case page, and what it never leaves out."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kapintake.assessments.models import ProtocolVersion
from kapintake.intake.services import start_response
from kapintake.pathway.intake import record_answer
from kapintake.reviews.models import Review
from kapintake.reviews.presenters import review_page
from kapintake.reviews.presenters.words import waiting_words
from kapintake.reviews.services import mark_finding_reviewed
from tests import factories
from tests.reviews.conftest import HIGH_PRESSURE

LAMICTAL = {"name": "Lamictal 200", "daily_mg": 200, "as_needed": False, "stopped_on": None}
UNKNOWN_PILL = {"name": "zorbinol", "daily_mg": 20, "as_needed": False, "stopped_on": None}
SYNTHROID = {"name": "Synthroid", "daily_mg": 0.1, "as_needed": False, "stopped_on": None}


def shown(review, member, at):
    return review_page(review=Review.objects.get(pk=review.pk), member=member, at=at)


def answer(page, link_id):
    return next(answer for part in page.parts for answer in part.answers if answer.link_id == link_id)


def test_findings_stand_by_severity_with_the_words_for_staff(ada, clara, at):
    page = shown(factories.make_review(ada, phq9_9=1, medicines=[LAMICTAL], **HIGH_PRESSURE), clara, at)
    assert [group.title for group in page.groups] == ["Stop", "Caution", "Missing or unclear"]
    assert page.groups[0].findings[0].id == "bp-uncontrolled"


def test_a_finding_tells_its_answer_when_it_was_given_and_the_limit_by_name_and_value(stopped, clara, at):
    finding = shown(stopped, clara, at).groups[0].findings[0]
    fact = next(fact for fact in finding.evidence if fact.anchor == "answer-bp-systolic")
    assert "172 mmHg" in fact.answer
    assert fact.limit == "Systolic pressure that stops dosing: 160 mmHg"
    assert fact.at == at - timedelta(minutes=20)
    assert len({(fact.label, fact.answer, fact.limit) for fact in finding.evidence}) == len(finding.evidence)


def test_each_source_says_how_far_it_was_seen(stopped, clara, at):
    finding = shown(stopped, clara, at).groups[0].findings[0]
    assert finding.sources
    assert all(source.status_words for source in finding.sources)
    assert finding.rationale


def test_all_medicines_are_one_finding_with_a_row_each(ada, clara, at):
    page = shown(factories.make_review(ada, medicines=[LAMICTAL, UNKNOWN_PILL, SYNTHROID]), clara, at)
    (medicines,) = [finding for group in page.groups for finding in group.findings if finding.id == "medicines"]
    assert medicines.title == "Medicines (3)"
    assert {row.id for row in medicines.rows} == {"med-lamotrigine", "med-thyroid", "medication-unrecognised"}
    assert [(row.typed, row.matched) for row in page.medicines] == [
        ("Lamictal 200", "lamotrigine"),
        ("zorbinol", ""),
        ("Synthroid", "levothyroxine"),
    ]


def test_a_lone_medicine_keeps_its_own_title(ada, clara, at):
    page = shown(factories.make_review(ada, medicines=[LAMICTAL]), clara, at)
    assert [finding.title for group in page.groups for finding in group.findings] == ["Takes lamotrigine"]


def test_what_is_unknown_stands_apart_with_the_questions_that_would_settle_it(ada, clara, at):
    page = shown(factories.make_review(ada, heart_failure={"state": "unsure"}), clara, at)
    questions = {question.anchor for one in page.unknown for question in one.questions}
    assert "answer-heart-failure" in questions
    assert page.checks.could_not_run == len(page.unknown)
    assert "could not run (no answer)" in page.checks.words


def test_a_partial_score_says_what_it_is_out_of_and_why(ada, clara, at):
    page = shown(factories.make_review(ada, phq9_3={"state": "declined"}), clara, at)
    score = next(score for score in page.scores if score.title == "PHQ-9")
    assert score.words == "12 of 24 possible, 1 declined"
    assert (score.is_complete, score.band) == (False, "")
    assert [item.points for item in score.strip] == [2, 2, None, 2, 1, 2, 2, 1, 0]
    assert score.strip[2].words == "Rather not say"


def test_a_complete_score_has_its_band(quiet, clara, at):
    score = next(score for score in shown(quiet, clara, at).scores if score.title == "PHQ-9")
    assert (score.words, score.band) == ("14 of 27", "moderate")


def test_kinds_of_silence_are_told_apart(ada, clara, at):
    review = factories.make_review(ada, heart_failure={"state": "unsure"}, phq9_2={"state": "declined"})
    page = shown(review, clara, at)
    assert (answer(page, "heart-failure").words, answer(page, "heart-failure").is_given) == ("Not sure", False)
    assert (answer(page, "phq9-2").words, answer(page, "phq9-2").is_given) == ("Rather not say", False)
    assert any(part.not_shown for part in page.parts)
    assert not any(one.link_id.startswith("cssrs-3") for part in page.parts for one in part.answers)


def test_answers_stand_in_the_patients_order_in_the_words_that_she_read(quiet, clara, at):
    page = shown(quiet, clara, at)
    asked = [item["question"] for part in quiet.response.frozen["parts"] for item in part["items"]]
    told = [one.question for part in page.parts for one in part.answers]
    assert told == [question for question in asked if question in told]
    assert answer(page, "phq9-1").words == "More than half the days"


def test_an_answer_that_was_changed_shows_both_who_and_when(ada, clara, at):
    draft = start_response(patient=ada, by=ada.user, at=at - timedelta(hours=1))
    record_answer(response=draft, values={"height-cm": 155}, key=str(uuid4()), version=None, by=ada.user, at=at - timedelta(minutes=50))
    (change,) = answer(shown(factories.make_review(ada), clara, at), "height-cm").changes
    assert (change.before, change.after, change.by, change.is_after_sending) == ("155 cm", "170 cm", "the patient", False)


def test_taking_a_safety_answer_back_is_marked_beside_the_finding(ada, clara, at):
    draft = start_response(patient=ada, by=ada.user, at=at - timedelta(hours=1))
    record_answer(response=draft, values={"phq9-9": 2}, key=str(uuid4()), version=None, by=ada.user, at=at - timedelta(minutes=50))
    page = shown(factories.make_review(ada, phq9_9=0), clara, at)
    notes = [fact.note for finding in page.findings for fact in finding.evidence]
    assert any("later changed to" in note for note in notes)
    assert page.alerts


def test_a_case_that_was_not_assessed_says_so_and_lists_no_check_as_passed(ada, clara, at):
    page = shown(factories.make_review(ada, not_assessed=True), clara, at)
    assert page.not_assessed.startswith("This case could not be assessed: no protocol was in force")
    assert (page.findings, page.checks, page.scores) == ((), None, ())
    assert answer(page, "height-cm").words == "170 cm"


def test_en_6_what_cannot_be_read_is_named_and_never_empty(quiet, clara, at, settings):
    settings.FIELD_KEYS = [b"x" * 32]
    page = shown(quiet, clara, at)
    assert set(page.unreadable) == {"identity", "findings", "answers", "changes"}
    assert page.not_assessed == "The findings of this case cannot be read. Treat it as not assessed."
    assert page.facts.name == "Name cannot be read"
    assert page.facts.allergies == page.medicines_words == page.emergency == "Cannot be read"
    assert all("not-assessed" not in choice.kind for choice in page.panel.choices)
    assert not page.panel.choice("go-on").is_possible


def test_who_approved_the_limits_is_said(quiet, clara, rosa, at):
    protocol = quiet.assessment.protocol
    for drafted, approved, words in ((rosa, clara, "approved by Clara Osei"), (clara, clara, "approved by its author")):
        ProtocolVersion.objects.filter(pk=protocol.pk).update(drafted_by=drafted.user, approved_by=approved.user)
        assert shown(quiet, clara, at).protocol_mark == words
    ProtocolVersion.objects.filter(pk=protocol.pk).update(drafted_by=None, approved_by=None, approved_at=None, is_demo=True)
    assert "demo" in shown(quiet, clara, at).protocol_mark


def test_a_mark_shows_who_read_it_and_whether_it_was_me(stopped, clara, dev, at):
    mark_finding_reviewed(review=stopped, by=dev.user, role=dev.role, criterion="bp-uncontrolled", at=at)
    finding = shown(stopped, clara, at).findings[0]
    assert (finding.read_by, finding.read_by_me) == (("Dev Patel",), False)


def test_the_panel_says_in_sentences_what_stands_in_the_way(stopped, clara, dev, at):
    panel = shown(stopped, clara, at).panel
    assert "a second signer is needed" in panel.choice("go-on").sentences[0]
    assert "one prescriber" in panel.one_prescriber_note
    assert panel.choice("not-right-now").is_possible
    assert shown(stopped, dev, at).panel.choice("not-right-now").sentences == ("A prescriber signs this.",)
    assert shown(stopped, dev, at).panel.choice("medical-review-first").is_possible


@pytest.mark.parametrize(("waited", "words"), [(0, "0 min"), (22, "22 min"), (60, "1 h"), (59 * 60, "2 d 11 h")])
def test_waiting_is_told_in_the_unit_that_fits(at, waited, words):
    assert waiting_words(at - timedelta(minutes=waited), at) == words


def test_the_timeline_holds_consent_answers_alerts_and_review_in_order(ada, clara, at):
    review = factories.make_review(ada, immediate_danger=True)
    whats = [one.what for one in shown(review, clara, at).timeline]
    assert whats[0].startswith("Began to answer") or whats[0].startswith("Agreed")
    assert {"Sent the answers", "Opened"} <= set(whats)
    assert any(what.startswith("Safety alert: opened") for what in whats)
