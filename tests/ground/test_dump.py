"""EN-1, SE-3: a thief with the whole database and no key learns nothing."""

import zlib

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection

from kapintake.accounts.sessions import SessionStore
from kapintake.alerts.models import SafetyAlert
from kapintake.intake.models import Answer, QuestionnaireResponse
from kapintake.notifications.models import Message
from tests import factories

CANARIES = {
    "given": "Quillfeather", "family": "Oxbowdottir", "birth": "1961-02-27", "phone": "+15550117734", "city": "Tumbledown Falls",
    "contact": "Persimmon Uncle", "answer": "canary-answer-marigold", "history": "canary-history-thistle", "said": "canary-said-bramble",
    "session": "canary-session-heather", "address": "canary.recipient@patients.example",
}  # fmt: skip


@pytest.fixture
def filled(harbor, at):
    """Every kind of sealed document, each holding its own canary."""
    patient = factories.make_patient(
        harbor,
        given=CANARIES["given"],
        family=CANARIES["family"],
        birth_date=CANARIES["birth"],
        phone=CANARIES["phone"],
        city=CANARIES["city"],
        emergency_contact={"name": CANARIES["contact"], "phone": CANARIES["phone"]},
        email="someone@patients.example",
    )
    factories.give_totp(patient.user)
    response = QuestionnaireResponse.objects.create(
        patient=patient, clinic=harbor, questionnaire="intake-2026.1", cssrs_is_on=True, started_at=at,
        current={"answers": {"indication-words": CANARIES["answer"]}},
    )  # fmt: skip
    Answer.objects.create(
        response=response, seq=1, key="k", given={"values": {"x": CANARIES["history"]}}, given_by=patient.user, given_at=at
    )
    SafetyAlert.objects.create(
        patient=patient, clinic=harbor, response=response, tier="watch", said={"evidence": CANARIES["said"]}, opened_at=at, due_at=at
    )
    envelope = {"address": CANARIES["address"]}
    Message.objects.create(key="m", template="invitation", recipient_id=patient.user.pk, envelope=envelope, created_at=at, due_at=at)
    session = SessionStore()
    session["typed"] = CANARIES["session"]
    session.save()
    return session.session_key


def dump() -> bytes:
    """Every value of every row of every table, as bytes; what unpacks with zlib is unpacked besides."""
    values = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names from the catalogue
            for row in cursor.fetchall():
                values.extend(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row)
    return b"\n".join(values + [inflated(value) for value in values])


def inflated(value: bytes) -> bytes:
    try:
        return zlib.decompress(value)
    except zlib.error:
        return b""


def spellings(canary: str) -> dict[str, bytes]:
    """The ways in which a value could lie about and still be read."""
    import base64

    plain = canary.encode()
    return {
        "plain": plain, "lower": canary.lower().encode(), "hex": plain.hex().encode(), "base64": base64.b64encode(plain)[:-4],
        "utf-16": canary.encode("utf-16-le"), "reversed": plain[::-1],
    }  # fmt: skip


@pytest.mark.django_db
def test_en_1_the_dump_holds_nothing_that_was_told_in_confidence(filled):
    dumped = dump()
    assert b"harbor clinic" in dumped.lower()  # the dump is real
    found = [(name, how) for name, canary in CANARIES.items() for how, form in spellings(canary).items() if form in dumped]
    assert found == []


@pytest.mark.django_db
def test_en_1_the_dump_holds_no_seed_of_an_authenticator(filled):
    assert factories.TOTP_SECRET.encode() not in dump()


@pytest.mark.django_db
def test_se_3_the_dump_holds_no_session_key_that_signs_anybody_in(filled):
    assert isinstance(SessionStore(filled), SessionBase)
    assert SessionStore(filled)["typed"] == CANARIES["session"]
    assert filled.encode() not in dump()
