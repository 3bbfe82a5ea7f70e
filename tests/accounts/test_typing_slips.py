""" "Did you mean gmail.com?": for a slip of the finger, never for somebody's real address."""

import re

import pytest
from django.core import mail
from django.test import Client

from kapintake.accounts.models import User
from kapintake.accounts.typing_slips import likely_email
from kapintake.clinics.models import Clinic

PASSWORD = "violet tractor seventeen"


@pytest.mark.parametrize("typed", ["gmial.com", "gamil.com", "gmail.co", "gmail.con", "gmai.com", "gmaill.com", "fmail.com", "GMIAL.com"])
def test_a_slip_is_noticed(typed: str) -> None:
    assert likely_email(f"mira@{typed}") == "mira@gmail.com"


@pytest.mark.parametrize(
    "email", ["mira@gmail.com", "mira@mail.com", "mira@ymail.com", "mira@me.com", "mira@harbor.example", "mira", "@", ""]
)
def test_a_real_address_is_left_alone(email: str) -> None:
    assert likely_email(email) == ""


def test_it_is_a_button_beside_the_code_and_blocks_nothing(client: Client, harbor: Clinic) -> None:
    response = client.post("/account/signup/", {"email": "mira@gmial.com", "password1": PASSWORD}, follow=True)
    page = response.content.decode()
    assert "Did you mean mira@gmail.com?" in page
    assert "gmail" not in response.redirect_chain[-1][0]
    code = re.search(r"^\d{6}$", mail.outbox[-1].body, re.M)
    assert client.post("/account/confirm-email/", {"code": code[0]}).status_code == 302
    assert User.objects.get(email="mira@gmial.com")


def test_the_button_brings_the_address_to_the_first_page(client: Client, harbor: Clinic) -> None:
    client.post("/account/signup/", {"email": "mira@gmial.com", "password1": PASSWORD})
    response = client.post("/account/corrected-email/", {"email": "mira@gmail.com"}, follow=True)
    assert response.redirect_chain[-1][0] == "/account/signup/"
    assert 'value="mira@gmail.com"' in response.content.decode()
    client.post("/account/signup/", {"email": "mira@gmail.com", "password1": PASSWORD})
    assert mail.outbox[-1].to == ["mira@gmail.com"]


def test_the_signup_page_carries_what_the_script_asks_with(client: Client, harbor: Clinic) -> None:
    page = client.get("/account/signup/").content.decode()
    assert 'data-question="Did you mean %s?"' in page
    assert "gmail.com" in page
