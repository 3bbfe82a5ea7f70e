"""Who holds a case: claim, give back, take over; and a word beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kapintake.reviews.again import settle_second_look
from kapintake.reviews.forms import AnswerNoteForm, CommentForm, SecondLookForm, TakeOverForm
from kapintake.reviews.models import Review
from kapintake.reviews.noted import waiting_note_for
from kapintake.reviews.notes import answer_note as note_answered
from kapintake.reviews.services import (
    ReviewChanged,
    ReviewTaken,
    add_comment,
    claim_review,
    release_review,
    take_over_review,
)
from kapintake.reviews.views.page import CONFLICT, UNFIT, acts, back_to, case_page, holder_sentence


@acts
def claim(request: HttpRequest, review: Review) -> HttpResponse:
    try:
        claim_review(review=review, by=request.user, role=request.member.role, at=timezone.now())  # type: ignore[attr-defined]
    except ReviewTaken:
        return case_page(request, review, problems=(holder_sentence(review),), status=CONFLICT)
    return back_to(review)


@acts
def release(request: HttpRequest, review: Review) -> HttpResponse:
    try:
        release_review(review=review, by=request.user, role=request.member.role, at=timezone.now())  # type: ignore[attr-defined]
    except ReviewTaken:
        return case_page(request, review, problems=(holder_sentence(review),), status=CONFLICT)
    messages.success(request, _("You gave %(reference)s back to the queue.") % {"reference": review.patient.reference})
    return redirect("reviews:queue")


@acts
def take_over(request: HttpRequest, review: Review) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    form = TakeOverForm(request.POST, auto_id="take_over_%s")
    if not form.is_valid():
        return case_page(request, review, take_over_form=form, status=UNFIT)
    if form.cleaned_data["version"] != review.version:
        return _changed(request, review, take_over_form=TakeOverForm(auto_id="take_over_%s", initial=_with_version(form, review)))
    try:
        take_over_review(review=review, by=request.user, role=member.role, reason=form.cleaned_data["reason"], at=timezone.now())
    except ReviewChanged:
        return _changed(request, review, take_over_form=TakeOverForm(auto_id="take_over_%s", initial=_with_version(form, review)))
    return back_to(review)


def _with_version(form: TakeOverForm, review: Review) -> dict[str, Any]:
    return {**form.cleaned_data, "version": review.version}


def _changed(request: HttpRequest, review: Review, **more: Any) -> HttpResponse:
    sentence = _("The case changed while this page was open. See what is new in the timeline, then try once more.")
    return case_page(request, review, problems=(sentence,), status=CONFLICT, **more)


@acts
def comment(request: HttpRequest, review: Review) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    form = CommentForm(request.POST, auto_id="comment_%s")
    if not form.is_valid():
        return case_page(request, review, comment_form=form, status=UNFIT)
    told = form.cleaned_data
    event = add_comment(review=review, by=request.user, role=member.role, text=told["text"], key=told["key"], at=timezone.now())
    if event is None:
        raise Http404
    return back_to(review, "#comments")


@acts
def answer_note(request: HttpRequest, review: Review) -> HttpResponse:
    """What the patient wrote is read, and a word says what came of it."""
    form = AnswerNoteForm(request.POST, auto_id="note_posted_%s")
    if not form.is_valid():
        return case_page(request, review, note_form=form, status=UNFIT)
    member = request.member  # type: ignore[attr-defined]
    note = waiting_note_for(member, review, form.cleaned_data["note"])
    if note is None:
        raise Http404
    note_answered(note=note, by=member, words=form.cleaned_data["words"], at=timezone.now())
    return back_to(review, "#notes")


@acts
def look_again(request: HttpRequest, review: Review) -> HttpResponse:
    """A decided case that became graver was looked at once more; her words say what she made of it."""
    form = SecondLookForm(request.POST, auto_id="again_%s")
    if not form.is_valid():
        return case_page(request, review, again_form=form, status=UNFIT)
    member, told = request.member, form.cleaned_data  # type: ignore[attr-defined]
    settle_second_look(review=review, by=member, words=told["text"], key=told["key"], at=timezone.now())
    return back_to(review, "#comments")
