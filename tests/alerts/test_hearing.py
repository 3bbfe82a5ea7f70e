"""What was said opens, raises or settles an alert (eligibility.md section 4, the table on drafts)."""

from datetime import UTC, datetime, timedelta

import pytest

from kapintake.alerts.models import AlertEvent, AlertState, SafetyAlert
from kapintake.alerts.services import acknowledge_alert, close_alert, hear, hear_failure
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import OnCall
from kapintake.intake.models import Answer, ResponseStatus
from kapintake.notifications.models import Message, Template
from kapintake.sealing import sealed_field
from tests import factories

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def told():
    """Who was mailed, and by which template."""

    def of(alert):
        names = dict(OnCall.objects.values_list("member__user", "member__name"))
        return [(message.template, names.get(message.recipient_id, "?")) for message in Message.objects.filter(clinic_id=alert.clinic_id)]

    return of


@pytest.fixture
def closed(ada, clara, at):
    """Take and close an alert, signed."""

    def close(alert, at=at + 20 * MINUTE):
        acknowledge_alert(alert=alert, by=clara, at=at)
        alert.refresh_from_db()
        signature = factories.make_consent(ada, at=at).signature
        return close_alert(
            alert=alert, by=clara, assessment="Spoke.", safety_plan="Agreed.", signature=signature, version=alert.version, at=at + MINUTE
        )

    return close


# --- the table --------------------------------------------------------------------------------------------------


def test_an_urgent_answer_opens_an_urgent_alert_and_pages_the_one_on_duty(draft, reading, clara, dev, told, kinds, at):
    alert = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    assert (alert.tier, alert.state, alert.due_at, alert.urgent_since) == ("urgent", "open", at + 15 * MINUTE, at)
    assert told(alert) == [(Template.SAFETY_ALERT, "Clara Osei")]
    assert alert.escalate_at == at + 15 * MINUTE
    assert set(kinds(alert)) == {"opened", "paged"}


def test_an_urgent_medical_answer_is_due_in_an_hour_and_pages(draft, reading, clara, dev, told, at):
    alert = hear(response=draft, reading=reading("urgent-medical", "bp-crisis"), by=draft.patient.user, at=at)
    assert (alert.tier, alert.due_at) == ("urgent-medical", at + 60 * MINUTE)
    assert told(alert) == [(Template.SAFETY_ALERT, "Clara Osei")]


def test_a_watch_pages_nobody_and_waits_for_silence(draft, reading, clara, told, at):
    alert = hear(response=draft, reading=reading("watch", "phq9-item9"), by=draft.patient.user, at=at)
    assert (alert.tier, alert.silent_after, alert.escalate_at) == ("watch", at + 15 * MINUTE, None)
    assert told(alert) == []


def test_each_further_answer_puts_the_silence_of_a_watch_off(draft, reading, at):
    hear(response=draft, reading=reading("watch", "phq9-item9"), by=draft.patient.user, at=at)
    alert = hear(response=draft, reading=reading("watch", "phq9-item9"), by=draft.patient.user, at=at + 9 * MINUTE)
    assert alert.silent_after == at + 24 * MINUTE


@pytest.mark.parametrize(
    ("tier", "due"), [("same-day", datetime(2026, 11, 25, 0, 30, tzinfo=UTC)), ("working-days-2", datetime(2026, 11, 27, 1, 0, tzinfo=UTC))]
)
def test_a_watch_settles_at_what_was_said_and_pages_nobody(draft, reading, clara, told, kinds, at, tier, due):
    hear(response=draft, reading=reading("watch", "suicide-low"), by=draft.patient.user, at=at)
    alert = hear(response=draft, reading=reading(tier, "suicide-low"), by=draft.patient.user, at=at + 3 * MINUTE)
    assert (alert.tier, alert.due_at, alert.silent_after) == (tier, due, None)
    assert told(alert) == []
    assert "settled" in kinds(alert)


def test_a_watch_becomes_urgent_when_an_urgent_answer_is_given(draft, reading, clara, told, kinds, at):
    hear(response=draft, reading=reading("watch", "suicide-low"), by=draft.patient.user, at=at)
    alert = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at + 2 * MINUTE)
    assert (alert.tier, alert.due_at, alert.silent_after) == ("urgent", at + 17 * MINUTE, None)
    assert told(alert) == [(Template.SAFETY_ALERT, "Clara Osei")]
    assert SafetyAlert.objects.count() == 1


def test_nothing_said_opens_nothing(draft, reading, at):
    assert hear(response=draft, reading=reading("nothing"), by=draft.patient.user, at=at) is None
    assert not SafetyAlert.objects.exists()


@pytest.mark.parametrize("later", ["nothing", "working-days-2", "same-day", "watch", "urgent-medical"])
def test_an_urgent_alert_never_goes_down_by_an_answer(draft, reading, clara, at, later):
    hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    alert = hear(response=draft, reading=reading(later), by=draft.patient.user, at=at + MINUTE)
    assert (alert.tier, alert.due_at) == ("urgent", at + 15 * MINUTE)


def test_what_is_taken_back_stays_said_and_is_marked_as_changed(draft, reading, clara, kinds, at):
    hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    back = reading("urgent", "suicide-high", note="later changed to No")
    alert = hear(response=draft, reading=back, by=draft.patient.user, at=at + MINUTE)
    assert alert.tier == "urgent"
    assert [(entry["answer"], entry["note"]) for entry in alert.said["evidence"]] == [("Yes", "later changed to No")]
    assert kinds(alert).count("changed") == 1
    assert Message.objects.count() == 1, "taking back pages nobody again"


def test_a_watch_that_is_taken_back_stays_a_watch_in_a_draft(draft, reading, at):
    hear(response=draft, reading=reading("watch", "phq9-item9"), by=draft.patient.user, at=at)
    assert hear(response=draft, reading=reading("nothing"), by=draft.patient.user, at=at + MINUTE).tier == "watch"


def test_sending_ends_a_watch_even_when_everything_was_taken_back(draft, reading, at):
    hear(response=draft, reading=reading("watch", "phq9-item9"), by=draft.patient.user, at=at)
    draft.status = ResponseStatus.COMPLETED
    alert = hear(response=draft, reading=reading("nothing"), by=draft.patient.user, at=at + MINUTE)
    assert alert.tier == "working-days-2"


def test_silence_on_suicide_questions_is_due_the_same_day_once_sent(draft, reading, clara, told, at):
    draft.status = ResponseStatus.COMPLETED
    alert = hear(response=draft, reading=reading("same-day", "cssrs-incomplete"), by=draft.patient.user, at=at)
    assert (alert.tier, alert.due_at) == ("same-day", datetime(2026, 11, 25, 0, 30, tzinfo=UTC))
    assert told(alert) == []


def test_a_watch_that_had_settled_never_settles_lower_later(draft, reading, at):
    by = draft.patient.user
    hear(response=draft, reading=reading("watch", "phq9-item9"), by=by, at=at)
    hear(response=draft, reading=reading("same-day", "phq9-item9"), by=None, at=at + 15 * MINUTE)
    hear(response=draft, reading=reading("watch", "phq9-item9", "suicide-low"), by=by, at=at + 30 * MINUTE)
    alert = hear(response=draft, reading=reading("working-days-2", "phq9-item9", "suicide-low"), by=by, at=at + 32 * MINUTE)
    assert alert.tier == "same-day"


def test_an_answer_elsewhere_does_not_begin_a_settled_watch_again(draft, reading, at):
    by = draft.patient.user
    hear(response=draft, reading=reading("watch", "phq9-item9"), by=by, at=at)
    hear(response=draft, reading=reading("same-day", "phq9-item9"), by=None, at=at + 15 * MINUTE)
    assert hear(response=draft, reading=reading("watch", "phq9-item9"), by=by, at=at + 20 * MINUTE).tier == "same-day"


# --- when somebody already has it -------------------------------------------------------------------------------


def test_another_urgent_thing_pages_again_and_has_to_be_taken_again(draft, reading, clara, at):
    alert = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    acknowledge_alert(alert=alert, by=clara, at=at + MINUTE)
    worse = reading("urgent", "suicide-high", "immediate-danger")
    alert = hear(response=draft, reading=worse, by=draft.patient.user, at=at + 5 * MINUTE)
    assert (alert.state, alert.acknowledged_by, alert.due_at) == (AlertState.OPEN, None, at + 20 * MINUTE)
    assert Message.objects.filter(template=Template.SAFETY_ALERT).count() == 2


def test_the_same_urgent_thing_heard_again_pages_nobody(draft, reading, clara, at):
    for minutes in range(4):
        hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at + minutes * MINUTE)
    assert Message.objects.count() == 1
    assert AlertEvent.objects.filter(kind="opened").count() == 1


# --- after closing ----------------------------------------------------------------------------------------------


def test_what_a_clinician_closed_opens_nothing_when_it_is_merely_heard_again(draft, reading, closed, at):
    heard = reading("urgent", "suicide-high")
    closed(hear(response=draft, reading=heard, by=draft.patient.user, at=at))
    assert hear(response=draft, reading=heard, before=heard, by=draft.patient.user, at=at + 40 * MINUTE) is None


def test_another_thing_said_after_closing_opens_a_new_alert(draft, reading, closed, at):
    heard = reading("same-day", "suicide-moderate")
    closed(hear(response=draft, reading=heard, by=draft.patient.user, at=at))
    after = reading("urgent", "suicide-moderate", "suicide-high")
    alert = hear(response=draft, reading=after, before=heard, by=draft.patient.user, at=at + 40 * MINUTE)
    assert (alert.tier, alert.state) == ("urgent", "open")
    assert SafetyAlert.objects.count() == 2


def test_the_same_thing_said_anew_after_closing_opens_a_new_alert(draft, reading, closed, at):
    heard = reading("urgent", "suicide-high", link_id="cssrs-4")
    closed(hear(response=draft, reading=heard, by=draft.patient.user, at=at))
    again = at + 60 * MINUTE
    given = {"link_ids": ["cssrs-4"], "values": {"cssrs-4": True}, "before": {"cssrs-4": False}, "by": "patient"}
    Answer.objects.create(response=draft, seq=9, key="k", given=given, given_by=draft.patient.user, given_at=again)
    assert hear(response=draft, reading=heard, before=heard, by=draft.patient.user, at=again).state == AlertState.OPEN


# --- whom to tell -----------------------------------------------------------------------------------------------


def test_out_of_hours_the_backup_is_told_at_once_as_well(draft, reading, clara, dev, told, at):
    night = at + timedelta(hours=14)
    alert = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=night)
    assert sorted(told(alert)) == [(Template.SAFETY_ALERT, "Clara Osei"), (Template.SAFETY_ALERT_BACKUP, "Dev Patel")]
    assert (alert.escalate_at, alert.escalation_step) == (None, 1)


def test_with_nobody_first_on_duty_the_backup_is_told_at_once(draft, reading, dev, told, at):
    alert = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    assert told(alert) == [(Template.SAFETY_ALERT_BACKUP, "Dev Patel")]


def test_with_an_empty_rota_every_clinician_of_the_clinic_is_told_and_nobody_of_another(draft, reading, clara, dev, eva, fay, at):
    OnCall.objects.all().delete()
    hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    assert set(Message.objects.values_list("recipient_id", flat=True)) == {clara.user.pk, dev.user.pk}


# --- when the rules fail ----------------------------------------------------------------------------------------


def test_answers_that_cannot_be_judged_are_an_alert_of_the_same_day(draft, at):
    alert = hear_failure(response=draft, by=draft.patient.user, at=at)
    assert alert.tier == "same-day"
    assert alert.said["criteria"] == ["could-not-be-assessed"]


def test_a_watch_that_cannot_be_judged_becomes_urgent(draft, reading, clara, told, at):
    hear(response=draft, reading=reading("watch", "phq9-item9"), by=draft.patient.user, at=at)
    alert = hear_failure(response=draft, by=None, at=at + 15 * MINUTE)
    assert alert.tier == "urgent"
    assert told(alert) == [(Template.SAFETY_ALERT, "Clara Osei")]


def test_en_6_an_alert_that_cannot_be_read_goes_on_hearing_and_pages_anew(draft, reading, clara, ben, at):
    alert = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at)
    SafetyAlert.objects.filter(pk=alert.pk).update(said=sealed_field(SafetyAlert, "said").seal_for(ben.pk, {}))
    alert = hear(response=draft, reading=reading("urgent", "suicide-high"), by=draft.patient.user, at=at + MINUTE)
    assert alert.said["criteria"] == ["could-not-be-read", "suicide-high"]
    assert Message.objects.count() == 2


# --- the trail --------------------------------------------------------------------------------------------------


def test_au_1_each_step_is_an_event_that_names_the_patient_and_no_answer(draft, reading, clara, ada, at):
    hear(response=draft, reading=reading("watch", "suicide-low", answer="Yes, often"), by=ada.user, at=at)
    hear(response=draft, reading=reading("urgent", "suicide-high", answer="Yes, often"), by=ada.user, at=at + MINUTE)
    events = list(AuditEvent.objects.filter(action__startswith="alert.").order_by("seq"))
    assert [event.action for event in events] == ["alert.opened", "alert.raised"]
    assert all(event.patients == [str(ada.pk)] for event in events)
    assert not any("often" in str(vars(event)) for event in events)
