"""Staff invitations: one use, seven days, bound to clinic, role and address; a GET spends nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from kapintake.access import Role
from kapintake.accounts.models import User
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Clinic, Invitation, Membership
from kapintake.clinics.services import invite_member, revoke_invitation
from kapintake.notifications.models import Message
from kapintake.patients.models import Patient
from tests import factories
from tests.browser import Browser
from tests.factories import PASSWORD

NEW = {"password1": "violet tractor seventeen"}


@pytest.fixture(autouse=True)
def _the_clock_stands(at: datetime) -> Any:
    with time_machine.travel(at, tick=False):
        yield


def invite(clinic: Clinic, by: Membership, at: datetime, email: str = "Nora@Harbor.example", role: str = Role.THERAPIST) -> str:
    """The path that was mailed."""
    invitation = invite_member(clinic=clinic, email=email, role=role, name="Nora Vale", by=by.user, at=at)
    return str(Message.objects.get(recipient_id=invitation.pk).envelope["path"])


def test_a_colleague_joins_and_enrols_her_second_lock_next(client: Client, harbor: Clinic, finn: Membership, at: datetime) -> None:
    path = invite(harbor, finn, at)
    page = client.get(path, follow=True)
    assert page.redirect_chain[-1][0] == "/invitation/"
    assert "Nora Vale" in page.content.decode()
    assert client.post("/invitation/", NEW).headers["Location"] == "/home/"
    member = Membership.objects.get(user__email="nora@harbor.example")
    assert (member.clinic, member.role, member.name) == (harbor, "therapist", "Nora Vale")
    assert member.user.emailaddress_set.get().verified
    assert client.get("/home/").headers["Location"] == "/account/2fa/totp/activate/"
    assert client.get("/account/2fa/totp/activate/").status_code == 200
    assert AuditEvent.objects.filter(action="membership.began", object_id=str(member.pk)).exists()


def test_an_6_the_token_leaves_the_address_and_is_hashed_at_rest(client: Client, harbor: Clinic, finn: Membership, at: datetime) -> None:
    path = invite(harbor, finn, at)
    response = client.get(path)
    assert (response.headers["Location"], response.headers["Referrer-Policy"]) == ("/invitation/", "no-referrer")
    page = client.get("/invitation/")
    assert page.headers["Referrer-Policy"] == "same-origin"  # stricter, and browsers would send no origin with the form
    token = path.split("/")[2]
    assert token not in client.get("/invitation/").content.decode()
    with connection.cursor() as cursor:
        for table in ("clinics_invitation", "notifications_message", "audit_auditevent", "accounts_session"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # our own table names
            assert token not in str(cursor.fetchall())


def test_an_6_opening_the_link_spends_nothing(harbor: Clinic, finn: Membership, at: datetime) -> None:
    path = invite(harbor, finn, at)
    for _ in range(3):
        assert Browser().get(path, follow=True).status_code == 200
        Browser().head(path)
    browser = Browser()
    browser.get(path)
    assert browser.post("/invitation/", NEW).status_code == 302


def test_an_6_it_is_used_once(harbor: Clinic, finn: Membership, at: datetime) -> None:
    path = invite(harbor, finn, at)
    first, second = Browser(), Browser()
    first.get(path)
    second.get(path)
    first.post("/invitation/", NEW)
    assert second.post("/invitation/", {"password1": "another tractor eighteen"}).status_code == 404
    assert second.get(path, follow=True).status_code == 404
    assert User.objects.get(email="nora@harbor.example").check_password("violet tractor seventeen")


def test_an_6_it_runs_out_after_seven_days(client: Client, harbor: Clinic, finn: Membership, at: datetime) -> None:
    path = invite(harbor, finn, at)
    with time_machine.travel(at + timedelta(days=7, seconds=1), tick=False):
        assert client.get(path, follow=True).status_code == 404


def test_a_newer_invitation_or_taking_it_back_closes_the_link(harbor: Clinic, finn: Membership, at: datetime) -> None:
    first = invite(harbor, finn, at)
    second = invite(harbor, finn, at + timedelta(minutes=1))
    assert Browser().get(first, follow=True).status_code == 404
    assert Browser().get(second, follow=True).status_code == 200
    revoke_invitation(invitation=Invitation.objects.get(revoked_at__isnull=True), by=finn.user, at=at)
    assert Browser().get(second, follow=True).status_code == 404


@pytest.mark.parametrize("path", ["/invitation/", "/invitation/nonsense/", "/invitation/%00/", "/invitation/" + "a" * 300 + "/"])
def test_a_made_up_token_opens_nothing(client: Client, harbor: Clinic, path: str) -> None:
    assert client.get(path, follow=True).status_code in (400, 404)


def test_an_8_it_is_refused_while_signed_in_as_somebody_else(
    ada: Patient, finn: Membership, harbor: Clinic, at: datetime, signed_in: Any
) -> None:
    path = invite(harbor, finn, at)
    browser = signed_in(Browser(), ada)
    assert browser.get(path, follow=True).status_code == 409
    assert browser.post("/invitation/", NEW).status_code == 409
    assert not Membership.objects.filter(user=ada.user).exists()


def test_an_8_somebody_known_joins_with_her_own_sign_in_and_keeps_her_password(
    harbor: Clinic, finn: Membership, eva: Membership, at: datetime
) -> None:
    """A prescriber of another clinic: whoever holds the link cannot set her password or pass her second factor."""
    path = invite(harbor, finn, at, email=eva.user.email)
    stranger = Browser()
    assert stranger.get(path, follow=True).redirect_chain[-1][0].startswith("/account/login/")
    assert stranger.post("/invitation/", NEW).headers["Location"].startswith("/account/login/")
    assert User.objects.get(pk=eva.user_id).check_password(PASSWORD)
    assert not Membership.objects.filter(user=eva.user, clinic=harbor).exists()


def test_an_8_she_accepts_once_she_is_signed_in(harbor: Clinic, finn: Membership, eva: Membership, at: datetime, signed_in: Any) -> None:
    path = invite(harbor, finn, at, email=eva.user.email)
    browser = signed_in(Browser(), eva)
    browser.get(path)
    assert 'type="password"' not in browser.get("/invitation/").content.decode()
    assert browser.post("/invitation/", {"accept": "1"}).headers["Location"] == "/home/"
    assert Membership.objects.filter(user=eva.user, clinic=harbor, is_active=True).exists()


def test_whoever_signed_up_with_her_address_before_is_out(client: Client, harbor: Clinic, finn: Membership, at: datetime) -> None:
    """A stranger took the address without owning it: her acceptance replaces his password and ends his sessions."""
    squatter = User.objects.create_user("nora@harbor.example", PASSWORD)
    client.get(invite(harbor, finn, at))
    client.post("/invitation/", NEW)
    nora = User.objects.get(pk=squatter.pk)
    assert nora.check_password(NEW["password1"])
    assert not nora.check_password(PASSWORD)


def test_a_weak_password_is_answered_and_the_invitation_stays_open(client: Client, harbor: Clinic, finn: Membership, at: datetime) -> None:
    client.get(invite(harbor, finn, at))
    response = client.post("/invitation/", {"password1": "short"})
    assert response.status_code == 422
    assert "longer" in response.content.decode()
    assert client.post("/invitation/", NEW).status_code == 302


def test_only_those_with_something_to_do_there_get_into_the_admin(harbor: Clinic, finn: Membership, at: datetime) -> None:
    opens_it = {Role.CLINIC_ADMIN, Role.PRIVACY_OFFICER, Role.PRESCRIBER}
    for role in (*opens_it, Role.THERAPIST, Role.FRONT_DESK):
        browser = Browser()
        browser.get(invite(harbor, finn, at, email=f"{role}@harbor.example", role=role))
        browser.post("/invitation/", NEW)
        assert User.objects.get(email=f"{role}@harbor.example").is_staff is (role in opens_it)


def test_pv_4_the_mail_goes_to_the_invited_address_alone(harbor: Clinic, finn: Membership, at: datetime) -> None:
    invite(harbor, finn, at)
    message = Message.objects.get()
    assert message.envelope["address"] == "nora@harbor.example"
    assert factories.PASSWORD not in str(message.envelope)
