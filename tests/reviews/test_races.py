"""Two at once, with real commits. On SQLite in memory there is one connection, so there the same races are run on a file,
in a process of their own (race_on_sqlite.py)."""

import json
import os
import subprocess
import sys
import threading
from uuid import uuid4

import pytest
from django.db import connection

from kapintake.access import Role
from kapintake.accounts.models import Signature, SigningMethod
from kapintake.alerts.models import SafetyAlert
from kapintake.audit.models import AuditEvent
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.services import start_response
from kapintake.pathway.intake import record_answer
from kapintake.pathway.review import decide
from kapintake.reviews.models import Decision, Review
from kapintake.reviews.services import DecisionRefused, ReviewTaken, claim_review
from tests import factories
from tests.reviews.conftest import draft

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="two threads need two connections: SQLite in memory has one"
)


def together(*acts):
    """Run them at the same moment, each on a connection of its own; their results or errors, in order."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            results[place] = act()
        except Exception as error:  # handed to the test
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def fresh(review):
    return Review.objects.select_related("patient", "patient__user", "clinic", "response", "assessment").get(pk=review.pk)


def sign(review, member, at, *, version, key=""):
    return decide(
        review=fresh(review), draft=draft(), member=member, method=SigningMethod.PASSWORD, key=key or str(uuid4()), version=version, at=at
    )


@pytest.fixture
def review(committed_db, ada):
    return factories.make_review(ada)


@needs_postgresql
def test_of_eight_who_claim_at_once_one_has_it(review, harbor, at):
    members = [factories.make_member(Role.PRESCRIBER, harbor, name=f"Prescriber {number}") for number in range(8)]
    acts = [lambda member=member: claim_review(review=fresh(review), by=member.user, role=member.role, at=at) for member in members]
    results = together(*acts)
    won = [result for result in results if isinstance(result, Review)]
    assert len(won) == 1
    assert all(isinstance(result, ReviewTaken) for result in results if result not in won)
    assert fresh(review).owner == won[0].owner
    assert review.events.filter(kind="claimed").count() == 1


@needs_postgresql
def test_co_3_of_two_who_decide_at_once_one_has_decided_and_both_attempts_are_in_the_trail(review, clara, rosa, at):
    version = fresh(review).version
    results = together(lambda: sign(review, clara, at, version=version), lambda: sign(review, rosa, at, version=version))
    won = [result for result in results if isinstance(result, Decision)]
    lost = [result for result in results if isinstance(result, ReviewTaken)]
    assert (len(won), len(lost)) == (1, 1), results
    assert lost[0].by == won[0].decided_by
    assert Decision.objects.count() == Signature.objects.filter(meaning="decision").count() == 1
    tried = AuditEvent.objects.filter(action__in=("review.decided", "review.decision-refused")).values_list("actor_id", flat=True)
    assert set(tried) == {clara.user.pk, rosa.user.pk}


@needs_postgresql
def test_co_5_the_same_form_sent_five_times_at_once_is_one_decision(review, clara, at):
    version, key = fresh(review).version, str(uuid4())
    results = together(*[lambda: sign(review, clara, at, version=version, key=key)] * 5)
    assert {result.pk for result in results} == {Decision.objects.get().pk}
    assert AuditEvent.objects.filter(action="review.decided").count() == 1


@needs_postgresql
def test_an_alert_and_a_go_on_at_the_same_moment_never_pass_each_other(review, ada, clara, at):
    """Either the alert is there and the decision refused, or the decision was signed before a word of it was said."""
    begun = start_response(patient=ada, by=ada.user, at=at)
    version, signed, heard = fresh(review).version, threading.Event(), {}

    def answer():
        response = QuestionnaireResponse.objects.select_related("clinic", "patient").get(pk=begun.pk)
        record_answer(response=response, values={"immediate-danger": True}, key=str(uuid4()), version=None, by=ada.user, at=at)
        heard["before_signing"] = not signed.is_set()

    def go_on():
        try:
            return sign(review, clara, at, version=version)
        finally:
            signed.set()

    _answered, decided = together(answer, go_on)
    assert _answered is None
    assert SafetyAlert.objects.filter(patient=ada).exclude(state="closed").exists()
    if isinstance(decided, Decision):
        alert = AuditEvent.objects.filter(action__startswith="alert.").earliest("seq")
        assert alert.seq > AuditEvent.objects.get(action="review.decided").seq
    else:
        assert isinstance(decided, DecisionRefused)
        assert decided.reason == "alert-open"
        assert not Decision.objects.exists()


@needs_postgresql
def test_while_a_decision_is_signed_no_alert_can_be_opened_for_her(review, ada, clara, at, monkeypatch):
    """The answer waits until the decision is committed: whoever looks at the trail finds them in that order."""
    from kapintake.reviews import services

    begun = start_response(patient=ada, by=ada.user, at=at)
    version, checked, order = fresh(review).version, threading.Event(), []
    signed = services._signed

    def slowly(*args, **more):
        checked.set()  # the open alerts have been looked at: none
        threading.Event().wait(0.4)
        order.append("signed")
        return signed(*args, **more)

    monkeypatch.setattr(services, "_signed", slowly)

    def answer():
        checked.wait(2)
        response = QuestionnaireResponse.objects.select_related("clinic", "patient").get(pk=begun.pk)
        record_answer(response=response, values={"immediate-danger": True}, key=str(uuid4()), version=None, by=ada.user, at=at)
        order.append("heard")

    results = together(lambda: sign(review, clara, at, version=version), answer)
    assert isinstance(results[0], Decision), results
    assert order == ["signed", "heard"]


def test_co_3_on_a_sqlite_file_one_of_eight_claims_and_one_of_two_decides(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/race.sqlite3", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.reviews.race_on_sqlite"], env=environment, capture_output=True, text=True, timeout=120
    )  # noqa: S603
    assert told.returncode == 0, told.stderr[-2000:]
    assert json.loads(told.stdout.splitlines()[-1]) == {"claimed": 1, "refused": 7, "decided": 1, "taken": 1, "decisions": 1, "tried": 2}
