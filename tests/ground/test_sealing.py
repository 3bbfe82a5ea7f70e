"""EN-2, EN-3, EN-6: a sealed document opens in its own row, and never reads as empty."""

import pytest
from django.db import connection, transaction

from kapintake.patients.models import Patient
from kapintake.sealing import CannotBeRead, Sealed, key_id, sealed_field
from tests import factories

pytestmark = pytest.mark.django_db
IDENTITY = sealed_field(Patient, "identity")


def swap(first, second):
    """What somebody with the database alone can do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, identity FROM patients_patient")
        rows = {str(row_id).replace("-", ""): bytes(value) for row_id, value in cursor.fetchall()}
        for mine, other in ((first, second), (second, first)):
            row_id = mine.pk.hex if connection.vendor == "sqlite" else str(mine.pk)
            cursor.execute("UPDATE patients_patient SET identity = %s WHERE id = %s", [rows[other.pk.hex], row_id])


def test_en_2_it_does_not_open_in_the_row_of_another_patient(ada, ben):
    swap(ada, ben)
    for patient in Patient.objects.all():
        with pytest.raises(CannotBeRead):
            patient.identity  # noqa: B018  # reading is what is tested


def test_en_2_it_does_not_open_in_another_column_of_the_same_row(ada):
    from kapintake.accounts.models import Signature

    elsewhere = sealed_field(Signature, "name")
    with pytest.raises(CannotBeRead):
        elsewhere.open_for(ada.pk, IDENTITY.seal_for(ada.pk, {"a": 1}))


@pytest.mark.parametrize("position", [0, 1, 8, 9, 20, 21, -1])
def test_en_2_it_does_not_open_when_any_part_was_altered(ada, position):
    sealed = bytearray(IDENTITY.seal_for(ada.pk, {"a": 1}).data)
    sealed[position] ^= 1
    with pytest.raises(CannotBeRead):
        IDENTITY.open_for(ada.pk, Sealed(bytes(sealed)))


@pytest.mark.parametrize("left", [b"", b"\x01", b"short", b"\x01" + bytes(20)])
def test_en_6_what_is_left_of_a_value_cannot_be_read_and_is_not_empty(ada, left):
    with pytest.raises(CannotBeRead):
        IDENTITY.open_for(ada.pk, Sealed(left))


def test_en_2_the_same_document_is_never_sealed_the_same_way_twice(ada):
    assert len({IDENTITY.seal_for(ada.pk, {"a": 1}).data for _ in range(50)}) == 50


def test_en_2_an_older_key_still_opens_and_the_newest_one_seals(ada, settings):
    settings.FIELD_KEYS = [b"n" * 32, *settings.FIELD_KEYS]
    patient = Patient.objects.get(pk=ada.pk)
    assert patient.identity["name_used"] == "Ada"
    patient.save()
    stored = Patient.objects.get(pk=ada.pk).__dict__["identity"]
    assert stored.data[1:9] == key_id(b"n" * 32)


def test_en_6_it_raises_an_alarm_that_names_the_place_and_no_word(ada, settings, caplog):
    settings.FIELD_KEYS = [b"n" * 32]
    with pytest.raises(CannotBeRead):
        Patient.objects.get(pk=ada.pk).identity  # noqa: B018
    (alarm,) = caplog.records
    assert (alarm.levelname, alarm.name) == ("ERROR", "kapintake.sealing")
    assert f"patients_patient|identity|{ada.pk}" in alarm.getMessage()


def test_en_6_it_says_so_when_its_key_has_left_the_ring(ada, settings):
    settings.FIELD_KEYS = [b"n" * 32]
    with pytest.raises(CannotBeRead):
        Patient.objects.get(pk=ada.pk).identity  # noqa: B018


def test_en_3_it_seals_in_a_bulk_insert_as_in_a_single_one(harbor):
    users = [factories.make_user(f"bulk{number}@patients.example") for number in range(3)]
    rows = [
        Patient(user=user, clinic=harbor, reference=f"BLK-00{n}", identity={"name_used": user.email}, created_at=factories.AT)
        for n, user in enumerate(users)
    ]
    Patient.objects.bulk_create(rows)
    assert {patient.identity["name_used"] for patient in Patient.objects.all()} == {user.email for user in users}


def test_en_3_it_refuses_an_update_that_would_store_plain_text(ada):
    with pytest.raises(TypeError), transaction.atomic():
        Patient.objects.filter(pk=ada.pk).update(identity={"name_used": "plain"})
    assert Patient.objects.get(pk=ada.pk).identity["name_used"] == "Ada"


def test_en_3_it_takes_a_document_sealed_for_the_row_in_a_conditional_update(ada):
    sealed = IDENTITY.seal_for(ada.pk, {"name_used": "Addie"})
    assert Patient.objects.filter(pk=ada.pk, version=1).update(identity=sealed, version=2) == 1
    assert Patient.objects.get(pk=ada.pk).identity == {"name_used": "Addie"}


@pytest.mark.parametrize("lookup", ["identity", "identity__contains", "identity__in", "identity__gt", "identity__startswith"])
def test_en_3_it_has_no_look_ups(ada, lookup):
    with pytest.raises(TypeError):
        list(Patient.objects.filter(**{lookup: [b"x"] if lookup.endswith("in") else b"x"}))


def test_en_3_it_opens_after_defer_only_and_refresh(ada):
    assert Patient.objects.defer("identity").get(pk=ada.pk).identity["name_used"] == "Ada"
    assert Patient.objects.only("reference").get(pk=ada.pk).identity["name_used"] == "Ada"
    ada.identity = {"name_used": "typed, not saved"}
    ada.refresh_from_db()
    assert ada.identity["name_used"] == "Ada"


def test_en_3_it_keeps_a_change_made_inside_the_opened_document(ada):
    patient = Patient.objects.get(pk=ada.pk)
    patient.identity["phone"] = "+1 555 0777"
    patient.save(update_fields=["identity"])
    assert Patient.objects.get(pk=ada.pk).identity["phone"] == "+1 555 0777"


def test_en_3_it_is_not_opened_by_saving_other_columns(ada):
    patient = Patient.objects.get(pk=ada.pk)
    patient.save()
    assert isinstance(patient.__dict__["identity"], Sealed)


def test_en_3_it_is_never_serialised(ada):
    from django.core import serializers

    with pytest.raises(TypeError):
        serializers.serialize("json", [ada])


def test_en_3_not_a_number_is_refused_at_the_door(ada):
    with pytest.raises(ValueError, match="JSON"):
        IDENTITY.seal_for(ada.pk, {"a": float("nan")})
