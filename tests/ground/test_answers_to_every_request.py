"""WB-1 and its neighbours: what every answer carries, errors included; PV-3: error pages tell nothing."""

import logging

import pytest

from kapintake.middleware import client_address
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.sample_urls")]
PATHS = [
    "/",
    "/help-now/",
    "/mine/",
    "/queue/",
    "/records/17/",
    "/nothing/",
    "/boom/",
    "/no-trail/",
    "/no-database/",
    "/?q=%00",
    "/healthz",
]


@pytest.mark.parametrize("path", PATHS)
def test_wb_1_it_sends_the_whole_policy_with_every_answer(client, path):
    client.raise_request_exception = False
    answer = client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    nothing = ("default-src", "base-uri", "frame-ancestors", "object-src")
    ours = ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action")
    assert {policy[name] for name in nothing} == {"'none'"}
    assert {policy[name] for name in ours} == {"'self'"}
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert len(answer["X-Request-ID"]) == 36


@pytest.mark.parametrize("path", ["/mine/", "/home/", "/queue/", "/records/17/", "/account/email/"])
def test_wb_3_nothing_that_a_person_saw_stays_in_a_cache(client, signed_in, ada, path):
    assert signed_in(client, ada).get(path)["Cache-Control"] == "no-store"


def test_wb_3_signing_out_empties_the_browser(client, signed_in, ada):
    assert signed_in(client, ada).post("/account/logout/")["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing/", 404), ("/boom/", 500), ("/no-trail/", 503), ("/no-database/", 503), ("/?q=%00", 400)]
)
def test_pv_3_an_error_page_has_a_reference_and_help_and_nothing_else(client, path, status, caplog):
    client.raise_request_exception = False
    answer = client.get(path)
    assert answer.status_code == status
    body = answer.content.decode()
    assert answer["X-Request-ID"] in body
    assert "988" in body
    assert "Traceback" not in body
    assert "Marlow" not in body
    assert (status == 503) == ("Retry-After" in answer)


def test_pv_3_an_error_page_is_drawn_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/nothing/").status_code == 404


def test_pv_3_a_page_that_cannot_be_drawn_still_helps(client, settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]
    answer = client.get("/nothing/")
    assert answer.status_code == 404
    assert b"988" in answer.content


def test_pv_2_the_log_of_an_error_holds_its_kind_and_place_and_no_word_of_it(client):
    from kapintake.logs import PlainFormatter

    client.raise_request_exception = False
    lines = []
    handler = logging.Handler()
    handler.setFormatter(PlainFormatter())
    handler.emit = lambda entry: lines.append(handler.format(entry))
    logging.getLogger("django.request").addHandler(handler)
    try:
        reference = client.get("/boom/")["X-Request-ID"]
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    logged = "\n".join(lines)
    assert "RuntimeError" in logged
    assert "sample_urls.py" in logged
    assert reference in logged
    assert "Marlow" not in logged
    assert len(lines) == len(logged.splitlines())


def test_the_health_page_answers_without_the_database_and_readiness_with_it(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"
    with django_assert_num_queries(1):
        assert client.get("/readyz").content == b"ok\n"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"), (1, "203.0.113.9", "203.0.113.9"), (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"), (2, "203.0.113.9", ""), (1, "no address", ""), (1, "", ""),
    ],
)  # fmt: skip
def test_it_believes_as_many_proxies_as_it_was_told_of_and_no_client(rf, proxies, forwarded, address):
    assert client_address(rf.get("/", headers={"X-Forwarded-For": forwarded}), proxies) == address


def test_the_trail_knows_where_an_act_came_from(client, signed_in, fay):
    from kapintake.audit.models import AuditEvent

    reference = signed_in(client, fay).get("/queue/")["X-Request-ID"]
    event = AuditEvent.objects.get(action="access.denied")
    assert (event.request_id, event.address, len(event.session_hash)) == (reference, "127.0.0.1", 64)
    assert event.session_hash != client.session.session_key


def test_too_many_tries_are_an_event_and_a_page_that_says_how_long(client):
    from django.core.cache import cache

    from kapintake.audit.models import AuditEvent

    cache.clear()
    factories.make_user("someone@patients.example")
    for _ in range(40):
        answer = client.post("/account/password/reset/", {"email": "someone@patients.example"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert AuditEvent.objects.filter(action="request.throttled").exists()
