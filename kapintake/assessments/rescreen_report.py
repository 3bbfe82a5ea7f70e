"""What a run found, in lines for a terminal: the transitions, the criteria, and on request who changes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from kapintake.assessments.models import Assessment, RescreenRun
from kapintake.assessments.rescreen_reading import AT_ONCE, approved_version, newest_assessments
from kapintake.assessments.rescreen_tally import OUTCOMES, Tally
from kapintake.assessments.services import NOT_ASSESSED
from kapintake.audit.services import record
from kapintake.clinics.models import Clinic

CANNOT = "could not be assessed"


def report(run: RescreenRun, tally: Tally) -> Iterator[str]:
    """Numbers only: nobody is named."""
    yield f"{tally.people:,} of {run.people:,} people judged."
    yield f"The outcome of {len(tally.changes):,} changes. {tally.not_assessed:,} {CANNOT}."
    yield from _matrix(tally)
    yield ""
    yield f"{'Criterion':<34}{'before':>10}{'after':>10}{'new':>10}{'gone':>10}   (those that change stand first)"
    for name, shift in sorted(tally.criteria.items(), key=lambda one: (not (one[1].found or one[1].gone), one[0])):
        yield f"{name:<34}" + "".join(f"{number:>10,}" for number in shift)


def _matrix(tally: Tally) -> Iterator[str]:
    """A row for each outcome before, a column for each outcome after; those that nobody has are left out."""
    before = [one for one in OUTCOMES if any(count and step[0] == one for step, count in tally.steps.items())]
    after = [one for one in OUTCOMES if any(count and step[1] == one for step, count in tally.steps.items())]
    if not before:
        return
    yield ""
    yield f"{'before / after':<24}" + "".join(f"{_said(one):>23}" for one in after)
    for one in before:
        yield f"{_said(one):<24}" + "".join(f"{tally.steps[one, other]:>23,}" for other in after)


def _said(outcome: str) -> str:
    return CANNOT if outcome == NOT_ASSESSED else outcome


def list_changes(run: RescreenRun, tally: Tally, *, at: datetime) -> Iterator[str]:
    """Reference, before and after of everybody who changes. The trail of each clinic says first that they were read."""
    ids = [UUID(change.assessment) for change in tally.changes]
    told: dict[str, tuple[str, UUID, UUID]] = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = Assessment.objects.filter(pk__in=ids[start : start + AT_ONCE])
        for pk, reference, patient, clinic in rows.values_list("pk", "patient__reference", "patient_id", "clinic_id"):
            told[str(pk)] = (reference, patient, clinic)
    seen: dict[UUID, list[UUID]] = defaultdict(list)
    for _reference, patient, clinic in told.values():
        seen[clinic].append(patient)
    for clinic, patients in seen.items():
        record("rescreen.listed", at=at, clinic=clinic, about=run, patients=patients)
    yield ""
    yield "Who changes"
    for change in tally.changes:
        yield f"{told[change.assessment][0]}  {_said(change.before)} -> {_said(change.after)}"


def clinics_without(digest: str, *, since: date, clinic: Clinic | None) -> list[str]:
    """The clinics of those who are asked about whose approved protocol is not this one, by name."""
    found = {clinic.pk} if clinic else set(newest_assessments(since=since).order_by().values_list("clinic_id", flat=True).distinct())
    missing = [one for one in found if approved_version(one, digest) is None]
    return sorted(Clinic.objects.filter(pk__in=missing).values_list("name", flat=True))
