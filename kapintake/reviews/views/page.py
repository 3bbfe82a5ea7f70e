"""Drawing the case page again and again: audited, composed, with what was typed; and who may act on a case."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kapintake.access import CLINICIANS, access
from kapintake.audit.services import record_read
from kapintake.clinics.selectors import zone_of
from kapintake.reviews.forms import AnswerNoteForm, AskForm, CommentForm, DecisionForm, SecondLookForm, TakeOverForm, kept
from kapintake.reviews.models import DecisionKind, Review
from kapintake.reviews.presenters import ReviewPage, review_page
from kapintake.reviews.presenters.afterwards import after_sending
from kapintake.reviews.presenters.again import second_look
from kapintake.reviews.presenters.asked import asking_of
from kapintake.reviews.presenters.page import reason_choices, today_of
from kapintake.reviews.selectors import decision_of, ended_case_for, names_in, other_records_of, review_for
from kapintake.reviews.services import (
    note_refused,
    note_unreadable,
)
from kapintake.reviews.wording import wording_for

CONFLICT, UNFIT = 409, 422
TYPED = (  # what is shown again to whoever was too late, by the names of the fields
    ("patient_text", gettext_lazy("What we tell her or him")),
    ("next_step", gettext_lazy("The next step")),
    ("conditions", gettext_lazy("Conditions")),
    ("other_reason", gettext_lazy("Reason")),
    ("staff_note", gettext_lazy("Note for staff")),
    ("text", gettext_lazy("Comment")),
    ("reason", gettext_lazy("Reason")),
)


def acts(view: Callable[[HttpRequest, Review], HttpResponse]) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """A view that does something to a case: who may, never cached, and what was typed shown again if somebody was quicker (CO-3)."""

    @access(*CLINICIANS)
    @never_cache
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def acting(request: HttpRequest, review_id: UUID) -> HttpResponse:
        member = request.member  # type: ignore[attr-defined]
        review = review_for(member, review_id)
        if review is not None:
            return view(request, review) if request.method == "POST" else back_to(review)
        ended = ended_case_for(member, review_id)
        if ended is None:
            raise Http404
        return too_late(request, ended)

    return acting


def too_late(request: HttpRequest, review: Review) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    note_refused(review=review, member=member, reason="taken", at=timezone.now())
    typed = [(label, request.POST[name]) for name, label in TYPED if request.POST.get(name)]
    context = {
        "member": member,
        "section": "queue",
        "reference": review.patient.reference,
        "sentence": holder_sentence(review),
        "typed": typed,
    }
    return render(request, "reviews/taken.html", context, status=CONFLICT)


def case_page(
    request: HttpRequest,
    review: Review,
    *,
    kind: str = "",
    typed: Any = None,
    form: DecisionForm | None = None,
    comment_form: CommentForm | None = None,
    take_over_form: TakeOverForm | None = None,
    note_form: AnswerNoteForm | None = None,
    again_form: SecondLookForm | None = None,
    ask_form: AskForm | None = None,
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
            form = form_for(page, kind, typed)
        context = {
            "member": member,
            "section": "queue",
            "page": page,
            "decision_form": form if page.panel is not None or form is not None and form.is_bound else None,
            "comment_form": comment_form or CommentForm(auto_id="comment_%s"),
            "take_over_form": take_over_form or TakeOverForm(auto_id="take_over_%s", initial={"version": review.version}),
            "note_form": note_form,
            "again": second_look(review),
            "again_form": again_form or SecondLookForm(auto_id="again_%s"),
            "after": after_sending(review, names=page.names, note_form=note_form),
            "ask_form": ask_form,
            "asking": asking_of(review, names=page.names, may_ask=page.is_open, at=at, form=ask_form),
            "problems": problems,
            "form_has_errors": bool(problems)
            or any(one is not None and one.errors for one in (form, comment_form, take_over_form, note_form, again_form, ask_form)),
        }
        return render(request, "reviews/case.html", context, status=status)


def form_for(page: ReviewPage, kind: str, typed: Any = None) -> DecisionForm:
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
        "seen": page.at.isoformat(),
    }
    if typed is not None:
        initial = {**initial, **kept(typed), "seen": page.at.isoformat()}
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


def back_to(review: Review, anchor: str = "") -> HttpResponse:
    return redirect(reverse("reviews:case", args=[review.pk]) + anchor)


def holder_sentence(review: Review) -> str:
    """Who has it: taken, or decided."""
    name = names_in(review).get(review.owner_id, "") if review.owner_id else ""
    if decision_of(review) is not None:
        return _("%(name)s has signed a decision on this case. Nothing was changed.") % {"name": name}
    if not name:
        return _("The case went back to the queue. Nothing was changed.")
    return _("%(name)s holds this case. Nothing was changed.") % {"name": name}
