"""IN-1: malformed input gets a plain page that says what to do, never an error of ours, never a silent change."""

import unicodedata
from urllib.parse import quote

import pytest
from django import forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapintake.plain_input import BadInput, PlainTextField, clean_text

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.sample_urls")]
FORM = "application/x-www-form-urlencoded"


def send(client, body, content_type=FORM, path="/save/"):
    return client.generic("POST", path, body, content_type=content_type)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"a=%00", FORM, 400), (b"a=\x00", FORM, 400), (b"%00=a", FORM, 400), (b"a=%ff", FORM, 400), (b"a=\xff", FORM, 400),
        (b"a=%ED%A0%80", FORM, 400), (b"a=%C0%80", FORM, 400),  # half a surrogate pair, an overlong NUL
        (b"a=1", "multipart/form-data; boundary=x", 415), (b'{"a": 1}', "application/json", 415), (b"a=1", "text/plain", 415),
        (b"a=1", FORM + "; charset=utf-7", 415), (b"a=1", FORM + "; charset=latin-1", 415), (b"a=1", "", 415),
        (b"a=" + b"x" * 256 * 1024, FORM, 413), (b"&".join(b"a=1" for _ in range(501)), FORM, 400),
    ],
)  # fmt: skip
def test_in_1_it_refuses_a_body_that_is_no_form_of_ours(client, signed_in, ada, body, content_type, status):
    signed_in(client, ada)
    answer = send(client, body, content_type)
    assert answer.status_code == status
    assert b"<h1>" in answer.content


@pytest.mark.parametrize("body", [b"a=1", b"", "a=ä&b=%C3%A4".encode(), b"a=1\r\n2%0A3%09", b"a=%0b", b"a=%zz", b"a=" + b"x" * 262_000])
def test_in_1_it_lets_pass_what_a_form_sends(client, signed_in, ada, body):
    signed_in(client, ada)
    assert send(client, body, FORM + "; charset=UTF-8").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["/?q=%00", "/?q=%ff", "/?%0b=1", "/?q=%ED%A0%80", "/mine/%00", "/records/%00/", "/?q=" + "x" * 4100, "/" + "y" * 4200],
)
def test_in_1_it_refuses_an_address_that_nothing_could_look_up(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    assert b"<h1>" in answer.content


def test_in_1_an_address_of_broken_bytes_names_no_page(client):
    assert client.get("/mine/%ff/").status_code == 404


def test_in_1_it_echoes_nothing_of_what_was_sent(client):
    assert b"canary" not in client.get("/?q=canary%00").content + send(client, b"a=canary%00").content


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 30])
def test_in_1_it_bears_a_length_that_is_none(client, length):
    assert client.post("/save/", {"a": "1"}, CONTENT_LENGTH=length).status_code in (302, 400, 413)


class Story(forms.Form):
    words = PlainTextField()


@pytest.mark.parametrize(("typed", "after"), [("back\x0bpain", "back"), ("\x07", "beginning"), ("no \ud800 pair", "no"), ("a\x9f", "a")])
def test_in_1_a_hidden_character_is_an_error_of_the_form_which_keeps_the_text(typed, after):
    form = Story({"words": typed})
    assert not form.is_valid()
    assert after in form.errors["words"][0]
    assert form["words"].value() == typed


@pytest.mark.parametrize("typed", ["tab\tand\nnew\r\nlines", "Zoë, 你好, ‏שלום, 👩🏽‍⚕️", "“quotes” \u2028 and nbsp\u00a0"])
def test_in_1_it_keeps_every_word_of_every_language_as_it_was_typed(typed):
    assert clean_text(typed) == typed


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_in_1_any_text_is_kept_unchanged_or_refused(text):
    try:
        kept = clean_text(text)
    except BadInput:
        kept = text
        assert any(unicodedata.category(character) in ("Cc", "Cs") for character in text)
    assert kept == text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_in_1_no_bytes_in_body_or_address_make_an_error_of_ours(client, body):
    client.raise_request_exception = False
    assert send(client, body, path="/").status_code < 500
    assert client.get("/mine/" + quote(body) + "?" + quote(body, safe="=&%")).status_code < 500
