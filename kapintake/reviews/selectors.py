"""Reading reviews: the queue in the order of what is due, one case, and the outcome as its patient may see it.

Every selector takes the member or user and answers with rows of that clinic, or of that patient, alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from kapintake.access import CLINICIANS
from kapintake.alerts.models import SafetyAlert
from kapintake.assessments.models import SecondLook
from kapintake.clinics.models import Membership
from kapintake.clinics.selectors import clinic_date
from kapintake.intake.models import Answer, QuestionnaireResponse
from kapintake.patients.models import Patient
from kapintake.patients.selectors import CaseBanner, case_banner, duplicates_of
from kapintake.reviews.models import Decision, PatientNote, Review, ReviewEvent, ReviewState
from kapintake.sealing import CannotBeRead

PAGE_ROWS = 50
DECIDED_SHOWN = timedelta(days=7)
OPEN_STATES = (ReviewState.REQUESTED, ReviewState.ACCEPTED)
VIEWS = ("needs-us", "mine", "waiting", "decided")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case as a line: what it is about, how long it waits, who holds it."""

    review_id: UUID
    patient_id: UUID
    banner: CaseBanner
    severity: int
    assessed: bool
    can_be_read: bool
    main: str  # title of the gravest finding; "" when nothing was found
    more: int
    scores: tuple[str, ...]
    due_at: datetime
    is_overdue: bool
    opened_at: datetime
    owner_id: UUID | None
    owner_name: str
    language: str
    state: str
    decision: str
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue; `after` is the id that begins the next page, if there is one."""

    view: str
    rows: tuple[QueueRow, ...]
    after: UUID | None
    counts: dict[str, int]


def _acted(member: Membership) -> Q:
    """Whoever held, decided or wrote on a case may read it after it was decided."""
    wrote = ReviewEvent.objects.filter(review=OuterRef("pk"), by=member.user_id)
    return Q(owner=member.user_id) | Q(decision__decided_by=member.user_id) | Exists(wrote)


def _readable(member: Membership) -> QuerySet[Review]:
    """Cases of the member's clinic that she may read: open ones, decided ones that she acted on, and decided ones in which
    the patient has said something that nobody has dealt with, or that are to be looked at again."""
    if member.role not in CLINICIANS:
        return Review.objects.none()
    is_open = Q(state__in=(*OPEN_STATES, ReviewState.ON_HOLD))
    waits = Exists(PatientNote.objects.filter(review=OuterRef("pk"), answer__isnull=True))
    again = Exists(SecondLook.objects.filter(response=OuterRef("response"), settled_at=None))
    return Review.objects.filter(clinic=member.clinic_id).filter(is_open | _acted(member) | waits | again)


def _of_view(member: Membership, view: str, at: datetime) -> QuerySet[Review]:
    reviews = Review.objects.filter(clinic=member.clinic_id)
    if member.role not in CLINICIANS:
        return reviews.none()
    if view == "mine":
        return reviews.filter(state=ReviewState.ACCEPTED, owner=member.user_id)
    if view == "waiting":
        return reviews.filter(state=ReviewState.ON_HOLD)
    if view == "decided":
        return reviews.filter(_acted(member), state=ReviewState.COMPLETED, completed_at__gte=at - DECIDED_SHOWN)
    return reviews.filter(state__in=OPEN_STATES)


def _following(reviews: QuerySet[Review], last: Review | None) -> QuerySet[Review]:
    """The rows after `last` in (due, severity, age, id) order, found by their keys and so at any depth for the same cost."""
    if last is None:
        return reviews
    return reviews.filter(due_at__gte=last.due_at).filter(
        Q(due_at__gt=last.due_at)
        | Q(severity__lt=last.severity)
        | Q(severity=last.severity, opened_at__gt=last.opened_at)
        | Q(severity=last.severity, opened_at=last.opened_at, pk__gt=last.pk)
    )


def _decided_before(reviews: QuerySet[Review], last: Review | None) -> QuerySet[Review]:
    """The same for decided cases, the newest first."""
    if last is None or last.completed_at is None:
        return reviews
    return reviews.filter(Q(completed_at__lt=last.completed_at) | Q(completed_at=last.completed_at, pk__gt=last.pk))


def queue_for(member: Membership, *, view: str, at: datetime, after: UUID | None = None) -> Queue:
    """A page of the clinic's cases: what is due first, then the graver, then the older. Three statements at any size."""
    view = view if view in VIEWS else VIEWS[0]
    reviews = _of_view(member, view, at)
    last = Review.objects.filter(clinic=member.clinic_id, pk=after).defer("headline").first() if after else None
    if view == "decided":
        ordered = _decided_before(reviews, last).order_by("-completed_at", "pk")
    else:
        ordered = _following(reviews, last).order_by("due_at", "-severity", "opened_at", "pk")
    found = list(
        ordered.select_related("patient", "assessment", "decision")
        .defer("assessment__result", "assessment__input", "decision__content")
        .annotate(owner_name=_member_name())[: PAGE_ROWS + 1]
    )
    rows = tuple(_row(review, member, at) for review in found[:PAGE_ROWS])
    return Queue(view, rows, found[PAGE_ROWS - 1].pk if len(found) > PAGE_ROWS else None, _counts(member, at))


def next_case_for(member: Membership) -> UUID | None:
    """The first case in the order of the queue that is free, or that is hers."""
    free = Q(state=ReviewState.REQUESTED) | Q(state=ReviewState.ACCEPTED, owner=member.user_id)
    reviews = _readable(member).filter(free).order_by("due_at", "-severity", "opened_at", "pk")
    return reviews.values_list("pk", flat=True).first()


def _member_name() -> Any:
    return Subquery(Membership.objects.filter(user=OuterRef("owner"), clinic=OuterRef("clinic")).values("name")[:1])


def _counts(member: Membership, at: datetime) -> dict[str, int]:
    """How many stand in each view, in one statement."""
    mine = Q(state=ReviewState.ACCEPTED, owner=member.user_id)
    decided = Q(state=ReviewState.COMPLETED, completed_at__gte=at - DECIDED_SHOWN)
    if member.role not in CLINICIANS:
        return dict.fromkeys(VIEWS, 0)
    return Review.objects.filter(clinic=member.clinic_id).aggregate(
        **{
            "needs-us": Count("pk", filter=Q(state__in=OPEN_STATES)),
            "mine": Count("pk", filter=mine),
            "waiting": Count("pk", filter=Q(state=ReviewState.ON_HOLD)),
            "decided": Count("pk", filter=decided & _acted(member)),
        }
    )


def _row(review: Review, member: Membership, at: datetime) -> QueueRow:
    headline = _headline_of(review)
    decided = getattr(review, "decision", None)
    return QueueRow(
        review_id=review.pk,
        patient_id=review.patient_id,
        banner=case_banner(review.patient, clinic_date(member.clinic, at)),
        severity=review.severity,
        assessed=review.assessment.status != "failure",
        can_be_read=headline is not None,
        main=(headline or {}).get("main", ""),
        more=(headline or {}).get("more", 0),
        scores=tuple((headline or {}).get("scores", ())),
        due_at=review.due_at,
        is_overdue=review.state in OPEN_STATES and review.due_at < at,
        opened_at=review.opened_at,
        owner_id=review.owner_id,
        owner_name=review.owner_name or "",  # type: ignore[attr-defined]  # annotated in queue_for
        language=review.language,
        state=review.state,
        decision=str(decided.get_kind_display()) if decided else "",
        completed_at=review.completed_at,
    )


def _headline_of(review: Review) -> dict[str, Any] | None:
    """The line's words; None when they cannot be read, which is shown as such and never as "nothing found" (EN-6)."""
    try:
        return review.headline
    except CannotBeRead:
        return None


def review_for(member: Membership, review_id: UUID) -> Review | None:
    """One case of the member's clinic that she may read, with what its page needs; None for anybody else's."""
    return (
        _readable(member)
        .select_related("patient", "patient__user", "clinic", "assessment", "assessment__protocol", "response", "owner")
        .filter(pk=review_id)
        .first()
    )


def ended_case_for(member: Membership, review_id: UUID) -> Review | None:
    """A case of the clinic that was decided or withdrawn meanwhile, for "somebody was quicker": who, and nothing else of it."""
    if member.role not in CLINICIANS:
        return None
    ended = Review.objects.filter(clinic=member.clinic_id, state__in=(ReviewState.COMPLETED, ReviewState.CANCELLED))
    return ended.select_related("patient").defer("headline", "patient__identity").filter(pk=review_id).first()


def events_of(review: Review) -> list[ReviewEvent]:
    """The timeline, oldest first."""
    return list(review.events.select_related("by").order_by("at", "pk"))


def decision_of(review: Review) -> Decision | None:
    return Decision.objects.select_related("signature", "decided_by", "review").filter(review=review).first()


def is_decided(response: QuestionnaireResponse) -> bool:
    """Whether the clinic has decided on what was sent: then there is nothing left to take back."""
    return Review.objects.filter(response=response, state=ReviewState.COMPLETED).exists()


def acts_of(response: QuestionnaireResponse) -> list[Answer]:
    """Every act of answering, oldest first."""
    return list(Answer.objects.filter(response=response).order_by("seq"))


def alerts_of(patient: Patient) -> list[SafetyAlert]:
    """The person's alerts in any response, with what happened to them."""
    return list(SafetyAlert.objects.filter(patient=patient).prefetch_related("events").order_by("opened_at"))


def names_in(review: Review) -> dict[UUID, str]:
    """What the clinic's people are called, those who left included."""
    return dict(Membership.objects.filter(clinic=review.clinic_id).values_list("user_id", "name"))


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """A record of this clinic with the same name and birth date, and what became of it."""

    patient_id: UUID
    reference: str
    since: datetime
    decision: str  # "" where there is none
    decided_at: datetime | None
    is_waiting: bool
    is_closed: bool


def other_records_of(review: Review) -> tuple[OtherRecord, ...]:
    """Possible duplicates, with the last outcome of each."""
    return tuple(_other_record(other) for other in duplicates_of(review.patient))


def _other_record(patient: Patient) -> OtherRecord:
    decided = Decision.objects.filter(review__patient=patient).defer("content").order_by("-decided_at").first()
    return OtherRecord(
        patient_id=patient.pk,
        reference=patient.reference,
        since=patient.created_at,
        decision=str(decided.get_kind_display()) if decided else "",
        decided_at=decided.decided_at if decided else None,
        is_waiting=Review.objects.filter(patient=patient, state__in=OPEN_STATES).exists(),
        is_closed=patient.closed_at is not None,
    )
