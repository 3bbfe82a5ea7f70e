"""Deciding: marks on the way, the signature, and everything that may come between."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kapintake.accounts.services import check_signing_factor
from kapintake.clinics.selectors import zone_of
from kapintake.pathway.review import decide as sign
from kapintake.reviews.forms import DecisionForm
from kapintake.reviews.models import DecisionKind, Review
from kapintake.reviews.presenters import review_page
from kapintake.reviews.presenters.decision import sentence_for
from kapintake.reviews.presenters.page import reason_choices, today_of
from kapintake.reviews.selectors import decision_of, next_case_for
from kapintake.reviews.services import (
    DecisionRefused,
    ReviewChanged,
    ReviewTaken,
    answer_duplicate,
    mark_finding_reviewed,
    note_refused,
)
from kapintake.reviews.signing import refusals_of
from kapintake.reviews.views.page import CONFLICT, UNFIT, acts, back_to, case_page, holder_sentence

NEXT = "next"  # "Sign and next"


@acts
def decide(request: HttpRequest, review: Review) -> HttpResponse:
    """Marking a finding, answering the duplicate and signing are one form, so that nothing typed is lost on the way."""
    kind = request.POST.get("kind", "")
    if "mark" in request.POST or "duplicate" in request.POST:
        return _noted(request, review, kind)
    if kind not in DecisionKind.values:
        return case_page(request, review, problems=(_("Choose a decision first."),), status=UNFIT)
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
        return case_page(request, review, kind=kind, typed=request.POST)
    return back_to(review, anchor)


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
        return case_page(request, review, kind=kind, form=form, status=UNFIT)
    told = form.cleaned_data
    method = check_signing_factor(request.user, password=told["password"], code=told["code"], at=at, clinic=member.clinic_id)
    if method is None:
        form.say_not_proven()
        return _signed_before(request, review) or case_page(request, review, kind=kind, form=form, status=UNFIT)
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
        return case_page(request, review, kind=kind, form=form, problems=(holder_sentence(review),), status=CONFLICT)
    except ReviewChanged:
        return _stale(request, review, kind)
    return _after_signing(request, review)


def _refused(request: HttpRequest, review: Review, form: DecisionForm, refusals: Any) -> HttpResponse:
    titles = dict(form.fields["reasons"].choices)
    sentences = tuple(sentence_for(refusal, titles) for refusal in refusals)
    return case_page(request, review, kind=form.decision, form=form, problems=sentences, status=CONFLICT)


def _stale(request: HttpRequest, review: Review, kind: str) -> HttpResponse:
    """The page was older than the case: what happened since stands on top, what was typed stays, and the form is now of today."""
    with timezone.override(zone_of(review.clinic)):
        page = review_page(review=review, member=request.member, at=timezone.now())  # type: ignore[attr-defined]
        news = page.news(_drawn_at(request.POST.get("seen", "")))
    problems = (_("The case changed while this page was open. Read what is new, then sign."), *news)
    typed = request.POST.copy()
    typed["version"] = str(review.version)
    return case_page(request, review, kind=kind, typed=typed, problems=problems, status=CONFLICT)


def _drawn_at(text: str) -> datetime:
    """When the page was drawn, as its form says; what is no time of ours tells everything that happened in the last day."""
    try:
        drawn = datetime.fromisoformat(text)
    except ValueError:
        drawn = None
    return drawn if drawn is not None and drawn.tzinfo is not None else timezone.now() - timedelta(days=1)
