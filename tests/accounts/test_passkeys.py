"""Passkeys: what no browser would send is refused and never an error, staff keep a factor, and the browser may use them here."""

import json
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from kapintake.access import Role
from kapintake.accounts.passkeys import AddPasskeyForm, PasskeySignInForm
from kapintake.accounts.second_factor import has_second_factor
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Clinic, Membership
from kapintake.patients.models import Patient
from tests import factories
from tests.browser import Browser

LOGIN = "/account/2fa/webauthn/login/"
ADD = "/account/2fa/webauthn/add/"
NONSENSE = [
    "",
    "[]",
    "null",
    "17",
    "0",
    "false",
    '"x"',
    "{",
    "{}",
    '{"id": 1}',
    '{"response": {}}',
    '{"response": {"userHandle": "!!"}}',
    "\ud800",
]
# Well formed on the outside: an id, a type, and a response whose parts are not what they should be.
HOLLOW = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA", "userHandle": "AAAA"},
}


def give_passkey(user: Any) -> Authenticator:
    """A row as the library keeps it; the key itself is never used."""
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "", "credential": {}})


def test_the_sign_in_page_offers_it_and_the_address_gives_a_challenge(client: Client, harbor: Clinic) -> None:
    page = client.get("/account/login/").content.decode()
    assert f'data-options="{LOGIN}"' in page
    answer = client.get(LOGIN, headers={"Accept": "application/json"}).json()["request_options"]["publicKey"]
    assert answer["userVerification"] == "required"
    assert answer["challenge"]
    assert not answer.get("allowCredentials")  # it names nobody's keys (AN-7)


def test_an_address_of_numbers_gives_a_page_all_the_same(client: Client, harbor: Clinic, ada: Patient, signed_in: Any) -> None:
    """Browsers make no passkeys there; nothing breaks."""
    assert client.get(LOGIN, headers={"Accept": "application/json"}, HTTP_HOST="127.0.0.1").status_code == 200
    browser = signed_in(Browser(HTTP_HOST="127.0.0.1"), ada)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    assert browser.get(ADD).status_code == 200


def test_wb_2_the_browser_may_use_passkeys_on_our_own_pages_alone(client: Client, harbor: Clinic) -> None:
    policy = client.get("/account/login/").headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in policy
    assert "camera=()" in policy


@pytest.mark.parametrize("sent", [*NONSENSE[:-1], json.dumps(HOLLOW)])
def test_in_1_an_answer_that_no_browser_sends_signs_nobody_in(client: Client, harbor: Clinic, sent: str) -> None:
    client.get(LOGIN, headers={"Accept": "application/json"})
    response = client.post(LOGIN, {"credential": sent})
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session
    assert "That passkey did not open the page" in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("sent", [*NONSENSE[:-1], json.dumps(HOLLOW)])
def test_in_1_an_answer_that_no_browser_sends_adds_no_passkey(ada: Patient, signed_in: Any, sent: str) -> None:
    browser = signed_in(Browser(), ada)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    assert browser.get(ADD).status_code == 200
    page = browser.post(ADD, {"credential": sent})
    assert page.status_code == 200
    assert "did not open" in page.content.decode()
    assert not Authenticator.objects.filter(user=ada.user).exists()


PARTS = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "AA", "e30", "!", "oA", "public-key"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*HOLLOW, *HOLLOW["response"]]), inner, max_size=5),
    max_leaves=12,
)


@pytest.mark.django_db
@settings(max_examples=120, deadline=None)
@given(sent=PARTS)
def test_in_1_whatever_is_sent_the_forms_answer(rf_with_session: Any, sent: Any) -> None:
    from allauth.core.context import request_context

    data = {"credential": json.dumps(sent)}
    with request_context(rf_with_session):
        assert not PasskeySignInForm(data=data).is_valid()
        assert not AddPasskeyForm(data=data, user=rf_with_session.user).is_valid()


@pytest.fixture(scope="session")
def rf_with_session() -> Any:
    """A request of somebody who is asked for a passkey."""
    from django.test import RequestFactory

    from kapintake.accounts.models import User

    request = RequestFactory().get("/", HTTP_HOST="localhost")
    request.session = {"mfa.webauthn.state": {"challenge": "AAAA", "user_verification": "required"}}  # type: ignore[assignment]
    request.user = User(email="mira@patients.example")
    return request


def test_a_passkey_is_a_second_lock(ada: Patient) -> None:
    assert not has_second_factor(ada.user)
    give_passkey(ada.user)
    assert has_second_factor(ada.user)


def test_an_2_staff_keep_one_factor_whichever_goes(clara: Membership, signed_in: Any) -> None:
    key = give_passkey(clara.user)
    browser = signed_in(Browser(), clara)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    remove = f"/account/2fa/webauthn/keys/{key.pk}/remove/"
    assert browser.get(remove).status_code == 200
    browser.post(remove)
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    only = give_passkey(clara.user)
    Authenticator.objects.filter(user=clara.user, type="totp").delete()
    refused = browser.post(f"/account/2fa/webauthn/keys/{only.pk}/remove/")
    assert refused.status_code == 409
    assert "only second lock" in refused.content.decode()
    assert Authenticator.objects.filter(pk=only.pk).exists()


@pytest.mark.parametrize("sent", ["false", "0", "{}", json.dumps(HOLLOW)])
def test_an_2_nothing_that_is_no_passkey_counts_as_enrolled(harbor: Clinic, sent: str) -> None:
    member = factories.make_member(Role.PRESCRIBER, harbor, email="new@harbor.example", totp=False)
    browser = Browser()
    browser.post("/account/login/", {"login": "new@harbor.example", "password": factories.PASSWORD})
    browser.get(ADD)
    browser.post(ADD, {"credential": sent})
    assert not has_second_factor(member.user)
    assert browser.get("/review/").headers["Location"] == "/account/2fa/totp/activate/"


def test_ac_1_nobody_takes_anothers_passkey_away(ada: Patient, ben: Patient, signed_in: Any) -> None:
    key = give_passkey(ada.user)
    browser = signed_in(Browser(), ben)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    for act in ("remove", "edit", "x"):
        path = f"/account/2fa/webauthn/keys/{key.pk}/{act}/"
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"name": "mine"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_en_1_a_passkey_takes_no_name(ada: Patient, signed_in: Any) -> None:
    key = give_passkey(ada.user)
    browser = signed_in(Browser(), ada)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    assert browser.post(f"/account/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Ada Marlow's phone"}).status_code == 404
    assert Authenticator.objects.get(pk=key.pk).data["name"] == ""


def test_an_2_a_member_without_a_factor_may_set_up_a_passkey_instead(harbor: Clinic) -> None:
    factories.make_member(Role.PRESCRIBER, harbor, email="new@harbor.example", totp=False)
    browser = Browser()
    browser.post("/account/login/", {"login": "new@harbor.example", "password": factories.PASSWORD})
    assert ADD in browser.get("/account/2fa/totp/activate/").content.decode()
    assert browser.get(ADD).status_code == 200
    assert browser.get("/review/").headers["Location"] == "/account/2fa/totp/activate/"


def test_an_5_a_refused_passkey_is_written_down_and_names_nobody(client: Client, harbor: Clinic, ada: Patient, at: datetime) -> None:
    client.get(LOGIN, headers={"Accept": "application/json"})
    client.post(LOGIN, {"credential": json.dumps(HOLLOW)})
    event = AuditEvent.objects.get(action="account.sign_in_refused")
    assert (event.reason, event.outcome, event.actor_id, event.patients) == ("passkey", "denied", None, [])
