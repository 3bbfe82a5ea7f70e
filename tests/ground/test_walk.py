"""Every page of ours, as each person, around one real case: who sees what (AC-1, AC-10), and what happens when the trail
cannot be written (AU-2). Grows with the addresses."""

from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from kapintake.alerts.models import SafetyAlert
from kapintake.audit.models import AuditEvent
from kapintake.intake.questionnaires import questionnaire_of
from kapintake.intake.selectors import answers_of
from kapintake.intake.services import start_response
from kapintake.pathway.intake import record_answer, submit_intake
from kapintake.reviews.models import Review
from screening import Truth
from screening.questionnaires.example import example
from tests.architecture.test_addresses import OURS

pytestmark = pytest.mark.django_db

WORDS = "my thoughts circle like gulls over marmalade"
CLINICAL = (WORDS, "gulls over marmalade", "Suicidal", "suicide plan", "PHQ-9 score")
PERSONAL = ("Marlow", "1987-03-14", "14 March 1987", "March 14, 1987")


@pytest.fixture
def draft(ada, clara, dev, at):
    """Ada answered everything and said that she is in danger; nothing is sent."""
    response = start_response(patient=ada, by=ada.user, at=at)
    given = {**example(at.date(), cssrs=response.cssrs_is_on)["answers"], "hopes": WORDS, "immediate-danger": True}
    for section in questionnaire_of(response).sections:
        for page in section.pages:
            answers = answers_of(response)
            values = {item.link_id: given[item.link_id] for item in page.items if answers.shown(item) is Truth.TRUE}
            if values:
                response = record_answer(response=response, values=values, key=str(uuid4()), version=None, by=ada.user, at=at).response
    return response


@pytest.fixture
def case(ada, draft, at):
    """Ada sent it."""
    review = submit_intake(response=draft, by=ada.user, at=at)
    return review, SafetyAlert.objects.get(response=draft)


@pytest.fixture
def paths(case):
    """Every address of ours, with the ids of ada's case."""
    review, alert = case
    ids = {"review_id": review.pk, "alert_id": alert.pk, "response_id": review.response_id}
    found = []
    for address in OURS:
        kwargs = {}
        for name, converter in address.converters.items():
            kind = type(converter).__name__
            kwargs[name] = ids[name] if kind == "UUIDConverter" else 1 if kind == "IntConverter" else "safety"
        found.append(reverse(address.name, kwargs=kwargs))
    return found


@pytest.fixture
def broken_trail():
    """The table takes no event, as with the disk full or INSERT revoked."""

    def forbid(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO") and "audit_auditevent" in sql:
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(forbid):
        yield


def get(browser, path):
    """One request whose failed transaction is its own, as on the site, and not that of the whole test."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        return browser.get(path)


def seen_by(browser, paths):
    """What a person who opens everything gets to see: every answer that carries a page."""
    pages = {path: get(browser, path) for path in paths}
    assert [path for path, answer in pages.items() if answer.status_code == 500] == []
    return {path: answer.content.decode() for path, answer in pages.items() if "text" in answer.get("Content-Type", "")}


def told(pages, words):
    return sorted({(path, word) for path, page in pages.items() for word in words if word in page})


def test_the_case_is_real(case, client, signed_in, clara, paths):
    """Otherwise the other walks would find nothing because there is nothing."""
    assert Review.objects.get().severity == 4
    pages = seen_by(signed_in(client, clara), paths)
    assert any("Marlow" in page for page in pages.values())
    assert any(WORDS in page for page in pages.values())


@pytest.mark.parametrize("who", ["ben", "eva", "nobody"])
def test_ac_1_a_stranger_to_the_case_finds_no_word_of_it(request, client, signed_in, paths, who):
    if who != "nobody":
        signed_in(client, request.getfixturevalue(who))
    assert told(seen_by(client, paths), CLINICAL[:2] + PERSONAL) == []


@pytest.mark.parametrize("who", ["fay", "finn", "pia"])
def test_ac_10_who_does_not_treat_her_finds_no_answer_and_no_flag(request, client, signed_in, paths, who):
    signed_in(client, request.getfixturevalue(who))
    assert told(seen_by(client, [path for path in paths if "help-now" not in path]), CLINICAL) == []


@pytest.mark.parametrize("who", ["clara", "dev", "fay", "finn", "pia"])
def test_au_1_every_page_that_names_her_to_staff_is_an_event_that_names_her(request, client, signed_in, ada, paths, who):
    signed_in(client, request.getfixturevalue(who))
    for path in paths:
        answer = client.get(path)
        if "Marlow" in answer.content.decode() or WORDS in answer.content.decode():
            events = AuditEvent.objects.filter(request_id=answer["X-Request-ID"])
            assert any(str(ada.pk) in event.patients for event in events), path


def test_au_1_her_own_reading_is_an_event_once_a_sitting(client, signed_in, ada, draft):
    before = AuditEvent.objects.count()
    signed_in(client, ada)
    assert all(WORDS in client.get("/application/check/").content.decode() for _time in range(3))
    added = AuditEvent.objects.order_by("pk")[before:]
    assert [event.action for event in added if event.outcome == "ok" and str(ada.pk) in event.patients] == ["response.opened"]


@pytest.mark.parametrize("who", ["clara", "dev"])
def test_au_2_when_the_trail_cannot_be_written_nobody_is_shown_anything(request, client, signed_in, paths, who, broken_trail):
    client.raise_request_exception = False
    pages = seen_by(signed_in(client, request.getfixturevalue(who)), paths)
    assert told(pages, CLINICAL[:2] + PERSONAL) == []


def test_au_2_when_the_trail_cannot_be_written_a_patient_sees_help_and_no_answer(client, signed_in, ada, paths, broken_trail):
    client.raise_request_exception = False
    assert told(seen_by(signed_in(client, ada), paths), CLINICAL[:2]) == []
    assert client.get("/help-now/").status_code == 200


@pytest.mark.parametrize("who", ["ada", "clara", "fay", "finn"])
def test_wb_4_looking_at_every_page_changes_no_record(request, client, signed_in, paths, who):
    """Sessions, the trail, and what somebody has seen are written by looking; nothing else is."""
    signed_in(client, request.getfixturevalue(who))
    before = rows()
    seen_by(client, paths)
    after = rows()
    assert {table for table in before if before[table] != after[table]} == set()


def rows():
    """Every table that holds records, row by row."""
    by_looking = ("accounts_session", "audit_", "shared_cache", "alerts_alertevent", "reviews_reviewevent")
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith(by_looking)]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names from the catalogue
            found[table] = sorted(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor.fetchall())
    return found
