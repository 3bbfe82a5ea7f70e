"""What clinicians do with an alert, and what the worker does when nobody does."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kapintake.accounts.models import Signature, SigningMethod
from kapintake.alerts.models import AlertEvent, AlertState, ContactOutcome
from kapintake.alerts.selectors import alert_for, open_alert_exists, open_alerts_for
from kapintake.alerts.services import AlertHasMoved, acknowledge_alert, ask_for_call, escalate_due, hear, note_contact, note_help_shown
from kapintake.audit.models import AuditEvent
from kapintake.notifications.models import Message, Template
from kapintake.pathway.alert import close_alert

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def urgent(draft, reading, clara, dev, at):
    return hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)


def closing(alert, by, at, **other):
    words = {"assessment": "Spoke with her, no intent now.", "safety_plan": "Sister stays tonight.", "method": SigningMethod.PASSWORD}
    return close_alert(alert=alert, by=by, version=alert.version, at=at, **{**words, **other})


# --- taking it --------------------------------------------------------------------------------------------------


def test_the_first_to_take_an_alert_has_it_and_the_other_sees_who(urgent, clara, dev, at):
    taken = acknowledge_alert(alert=urgent, by=clara, at=at + MINUTE, version=urgent.version)
    assert (taken.state, taken.acknowledged_by) == (AlertState.ACKNOWLEDGED, clara.user)
    with pytest.raises(AlertHasMoved) as moved:
        acknowledge_alert(alert=urgent, by=dev, at=at + 2 * MINUTE)
    assert moved.value.alert.acknowledged_by == clara.user
    assert AlertEvent.objects.filter(alert=urgent, kind="acknowledged").count() == 1


def test_an_alert_that_became_worse_has_to_be_read_before_it_is_taken(draft, reading, clara, at):
    seen = hear(response=draft, reading=reading("same-day", "suicide-moderate"), by=draft.patient.user, at=at)
    hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at + MINUTE)
    with pytest.raises(AlertHasMoved):
        acknowledge_alert(alert=seen, by=clara, at=at + 2 * MINUTE, version=seen.version)


# --- the backup -------------------------------------------------------------------------------------------------


def test_the_backup_is_told_after_fifteen_minutes_in_which_nobody_took_it(urgent, dev, kinds, at):
    assert escalate_due(at=at + 14 * MINUTE) == 0
    assert escalate_due(at=at + 15 * MINUTE) == 1
    assert Message.objects.filter(template=Template.SAFETY_ALERT_BACKUP, recipient_id=dev.user.pk).count() == 1
    assert "escalated" in kinds(urgent)


def test_the_backup_is_told_once(urgent, at):
    escalate_due(at=at + 15 * MINUTE)
    assert escalate_due(at=at + 16 * MINUTE) == 0
    assert Message.objects.filter(template=Template.SAFETY_ALERT_BACKUP).count() == 1


def test_the_backup_is_left_alone_once_somebody_has_it(urgent, clara, at):
    acknowledge_alert(alert=urgent, by=clara, at=at + 5 * MINUTE)
    assert escalate_due(at=at + 30 * MINUTE) == 0
    assert not Message.objects.filter(template=Template.SAFETY_ALERT_BACKUP).exists()


def test_with_no_backup_on_the_rota_the_other_clinicians_are_told(draft, reading, clara, eva, fay, harbor, at):
    from kapintake.access import Role
    from tests.factories import make_member

    other = make_member(Role.PRESCRIBER, harbor, name="Kim Sato")
    hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    escalate_due(at=at + 15 * MINUTE)
    told = Message.objects.filter(template=Template.SAFETY_ALERT_BACKUP).values_list("recipient_id", flat=True)
    assert list(told) == [other.user.pk]


# --- contact ----------------------------------------------------------------------------------------------------


def test_a_try_to_reach_her_is_noted_once_however_often_the_button_is_pressed(urgent, clara, at):
    key = uuid4()
    for _press in range(2):
        note_contact(alert=urgent, by=clara, outcome=ContactOutcome.NO_ANSWER, text="Rang twice.", key=key, at=at)
    event = AlertEvent.objects.get(alert=urgent, kind="contact")
    assert event.note == {"outcome": "no-answer", "text": "Rang twice."}
    assert AuditEvent.objects.filter(action="alert.contact_noted").count() == 1


def test_a_note_of_one_alert_cannot_be_taken_for_one_of_another(urgent, reading, ben, clara, at):
    from kapintake.intake.models import QuestionnaireResponse

    other = QuestionnaireResponse.objects.create(
        patient=ben, clinic=ben.clinic, questionnaire="intake-2026.1", cssrs_is_on=True, current={"answers": {}, "ever": {}}, started_at=at
    )
    second = hear(response=other, reading=reading("urgent", "suicide-high"), by=ben.user, at=at)
    key = uuid4()
    note_contact(alert=urgent, by=clara, outcome=ContactOutcome.REACHED, text="", key=key, at=at)
    with pytest.raises(AlertHasMoved):
        note_contact(alert=second, by=clara, outcome=ContactOutcome.REACHED, text="", key=key, at=at)


# --- closing ----------------------------------------------------------------------------------------------------


def test_closing_signs_the_assessment_and_the_safety_plan(urgent, clara, at):
    taken = acknowledge_alert(alert=urgent, by=clara, at=at + MINUTE)
    done = closing(taken, clara, at + 9 * MINUTE)
    assert (done.state, done.closed_at, done.escalate_at) == (AlertState.CLOSED, at + 9 * MINUTE, None)
    event = AlertEvent.objects.get(alert=urgent, kind="closed")
    assert event.note == {"assessment": "Spoke with her, no intent now.", "safety_plan": "Sister stays tonight."}
    assert (event.signature.signer, event.signature.meaning, event.signature.document_id) == (clara.user, "alert-closed", urgent.pk)
    assert not open_alert_exists(urgent.patient)


def test_an_alert_that_nobody_took_cannot_be_closed(urgent, clara, at):
    with pytest.raises(AlertHasMoved):
        closing(urgent, clara, at)
    assert open_alert_exists(urgent.patient)


def test_closing_is_refused_when_something_was_said_since_and_nothing_is_signed(urgent, draft, reading, clara, at):
    seen = acknowledge_alert(alert=urgent, by=clara, at=at + MINUTE)
    hear(response=draft, reading=reading("urgent", "suicide-high", "immediate-danger"), by=draft.patient.user, at=at + 2 * MINUTE)
    signed = Signature.objects.count()
    with pytest.raises(AlertHasMoved):
        closing(seen, clara, at + 3 * MINUTE)
    assert Signature.objects.count() == signed


def test_a_watch_is_not_closed_while_she_is_still_answering(draft, reading, clara, at):
    watch = hear(response=draft, reading=reading("watch", "phq9-item9"), by=draft.patient.user, at=at)
    taken = acknowledge_alert(alert=watch, by=clara, at=at)
    with pytest.raises(AlertHasMoved):
        closing(taken, clara, at)


def test_au_1_taking_noting_and_closing_are_audited_with_the_patient_and_without_a_word_of_the_notes(urgent, clara, ada, at):
    taken = acknowledge_alert(alert=urgent, by=clara, at=at)
    note_contact(alert=taken, by=clara, outcome=ContactOutcome.REACHED, text="Spoke, calmer", key=uuid4(), at=at)
    closing(taken, clara, at)
    events = AuditEvent.objects.filter(action__in=("alert.acknowledged", "alert.contact_noted", "alert.closed"))
    assert [event.patients for event in events] == [[str(ada.pk)]] * 3
    assert {event.actor_id for event in events} == {clara.user.pk}
    assert not any("calmer" in str(vars(event)) or "Sister" in str(vars(event)) for event in events)


# --- the patient's wishes ---------------------------------------------------------------------------------------


def test_asking_to_be_called_is_kept_once_and_is_due_the_same_day(draft, reading, kinds, at):
    low = hear(response=draft, reading=reading("working-days-2", "suicide-low"), by=draft.patient.user, at=at)
    for minutes in (1, 2):
        alert = ask_for_call(response=draft, by=draft.patient.user, at=at + minutes * MINUTE)
    alert.refresh_from_db()
    assert (alert.pk, alert.tier) == (low.pk, "same-day")
    assert kinds(alert).count("call-asked") == 1


def test_asking_to_be_called_opens_an_alert_where_none_is_open(draft, clara, at):
    alert = ask_for_call(response=draft, by=draft.patient.user, at=at)
    assert (alert.tier, alert.state) == ("same-day", "open")
    assert [row.reason for row in open_alerts_for(clara.user)] == ["Asked to be called"]


def test_the_help_page_that_she_saw_stands_beside_what_she_said(urgent, draft, at):
    note_help_shown(response=draft, page="suicide", at=at)
    assert AlertEvent.objects.get(alert=urgent, kind="help-shown").note == {"page": "suicide"}


# --- who may see them -------------------------------------------------------------------------------------------


def test_ac_1_clinicians_of_the_clinic_see_its_alerts_and_nobody_else(urgent, clara, dev, eva, fay, finn, pia, ada):
    assert [row.id for row in open_alerts_for(clara.user)] == [row.id for row in open_alerts_for(dev.user)] == [urgent.pk]
    for stranger in (eva.user, fay.user, finn.user, pia.user, ada.user):
        assert open_alerts_for(stranger) == ()
        assert alert_for(stranger, urgent.pk) is None
    assert alert_for(dev.user, urgent.pk) == urgent


def test_urgent_alerts_stand_first_then_watches_then_what_is_due_first(draft, reading, ben, clara, valley, at):
    from kapintake.intake.models import QuestionnaireResponse
    from tests.factories import make_patient

    def response_of(patient):
        return QuestionnaireResponse.objects.create(
            patient=patient, clinic=patient.clinic, questionnaire="intake-2026.1", cssrs_is_on=True, current={"answers": {}}, started_at=at
        )

    third = make_patient(ben.clinic, given="Cy", family="Zane")
    hear(response=draft, reading=reading("same-day", "suicide-moderate"), by=None, at=at)
    hear(response=response_of(ben), reading=reading("watch", "phq9-item9"), by=None, at=at)
    hear(response=response_of(third), reading=reading("urgent", "suicide-high"), by=None, at=at)
    rows = open_alerts_for(clara.user)
    assert [(row.name, row.tier) for row in rows] == [("Zane, Cy", "urgent"), ("Quill, Ben", "watch"), ("Marlow, Ada", "same-day")]
    assert [row.reason for row in rows][0] == "Question of suicide-high: Yes"


def test_an_urgent_alert_is_never_cut_off_by_older_matters(draft, reading, ben, clara, at, monkeypatch):
    from kapintake.alerts import selectors
    from kapintake.intake.models import QuestionnaireResponse

    hear(response=draft, reading=reading("same-day", "suicide-moderate"), by=None, at=at - timedelta(days=9))
    other = QuestionnaireResponse.objects.create(
        patient=ben, clinic=ben.clinic, questionnaire="intake-2026.1", cssrs_is_on=True, current={"answers": {}}, started_at=at
    )
    hear(response=other, reading=reading("urgent", "suicide-high"), by=None, at=at)
    monkeypatch.setattr(selectors, "MOST_SHOWN", 1)
    assert [row.tier for row in open_alerts_for(clara.user)] == ["urgent"]
