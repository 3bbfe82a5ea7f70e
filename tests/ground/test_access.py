"""AC-2, AC-3, AC-8, AN-2, AU-3: who may open a page, and what the others see."""

import re
import uuid

import pytest
from django.urls import clear_url_caches

from kapintake.access import Role
from kapintake.audit.models import AuditEvent, Outcome
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.sample_urls")]


@pytest.fixture(autouse=True)
def _own_addresses():
    clear_url_caches()
    yield
    clear_url_caches()


def denials():
    return list(AuditEvent.objects.filter(outcome=Outcome.DENIED).values_list("action", "reason"))


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("clara", "/queue/", 200), ("dev", "/queue/", 200), ("fay", "/queue/", 403), ("finn", "/queue/", 403), ("ada", "/queue/", 403),
        ("clara", "/sign/", 200), ("dev", "/sign/", 403), ("ada", "/mine/", 200), ("clara", "/mine/", 403), ("finn", "/admin/", 200),
        ("clara", "/admin/", 403), ("ada", "/admin/", 403), ("ada", "/home/", 200), ("fay", "/home/", 200), ("fay", "/help-now/", 200),
    ],
)  # fmt: skip
def test_ac_2_it_opens_a_page_to_the_roles_it_declares(request, client, signed_in, who, path, status):
    signed_in(client, request.getfixturevalue(who))
    assert client.get(path).status_code == status


def test_ac_2_it_opens_nothing_that_declares_nothing(client, signed_in, clara):
    assert client.get("/undeclared/").status_code == 404
    signed_in(client, clara)
    assert client.get("/undeclared/").status_code == 404
    assert denials() == [("access.denied", "undeclared undeclared")]


def test_ac_2_it_sends_a_stranger_to_sign_in_and_back(client):
    answer = client.get("/queue/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/queue/")


def test_ac_3_a_record_is_not_there_for_whoever_may_not_have_it(client, signed_in, fay, clara):
    """The role, an absent id, a malformed one: the same page, but for the reference at its end."""

    def page_for(who, path):
        answer = signed_in(client, who).get(path)
        headers = {name: value for name, value in answer.items() if name != "X-Request-ID"}
        return answer.status_code, re.sub(rb"[0-9a-f-]{36}", b"", answer.content), headers

    pages = [page_for(fay, f"/records/{uuid.uuid4()}/"), page_for(clara, f"/records/{uuid.uuid4()}/"), page_for(clara, "/records/17/")]
    assert pages[0][0] == 404
    assert pages[0] == pages[1] == pages[2]


def test_au_3_it_notes_who_was_refused(client, signed_in, fay, clara):
    signed_in(client, fay).get("/queue/")
    wanted = uuid.uuid4()
    signed_in(client, clara).get(f"/records/{wanted}/")
    assert denials() == [("access.denied", "role queue"), ("record.not-found", f"not-found record {wanted}")]
    assert AuditEvent.objects.filter(outcome=Outcome.DENIED, clinic_id=fay.clinic_id).count() == 2


@pytest.mark.parametrize("path", ["/queue/", "/home/", "/admin/", "/", "/account/email/"])
def test_an_2_staff_without_an_authenticator_reach_nothing_but_its_enrolment(client, signed_in, harbor, path):
    new = factories.make_member(Role.CLINIC_ADMIN, harbor, totp=False)
    signed_in(client, new, second_factor=False)
    assert client.get(path)["Location"] == "/account/2fa/totp/activate/"
    assert client.get("/help-now/").status_code == 200


def test_an_2_an_older_session_without_the_factor_has_to_sign_in_anew(client, signed_in, clara):
    """Somebody who knew the password before she enrolled does not get in by her enrolment."""
    signed_in(client, clara, second_factor=False)
    assert client.get("/queue/")["Location"].startswith("/account/login/")
    assert "_auth_user_id" not in client.session


def test_an_2_the_session_that_enrols_is_let_in(client, harbor):
    new = factories.make_member(Role.PRESCRIBER, harbor, totp=False)
    client.post("/account/login/", {"login": new.user.email, "password": factories.PASSWORD})
    assert client.get("/queue/")["Location"] == "/account/2fa/totp/activate/"
    before = client.cookies["session"].value
    form = client.get("/account/2fa/totp/activate/").context["form"]
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    code = format_hotp_value(hotp_value(form.secret, next(yield_hotp_counters_from_time())))
    assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    assert client.get("/queue/").status_code == 200
    assert client.cookies["session"].value != before  # SE-1


def test_ac_8_a_role_that_ended_is_gone_at_the_next_request(client, signed_in, clara):
    signed_in(client, clara)
    assert client.get("/queue/").status_code == 200
    clara.is_active = False
    clara.save()
    assert client.get("/queue/").status_code == 403


def test_ac_8_an_account_that_was_closed_is_out_at_the_next_request(client, signed_in, clara):
    signed_in(client, clara)
    clara.user.is_active = False
    clara.user.save()
    assert client.get("/queue/")["Location"].startswith("/account/login/")
