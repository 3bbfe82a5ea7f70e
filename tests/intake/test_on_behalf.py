"""A clinician asks aloud and enters what she is told: recorded as hers, heard like the patient's, for her own clinic alone."""

from collections.abc import Callable
from typing import Any

import pytest

from kapintake.access import CLINICIANS, Role
from kapintake.alerts.models import SafetyAlert
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import ConsentPurpose
from kapintake.intake.document import PHONE
from kapintake.intake.models import Answer, QuestionnaireResponse
from kapintake.intake.questionnaires import place_of_item
from kapintake.intake.selectors import reread
from kapintake.intake.services import new_key
from kapintake.pathway.intake import postpone_part, record_answer, submit_intake
from kapintake.pathway.registration import take_back_consent
from kapintake.reviews.presenters.answers import history_of
from tests import factories
from tests.browser import Browser
from tests.intake.test_services import fill
from tests.intake.typist import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(clara: Any, signed_in: Callable[..., Any]) -> Browser:
    """Clara's browser, signed in."""
    return signed_in(Browser(), clara)


def url_of(draft: QuestionnaireResponse, link_id: str) -> str:
    place = place_of_item(draft, link_id)
    assert place is not None
    return f"/application/of/{draft.pk}/{place.part}/{place.number}/"


def enter(browser: Browser, draft: QuestionnaireResponse, link_id: str, **fields: Any) -> Any:
    """From the page as it is drawn now."""
    url = url_of(draft, link_id)
    form = form_of(browser.get(url))
    return browser.post(url, {**{name: values[-1] for name, values in form.fields.items()}, **fields})


def stored(draft: QuestionnaireResponse) -> Any:
    return reread(draft).current["answers"]


def test_it_records_the_answer_as_entered_by_the_clinician(desk: Browser, draft: Any, clara: Any) -> None:
    sent = enter(desk, draft, "aneurysm", answer="yes")
    assert sent.status_code == 303
    assert stored(draft)["aneurysm"] is True
    act = Answer.objects.get(response=draft)
    assert (act.given_by, act.given["by"]) == (clara.user, Role.PRESCRIBER)
    event = AuditEvent.objects.filter(action="response.answered").latest("seq")
    assert (event.actor_id, event.role) == (clara.user.pk, Role.PRESCRIBER)


def test_it_tells_on_the_case_who_entered_it_until_the_patient_answers_herself(desk: Browser, draft: Any, clara: Any) -> None:
    enter(desk, draft, "aneurysm", answer="yes")
    names = {clara.user.pk: "Clara Osei"}
    assert history_of(draft, Answer.objects.filter(response=draft), names).entered_by == {"aneurysm": "Clara Osei"}
    record_answer(response=reread(draft), values={"aneurysm": False}, key=new_key(), version=None, by=draft.patient.user, at=factories.AT)
    assert history_of(draft, Answer.objects.filter(response=draft).order_by("seq"), names).entered_by == {}


def test_it_hears_a_safety_answer_as_if_the_patient_had_typed_it(desk: Browser, draft: Any, clara: Any) -> None:
    enter(desk, draft, "phq9-9", answer="2")
    assert SafetyAlert.objects.get().patient_id == draft.patient_id
    assert "say the numbers below" in desk.get(f"/application/of/{draft.pk}/").content.decode()


def test_it_writes_medicines_down_with_what_was_told(desk: Browser, draft: Any) -> None:
    asked = "medicines"
    enter(desk, draft, asked, name="klonapin", amount="1", unit="mg", often="twice", taking="yes", act="add")
    enter(desk, draft, asked, name="zofran", amount="4", unit="mg", often="needed", most="8", taking="yes", act="add")
    assert not isinstance(stored(draft)[asked], list), "a list counts when somebody says that it is whole"
    enter(desk, draft, asked, act="all", name="")
    first, second = stored(draft)[asked]
    assert (first["name"], first["daily_mg"], first["as_needed"]) == ("klonapin", 2.0, False)
    assert (second["daily_mg"], second["as_needed"]) == (8.0, True)


def test_it_shows_a_box_for_all_that_a_medicine_has(desk: Browser, draft: Any) -> None:
    page = desk.get(url_of(draft, "medicines")).content.decode()
    assert all(f'name="{name}"' in page for name in ("name", "amount", "unit", "often", "most", "taking", "stopped_on_2"))


def test_it_keeps_what_was_entered_when_something_is_missing(desk: Browser, draft: Any) -> None:
    page = enter(desk, draft, "medicines", name="", amount="3", act="add")
    assert page.status_code == 422
    assert 'value="3"' in page.content.decode()


def test_it_leaves_the_part_that_was_wanted_by_phone_when_nothing_in_it_is_open(desk: Browser, draft: Any) -> None:
    section = place_of_item(draft, "aneurysm").section  # type: ignore[union-attr]
    fill(draft, factories.AT)
    postpone_part(response=reread(draft), section_id=section.id, how=PHONE, key=new_key(), by=draft.patient.user, at=factories.AT)
    assert "Asked for by phone" in desk.get(f"/application/of/{draft.pk}/").content.decode()
    enter(desk, draft, section.pages[-1].items[0].link_id, **{"answer-state": "declined"})
    assert section.id not in reread(draft).current["postponed"]


def test_it_says_so_when_the_patient_answered_the_same_question_meanwhile(desk: Browser, draft: Any) -> None:
    url = url_of(draft, "aneurysm")
    form = form_of(desk.get(url))
    record_answer(response=reread(draft), values={"aneurysm": False}, key=new_key(), version=None, by=draft.patient.user, at=factories.AT)
    sent = desk.post(url, {**{name: values[-1] for name, values in form.fields.items()}, "answer": "yes"})
    assert sent.status_code == 409
    assert "answered this just now" in sent.content.decode()
    assert stored(draft)["aneurysm"] is False


def test_it_changes_nothing_after_sending(desk: Browser, draft: Any) -> None:
    url = url_of(draft, "aneurysm")
    form = form_of(desk.get(url))
    fill(draft, factories.AT)
    submit_intake(response=reread(draft), by=draft.patient.user, at=factories.AT)
    before = reread(draft).current
    sent = desk.post(url, {**{name: values[-1] for name, values in form.fields.items()}, "answer": "yes"})
    assert sent.status_code == 404
    assert reread(draft).current == before


@pytest.mark.parametrize("who", ["eva", "fay", "finn", "pia"])
def test_ac_1_it_is_not_there_for_anybody_but_clinicians_of_the_clinic(
    who: str, draft: Any, signed_in: Callable[..., Any], request: pytest.FixtureRequest
) -> None:
    member = request.getfixturevalue(who)
    browser = signed_in(Browser(), member)
    sent = browser.get(f"/application/of/{draft.pk}/")
    assert sent.status_code == 404
    if Role(member.role) not in CLINICIANS:
        assert AuditEvent.objects.filter(action="access.denied", actor_id=member.user.pk).exists()


def test_it_asks_nothing_of_a_patient_who_took_her_consent_back(desk: Browser, draft: Any) -> None:
    take_back_consent(patient=draft.patient, purpose=ConsentPurpose.SCREENING, by=draft.patient.user, at=factories.AT)
    assert desk.get(f"/application/of/{draft.pk}/").status_code == 404


def test_au_1_the_reading_is_in_the_trail_once_a_sitting(desk: Browser, draft: Any, clara: Any) -> None:
    for _look in range(2):
        desk.get(f"/application/of/{draft.pk}/")
    assert AuditEvent.objects.filter(action="response.opened", actor_id=clara.user.pk).count() == 1


def test_it_can_be_reached_from_the_list_of_patients_by_clinicians_and_not_by_the_front_desk(
    desk: Browser, draft: Any, fay: Any, signed_in: Callable[..., Any]
) -> None:
    assert f"/application/of/{draft.pk}/" in desk.get("/review/desk/").content.decode()
    front = signed_in(Browser(), fay)
    assert f"/application/of/{draft.pk}/" not in front.get("/review/desk/").content.decode()
