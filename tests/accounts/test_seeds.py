"""EN-2 for the seeds of second locks: each opens for its owner alone, and those of an earlier release are carried over."""

import base64
import importlib
from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps

from kapintake.accounts.second_factor import accept_recovery_code, accept_totp_code, open_seed, seal_seed, seeds_of
from kapintake.patients.models import Patient
from kapintake.sealing import CannotBeRead, seal
from tests import factories
from tests.accounts.test_second_factor import code_at

bound = importlib.import_module("kapintake.accounts.migrations.0003_seeds_bound_to_their_owner")


def codes_of(patient: Patient) -> list[str]:
    with seeds_of(patient.user):
        return RecoveryCodes.activate(patient.user).get_unused_codes()


def test_en_2_a_seed_copied_into_anothers_row_opens_nothing(ada: Patient, ben: Patient, at: datetime) -> None:
    """Whoever can write the table puts the sealed seed of an app of hers into somebody else's row."""
    mine, theirs = factories.give_totp(ada.user), factories.give_totp(ben.user)
    Authenticator.objects.filter(pk=theirs.pk).update(data=mine.data)
    with pytest.raises(CannotBeRead):
        accept_totp_code(ben.user, code_at(at), at=at)
    assert accept_totp_code(ada.user, code_at(at), at=at)


def test_en_2_recovery_codes_copied_into_anothers_row_open_nothing(ada: Patient, ben: Patient) -> None:
    code = codes_of(ada)[0]
    codes_of(ben)
    mine = Authenticator.objects.get(user=ada.user, type="recovery_codes")
    Authenticator.objects.filter(user=ben.user, type="recovery_codes").update(data=mine.data)
    with pytest.raises(CannotBeRead):
        accept_recovery_code(ben.user, code)
    assert accept_recovery_code(ada.user, code)
    assert accept_recovery_code(ada.user, code) is None


def test_en_2_nobodys_seed_is_neither_sealed_nor_opened(db: None) -> None:
    with pytest.raises(CannotBeRead):
        seal_seed("JBSWY3DP")


def test_seeds_of_an_earlier_release_open_after_the_migration(ada: Patient, at: datetime) -> None:
    old = base64.b64encode(seal(factories.TOTP_SECRET.encode(), bound_to="mfa_authenticator|seed")).decode()
    kept = Authenticator.objects.create(user=ada.user, type="totp", data={"secret": old, "newest_step": 7})
    broken = Authenticator.objects.create(user=ada.user, type="recovery_codes", data={"seed": "bm90aGluZw==", "used_mask": 3})
    bound.to_owner(apps, None)
    bound.to_owner(apps, None)  # a second run finds nothing to do
    kept.refresh_from_db()
    broken.refresh_from_db()
    with seeds_of(ada.user):
        assert open_seed(kept.data["secret"]) == factories.TOTP_SECRET
    assert kept.data["newest_step"] == 7
    assert broken.data == {"seed": "bm90aGluZw==", "used_mask": 3}
    assert accept_totp_code(ada.user, code_at(at), at=at)
    bound.to_column(apps, None)
    kept.refresh_from_db()
    with seeds_of(ada.user), pytest.raises(CannotBeRead):
        open_seed(kept.data["secret"])
