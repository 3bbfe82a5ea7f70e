"""The review's acts: opened, claimed, read, decided and signed once."""

from datetime import timedelta

import pytest

from kapintake.access import Role
from kapintake.accounts.models import Signature
from kapintake.alerts.models import SafetyAlert
from kapintake.audit.models import AuditEvent
from kapintake.notifications.models import Message, Template
from kapintake.reviews.models import TRANSITIONS, Decision, DecisionKind, Review, ReviewEvent, ReviewState
from kapintake.reviews.services import (
    CLAIM_IDLE,
    DecisionRefused,
    ReviewChanged,
    ReviewTaken,
    add_comment,
    answer_duplicate,
    cancel_review,
    claim_review,
    mark_finding_reviewed,
    release_review,
    signature_stands,
    take_over_review,
)
from kapintake.reviews.signing import refusals_for
from tests import factories
from tests.reviews.conftest import HIGH_PRESSURE, to_be_read


def actions(review):
    return [
        (event.action, event.outcome, event.reason) for event in AuditEvent.objects.filter(action__startswith="review.").order_by("seq")
    ]


def read_all(review, member, at):
    for criterion in to_be_read(review):
        mark_finding_reviewed(review=review, by=member.user, role=member.role, criterion=criterion, at=at)


def test_it_says_the_gravest_finding_in_the_queue_and_counts_the_rest(harbor, at):
    medicines = [{"name": "Lamictal", "daily_mg": 200, "as_needed": False, "stopped_on": None}]
    review = factories.make_review(factories.make_patient(harbor), medicines=medicines, **HIGH_PRESSURE)
    assert review.severity == 3
    assert review.headline["main"] == "Blood pressure above the clinic's limit"
    assert review.headline["more"] == len(review.assessment.result["fired"]) - 1 >= 1
    assert any(score.startswith("PHQ-9 ") for score in review.headline["scores"])


def test_a_case_that_could_not_be_assessed_stands_with_the_urgent_ones(ada):
    review = factories.make_review(ada, not_assessed=True)
    assert (review.severity, review.headline["main"]) == (4, "")


def test_it_is_claimed_by_one_and_the_other_is_told_by_whom(quiet, clara, dev, at):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=at)
    with pytest.raises(ReviewTaken) as taken:
        claim_review(review=quiet, by=dev.user, role=dev.role, at=at + timedelta(minutes=1))
    assert taken.value.by == clara.user


def test_a_claim_left_alone_for_twenty_minutes_may_be_taken(quiet, clara, dev, at):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=at)
    claim_review(review=quiet, by=dev.user, role=dev.role, at=at + CLAIM_IDLE + timedelta(seconds=1))
    assert quiet.owner == dev.user


def test_work_on_the_case_keeps_the_claim(quiet, clara, dev, at):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=at)
    add_comment(review=quiet, by=clara.user, role=clara.role, text="Reading.", at=at + timedelta(minutes=15))
    with pytest.raises(ReviewTaken):
        claim_review(review=quiet, by=dev.user, role=dev.role, at=at + timedelta(minutes=25))


def test_it_is_taken_over_with_a_reason_that_stays_in_the_timeline(quiet, clara, dev, at):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=at)
    take_over_review(review=quiet, by=dev.user, role=dev.role, reason="Clara is ill", at=at)
    event = quiet.events.get(kind="taken-over")
    assert quiet.owner == dev.user
    assert event.note == {"reason": "Clara is ill", "from": str(clara.user.pk)}


def test_it_is_given_back_only_by_who_holds_it(quiet, clara, dev, at):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=at)
    with pytest.raises(ReviewTaken):
        release_review(review=quiet, by=dev.user, role=dev.role, at=at)
    release_review(review=quiet, by=clara.user, role=clara.role, at=at)
    assert (quiet.state, quiet.owner) == ("requested", None)


def test_a_decision_is_signed_told_and_audited(quiet, clara, signing, at):
    decision = signing(quiet, clara)
    quiet.refresh_from_db()
    assert (quiet.state, quiet.owner, quiet.completed_at) == ("completed", clara.user, at)
    assert signature_stands(decision)
    assert quiet.events.get(kind="decided").by == clara.user
    assert Message.objects.filter(template=Template.UPDATE_WAITING, recipient_id=quiet.patient.user_id).count() == 1
    assert actions(quiet)[-1] == ("review.decided", "ok", "")


def test_co_5_a_second_press_finds_the_first_decision_and_mails_once(quiet, clara, signing):
    first = signing(quiet, clara, key="7d1f6c5e-0000-4000-8000-000000000001")
    again = signing(quiet, clara, key="7d1f6c5e-0000-4000-8000-000000000001", patient_text="Other words")
    assert again == first
    assert Decision.objects.count() == Signature.objects.filter(meaning="decision").count() == 1
    assert Message.objects.filter(template=Template.UPDATE_WAITING).count() == 1
    assert [action for action, *_ in actions(quiet)].count("review.decided") == 1


def test_co_2_it_is_not_signed_from_an_older_page(quiet, clara, signing, at):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=at)
    with pytest.raises(ReviewChanged):
        signing(quiet, clara, version=quiet.version - 1)
    assert not Decision.objects.exists()
    assert actions(quiet)[-1] == ("review.decision-refused", "denied", "changed")


def test_co_3_the_second_of_two_deciders_is_told_who_was_first_and_both_attempts_are_in_the_trail(quiet, clara, rosa, signing):
    version = quiet.version
    signing(quiet, clara)
    with pytest.raises(ReviewTaken) as taken:
        signing(quiet, rosa, version=version)
    assert taken.value.by == clara.user
    assert Decision.objects.count() == 1
    assert [entry[:2] for entry in actions(quiet)[-2:]] == [("review.decided", "ok"), ("review.decision-refused", "denied")]


def test_it_is_not_signed_by_one_while_another_holds_it(quiet, clara, rosa, signing, at):
    claim_review(review=quiet, by=clara.user, role=clara.role, at=at)
    with pytest.raises(ReviewTaken):
        signing(quiet, rosa)


@pytest.mark.parametrize("kind", [DecisionKind.GO_ON, DecisionKind.GO_ON_WITH_CONDITIONS])
def test_nobody_goes_on_past_a_contraindication(stopped, clara, signing, kind, at):
    read_all(stopped, clara, at)
    with pytest.raises(DecisionRefused) as refused:
        signing(stopped, clara, kind)
    assert refused.value.reason == "contraindication"
    assert not Decision.objects.exists()
    assert Review.objects.get(pk=stopped.pk).state == "requested"
    assert actions(stopped)[-1] == ("review.decision-refused", "denied", "contraindication")


def test_a_crisis_pressure_covers_the_contraindication_below_it_and_still_stops(ada, clara, at):
    review = factories.make_review(ada, bp_systolic=192, bp_diastolic=104)
    SafetyAlert.objects.filter(patient=ada).update(state="closed")
    assert review.severity == 4
    assert refusals_for(review=review, kind=DecisionKind.GO_ON, role=clara.role) == ["contraindication"]


def test_nobody_goes_on_while_a_safety_alert_is_open_in_any_response(ada, quiet, clara, signing, at):
    from kapintake.alerts.services import hear_failure
    from kapintake.intake.services import start_response

    draft = start_response(patient=ada, by=ada.user, at=at)
    hear_failure(response=draft, by=ada.user, at=at)
    with pytest.raises(DecisionRefused) as refused:
        signing(quiet, clara)
    assert refused.value.reason == "alert-open"
    signing(quiet, clara, DecisionKind.MEDICAL_REVIEW_FIRST)


def test_nobody_goes_on_from_a_case_that_was_not_assessed(ada, clara, signing):
    review = factories.make_review(ada, not_assessed=True)
    assert "not-assessed" in refusals_for(review=review, kind=DecisionKind.GO_ON, role=clara.role)
    signing(review, clara, DecisionKind.MEDICAL_REVIEW_FIRST)


def test_en_6_nobody_goes_on_from_findings_that_cannot_be_read(quiet, clara, settings):
    settings.FIELD_KEYS = [b"x" * 32]
    review = Review.objects.get(pk=quiet.pk)
    assert "not-assessed" in refusals_for(review=review, kind=DecisionKind.GO_ON, role=clara.role)


def test_each_urgent_and_stop_finding_is_read_by_the_signer_herself_first(stopped, clara, dev, signing, at):
    read_all(stopped, dev, at)
    with pytest.raises(DecisionRefused) as refused:
        signing(stopped, clara, DecisionKind.NOT_RIGHT_NOW)
    assert refused.value.reason == "unreviewed"
    assert refused.value.refusals[0].which == to_be_read(stopped) == ("bp-uncontrolled",)
    read_all(stopped, clara, at)
    assert signing(stopped, clara, DecisionKind.NOT_RIGHT_NOW).kind == "not-right-now"


def test_a_mark_for_what_did_not_fire_is_no_mark(quiet, clara, at):
    assert mark_finding_reviewed(review=quiet, by=clara.user, role=clara.role, criterion="bp-crisis", at=at) is None
    assert not quiet.events.filter(kind="finding-reviewed").exists()


def test_marking_twice_is_one_line(stopped, clara, at):
    read_all(stopped, clara, at)
    read_all(stopped, clara, at)
    assert stopped.events.filter(kind="finding-reviewed").count() == 1


def test_a_possible_duplicate_is_answered_before_signing(harbor, quiet, clara, signing, at):
    factories.make_patient(harbor, given="Ada", family="Marlow")
    with pytest.raises(DecisionRefused) as refused:
        signing(quiet, clara)
    assert refused.value.reason == "duplicate"
    answer_duplicate(review=quiet, by=clara.user, role=clara.role, same_person=False, at=at)
    assert signing(quiet, clara)


def test_a_duplicate_that_comes_later_is_asked_about_again(harbor, quiet, clara, signing, at):
    factories.make_patient(harbor, given="Ada", family="Marlow")
    answer_duplicate(review=quiet, by=clara.user, role=clara.role, same_person=True, at=at)
    factories.make_patient(harbor, given="Ada", family="Marlow")
    with pytest.raises(DecisionRefused):
        signing(quiet, clara)


def test_a_case_that_the_patient_took_back_leaves_the_queue_and_is_not_signed(quiet, ada, clara, signing, at):
    cancel_review(response=quiet.response, by=ada.user, at=at, role=Role.PATIENT)
    quiet.refresh_from_db()
    assert quiet.state == "cancelled"
    with pytest.raises(ReviewChanged):
        signing(quiet, clara)


def test_a_withdrawn_response_refuses_every_decision(quiet, ada, clara, at):
    from kapintake.intake.services import stop_response

    stop_response(response=quiet.response, by=ada.user, at=at)
    review = Review.objects.get(pk=quiet.pk)
    assert all("withdrawn" in refusals_for(review=review, kind=kind, role=clara.role) for kind in DecisionKind)


ROLES = [role for role in Role if role.is_staff or role is Role.PATIENT]
SIGNED_BY = {
    DecisionKind.GO_ON: {Role.PRESCRIBER},
    DecisionKind.GO_ON_WITH_CONDITIONS: {Role.PRESCRIBER},
    DecisionKind.MEDICAL_REVIEW_FIRST: {Role.PRESCRIBER, Role.THERAPIST},
    DecisionKind.NOT_RIGHT_NOW: {Role.PRESCRIBER},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", list(DecisionKind))
def test_ac_6_each_decision_is_signed_by_its_roles_and_by_nobody_else(quiet, kind, role):
    assert ("role" in refusals_for(review=quiet, kind=kind, role=role)) is (role not in SIGNED_BY[kind])


STATES = {
    "requested": {"claim", "cancel", "sign"},
    "accepted": {"claim", "release", "take over", "cancel", "sign"},
    "on-hold": {"cancel"},
    "completed": set(),
    "cancelled": set(),
}


@pytest.mark.parametrize("state", list(ReviewState))
@pytest.mark.parametrize("act", ["claim", "release", "take over", "cancel", "sign"])
def test_ac_6_each_act_is_done_in_its_states_and_in_no_other(quiet, clara, dev, signing, at, state, act):
    owner = None if state == "requested" else dev.user if act == "take over" else clara.user
    by = clara
    Review.objects.filter(pk=quiet.pk).update(state=state, owner=owner, owner_since=at if owner else None)
    review = Review.objects.get(pk=quiet.pk)
    acts = {
        "claim": lambda: claim_review(review=review, by=by.user, role=by.role, at=at),
        "release": lambda: release_review(review=review, by=by.user, role=by.role, at=at),
        "take over": lambda: take_over_review(review=review, by=by.user, role=by.role, reason="ill", at=at),
        "cancel": lambda: cancel_review(response=review.response, by=None, at=at),
        "sign": lambda: signing(review, by),
    }
    try:
        done = acts[act]() is not None
    except (ReviewTaken, ReviewChanged):
        done = False
    assert done is (act in STATES[state])
    after = Review.objects.get(pk=quiet.pk).state
    assert after == state or after in TRANSITIONS[ReviewState(state)] | {"completed"}


def test_es_1_a_changed_word_no_longer_stands_under_the_signature(quiet, clara, signing):
    decision = signing(quiet, clara)
    decision.content = {**decision.content, "patient_text": "Other words"}
    assert not signature_stands(decision)


def test_es_1_a_signature_does_not_move_to_another_decision_or_person(harbor, quiet, clara, rosa, signing):
    mine = signing(quiet, clara)
    other = signing(factories.make_review(factories.make_patient(harbor, given="Ben", family="Quill")), rosa)
    mine.signature, other.signature = other.signature, mine.signature
    assert not signature_stands(mine)
    assert not signature_stands(other)
    mine.signature = Signature.objects.get(document_id=mine.pk)
    mine.decided_by = rosa.user
    assert not signature_stands(mine)


def test_es_1_the_signature_says_who_when_how_and_meaning_what(quiet, clara, signing, at):
    signature = signing(quiet, clara).signature
    assert (signature.name, signature.role, signature.signed_at) == ("Clara Osei", "prescriber", at)
    assert (signature.meaning, signature.method, len(signature.text_sha256)) == ("decision", "password", 64)


def test_a_comment_pressed_twice_is_one_and_another_cases_key_is_none(harbor, quiet, clara, at):
    from uuid import uuid4

    key = uuid4()
    for _again in range(2):
        assert add_comment(review=quiet, by=clara.user, role=clara.role, text="Ready", at=at, key=key).note["text"] == "Ready"
    assert quiet.events.filter(kind="commented").count() == 1
    other = factories.make_review(factories.make_patient(harbor, given="Ben", family="Quill"))
    assert add_comment(review=other, by=clara.user, role=clara.role, text="Mine", at=at, key=key) is None


def test_the_timeline_is_only_ever_added_to(quiet):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewEvent.objects.filter(review=quiet).update(kind="decided")


def test_taking_the_intake_back_takes_the_case_out_of_the_queue(quiet, ada, clara, at):
    from kapintake.pathway.intake import withdraw
    from kapintake.reviews.selectors import queue_for

    withdraw(response=quiet.response, by=ada.user, at=at)
    assert Review.objects.get(pk=quiet.pk).state == "cancelled"
    assert queue_for(clara, view="needs-us", at=at).rows == ()


def test_a_decided_case_stays_decided_when_the_intake_is_taken_back(quiet, ada, clara, signing, at):
    from kapintake.pathway.intake import withdraw

    signing(quiet, clara)
    withdraw(response=quiet.response, by=ada.user, at=at)
    assert Review.objects.get(pk=quiet.pk).state == "completed"
