"""The clinicians' pages: the queue, the case, and what is done on it. Each reading is in the trail before it is drawn (AU-1, AU-2)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kapintake.access import CLINICIANS, access
from kapintake.accounts.services import check_signing_factor
from kapintake.alerts.selectors import open_alerts_for
from kapintake.audit.services import record_read
from kapintake.clinics.selectors import zone_of
from kapintake.pathway.review import decide as sign
from kapintake.reviews.forms import CommentForm, DecisionForm, TakeOverForm, kept
from kapintake.reviews.models import DecisionKind, Review
from kapintake.reviews.presenters import ReviewPage, review_page
from kapintake.reviews.presenters.decision import sentence_for
from kapintake.reviews.presenters.page import reason_choices, today_of
from kapintake.reviews.presenters.queue import queue_page
from kapintake.reviews.selectors import decision_of, ended_case_for, names_in, next_case_for, other_records_of, queue_for, review_for
from kapintake.reviews.services import (
    DecisionRefused,
    ReviewChanged,
    ReviewTaken,
    add_comment,
    answer_duplicate,
    claim_review,
    mark_finding_reviewed,
    note_refused,
    note_unreadable,
    release_review,
    take_over_review,
)
from kapintake.reviews.signing import refusals_of
from kapintake.reviews.wording import wording_for

CONFLICT, UNFIT = 409, 422
NEXT = "next"  # "Sign and next"
TYPED = (  # what is shown again to whoever was too late, by the names of the fields
    ("patient_text", gettext_lazy("What we tell her or him")),
    ("next_step", gettext_lazy("The next step")),
    ("conditions", gettext_lazy("Conditions")),
    ("other_reason", gettext_lazy("Reason")),
    ("staff_note", gettext_lazy("Note for staff")),
    ("text", gettext_lazy("Comment")),
    ("reason", gettext_lazy("Reason")),
)


# --- the queue -----------------------------------------------------------------------------------------------------


@access(*CLINICIANS)
@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What needs somebody, by what is due first; above it whose safety is at stake right now."""
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    alerts = open_alerts_for(request.user)
    found = queue_for(member, view=request.GET.get("view", ""), at=at, after=_uuid_in(request.GET.get("after", "")))
    page = queue_page(found, alerts, member=member, at=at)
    record_read("review.queue-read", at=at, by=request.user, role=member.role, clinic=member.clinic_id, patients=page.patient_ids)
    with timezone.override(zone_of(member.clinic)):
        return render(request, "reviews/queue.html", {"member": member, "page": page, "section": "queue"})


def _uuid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# --- the case ------------------------------------------------------------------------------------------------------


@access(*CLINICIANS)
@never_cache
@require_GET
def case(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One case, all of it."""
    return _case_page(request, _found(request, review_id), kind=request.GET.get("decide", ""))


def _found(request: HttpRequest, review_id: UUID) -> Review:
    review = review_for(request.member, review_id)  # type: ignore[attr-defined]
    if review is None:
        raise Http404
    return review


class TooLate(Exception):
    """Somebody was quicker: the case has ended and is no longer this person's to read. `review` is it."""

    def __init__(self, review: Review) -> None:
        super().__init__("The case has ended.")
        self.review = review


def _to_act_on(request: HttpRequest, review_id: UUID) -> Review:
    """The case for an act. Raises TooLate where it was decided by another in the meantime; 404 for anybody else's."""
    member = request.member  # type: ignore[attr-defined]
    review = review_for(member, review_id)
    if review is not None:
        return review
    ended = ended_case_for(member, review_id)
    if ended is None:
        raise Http404
    raise TooLate(ended)


def _acts(view: Callable[[HttpRequest, Review], HttpResponse]) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """A view that does something to a case: who may, never cached, and what was typed shown again if somebody was quicker (CO-3)."""

    @access(*CLINICIANS)
    @never_cache
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def acting(request: HttpRequest, review_id: UUID) -> HttpResponse:
        try:
            review = _to_act_on(request, review_id)
        except TooLate as late:
            return _too_late(request, late.review)
        return view(request, review) if request.method == "POST" else _back(review)

    return acting


def _too_late(request: HttpRequest, review: Review) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    note_refused(review=review, member=member, reason="taken", at=timezone.now())
    typed = [(label, request.POST[name]) for name, label in TYPED if request.POST.get(name)]
    context = {
        "member": member,
        "section": "queue",
        "reference": review.patient.reference,
        "sentence": _holder_sentence(review),
        "typed": typed,
    }
    return render(request, "reviews/taken.html", context, status=CONFLICT)


def _case_page(
    request: HttpRequest,
    review: Review,
    *,
    kind: str = "",
    typed: Any = None,
    form: DecisionForm | None = None,
    comment_form: CommentForm | None = None,
    take_over_form: TakeOverForm | None = None,
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Audited, composed and drawn. `problems` are sentences that stand on top."""
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    patients = [review.patient_id, *(other.patient_id for other in other_records_of(review))]
    record_read("review.read", at=at, by=request.user, role=member.role, clinic=member.clinic_id, patients=patients, about=review)
    with timezone.override(zone_of(member.clinic)):
        page = review_page(review=review, member=member, at=at)
        if page.unreadable:
            note_unreadable(review=review, member=member, what=page.unreadable, at=at)
        if form is None and page.panel is not None and kind in DecisionKind.values:
            form = _form_for(page, kind, typed)
        context = {
            "member": member,
            "section": "queue",
            "page": page,
            "decision_form": form if page.panel is not None or form is not None and form.is_bound else None,
            "comment_form": comment_form or CommentForm(auto_id="comment_%s"),
            "take_over_form": take_over_form or TakeOverForm(auto_id="take_over_%s", initial={"version": review.version}),
            "problems": problems,
            "form_has_errors": bool(problems) or any(one is not None and one.errors for one in (form, comment_form, take_over_form)),
        }
        return render(request, "reviews/case.html", context, status=status)


def _form_for(page: ReviewPage, kind: str, typed: Any = None) -> DecisionForm:
    """A form to fill; with `typed`, what was in it before stands in it again."""
    review = page.review
    words = wording_for(kind, clinic=review.clinic, language=review.language)
    initial = {
        "patient_text": words.text,
        "next_step": words.next_step,
        "reasons": _ticked(page, kind),
        "other_reason": "" if page.findings else _("Nothing was found that speaks against it") if kind == DecisionKind.GO_ON else "",
        "key": uuid4(),
        "kind": kind,
        "version": review.version,
        "seen": page.events_seen,
    }
    if typed is not None:
        initial = {**initial, **kept(typed), "seen": page.events_seen}
    return DecisionForm(kind=kind, findings=reason_choices(page), today=today_of(page), initial=initial)


def _ticked(page: ReviewPage, kind: str) -> list[str]:
    """Reasons that usually stand behind this kind; she changes them freely. A decision is never ticked for her."""
    graver = [one.id for one in page.findings if one.must_be_read]
    cautions = [one.id for one in page.findings if one.group == "caution" and not one.is_low]
    return {
        DecisionKind.NOT_RIGHT_NOW: graver,
        DecisionKind.MEDICAL_REVIEW_FIRST: graver or cautions,
        DecisionKind.GO_ON_WITH_CONDITIONS: cautions,
    }.get(DecisionKind(kind), [one.id for one in page.findings])


def _back(review: Review, anchor: str = "") -> HttpResponse:
    return redirect(reverse("reviews:case", args=[review.pk]) + anchor)


def _holder_sentence(review: Review) -> str:
    """Who has it: taken, or decided."""
    name = names_in(review).get(review.owner_id, "") if review.owner_id else ""
    if decision_of(review) is not None:
        return _("%(name)s has signed a decision on this case. Nothing was changed.") % {"name": name}
    if not name:
        return _("The case went back to the queue. Nothing was changed.")
    return _("%(name)s holds this case. Nothing was changed.") % {"name": name}


# --- who holds it --------------------------------------------------------------------------------------------------


@_acts
def claim(request: HttpRequest, review: Review) -> HttpResponse:
    try:
        claim_review(review=review, by=request.user, role=request.member.role, at=timezone.now())  # type: ignore[attr-defined]
    except ReviewTaken:
        return _case_page(request, review, problems=(_holder_sentence(review),), status=CONFLICT)
    return _back(review)


@_acts
def release(request: HttpRequest, review: Review) -> HttpResponse:
    try:
        release_review(review=review, by=request.user, role=request.member.role, at=timezone.now())  # type: ignore[attr-defined]
    except ReviewTaken:
        return _case_page(request, review, problems=(_holder_sentence(review),), status=CONFLICT)
    messages.success(request, _("You gave %(reference)s back to the queue.") % {"reference": review.patient.reference})
    return redirect("reviews:queue")


@_acts
def take_over(request: HttpRequest, review: Review) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    form = TakeOverForm(request.POST, auto_id="take_over_%s")
    if not form.is_valid():
        return _case_page(request, review, take_over_form=form, status=UNFIT)
    if form.cleaned_data["version"] != review.version:
        return _changed(request, review, take_over_form=TakeOverForm(auto_id="take_over_%s", initial=_with_version(form, review)))
    try:
        take_over_review(review=review, by=request.user, role=member.role, reason=form.cleaned_data["reason"], at=timezone.now())
    except ReviewChanged:
        return _changed(request, review, take_over_form=TakeOverForm(auto_id="take_over_%s", initial=_with_version(form, review)))
    return _back(review)


def _with_version(form: TakeOverForm, review: Review) -> dict[str, Any]:
    return {**form.cleaned_data, "version": review.version}


def _changed(request: HttpRequest, review: Review, **more: Any) -> HttpResponse:
    sentence = _("The case changed while this page was open. See what is new in the timeline, then try once more.")
    return _case_page(request, review, problems=(sentence,), status=CONFLICT, **more)


@_acts
def comment(request: HttpRequest, review: Review) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    form = CommentForm(request.POST, auto_id="comment_%s")
    if not form.is_valid():
        return _case_page(request, review, comment_form=form, status=UNFIT)
    told = form.cleaned_data
    event = add_comment(review=review, by=request.user, role=member.role, text=told["text"], key=told["key"], at=timezone.now())
    if event is None:
        raise Http404
    return _back(review, "#comments")


# --- deciding ------------------------------------------------------------------------------------------------------


@_acts
def decide(request: HttpRequest, review: Review) -> HttpResponse:
    """Marking a finding, answering the duplicate and signing are one form, so that nothing typed is lost on the way."""
    kind = request.POST.get("kind", "")
    if "mark" in request.POST or "duplicate" in request.POST:
        return _noted(request, review, kind)
    if kind not in DecisionKind.values:
        return _case_page(request, review, problems=(_("Choose a decision first."),), status=UNFIT)
    return _signed_before(request, review) or _sign(request, review, kind)


def _noted(request: HttpRequest, review: Review, kind: str) -> HttpResponse:
    """A mark on the way to the decision. With a form open the page is drawn again, everything typed still in it."""
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    anchor = ""
    if "duplicate" in request.POST:
        if request.POST["duplicate"] not in ("same", "other"):
            raise Http404
        is_same = request.POST["duplicate"] == "same"
        answer_duplicate(review=review, by=request.user, role=member.role, same_person=is_same, at=at)
    else:
        criterion = request.POST["mark"][:60]
        if mark_finding_reviewed(review=review, by=request.user, role=member.role, criterion=criterion, at=at) is None:
            raise Http404
        anchor = f"#finding-{criterion}"
    if kind in DecisionKind.values:
        return _case_page(request, review, kind=kind, typed=request.POST)
    return _back(review, anchor)


def _signed_before(request: HttpRequest, review: Review) -> HttpResponse | None:
    """A second press of the same form finds what the first one signed."""
    decision = decision_of(review)
    if decision is None or decision.key != request.POST.get("key") or decision.decided_by_id != request.user.pk:
        return None
    return _after_signing(request, review)


def _after_signing(request: HttpRequest, review: Review) -> HttpResponse:
    decision = decision_of(review)
    told = {"reference": review.patient.reference, "decision": decision.get_kind_display() if decision else ""}
    messages.success(request, _("Signed. %(reference)s: %(decision)s. The patient is told to look.") % told)
    following = next_case_for(request.member) if request.POST.get("then") == NEXT else None  # type: ignore[attr-defined]
    return redirect("reviews:case", following) if following else redirect("reviews:queue")


def _sign(request: HttpRequest, review: Review, kind: str) -> HttpResponse:
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    page = review_page(review=review, member=member, at=at)
    form = DecisionForm(request.POST, kind=kind, findings=reason_choices(page), today=today_of(page))
    refusals = refusals_of(review=review, kind=DecisionKind(kind), role=member.role, by=request.user)
    if refusals and review.state != "completed":
        note_refused(review=review, member=member, reason=refusals[0].code, at=at)
        form.is_valid()
        return _refused(request, review, form, refusals)
    if not form.is_valid():
        return _case_page(request, review, kind=kind, form=form, status=UNFIT)
    told = form.cleaned_data
    method = check_signing_factor(request.user, password=told["password"], code=told["code"], at=at, clinic=member.clinic_id)
    if method is None:
        form.say_not_proven()
        return _signed_before(request, review) or _case_page(request, review, kind=kind, form=form, status=UNFIT)
    suggested = review.assessment.outcome
    try:
        sign(
            review=review,
            draft=form.draft(suggested=suggested),
            member=member,
            method=method,
            key=str(told["key"]),
            version=told["version"],
            at=at,
        )
    except DecisionRefused as refused:
        return _refused(request, review, form, refused.refusals)
    except ReviewTaken:
        return _case_page(request, review, kind=kind, form=form, problems=(_holder_sentence(review),), status=CONFLICT)
    except ReviewChanged:
        return _stale(request, review, kind)
    return _after_signing(request, review)


def _refused(request: HttpRequest, review: Review, form: DecisionForm, refusals: Any) -> HttpResponse:
    titles = dict(form.fields["reasons"].choices)
    sentences = tuple(sentence_for(refusal, titles) for refusal in refusals)
    return _case_page(request, review, kind=form.decision, form=form, problems=sentences, status=CONFLICT)


def _stale(request: HttpRequest, review: Review, kind: str) -> HttpResponse:
    """The page was older than the case: what happened since stands on top, what was typed stays, and the form is now of today."""
    page = review_page(review=review, member=request.member, at=timezone.now())  # type: ignore[attr-defined]
    seen = request.POST.get("seen", "")
    news = page.news(int(seen) if seen.isdecimal() and len(seen) < 10 else 0)
    problems = (_("The case changed while this page was open. Read what is new, then sign."), *news)
    typed = request.POST.copy()
    typed["version"] = str(review.version)
    return _case_page(request, review, kind=kind, typed=typed, problems=problems, status=CONFLICT)
