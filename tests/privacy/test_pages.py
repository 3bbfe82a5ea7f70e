"""A patient and her record: who opened it, her copy, signing out everywhere. PV-1, PV-5."""

import json
import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
import typst
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from kapintake.accounts.models import SigningMethod, User
from kapintake.audit.models import AuditEvent
from kapintake.audit.services import record
from kapintake.clinics.models import Clinic, Membership
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.services import start_response
from kapintake.pathway.intake import record_answer
from kapintake.pathway.registration import take_back_consent
from kapintake.pathway.review import decide
from kapintake.patients.models import Patient
from kapintake.privacy import printed
from kapintake.privacy.own_copy import own_copy
from kapintake.privacy.selectors import act_words, openings_of, openings_on_page
from kapintake.reviews.models import DecisionKind, Review
from kapintake.reviews.services import DecisionDraft, add_comment
from tests import factories
from tests.browser import Browser

WORDS = "my thoughts circle like gulls over marmalade"
FILES = ("/you/copy/pdf/", "/you/copy/json/")


def shown(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def mine(ada: Patient, signed_in: Any) -> Client:
    """Ada, who gave her password a moment ago."""
    browser = signed_in(Browser(), ada)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    return browser


@pytest.fixture
def case(ada: Patient, clara: Membership, at: datetime) -> Any:
    return factories.make_review(ada, at=at, hopes=WORDS, phq9_1=2)


# --- for everybody -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/", "/you/closed/"])
def test_the_public_pages_open_for_a_stranger_and_in_the_footer(client: Client, harbor: Clinic, path: str) -> None:
    assert client.get(path).status_code == 200
    front = client.get("/").content.decode()
    assert path == "/you/closed/" or f'href="{path}"' in front


def test_pv_1_addresses_titles_and_file_names_tell_nothing(mine: Client, case: Any) -> None:
    told = ("ketamine", "marlow", "ada", "health", "therapy", "suicid", "depress", case.patient.reference.casefold())
    for path in ("/you/", "/you/opened/", "/you/copy/", "/you/copy/print/", "/you/close/", "/privacy/", "/accessibility/", "/second-lock/"):
        page = mine.get(path, follow=True).content.decode()
        title = re.search(r"<title>(.*?)</title>", page)[1].casefold()
        assert [word for word in told if word in title or word in path] == []
    for path in FILES:
        name = mine.get(path).headers["Content-Disposition"]
        assert name in ('attachment; filename="my-copy.pdf"', 'attachment; filename="my-copy.json"')
    assert all(len(value.value) < 100 and "@" not in value.value for value in mine.cookies.values())


# --- who opened it -----------------------------------------------------------------------------------------------------


def test_pv_5_she_sees_who_opened_her_record_when_and_in_what_role(
    mine: Client, case: Any, clara: Membership, signed_in: Any, at: datetime
) -> None:
    Patient.objects.filter(pk=case.patient_id).update(created_at=at - timedelta(days=30))  # the pages below read the real clock
    assert "Nobody of the clinic has opened" in shown(mine.get("/you/opened/"))
    browser = signed_in(Browser(), clara)
    for _time in range(3):
        assert browser.get(f"/review/{case.pk}/").status_code == 200
    page = shown(mine.get("/you/opened/"))
    assert "Clara Osei, prescriber" in page
    assert "Read your answers" in page
    assert "3 times" in page


def test_pv_5_a_list_that_named_her_is_in_it_and_one_that_did_not_is_not(
    mine: Client, case: Any, ben: Patient, fay: Membership, clara: Membership, signed_in: Any, at: datetime
) -> None:
    record("review.desk-read", at=at, by=fay.user, role=fay.role, clinic=fay.clinic, patients=[ben])
    assert "Fay Reyes" not in shown(mine.get("/you/opened/"))
    record("review.desk-read", at=at, by=fay.user, role=fay.role, clinic=fay.clinic, patients=[ben, case.patient])
    page = shown(mine.get("/you/opened/"))
    assert "Fay Reyes, front desk" in page
    assert "Saw your name and how to reach you" in page


def test_pv_5_an_emergency_is_told_with_its_reason(case: Any, dev: Membership, at: datetime) -> None:
    ada = case.patient
    record("break-glass.opened", at=at, by=dev.user, role=dev.role, clinic=dev.clinic, about=ada, patients=[ada], reason="emergency")
    (row,) = [row for row in openings_on_page(ada, openings_of(ada)) if row.is_emergency]
    assert (row.name, row.reason, row.act) == ("Dev Patel", "emergency", "Opened your record in an emergency")


def test_pv_5_her_own_acts_those_of_machines_and_of_other_clinics_are_not_in_it(case: Any, eva: Membership, at: datetime) -> None:
    ada = case.patient
    record("alert.escalated", at=at, clinic=ada.clinic, about=ada, patients=[ada])
    record("review.read", at=at, by=eva.user, role=eva.role, clinic=eva.clinic, about=ada, patients=[ada])
    assert not openings_of(ada).exists()


def test_pv_5_the_list_is_paged_and_takes_any_page_number(mine: Client, ada: Patient, clara: Membership, at: datetime) -> None:
    for minute in range(60):
        other = "review.read" if minute % 2 else "alert.read"
        moment = at + timedelta(minutes=minute)
        record(other, at=moment, by=clara.user, role=clara.role, clinic=clara.clinic, about=ada, patients=[ada])
    assert "Page 1 of 2" in shown(mine.get("/you/opened/"))
    for page in ("2", "99", "-1", "x", "\ud800".encode("utf-8", "surrogatepass").hex()):
        assert mine.get(f"/you/opened/?page={page}").status_code == 200


def test_ac_1_another_patient_sees_nothing_of_it(case: Any, ben: Patient, clara: Membership, signed_in: Any) -> None:
    signed_in(Browser(), clara).get(f"/review/{case.pk}/")
    other = signed_in(Browser(), ben)
    assert "Clara" not in shown(other.get("/you/opened/"))
    assert WORDS not in shown(other.get("/you/copy/print/"))


def test_every_act_of_staff_has_words() -> None:
    assert act_words("review.something-new") == "Worked on your application"
    assert act_words("unheard.of") == "Worked with your record"


# --- her copy ----------------------------------------------------------------------------------------------------------


def test_pv_5_the_json_holds_every_answer_with_its_words_state_and_time(mine: Client, case: Any) -> None:
    response = mine.get("/you/copy/json/")
    assert response.headers["Cache-Control"] == "no-store"
    copy = json.loads(response.content)
    (application,) = copy["applications"]
    assert application["state"] == "completed"
    assert application["sent_at"]
    items = {item["id"]: item for part in application["parts"] for item in part["items"]}
    assert items["hopes"]["answer"] == WORDS
    assert items["phq9-1"]["value"] == 2
    assert items["phq9-1"]["answer"] == "More than half the days"
    assert "over the last 2 weeks" in items["phq9-1"]["stem"].casefold()
    assert items["hopes"]["answered_at"].startswith("2026-11-24T")
    assert all(item["question"] and item["state"] for item in items.values())
    assert items["birth-date"]["state"] == "answered"
    pages = [page for section in questionnaire_of(case.response).sections for page in section.pages]
    asked = {item.link_id for page in pages for item in page.items}
    answered = {link_id for link_id, value in case.response.current["answers"].items() if not isinstance(value, dict)}
    assert answered & asked <= set(items)
    assert copy["consents"][0]["text"]
    assert copy["person"][0]["words"] == "Ada Marlow"


def test_pv_5_a_draft_is_copied_as_it_stands_with_what_she_declined(mine: Client, ada: Patient, at: datetime) -> None:
    response = start_response(patient=ada, by=ada.user, at=at)
    values = {"hopes": WORDS, "weight-kg": {"state": "declined"}}
    record_answer(response=response, values=values, key=str(uuid4()), version=None, by=ada.user, at=at)
    copy = json.loads(mine.get("/you/copy/json/").content)
    items = {item["id"]: item for part in copy["applications"][0]["parts"] for item in part["items"]}
    assert copy["applications"][0]["sent_at"] is None
    assert items["hopes"]["answer"] == WORDS
    assert items["phq9-1"]["state"] == "unanswered"
    assert items["phq9-1"]["value"] is None
    assert items["weight-kg"]["state"] == "declined"
    assert items["weight-kg"]["answer"] == "You'd rather not say"


def test_the_copy_holds_the_clinics_answer_and_no_word_for_staff(mine: Client, case: Any, clara: Membership, at: datetime) -> None:
    said = {"patient_text": "We would like to meet you.", "next_step": "We will call you this week.", "staff_note": "Between ourselves."}
    draft = DecisionDraft(kind=DecisionKind.GO_ON, reasons=("nothing found",), **said)
    decide(
        review=case,
        draft=draft,
        member=clara,
        method=SigningMethod.PASSWORD,
        key=str(uuid4()),
        version=Review.objects.get(pk=case.pk).version,
        at=at,
    )
    add_comment(review=case, by=clara.user, role=clara.role, text="Only for colleagues.", at=at)
    for path in ("/you/copy/json/", "/you/copy/print/"):
        page = shown(mine.get(path))
        assert "We would like to meet you." in page
        assert "We will call you this week." in page
        assert "Between ourselves" not in page
        assert "Only for colleagues" not in page
        assert "severity" not in page.casefold()


def test_pv_5_the_pdf_is_tagged_and_what_is_typed_is_never_markup(mine: Client, ada: Patient, at: datetime) -> None:
    typed = '#panic("x") $x^2$ *bold* @label \\ // = Heading "quoted" <script>'
    response = start_response(patient=ada, by=ada.user, at=at)
    record_answer(response=response, values={"hopes": typed}, key=str(uuid4()), version=None, by=ada.user, at=at)
    pdf = mine.get("/you/copy/pdf/")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Cache-Control"] == "no-store"
    assert pdf.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf.content
    assert b"pdfuaid" in pdf.content


def test_pv_5_letters_that_no_font_has_give_a_copy_all_the_same_that_says_so(ada: Patient, at: datetime) -> None:
    response = start_response(patient=ada, by=ada.user, at=at)
    record_answer(response=response, values={"hopes": "我希望好起来 😀"}, key=str(uuid4()), version=None, by=ada.user, at=at)
    drawn: list[Any] = []
    real = typst.compile

    def watched(*args: Any, **kwargs: Any) -> Any:
        drawn.append((kwargs["pdf_standards"], "warning" in json.loads(kwargs["sys_inputs"]["words"])))
        return real(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printed.typst, "compile", watched)
        pdf = printed.own_copy_pdf(own_copy(ada, at=at), at=at)
    assert pdf.startswith(b"%PDF-")
    assert drawn == [(["ua-1"], False), ([], True)]


def test_a_copy_in_spanish_names_the_language_of_each_question(ada: Patient, clara: Membership, at: datetime) -> None:
    """A scale whose words are in English alone stays English for a screen reader."""
    User.objects.filter(pk=ada.user_id).update(language="es")
    ada.user.refresh_from_db()
    start_response(patient=ada, by=ada.user, at=at)
    with override("es"):
        copy = own_copy(ada, at=at)
        pdf = printed.own_copy_pdf(copy, at=at)
    spoken = {item["language"] for part in copy["applications"][0]["parts"] for item in part["items"]}
    assert spoken == {"en", "es"}
    assert b"pdfuaid" in pdf
    assert b"(es" in pdf


def test_the_page_to_print_holds_the_same(mine: Client, case: Any) -> None:
    page = shown(mine.get("/you/copy/print/"))
    assert WORDS in page
    assert "More than half the days" in page
    assert "Ada Marlow" in page


@pytest.mark.parametrize("path", [*FILES, "/you/copy/print/"])
def test_au_1_a_copy_is_an_event_that_names_her(mine: Client, ada: Patient, path: str) -> None:
    answer = mine.get(path)
    events = AuditEvent.objects.filter(request_id=answer["X-Request-ID"], action__startswith="copy.")
    assert [event.patients for event in events] == [[str(ada.pk)]]


@pytest.mark.parametrize("path", [*FILES, "/you/close/"])
def test_se_6_what_leaves_the_site_asks_once_more_who_it_is(ada: Patient, path: str, at: datetime) -> None:
    with time_machine.travel(at, tick=False) as clock:
        browser = Browser()
        browser.post("/account/login/", {"login": ada.user.email, "password": factories.PASSWORD})
        assert browser.get(path).status_code == 200
        clock.shift(timedelta(minutes=6))
        asked = browser.get(path)
        assert asked.headers["Location"] == f"/account/reauthenticate/?next={path.replace('/', '%2F')}"
        back = browser.post(asked.headers["Location"], {"password": factories.PASSWORD, "next": path})
        assert back.headers["Location"] == path
        assert browser.get(path).status_code == 200


def test_se_6_somebody_without_a_password_proves_herself_with_a_new_code(ada: Patient, signed_in: Any) -> None:
    ada.user.set_unusable_password()
    ada.user.save()
    browser = signed_in(Browser(), ada)
    asked = browser.get("/you/copy/pdf/")
    assert asked.headers["Location"] == "/you/again/?next=%2Fyou%2Fcopy%2Fpdf%2F"
    page = browser.get(asked.headers["Location"]).content.decode()
    assert "/account/login/code/?next=%2Fyou%2Fcopy%2Fpdf%2F" in page
    form = browser.get("/you/again/?next=//evil.example/").content.decode().partition('action="/account/logout/"')[2]
    assert "evil" not in form.partition("</form>")[0]


def test_do_1_five_copies_an_hour(mine: Client, ada: Patient) -> None:
    cache.clear()
    assert [mine.get("/you/copy/json/").status_code for _time in range(6)] == [200] * 5 + [429]
    assert AuditEvent.objects.filter(action="copy.throttled", outcome="denied").count() == 1


def test_en_6_a_copy_that_cannot_be_read_whole_is_none(mine: Client, ada: Patient, ben: Patient) -> None:
    Patient.objects.filter(pk=ada.pk).update(identity=Patient.objects.get(pk=ben.pk).__dict__["identity"])
    for path in (*FILES, "/you/copy/print/"):
        assert mine.get(path).status_code == 503


def test_a_consent_that_was_taken_back_says_so_in_the_copy(mine: Client, ada: Patient, at: datetime) -> None:
    take_back_consent(patient=ada, purpose="screening", by=ada.user, at=at)
    assert json.loads(mine.get("/you/copy/json/").content)["consents"][0]["taken_back_at"]


# --- one page for all of it --------------------------------------------------------------------------------------------


def test_everything_that_is_hers_is_one_press_away(mine: Client) -> None:
    page = mine.get("/you/").content.decode()
    for path in ("/about-you/", "/account/email/", "/account/password/change/", "/account/2fa/", "/consents/", "/privacy/"):
        assert f'href="{path}"' in page
    for path in ("/you/opened/", "/you/copy/", "/you/close/"):
        assert f'href="{path}"' in page
        assert mine.get(path).status_code == 200


def test_se_5_signing_out_everywhere_leaves_this_device(mine: Client, ada: Patient, signed_in: Any) -> None:
    other = signed_in(Browser(), ada)
    assert mine.post("/you/sign-out-everywhere/").headers["Location"] == "/you/"
    assert other.get("/you/").headers["Location"].startswith("/account/login/")
    assert mine.get("/you/").status_code == 200


def test_before_she_told_who_she_is_there_is_a_page_and_no_record(db: None, harbor: Clinic, signed_in: Any) -> None:
    browser = signed_in(Browser(), factories.make_user("mira@patients.example"))
    assert browser.get("/you/").status_code == 200
    for path in ("/you/opened/", "/you/copy/", *FILES):
        assert browser.get(path).headers["Location"] == "/you/"
