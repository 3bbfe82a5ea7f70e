"""Fixtures that every test may use. The cast lives in factories.py.

`ada` and `ben` are Patients; `clara`, `dev`, `eva`, `fay`, `finn` and `pia` are Memberships (`.user`, `.clinic`, `.role`).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kapintake.access import Role
from kapintake.clinics.models import Clinic, Membership, OnCall
from kapintake.patients.models import Patient
from kapintake.records_migrations import APPEND_ONLY, add_statements, drop_statements, missing_triggers
from tests import factories
from tests.browser import Browser


@pytest.fixture
def client() -> Browser:
    """A browser: posts are URL-encoded, as our pages send them."""
    return Browser()


@pytest.fixture
def at() -> datetime:
    """Now, for tests: a Tuesday, ten in the morning at harbor, while the clinic is open."""
    return factories.AT


@pytest.fixture
def harbor(db: None) -> Clinic:
    """The clinic of the cast. Its rota is filled by `clara` (first) and `dev` (backup) when a test asks for them."""
    return factories.make_clinic("Harbor Clinic")


@pytest.fixture
def valley(db: None) -> Clinic:
    """The other clinic."""
    return factories.make_clinic("Valley Clinic")


@pytest.fixture
def clara(harbor: Clinic) -> Membership:
    """A prescriber of harbor, first on duty."""
    clara = factories.make_member(Role.PRESCRIBER, harbor, name="Clara Osei", email="clara@harbor.example")
    factories.make_duty(clara)
    return clara


@pytest.fixture
def dev(harbor: Clinic) -> Membership:
    """A therapist of harbor, backup on duty."""
    dev = factories.make_member(Role.THERAPIST, harbor, name="Dev Patel", email="dev@harbor.example")
    factories.make_duty(dev, line=OnCall.Line.BACKUP)
    return dev


@pytest.fixture
def eva(valley: Clinic) -> Membership:
    """A prescriber of valley."""
    return factories.make_member(Role.PRESCRIBER, valley, name="Eva Lind", email="eva@valley.example")


@pytest.fixture
def fay(harbor: Clinic) -> Membership:
    """The front desk of harbor."""
    return factories.make_member(Role.FRONT_DESK, harbor, name="Fay Reyes", email="fay@harbor.example")


@pytest.fixture
def finn(harbor: Clinic) -> Membership:
    """The admin of harbor."""
    return factories.make_member(Role.CLINIC_ADMIN, harbor, name="Finn Adeyemi", email="finn@harbor.example")


@pytest.fixture
def pia(harbor: Clinic) -> Membership:
    """The privacy officer of harbor."""
    return factories.make_member(Role.PRIVACY_OFFICER, harbor, name="Pia Novak", email="pia@harbor.example")


@pytest.fixture
def ada(harbor: Clinic) -> Patient:
    """A patient of harbor who agreed to the screening."""
    return factories.make_patient(harbor, given="Ada", family="Marlow", email="ada@patients.example")


@pytest.fixture
def ben(harbor: Clinic) -> Patient:
    """Another patient of harbor."""
    return factories.make_patient(harbor, given="Ben", family="Quill", email="ben@patients.example", birth_date="1979-08-02")


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """`signed_in(client, clara)`: a browser in which she is signed in, her second factor given. Takes a user, patient or member."""

    def sign_in(client: Client, who: Any, *, second_factor: bool = True) -> Client:
        from kapintake.accounts.sessions import note_second_factor

        user = getattr(who, "user", who)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if second_factor:
            session = client.session
            note_second_factor(session, user)
            session.save()
        return client

    return sign_in


@pytest.fixture
def _triggers_return(django_db_blocker: Any) -> Iterator[None]:
    """After the rows of a committed test were flushed, the append-only triggers stand again."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in missing_triggers(connection):
            for statement in add_statements(connection.vendor, table):
                cursor.execute(statement)


@pytest.fixture
def committed_db(_triggers_return: None, transactional_db: None) -> Iterator[None]:
    """For tests that need commits (threads, locks): as `transactional_db`, whose flush append-only tables would refuse."""
    yield
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            for statement in drop_statements(connection.vendor, table):
                cursor.execute(statement)
