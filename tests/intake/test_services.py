"""Saving, freezing and stopping a response."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kapintake.alerts.models import SafetyAlert
from kapintake.assessments.models import Assessment, AssessmentStatus
from kapintake.audit.models import AuditEvent
from kapintake.intake.document import DECLINED, UNANSWERED
from kapintake.intake.models import Answer, QuestionnaireResponse, ResponseStatus
from kapintake.intake.selectors import answers_of, reread
from kapintake.intake.services import (
    AlreadySent,
    Incomplete,
    KeepWhich,
    TooLong,
    complete_response,
    new_key,
    save_answers,
    start_response,
)
from kapintake.pathway import intake as pathway
from kapintake.pathway.intake import record_answer, submit_intake, withdraw
from kapintake.reviews.models import Review
from screening import Answers, InvalidAnswer, Protocol, UnknownItem, assess, intake
from screening.questionnaires.example import example
from tests import factories
from tests.browser import Browser
from tests.screening.patients import AS_OF

BEGIN = re.compile(r"^(SAVEPOINT|RELEASE|BEGIN|COMMIT|ROLLBACK)")
pytestmark = pytest.mark.django_db


def save(draft: QuestionnaireResponse, at: Any, /, **values: Any) -> Any:
    """Ada says this, through the pathway. Link ids are written with _ for -."""
    given = {name.replace("_", "-"): value for name, value in values.items()}
    draft = reread(draft)
    return record_answer(response=draft, values=given, key=new_key(), version=draft.version, by=draft.patient.user, at=at)


def fill(draft: QuestionnaireResponse, at: Any, **changes: Any) -> QuestionnaireResponse:
    """Everything answered as the unremarkable patient answers it."""
    asked = {item.link_id for section in answers_of(draft).questionnaire.sections for item in section.items}
    said = {name: value for name, value in example(AS_OF, cssrs=draft.cssrs_is_on)["answers"].items() if name in asked}
    given = {**said, **{name.replace("_", "-"): value for name, value in changes.items()}}
    record_answer(response=reread(draft), values=given, key=new_key(), version=None, by=draft.patient.user, at=at)
    return reread(draft)


# --- starting --------------------------------------------------------------------------------------------------------


def test_it_begins_one_intake_however_often_start_is_pressed(ada: Any, at: Any) -> None:
    first = start_response(patient=ada, by=ada.user, at=at)
    assert start_response(patient=ada, by=ada.user, at=at + timedelta(minutes=1)).pk == first.pk
    assert AuditEvent.objects.filter(action="response.started").count() == 1


@pytest.mark.parametrize(("clinic_uses_it", "language", "asked"), [(True, "en", True), (False, "en", False), (True, "es", False)])
def test_it_asks_the_scale_only_where_the_clinic_registered_and_in_english(
    harbor: Any, at: Any, clinic_uses_it: bool, language: str, asked: bool
) -> None:
    harbor.cssrs_is_on = clinic_uses_it
    harbor.save()
    person = factories.make_patient(harbor)
    person.user.language = language
    person.user.save()
    response = start_response(patient=person, by=person.user, at=at)
    ids = {item.link_id for section in answers_of(response).questionnaire.sections for item in section.items}
    assert ("cssrs-1" in ids, "own-1" in ids) == (asked, not asked)


def test_it_keeps_asking_the_same_questions_when_the_clinic_changes_its_mind(draft: Any, harbor: Any) -> None:
    harbor.cssrs_is_on = False
    harbor.save()
    assert "cssrs-1" in answers_of(reread(draft)).questionnaire.by_link_id


# --- saving ------------------------------------------------------------------------------------------------------------


def test_it_keeps_every_answer_ever_given_in_the_history(draft: Any, at: Any) -> None:
    save(draft, at, phq9_1=1)
    save(draft, at, phq9_1=2)
    assert [act.given["values"] for act in Answer.objects.order_by("seq")] == [{"phq9-1": 1}, {"phq9-1": 2}]
    assert reread(draft).current["answers"]["phq9-1"] == 2


def test_it_never_forgets_what_was_said_to_a_safety_question(draft: Any, at: Any) -> None:
    save(draft, at, cssrs_4=True)
    save(draft, at, cssrs_4=False)
    save(draft, at, phq9_1=3)
    save(draft, at, phq9_1=0)
    assert reread(draft).current["ever"] == {"cssrs-4": [True]}


def test_co_5_it_saves_a_form_once_however_often_it_is_sent(draft: Any, at: Any) -> None:
    key, drawn_from = new_key(), draft.version
    for _tap in range(3):
        record_answer(response=reread(draft), values={"phq9-1": 1}, key=key, version=drawn_from, by=draft.patient.user, at=at)
    assert Answer.objects.count() == 1
    assert reread(draft).version == drawn_from + 1


def test_it_takes_a_used_key_for_a_repeat_even_with_a_forged_version(draft: Any, at: Any) -> None:
    key = new_key()
    record_answer(response=reread(draft), values={"phq9-1": 1}, key=key, version=1, by=draft.patient.user, at=at)
    record_answer(response=reread(draft), values={"phq9-1": 3}, key=key, version=2, by=draft.patient.user, at=at)
    assert reread(draft).current["answers"]["phq9-1"] == 1


def test_co_2_it_asks_which_to_keep_when_another_window_said_something_else(draft: Any, at: Any) -> None:
    stale = draft.version
    save(draft, at, phq9_1=1)
    with pytest.raises(KeepWhich) as clash:
        record_answer(response=reread(draft), values={"phq9-1": 2}, key=new_key(), version=stale, by=draft.patient.user, at=at)
    assert clash.value.link_ids == ("phq9-1",)
    assert reread(draft).current["answers"]["phq9-1"] == 1


def test_co_2_it_takes_the_same_answer_or_another_question_from_an_old_window(draft: Any, at: Any) -> None:
    stale = draft.version
    save(draft, at, phq9_1=1)
    for values in ({"phq9-1": 1}, {"phq9-2": 3}):
        record_answer(response=reread(draft), values=values, key=new_key(), version=stale, by=draft.patient.user, at=at)
    assert reread(draft).current["answers"] == {"phq9-1": 1, "phq9-2": 3}


def test_co_2_it_looks_again_when_another_save_came_between_reading_and_writing(draft: Any, at: Any) -> None:
    old = reread(draft)
    save(draft, at, phq9_1=1)
    record_answer(response=old, values={"phq9-2": 3}, key=new_key(), version=old.version, by=draft.patient.user, at=at)
    assert reread(draft).current["answers"] == {"phq9-1": 1, "phq9-2": 3}
    assert list(Answer.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]


@pytest.mark.parametrize("value", [True, "3", 7, -1, 1.5, [], {"state": "nonsense"}, "x" * 5000, float("nan")])
def test_it_refuses_what_the_question_does_not_allow(draft: Any, at: Any, value: Any) -> None:
    with pytest.raises(InvalidAnswer):
        save(draft, at, phq9_1=value)
    assert not Answer.objects.exists()


def test_it_refuses_a_question_that_it_does_not_ask(draft: Any, at: Any) -> None:
    with pytest.raises(UnknownItem):
        save(draft, at, own_1=True)


def test_it_refuses_more_text_than_one_intake_holds(draft: Any, at: Any) -> None:
    with pytest.raises(TooLong):
        record_answer(
            response=draft,
            values={},
            key=new_key(),
            version=draft.version,
            by=draft.patient.user,
            at=at,
            drafts={"indication-words": "x" * 500_000},
        )


def test_it_asks_again_about_an_unlikely_number_that_was_changed(draft: Any, at: Any) -> None:
    assert save(draft, at, weight_kg=320.0).unlikely == ("weight-kg",)
    response = reread(draft)
    confirmed = {"confirmed": ("weight-kg",)}
    record_answer(response=response, values={}, key=new_key(), version=response.version, by=draft.patient.user, at=at, **confirmed)
    assert save(draft, at, weight_kg=320.0).unlikely == ()
    assert save(draft, at, weight_kg=321.0).unlikely == ("weight-kg",)


def test_en_1_it_leaves_no_answer_in_the_clear(draft: Any, at: Any) -> None:
    save(draft, at, indication=["other"], indication_words="purple elephants in my kitchen")
    with connection.cursor() as cursor:
        for table in ("intake_questionnaireresponse", "intake_answer", "audit_auditevent", "alerts_safetyalert"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # names of our own tables
            assert "purple elephants" not in str([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor.fetchall()])


def test_au_4_it_never_changes_a_history_row(draft: Any, at: Any) -> None:
    save(draft, at, phq9_1=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.update(seq=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.all().delete()


def test_au_2_it_keeps_no_answer_without_its_event(draft: Any, at: Any, monkeypatch: Any) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise DatabaseError("the trail is full")

    monkeypatch.setattr("kapintake.intake.services.record", broken)
    with pytest.raises(DatabaseError):
        save(draft, at, phq9_1=1)
    assert not Answer.objects.exists()
    assert reread(draft).current["answers"] == {}


def test_it_names_no_question_in_the_trail(draft: Any, at: Any) -> None:
    save(draft, at, cssrs_6=True)
    save(draft, at, cssrs_6_recent=True)
    events = AuditEvent.objects.filter(action="response.answered")
    assert {tuple(event.fields) for event in events} == {("answers",)}
    assert "cssrs" not in str(list(AuditEvent.objects.values_list("reason", "fields", "object_id")))


def test_it_saves_a_tap_in_few_statements(browser: Browser, draft: Any) -> None:
    from tests.intake.typist import form_of, url_of

    url = url_of(draft, "phq9-1")
    form = form_of(browser.get(url))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        sent = browser.post(url, {**form.fields, "answer": "1"})
    assert sent.status_code == 303
    statements = [query["sql"] for query in seen.captured_queries if not BEGIN.match(query["sql"])]
    saving = [sql for sql in statements if re.search(r"intake_|assessments_|alerts_|audit_", sql)]
    assert len(saving) <= 8, "\n".join(saving)
    assert len(statements) <= 13, "\n".join(statements)  # with session, person and rights


# --- sending -----------------------------------------------------------------------------------------------------------


def test_it_refuses_to_send_while_something_is_open_and_names_it(draft: Any, at: Any) -> None:
    response = fill(draft, at, weight_kg=None, cssrs_1=None)
    with pytest.raises(Incomplete) as refused:
        submit_intake(response=response, by=draft.patient.user, at=at)
    assert set(refused.value.missing) == {"weight-kg", "cssrs-1"}
    assert reread(draft).status == ResponseStatus.IN_PROGRESS
    assert not Review.objects.exists()


def test_it_sends_declined_and_unsure_answers(draft: Any, at: Any) -> None:
    response = fill(draft, at, weight_kg=DECLINED, aneurysm={"state": "unsure"})
    assert submit_intake(response=response, by=draft.patient.user, at=at).assessment.outcome == "needs information"


def test_it_freezes_what_was_asked_and_answered_word_for_word(draft: Any, at: Any) -> None:
    response = complete_response(response=fill(draft, at, phq9_1=2), by=draft.patient.user, at=at)
    items = {item["link_id"]: item for part in reread(response).frozen["parts"] for item in part["items"]}
    first = items["phq9-1"]
    assert first["question"] == "Little interest or pleasure in doing things"
    assert (first["value"], first["words"], first["options"][2]) == (2, "More than half the days", [2, "More than half the days"])
    assert first["stem"].startswith("Over the last 2 weeks")
    assert items["birth-date"]["value"] == "1987-03-14"
    assert items["consent-screening"]["value"] is True
    assert reread(response).frozen["language"] == "en"


def test_it_keeps_hidden_answers_stored_and_out_of_what_the_rules_read(draft: Any, at: Any) -> None:
    fill(draft, at, brain_bleed=False)
    save(draft, at, seizure=False, head_injury=True, head_injury_months=1)
    save(draft, at, head_injury=False)
    sent = complete_response(response=reread(draft), by=draft.patient.user, at=at)
    assert sent.current["answers"]["head-injury-months"] == 1
    assert "head-injury-months" not in sent.frozen["input"]["answers"]
    item = next(item for part in sent.frozen["parts"] for item in part["items"] if item["link_id"] == "head-injury-months")
    assert (item["value"], item["shown"]) == (1, False)


def test_it_takes_drinks_back_with_never_so_that_nobody_is_stuck_with_a_contradiction(draft: Any, at: Any) -> None:
    fill(draft, at, audit_c_1=3, audit_c_2=3, audit_c_3=2, alcohol_withdrawal_now=False)
    save(draft, at, audit_c_1=0)
    sent = complete_response(response=reread(draft), by=draft.patient.user, at=at)
    read = sent.frozen["input"]["answers"]
    assert read["audit-c-1"] == 0
    assert "audit-c-2" not in read
    assert "audit-c-3" not in read
    assert read["alcohol-withdrawal-now"] is False  # a safety answer stays
    (alcohol,) = [part for part in sent.frozen["parts"] if part["id"] == "alcohol"]
    assert {item["link_id"]: (item["value"], item["shown"]) for item in alcohol["items"]}["audit-c-2"] == (3, False)
    answers = Answers.from_json(sent.frozen["input"], answers_of(sent).questionnaire)
    assert "answers-contradict" not in {one.id for one in assess(answers, Protocol(), AS_OF).fired}


def test_it_still_hears_a_file_that_states_both_never_and_drinks(draft: Any) -> None:
    stated = {**example(AS_OF)["answers"], "audit-c-1": 0, "audit-c-2": 3}
    fired = assess(Answers.from_json({"answers": stated}, intake()), Protocol(), AS_OF).fired
    assert {one.id for one in fired} == {"alcohol-audit-c", "answers-contradict"}  # the more dangerous answer counts


def test_it_never_removes_a_safety_answer_that_branching_hides(draft: Any, at: Any) -> None:
    fill(draft, at)
    save(draft, at, cssrs_2=True)
    save(draft, at, cssrs_3=True, cssrs_4=True, cssrs_5=False)
    save(draft, at, cssrs_2=False)
    review = submit_intake(response=reread(draft), by=draft.patient.user, at=at)
    assert review.assessment.input["answers"]["cssrs-4"] is True
    assert review.assessment.outcome == "urgent"


def test_in_5_it_assesses_what_is_stored_and_refuses_to_write_after_sending(draft: Any, at: Any) -> None:
    response = fill(draft, at)
    submit_intake(response=response, by=draft.patient.user, at=at)
    with pytest.raises(AlreadySent):
        save(draft, at, phq9_1=3)
    with pytest.raises(AlreadySent):
        save_answers(response=reread(draft), values={"phq9-1": 3}, key=new_key(), by=draft.patient.user, at=at)
    assert reread(draft).current["answers"]["phq9-1"] == 2


def test_in_5_it_checks_a_stored_answer_again_before_sending(draft: Any, at: Any) -> None:
    """Somebody with the database's key wrote nonsense: it is refused aloud, and nothing is sent."""
    response = fill(draft, at)
    document = response.current
    document["answers"]["phq9-9"] = "Not at all"
    response.current = document
    response.save(update_fields=["current"])
    with pytest.raises(InvalidAnswer):
        submit_intake(response=reread(draft), by=draft.patient.user, at=at)
    assert not Review.objects.exists()


def test_it_sends_once(draft: Any, at: Any) -> None:
    response = fill(draft, at)
    submit_intake(response=response, by=draft.patient.user, at=at)
    with pytest.raises(AlreadySent):
        submit_intake(response=response, by=draft.patient.user, at=at)
    assert (Assessment.objects.count(), Review.objects.count()) == (1, 1)


def test_co_6_rules_that_fail_open_a_review_and_an_alert_and_never_read_as_nothing(draft: Any, at: Any, monkeypatch: Any) -> None:
    response = fill(draft, at)

    def fails(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("a rule broke")

    monkeypatch.setattr("kapintake.assessments.services.screening.assess", fails)
    review = submit_intake(response=response, by=draft.patient.user, at=at)
    assert review.assessment.status == AssessmentStatus.FAILURE
    assert review.assessment.outcome == "not-assessed"
    assert review.severity == 4
    assert SafetyAlert.objects.filter(response=response).exists()


def test_co_6_an_answer_is_kept_and_somebody_told_when_listening_fails(draft: Any, at: Any, monkeypatch: Any) -> None:
    def fails(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("a rule broke")

    monkeypatch.setattr(pathway.safety, "listen", fails)
    assert save(draft, at, phq9_9=3).help_page == "suicide"
    assert reread(draft).current["answers"]["phq9-9"] == 3
    assert SafetyAlert.objects.filter(response=draft).exists()


def test_co_6_sending_is_all_or_nothing(draft: Any, at: Any, monkeypatch: Any) -> None:
    response = fill(draft, at)

    def fails(**_more: Any) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr(pathway, "open_review", fails)
    with pytest.raises(DatabaseError):
        submit_intake(response=response, by=draft.patient.user, at=at)
    assert reread(draft).status == ResponseStatus.IN_PROGRESS
    assert not Assessment.objects.exists()


def test_co_6_a_clinic_without_a_protocol_in_force_still_gets_the_case(draft: Any, at: Any) -> None:
    from kapintake.assessments.models import ProtocolVersion

    ProtocolVersion.objects.update(state="retired")
    review = submit_intake(response=fill(draft, at), by=draft.patient.user, at=at)
    assert review.assessment.outcome == "not-assessed"


# --- safety ------------------------------------------------------------------------------------------------------------


def test_it_says_which_help_page_is_due_and_remembers_it_with_the_page(draft: Any, at: Any) -> None:
    draft = reread(draft)
    done = record_answer(
        response=draft, values={"phq9-9": 2}, key=new_key(), version=draft.version, by=draft.patient.user, at=at, place="3.9"
    )
    assert done.help_page == "suicide"
    assert reread(draft).current["helped"] == {"3.9": "suicide"}
    assert SafetyAlert.objects.get().tier == "watch"


def test_a_repeat_of_a_positive_answer_shows_the_same_help_page(draft: Any, at: Any) -> None:
    key, drawn_from = new_key(), draft.version
    pages = [
        record_answer(
            response=reread(draft), values={"phq9-9": 2}, key=key, version=drawn_from, by=draft.patient.user, at=at, place="3.9"
        ).help_page
        for _tap in range(2)
    ]
    assert pages == ["suicide", "suicide"]


def test_declining_the_scale_after_item_nine_is_passing_it_over(draft: Any, at: Any, clara: Any) -> None:
    save(draft, at, phq9_9=2)
    save(draft, at, cssrs_1=DECLINED)
    assert SafetyAlert.objects.get().tier == "urgent"


def test_opening_another_part_passes_the_safety_part_over(draft: Any, at: Any, clara: Any) -> None:
    save(draft, at, phq9_9=2)
    pathway.pass_over(response=reread(draft), by=draft.patient.user, at=at)
    assert SafetyAlert.objects.get().tier == "urgent"


def test_signing_out_passes_the_safety_part_over(draft: Any, at: Any) -> None:
    save(draft, at, phq9_9=1)
    pathway.sign_out(user=draft.patient.user, at=at)
    assert SafetyAlert.objects.get().tier == "same-day"


def test_nothing_is_passed_over_where_nothing_was_said(draft: Any, at: Any) -> None:
    save(draft, at, phq9_9=0)
    pathway.pass_over(response=reread(draft), by=draft.patient.user, at=at)
    assert not SafetyAlert.objects.exists()


def test_taking_the_intake_back_keeps_an_open_alert(draft: Any, at: Any) -> None:
    save(draft, at, phq9_9=1)
    assert withdraw(response=reread(draft), by=draft.patient.user, at=at).status == ResponseStatus.STOPPED
    assert SafetyAlert.objects.exclude(state="closed").exists()
    assert reread(draft).current["answers"]["phq9-9"] == 1


def test_unanswered_is_stored_as_such(draft: Any, at: Any) -> None:
    save(draft, at, phq9_1=None)
    assert reread(draft).current["answers"]["phq9-1"] == UNANSWERED
