"""The races of test_races.py on a SQLite file with several connections. Run by that test in a process of its own: prints the counts."""

import json
import sys
import threading
from uuid import uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # the apps must be ready first
from django.db import connection  # noqa: E402

from kapintake.access import Role  # noqa: E402
from kapintake.accounts.models import SigningMethod  # noqa: E402
from kapintake.audit.models import AuditEvent  # noqa: E402
from kapintake.pathway.review import decide  # noqa: E402
from kapintake.reviews.models import Decision, DecisionKind, Review  # noqa: E402
from kapintake.reviews.services import DecisionDraft, ReviewTaken, claim_review, release_review  # noqa: E402
from tests import factories  # noqa: E402


def together(*acts):
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            results[place] = act()
        except Exception as error:  # counted below
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    clinic = factories.make_clinic()
    members = [factories.make_member(Role.PRESCRIBER, clinic, name=f"Prescriber {number}") for number in range(8)]
    review = factories.make_review(factories.make_patient(clinic))

    def fresh():
        return Review.objects.select_related("patient", "patient__user", "clinic", "response", "assessment").get(pk=review.pk)

    claims = together(*[lambda one=one: claim_review(review=fresh(), by=one.user, role=one.role, at=factories.AT) for one in members])
    holder = fresh().owner
    release_review(review=fresh(), by=holder, role="prescriber", at=factories.AT)
    draft = DecisionDraft(DecisionKind.GO_ON, ("nothing found",), "We would like to meet you.", "We will call you.")
    version = fresh().version

    def sign(member):
        return decide(
            review=fresh(), draft=draft, member=member, method=SigningMethod.PASSWORD, key=str(uuid4()), version=version, at=factories.AT
        )

    decisions = together(*[lambda one=one: sign(one) for one in members[:2]])
    counts = {
        "claimed": sum(isinstance(one, Review) for one in claims),
        "refused": sum(isinstance(one, ReviewTaken) for one in claims),
        "decided": sum(isinstance(one, Decision) for one in decisions),
        "taken": sum(isinstance(one, ReviewTaken) for one in decisions),
        "decisions": Decision.objects.count(),
        "tried": AuditEvent.objects.filter(action__in=("review.decided", "review.decision-refused")).count(),
    }
    sys.stderr.write(f"{[one for one in (*claims, *decisions) if isinstance(one, Exception)]}\n")
    sys.stdout.write(json.dumps(counts) + "\n")


if __name__ == "__main__":
    main()
