"""The cast stands: others build on it."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_cast_is_two_clinics_of_people_who_can_sign_in(ada, ben, clara, dev, eva, fay, finn, pia, client, signed_in):
    assert {member.clinic for member in (clara, dev, fay, finn, pia)} == {ada.clinic, ben.clinic}
    assert eva.clinic != clara.clinic
    signed_in(client, clara)
    assert client.session["_auth_user_id"] == str(clara.user.pk)
