"""Asking the patient for something, and not waiting for it any longer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kapintake.clinics.selectors import clinic_date
from kapintake.pathway.asking import ask_patient, take_request_back
from kapintake.reviews.forms import AskForm
from kapintake.reviews.models import Review
from kapintake.reviews.presenters.asked import ask_choices
from kapintake.reviews.requests import open_request_of
from kapintake.reviews.services import ReviewChanged, ReviewTaken
from kapintake.reviews.views.page import CONFLICT, UNFIT, acts, back_to, case_page, holder_sentence


@acts
def ask(request: HttpRequest, review: Review) -> HttpResponse:
    """The patient is asked, and the case waits for her."""
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    form = AskForm(request.POST, questions=ask_choices(review), today=clinic_date(review.clinic, at), auto_id="ask_%s")
    if not form.is_valid():
        return case_page(request, review, ask_form=form, status=UNFIT)
    told = form.cleaned_data
    try:
        ask_patient(review=review, asked=form.asked(), member=member, key=told["key"], version=told["version"], at=at)
    except ReviewTaken:
        review.refresh_from_db()
        return case_page(request, review, ask_form=form, problems=(holder_sentence(review),), status=CONFLICT)
    except ReviewChanged:
        review.refresh_from_db()
        sentence = _("The case changed while this page was open. See what is new in the timeline, then try once more.")
        typed = request.POST.copy()
        typed["version"] = str(review.version)
        again = AskForm(typed, questions=ask_choices(review), today=clinic_date(review.clinic, at), auto_id="ask_%s")
        return case_page(request, review, ask_form=again, problems=(sentence,), status=CONFLICT)
    messages.success(request, _("Asked. The patient is told to look. The case waits for her."))
    return back_to(review, "#asked")


@acts
def stop_asking(request: HttpRequest, review: Review) -> HttpResponse:
    """The case comes back to the queue without a reply."""
    waiting = open_request_of(review)
    if waiting is None:
        raise Http404
    take_request_back(request=waiting, member=request.member, at=timezone.now())  # type: ignore[attr-defined]
    return back_to(review)
