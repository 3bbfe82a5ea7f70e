"""From the first page to a signed consent, as a stranger walks it; and later corrections."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from kapintake.access import Role
from kapintake.accounts.models import Signature, User
from kapintake.accounts.services import text_digest
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Clinic, Membership
from kapintake.clinics.selectors import consent_text_in_force
from kapintake.intake.models import QuestionnaireResponse
from kapintake.patients.models import Consent, Patient
from kapintake.patients.selectors import consent_in_force, identity_of, patient_for, signed_words
from tests import factories
from tests.browser import Browser

DETAILS = {
    "given": "Mira", "family": "Okafor", "name_used": "", "birth_date_month": "June", "birth_date_day": "14", "birth_date_year": "1985",
    "sex_at_birth": "female", "gender": "", "pronouns": "she/her", "phone": "(415) 555-2671", "voicemail_ok": "on", "city": "Oakland",
    "state": "CA", "language": "en", "contact_name": "Femi Okafor", "contact_phone": "415 555 2672", "contact_relation": "brother",
}  # fmt: skip
PASSWORD = "violet tractor seventeen"


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def mira(client: Client, harbor: Clinic) -> Client:
    """A browser in which a stranger has signed up and verified her address, and told nothing else."""
    client.get("/start/")
    client.post("/account/signup/", {"email": "mira@patients.example", "password1": PASSWORD})
    code = re.search(r"^\d{6}$", mail.outbox[-1].body, re.M)
    client.post("/account/confirm-email/", {"code": code[0]})
    return client


@pytest.fixture
def registered(mira: Client) -> Client:
    mira.post("/about-you/", DETAILS)
    return mira


# --- first questions -------------------------------------------------------------------------------------------------


def test_a_stranger_walks_the_first_questions_to_sign_up(client: Client, harbor: Clinic) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/start/").headers["Location"] == "/start/1/"
    assert client.get("/start/1/").status_code == 200
    assert client.post("/start/1/", {"answer": "yes"}).headers["Location"] == "/start/2/"
    assert "Oregon" in shown(client.get("/start/2/"))
    assert client.post("/start/2/", {"answer": "OR"}).headers["Location"] == "/start/3/"
    assert client.post("/start/3/", {"answer": "yes"}).headers["Location"] == "/account/signup/"
    assert client.get("/account/signup/").status_code == 200


@pytest.mark.parametrize(("step", "answer", "reason"), [(1, "no", "age"), (2, "elsewhere", "state")])
def test_a_no_to_age_or_state_ends_on_a_kind_page(client: Client, harbor: Clinic, step: int, answer: str, reason: str) -> None:
    client.get("/start/")
    response = client.post(f"/start/{step}/", {"answer": answer}, follow=True)
    assert response.redirect_chain[-1][0] == f"/start/elsewhere/{reason}/"
    assert response.status_code == 200
    assert "988" in shown(response)


@pytest.mark.parametrize("answer", ["no", "not-sure"])
def test_help_is_the_next_page_for_somebody_who_is_not_safe(client: Client, harbor: Clinic, answer: str) -> None:
    client.get("/start/")
    response = client.post("/start/3/", {"answer": answer})
    assert response.status_code == 200
    assert "tel:988" in shown(response)
    assert client.post("/start/3/", {"answer": "go-on"}).headers["Location"] == "/account/signup/"


@pytest.mark.parametrize("answer", ["", "maybe", "TX", "\u202e"])
def test_an_answer_that_is_no_choice_shows_the_question_again(client: Client, harbor: Clinic, answer: str) -> None:
    client.get("/start/")
    assert client.post("/start/2/", {"answer": answer}).status_code == 422


def test_several_clinics_are_offered_and_the_chosen_one_is_kept(client: Client, harbor: Clinic, valley: Clinic) -> None:
    page = shown(client.get("/start/"))
    assert "Harbor Clinic" in page
    assert "Valley Clinic" in page
    assert client.post("/start/", {"clinic": "00000000-0000-0000-0000-000000000000"}).status_code == 422
    client.post("/start/", {"clinic": str(valley.pk)})
    assert client.session["clinic"] == str(valley.pk)


def test_nothing_is_offered_when_no_clinic_is_open(client: Client, db: None) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/start/").status_code == 200
    assert client.get("/start/2/").headers["Location"] == "/start/"


# --- details -----------------------------------------------------------------------------------------------------------


def test_signing_in_leads_to_the_next_thing(mira: Client) -> None:
    assert mira.get("/home/").headers["Location"] == "/about-you/"
    mira.post("/about-you/", DETAILS)
    assert mira.get("/home/").headers["Location"] == "/consent/"
    sign(mira)
    assert mira.get("/home/").headers["Location"] == "/application/"


def sign(browser: Client, name: str = "mira okafor") -> Any:
    page = browser.get("/consent/")
    return browser.post("/consent/", {"typed_name": name, "text_id": page.context["form"].initial["text_id"]})


def test_details_are_kept_as_one_sealed_record(registered: Client, harbor: Clinic) -> None:
    patient = Patient.objects.get()
    identity = identity_of(patient)
    assert (identity.legal_name, str(identity.birth_date), identity.phone) == ("Mira Okafor", "1985-06-14", "+14155552671")
    assert identity.emergency_contact.phone == "+14155552672"
    assert re.fullmatch(r"[ACDEFHJKMNPQRTVWXY34679]{3}-[ACDEFHJKMNPQRTVWXY34679]{3}", patient.reference)
    assert AuditEvent.objects.filter(action="patient.registered", patients=[str(patient.pk)]).exists()


def test_co_5_the_same_details_sent_twice_make_one_patient(registered: Client) -> None:
    registered.post("/about-you/", {**DETAILS, "version": "1"})
    assert Patient.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("given", "", "Enter your first name as it is on your ID"),
        ("birth_date_day", "31", "June has 30 days. Check the day"),
        ("birth_date_year", "2985", "Your birth date must be in the past"),
        ("birth_date_month", "Juneteenth", "Enter the month as a number or a name, like 6 or June"),
        ("sex_at_birth", "", "Choose an answer, or choose I&#x27;d rather not say"),
        ("phone", "12", "Enter a phone number with its area code"),
        ("state", "TX", "We can see people who live in California, Oregon, Washington"),
        ("contact_phone", "", "Add a phone number for this person"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(mira: Client, field: str, value: str, said: str) -> None:
    response = mira.post("/about-you/", {**DETAILS, field: value})
    assert response.status_code == 422
    page = shown(response)
    assert said in page
    assert "<title>Error:" in page
    assert 'value="Oakland"' in page
    assert not Patient.objects.exists()


def test_somebody_under_18_is_told_kindly_and_nothing_is_kept(mira: Client) -> None:
    response = mira.post("/about-you/", {**DETAILS, "birth_date_year": "2012"})
    assert response.headers["Location"] == "/start/elsewhere/age/"
    assert not Patient.objects.exists()


def test_a_correction_is_saved_and_names_its_fields_only(registered: Client) -> None:
    response = registered.post("/about-you/", {**DETAILS, "city": "Berkeley", "version": "1"})
    assert response.status_code == 302
    assert identity_of(Patient.objects.get()).city == "Berkeley"
    event = AuditEvent.objects.get(action="patient.details_changed")
    assert event.fields == ["city"]
    assert "Berkeley" not in str(event.__dict__)


def test_co_2_a_correction_from_an_old_page_loses_nothing_and_overwrites_nothing(registered: Client) -> None:
    registered.post("/about-you/", {**DETAILS, "city": "Berkeley", "version": "1"})
    response = registered.post("/about-you/", {**DETAILS, "city": "Alameda", "version": "1"})
    assert response.status_code == 409
    assert 'value="Alameda"' in shown(response)
    assert identity_of(Patient.objects.get()).city == "Berkeley"
    again = registered.post("/about-you/", {**DETAILS, "city": "Alameda", "version": "2"})
    assert again.status_code == 302
    assert identity_of(Patient.objects.get()).city == "Alameda"


def test_ac_1_nobody_else_sees_or_changes_her_details(registered: Client, ada: Patient, signed_in: Any) -> None:
    other = signed_in(Browser(), ada)
    assert "Okafor" not in shown(other.get("/about-you/"))
    other.post("/about-you/", {**DETAILS, "city": "Elsewhere", "version": "1"})
    assert identity_of(patient_for(User.objects.get(email="mira@patients.example"))).city == "Oakland"


# --- consent -----------------------------------------------------------------------------------------------------------


def test_she_signs_with_her_name_and_the_exact_text_is_bound(registered: Client, harbor: Clinic) -> None:
    text = consent_text_in_force(harbor)
    page = shown(registered.get("/consent/"))
    assert text.summary in page
    assert sign(registered).status_code == 302
    consent = Consent.objects.get()
    signature = consent.signature
    assert signature.text_sha256 == text_digest(signed_words(text))
    assert (signature.name, signature.method, signature.meaning) == ("mira okafor", "typed-name", "consent")
    assert (signature.document_type, signature.document_id) == ("patients.consent", consent.pk)
    assert consent.language == "en"


def test_her_application_begins_with_the_consent_and_not_before(registered: Client) -> None:
    assert not QuestionnaireResponse.objects.exists()
    sign(registered)
    assert QuestionnaireResponse.objects.count() == 1


def test_another_name_is_answered_kindly_and_signs_nothing(registered: Client) -> None:
    response = sign(registered, "Mira Smith")
    assert response.status_code == 422
    assert "Type your name the way you gave it to us: Mira Okafor" in shown(response)
    assert 'value="Mira Smith"' in shown(response)
    assert not Signature.objects.exists()


def test_saying_no_is_no_dead_end(registered: Client) -> None:
    response = registered.post("/consent/", {"disagree": "1"}, follow=True)
    assert response.redirect_chain[-1][0] == "/consent/not-given/"
    assert not Consent.objects.exists()
    assert registered.get("/consent/").status_code == 200


def test_a_text_that_was_renewed_while_she_read_is_shown_and_not_signed(registered: Client, harbor: Clinic) -> None:
    old = registered.get("/consent/").context["form"].initial["text_id"]
    factories.make_consent_text(harbor, version=2)
    response = registered.post("/consent/", {"typed_name": "Mira Okafor", "text_id": old})
    assert response.status_code == 409
    assert "Mira Okafor" in shown(response)
    assert not Consent.objects.exists()


def test_two_presses_sign_once(registered: Client) -> None:
    sign(registered)
    text_id = Consent.objects.get().text_id
    assert registered.post("/consent/", {"typed_name": "Mira Okafor", "text_id": text_id}).status_code == 302
    assert Consent.objects.count() == 1


def test_she_takes_her_consent_back_and_may_give_it_again(registered: Client) -> None:
    sign(registered)
    assert registered.get("/consents/withdraw/").status_code == 200
    registered.post("/consents/withdraw/")
    patient = Patient.objects.get()
    assert consent_in_force(patient) is None
    assert "You took it back" in shown(registered.get("/consents/"))
    assert registered.get("/home/").headers["Location"] == "/consent/"
    assert sign(registered).status_code == 302
    assert consent_in_force(patient) is not None
    assert [event.action for event in AuditEvent.objects.filter(action__startswith="consent.")] == [
        "consent.given",
        "consent.withdrawn",
        "consent.given",
    ]


def test_there_is_no_consent_before_she_told_who_she_is(mira: Client) -> None:
    for path in ("/consent/", "/consents/", "/consents/withdraw/"):
        assert mira.get(path).headers["Location"] == "/about-you/"


def test_a_clinic_without_a_published_text_says_so(registered: Client, harbor: Clinic) -> None:
    harbor.consent_texts.all().delete()
    assert registered.get("/consent/").status_code == 503


# --- who lands where ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("prescriber", "/review/"),
        ("therapist", "/review/"),
        ("front-desk", "/review/desk/"),
        ("clinic-admin", "/admin/"),
        ("privacy-officer", "/admin/"),
    ],
)
def test_staff_land_at_their_work(client: Client, harbor: Clinic, signed_in: Any, role: str, path: str) -> None:
    member: Membership = factories.make_member(Role(role), harbor)
    assert signed_in(client, member).get("/home/").headers["Location"] == path


def test_staff_do_not_register_as_patients(client: Client, clara: Membership, signed_in: Any) -> None:
    assert signed_in(client, clara).get("/about-you/").status_code in (403, 404)


def test_a_stranger_is_asked_to_sign_in_first(client: Client, harbor: Clinic) -> None:
    for path in ("/home/", "/about-you/", "/consent/", "/consents/", "/consents/withdraw/"):
        assert client.get(path).headers["Location"].startswith("/account/login/")
