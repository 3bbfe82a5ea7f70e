"""Which passwords are taken (AN-1)."""

import unicodedata
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kapintake.accounts.models import User
from kapintake.clinics.models import Clinic
from kapintake.patients.models import Patient
from tests import factories
from tests.browser import Browser


@pytest.mark.parametrize(
    "password",
    [
        "violet tractor seventeen",
        "               x y z w q",
        "пароль из четырёх слов",
        "correct horse battery",
        "a" * 60 + "bcdefgh",
        "harbor seals swim at dawn",
    ],
)
def test_an_1_long_passwords_of_any_kind_are_taken(harbor: Clinic, password: str) -> None:
    validate_password(password, User(email="mira@patients.example"))


@pytest.mark.parametrize(
    "password",
    [
        "short one",
        "fourteen chars",
        "aaaaaaaaaaaaaaaaaaaa",
        "mira@patients.example",
        "mirapatients.example1",
        "harborharborharbor",
        "Harbor Clinic 2026",
        "kapintakekapintake12",
        "passwordpassword1",
        "x" * 100 + "abcdefghijklmnopqrstuvwxyzabc",
    ],
)
def test_an_1_short_common_or_known_ones_are_refused_with_what_to_do(harbor: Clinic, password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, User(email="mira@patients.example"))
    assert not any(word in refusal.value.messages[0].lower() for word in ("invalid", "valid", "must", "required"))


def test_an_1_twelve_characters_are_enough_beside_a_second_lock(harbor: Clinic) -> None:
    user = factories.make_user("mira@patients.example")
    with pytest.raises(ValidationError):
        validate_password("violet tract", user)
    factories.give_totp(user)
    validate_password("violet tract", user)


def test_an_1_the_page_says_how_long_it_has_to_be_for_her(ada: Patient, signed_in: Any) -> None:
    browser = signed_in(Browser(), ada)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    assert "At least 15 characters" in browser.get("/account/password/change/").content.decode()
    factories.give_totp(ada.user)
    assert "At least 12 characters" in browser.get("/account/password/change/").content.decode()


def test_an_1_the_same_keys_give_the_same_password_on_every_device(db: None) -> None:
    user = factories.make_user("mira@patients.example", password=unicodedata.normalize("NFD", "café crème brûlée"))
    assert user.check_password(unicodedata.normalize("NFC", "café crème brûlée"))


def test_do_1_a_giant_password_is_not_hashed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    user = factories.make_user("mira@patients.example")
    hashed: list[str] = []
    monkeypatch.setattr(
        "django.contrib.auth.hashers.MD5PasswordHasher.verify", lambda self, password, encoded: hashed.append(password) or False
    )
    assert not user.check_password("x" * 100_000)
    assert all(len(password) <= 128 for password in hashed)
