"""After "go on": what to know, a few questions, the signature, and what is asked before a date."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapintake.access import Role, access
from kapintake.clinics.selectors import zone_of
from kapintake.languages import typed_again, unchecked
from kapintake.pathway.registration import NameDiffers
from kapintake.pathway.treatment import NotYet, answer_before_date, answer_check, sign_treatment
from kapintake.pathway.treatment import take_back as take_consent_back
from kapintake.patients.selectors import consents_of, identity_of, patient_for
from kapintake.sealing import CannotBeRead
from kapintake.treatment.content.cards import CARDS
from kapintake.treatment.forms import BeforeDateForm, PickForm, SignForm, shown
from kapintake.treatment.presenters import sources_of, steps_of
from kapintake.treatment.selectors import (
    OF_TREATMENT,
    OPEN,
    RIGHT,
    TALKED,
    TO_DISCUSS,
    Standing,
    scheduling_values,
    standing_for,
    texts_to_sign,
)
from kapintake.treatment.services import NotOffered, audit

OPENED = "opened-steps"  # in the session: which case this sitting has opened


def own_way(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view how far the signed-in patient is; before "go on" she comes to her own page. One event a sitting (AU-1)."""

    @wraps(view)
    def with_standing(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        standing = standing_for(request.user)
        if standing is None:
            return redirect("home")
        review = standing.review
        if request.session.get(OPENED) != str(review.pk):
            audit("treatment.opened", review, review, by=request.user, at=timezone.now())
            request.session[OPENED] = str(review.pk)
        try:
            with timezone.override(zone_of(review.clinic)):
                return view(request, standing, **kwargs)
        except CannotBeRead:
            heading = _("We can't show your answers right now")
            return render(request, "intake/cannot_be_read.html", {"clinic": review.clinic, "heading": heading}, status=503)

    return with_standing


def _language() -> str:
    return (get_language() or "en")[:2]


def _see(name: str, *args: Any) -> HttpResponse:
    answer = redirect(name, *args)
    answer.status_code = 303
    return answer


@access(Role.PATIENT)
@require_safe
@own_way
def steps(request: HttpRequest, standing: Standing) -> HttpResponse:
    """What comes next, and how each step stands."""
    context = {"clinic": standing.review.clinic, "groups": steps_of(standing), "standing": standing}
    return render(request, "treatment/steps.html", context)


# --- what to know ----------------------------------------------------------------------------------------------------


@access(Role.PATIENT)
@require_safe
@own_way
def card(request: HttpRequest, standing: Standing, number: int) -> HttpResponse:
    """One of six short pages."""
    if not 1 <= number <= len(CARDS):
        raise Http404
    shown_card, language = CARDS[number - 1], _language()
    context = {
        "clinic": standing.review.clinic,
        "title": shown_card.title.in_language(language),
        "paragraphs": [text.in_language(language) for text in shown_card.paragraphs],
        "sources": sources_of(shown_card.sources),
        "number": number,
        "total": len(CARDS),
        "before": number - 1,
        "following": number + 1 if number < len(CARDS) else 0,
    }
    return render(request, "treatment/card.html", context)


@access(Role.PATIENT)
@require_safe
@own_way
def full_text(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The whole text that is signed, in its version of today."""
    language = _language()
    text, beside = texts_to_sign(standing.review, language=language, at=timezone.now())
    context = {"clinic": standing.review.clinic, "text": text, "beside": beside, "other_language": text and text.language != language}
    return render(request, "treatment/full_text.html", context, status=200 if text else 503)


@access(Role.PATIENT)
@require_safe
@own_way
def download(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The same as a file of its own, to keep or to print."""
    text, beside = texts_to_sign(standing.review, language=_language(), at=timezone.now())
    if text is None:
        return _see("treatment:full_text")
    context = {"clinic": standing.review.clinic, "text": text, "beside": beside}
    answer = HttpResponse(render_to_string("treatment/download.html", context), content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="consent-{text.language}-{text.version}.html"'
    return answer


# --- a few questions --------------------------------------------------------------------------------------------------


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_way
def question(request: HttpRequest, standing: Standing, number: int) -> HttpResponse:
    """One question. A wrong pick brings what answers it, and another try; the second one brings a person."""
    if not 1 <= number <= len(standing.checks):
        raise Http404
    check = standing.checks[number - 1]
    if request.method != "POST":
        return _question_page(request, standing, number)
    if check.state != OPEN:
        return _see("treatment:question", number)
    form = PickForm(request.POST)
    if not form.is_valid():
        return _question_page(request, standing, number, status=422)
    key, picked = form.cleaned_data["key"], request.POST.get("pick", "")
    try:
        came = answer_check(review=standing.review, question=check.question, picked=picked, key=key, by=request.user, at=timezone.now())
    except NotOffered:
        return _question_page(request, standing, number, problem=_("Choose one of these answers"), status=422)
    except NotYet:
        return _see("home")
    if came.is_right:
        messages.success(request, _("Yes. %(why)s") % {"why": check.question.why[1].in_language(_language())})
        return _after_question(request)
    if came.is_to_discuss:
        return _see("treatment:question", number)
    return _question_page(request, standing, number, missed=picked)


def _after_question(request: HttpRequest) -> HttpResponse:
    following = standing_for(request.user)
    if following is None or following.next_check is None:
        return _see("treatment:steps")
    return _see("treatment:question", following.next_check.number)


def _question_page(
    request: HttpRequest, standing: Standing, number: int, *, missed: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    check, language = standing.checks[number - 1], _language()
    asked = check.question
    following = next((one.number for one in standing.checks if one.state == OPEN and one.number != number), 0)
    context = {
        "clinic": standing.review.clinic,
        "number": number,
        "total": len(standing.checks),
        "heading": asked.text.in_language(language),
        "options": [{"value": pick.value, "text": pick.text.in_language(language)} for pick in asked.picks],
        "why": [text.in_language(language) for text in asked.why],
        "missed": missed,
        "problem": problem,
        "form_has_errors": bool(problem),
        "is_open": check.state == OPEN,
        "is_right": check.state == RIGHT,
        "is_talked_through": check.state == TALKED,
        "is_to_discuss": check.state == TO_DISCUSS,
        "following": following,
        "sources": sources_of(asked.sources),
        "key": uuid4(),
    }
    return render(request, "treatment/question.html", context, status=status)


# --- signing -------------------------------------------------------------------------------------------------------------


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_way
def sign(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Read, tick what she wants beside it, type the legal name, agree and sign."""
    review, language, at = standing.review, _language(), timezone.now()
    if standing.consent is not None:
        return render(request, "treatment/signed.html", {"clinic": review.clinic, "consents": standing.consents})
    if not standing.may_sign:
        return redirect("treatment:steps")
    text, beside = texts_to_sign(review, language=language, at=at)
    if text is None:
        return render(request, "patients/consent_missing.html", {"clinic": review.clinic}, status=503)
    legal_name = identity_of(review.patient).legal_name
    form = SignForm(request.POST if request.method == "POST" else None, legal_name=legal_name, beside=beside, initial={"text_id": text.pk})
    typed = typed_again(request)
    if typed:
        form.initial["typed_name"] = typed.get("typed_name", "")  # and the texts of the page now, not those of the other language
    page = {"clinic": review.clinic, "form": form, "text": text, "beside": beside, "legal_name": legal_name}
    page["other_language"] = text.language != language
    if request.method != "POST":
        return render(request, "treatment/sign.html", page)
    if not form.is_valid():
        return render(request, "treatment/sign.html", page, status=422)
    told = form.cleaned_data
    if told["text_id"] != text.pk:
        kept = {"text_id": text.pk, "typed_name": told["typed_name"]}
        page["form"] = SignForm(initial=kept, legal_name=legal_name, beside=beside)
        return render(request, "treatment/sign.html", {**page, "text_changed": True}, status=409)
    ticked = [one for one in beside if str(one.pk) in told.get("beside", ())]
    try:
        sign_treatment(review=review, text=text, beside=ticked, typed_name=told["typed_name"], by=request.user, at=at)
    except (NotYet, NameDiffers):
        return _see("treatment:steps")
    messages.success(request, _("Signed. Thank you. You can take it back at any time."))
    return _see("treatment:steps")


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take one of her consents about treatment back, by its place in her list."""
    patient = patient_for(request.user)
    given = list(reversed(consents_of(patient))) if patient is not None else []  # the oldest first: a place that stays
    if not 1 <= number <= len(given) or given[number - 1].text.purpose not in OF_TREATMENT:
        raise Http404
    consent = given[number - 1]
    if hasattr(consent, "withdrawal"):
        return redirect("consents")
    if request.method == "POST":
        take_consent_back(consent=consent, by=request.user, at=timezone.now())
        messages.success(request, _("You have taken your consent back."))
        return _see("consents")
    return render(request, "treatment/take_back.html", {"clinic": consent.patient.clinic, "consent": consent})


# --- before a date -------------------------------------------------------------------------------------------------------


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_way
def plan(request: HttpRequest, standing: Standing) -> HttpResponse:
    """How she gets home, and the rest that a date waits for."""
    typed = typed_again(request)
    data = request.POST if request.method == "POST" else typed
    form = BeforeDateForm(data, initial=shown(scheduling_values(standing.scheduling)))
    form = unchecked(form) if typed else form
    page = {"clinic": standing.review.clinic, "form": form}
    if request.method != "POST":
        return render(request, "treatment/plan.html", page)
    if not form.is_valid():
        return render(request, "treatment/plan.html", page, status=422)
    key = form.cleaned_data["key"]
    try:
        answer_before_date(review=standing.review, values=form.values(), key=key, by=request.user, at=timezone.now())
    except NotYet:
        return _see("home")
    messages.success(request, _("Saved. You can change this until your date."))
    return _see("treatment:steps")
