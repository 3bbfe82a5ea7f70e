"""SE-1 to SE-4: keys, age, and what was typed when a session ran out."""

import asyncio
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from kapintake.accounts.models import Session
from kapintake.accounts.sessions import SessionStore, key_at_rest
from tests import factories
from tests.browser import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.sample_urls")]


def later(**ago):
    return time_machine.travel(timezone.now() + timedelta(**ago), tick=False)


def test_se_1_it_gives_a_new_key_at_sign_in_and_at_sign_out(client, ada):
    session = client.session
    session["before"] = "kept"
    session.save()
    client.cookies["session"] = planted = session.session_key
    client.post("/account/login/", {"login": ada.user.email, "password": factories.PASSWORD})
    signed_in = client.cookies["session"].value
    assert signed_in != planted
    assert not Session.objects.filter(pk=key_at_rest(planted)).exists()
    client.post("/account/logout/")
    assert not Session.objects.filter(pk=key_at_rest(signed_in)).exists()


def test_se_1_a_key_that_a_stranger_made_up_is_not_taken_on(client):
    client.cookies["session"] = "a" * 32
    client.get("/mine/")
    store = SessionStore("a" * 32)
    store.load()
    assert store.session_key is None


def test_se_1_the_cookie_is_closed_to_scripts_and_to_other_sites(client, ada, settings):
    client.post("/account/login/", {"login": ada.user.email, "password": factories.PASSWORD})
    cookie = client.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_se_3_the_stored_key_signs_nobody_in(client, signed_in, ada):
    signed_in(client, ada)
    stored = Session.objects.get(user=ada.user).session_key
    client.cookies["session"] = stored
    assert client.get("/mine/").status_code == 302


@pytest.mark.parametrize(("who", "minutes"), [("ada", 30), ("clara", 15), ("finn", 15)])
def test_se_2_it_ends_a_session_that_was_left_alone(request, client, signed_in, who, minutes):
    signed_in(client, request.getfixturevalue(who))
    with later(minutes=minutes - 1):
        assert client.get("/home/").status_code == 200
    with later(minutes=2 * minutes - 2):
        assert client.get("/home/").status_code == 200
    with later(minutes=3 * minutes - 1):
        assert client.get("/home/")["Location"].startswith("/account/login/")


def test_se_2_a_poll_does_not_keep_a_session_alive(client, signed_in, clara):
    signed_in(client, clara)
    for minute in (5, 10, 14):
        with later(minutes=minute):
            assert client.get("/queue/", headers={"HX-Request": "true"}).status_code == 200
            assert client.get("/queue/", headers={"Sec-Fetch-Mode": "cors"}).status_code == 200
    with later(minutes=16):
        answer = client.get("/queue/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/account/login/")


def test_se_2_twelve_hours_are_the_end_however_busy_and_whatever_renewed_the_key(client, signed_in, ada):
    signed_in(client, ada)
    for quarter in range(1, 48):
        with later(minutes=15 * quarter):
            assert client.get("/mine/").status_code == 200
            if quarter == 20:
                session = client.session
                session.cycle_key()
                session.save()
                client.cookies["session"] = session.session_key
    with later(hours=12):
        assert client.get("/mine/").status_code == 302


def test_se_2_it_writes_that_somebody_was_seen_at_most_once_a_minute(client, signed_in, ada, django_assert_num_queries):
    signed_in(client, ada)
    with later(seconds=90):
        client.get("/mine/")
        with django_assert_num_queries(3):  # session, user, membership
            client.get("/mine/")


def test_se_4_what_was_typed_is_there_again_after_signing_in(client, signed_in, ada):
    signed_in(client, ada)
    with later(minutes=31):
        answer = client.post("/save/", {"words": "a long\nstory", "many": ["1", "2"], "password": "never kept", "code": "123456"})
        assert answer["Location"] == "/account/login/?next=/save/"
        client.post("/account/login/?next=/save/", {"login": ada.user.email, "password": factories.PASSWORD})
        answer = client.get("/save/")
        assert answer.status_code == 200
        assert answer.context["fields"] == [["words", "a long\nstory"], ["many", "1"], ["many", "2"]]
        assert "once more" in answer.content.decode()
        assert client.get("/save/").status_code == 405  # shown once


def test_se_4_nobody_else_finds_what_she_typed(client, signed_in, ada, ben):
    signed_in(client, ada)
    with later(minutes=31):
        client.post("/save/", {"words": "ada's story"})
        client.post("/account/login/?next=/save/", {"login": ben.user.email, "password": factories.PASSWORD})
        assert client.get("/save/").status_code == 405
        assert "parked_form" not in client.session


def test_se_4_an_old_form_token_of_our_own_page_keeps_what_was_typed(signed_in, ada):
    client = signed_in(Browser(enforce_csrf_checks=True), ada)
    answer = client.post("/save/", {"words": "a story"}, headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    assert answer.context["fields"] == [("words", "a story")]
    elsewhere = client.post("/save/", {"words": "a story"}, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 403
    assert b"a story" not in elsewhere.content


def test_it_does_not_bring_back_a_session_that_was_ended_elsewhere(ada):
    store = SessionStore()
    store["a"] = 1
    store.save()
    Session.objects.all().delete()
    store["a"] = 2
    with pytest.raises(UpdateError):
        store.save()


def test_it_clears_what_has_run_out():
    store = SessionStore()
    store["a"] = 1
    store.save()
    with later(days=2):
        SessionStore.clear_expired()
    assert Session.objects.count() == 0


@pytest.mark.django_db(transaction=False)
def test_it_has_the_whole_interface_that_django_asks_of_a_store():
    from django.contrib.sessions.backends.db import SessionStore as DjangoStore

    missing = {name for name in vars(DjangoStore) if name.startswith("a") and not hasattr(SessionStore, name)}
    own = ("aload", "aexists", "acreate", "asave", "adelete", "aclear_expired")
    assert missing <= {"acreate_model_instance"}
    assert all(asyncio.iscoroutinefunction(getattr(SessionStore, name)) for name in own)
